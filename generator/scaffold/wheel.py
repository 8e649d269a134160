"""The wheel of the running generator, which lists keep in their repository.

An installed package no longer has its wheel, but it has all of the wheel's files, so the wheel is packed
again and nothing is downloaded. In a checkout of the repository, it is built.
"""

import base64
import csv
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from generator.errors import ContentError, Place, Problem
from generator.storage.folder import TEMPLATES

PACKAGE = "curated-reading-list"
TAG = "py3-none-any"
NOT_IN_WHEEL = frozenset({"INSTALLER", "REQUESTED", "RECORD", "direct_url.json", "uv_cache.json"})
"""Files that installers add to the package's metadata."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of all files: the same files always make the same wheel."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel: its file name and its content."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the content."""
        return hashlib.sha256(self.data).hexdigest()


def make_wheel() -> Wheel:
    """Return the wheel of this generator.

    Raises:
        ContentError: it runs neither from a package nor from a checkout from which one can be built.
    """
    checkout = TEMPLATES.parent / "pyproject.toml"
    if checkout.is_file():
        return _build(checkout.parent)
    try:
        found = distribution(PACKAGE)
    except PackageNotFoundError:
        message = f"expected the installed package {PACKAGE} (got a copy of its files)"
        raise ContentError(Problem(Place(str(TEMPLATES.parent)), message)) from None
    return _pack(found)


def _pack(package: Distribution) -> Wheel:
    """Return the wheel that a package was installed from, packed again."""
    files: dict[str, bytes] = {}
    for file in package.files or ():
        name = file.as_posix()
        if file.parts[0] == ".." or "__pycache__" in file.parts or file.name in NOT_IN_WHEEL:
            continue
        files[name] = file.read_binary()
    metadata = next(name.split("/")[0] for name in files if name.endswith(".dist-info/METADATA"))
    files[f"{metadata}/RECORD"] = _list_files(files, f"{metadata}/RECORD")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files, key=lambda name: (".dist-info/" in name, name)):
            info = zipfile.ZipInfo(name, EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name], zipfile.ZIP_DEFLATED)
    return Wheel(f"{metadata.removesuffix('.dist-info')}-{TAG}.whl", packed.getvalue())


def _list_files(files: dict[str, bytes], record: str) -> bytes:
    lines = io.StringIO()
    rows = csv.writer(lines, lineterminator="\n")
    for name, data in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.writerow((name, f"sha256={digest}", len(data)))
    rows.writerow((record, "", ""))
    return lines.getvalue().encode()


def _build(root: Path) -> Wheel:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)  # noqa: S603 (fixed command)
        if done.returncode:
            reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
            message = f"The package cannot be built: {reason[0]}"
            fix = "Run `make site` once to install what that needs."
            raise ContentError(Problem(Place(root.as_posix()), message, fix))
        (path,) = Path(folder).glob("*.whl")
        return Wheel(path.name, path.read_bytes())

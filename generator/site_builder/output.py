"""Writes the generated pages and files to a folder, for other site generators to build."""

from pathlib import Path

from generator.errors import ContentError, Place, Problem
from generator.site_builder.builder import SiteBuilder
from generator.storage.files import write_text
from generator.storage.folder import Folder
from generator.storage.site_settings import load_site

MANIFEST = ".reading-list"
"""Name of the file that marks a folder of generated pages; it lists what was written."""


def write_site(folder: Folder, out: Path) -> tuple[int, int]:
    """Write the generated pages and files to ``out``, and remove those of an earlier run.

    Args:
        folder: where the list is stored.
        out: the folder to write to; created if it does not exist.

    Returns:
        The number of pages and the number of files.

    Raises:
        ContentError: the content has errors, or ``out`` holds files that were not generated.
    """
    site = SiteBuilder(folder).build(load_site(folder.root / "mkdocs.yml"))
    pages = {source: site.render(source).write().encode() for source in (*site.sources, *site.papers)}
    files = dict(site.make_files())
    written = {**pages, **files}
    manifest = out / MANIFEST
    earlier = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else None
    if earlier is None and out.is_dir() and any(out.iterdir()):
        message = "expected an empty folder, or one with generated files (got other files)"
        raise ContentError(Problem(Place(out.as_posix()), message))
    # names both, so that an interrupted run leaves nothing that the next one does not know
    write_text(manifest, "".join(f"{name}\n" for name in sorted({*written, *(earlier or ())})))
    for name, data in written.items():
        path = out / name
        if not path.is_file() or path.read_bytes() != data:
            write_text(path, data)
    for name in earlier or ():
        path = out / name
        if name not in written and path.resolve().is_relative_to(out.resolve()):
            path.unlink(missing_ok=True)
    write_text(manifest, "".join(f"{name}\n" for name in sorted(written)))
    return len(pages), len(files)

"""The site in ``site/``, after a build."""

import os
from dataclasses import dataclass
from pathlib import Path

from generator.storage.folder import Folder


@dataclass(frozen=True, slots=True)
class SiteSize:
    """What a site takes up on a host."""

    bytes: int
    files: int


def measure_site(folder: Folder) -> SiteSize | None:
    """Return the size of the list's built site, or None if there is none, or one that is being built."""
    files = [Path(base, name) for base, _, names in os.walk(folder.root / "site") for name in names]
    try:
        size = SiteSize(bytes=sum(file.lstat().st_size for file in files), files=len(files))
    except FileNotFoundError:
        return None
    return size if files else None

"""Store a citation key in every record that has none.

Import and `add` store the keys of new records. Run this once on a list that was started before there were
stored keys, or whenever records written by hand should have short keys instead of their slugs:

    python tools/store_citation_keys.py [folder of the list]
"""

from __future__ import annotations

import sys
from pathlib import Path

from generator.model.citation_keys import choose_key, list_used_keys
from generator.storage.editing import update_paper
from generator.storage.files import write_text
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

__all__ = ["store_keys"]


def store_keys(folder: Folder) -> int:
    """Add the line `citation_key` to each record without one, oldest records first; return how many.

    Raises:
        ContentError: the list cannot be loaded, or a record cannot be edited safely.
    """
    catalog = load_catalog(folder)
    without = [paper for paper in catalog.papers.values() if not paper.citation_key]
    others = [paper for paper in catalog.papers.values() if paper.citation_key]
    used = list_used_keys(others, catalog.exclusions)
    for paper in sorted(without, key=lambda paper: (paper.added or "9999", paper.slug)):
        key = choose_key(paper, used)
        used.add(key)
        path = folder.papers / f"{paper.slug}.yml"
        keyed = paper.model_copy(update={"citation_key": key})
        text = path.read_bytes().decode()
        write_text(path, update_paper(text, paper, keyed, label=folder.label(path)))
    return len(without)


if __name__ == "__main__":
    count = store_keys(Folder(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print(f"Stored {count} citation keys.")

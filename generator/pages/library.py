"""The page of the reader's own library, which the browser fills."""

from __future__ import annotations

from generator.pages.cards import Cards
from generator.pages.page import Page
from generator.pages.reading_paths import list_topic_paths, make_path


def make_library_page(cards: Cards) -> Page:
    """Return the library page, with every reading path so that it can show the reader's progress."""
    catalogue = cards.catalogue
    paths = [*(make_path(cards, path) for path in catalogue.taxonomy.paths), *list_topic_paths(cards)]
    return Page(
        source="library.md",
        template="library.md.jinja",
        title="My library",
        description="The papers you starred, read or want to read, and your notes, in your browser only.",
        model={"count": len(catalogue.papers), "paths": [path for path in paths if path.steps]},
        meta={"hide": ["navigation", "toc"]},
    )

"""The site's navigation: ``nav`` of MkDocs, filled with the generated sections."""

import html
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from generator.model.catalog import Catalog
from generator.pages.review import REVIEW_PAGE
from generator.text.translation import _

OPTIONAL_PAGES = ("pictures.md", "map.md", "authors/index.md", REVIEW_PAGE)
"""Generated pages that some lists do not have."""


OWN_PAGES_LAST = "own_pages_last"
"""Key of ``extra``: whether the last entry of ``nav`` holds the handwritten pages, which are not a tab."""


def list_sections(catalog: Catalog) -> dict[str, list[Any]]:
    """Return the sections ``topics/``, by group, and ``years/`` as MkDocs' ``nav`` has them."""
    topics: list[Any] = [{_("All topics"): "topics/index.md"}]
    for group in catalog.taxonomy.groups:
        topics.append({group.title: [{topic.title: f"topics/{topic.id}.md"} for topic in group.topics]})
    years: list[Any] = [{_("All years"): "years/index.md"}]
    years += [
        {str(year) if year else _("Unknown"): f"years/{year or 'unknown'}.md"} for year in catalog.by_year
    ]
    return {"topics/": topics, "years/": years}


def make_nav(own: Iterable[str]) -> list[Any]:
    """Return the navigation of a list that does not set ``nav``: five tabs, then the handwritten pages.

    Args:
        own: source paths of its handwritten pages; ``about.md`` comes first.
    """
    pages = sorted(own, key=lambda source: (source != "about.md", source))
    return [
        {_("Home"): "index.md"},
        {_("Browse"): "browse.md"},
        {_("Topics"): "topics/"},
        {
            _("Explore"): [
                {_("Map"): "map.md"},
                {_("Charts"): "pictures.md"},
                {_("Years"): "years/"},
                {_("Authors"): "authors/index.md"},
            ]
        },
        {_("New"): [{_("What’s new"): "new.md"}, {_("Follow and export"): "feeds.md"}]},
        {_("Library"): "library.md"},
        {"To review": REVIEW_PAGE},
        *([{_("About"): pages}] if pages else []),
    ]


def fill_nav(nav: Any, sections: Mapping[str, list[Any]], sources: Collection[str]) -> Any:
    """Return ``nav`` with generated sections in place of entries such as ``topics/``.

    Optional pages that the list does not have are left out, and the page for review is added if there is one.

    Args:
        nav: of ``mkdocs.yml``; returned as it is if it is not a list.
        sections: name of a section -> its entries.
        sources: source paths of the generated pages.
    """
    if not isinstance(nav, list):
        return nav
    filled = _fill(nav, sections, sources)
    if REVIEW_PAGE in sources and {"To review": REVIEW_PAGE} not in filled:
        filled.append({"To review": REVIEW_PAGE})
    return filled


def _fill(items: list[Any], sections: Mapping[str, list[Any]], sources: Collection[str]) -> list[Any]:
    filled: list[Any] = []
    for item in items:
        value = next(iter(item.values())) if isinstance(item, dict) and len(item) == 1 else item
        if isinstance(value, list) and isinstance(item, dict):
            filled.append({next(iter(item)): _fill(value, sections, sources)})
        elif isinstance(value, str) and value in sections:
            title = next(iter(item)) if isinstance(item, dict) else value.strip("/").capitalize()
            filled.append({title: _escape_titles(sections[value])})
        elif value not in OPTIONAL_PAGES or value in sources:
            filled.append(item)
    return filled


def _escape_titles(items: list[Any]) -> list[Any]:
    """Return a section of the navigation with its titles escaped, since themes print them unescaped."""
    return [
        {html.escape(title): _escape_titles(value) if isinstance(value, list) else value}
        for item in items
        for title, value in item.items()
    ]

"""Finds markup in topic introductions that is removed from pages, and links that lead nowhere."""

from collections.abc import Container, Iterator
from posixpath import join, normpath

from generator.errors import Problem
from generator.model.catalog import Catalog
from generator.model.taxonomy import Topic
from generator.storage.documents import Locator, Where
from generator.storage.folder import Folder
from generator.text.prose import MOST_BRACKETS, RELATIVE_TARGET, examine_prose

ALLOWED = "Use only formatting, tables, links and this site's own images."
MOST_SHOWN = 100
"""Characters of removed markup shown in a message."""


def find_lost_markup(catalog: Catalog, locate: Locator) -> Iterator[Problem]:
    """Yield a problem for all markup, such as scripts, that is removed from an introduction."""
    for topic, where, text in _list_introductions(catalog):
        examined = examine_prose(text, catalog.site.markdown_extensions)
        if examined.is_plain:
            message = f"The introduction to {topic.id!r} is shown without formatting."
            fix = f"Nest its lists less deeply, and use at most {MOST_BRACKETS} opening brackets."
            yield Problem(locate.find("topics.yml", *where), message, fix)
            continue
        for found in examined.removed:
            name, _, value = found.strip("</>").partition('="')
            part = next((part for part in (value.rstrip('"'), name) if part and part in text), "")
            place = locate.find("topics.yml", *where, text=part)
            shown = "".join(letter for letter in found[:MOST_SHOWN] if letter.isprintable())
            message = f"The introduction to {topic.id!r} contains {shown}, which is removed from the page."
            yield Problem(place, message, ALLOWED)


def find_broken_links(catalog: Catalog, locate: Locator, pages: Container[str]) -> Iterator[Problem]:
    """Yield a problem for every broken internal link in an introduction.

    Args:
        catalog: the list.
        locate: finds the lines.
        pages: source paths of the generated pages.
    """
    for topic, where, text in _list_introductions(catalog):
        for target in examine_prose(text, catalog.site.markdown_extensions).targets:
            if _is_broken(target, catalog, locate.folder, pages):
                place = locate.find("topics.yml", *where, text=target)
                message = f"The introduction to {topic.id!r} links to {target!r}, which does not exist."
                yield Problem(place, message)


def is_handwritten(target: str, folder: Folder) -> bool:
    """Return whether a relative link in an introduction leads to a handwritten page or a file next to it."""
    path = _place(target)
    return path is not None and (folder.pages / path).is_file()


def _is_broken(target: str, catalog: Catalog, folder: Folder, pages: Container[str]) -> bool:
    kind, _, name = target.partition(":")
    if kind == "paper":
        return name not in catalog.papers
    if kind == "topic":
        return name not in catalog.taxonomy.topics
    path = _place(target)
    return path is not None and path not in pages and not is_handwritten(target, folder)


def _place(target: str) -> str | None:
    """Return the path in ``pages/`` that a relative link on a topic's page leads to, if any."""
    match = RELATIVE_TARGET.fullmatch(target)
    return normpath(join("topics", match["path"])) if match else None


def _list_introductions(catalog: Catalog) -> Iterator[tuple[Topic, Where, str]]:
    """Yield each topic with an introduction, where it is in ``topics.yml``, and its text."""
    for group_number, group in enumerate(catalog.taxonomy.groups):
        for number, topic in enumerate(group.topics):
            if topic.introduction:
                yield topic, ("groups", group_number, "topics", number, "introduction"), topic.introduction

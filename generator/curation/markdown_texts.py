"""Finds markup in introductions and notes that is removed from pages, and links that lead nowhere."""

from collections.abc import Container, Iterator
from posixpath import join, normpath
from typing import NamedTuple

from generator.errors import Problem
from generator.model.catalog import Catalog
from generator.storage.documents import Locator, Where
from generator.storage.folder import Folder
from generator.text.prose import MOST_BRACKETS, RELATIVE_TARGET, examine_prose

ALLOWED = "Use only formatting, tables, links and this site's own images."
SAVE_IMAGE = "Save the image in pages/assets/, and write ![what it shows](../assets/its-name.png)."
MOST_SHOWN = 100
"""Characters of removed markup shown in a message."""


class MarkdownText(NamedTuple):
    """A text of the list that is written in Markdown.

    Attributes:
        name: how messages name it: ``The introduction to 'rye'``.
        file: its file in the content folder.
        where: the keys that lead to it.
        text: the text.
        slug: the record that it is a note on; empty for introductions.
    """

    name: str
    file: str
    where: Where
    text: str
    slug: str = ""


def find_lost_markup(catalog: Catalog, locate: Locator) -> Iterator[tuple[MarkdownText, Problem]]:
    """Yield a problem, and the text it is in, for all markup that is removed from pages, such as scripts."""
    for each in _list_texts(catalog):
        examined = examine_prose(each.text, catalog.site.markdown_extensions)
        if examined.is_plain:
            message = f"{each.name} is shown without formatting."
            fix = f"Nest its lists less deeply, and use at most {MOST_BRACKETS} opening brackets."
            yield each, Problem(locate.find(each.file, *each.where), message, fix)
            continue
        for found in examined.removed:
            name, _, value = found.strip("</>").partition('="')
            part = next((part for part in (value.rstrip('"'), name) if part and part in each.text), "")
            place = locate.find(each.file, *each.where, text=part)
            shown = "".join(letter for letter in found[:MOST_SHOWN] if letter.isprintable())
            message = f"{each.name} contains {shown}, which is removed from the page."
            yield each, Problem(place, message, SAVE_IMAGE if name == "src" else ALLOWED)


def find_broken_links(
    catalog: Catalog, locate: Locator, pages: Container[str]
) -> Iterator[tuple[MarkdownText, Problem]]:
    """Yield a problem, and the text it is in, for every link and image within the site that does not exist.

    Args:
        catalog: the list.
        locate: finds the lines.
        pages: source paths of the generated pages.
    """
    for each in _list_texts(catalog):
        for target in examine_prose(each.text, catalog.site.markdown_extensions).targets:
            if _is_broken(target, catalog, locate.folder, pages):
                place = locate.find(each.file, *each.where, text=target)
                yield each, Problem(place, f"{each.name} links to {target!r}, which does not exist.")


def is_handwritten(target: str, folder: Folder) -> bool:
    """Return whether a relative link or an image leads to a handwritten page or a file next to it."""
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
    """Return the path in ``pages/`` that a relative link on the page of a topic or paper leads to, if any."""
    match = RELATIVE_TARGET.fullmatch(target)
    return normpath(join("topics", match["path"])) if match else None


def _list_texts(catalog: Catalog) -> Iterator[MarkdownText]:
    """Yield each introduction to a topic, and each note that can contain links or markup."""
    for group_number, group in enumerate(catalog.taxonomy.groups):
        for number, topic in enumerate(group.topics):
            if topic.introduction:
                where = ("groups", group_number, "topics", number, "introduction")
                yield MarkdownText(
                    f"The introduction to {topic.id!r}", "topics.yml", where, topic.introduction
                )
    for slug, paper in catalog.papers.items():
        if paper.notes and ("<" in paper.notes or "[" in paper.notes):
            yield MarkdownText(f"The note on {slug!r}", f"papers/{slug}.yml", ("notes",), paper.notes, slug)

"""Whether the introductions of topics reach their pages as written, and where their links lead."""

from collections.abc import Container, Iterator
from posixpath import join, normpath

from generator.errors import Problem
from generator.model.catalog import Catalog
from generator.model.taxonomy import Topic
from generator.storage.documents import Locator, Where
from generator.storage.folder import Folder
from generator.text.prose import MOST_BRACKETS, RELATIVE_TARGET, examine_prose

ALLOWED = "Only formatting, links, tables and images of this site are allowed."
MOST_SHOWN = 100
"""Characters of what is left out that a message shows."""


def find_lost_markup(catalog: Catalog, locate: Locator) -> Iterator[Problem]:
    """Yield a problem for everything in an introduction that its page leaves out, such as scripts."""
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
            message = f"The introduction to {topic.id!r} has {shown}, which its page leaves out."
            yield Problem(place, message, ALLOWED)


def find_broken_links(catalog: Catalog, locate: Locator, pages: Container[str]) -> Iterator[Problem]:
    """Yield a problem for every link in an introduction that leads to nothing on this site.

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
    """Return whether the relative target of a link in an introduction is a page or file written by hand."""
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
    """Return the path below the folder of pages that a target on the page of a topic leads to, if any."""
    match = RELATIVE_TARGET.fullmatch(target)
    return normpath(join("topics", match["path"])) if match else None


def _list_introductions(catalog: Catalog) -> Iterator[tuple[Topic, Where, str]]:
    """Yield each topic that has an introduction, the keys that lead to it in ``topics.yml``, and the text."""
    for group_number, group in enumerate(catalog.taxonomy.groups):
        for number, topic in enumerate(group.topics):
            if topic.introduction:
                yield topic, ("groups", group_number, "topics", number, "introduction"), topic.introduction

"""Links in introductions and notes lead to papers, topics and addresses that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.checked_list import CheckedList, suggest_name
from generator.errors import Place, Problem
from generator.text.links import find_address_flaw

__all__ = ["check_markdown_links", "replace_links"]

# [DenseNet](paper:densely-connected-convolutional-networks)   (never an image: ![…](…))
MARKDOWN_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
# mistyped links to papers and topics: "](paper: name)", "](papers/name)", "](topics:name)", "] (paper:name)"
MISTYPED_LINK = re.compile(r"\]\s*\(\s*(?:papers?|topics?)\s*[:/]\s*[^)]*\)|\]\s+\((?:paper|topic):[^)]*\)")
LINK_FORMS = "Write [words](paper:slug), [words](topic:id) or [words](https://…)."


def check_markdown_links(checked: CheckedList) -> Iterator[Problem]:
    """Every link in the introductions of topics and paths, and in notes, has words and a valid target."""
    for text, where in _list_markdown(checked):
        for found, message, fix in _find_flaws(checked, text):
            yield Problem(_locate(checked, where, found), message, fix)


def replace_links(markdown: str) -> str:
    """Return ``markdown`` with each link replaced by its words, as a reader sees it."""
    return MARKDOWN_LINK.sub(r"\g<words>", markdown)


Where = tuple[str | int, ...]


def _list_markdown(checked: CheckedList) -> Iterator[tuple[str, Where]]:
    """Yield each Markdown text of the list, and its file and keys."""
    for where, id_ in checked.locate_topics():
        yield (
            checked.catalogue.taxonomy.topics[id_].introduction or "",
            ("topics.yml", *where, "introduction"),
        )
    for number, path in enumerate(checked.catalogue.taxonomy.paths):
        yield path.introduction, ("topics.yml", "paths", number, "introduction")
    for slug, paper in checked.catalogue.papers.items():
        yield paper.notes or "", (f"papers/{slug}.yml", "notes")


def _locate(checked: CheckedList, where: Where, text: str) -> Place:
    return checked.locate.find(str(where[0]), *where[1:], text=text)


def _find_flaws(checked: CheckedList, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield, for each flaw of a link in ``text``, a part of its line, the message and the remedy."""
    for match in MARKDOWN_LINK.finditer(text):
        target = match["target"]
        for message, fix in _find_target_flaws(checked, target):
            yield target, message, fix
        if not match["words"].strip():
            yield target, f"The link to {target!r} has no words.", "Write what it leads to: [words](…)."
    for match in MISTYPED_LINK.finditer(text):
        if not MARKDOWN_LINK.search(text[: match.end()], max(0, text.rfind("[", 0, match.start()))):
            target = match[0].lstrip("]")
            yield target, f"This is not a link: {target!r}.", LINK_FORMS


def _find_target_flaws(checked: CheckedList, target: str) -> Iterator[tuple[str, str]]:
    scheme, _, name = target.partition(":")
    topics = checked.catalogue.taxonomy.topics
    if scheme == "paper":
        if name not in checked.catalogue.papers:
            yield f"There is no paper {name!r} on the list.", checked.suggest_paper(name)
    elif scheme == "topic":
        if name not in topics:
            yield f"There is no topic {name!r} in topics.yml.", suggest_name(name, topics, "topic")
    elif scheme in ("http", "https"):
        if flaw := find_address_flaw(target):
            yield f"The address {flaw}: {target}", "Correct the address."
    else:
        yield f"A link cannot lead to {target!r}.", LINK_FORMS

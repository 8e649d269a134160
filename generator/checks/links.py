"""Addresses, identifiers and Markdown links are well formed and lead to what exists."""

import re
from collections.abc import Iterator

from generator.checks.checked_list import CheckedList
from generator.curation.markdown_texts import SAVE_IMAGE, is_handwritten
from generator.errors import Problem
from generator.model.paper import LISTS_OF_LINKS
from generator.storage.documents import Where
from generator.text.hosts import find_disguise
from generator.text.identifiers import parse_arxiv_id, parse_doi
from generator.text.links import ADDRESS, find_address_flaw, trim_address
from generator.text.prose import RELATIVE_TARGET

# "https://www." of https://www.example.org/
WEB_PREFIX = re.compile(r"https?://(?:www\.)?")
# [DenseNet](paper:densely-connected-convolutional-networks)   (never an image: ![…](…))
MARKDOWN_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
# ![crust](../assets/crust.png "How a crust forms")
MARKDOWN_IMAGE = re.compile(r"!\[(?P<words>[^\[\]]*)\]\(\s*<?(?P<target>[^()\s<>]+)")
# mistyped links to papers and topics: "](paper: name)", "](papers/name)", "](topics:name)", "] (paper:name)"
MISTYPED_LINK = re.compile(r"\]\s*\(\s*(?:papers?|topics?)\s*[:/]\s*[^)]*\)|\]\s+\((?:paper|topic):[^)]*\)")
LINK_FORMS = "Write [words](paper:slug), [words](topic:id) or [words](https://…)."


def check_addresses(checked: CheckedList) -> Iterator[Problem]:
    """No record has duplicate addresses, stray punctuation in an address, or a broken or deceptive host."""
    for slug, paper in checked.catalog.papers.items():
        fields: dict[str, str] = {}
        for name in LISTS_OF_LINKS:
            for number, address in enumerate(getattr(paper.links, name)):
                place = checked.locate.paper(slug, "links", name, number, text=address)
                if flaw := find_address_flaw(address):
                    message = f"The address {flaw}: {address}"
                    yield checked.report("broken-address", slug, place, message, "Correct the address.")
                if disguise := find_disguise_flaw(address):
                    yield checked.problem("deceptive-host", place, *disguise)
                key = WEB_PREFIX.sub("", address, count=1).rstrip("/").casefold()
                if key in fields:
                    message = f"{address} is already listed under '{fields[key]}'."
                    yield checked.problem("repeated-address", place, message, "Remove one of the two.")
                fields.setdefault(key, name)


def check_identifiers(checked: CheckedList) -> Iterator[Problem]:
    """Every arXiv identifier has a month that exists, and no DOI has remains of the text that followed it."""
    for slug, paper in checked.catalog.papers.items():
        arxiv, doi = paper.links.arxiv, paper.links.doi
        if arxiv and parse_arxiv_id(arxiv) != arxiv:
            place = checked.locate.paper(slug, "links", "arxiv")
            message = f"{arxiv} is not a valid arXiv identifier."
            yield checked.report("invalid-identifier", slug, place, message, "Look it up on arXiv.")
        if doi and (found := parse_doi(doi)) != doi.lower():
            place = checked.locate.paper(slug, "links", "doi")
            message = f"The DOI has extra characters at its end: {doi}"
            yield checked.report("invalid-identifier", slug, place, message, f"Write {found!r}.")


def check_markdown_links(checked: CheckedList) -> Iterator[Problem]:
    """Every link in the introductions of topics and paths, and in notes, has words and a valid target."""
    for text, file, where in _list_markdown(checked):
        for found, message, fix in _find_flaws(checked, text):
            yield checked.problem("broken-link", checked.locate.find(file, *where, text=found), message, fix)
        for match in MARKDOWN_IMAGE.finditer(text):
            if not match["words"].strip():
                place = checked.locate.find(file, *where, text=match["target"])
                message = f"The image {match['target']!r} has no description."
                fix = "Say what it shows: ![words](…)."
                yield checked.problem("missing-description", place, message, fix)
        for address in map(trim_address, ADDRESS.findall(text)):
            if disguise := find_disguise_flaw(address):
                yield checked.problem(
                    "deceptive-host", checked.locate.find(file, *where, text=address), *disguise
                )


def replace_links(markdown: str) -> str:
    """Return ``markdown`` with each link replaced by its words, as a reader sees it."""
    return MARKDOWN_LINK.sub(r"\g<words>", markdown)


def find_disguise_flaw(address: str) -> tuple[str, str] | None:
    """Return a message and a fix if an address has a deceptive host, or None."""
    found = find_disguise(address)
    if found is None:
        return None
    message = f"The host {found[0]!r} is not what it looks like; browsers open {found[1]!r}."
    return message, f"Correct the address, or write {found[1]!r} if that is the right site."


def _list_markdown(checked: CheckedList) -> Iterator[tuple[str, str, Where]]:
    """Yield each Markdown text of the list, and its file and keys."""
    for topic, where in checked.list_topics():
        yield topic.introduction or "", "topics.yml", (*where, "introduction")
    for number, path in enumerate(checked.catalog.taxonomy.paths):
        yield path.introduction, "topics.yml", ("paths", number, "introduction")
    for slug, paper in checked.catalog.papers.items():
        yield paper.notes or "", f"papers/{slug}.yml", ("notes",)


def _find_flaws(checked: CheckedList, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield, for each flaw of a link in ``text``, a part of its line, the message and the remedy."""
    for match in MARKDOWN_LINK.finditer(text):
        target = match["target"]
        for message, fix in _find_target_flaws(checked, target):
            yield target, message, fix
        if not match["words"].strip():
            yield target, f"The link to {target!r} has no words.", "Write what it leads to: [words](…)."
    for match in MARKDOWN_IMAGE.finditer(text):
        target = match["target"]
        if RELATIVE_TARGET.fullmatch(target) and not is_handwritten(target, checked.locate.folder):
            yield target, f"There is no image {target!r}.", SAVE_IMAGE
    for match in MISTYPED_LINK.finditer(text):
        if not MARKDOWN_LINK.search(text, max(0, text.rfind("[", 0, match.start())), match.end()):
            target = match[0].lstrip("]")
            yield target, f"This is not a link: {target!r}.", LINK_FORMS


def _find_target_flaws(checked: CheckedList, target: str) -> Iterator[tuple[str, str]]:
    scheme, _, name = target.partition(":")
    topics = checked.catalog.taxonomy.topics
    if scheme == "paper":
        if name not in checked.catalog.papers:
            yield f"There is no paper {name!r} on the list.", checked.suggest_paper(name)
    elif scheme == "topic":
        if name not in topics:
            yield f"There is no topic {name!r} in topics.yml.", checked.suggest_topic(name)
    elif scheme in ("http", "https"):
        if flaw := find_address_flaw(target):
            yield f"The address {flaw}: {target}", "Correct the address."
    elif not is_handwritten(target, checked.locate.folder):
        yield f"A link cannot lead to {target!r}.", LINK_FORMS

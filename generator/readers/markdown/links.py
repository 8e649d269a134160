"""Links of items whose text is not the title of the one paper: citations, several papers, and contents."""

import re

from generator.readers.markdown.drafts import Draft, trim_title
from generator.readers.markdown.labels import is_paper_address
from generator.readers.markdown.marked import mark, plain
from generator.readers.markdown.parts import EDGES, LINKED
from generator.readers.references.places import Place, has_venue_words

# Diffie  ·  van den Oat  ·  O'Rye  ·  Brinch Hansen
WORD = r"[^\W\d_a-z][^\W\d_]?[\w'’-]+"
FAMILY = rf"(?:(?:van|von|de|der|den|del|la|le|di|da|dos)\s){{0,3}}{WORD}(?:\s{WORD})?"
CITATION = re.compile(
    rf"(?P<names>{FAMILY}(?:(?:,\s(?:and\s|&\s)?|\s(?:and|&)\s){FAMILY}){{0,20}})(?P<more>,?\set\.?\sal\.?)?"
    r",?\s(?P<bracket>\()?(?P<year>(?:1[89]|20)\d\d)[a-z]?\)?"
)
# NeurIPS  ·  OSDI
CAPITALS = re.compile(r"[A-Z]{2}")
# - [Attacks](#attacks) (12)
CONTENTS = re.compile(
    r"\W*(?:\[[^\[\]\n]{1,300}\]\(\s?<?#[^()\n]{0,300}\)|<a\s[^>]{0,200}href=[\"']?#[^>]{0,300}>.{0,300}?</a>)"
    r"[\W\d]*(?:papers?)?\W*",
    re.I,
)
SEPARATOR = re.compile(r",\s(?:and\s|&\s)?|\s(?:and|&)\s")


def read_citation(body: str, draft: Draft) -> str | None:
    """Set the title, authors and year of an item whose link is a citation after the title; return the rest.

    Family names stay as they are printed. Without such a link, nothing is set and None is returned.
    """
    match = LINKED.search(body)
    cited = CITATION.fullmatch(plain(match["text"]).strip(" .,;")) if match else None
    if not match or not cited:
        return None
    names = tuple(SEPARATOR.split(cited["names"]))
    sure = cited["bracket"] or cited["more"] or len(names) > 1
    title = trim_title(body[: match.start()])
    named = any(CAPITALS.search(name) or has_venue_words(name) for name in names)
    if not sure or named or len(title.split()) < 2:
        return None
    draft.title, draft.authors = title, names
    draft.add_place(Place(date=cited["year"], sure=True))
    return body[match.end() :]


def is_contents(text: str) -> bool:
    """Return whether an item is nothing but a link within the document, as in a table of contents."""
    return bool(CONTENTS.fullmatch(text.strip()))


def split_links(text: str, line: int) -> list[Draft]:
    """Return the papers of an item that only links to several, or an empty list."""
    if text.count("](") < 2:
        return []
    marked = mark(text)
    links = list(zip(LINKED.finditer(marked.text), marked.hrefs, strict=False))
    between = plain(LINKED.sub(" ", marked.text).replace(" and ", " ")).strip(EDGES + "&")
    if len(links) < 2 or between or marked.resources:
        return []
    if not all(is_paper_address(href) for _, href in links) or len({href for _, href in links}) < len(links):
        return []
    drafts = []
    for match, href in links:
        draft = Draft(line=line, title=trim_title(match["text"]), marking="link", title_href=href)
        draft.add_link("", href)
        drafts.append(draft)
    return drafts

"""Semantic Scholar papers, as returned by its API (https://api.semanticscholar.org/api-docs/graph).

It returns single papers and lists: search results, citations, references, recommendations, or an author's
papers. Its data sets have the same keys in lowercase.
"""

import re
from typing import Any, Final

from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work, parse_date
from generator.readers.collector import Collector
from generator.readers.json_items import list_head, read_items
from generator.readers.json_values import first_text, list_objects, list_texts, object_of, text_of
from generator.text.preprints import is_arxiv_venue

NAME = "Semantic Scholar (JSON)"

# "externalIds": {
KEYS = re.compile(r"\"(?:paperId|externalIds|corpusId|corpusid|externalids)\"\s{0,50}:")
WRAPPERS = ("citingpaper", "citedpaper", "paper")
TYPES: Final = {
    "JournalArticle": "article-journal",
    "Conference": "paper-conference",
    "Book": "book",
    "BookSection": "chapter",
    "Dataset": "dataset",
    "News": "article-newspaper",
}
"""Publication types in CSL; the others (``Review``, ``Study`` …) are about the content."""
VENUE_TYPES: Final = {"journal": "article-journal", "conference": "paper-conference"}


def recognizes(text: str) -> bool:
    """Return whether ``text`` is Semantic Scholar JSON."""
    return bool(KEYS.search(list_head(text)))


def _lower(value: object) -> dict[str, Any]:
    return {str(key).lower(): part for key, part in object_of(value).items()}


def _find_type(paper: dict[str, Any], venues: list[str], arxiv: str) -> str | None:
    if arxiv and all(map(is_arxiv_venue, filter(None, venues))):
        return "article"
    named = [TYPES[name] for name in list_texts(paper.get("publicationtypes")) if name in TYPES]
    venue_type = VENUE_TYPES.get(text_of(_lower(paper.get("publicationvenue")).get("type")))
    # conference papers are often listed as articles too
    return venue_type if venue_type and (not named or venue_type in named) else next(iter(named), None)


def _add(collector: Collector, line: int, paper: dict[str, Any]) -> None:
    ids = _lower(paper.get("externalids"))
    journal = _lower(paper.get("journal"))
    name = text_of(journal.get("name"))
    venues = [text_of(paper.get("venue")), text_of(_lower(paper.get("publicationvenue")).get("name")), name]
    in_journal = bool(name) and not is_arxiv_venue(name)
    year, day = text_of(paper.get("year")), parse_date(text_of(paper.get("publicationdate")))
    acl = text_of(ids.get("acl"))
    work = Work(
        title=text_of(paper.get("title")),
        abstract=text_of(paper.get("abstract")) or text_of(object_of(paper.get("tldr")).get("text")),
        authors=[first_text(author, "name") for author in list_objects(paper.get("authors"))],
        venues=venues,
        cited=parse_date(year) or day,
        first=day,
        type=_find_type(paper, venues, text_of(ids.get("arxiv"))),
        publication={part: text_of(journal.get(part)) for part in ("volume", "pages")} if in_journal else {},
        eprint=text_of(ids.get("arxiv")),
        doi=text_of(ids.get("doi")),
        addresses=[
            f"https://aclanthology.org/{acl}" if acl else "",
            text_of(object_of(paper.get("openaccesspdf")).get("url")),
        ],
    )
    add_work(collector, line, work)


def read(text: str, collector: Collector) -> None:
    """Add the papers in an API response."""
    for line, outer in read_items(text, collector):
        item = _lower(outer)
        paper = next((found for key in WRAPPERS if (found := _lower(item.get(key)))), item)
        if text_of(paper.get("title")):
            _add(collector, line, paper)
        else:
            collector.report(line, f"expected a paper with a title (got {shorten(str(list(outer)), 60)!r})")

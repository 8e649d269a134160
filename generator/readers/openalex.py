"""OpenAlex works, as returned by its API (https://docs.openalex.org/api-entities/works/work-object)."""

import re
from typing import Any, Final

from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work, parse_date
from generator.readers.collector import Collector
from generator.readers.json_items import list_head, read_items
from generator.readers.json_values import first_text, list_objects, object_of, text_of

NAME = "OpenAlex (JSON)"

# "authorships": [
KEYS = re.compile(r"\"(?:authorships|abstract_inverted_index|primary_location)\"\s{0,50}:")
TYPES: Final = {
    "article": "article-journal",
    "book": "book",
    "book-chapter": "chapter",
    "dataset": "dataset",
    "dissertation": "thesis",
    "letter": "article-journal",
    "preprint": "article",
    "reference-entry": "entry",
    "report": "report",
    "review": "article-journal",
    "software": "software",
    "standard": "standard",
}
LONGEST_ABSTRACT = 20_000
"""Most words in an abstract."""


def recognizes(text: str) -> bool:
    """Return whether ``text`` is OpenAlex JSON."""
    return bool(KEYS.search(list_head(text)))


def _join_abstract(index: object) -> str:
    """Return the text of an inverted index: ``{"We": [0, 4], "bake": [1] …``."""
    words: dict[int, str] = {}
    for word, places in object_of(index).items():
        for place in places if isinstance(places, list) else ():
            if type(place) is int and len(words) < LONGEST_ABSTRACT:
                words[place] = word
    return " ".join(words[place] for place in sorted(words))


def _find_type(work: dict[str, Any], source: dict[str, Any]) -> str | None:
    type_ = TYPES.get(text_of(work.get("type")))
    if type_ == "article-journal" and source.get("type") == "conference":
        return "paper-conference"
    return "paper-conference" if work.get("type_crossref") == "proceedings-article" else type_


def _add(collector: Collector, line: int, item: dict[str, Any]) -> None:
    location = object_of(item.get("primary_location"))
    source = object_of(location.get("source"))
    in_repository = source.get("type") == "repository"
    biblio = object_of(item.get("biblio"))
    pages = [page for key in ("first_page", "last_page") if (page := text_of(biblio.get(key)))]
    others = [text_of(other.get("landing_page_url")) for other in list_objects(item.get("locations"))]
    work = Work(
        title=first_text(item, "title", "display_name"),
        abstract=_join_abstract(item.get("abstract_inverted_index")),
        authors=[
            first_text(object_of(authorship.get("author")), "display_name")
            or first_text(authorship, "raw_author_name")
            for authorship in list_objects(item.get("authorships"))
        ],
        venues=[] if in_repository else [text_of(source.get("display_name"))],
        cited=parse_date(first_text(item, "publication_date", "publication_year")),
        type=_find_type(item, source),
        publication={
            "volume": biblio.get("volume"),
            "issue": biblio.get("issue"),
            "pages": "-".join(dict.fromkeys(pages)),
            "publisher": "" if in_repository else source.get("host_organization_name"),
            "issn": source.get("issn_l"),
            "language": item.get("language"),
        },
        status="retracted" if item.get("is_retracted") is True else None,
        tags=[
            first_text(keyword, "display_name", "keyword") for keyword in list_objects(item.get("keywords"))
        ],
        doi=text_of(item.get("doi")),
        addresses=[text_of(location.get("landing_page_url")), *(url for url in others if "arxiv.org" in url)],
    )
    add_work(collector, line, work)


def read(text: str, collector: Collector) -> None:
    """Add the works in an OpenAlex response."""
    for line, item in read_items(text, collector):
        if first_text(item, "title", "display_name"):
            _add(collector, line, item)
        else:
            collector.report(line, f"expected a work with a title (got {shorten(str(list(item)), 60)!r})")

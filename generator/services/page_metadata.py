"""What the web page of a paper says about it, in ``citation_`` tags.

Most publishers write these tags for Google Scholar
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing).
"""

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from generator.readers.bibliography import OPENREVIEW
from generator.readers.paper_page import VENUES
from generator.services.http import Endpoint
from generator.text.identifiers import parse_arxiv_id, parse_doi

MOST_AUTHORS = 500
DATE_TAGS = ("publication_date", "date", "online_date")


def page_endpoint(host: str) -> Endpoint:
    """Return how to ask a host for a web page."""
    return Endpoint(
        name=host,
        accept="text/html",
        types=("html",),
        interval=1.0,
        may_leave=True,
        type_may_change=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """Identifiers of a page's paper, and the paper as CSL-JSON, which is None if the page gives no title."""

    arxiv: str | None = None
    doi: str | None = None
    csl: bytes | None = None


class _TagCollector(HTMLParser):
    """Collects ``<meta name="citation_…" content="…">``: values by name without the prefix."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").strip() for name, value in attrs}
        name = values.get("name", values.get("property", "")).lower()
        if tag == "meta" and name.startswith("citation_") and values.get("content"):
            self.found.setdefault(name.removeprefix("citation_"), []).append(values["content"])


def read_page_metadata(html: str, address: str) -> PageMetadata:
    """Return what the page ``html`` at ``address`` says about its paper."""
    collector = _TagCollector()
    collector.feed(html)
    first = {name: values[0] for name, values in collector.found.items()}
    arxiv, doi = parse_arxiv_id(first.get("arxiv_id", "")), parse_doi(first.get("doi", ""))
    if "title" not in first:
        return PageMetadata(arxiv=arxiv, doi=doi)
    work: dict[str, Any] = {"title": first["title"], "URL": address}
    if kind := next((kind for tag, kind in VENUES.items() if tag in first), "article" if arxiv else ""):
        work["type"] = kind
    if authors := collector.found.get("author"):
        work["author"] = [_convert_name(name) for name in authors[:MOST_AUTHORS]]
    if date := next((first[tag] for tag in DATE_TAGS if tag in first), ""):
        work["issued"] = {"raw": date.replace("/", "-")}
    if venue := next((first[tag] for tag in VENUES if tag in first), ""):
        work["container-title"] = venue
    if doi:
        work["DOI"] = doi
    elif not OPENREVIEW.match(address):
        work["note"] = f"Link: {address}"
    if "abstract" in first:
        work["abstract"] = first["abstract"]
    csl = (json.dumps([work], ensure_ascii=False, indent=1) + "\n").encode()
    return PageMetadata(arxiv=arxiv, doi=doi, csl=csl)


def _convert_name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if not comma:
        given, _, family = name.rpartition(" ")
    return {key: value.strip() for key, value in (("family", family), ("given", given)) if value.strip()}

"""Crossref's REST API (https://www.crossref.org/documentation/retrieve-metadata/rest-api/), and doi.org."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from generator.model.entry import Entry
from generator.model.publication import Status
from generator.readers.csl_json import find_status
from generator.readers.json_values import list_objects, object_of, text_of
from generator.services.http import Endpoint, ServiceError
from generator.services.metadata_service import MetadataService

WORK_KEYS = (
    "type", "author", "issued", "DOI", "abstract", "title", "container-title", "volume", "issue", "page",
    "article-number", "publisher", "publisher-location", "editor", "ISSN", "ISBN", "edition", "language",
    "updated-by",
)  # fmt: skip
"""The parts of a work that are read."""
BATCH = 20
"""DOIs in one request."""
CSL_JSON = "application/vnd.citationstyles.csl+json"


@dataclass(slots=True, kw_only=True)
class Crossref(MetadataService):
    """Crossref, and doi.org (``resolver``) for works that are registered elsewhere."""

    source: ClassVar[str] = "Crossref"
    answer_name: ClassVar[str] = "crossref-answer.json"
    endpoint: ClassVar[Endpoint] = Endpoint(
        name="Crossref", accept="application/json", types=("json",), interval=1.0
    )
    base: str = "https://api.crossref.org"
    resolver: str = "https://doi.org"

    def find_by_doi(self, doi: str) -> Entry | None:
        """Return the work with a DOI, or None if Crossref has none."""
        found = self.ask(f"{self.base}/works/{quote(doi, safe='')}")
        return next((entry for entry in found if (entry.doi or "").lower() == doi.lower()), None)

    def find_by_title(self, title: str, authors: Sequence[str] = ()) -> tuple[Entry, ...]:
        """Return the five works that best match a title and its first two authors."""
        query = " ".join([title[:300], *authors[:2]])
        return self.ask(f"{self.base}/works?{urlencode({'query.bibliographic': query, 'rows': '5'})}")

    def find_statuses(self, dois: Iterable[str]) -> dict[str, Status]:
        """Return lowercase DOI -> status of the works that were retracted, withdrawn or corrected.

        A work names its notices (``updated-by``), or a notice names its work (``update-to``).
        """
        notices: dict[str, list[str]] = {}
        # commas separate filters
        wanted = sorted({doi.lower() for doi in dois if "," not in doi})
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            for work in self._list_works("doi", part):
                types = [text_of(update.get("type")) for update in list_objects(work.get("updated-by"))]
                notices.setdefault(text_of(work.get("DOI")).lower(), []).extend(types)
            for notice in self._list_works("updates", part):
                for update in list_objects(notice.get("update-to")):
                    notices.setdefault(text_of(update.get("DOI")).lower(), []).append(
                        text_of(update.get("type"))
                    )
        found = {doi: find_status(types) for doi, types in notices.items()}
        return {doi: status for doi, status in found.items() if status}

    def _list_works(self, filter_: str, dois: Iterable[str]) -> Iterator[dict[str, Any]]:
        query = {"filter": ",".join(f"{filter_}:{doi}" for doi in dois), "rows": "1000"}
        answer = self.load(f"{self.base}/works?{urlencode(query)}")
        return iter(list_objects(object_of(answer.get("message")).get("items")))

    def fetch(self, doi: str) -> bytes | None:
        """Return the work with a DOI as CSL-JSON, byte for byte, or None if no service knows it.

        doi.org redirects to the DOI's registrar, so the answer may come from any public host.

        Raises:
            ServiceError: there is no answer, or it is for another DOI.
        """
        crossref = replace(self.endpoint, accept=CSL_JSON)
        resolver = replace(crossref, name="doi.org", may_leave=True)
        for endpoint, address in (
            (crossref, f"{self.base}/works/{quote(doi, safe='')}/transform/{CSL_JSON}"),
            (resolver, f"{self.resolver}/{quote(doi, safe='/')}"),
        ):
            answer = self.fetcher.get(address, endpoint)
            if answer is None:
                continue
            if (found := _find_doi(answer.body)) != doi.lower():
                self.fetcher.forget(address, endpoint)
                other = f"for {found[:100]!r}" if found else "without a DOI"
                raise ServiceError(f"{endpoint.name} was asked for {doi} but returned a record {other}.")
            return answer.body
        return None

    def prepare(self, body: bytes) -> str:
        """Return the works of an answer as CSL-JSON; empty if there are none."""
        data = json.loads(body)
        message = data.get("message", data) if isinstance(data, dict) else None
        if not isinstance(message, dict):
            raise ValueError("it has no message")
        items = message.get("items", [message] if "DOI" in message else [])
        if not isinstance(items, list):
            raise ValueError("it has no list of items")
        works = [_convert_work(item) for item in items if isinstance(item, dict) and item.get("title")]
        return json.dumps(works, ensure_ascii=False) if works else ""


def _find_doi(body: bytes) -> str:
    """Return the lowercase DOI of a work in CSL-JSON, or "" if it has none."""
    try:
        work = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return str(work.get("DOI", "")).lower() if isinstance(work, dict) else ""


def _convert_work(item: dict[str, Any]) -> dict[str, Any]:
    """Return a work for the CSL-JSON reader; preprints have no venue."""
    work = {key: item[key] for key in WORK_KEYS if item.get(key)}
    if item.get("type") == "posted-content":
        work.pop("container-title", None)
    return work

"""OpenAlex (https://developers.openalex.org), an open index of research and its citations."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from generator.services.http import Endpoint
from generator.services.metadata_service import MetadataService
from generator.text.identifiers import parse_doi

BATCH = 50
"""Works in one request; OpenAlex allows 100."""
FIELDS = "id,doi,title,publication_year,referenced_works"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work in OpenAlex; ``references`` are the ids of the works that it cites."""

    id: str
    title: str
    doi: str = ""
    year: int | None = None
    references: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class OpenAlex(MetadataService):
    """OpenAlex, which answers a thousand such requests a day without a key."""

    source: ClassVar[str] = "OpenAlex"
    answer_name: ClassVar[str] = "openalex.json"
    endpoint: ClassVar[Endpoint] = Endpoint(
        name="OpenAlex", accept="application/json", types=("json",), interval=1.0
    )
    base: str = "https://api.openalex.org"

    def find_by_dois(self, dois: Iterable[str]) -> Iterator[Work]:
        """Yield the works with these DOIs; OpenAlex cannot be asked about DOIs with commas or bars."""
        # the characters separate filters and alternatives
        return self._find("doi", sorted({doi.lower() for doi in dois if not set(doi) & set(",|")}))

    def find_by_ids(self, ids: Iterable[str]) -> Iterator[Work]:
        """Yield the works with these ids."""
        return self._find("openalex", sorted(set(ids)))

    def _find(self, field: str, values: Sequence[str]) -> Iterator[Work]:
        for start in range(0, len(values), BATCH):
            part = values[start : start + BATCH]
            query = {"filter": f"{field}:{'|'.join(part)}", "select": FIELDS, "per-page": "100"}
            answer = self.load(f"{self.base}/works?{urlencode(query)}")
            for item in answer.get("results") or ():
                if isinstance(item, dict) and (work := _read_work(item)):
                    yield work


def _read_work(item: dict[str, Any]) -> Work | None:
    id_, title, year = item.get("id"), item.get("title"), item.get("publication_year")
    references = item.get("referenced_works") or ()
    if not isinstance(id_, str) or not isinstance(title, str):
        return None
    return Work(
        id=_shorten(id_),
        title=title,
        doi=parse_doi(str(item.get("doi") or "")) or "",
        year=year if isinstance(year, int) else None,
        references=tuple(_shorten(other) for other in references if isinstance(other, str)),
    )


def _shorten(address: str) -> str:
    """Return the id in an address: ``W2741809807`` for ``https://openalex.org/W2741809807``."""
    return address.rpartition("/")[2]

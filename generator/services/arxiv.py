"""The arXiv API (https://info.arxiv.org/help/api/user-manual.html)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from generator.model.entry import Entry
from generator.services.http import Endpoint
from generator.services.metadata_service import MetadataService
from generator.text.titles import title_key

BATCH = 50
"""Identifiers in one request."""
MOST_TITLE_WORDS = 24
"""Words of a title in one query."""


@dataclass(slots=True, kw_only=True)
class Arxiv(MetadataService):
    """The arXiv API, which allows one request in three seconds."""

    source: ClassVar[str] = "arXiv API"
    answer_name: ClassVar[str] = "arxiv-answer.xml"
    endpoint: ClassVar[Endpoint] = Endpoint(
        name="arXiv", accept="application/atom+xml", types=("atom", "xml"), interval=3.0
    )
    base: str = "https://export.arxiv.org/api/query"

    def find_by_ids(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Return the papers with these arXiv identifiers, by identifier; unknown ones are left out."""
        found: dict[str, Entry] = {}
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            for entry in self.ask(self._query(id_list=",".join(part), max_results=str(len(part)))):
                if entry.arxiv in part:
                    found[entry.arxiv] = entry
        return found

    def find_by_title(self, title: str) -> tuple[Entry, ...]:
        """Return at most five papers whose titles contain the words of ``title``."""
        words = " ".join(title_key(title).split()[:MOST_TITLE_WORDS])
        return self.ask(self._query(search_query=f'ti:"{words}"', max_results="5")) if words else ()

    def fetch(self, id_: str) -> bytes | None:
        """Return the answer for one identifier, byte for byte, or None if there is no such paper."""
        address = self._query(id_list=id_, max_results="1")
        if not any(entry.arxiv == id_ for entry in self.ask(address)):
            return None
        answer = self.fetcher.get(address, self.endpoint)
        return answer.body if answer else None

    def prepare(self, body: bytes) -> str:
        """Return a feed as text; empty if it has no entries, which a reader would reject."""
        text = body.decode("utf-8")
        if not text.strip():
            raise ValueError("it is empty")
        return "" if "<feed" in text and "<entry" not in text and "</feed>" in text else text

    def _query(self, **parameters: str) -> str:
        return f"{self.base}?{urlencode(parameters)}"

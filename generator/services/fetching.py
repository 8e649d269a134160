"""What arXiv and Crossref know of a paper: their answers fetched politely and read by the readers.

Both ask for a contact in the user agent and for few requests a second
(https://info.arxiv.org/help/api/tou.html,
https://www.crossref.org/documentation/retrieve-metadata/rest-api/). Answers are kept on disk, so that
work that was cut off goes on where it stopped and nothing is asked twice.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, urlencode, urlsplit

import requests
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from generator import __version__
from generator.errors import ContentError, ReadingListError
from generator.model.catalogue import Site
from generator.model.entry import Entry
from generator.readers import Source, read
from generator.storage.store import write_text
from generator.text.identifiers import parse_doi
from generator.text.titles import title_key

__all__ = [
    "Answer",
    "Arxiv",
    "Crossref",
    "Fetcher",
    "OfflineError",
    "ServiceError",
    "Services",
    "page_as_csl",
]

LARGEST = 20_000_000
"""Bytes of an answer beyond which it is given up."""
LONGEST = 90.0
"""Seconds that one answer may take, however slowly it comes."""
PATIENCE = 120.0
"""Seconds that a service may ask to wait; one that asks for more is left alone for this time."""
CACHE_DAYS = 30.0
"""Days that an answer is kept."""
ARXIV_API = "https://export.arxiv.org/api/query"
CROSSREF_API = "https://api.crossref.org"
DOI_RESOLVER = "https://doi.org"


class ServiceError(ReadingListError):
    """A service did not give an answer that can be used."""


class OfflineError(ServiceError):
    """There is no way to the service: no network, or a name that is not known."""


class _TransientError(ServiceError):
    """A fault that may be gone the next time."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a service answered: the body, its media type, and whether it came from the cache."""

    body: bytes
    type: str
    cached: bool = False


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Gets addresses: one request at a time, spaced out, tried again where that helps, kept on disk.

    Attributes:
        agent: the user agent, which names a contact.
        cache: folder of the answers; None to keep none.
        attempts: how often an address is tried.
        timeout: seconds to wait for a connection and for each part of an answer.
        sleep: waits for so many seconds.
        clock: seconds since any moment.
        wall: seconds since 1970, for the age of kept answers.
        jitter: a number from 0 to 1, so that waiting times differ.
    """

    agent: str
    cache: Path | None = None
    attempts: int = 5
    timeout: float = 20.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    jitter: Callable[[], float] = random.random
    session: Any = field(default_factory=requests.Session)
    _last: dict[str, float] = field(default_factory=dict)
    _spacing: dict[str, float] = field(default_factory=dict)

    def get(self, address: str, *, accept: str, types: Sequence[str], every: float) -> Answer | None:
        """Return what stands at ``address``, or None where there is nothing (404, 410).

        Args:
            address: web address.
            accept: media types to ask for.
            types: what the answer's media type may be; it is enough that it holds one of these.
            every: least seconds between two requests to the host.

        Raises:
            OfflineError: the host cannot be reached.
            ServiceError: it does not answer, or not in a form that can be used.
        """
        kept = self._kept(address)
        if kept is not None:
            return kept if kept.body else None
        retrying = Retrying(
            stop=stop_after_attempt(self.attempts),
            wait=self._wait,
            retry=retry_if_exception_type(_TransientError),
            sleep=self.sleep,
            reraise=True,
        )
        try:
            answer = retrying(self._request, address, accept, tuple(types), every)
        except _TransientError as error:
            raise ServiceError(f"{error} ({self.attempts} times)") from None
        self._keep(address, answer)
        return answer

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, _TransientError) and error.retry_after is not None:
            return error.retry_after
        return float(min(60.0, 2.0**state.attempt_number) * (0.5 + self.jitter() / 2))

    def _request(self, address: str, accept: str, types: tuple[str, ...], every: float) -> Answer | None:
        host = urlsplit(address).netloc
        pause = self._last.get(host, -1e9) + max(every, self._spacing.get(host, 0.0)) - self.clock()
        if pause > 0:
            self.sleep(pause)
        headers = {"User-Agent": self.agent, "Accept": accept}
        try:
            with self.session.get(
                address, headers=headers, timeout=(self.timeout, self.timeout), stream=True
            ) as response:
                self._note_limits(host, response.headers)
                self._check_status(host, response)
                if response.status_code in (404, 410):
                    return None
                type_ = str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
                if types and not any(part in type_ for part in types):
                    raise _TransientError(f"{host}: expected {' or '.join(types)} (got {type_ or 'no type'})")
                return Answer(body=self._body(host, response), type=type_)
        except requests.exceptions.ConnectTimeout:
            raise OfflineError(f"{host}: no connection within {self.timeout:g} seconds") from None
        except requests.exceptions.Timeout:
            raise _TransientError(f"{host}: no answer within {self.timeout:g} seconds") from None
        except requests.exceptions.ConnectionError as error:
            if _was_connected(error):
                raise _TransientError(f"{host}: the answer was cut off") from None
            # a name that cannot be resolved does not become known by asking again
            raise OfflineError(f"{host}: cannot be reached ({_reason(error)})") from None
        except requests.exceptions.ChunkedEncodingError:
            raise _TransientError(f"{host}: the answer was cut off") from None
        except requests.exceptions.RequestException as error:
            raise ServiceError(f"{host}: {_reason(error)}") from None
        finally:
            self._last[host] = self.clock()

    def _note_limits(self, host: str, headers: Mapping[str, str]) -> None:
        """Space requests as the host says (``X-Rate-Limit-Limit: 10``, ``X-Rate-Limit-Interval: 1s``)."""
        limit = re.match(r"\d{1,6}", headers.get("X-Rate-Limit-Limit", ""))
        interval = re.match(r"\d{1,6}", headers.get("X-Rate-Limit-Interval", ""))
        if limit and interval and int(limit[0]):
            self._spacing[host] = min(int(interval[0]) / int(limit[0]), PATIENCE)

    def _check_status(self, host: str, response: Any) -> None:
        status = int(response.status_code)
        if status in (429, 500, 502, 503, 504):
            after = self._retry_after(str(response.headers.get("Retry-After", "")))
            message = f"{host}: answered {status}"
            if after is not None and after > PATIENCE:
                raise ServiceError(f"{message} and asks to come back in {after:.0f} seconds")
            raise _TransientError(message, retry_after=after)
        if status >= 400 and status not in (404, 410):
            raise ServiceError(f"{host}: answered {status}")

    def _retry_after(self, text: str) -> float | None:
        text = text.strip()
        if re.fullmatch(r"\d{1,9}", text):
            return float(text)
        try:
            when = parsedate_to_datetime(text)
        except (TypeError, ValueError):
            return None
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(0.0, (when - datetime.fromtimestamp(self.wall(), UTC)).total_seconds())

    def _body(self, host: str, response: Any) -> bytes:
        begun = self.clock()
        parts: list[bytes] = []
        size = 0
        for part in response.iter_content(65536):
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                raise ServiceError(f"{host}: expected an answer of at most {LARGEST} bytes (got more)")
            if self.clock() - begun > LONGEST:
                raise _TransientError(f"{host}: no whole answer within {LONGEST:g} seconds")
        length = str(response.headers.get("Content-Length", ""))
        encoded = response.headers.get("Content-Encoding")
        if length.isdecimal() and not encoded and size < int(length):
            raise _TransientError(f"{host}: the answer was cut off")
        return b"".join(parts)

    def _path(self, address: str) -> Path | None:
        return self.cache / f"{sha256(address.encode()).hexdigest()[:40]}.json" if self.cache else None

    def _kept(self, address: str) -> Answer | None:
        path = self._path(address)
        if path is None or not path.exists():
            return None
        try:
            data = json.loads(path.read_bytes())
            fresh = 0 <= self.wall() - float(data["time"]) < CACHE_DAYS * 86400
            if data["address"] != address or not fresh:
                return None
            return Answer(body=bytes.fromhex(data["body"]), type=str(data["type"]), cached=True)
        except (OSError, ValueError, KeyError, TypeError):
            return None  # a damaged answer is as good as none

    def _keep(self, address: str, answer: Answer | None) -> None:
        path = self._path(address)
        if path is not None:
            data = {
                "address": address,
                "time": self.wall(),
                "type": answer.type if answer else "",
                "body": answer.body.hex() if answer else "",
            }
            write_text(path, json.dumps(data))

    def forget(self, address: str) -> None:
        """Drop the kept answer of ``address``: it turned out to be of no use."""
        path = self._path(address)
        if path is not None:
            path.unlink(missing_ok=True)


def _was_connected(error: Exception) -> bool:
    text = repr(error)
    return any(
        word in text for word in ("ProtocolError", "IncompleteRead", "RemoteDisconnected", "reset by peer")
    )


def _reason(error: Exception) -> str:
    text = repr(error)
    for sign, words in (
        ("NameResolution", "the name is not known; is there a network?"),
        ("getaddrinfo", "the name is not known; is there a network?"),
        ("refused", "connection refused"),
        ("unreachable", "no network"),
        ("Proxy", "the proxy does not answer"),
        ("SSL", "no secure connection"),
    ):
        if sign in text:
            return words
    return type(error).__name__


@dataclass(slots=True, kw_only=True)
class _Service:
    """One service: where it is and how often it may be asked."""

    name: ClassVar[str]
    fetcher: Fetcher
    base: str
    every: float

    def _entries(self, address: str, *, accept: str, types: Sequence[str], label: str) -> tuple[Entry, ...]:
        answer = self.fetcher.get(address, accept=accept, types=types, every=self.every)
        if answer is None:
            return ()
        try:
            text = self._prepare(answer.body)
            result = read(Source(name=label, text=text)) if text else None
        except (ContentError, ValueError, RecursionError) as error:
            self.fetcher.forget(address)
            first = str(error).partition("\n")[0][:200]
            raise ServiceError(f"{self.name}: gave an answer that cannot be read ({first})") from None
        entries = result.entries if result else ()
        if result and not entries and result.problems:
            self.fetcher.forget(address)
            raise ServiceError(f"{self.name}: {result.problems[0].message[:300]}")
        return tuple(entry.model_copy(update={"source": self.name}) for entry in entries)

    def _prepare(self, body: bytes) -> str:
        return body.decode("utf-8")


@dataclass(slots=True, kw_only=True)
class Arxiv(_Service):
    """The arXiv API (https://info.arxiv.org/help/api/user-manual.html): one request in three seconds."""

    name: ClassVar[str] = "arXiv API"
    base: str = ARXIV_API
    every: float = 3.0
    batch: int = 50

    def _query(self, **parameters: str) -> str:
        return f"{self.base}?{urlencode(parameters)}"

    def _ask(self, address: str) -> tuple[Entry, ...]:
        return self._entries(
            address, accept="application/atom+xml", types=("atom", "xml"), label="arxiv-answer.xml"
        )

    def _prepare(self, body: bytes) -> str:
        text = body.decode("utf-8")
        if not text.strip():
            raise ValueError("nothing in it")
        # an answer without papers is sound: the reader of a file would call it empty
        if "<feed" in text and "<entry" not in text and "</feed>" in text:
            return ""
        return text

    def by_ids(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Return the papers of these identifiers, by identifier; unknown ones are left out."""
        wanted = sorted(set(ids))
        found: dict[str, Entry] = {}
        for start in range(0, len(wanted), self.batch):
            part = wanted[start : start + self.batch]
            for entry in self._ask(self._query(id_list=",".join(part), max_results=str(len(part)))):
                if entry.arxiv in part:
                    found[entry.arxiv] = entry
        return found

    def by_title(self, title: str) -> tuple[Entry, ...]:
        """Return papers whose title may be ``title``."""
        words = " ".join(title_key(title).split()[:24])
        if not words:
            return ()
        return self._ask(self._query(search_query=f'ti:"{words}"', max_results="5"))

    def raw(self, id_: str) -> bytes | None:
        """Return the answer for one identifier, byte for byte; None where there is no such paper."""
        address = self._query(id_list=id_, max_results="1")
        if not any(entry.arxiv == id_ for entry in self._ask(address)):
            return None
        answer = self.fetcher.get(
            address, accept="application/atom+xml", types=("atom", "xml"), every=self.every
        )
        return answer.body if answer else None


@dataclass(slots=True, kw_only=True)
class Crossref(_Service):
    """The REST API of Crossref, and of doi.org for works that are registered elsewhere."""

    name: ClassVar[str] = "Crossref"
    base: str = CROSSREF_API
    every: float = 1.0
    resolver: str = DOI_RESOLVER

    def _prepare(self, body: bytes) -> str:
        data = json.loads(body)
        message = data.get("message", data) if isinstance(data, dict) else None
        if not isinstance(message, dict):
            raise ValueError("no message in it")
        items = message.get("items", [message] if "DOI" in message else [])
        if not isinstance(items, list):
            raise ValueError("no items in it")
        works = [self._work(item) for item in items if isinstance(item, dict) and item.get("title")]
        return json.dumps(works, ensure_ascii=False) if works else ""

    @staticmethod
    def _work(item: dict[str, Any]) -> dict[str, Any]:
        """Return a work as CSL-JSON has it: titles are text there, not lists, and preprints have no venue."""
        keys = ("author", "issued", "DOI", "abstract", "title", "container-title", "event")
        work = {key: item[key] for key in keys if item.get(key)}
        for key in ("title", "container-title"):
            value = work.get(key)
            if isinstance(value, list):
                work[key] = str(value[0]) if value else ""
        if item.get("type") == "posted-content":
            work.pop("container-title", None)
        work.pop("event", None)
        return {"type": "article", **work}

    def _ask(self, address: str) -> tuple[Entry, ...]:
        return self._entries(
            address, accept="application/json", types=("json",), label="crossref-answer.json"
        )

    def by_doi(self, doi_: str) -> Entry | None:
        """Return the work of a DOI, or None where Crossref has none."""
        found = self._ask(f"{self.base}/works/{quote(doi_, safe='')}")
        return next((entry for entry in found if (entry.doi or "").lower() == doi_.lower()), None)

    def by_title(self, title: str, authors: Sequence[str] = ()) -> tuple[Entry, ...]:
        """Return works whose title may be ``title``."""
        query = " ".join([title[:300], *authors[:2]])
        return self._ask(f"{self.base}/works?{urlencode({'query.bibliographic': query, 'rows': '5'})}")

    def raw(self, doi_: str) -> bytes | None:
        """Return the work of a DOI as CSL-JSON, byte for byte; None where nobody knows it."""
        accept = "application/vnd.citationstyles.csl+json"
        name = quote(doi_, safe="")
        for address in (
            f"{self.base}/works/{name}/transform/{accept}",
            f"{self.resolver}/{quote(doi_, safe='/')}",
        ):
            answer = self.fetcher.get(address, accept=accept, types=("json",), every=self.every)
            if answer is not None:
                return answer.body
        return None


# --------------------------------------------------------------------------------------- other addresses


class _Metas(HTMLParser):
    """Collects ``<meta name=… content=…>`` of a page's head."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            values = {name: value or "" for name, value in attrs}
            name = values.get("name", values.get("property", "")).strip().lower()
            if name.startswith("citation_") and values.get("content", "").strip():
                self.found.setdefault(name, []).append(values["content"].strip())


def page_as_csl(html: str, address: str) -> tuple[bytes | None, dict[str, str]]:
    """Return what a publisher's page says of its paper, as CSL-JSON, and the identifiers among it.

    Pages say it in ``citation_`` tags (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing).

    Args:
        html: the page.
        address: its address.

    Returns:
        CSL-JSON of one work, or None where the page names no paper; and ``arxiv`` and ``doi`` where given.
    """
    parser = _Metas()
    parser.feed(html[:LARGEST])
    found = parser.found
    first = {name: values[0] for name, values in found.items()}
    ids = {
        kind: first[name]
        for kind, name in (("arxiv", "citation_arxiv_id"), ("doi", "citation_doi"))
        if name in first
    }
    if "citation_title" not in first:
        return None, ids
    day = next(
        (
            first[f"citation_{n}"]
            for n in ("publication_date", "date", "online_date")
            if f"citation_{n}" in first
        ),
        "",
    )
    venue = next(
        (
            first[f"citation_{n}"]
            for n in ("conference_title", "journal_title", "inbook_title")
            if f"citation_{n}" in first
        ),
        "",
    )
    work: dict[str, Any] = {"type": "article", "title": first["citation_title"], "URL": address}
    if found.get("citation_author"):
        work["author"] = [_csl_name(name) for name in found["citation_author"][:500]]
    if day:
        work["issued"] = {"raw": day.replace("/", "-")}
    if venue:
        work["container-title"] = venue
    if doi_ := parse_doi(ids.get("doi", "")):
        work["DOI"] = doi_
    if "citation_abstract" in first:
        work["abstract"] = first["citation_abstract"]
    return (json.dumps([work], ensure_ascii=False, indent=1) + "\n").encode(), ids


def _csl_name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if not comma:
        given, _, family = name.rpartition(" ")
    return {key: value.strip() for key, value in (("family", family), ("given", given)) if value.strip()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that is asked over the network."""

    fetcher: Fetcher
    arxiv: Arxiv
    crossref: Crossref

    @classmethod
    def of(
        cls,
        site: Site,
        *,
        cache: Path | None,
        contact: str = "",
        environment: Mapping[str, str] | None = None,
        fetcher: Fetcher | None = None,
    ) -> Services:
        """Return the services for a list.

        Args:
            site: the site; its contact, or else its repository, goes into the user agent.
            cache: folder of kept answers.
            contact: an e-mail address in place of the site's.
            environment: ``READING_LIST_ARXIV_API``, ``READING_LIST_CROSSREF_API`` and
                ``READING_LIST_DOI_RESOLVER`` name other addresses of the services, for tests and mirrors.
            fetcher: what gets addresses; made where None.

        Raises:
            ServiceError: there is nobody to name as contact.
        """
        environment = environment or {}
        contact = (contact or site.contact).strip()
        if not contact and not site.repo_url:
            raise ServiceError(
                "expected a contact for the services that are asked (got none):"
                " set the option contact in mkdocs.yml to an e-mail address, or give --contact."
            )
        if contact and not re.fullmatch(r"[^\s@<>()\"',;:\\]+@[\w.-]+\.\w+", contact):
            raise ServiceError(f"expected the contact to be an e-mail address (got {contact!r})")
        parts = [part for part in (site.repo_url or site.url, f"mailto:{contact}" if contact else "") if part]
        comment = re.sub(r"[^\x21-\x7e ]|[()\\]", "", "; ".join(parts))
        agent = f"reading-list/{__version__} ({comment})"
        fetcher = fetcher or Fetcher(agent=agent, cache=cache)
        fetcher.agent = agent

        def base(name: str, default: str) -> str:
            return environment.get(f"READING_LIST_{name}", "").rstrip("/") or default

        return cls(
            fetcher=fetcher,
            arxiv=Arxiv(fetcher=fetcher, base=base("ARXIV_API", ARXIV_API)),
            crossref=Crossref(
                fetcher=fetcher,
                base=base("CROSSREF_API", CROSSREF_API),
                resolver=base("DOI_RESOLVER", DOI_RESOLVER),
            ),
        )

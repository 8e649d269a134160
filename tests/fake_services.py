"""A local server that answers, or fails, like the arXiv API, Crossref, doi.org and the pages of papers."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from generator.model.catalog import Site
from generator.services.answer_cache import AnswerCache
from generator.services.bundle import Services, set_up_services
from generator.services.http import Fetcher

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title type="html">ArXiv Query</title>
  <id>http://arxiv.org/api/x</id>
  <updated>2030-01-02T00:00:00-05:00</updated>
{entries}</feed>
"""
ENTRY = """  <entry>
    <id>http://arxiv.org/abs/{id}v2</id>
    <published>{published}T17:59:59Z</published>
    <title>{title}</title>
    <summary>  {abstract}
</summary>
{authors}    <arxiv:comment>{comment}</arxiv:comment>
    <arxiv:journal_ref>{journal}</arxiv:journal_ref>
    <link href="http://arxiv.org/abs/{id}v2" rel="alternate" type="text/html"/>
  </entry>
"""


@dataclass(slots=True)
class Failure:
    """What the server does instead of answering: another status, body or type, half a body, or hanging up."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    type: str | None = None
    cut: bool = False
    hang_up: bool = False


@dataclass(slots=True)
class FakeServices:
    """What the services know, how they fail next, and what they were asked."""

    arxiv: list[dict[str, Any]] = field(default_factory=list)
    crossref: list[dict[str, Any]] = field(default_factory=list)
    notices: list[dict[str, Any]] = field(default_factory=list)
    openalex: list[dict[str, Any]] = field(default_factory=list)
    elsewhere: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    base: str = ""

    def environment(self) -> dict[str, str]:
        return {
            "READING_LIST_ARXIV_API": f"{self.base}/api/query",
            "READING_LIST_CROSSREF_API": f"{self.base}/crossref",
            "READING_LIST_OPENALEX_API": f"{self.base}/openalex",
            "READING_LIST_DOI_RESOLVER": f"{self.base}/doi",
        }

    def answer(self, target: str) -> tuple[int, str, bytes]:
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if path == "/api/query":
            return 200, "application/atom+xml; charset=UTF-8", self._feed(query).encode()
        if path == "/crossref/works" and "filter" in query:
            names, dois = zip(*(part.split(":", 1) for part in query["filter"][0].split(",")), strict=True)
            known = self.crossref if set(names) == {"doi"} else self.notices
            items = [item for item in known if set(dois) & set(_list_dois(item, names[0]))]
            return 200, "application/json", json.dumps({"message": {"items": items}}).encode()
        if path == "/openalex/works":
            name, _, values = query["filter"][0].partition(":")
            key, prefix = ("doi", "https://doi.org/") if name == "doi" else ("id", "https://openalex.org/")
            wanted = {prefix + value for value in values.split("|")}
            works = [work for work in self.openalex if work[key] in wanted]
            return 200, "application/json", json.dumps({"results": works}).encode()
        if path == "/crossref/works":
            words = set(query["query.bibliographic"][0].lower().split())
            ranked = sorted(
                self.crossref, key=lambda item: -len(words & set(item["title"][0].lower().split()))
            )
            message = {"status": "ok", "message-type": "work-list", "message": {"items": ranked[:5]}}
            return 200, "application/json", json.dumps(message).encode()
        if path.startswith("/crossref/works/"):
            name = unquote(path.removeprefix("/crossref/works/"))
            plain = name.removesuffix("/transform/application/vnd.citationstyles.csl+json")
            item = next((item for item in self.crossref if item["DOI"].lower() == plain.lower()), None)
            if item is None:
                return 404, "text/plain", b"Resource not found."
            if plain != name:
                csl = {**item, "title": item["title"][0], "container-title": item["container-title"][0]}
                return 200, "application/vnd.citationstyles.csl+json", json.dumps(csl).encode()
            message = {"status": "ok", "message-type": "work", "message": item}
            return 200, "application/json", json.dumps(message).encode()
        if path.startswith("/doi/") and unquote(path.removeprefix("/doi/")) in self.elsewhere:
            csl = self.elsewhere[unquote(path.removeprefix("/doi/"))]
            return 200, "application/vnd.citationstyles.csl+json", json.dumps(csl).encode()
        if path in self.pages:
            return 200, "text/html; charset=utf-8", self.pages[path].encode()
        if path in self.files:
            return 200, "application/pdf", self.files[path]
        return 404, "text/html", b"<h1>Not found</h1>"

    def _feed(self, query: dict[str, list[str]]) -> str:
        if "id_list" in query:
            found = [paper for paper in self.arxiv if paper["id"] in query["id_list"][0].split(",")]
        else:
            words = set(query["search_query"][0].removeprefix("ti:").strip('"').split())
            found = [paper for paper in self.arxiv if words & set(paper["title"].lower().split())]
        entries = "".join(
            ENTRY.format(
                id=paper["id"],
                published=paper.get("published", "2024-01-05"),
                title=escape(paper["title"]),
                abstract=escape(paper.get("abstract", "")),
                authors="".join(
                    f"    <author>\n      <name>{escape(name)}</name>\n    </author>\n"
                    for name in paper.get("authors", ())
                ),
                comment=escape(paper.get("comment", "")),
                journal=escape(paper.get("journal", "")),
            )
            for paper in found
        )
        return FEED.format(entries=entries)


class FakeClock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_900_000_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def read(self) -> float:
        return self.now


def make_fetcher(clock: FakeClock, cache: Path | None = None, **options: Any) -> Fetcher:
    """Return a fetcher that runs by ``clock``, so that no test waits."""
    defaults: dict[str, Any] = {
        "agent": "test",
        "cache": AnswerCache(folder=cache, clock=clock.read) if cache else None,
        "sleep": clock.sleep,
        "clock": clock.read,
        "timeout": 5.0,
        "local": True,
    }
    return Fetcher(**{**defaults, **options})


def connect(
    fake: FakeServices, clock: FakeClock | None = None, cache: Path | None = None, **options: Any
) -> Services:
    """Return the services that ``fake`` imitates."""
    site = Site(name="Bread", contact="bread@example.org", repo_url="https://git.example.org/bread")
    services = set_up_services(site, cache=None, environment=fake.environment())
    fetcher = make_fetcher(clock or FakeClock(), cache, **options)
    for name in ("cache", "sleep", "clock", "timeout", "attempts", "longest", "local"):
        setattr(services.fetcher, name, getattr(fetcher, name))
    return services


def make_crossref_work(doi: str, title: str, *, family: str = "Baker", **facts: Any) -> dict[str, Any]:
    """Return a work as Crossref describes it."""
    return {
        "DOI": doi,
        "type": "proceedings-article",
        "title": [title],
        "container-title": ["Proceedings of the Annual Bread Days"],
        "author": [{"given": "Ada", "family": family, "sequence": "first", "affiliation": []}],
        "issued": {"date-parts": [[2025, 3]]},
        "score": 40.0,
        **facts,
    }


def _list_dois(item: dict[str, Any], filter_: str) -> list[str]:
    dois = [item["DOI"]] if filter_ == "doi" else [update["DOI"] for update in item["update-to"]]
    return [doi.lower() for doi in dois]


@contextmanager
def serve_fake_services() -> Iterator[FakeServices]:
    """Serve fake services at a free port of this computer."""
    fake = FakeServices()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.asked.append(self.path)
            fake.agents.append(self.headers["User-Agent"])
            fake.accepted.append(self.headers["Accept"])
            status, type_, body = fake.answer(self.path)
            failure = fake.failures.pop(0) if fake.failures else None
            headers: dict[str, str] = {}
            if failure:
                if failure.hang_up:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                status, headers = failure.status, failure.headers
                body = body if failure.body is None else failure.body
                type_ = failure.type or type_
            self.send_response(status)
            self.send_header("Content-Type", type_)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if failure and failure.cut else body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    fake.base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

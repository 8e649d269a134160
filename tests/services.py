"""A local server that answers as the arXiv API, Crossref, doi.org and pages of papers do, faults included."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

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
{authors}    <link href="http://arxiv.org/abs/{id}v2" rel="alternate" type="text/html"/>
  </entry>
"""


@dataclass(slots=True)
class Fault:
    """What the server does in place of an answer: a status with headers, another body, or cutting it off."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    type: str | None = None
    cut: bool = False
    silent: bool = False


@dataclass(slots=True)
class World:
    """What the services know, the faults they show next, and what they were asked."""

    arxiv: list[dict[str, Any]] = field(default_factory=list)
    crossref: list[dict[str, Any]] = field(default_factory=list)
    elsewhere: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    base: str = ""

    def environment(self) -> dict[str, str]:
        return {
            "READING_LIST_ARXIV_API": f"{self.base}/api/query",
            "READING_LIST_CROSSREF_API": f"{self.base}/crossref",
            "READING_LIST_DOI_RESOLVER": f"{self.base}/doi",
        }

    def answer(self, target: str) -> tuple[int, str, bytes]:
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if path == "/api/query":
            return 200, "application/atom+xml; charset=UTF-8", self._feed(query).encode()
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
            )
            for paper in found
        )
        return FEED.format(entries=entries)


@contextmanager
def serving() -> Iterator[World]:
    """Serve a world on a free port of this machine."""
    world = World()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            world.asked.append(self.path)
            world.agents.append(self.headers["User-Agent"])
            status, type_, body = world.answer(self.path)
            fault = world.faults.pop(0) if world.faults else None
            headers: dict[str, str] = {}
            if fault:
                if fault.silent:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                status, headers = fault.status, fault.headers
                body = body if fault.body is None else fault.body
                type_ = fault.type or type_
            self.send_response(status)
            self.send_header("Content-Type", type_)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if fault and fault.cut else body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    world.base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

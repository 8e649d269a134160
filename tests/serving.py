"""Builds a site and serves it on 127.0.0.1 like a static host: below a path, compressed, for caches."""

from __future__ import annotations

import gzip
import mimetypes
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

__all__ = ["ServedSite", "build_site", "serve_site"]

BASE = "/reading-list/"
"""Path of the site on its host."""

BLANK = "/blank.html"
"""Path of a page on the same host that shows and loads nothing."""

TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".bib": "text/plain"}
CACHED = {".css", ".js", ".woff2"}
TEXTS = {"application/json", "application/xml", "application/atom+xml", "image/svg+xml"}


@dataclass(slots=True)
class ServedSite:
    """A site that is being served.

    Attributes:
        folder: what is served; assign another folder to serve that instead, at the same addresses.
        url: address of the home page, ending in a slash.
        requested: path below the home page and size on the wire in bytes, of every answer so far.
    """

    folder: Path
    url: str = ""
    requested: list[tuple[str, int]] = field(default_factory=list)

    @property
    def blank(self) -> str:
        """The address of a page on the same host that shows and loads nothing."""
        return self.url.removesuffix(BASE) + BLANK

    def at(self, page: str) -> str:
        """The absolute address of ``page``, such as ``browse/?q=a``."""
        return self.url + page


def build_site(repository: Path, out: Path, *, config: Path | None = None) -> Path:
    """Build the site into the folder ``out`` as a deployment does, in its own process; return ``out``."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(out)]
    if config is not None:
        command += ["--config-file", str(config)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(repository)}
    done = subprocess.run(
        command, cwd=repository, env=environment, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, f"the site cannot be built:\n{done.stdout}\n{done.stderr}"
    return out


@lru_cache(maxsize=4096)
def _packed(path: str, _changed: int) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 6, mtime=0)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: ServedSite

    def handle_error(self, request: Any, client_address: Any) -> None:
        # a browser that closes a page drops its requests
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == BLANK:
            no_icon = b'<!doctype html><link rel="icon" href="data:,">'
            self._answer(200, {"Content-Type": "text/html"}, no_icon)
            return
        if not path.startswith(BASE):
            self._answer(404, {"Content-Type": "text/plain"}, b"outside of the site")
            return
        inner = path.removeprefix(BASE)
        file = (self.server.site.folder / inner).resolve()
        if not file.is_relative_to(self.server.site.folder.resolve()):
            file = file / "outside"
        if file.is_dir() and not path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if file.is_dir():
            file /= "index.html"
        status = 200
        if not file.is_file():
            status, file = 404, self.server.site.folder / "404.html"
        tag = f'"{file.stat().st_mtime_ns}-{file.stat().st_size}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            self._answer(304, {"ETag": tag}, b"")
            return
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        textual = kind.startswith("text/") or kind in TEXTS
        headers = {"Content-Type": f"{kind}; charset=utf-8" if textual else kind, "ETag": tag}
        if file.suffix in CACHED:
            headers["Cache-Control"] = "max-age=600"
        if textual and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = _packed(str(file), file.stat().st_mtime_ns)
            headers["Content-Encoding"] = "gzip"
        else:
            body = file.read_bytes()
        self.server.site.requested.append((inner, len(body)))
        self._answer(status, headers, body)

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        headers = {"Cache-Control": "no-cache", "Content-Length": str(len(body))} | headers
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@contextmanager
def serve_site(folder: Path) -> Iterator[ServedSite]:
    """Serve ``folder`` on a free port of 127.0.0.1, below ``BASE``, while the block runs."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.site = ServedSite(folder=folder, url=f"http://127.0.0.1:{server.server_port}{BASE}")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.site
        finally:
            server.shutdown()
            thread.join()

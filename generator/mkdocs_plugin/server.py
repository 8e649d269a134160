"""The server of a preview: reloads a page in the browser when that page has changed."""

from __future__ import annotations

import logging
import mimetypes
import posixpath
import urllib.parse
from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import watchdog.events
import watchdog.observers
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

if TYPE_CHECKING:
    from generator.mkdocs_plugin.preview import Preview

log = logging.getLogger("mkdocs.livereload")

CHANGES = (
    watchdog.events.FileCreatedEvent,
    watchdog.events.FileModifiedEvent,
    watchdog.events.FileMovedEvent,
    watchdog.events.FileDeletedEvent,
)
SETTLING = 0.03
"""Seconds without a change after which a save is complete; editors write a file in several steps."""

RELOADING = "/livereload/"
"""Followed by the digest of a page and its path; answered once the digest differs, or after a minute."""

SCRIPT = """<script>(function wait() {
  if (document.hidden) return document.addEventListener("visibilitychange", wait, { once: true });
  fetch("/livereload/%s" + location.pathname).then((answer) => answer.text()).then(
    (text) => (text === "changed" ? location.reload() : wait()), () => setTimeout(wait, 1000));
})();</script>"""


class PreviewServer(LiveReloadServer):
    """Serves a preview instead of a folder."""

    preview: Preview

    @classmethod
    def replace(cls, server: LiveReloadServer, preview: Preview, config: MkDocsConfig) -> PreviewServer:
        """Return a server of the preview at the address of another that has not started."""
        host, port = config.dev_addr
        made = cls(preview.update, host, port, server.root, server.mount_path)
        made.preview = preview
        made.observer = watchdog.observers.Observer()  # type: ignore[assignment]
        for path in server._watched_paths:
            # editors replace a file with another; watching its folder survives that
            if path == config.config_file_path:
                made.watch(posixpath.dirname(path), recursive=False)
            else:
                made.watch(path)
        server.server_close()
        return made

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Take note of changes below a folder."""
        if path in self._watched_paths:
            return
        self._watched_paths[path] = 1
        handler = watchdog.events.FileSystemEventHandler()

        def note(event: watchdog.events.FileSystemEvent) -> None:
            # reading a file is an event, too
            if isinstance(event, CHANGES):
                self.preview.outdated.set()

        handler.on_any_event = note  # type: ignore[method-assign]
        self._watch_refs[path] = self.observer.schedule(handler, path, recursive=recursive)

    def _build_loop(self) -> None:
        outdated = self.preview.outdated
        while not self._shutdown:
            # a timeout, so that an interrupt arrives
            if not outdated.wait(self.shutdown_delay):
                continue
            outdated.clear()
            while outdated.wait(SETTLING):
                outdated.clear()
            self.preview.update()

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(RELOADING):
            digest, _, page = path.removeprefix(RELOADING).partition("/")
            return self._answer_when_changed(digest, f"/{page}", start_response)
        content = self._find(path)
        if content is None:
            if path == "/":
                address = self.mount_path
            elif not path.endswith("/") and self._find(f"{path}/") is not None:
                address = f"{path}/"
            else:
                start_response("404 Not Found", [("Content-Type", "text/html; charset=utf-8")])
                return [self._with_script(self.preview.get("404.html") or b"", b"")]
            start_response("302 Found", [("Location", urllib.parse.quote(address))])
            return []
        kind = _guess_type(path)
        if kind == "text/html":
            kind, content = "text/html; charset=utf-8", self._with_script(content, content)
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def _find(self, path: str) -> bytes | None:
        """Return the page or file at a path of an address."""
        if not path.startswith(self.mount_path):
            return None
        inside = path[len(self.mount_path) :]
        return self.preview.get(f"{inside}index.html" if not inside or inside.endswith("/") else inside)

    def _answer_when_changed(self, digest: str, path: str, start_response: Any) -> Iterable[bytes]:
        with self.preview.changed:
            changed = self.preview.changed.wait_for(
                lambda: _digest(self._find(path)) != digest, self.poll_response_timeout
            )
        start_response("200 OK", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
        return [b"changed" if changed else b"same"]

    def _with_script(self, page: bytes, content: bytes) -> bytes:
        script = SCRIPT % _digest(content or None)
        before, end, after = page.rpartition(b"</body>")
        return before + script.encode() + end + after if end else page + script.encode()


def _digest(content: bytes | None) -> str:
    return blake2b(content, digest_size=8).hexdigest() if content is not None else "none"


def _guess_type(path: str) -> str:
    if path.endswith("/"):
        return "text/html"
    if path.endswith((".js", ".mjs")):
        return "text/javascript"
    return mimetypes.guess_type(path)[0] or "application/octet-stream"

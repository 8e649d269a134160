"""The server of a preview: reloads a page in the browser when that page has changed."""

from __future__ import annotations

import contextlib
import io
import ipaddress
import logging
import mimetypes
import posixpath
import signal
import urllib.parse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import watchdog.events
import watchdog.observers
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.livereload import _Handler as MkDocsHandler

from generator.text.cleaning import remove_unprintable

if TYPE_CHECKING:
    from generator.mkdocs_plugin.editing import Editing
    from generator.mkdocs_plugin.preview import Preview

log = logging.getLogger("mkdocs.livereload")

CHANGES = (
    watchdog.events.FileCreatedEvent,
    watchdog.events.FileModifiedEvent,
    watchdog.events.FileMovedEvent,
    watchdog.events.FileDeletedEvent,
    watchdog.events.DirCreatedEvent,
    watchdog.events.DirMovedEvent,
    watchdog.events.DirDeletedEvent,
)
SETTLING = 0.03
"""Seconds without a change after which a save is complete; editors write a file in several steps."""

SLOWEST_CLIENT = 60
"""Seconds after which an idle connection is closed."""

LONGEST_LINE = 200
"""Logged characters of a request."""

METHODS = ("GET", "HEAD")

PAGE_HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("X-Frame-Options", "DENY"))
"""Keeps other sites from showing a page in a frame and tricking somebody into pressing its buttons."""

RELOADING = "/livereload/"
"""Followed by the version of a page and its path; answered once the version differs, or after a minute."""

SCRIPT = """"use strict";
{
  let { version } = document.currentScript.dataset;
  const wait = () => {
    if (document.hidden) return document.addEventListener("visibilitychange", wait, { once: true });
    fetch("/livereload/" + version + location.pathname).then((answer) => answer.text()).then(
      (text) => (text === "changed" ? show() : wait()), () => setTimeout(wait, 1000));
  };
  const show = () => {
    // a page that is being edited shows the change itself, and then waits for the next one
    const detail = (shown) => { version = shown; wait(); };
    const event = new CustomEvent("reading-list-changed", { cancelable: true, detail });
    if (dispatchEvent(event)) location.reload();
  };
  wait();
}
"""
SCRIPT_PATH = f"{RELOADING}script.js"
"""A separate file, since the Content-Security-Policy forbids inline scripts."""


def end_as_interrupted() -> None:
    """Make SIGTERM and SIGHUP behave like Ctrl-C, so that everything is cleaned up."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


class _Handler(MkDocsHandler):
    """Answers one request; broken or silent connections are not reported as errors."""

    timeout = SLOWEST_CLIENT

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            super().handle()

    def get_stderr(self) -> io.StringIO:
        # the preview logs its own errors; only connection errors arrive here
        return io.StringIO()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        self.requestline = remove_unprintable(self.requestline)[:LONGEST_LINE]
        super().log_request(code, size)  # type: ignore[no-untyped-call]


class PreviewServer(LiveReloadServer):
    """Serves a preview instead of a folder."""

    preview: Preview
    editing: Editing | None
    request_queue_size = 128
    """Pending connections; a browser with many tabs opens more than Python's default of 5."""

    @classmethod
    def replace(cls, server: LiveReloadServer, preview: Preview, config: MkDocsConfig) -> PreviewServer:
        """Return a server of the preview at the address of another that has not started."""
        # imported late: builds do not need all readers
        from generator.mkdocs_plugin.editing import make_editing

        host, port = config.dev_addr
        made = cls(preview.update, host, port, server.root, server.mount_path)
        made.preview = preview
        made.editing = make_editing(preview.folder, host, made.mount_path)
        made.RequestHandlerClass = _Handler
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
            self.preview.outdated.set()

        handler.on_any_event = note  # type: ignore[method-assign]
        # not all events: a long list that is read would keep the observer busy for seconds
        watch = self.observer.schedule(handler, path, recursive=recursive, event_filter=list(CHANGES))
        self._watch_refs[path] = watch

    def server_bind(self) -> None:
        """Take the address.

        Raises:
            Abort: it cannot be used.
        """
        try:
            super().server_bind()
        except (OSError, OverflowError) as error:
            raise Abort(f"Cannot serve on {self.url}: {error.args[-1]}") from None

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

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request for a page or file of this site."""
        host, method = environ.get("HTTP_HOST", ""), environ["REQUEST_METHOD"]
        plain = ("Content-Type", "text/plain; charset=utf-8")
        if not self._is_named(host):
            start_response("403 Forbidden", [plain])
            advice = f"To use other host names, run: reading-list serve --address 0.0.0.0:{self.server_port}"
            return [f"This preview only answers at {self.url}\n{advice}\n".encode()]
        if method not in METHODS and not self._is_edit(environ):
            start_response("405 Method Not Allowed", [plain, ("Allow", ", ".join(METHODS))])
            return [b"The preview is read-only.\n"]
        answer = super().serve_request(environ, start_response)
        return [] if method == "HEAD" else answer

    def _is_edit(self, environ: dict[str, Any]) -> bool:
        return self.editing is not None and environ["PATH_INFO"].startswith(self.editing.address)

    def _is_named(self, host: str) -> bool:
        """Return whether ``host`` is a name of this server; others are refused to prevent DNS rebinding."""
        if not ipaddress.ip_address(str(self.server_address[0])).is_loopback:
            return True
        own = urllib.parse.urlsplit(self.url).hostname
        try:
            name = urllib.parse.urlsplit(f"//{host}").hostname or own
        except ValueError:
            return False
        return name in (own, "localhost") or str(name).endswith(".localhost") or _is_address(str(name))

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        if self.editing and self._is_edit(environ):
            return self.editing.answer(environ, start_response)
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path == SCRIPT_PATH:
            start_response("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", "no-store")])
            return [SCRIPT.encode()]
        if path.startswith(RELOADING):
            version, _, page = path.removeprefix(RELOADING).partition("/")
            return self._answer_when_changed(version, f"/{page}", start_response)
        with self.preview.changed:
            content, version = self._find(path), self._find_version(path)
        if content is None:
            if path == "/":
                address = self.mount_path
            elif not path.endswith("/") and self._find(f"{path}/") is not None:
                address = f"{path}/"
            else:
                start_response("404 Not Found", [*PAGE_HEADERS])
                return [self._add_scripts(self.preview.get("404.html") or b"", path, version)]
            start_response("302 Found", [("Location", urllib.parse.quote(address))])
            return []
        kind = _guess_type(path)
        headers: Iterable[tuple[str, str]] = [("Content-Type", kind)]
        if kind == "text/html":
            headers, content = PAGE_HEADERS, self._add_scripts(content, path, version)
        start_response("200 OK", [*headers, ("Content-Length", str(len(content)))])
        return [content]

    def _add_scripts(self, page: bytes, path: str, version: str) -> bytes:
        page = _add_script(page, version)
        return self.editing.add_to(page, path.removeprefix(self.mount_path)) if self.editing else page

    def _find(self, path: str) -> bytes | None:
        """Return the page or file at a path of an address."""
        inside = self._strip(path)
        return None if inside is None else self.preview.get(inside)

    def _find_version(self, path: str) -> str:
        inside = self._strip(path)
        return "none" if inside is None else self.preview.get_version(inside)

    def _strip(self, path: str) -> str | None:
        """Return the path of a file below the site's root; None if the address is outside of the site."""
        if not path.startswith(self.mount_path):
            return None
        inside = path[len(self.mount_path) :]
        return f"{inside}index.html" if not inside or inside.endswith("/") else inside

    def _answer_when_changed(self, version: str, path: str, start_response: Any) -> Iterable[bytes]:
        with self.preview.changed:
            changed = self.preview.changed.wait_for(
                lambda: self._find_version(path) != version, self.poll_response_timeout
            )
        start_response("200 OK", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
        return [b"changed" if changed else b"same"]


def _add_script(page: bytes, version: str) -> bytes:
    script = f'<script src="{SCRIPT_PATH}" data-version="{version}"></script>'
    before, end, after = page.rpartition(b"</body>")
    return before + script.encode() + end + after if end else page + script.encode()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _guess_type(path: str) -> str:
    if path.endswith("/"):
        return "text/html"
    if path.endswith((".js", ".mjs")):
        return "text/javascript"
    return mimetypes.guess_type(path)[0] or "application/octet-stream"

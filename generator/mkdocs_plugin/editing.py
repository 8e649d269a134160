"""Editing the list on the pages of a preview: an API that only the scripts of those pages can use.

Any website can send requests to this computer, so a request must come from a page of this preview: it names
the preview as its origin and carries a token that only the preview's pages contain.
"""

from __future__ import annotations

import hmac
import html
import json
import logging
import secrets
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.curation.session import Action, Question, Session
from generator.errors import ReadingListError
from generator.storage.documents import Document
from generator.storage.folder import TEMPLATES, Folder
from generator.storage.validation import describe_error
from generator.text.cleaning import remove_unprintable
from generator.text.hosts import is_loopback

Model = TypeVar("Model", bound=BaseModel)

log = logging.getLogger("mkdocs.plugins.reading_list")

FILES = {
    "editing.js": "text/javascript",
    "editing-forms.js": "text/javascript",
    "editing-comparison.js": "text/javascript",
    "editing.css": "text/css",
}
"""Scripts and styles in ``templates/editing``, which no built site contains, and their types."""
LARGEST_REQUEST = 200_000
"""Bytes of a request."""
PAGES = ("papers/", "to-review/")
"""Prefixes of the addresses of pages with editing buttons, below the site's root."""


class _RefusedError(Exception):
    """A request that is not answered.

    Args:
        status: of the answer.
        message: why, for the person who made the request.
    """

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status = status


class Editing:
    """Adds the editing scripts to pages, and answers their requests.

    Args:
        folder: the list.
        root: path of the site's root on the server.
    """

    def __init__(self, folder: Folder, root: str) -> None:
        self.address = f"{root}_reading-list/"
        """Path of the API and its files."""
        self.token = secrets.token_urlsafe(32)
        self._session = Session(folder)

    def add_to(self, page: bytes, path: str) -> bytes:
        """Return a page with the script for editing if it is about papers.

        Args:
            page: HTML.
            path: its address below the site's root.
        """
        if not path.startswith(PAGES):
            return page
        token = html.escape(self.token)
        tags = (
            f'<meta name="reading-list-token" content="{token}">'
            f'<link rel="stylesheet" href="{self.address}editing.css">'
            f'<script type="module" src="{self.address}editing.js"></script>'
        )
        return page.replace(b"</head>", f"{tags}</head>".encode(), 1)

    def answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request for something below ``address``."""
        name = str(environ["PATH_INFO"]).removeprefix(self.address)
        headers = [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
        if environ["REQUEST_METHOD"] == "GET" and name in FILES:
            start_response("200 OK", [("Content-Type", f"{FILES[name]}; charset=utf-8"), *headers])
            return [(TEMPLATES / "editing" / name).read_bytes()]
        try:
            status, answer = "200 OK", self._act(name, environ)
        except _RefusedError as error:
            status, answer = error.status, {"error": str(error)}
        except ReadingListError as error:
            status, answer = "409 Conflict", {"error": str(error)}
        start_response(status, [("Content-Type", "application/json"), *headers])
        return [json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace")]

    def _act(self, name: str, environ: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a request.

        Raises:
            _RefusedError: the request is not allowed, or invalid.
            ReadingListError: it cannot be met.
        """
        calls: dict[str, Callable[[Any], dict[str, Any]]] = {
            "describe": lambda data: self._session.describe(_parse(Question, data)),
            "act": lambda data: self._session.act(_parse(Action, data), date.today().isoformat()),
            "undo": lambda data: self._session.undo(),
        }
        if name not in calls:
            raise _RefusedError("404 Not Found", "There is nothing at this address.")
        self._check(environ)
        answer = calls[name](_read(environ))
        if name != "describe":
            log.info("%s", remove_unprintable(answer["message"]))
        return answer

    def _check(self, environ: dict[str, Any]) -> None:
        """Check that a request comes from a page of this preview.

        Raises:
            _RefusedError: it does not.
        """
        if environ["REQUEST_METHOD"] != "POST":
            raise _RefusedError("405 Method Not Allowed", "expected the method POST")
        host = environ.get("HTTP_HOST", "")
        if not is_loopback(host) or environ.get("HTTP_ORIGIN") != f"http://{host}":
            raise _RefusedError("403 Forbidden", "The list can only be edited from this preview's own pages.")
        token = environ.get("HTTP_X_READING_LIST_TOKEN", "")
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            message = "This page is from an earlier run of the preview. Reload it."
            raise _RefusedError("403 Forbidden", message)
        if environ.get("CONTENT_TYPE", "").partition(";")[0].strip() != "application/json":
            raise _RefusedError("415 Unsupported Media Type", "expected application/json")


def make_editing(folder: Folder, host: str, root: str) -> Editing | None:
    """Return the editing API of a preview; None if other computers can reach the preview.

    Args:
        folder: the list.
        host: the address on which the preview is served.
        root: path of the site's root.
    """
    if is_loopback(host):
        return Editing(folder, root)
    log.info("Editing in the preview is off, because other computers can open it at %s.", host)
    return None


def _read(environ: dict[str, Any]) -> Any:
    """Return the JSON in a request.

    Raises:
        _RefusedError: it is too large, or not JSON.
    """
    length = environ.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdigit()):
        raise _RefusedError("411 Length Required", "expected the header Content-Length")
    if len(length) > len(str(LARGEST_REQUEST)) or int(length) > LARGEST_REQUEST:
        message = f"expected at most {LARGEST_REQUEST:,} bytes"
        raise _RefusedError("413 Content Too Large", message)
    try:
        return json.loads(environ["wsgi.input"].read(int(length)))
    except (ValueError, RecursionError):
        raise _RefusedError("400 Bad Request", "expected JSON") from None


def _parse(model: type[Model], data: Any) -> Model:
    """Return a request as a ``model``.

    Raises:
        _RefusedError: it has other keys or values.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = "\n".join(str(describe_error(item, Document("request"))) for item in error.errors())
        raise _RefusedError("400 Bad Request", problems) from None

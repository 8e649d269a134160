"""Editing on the pages of a preview: only these pages can do it, and no other site has any of it."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from built_pages import BuiltSite
from folder_contents import read_files
from lists import make_list
from previews import PATIENCE, Serving, serve

from generator.mkdocs_plugin.editing import make_editing
from generator.storage.folder import Folder

TOKEN = re.compile(r'<meta name="reading-list-token" content="([\w-]{40,})">')
PAPER = "content/papers/no.yml"
CONFIRM = {"action": "confirm", "slug": "no"}
SET = {"action": "set", "slug": "no"}


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    root = tmp_path_factory.mktemp("edited") / "list"
    make_list(root)
    with serve(root) as found:
        yield found


@dataclass(slots=True)
class Answer:
    status: int
    text: str
    headers: http.client.HTTPMessage

    @property
    def error(self) -> str:
        return str(json.loads(self.text)["error"])


def send(
    serving: Serving, data: Any, *, name: str = "act", method: str = "POST", **changes: str | None
) -> Answer:
    """Send what the page's script would send, but for the changed headers; None leaves one out."""
    address = urlsplit(serving.url)
    (token,) = TOKEN.findall(serving.get("papers/no/"))
    headers = {
        "Host": address.netloc,
        "Origin": f"http://{address.netloc}",
        "Content-Type": "application/json",
        "X-Reading-List-Token": token,
    }
    headers |= {key.replace("_", "-"): value for key, value in changes.items()}
    connection = http.client.HTTPConnection(address.netloc, timeout=PATIENCE)
    connection.putrequest(method, f"{address.path}_reading-list/{name}", skip_host=True)
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    headers.setdefault("Content-Length", str(len(body)))
    for key, value in headers.items():
        if value is not None:
            connection.putheader(key, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    return Answer(answer.status, answer.read().decode(), answer.headers)


def test_an_action_is_written_logged_shown_and_undone(serving: Serving) -> None:
    record = serving.root / PAPER
    before = record.read_bytes()
    action = SET | {"changes": {"tldr": "Bread does not need <b>you</b>."}}
    said = json.loads(send(serving, action).text)
    assert said["message"] == "Changed the summary of no."
    assert "tldr: Bread does not need <b>you</b>.\n" in record.read_text(encoding="utf-8")
    serving.wait_for("Changed the summary of no.")
    page = serving.wait_until("papers/no/", lambda text: "Bread does not need" in text)
    assert "Bread does not need &lt;b&gt;you&lt;/b&gt;." in page
    assert json.loads(send(serving, {}, name="undo").text)["message"] == f"Undone: {said['message']}"
    assert record.read_bytes() == before
    assert send(serving, {}, name="undo").error == "There is nothing to undo."


REFUSED: dict[str, tuple[int, dict[str, Any]]] = {
    "no token": (403, {"X_Reading_List_Token": None}),
    "wrong token": (403, {"X_Reading_List_Token": "a" * 43}),
    "token with odd letters": (403, {"X_Reading_List_Token": "\xe9"}),
    "no origin": (403, {"Origin": None}),
    "foreign origin": (403, {"Origin": "https://bakery.example"}),
    "opaque origin": (403, {"Origin": "null"}),
    "other port": (403, {"Origin": "http://127.0.0.1:1"}),
    "foreign host": (403, {"Host": "bakery.example", "Origin": "http://bakery.example"}),
    "host that begins like this one": (
        403,
        {"Host": "localhost.bakery.example", "Origin": "http://localhost.bakery.example"},
    ),
    "address of another computer": (403, {"Host": "192.0.2.1", "Origin": "http://192.0.2.1"}),
    "GET": (405, {"method": "GET"}),
    "PUT": (405, {"method": "PUT"}),
    "form": (415, {"Content_Type": "application/x-www-form-urlencoded"}),
    "plain text": (415, {"Content_Type": "text/plain"}),
    "unknown call": (404, {"name": "../../mkdocs.yml"}),
    "file that is no script": (404, {"name": "editing.html"}),
    "no length": (411, {"Content_Length": None}),
    "odd length": (411, {"Content_Length": "-1"}),
    "too large": (413, {"Content_Length": "200001"}),
    "far too large": (413, {"Content_Length": "9" * 5000}),
    "no JSON": (400, {"data": b"action=confirm"}),
    "deep JSON": (400, {"data": b"[" * 100_000}),
    "list": (400, {"data": [CONFIRM]}),
    "number": (400, {"data": 5}),
    "unknown key": (400, {"data": {**CONFIRM, "path": "/etc/passwd"}}),
    "unknown action": (400, {"data": {"action": "delete", "slug": "no"}}),
    "path": (400, {"data": {"action": "confirm", "slug": "../../mkdocs"}}),
    "absolute path": (400, {"data": {"action": "confirm", "slug": "/etc/passwd"}}),
    "path to merge with": (400, {"data": {"action": "same", "slug": "no", "other": "../no"}}),
    "unknown paper": (409, {"data": {"action": "confirm", "slug": "yes"}}),
    "unknown field": (409, {"data": {**SET, "changes": {"slug": "yes"}}}),
}
"""The status of the answer, and what differs from a request of a page's script."""


@pytest.mark.parametrize("case", REFUSED)
def test_refused_requests_change_nothing(serving: Serving, case: str) -> None:
    status, changes = REFUSED[case]
    changes = dict(changes)
    before, since = read_files(serving.root / "content"), len(serving.printed)
    answer = send(serving, changes.pop("data", CONFIRM), **changes)
    assert answer.status == status
    assert "Access-Control-Allow-Origin" not in answer.headers
    if answer.text.startswith("{"):
        assert 10 < len(answer.error) < 500
        assert str(serving.root) not in answer.error
    assert read_files(serving.root / "content") == before
    assert "Traceback" not in "\n".join(serving.printed[since:])


def test_other_sites_can_neither_ask_first_nor_frame_pages(serving: Serving) -> None:
    asked = send(serving, b"", method="OPTIONS", Origin="https://bakery.example")
    assert (asked.status, "Access-Control-Allow-Origin" in asked.headers) == (405, False)
    connection = http.client.HTTPConnection(urlsplit(serving.url).netloc, timeout=PATIENCE)
    connection.request("GET", f"{urlsplit(serving.url).path}papers/no/")
    assert connection.getresponse().headers["X-Frame-Options"] == "DENY"


def test_only_pages_about_papers_have_the_script(serving: Serving) -> None:
    for page in ("papers/no/", "to-review/"):
        assert "_reading-list/editing.js" in serving.get(page)
    for page in ("", "browse/", "about/"):
        assert "reading-list-token" not in serving.get(page)


def test_nothing_of_it_is_in_a_built_site(bread: BuiltSite) -> None:
    for path in bread.folder.rglob("*"):
        assert "editing" not in path.name
        if path.suffix in (".html", ".js", ".css"):
            text = path.read_text(encoding="utf-8")
            assert "reading-list-token" not in text, path
            assert "rl-edit-bar" not in text, path


def test_pages_that_other_computers_can_open_cannot_edit(tmp_path: Path) -> None:
    make_list(tmp_path / "list")
    with serve(tmp_path / "list", host="0.0.0.0") as serving:
        serving.wait_for("Editing in the preview is off, because other computers can open it")
        assert "reading-list-token" not in serving.get("papers/no/")
        connection = http.client.HTTPConnection(urlsplit(serving.url).netloc, timeout=PATIENCE)
        connection.request("POST", "/list/_reading-list/act", json.dumps(CONFIRM))
        assert connection.getresponse().status == 405


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "::1"])
def test_addresses_of_this_computer(tmp_path: Path, host: str) -> None:
    assert make_editing(Folder(tmp_path), host, "/")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "bakery.example", ""])
def test_addresses_that_others_can_reach(tmp_path: Path, host: str) -> None:
    assert make_editing(Folder(tmp_path), host, "/") is None

"""`mkdocs serve`: saved changes show up, mistakes are reported with their place, the last good site stays."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lists import ROOT, make_list
from previews import PATIENCE, Serving, environment, save, serve

PAPER = "papers/no/"
RECORD = "content/papers/no.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A kind of file that a curator edits: a good change, and mistakes with their messages."""

    file: str
    old: str
    new: str
    page: str
    shows: str
    mistakes: tuple[tuple[str, str], ...]


EDITS = {
    "record": Edit(
        file=RECORD,
        old="author_count: 3",
        new="author_count: 57",
        page=PAPER,
        shows="57 authors",
        mistakes=(
            ("author_count: many", "content/papers/no.yml:3: author_count: expected a whole number"),
            ("author_count: [3", "content/papers/no.yml:"),
            ("writers: 3", "content/papers/no.yml:3: expected a known key (got 'writers')"),
        ),
    ),
    "topics": Edit(
        file="content/topics.yml",
        old="title: Sourdough cultures",
        new="title: Sourdough and its cultures",
        page="topics/sourdough/",
        shows="Sourdough and its cultures",
        mistakes=(("titel: Sourdough cultures", "content/topics.yml:7: expected a known key"),),
    ),
    "page": Edit(
        file="content/pages/about.md",
        old="# About this list",
        new="# About this list\n\nWritten in the small hours.",
        page="about/",
        shows="Written in the small hours.",
        mistakes=(
            (
                "---\ntitle: [unclosed\n---\n# About this list",
                "content/pages/about.md:3: expected front matter",
            ),
            ("# About this list \udcff", "content/pages/about.md:1: expected text in UTF-8"),
        ),
    ),
    "template": Edit(
        file="templates/paper.md.jinja",
        old='## {{ _("About this record")|md }}',
        new="## Whence this record",
        page=PAPER,
        shows="Whence this record",
        mistakes=(
            ("{% if %}", "templates/paper.md.jinja:92: expected a Jinja template"),
            ("{{ nowhere }}", "templates/paper.md.jinja:92: expected a template that can be filled"),
            ("{{ 1 // 0 }}", "templates/paper.md.jinja:92: expected a template that can be filled"),
        ),
    ),
    "override": Edit(
        file="templates/overrides/partials/footer.html",
        old='<p>{{ _("No cookies, no analytics.',
        new='<p>Nobody looks over your shoulder. {{ _("No tracking:',
        page=PAPER,
        shows="Nobody looks over your shoulder.",
        mistakes=(
            ("{% for %}", "templates/overrides/partials/footer.html:6: expected a Jinja template"),
            ("{{ nobody() }}", "templates/overrides/partials/footer.html:6: expected a template that can be"),
            ("{% include 'gone.html' %}", "templates/overrides/partials/footer.html:6: expected a template"),
        ),
    ),
    "configuration": Edit(
        file="mkdocs.yml",
        old="site_name: Bread, read well",
        new="site_name: Bread, read often",
        page="about/",
        shows="Bread, read often",
        mistakes=(
            ("site_name: Bread: read well", "mkdocs.yml:1: expected YAML"),
            ("site_name: Bread\nremote_name: [1]", "mkdocs.yml:2: Config value"),
            ("site_name: Bread\nremote_branch: [", "mkdocs.yml:"),
        ),
    ),
}


def make_list_with_templates(root: Path) -> None:
    """Make a list that has its own copies of the templates that are edited."""
    make_list(root)
    for kind in ("template", "override"):
        own = root / EDITS[kind].file
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / EDITS[kind].file, own)


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    root = tmp_path_factory.mktemp("served") / "list"
    make_list_with_templates(root)
    with serve(root) as found:
        yield found


@pytest.mark.parametrize("kind", EDITS)
def test_changes_show_up_and_mistakes_are_reported(serving: Serving, kind: str) -> None:
    edit = EDITS[kind]
    path = serving.root / edit.file
    good = path.read_text(encoding="utf-8")
    assert good.count(edit.old) == 1
    try:
        check_edit(serving, edit, path, good)
    finally:
        save(path, good)
    serving.wait_until(edit.page, lambda text: edit.shows not in text)


def check_edit(serving: Serving, edit: Edit, path: Path, good: str) -> None:
    line = good[: good.index(edit.old)].count("\n") + 1
    # the first one again: it is not enough to report a mistake once
    for mistake, message in (*edit.mistakes, edit.mistakes[0]):
        since = len(serving.printed)
        save(path, good.replace(edit.old, mistake))
        said = serving.wait_for("Serving the last good build", since=since)
        lines = serving.printed[since:]
        placed = re.sub(r"(?<=jinja:)\d+|(?<=html:)\d+", str(line), message)
        named = [text for text in lines if placed in text]
        assert len(named) == 1, "\n".join([placed, *lines])
        assert "Traceback" not in "\n".join(lines), "\n".join(lines)
        assert sum("ERROR" in text for text in lines if text != said) == 1, "\n".join(lines)
        # the last good page stays up
        assert "</html>" in serving.get(edit.page)
        assert "</html>" in serving.get("")
    save(path, good.replace(edit.old, edit.new))
    serving.wait_until(edit.page, lambda text: edit.shows in text)


def test_new_and_deleted_records_change_the_site(serving: Serving) -> None:
    record = serving.root / "content" / "papers" / "a-loaf-of-one-s-own.yml"
    save(record, "title: A loaf of one’s own\ntopics: [sourdough]\n")
    page = serving.wait_until("topics/sourdough/", lambda text: "A loaf of one’s own" in text)
    assert "papers/a-loaf-of-one-s-own/" in page
    record.unlink()
    serving.wait_until("topics/sourdough/", lambda text: "A loaf of one’s own" not in text)
    with pytest.raises(urllib.error.HTTPError) as error:
        serving.get("papers/a-loaf-of-one-s-own/")
    assert error.value.code == 404
    assert "There is no page at this address" in error.value.read().decode()


def test_folder_of_records_may_be_gone_for_a_moment(serving: Serving) -> None:
    """Switching branches removes a folder and brings it back."""
    papers, elsewhere = serving.root / "content" / "papers", serving.root / "elsewhere"
    since = len(serving.printed)
    papers.rename(elsewhere)
    assert "content/papers: The folder for records" in serving.wait_for("The folder for records", since=since)
    serving.wait_for("Serving the last good build", since=since)
    assert "3 authors" in serving.get(PAPER)
    record = elsewhere / "no.yml"
    good = record.read_text(encoding="utf-8")
    save(record, good.replace("author_count: 3", "author_count: 58"))
    elsewhere.rename(papers)
    serving.wait_until(PAPER, lambda text: "58 authors" in text)
    save(papers / "no.yml", good)
    serving.wait_until(PAPER, lambda text: "3 authors" in text)
    assert "Traceback" not in "\n".join(serving.printed[since:])


def test_broken_link_is_reported_with_its_line(serving: Serving) -> None:
    path = serving.root / "content" / "pages" / "curating.md"
    good = path.read_text(encoding="utf-8")
    since = len(serving.printed)
    save(path, f"{good}\nMore in [the cellar](cellar.md).\n")
    assert "content/pages/curating.md:5: " in serving.wait_for("'cellar.md'", since=since)
    save(path, good)
    serving.wait_until("curating/", lambda text: "the cellar" not in text)


def test_address_in_use_is_reported(serving: Serving) -> None:
    port = str(urlsplit(serving.url).port)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=serving.root,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert f"Cannot serve on {serving.url}: Address already in use" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def ask(serving: Serving, request: bytes) -> bytes:
    """The answer to bytes that no browser would send; `HOST` stands for the address."""
    address = urlsplit(serving.url).netloc
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        connection.sendall(request.replace(b"HOST", address.encode()))
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


REQUESTS = {
    b"GET /list/ HTTP/1.1\r\nHost: HOST\r\n\r\n": b"200",
    b"GET /list/ HTTP/1.1\r\nHost: localhost\r\n\r\n": b"200",
    b"GET /list/ HTTP/1.0\r\n\r\n": b"200",
    b"HEAD /list/ HTTP/1.1\r\nHost: HOST\r\n\r\n": b"200",
    # a page on the internet whose name leads to this computer
    b"GET /list/ HTTP/1.1\r\nHost: bakery.example\r\n\r\n": b"403",
    b"GET /list/ HTTP/1.1\r\nHost: localhost.bakery.example:80\r\n\r\n": b"403",
    b"GET /list/ HTTP/1.1\r\nHost: [::1\r\n\r\n": b"403",
    b"POST /list/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\n\r\nflour": b"405",
    b"OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n": b"405",
    b"GET /list/../../../etc/passwd HTTP/1.1\r\nHost: HOST\r\n\r\n": b"404",
    b"GET /list/%2e%2e/%2e%2e%5c/%00/etc/passwd HTTP/1.1\r\nHost: HOST\r\n\r\n": b"404",
    b"GET /list//etc/passwd HTTP/1.1\r\nHost: HOST\r\n\r\n": b"404",
    b"GET //bakery.example/%2f.. HTTP/1.1\r\nHost: HOST\r\n\r\n": b"404",
    b"GET /\x1b]0;flour\x07\x9b31m" + b"a" * 9000 + b" HTTP/1.1\r\nHost: HOST\r\n\r\n": b"404",
}
"""What is sent, and the status of the answer."""

RUBBISH = (
    b"",
    b"\r\n",
    b"GET /list/ HT",
    b"\x16\x03\x01\x02\x00\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: HOST\r\n\r\n",
    b"GET /list/ HTTP/1.1\r\n" + b"X: 1\r\n" * 5000 + b"\r\n",
)


def test_requests_that_no_browser_sends(serving: Serving) -> None:
    since = len(serving.printed)
    for request, status in REQUESTS.items():
        answer = ask(serving, request)
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.split()[1] == status, (request[:80], answer[:200])
        assert b"root:" not in body
        assert bool(body) == (not request.startswith(b"HEAD")), request[:80]
    for request in RUBBISH:
        # the server may hang up before it has read everything
        with contextlib.suppress(OSError):
            ask(serving, request)
    printed = serving.printed[since:]
    assert not [line for line in printed if "Traceback" in line or not line.isprintable() or len(line) > 400]


def test_clients_that_send_nothing_or_hang_up_disturb_nobody(serving: Serving) -> None:
    since = len(serving.printed)
    host, _, port = urlsplit(serving.url).netloc.partition(":")
    with contextlib.ExitStack() as opened:
        for number in range(300):
            connection = opened.enter_context(socket.create_connection((host, int(port)), timeout=PATIENCE))
            if number % 3 == 0:
                connection.sendall(b"GET /list/browse/ HTTP/1.1\r\n" + b"\r\n" * (number % 2))
                # resets the connection when it is closed
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.close()
        assert "</html>" in serving.get("")
    assert "Traceback" not in "\n".join(serving.printed[since:])


@pytest.mark.skipif(os.name != "posix", reason="other systems have other signals")
def test_nothing_is_left_when_the_preview_ends(tmp_path: Path) -> None:
    root, temporary = tmp_path / "list", tmp_path / "temporary"
    make_list(root)
    temporary.mkdir()
    with serve(root, {"TMPDIR": str(temporary)}, module="generator") as served:
        # starts the second process
        page = root / RECORD
        save(page, page.read_text(encoding="utf-8").replace("author_count: 3", "author_count: 57"))
        served.wait_until(PAPER, lambda text: "57 authors" in text)
        served.process.terminate()
        # the output ends with the last process
        served.wait_for("(ended)")
        assert served.process.wait(PATIENCE) == 0
    # Jinja keeps compiled templates
    assert list(temporary.glob("mkdocs*")) == []


@pytest.mark.skipif(os.name != "posix", reason="other systems have other signals")
def test_nothing_is_left_when_the_first_build_is_ended(tmp_path: Path) -> None:
    root, temporary = tmp_path / "list", tmp_path / "temporary"
    make_list(root)
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:0"],
        cwd=root,
        env=environment() | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    # the second process begins after this
    assert any("Cleaning site directory" in line for line in process.stdout)
    process.terminate()
    # which takes until the last process ends
    rest, _ = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in rest
    assert list(temporary.glob("mkdocs*")) == []


@pytest.mark.parametrize(
    ("command", "kind"), [("serve", "configuration"), ("serve", "record"), ("build", "override")]
)
def test_mistake_at_the_start_is_reported(tmp_path: Path, kind: str, command: str) -> None:
    edit = EDITS[kind]
    root = tmp_path / "list"
    make_list_with_templates(root)
    path = root / edit.file
    mistake, message = edit.mistakes[0]
    path.write_text(path.read_text(encoding="utf-8").replace(edit.old, mistake), encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            command,
            *(["--dev-addr", "127.0.0.1:0"] if command == "serve" else []),
        ],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    said = done.stdout + done.stderr
    assert done.returncode != 0, said
    assert message.split(":")[0] in said
    assert "Traceback" not in said, said

"""Measures a save under ``mkdocs serve``: from the write to the answer that shows it.

Serves a list, saves a record, the introduction of a topic, a page written by hand and a template, and each
time asks for the page that shows the change, over one connection, until the new word arrives. Between two
saves it waits until the server is idle.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.processes import CAN_READ_MEMORY, make_environment, measure_session

PAUSE = 0.005
"""Seconds between two requests."""
PATIENCE = 900
"""Seconds after which a page that does not change is a mistake of the server."""
IDLE = 0.5
"""A server is idle if it uses less than half a processor for so many seconds; polling takes some."""

# the text of a record's summary begins after "tldr: >-\n  " or "tldr: '"
SUMMARY = re.compile(r"^tldr: (?:[>|]-?\n +|['\"])?", re.MULTILINE)
INTRODUCTION = re.compile(r"^ *introduction: (?:[>|]-?\n +|['\"])?", re.MULTILINE)
# "  - id: mixture-of-experts"
TOPIC_ID = re.compile(r"^ *-? *id: (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Edit:
    """A word that is added to a file, and the page that shows it."""

    file: Path
    position: int
    page: str

    def save(self, original: str, word: str) -> None:
        """Write the file with the word in it."""
        text = f"{original[: self.position]}{word} {original[self.position :]}"
        self.file.write_text(text, encoding="utf-8")


def edit_record(folder: Path, number: int) -> Edit:
    """Return an edit of the summary of the ``number``-th record that has one."""
    records = sorted((folder / "content" / "papers").glob("*.yml"))
    # another part of the list each time
    for path in records[number * 7919 % len(records) :] + records:
        if match := SUMMARY.search(path.read_text(encoding="utf-8")):
            return Edit(path, match.end(), f"papers/{path.stem}/")
    sys.exit("no record has a summary")


def edit_topic(folder: Path, number: int) -> Edit:
    """Return an edit of the introduction of a topic."""
    path = folder / "content" / "topics.yml"
    text = path.read_text(encoding="utf-8")
    introductions = list(INTRODUCTION.finditer(text))
    match = introductions[number % len(introductions)]
    return Edit(path, match.end(), f"topics/{TOPIC_ID.findall(text[: match.start()])[-1]}/")


def edit_page(folder: Path, number: int) -> Edit:
    """Return an edit at the end of a page written by hand."""
    path = folder / "content" / "pages" / "about.md"
    return Edit(path, len(path.read_text(encoding="utf-8")), "about/")


def edit_template(folder: Path, number: int) -> Edit:
    """Return an edit at the end of the template of topic pages."""
    path = folder / "templates" / "topic.md.jinja"
    return Edit(path, len(path.read_text(encoding="utf-8")), edit_topic(folder, number).page)


EDITS: dict[str, Callable[[Path, int], Edit]] = {
    "record": edit_record,
    "topic": edit_topic,
    "page": edit_page,
    "template": edit_template,
}
"""What is edited: a function that takes the list's folder and the number of the edit."""


class Server:
    """A running ``mkdocs serve`` and one connection to it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.log = log
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def get(self, page: str) -> bytes:
        """Return the body of the answer; empty if there is none."""
        try:
            # connects again if the server has closed the connection, as that of MkDocs does
            self.connection.request("GET", f"/{page}")
            return self.connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return b""

    def wait_for(self, page: str, words: bytes) -> None:
        """Ask for the page until it has these words."""
        end = time.perf_counter() + PATIENCE
        while words not in self.get(page):
            if self.process.poll() is not None or time.perf_counter() > end:
                sys.exit(f"{page} never showed {words!r}:\n{self.log.read_text(errors='replace')[-3000:]}")
            time.sleep(PAUSE)

    def wait_until_idle(self) -> None:
        """Wait until work in the background has ended."""
        spent = 0.0
        while CAN_READ_MEMORY and (now := measure_session(self.process.pid)) - spent > IDLE / 2:
            spent = now
            time.sleep(IDLE)
        time.sleep(IDLE)


@contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """Serve the list in ``folder`` on a free port until the context ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary,
        (Path(temporary) / "log").open("wb") as log,
    ):
        variables = {"SITE_URL": "https://bench.example.org/", "TMPDIR": temporary}
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=folder,
            env=make_environment(folder) | variables,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield Server(process, port, Path(log.name))
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def measure_saves(folder: Path, runs: int) -> dict[str, list[float]]:
    """Return the seconds from a save to the page that shows it, ``runs`` times for each kind of file.

    Changes files in ``folder``, which has to be a copy.
    """
    seconds: dict[str, list[float]] = {kind: [] for kind in EDITS}
    with serve(folder) as server:
        server.wait_for("about/", b"<html")
        for number in range(runs):
            for kind, choose in EDITS.items():
                edit, word = choose(folder, number), f"changed{kind}{number}"
                original = edit.file.read_text(encoding="utf-8")
                server.wait_for(edit.page, b"<html")
                server.wait_until_idle()
                start = time.perf_counter()
                edit.save(original, word)
                server.wait_for(edit.page, word.encode())
                seconds[kind].append(time.perf_counter() - start)
    return seconds

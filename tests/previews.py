"""Runs `mkdocs serve` on a list, and reads what it prints and serves."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

__all__ = ["PATIENCE", "Serving", "environment", "save", "serve"]

ROOT = Path(__file__).resolve().parent.parent

PATIENCE = 30
"""Seconds to wait before giving up."""

# what the script in every page asks the server
LIVE = re.compile(r'<script src="/livereload/script\.js" data-version="(\w+)">')


def environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


@dataclass(slots=True)
class Serving:
    """A running `mkdocs serve` and what it has printed."""

    root: Path
    process: subprocess.Popen[str]
    url: str
    printed: list[str] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self.changed:
                self.printed.append(line.rstrip())
                self.changed.notify_all()
        with self.changed:
            self.printed.append("(ended)")
            self.changed.notify_all()

    def wait_for(self, words: str, *, since: int = 0) -> str:
        """The first line printed since then that contains `words`."""

        def found() -> str | None:
            return next((line for line in self.printed[since:] if words in line), None)

        with self.changed:
            assert self.changed.wait_for(found, PATIENCE), "\n".join(
                [f"never printed: {words}", *self.printed]
            )
            return str(found())

    def get(self, page: str) -> str:
        """The server's answer, which waits for a running build."""
        with urllib.request.urlopen(self.url + page, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def wait_until(self, page: str, is_shown: Callable[[str], bool]) -> str:
        """The page once `is_shown` is true of it; waits for builds as a browser does."""
        end = monotonic() + PATIENCE
        while True:
            text = self.get(page)
            if is_shown(text):
                return text
            assert monotonic() < end, f"{page} never showed the change:\n" + "\n".join(self.printed[-20:])
            (version,) = LIVE.findall(text)
            address = self.url.replace("/list/", f"/livereload/{version}/list/{page}")
            urllib.request.urlopen(address, timeout=PATIENCE).read()


@contextmanager
def serve(
    root: Path, variables: Mapping[str, str] | None = None, *, host: str = "127.0.0.1", module: str = "mkdocs"
) -> Iterator[Serving]:
    """Serve the list in `root` until the block ends, with MkDocs or the module `generator`."""
    option = "--dev-addr" if module == "mkdocs" else "--address"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", module, "serve", option, f"{host}:{port}"],
        cwd=root,
        env=environment() | (variables or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    found = Serving(root, process, f"http://127.0.0.1:{port}/list/")
    listener = threading.Thread(target=found.listen, daemon=True)
    listener.start()
    try:
        found.wait_for("Serving on")
        yield found
    finally:
        process.terminate()
        process.wait(timeout=30)
        listener.join(timeout=30)


def save(path: Path, text: str) -> None:
    """Save as editors do, by replacing the file."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8", errors="surrogateescape")
    new.replace(path)

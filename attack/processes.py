"""Runs the project's commands with limits on time and memory, and measures both."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from attack.launcher import limit

__all__ = ["GENERATOR", "MKDOCS", "ROOT", "Ended", "find_flaw", "run", "send", "start"]

ROOT = Path(__file__).resolve().parent.parent
GENERATOR = (sys.executable, "-m", "generator")
"""The command ``reading-list``."""
MKDOCS = (sys.executable, "-m", "mkdocs")

PATIENCE = 120.0
"""Seconds after which a command is considered hung and killed."""
ADDRESS_SPACE = 4_000_000_000
"""Most bytes of memory that a command may reserve."""
LARGEST_FILE = 500_000_000
"""Most bytes that a command may write to a file."""
MOST_SECONDS = 30.0
"""Most seconds of CPU time of a command."""
MOST_MEGABYTES = 1000.0
"""Most megabytes of memory of a command."""

# what a terminal or GitHub Actions would interpret: "\x1b[31m", "::error::x" at the start of a line
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|^::[a-z-]+(?: [^:\n]*)?::|^##\\[", re.M
)


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended.

    Attributes:
        command: program and arguments.
        code: its exit code; negative if a signal ended it.
        output: what it printed, errors included.
        seconds: how long it took.
        cpu: seconds of processor time that it and the processes it started took.
        megabytes: the most memory that it or a process it started had.
        hung: whether it was killed because it did not end.
    """

    command: tuple[str, ...]
    code: int
    output: str
    seconds: float
    cpu: float
    megabytes: float
    hung: bool = False


LIMITS = {"address space": ADDRESS_SPACE, "file": LARGEST_FILE, "cpu": int(PATIENCE)}
ENVIRONMENT = {
    "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
    "PYTHONDONTWRITEBYTECODE": "1",
    "NO_MKDOCS_2_WARNING": "1",
    "READING_LIST_CONTACT": "attack@example.org",
}


def start(command: Sequence[str | Path], folder: Path, output: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a command in ``folder``, in its own session, with limits on time, memory and files."""
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **ENVIRONMENT},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=lambda: limit(LIMITS),
    )


@cache
def _open_launcher() -> subprocess.Popen[str]:
    """Start the process that forks the commands."""
    launcher = subprocess.Popen(
        [sys.executable, "-m", "attack.launcher"],
        cwd=ROOT,
        env={**os.environ, **ENVIRONMENT},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(launcher.terminate)
    return launcher


def run(
    command: Sequence[str | Path],
    folder: Path,
    *,
    patience: float = PATIENCE,
    variables: Mapping[str, str] | None = None,
) -> Ended:
    """Run a Python module, and kill it if it hangs.

    Args:
        command: Python, ``-m``, the module and its arguments.
        folder: where to run it.
        patience: seconds to wait for its end.
        variables: more environment variables.
    """
    begun = time.monotonic()
    hung = threading.Event()
    launcher = _open_launcher()
    assert launcher.stdin and launcher.stdout
    with NamedTemporaryFile() as printed:
        request = {
            "module": str(command[2]),
            "arguments": [str(part) for part in command[3:]],
            "folder": str(folder),
            "output": printed.name,
            "variables": dict(variables or {}),
            "limits": LIMITS,
        }
        launcher.stdin.write(f"{json.dumps(request)}\n")
        launcher.stdin.flush()
        process = int(launcher.stdout.readline())

        def give_up() -> None:
            hung.set()
            send(process, signal.SIGKILL)

        timer = threading.Timer(patience, give_up)
        timer.start()
        code, cpu, size = json.loads(launcher.stdout.readline())
        timer.cancel()
        seconds = time.monotonic() - begun
        # its children must not outlive it
        send(process, signal.SIGKILL)
        output = printed.read(50_000_000).decode("utf-8", "replace")
    megabytes = size / (1_000_000 if sys.platform == "darwin" else 1000)
    return Ended(tuple(map(str, command)), code, output, seconds, cpu, megabytes, hung.is_set())


def send(group: int, number: int) -> None:
    """Send a signal to all remaining processes of a group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def find_flaw(ended: Ended, codes: Sequence[int] = (0, 1)) -> str:
    """Return what a command did that no command may do, or "".

    Args:
        ended: the command.
        codes: the exit codes it may have.
    """
    if ended.hung:
        return f"hangs (killed after {ended.seconds:.0f} s)"
    if ended.code < 0:
        return f"is killed by {signal.Signals(-ended.code).name}"
    if "Traceback (most recent call last)" in ended.output:
        return f"shows a traceback: {ended.output.strip().splitlines()[-1][:200]}"
    if ended.code not in codes:
        return f"exits with {ended.code} (expected {' or '.join(map(str, codes))})"
    if ended.code and not ended.output.strip():
        return f"exits with {ended.code} and says nothing"
    if found := CONTROL.search(ended.output):
        line = ended.output[: found.start()].count("\n")
        return f"prints {found[0]!r} ({ended.output.splitlines()[line][:120]!r})"
    if ended.cpu > MOST_SECONDS:
        return f"takes {ended.cpu:.0f} s of processor time"
    if ended.megabytes > MOST_MEGABYTES:
        return f"takes {ended.megabytes:.0f} MB"
    return ""

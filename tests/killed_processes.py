"""Processes that are killed in the middle of a change."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["run_child"]

ROOT = Path(__file__).resolve().parent.parent

# A process that kills itself before its n-th change to the disk below the folder.
CHILD = """
import os, signal, sys
from pathlib import Path
base, fatal, task = Path(sys.argv[1]).resolve(), int(sys.argv[2]), sys.argv[3]
count = 0
def watch(event, arguments):
    global count
    if event == "open":
        path, mode, flags = arguments
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if not writes or not isinstance(path, (str, bytes)):
            return
    elif event not in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link"):
        return
    if not os.fsdecode(arguments[0]).startswith(str(base)):
        return
    count += 1
    if count == fatal:
        os.kill(os.getpid(), signal.SIGKILL)
exec(task, {"base": base, "watch": lambda: sys.addaudithook(watch)})
print(count)
"""


def run_child(base: Path, fatal: int, task: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process that is killed before it changes the disk for the ``fatal``-th time.

    Args:
        base: the folder in which changes count; the code knows it as ``base``.
        fatal: the number of the change, counted from 1.
        task: the code; changes count once it has called ``watch()``.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(base), str(fatal), task],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )

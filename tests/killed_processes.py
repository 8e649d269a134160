"""Processes that are killed in the middle of a change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["RunChild", "start_children"]

ROOT = Path(__file__).resolve().parent.parent

RunChild = Callable[[Path, int, str], int]
"""See `start_children`."""

# Each child kills itself before its n-th change to the disk below the folder.
PARENT = """
import json, os, signal, sys, traceback
from importlib import import_module
from pathlib import Path

def run(base, fatal, task):
    count = 0
    def watch(event, arguments):
        nonlocal count
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

for name in sys.argv[1:]:
    import_module(name)
for line in sys.stdin:
    base, fatal, task = json.loads(line)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            run(Path(base).resolve(), fatal, task)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@contextmanager
def start_children(*modules: str) -> Iterator[RunChild]:
    """Give a function that runs Python code in a process, which is killed before a change to the disk.

    Its arguments are the folder in which changes count, which the code knows as ``base``; the number of the
    fatal change, counted from 1; and the code, whose changes count once it has called ``watch()``. It returns
    the exit status, negative if the process was killed by a signal.

    Args:
        modules: what the code imports. The children are forks of one process that has imported it already.
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, *modules],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with parent:
        assert parent.stdin is not None
        assert parent.stdout is not None

        def run_child(base: Path, fatal: int, task: str) -> int:
            print(json.dumps([str(base), fatal, task]), file=parent.stdin, flush=True)
            return int(parent.stdout.readline())

        yield run_child

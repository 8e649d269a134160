"""Starts the project's commands quickly, by forking a process that has already imported everything.

It reads requests from standard input, one JSON object per line, and answers each with two lines: the child's
process ID, and how it ended.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import runpy
import signal
import sys
import traceback
from collections.abc import Mapping
from typing import Any

LIMITS = {"address space": resource.RLIMIT_AS, "file": resource.RLIMIT_FSIZE, "cpu": resource.RLIMIT_CPU}


def limit(limits: Mapping[str, int]) -> None:
    """Apply limits to this process, and let Ctrl-C end it even if it was started in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for name, value in limits.items():
        resource.setrlimit(LIMITS[name], (value, value))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _become(request: Mapping[str, Any]) -> int:
    """Run the requested module in this process; return its exit code."""
    os.setsid()
    output = os.open(request["output"], os.O_WRONLY | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    os.closerange(3, 64)
    os.chdir(request["folder"])
    os.environ.update(request["variables"])
    limit(request["limits"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["x", *request["arguments"]]
    try:
        runpy.run_module(request["module"], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
            return 1
        return int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def main() -> None:
    """Answer requests until standard input ends."""
    import sklearn.feature_extraction.text  # noqa: F401

    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = _become(request)
                atexit._run_exitfuncs()
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
        print(child, flush=True)
        _, status, usage = os.wait4(child, 0)
        ended = [os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss]
        print(json.dumps(ended), flush=True)


if __name__ == "__main__":
    main()

"""Runs work in a second process beside the one that builds, where the machine allows it.

The analysis of the texts (neighbours, map, search index) takes as long as everything else that the
generator does; on two cores it costs no time, since MkDocs is busy with the pages meanwhile.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

__all__ = ["Beside"]


class Beside:
    """Pieces of work, done one after the other in a process of their own, or here when they are asked for.

    Args:
        works: functions without arguments, whose results can be pickled.
        allowed: whether a second process may be used.
    """

    def __init__(self, *works: Callable[[], Any], allowed: bool = True) -> None:
        self._works = works
        self._results: dict[int, Any] = {}
        self._arrived = threading.Condition()
        self._running = False
        if allowed and _can_fork():
            self._start()

    def result(self, number: int) -> Any:
        """Return the result of the work with this number, counted from 0; waits for it.

        Raises:
            Exception: whatever the work raised.
        """
        with self._arrived:
            self._arrived.wait_for(lambda: number in self._results or not self._running)
            if number not in self._results:
                self._results[number] = self._works[number]()
            return self._results[number]

    def _start(self) -> None:
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(self._works, there), daemon=True)
        process.start()
        there.close()
        self._running = True
        # the pipe is emptied as it fills, so that no work waits for the result before it to be fetched
        threading.Thread(target=self._receive, args=(here, process), daemon=True).start()

    def _receive(self, here: Connection, process: Any) -> None:
        # a work that failed closes the pipe; it is done again here, where its error can be shown
        with contextlib.suppress(EOFError, OSError):
            for number in range(len(self._works)):
                result = here.recv()
                with self._arrived:
                    self._results[number] = result
                    self._arrived.notify_all()
        process.join()
        with self._arrived:
            self._running = False
            self._arrived.notify_all()


def _work(works: tuple[Callable[[], Any], ...], there: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(Exception):
        for work in works:
            there.send(work())
    there.close()


def _can_fork() -> bool:
    """Return whether a copy of this process is safe (no thread holds a lock) and has a core to run on."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1

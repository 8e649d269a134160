"""Runs tasks in a second process, where the machine allows it.

A build analyzes the list (charts and map, related papers, search index) and writes the exports there, while
this process renders the pages.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

Task = Callable[[], Any]

_inherited: tuple[Task, ...] = ()
"""The tasks of a background process, inherited by forking, so that they need not be picklable."""


class BackgroundTasks:
    """Tasks that run one after the other in a background process, or here once a result is needed.

    Args:
        tasks: functions without arguments.
        allowed: whether a second process may be used.
    """

    def __init__(self, *tasks: Task, allowed: bool = True) -> None:
        self._tasks = tasks
        self._results: dict[int, Any] = {}
        self._futures: list[Future[Any]] = []
        if tasks and allowed and _can_fork():
            # memory stays shared by both processes as long as neither looks for garbage in it
            gc.freeze()
            executor = ProcessPoolExecutor(
                1, multiprocessing.get_context("fork"), initializer=_inherit, initargs=(tasks,)
            )
            self._futures = [executor.submit(_run, number) for number in range(len(tasks))]
            executor.shutdown(wait=False)

    def result(self, number: int) -> Any:
        """Return the result of a task, waiting for it if need be.

        A task whose result does not arrive, because it failed or cannot be sent, runs again in this process.

        Args:
            number: position of the task, from 0.

        Raises:
            Exception: whatever the task raises.
        """
        if number not in self._results:
            future = self._futures[number] if self._futures else None
            arrived = future is not None and future.exception() is None
            self._results[number] = future.result() if future and arrived else self._tasks[number]()
        return self._results[number]


def _inherit(tasks: tuple[Task, ...]) -> None:
    global _inherited
    _inherited = tasks
    # Ctrl-C is handled by the process that builds
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(number: int) -> Any:
    return _inherited[number]()


def _can_fork() -> bool:
    """Return whether a copy of this process is safe (no other thread runs) and has a core to run on."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1

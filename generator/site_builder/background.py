"""Runs tasks in a second process, where the machine allows it.

A build analyzes the list (charts and map, related papers, search index) and writes the exports there, while
this process renders the pages.
"""

import contextlib
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

Task = Callable[[], Any]


class BackgroundTasks:
    """Tasks that run one after the other in a background process, or here once a result is needed.

    Args:
        tasks: functions without arguments.
        allowed: whether a second process may be used.
    """

    def __init__(self, *tasks: Task, allowed: bool = True) -> None:
        self._tasks = tasks
        self._results: dict[int, Any] = {}
        self._arriving: SimpleQueue[dict[int, Any]] = SimpleQueue()
        self._waiting_for = 0
        self._process: Any = None
        if tasks and allowed and _can_fork():
            self._start()

    def result(self, number: int) -> Any:
        """Return the result of a task, waiting for it if need be.

        A task whose result does not arrive, because it failed or cannot be sent, runs again in this process.

        Args:
            number: position of the task, from 0.

        Raises:
            Exception: whatever the task raises.
        """
        while self._waiting_for and number not in self._results:
            self._results |= self._arriving.get()
            self._waiting_for -= 1
        if number not in self._results:
            self._results[number] = self._tasks[number]()
        return self._results[number]

    def stop(self) -> None:
        """Kill the background process."""
        if self._process:
            self._process.kill()
            self._process.join()

    def _start(self) -> None:
        # without garbage collection, both processes keep sharing memory
        gc.freeze()
        context = multiprocessing.get_context("fork")
        receiver, sender = context.Pipe(duplex=False)
        # forked, so that tasks need not be picklable; a daemon, so that it ends with this process
        self._process = context.Process(target=_send_results, args=(self._tasks, sender), daemon=True)
        self._process.start()
        # so that the pipe closes when the other process ends
        sender.close()
        self._waiting_for = len(self._tasks)
        threading.Thread(target=self._receive, args=(receiver,), daemon=True).start()

    def _receive(self, receiver: Connection) -> None:
        """Receive results as they arrive, so that the other process never blocks."""
        with receiver:
            for number in range(len(self._tasks)):
                try:
                    self._arriving.put({number: pickle.loads(receiver.recv_bytes())})  # noqa: S301 - our own
                except Exception:
                    self._arriving.put({})


def follow_parent() -> None:
    """Ignore interrupts, and exit when the parent process ends for any reason."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.default_int_handler:
            signal.signal(number, signal.SIG_DFL)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent:
            parent.join()
        os._exit(0)

    threading.Thread(target=follow, daemon=True).start()


def _send_results(tasks: tuple[Task, ...], sender: Connection) -> None:
    follow_parent()
    for task in tasks:
        try:
            data = pickle.dumps(task())
        except Exception:
            # not a pickle: the parent runs the task itself
            data = b""
        with contextlib.suppress(OSError):
            sender.send_bytes(data)


def _can_fork() -> bool:
    """Return whether a copy of this process is safe (no other thread runs) and has a core to run on."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1

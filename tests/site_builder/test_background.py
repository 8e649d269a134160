"""Tasks in a background process: the same results as here, and no error is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.site_builder.background import BackgroundTasks

needs_second_process = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2,
    reason="needs two cores and a system that copies processes",
)


def fail() -> str:
    raise ValueError("no flour")


@pytest.mark.parametrize("allowed", [True, False])
def test_results_are_those_of_the_tasks(allowed: bool) -> None:
    tasks: list[Callable[[], object]] = [lambda: "x" * 300_000, lambda: {"a": 1}]
    background = BackgroundTasks(*tasks, allowed=allowed)
    assert background.result(1) == {"a": 1}
    assert background.result(0) == "x" * 300_000


@pytest.mark.parametrize("allowed", [True, False])
def test_error_of_a_task_is_raised_where_its_result_is_wanted(allowed: bool) -> None:
    background = BackgroundTasks(lambda: 1, fail, lambda: 3, allowed=allowed)
    with pytest.raises(ValueError, match="no flour"):
        background.result(1)
    assert background.result(0) == 1
    assert background.result(2) == 3


def run_alone(repository: Path, script: str) -> str:
    """What a script prints that begins in a process without other threads, in which copying is safe."""
    script = f"import os\nfrom generator.site_builder.background import BackgroundTasks\n{script}"
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@needs_second_process
def test_tasks_run_in_another_process(repository: Path) -> None:
    assert run_alone(repository, "print(BackgroundTasks(os.getpid).result(0) != os.getpid())") == "True"


def test_result_that_cannot_be_pickled_is_made_here() -> None:
    background = BackgroundTasks(lambda: lambda: 7)
    assert background.result(0)() == 7


ARRIVES_BROKEN = """
def fail(): raise ValueError("cannot be read")
class Broken:
    def __reduce__(self): return fail, ()
background = BackgroundTasks(lambda: 1, Broken, lambda: 3)
print([background.result(0), type(background.result(1)).__name__, background.result(2)])
"""


def test_result_that_cannot_be_unpickled_does_not_hang_the_build(repository: Path) -> None:
    assert run_alone(repository, ARRIVES_BROKEN) == "[1, 'Broken', 3]"


DIES = """
here = os.getpid()
background = BackgroundTasks(lambda: 1, lambda: 2 if os.getpid() == here else os._exit(1), lambda: 3)
print([background.result(number) for number in range(3)])
"""


def test_background_process_that_dies_loses_nothing(repository: Path) -> None:
    assert run_alone(repository, DIES) == "[1, 2, 3]"


LEAVES = """
import os, signal, time
from generator.site_builder.background import BackgroundTasks
background = BackgroundTasks(lambda: time.sleep(600))
"""


@needs_second_process
@pytest.mark.parametrize("end", ["signal.raise_signal(signal.SIGKILL)", "raise KeyboardInterrupt"])
def test_background_process_ends_with_the_build_however_that_ends(repository: Path, end: str) -> None:
    # the output ends when no process is left that could write to it
    done = subprocess.run(
        [sys.executable, "-c", LEAVES + end],
        env={**os.environ, "PYTHONPATH": str(repository)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode in (-signal.SIGKILL, -signal.SIGINT), done.stderr

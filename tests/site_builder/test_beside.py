"""Work in a second process: the same results as here, and errors are not lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.site_builder.background import Beside


def fail() -> str:
    raise ValueError("no flour")


@pytest.mark.parametrize("allowed", [True, False])
def test_results_are_those_of_the_works(allowed: bool) -> None:
    works: list[Callable[[], object]] = [lambda: "x" * 300_000, lambda: {"a": 1}]
    beside = Beside(*works, allowed=allowed)
    assert beside.result(1) == {"a": 1}
    assert beside.result(0) == "x" * 300_000


@pytest.mark.parametrize("allowed", [True, False])
def test_error_of_a_work_is_raised_where_its_result_is_wanted(allowed: bool) -> None:
    beside = Beside(lambda: 1, fail, lambda: 3, allowed=allowed)
    with pytest.raises(ValueError, match="no flour"):
        beside.result(1)
    assert beside.result(0) == 1
    assert beside.result(2) == 3


def test_work_is_done_beside_where_that_is_safe(repository: Path) -> None:
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        pytest.skip("one core, or a system on which processes are not copied")
    script = (
        "import os; from generator.site_builder.background import Beside; "
        "print(Beside(os.getpid).result(0) != os.getpid())"
    )
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "True", done.stderr


def test_works_whose_results_cannot_be_sent_are_done_here() -> None:
    beside = Beside(lambda: lambda: 7)
    assert beside.result(0)() == 7

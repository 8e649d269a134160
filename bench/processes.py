"""Runs programs and measures them with their child processes: wall time, processor time and memory.

Memory is the proportional set size (PSS) that Linux reports in ``/proc/<pid>/smaps_rollup``: a page that
several processes share counts once. It is read every 15 ms, which slows a program down, so memory is measured
in a run of its own. Other systems do not report it.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
CAN_READ_MEMORY = (PROC / "self" / "smaps_rollup").exists()
INTERVAL = 0.015
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds that a program and its child processes took."""

    wall: float
    cpu: float


def make_environment(folder: Path) -> dict[str, str]:
    """Return the variables for running the generator that is in ``folder``."""
    return {**os.environ, "PYTHONPATH": str(folder), "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}


def run_timed(command: Sequence[str], folder: Path) -> Run:
    """Run a program in ``folder`` to its end; stop the benchmark with its output if it fails."""
    before, start = _sum_children(), time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=make_environment(folder), capture_output=True, text=True)
    wall = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return Run(wall, _sum_children() - before)


def _sum_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def measure_memory(command: Sequence[str], folder: Path) -> int | None:
    """Run a program; return the most bytes it had at once with its child processes, None if unknown."""
    if not CAN_READ_MEMORY:
        return None
    peak = 0
    with subprocess.Popen(
        command,
        cwd=folder,
        env=make_environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while process.poll() is None:
            peak = max(peak, sum(_read_memory(pid) for pid in list_session(process.pid)))
            time.sleep(INTERVAL)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed")
    return peak


def list_session(session: int) -> Iterator[int]:
    """Yield the processes of the session that the process ``session`` started, itself included."""
    for pid, fields in _read_processes():
        if int(fields[3]) == session:
            yield pid


def measure_session(session: int) -> float:
    """Return the seconds of processor time that the running processes of a session have spent so far."""
    return sum(
        (int(fields[11]) + int(fields[12])) / TICKS
        for _, fields in _read_processes()
        if int(fields[3]) == session
    )


def _read_processes() -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each process with the fields of ``/proc/<pid>/stat`` after the name (``man proc_pid_stat``)."""
    for folder in PROC.glob("[0-9]*"):
        try:
            # "4242 (python -m x) S 1 4242 4242 0 …"; the name may have parentheses itself
            yield int(folder.name), (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue


def _read_memory(pid: int) -> int:
    """Return the proportional set size of a process in bytes; 0 once it has ended."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    fields: Mapping[str, str] = dict(line.split(":", 1) for line in lines[1:])
    return int(fields["Pss"].split()[0]) * 1024

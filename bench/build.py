"""Measures whole builds and saves, next to a plain site of MkDocs and Material with the same papers.

Both sites are built in turn, each time by a new process and into a new folder. Memory is measured in another
build, and saves under ``mkdocs serve``. This repository's list is measured as it is; the others are made up.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.list_folders import OWN_SIZE, make_list
from bench.plain import write_plain_site
from bench.processes import CAN_READ_MEMORY, Run, measure_memory, run_timed
from bench.saves import EDITS, measure_saves
from bench.targets import GROWTH, TARGETS, Target, judge, write_table
from generator.storage.built_site import SiteSize, measure_site
from generator.storage.folder import Folder

BUILD = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir")
CURVE = (OWN_SIZE, 1_000, 3_000, 10_000, 30_000)
LARGE = 3_000
"""Lists of so many papers are built three times rather than five."""
MB = 1_000_000

BUILD_HEADER = (
    *("papers", "build", "CPU", "plain MkDocs", "vs plain MkDocs", "memory", "site", "files"),
    "save → page updated",
)
SAVE_HEADER = ("papers", *EDITS)
CURVE_HEADER = ("papers", "build", "per 1,000", "CPU", "CPU per 1,000", "memory", "site", "files")


def report(message: str) -> None:
    """Print progress where it does not get between the tables."""
    print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)


@contextmanager
def write_list(count: int) -> Iterator[Path]:
    """Write a list into a temporary folder, and remove it in the end."""
    with tempfile.TemporaryDirectory() as temporary:
        report(f"{count:,} papers: writing the list")
        folder = Path(temporary) / "list"
        make_list(folder, count)
        yield folder


def build(folder: Path) -> tuple[Run, SiteSize]:
    """Build the site of a folder into another; return what it took, and the site's size."""
    with tempfile.TemporaryDirectory() as out:
        run = run_timed((*BUILD, f"{out}/site"), folder)
        size = measure_site(Folder(Path(out)))
    assert size, "nothing was built"
    return run, size


def measure_peak(folder: Path) -> float | None:
    """Return the peak memory of a build in megabytes, or None if the system does not say."""
    with tempfile.TemporaryDirectory() as out:
        peak = measure_memory((*BUILD, f"{out}/site"), folder)
    return peak and peak / MB


def compare_builds(folder: Path, pairs: int, target: Target) -> list[str]:
    """Build a list and its plain site in turn; return the cells from ``build`` to ``files``."""
    plain = folder.with_name("plain")
    write_plain_site(folder, plain)
    # warm up: the system caches the files
    _, size = build(folder)
    build(plain)
    ours, others = [], []
    for number in range(1, pairs + 1):
        ours.append(build(folder)[0])
        others.append(build(plain)[0])
        report(f"pair {number} of {pairs}: {ours[-1].wall:.2f} s, plain MkDocs {others[-1].wall:.2f} s")
    ratio = statistics.median(one.wall / other.wall for one, other in zip(ours, others, strict=True))
    return [
        f"{statistics.median(run.wall for run in ours):.2f} s",
        f"{statistics.median(run.cpu for run in ours):.2f} s",
        f"{statistics.median(run.wall for run in others):.2f} s",
        judge(ratio, " x", target.ratio, 2),
        judge(measure_peak(folder), " MB", target.memory),
        judge(size.bytes / MB, " MB", target.site),
        judge(size.files, "", target.files),
    ]


def time_saves(folder: Path, runs: int) -> list[float]:
    """Return the median seconds of a save of each kind; none without ``runs``."""
    if not runs:
        return []
    report(f"serving, {runs} saves of each kind")
    saves = measure_saves(folder, runs)
    for kind, seconds in saves.items():
        report(f"{kind}: {', '.join(f'{one:.2f}' for one in seconds)} s")
    return [statistics.median(seconds) for seconds in saves.values()]


def draw_curve(sizes: Sequence[int]) -> Iterator[list[str]]:
    """Build a list of each size once; yield the rows of the table."""
    limit = None
    for count in sizes:
        with write_list(count) as folder:
            run, size = build(folder)
            report(f"{run.wall:.1f} s; again, for the memory")
            peak = measure_peak(folder)
        thousands = count / 1000
        yield [
            f"{count:,}",
            f"{run.wall:.1f} s",
            f"{run.wall / thousands:.2f} s",
            f"{run.cpu:.1f} s",
            judge(run.cpu / thousands, " s", limit if count > 1000 else None, 2),
            judge(peak, " MB", None),
            judge(size.bytes / MB, " MB", None),
            judge(size.files, "", None),
        ]
        if count == 1000:
            limit = round(GROWTH * run.cpu, 2)


def parse_sizes(text: str) -> list[int]:
    """Return the numbers of ``"354,1000"``; none for an empty text."""
    return [int(size) for size in text.split(",") if size]


def parse_options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench build", description=(__doc__ or "").partition("\n")[0])

    def add(name: str, default: Sequence[int], text: str) -> None:
        shown = ",".join(map(str, default))
        parser.add_argument(name, type=parse_sizes, metavar="N,N", help=f"{text} (default: {shown})")

    add("--sizes", list(TARGETS), "papers of the lists to compare")
    add("--curve", CURVE, "papers of the lists on the curve")
    parser.add_argument("--pairs", type=int, metavar="N", help="pairs of builds (default: 5, or 3 if large)")
    parser.add_argument("--saves", type=int, metavar="N", help="saves of each kind (default: one per pair)")
    parser.add_argument("--memory", action="store_true", help="measure only the memory of builds")
    parser.add_argument("--quick", action="store_true", help="one pair, one save of each kind, no curve")
    options = parser.parse_args(arguments)
    if options.quick:
        options.pairs = options.pairs or 1
    if options.sizes is None:
        options.sizes = [OWN_SIZE] if options.quick else list(TARGETS)
    if options.curve is None:
        options.curve = [] if options.quick else list(CURVE)
    return options


def compare(options: argparse.Namespace) -> Iterator[str]:
    """Yield the tables of builds and of saves."""
    builds, saves = [], []
    for count in options.sizes:
        target = TARGETS.get(count, Target())
        pairs = options.pairs or (5 if count < LARGE else 3)
        runs = pairs if options.saves is None else options.saves
        with write_list(count) as folder:
            cells = compare_builds(folder, pairs, target)
            seconds = time_saves(folder, runs)
        builds.append([f"{count:,}", *cells, judge(max(seconds, default=None), " s", target.save, 2)])
        saves.append([f"{count:,}", *(judge(one, " s", target.save, 2) for one in seconds)])
    yield f"Builds (medians; the slowest kind of save)\n\n{write_table(BUILD_HEADER, builds)}"
    if all(len(row) > 1 for row in saves):
        yield f"From a save to the page that shows it (medians)\n\n{write_table(SAVE_HEADER, saves)}"


def list_peaks(sizes: Sequence[int]) -> Iterator[list[str]]:
    """Yield the rows of the table of memory."""
    for count in sizes:
        with write_list(count) as folder:
            yield [f"{count:,}", judge(measure_peak(folder), " MB", TARGETS.get(count, Target()).memory)]


def main() -> None:
    options = parse_options()
    if not CAN_READ_MEMORY:
        report("memory is not measured, except on Linux")
    if (load := os.getloadavg()[0]) > 0.5:
        report(f"other programs are running (load {load:.1f}): wall times will be too long")
    if options.memory:
        print(write_table(("papers", "memory"), list(list_peaks(options.sizes))))
        return
    if options.sizes:
        for table in compare(options):
            print(f"\n{table}", flush=True)
    if options.curve:
        print(f"\nOne build of each size\n\n{write_table(CURVE_HEADER, list(draw_curve(options.curve)))}")


if __name__ == "__main__":
    main()

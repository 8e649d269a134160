"""Tests the project with hostile inputs: ``python -m attack`` runs all groups, ``python -m attack site`` one.

Each group runs the real commands on hostile lists, files, servers or libraries, with limits on time and memory,
and opens built sites in a browser. The exit code is 1 if any attack succeeds: a script runs, a request is sent
to another site, a command crashes, hangs or shows a traceback, or data is lost. Files to reproduce failures are
saved in ``build/attack/``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import traceback
from importlib import import_module
from pathlib import Path
from random import Random

from attack.processes import ROOT
from attack.report import OUT, Options, Tally, print_report

sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

GROUPS = {
    "site": "hostile texts in every field of a list; opens all pages in a browser, reads all exports",
    "records": "hostile records and other YAML files",
    "trees": "symbolic links, pipes, odd names and missing folders in content/",
    "imports": "hostile captures, bibliographies and issues",
    "servers": "slow, endless and redirecting servers",
    "library": "damaged libraries and hostile links in the reader's browser",
    "preview": "hostile saves and requests while `make serve` runs",
    "kills": "commands killed or interrupted at random moments",
}
"""Descriptions of the groups; each is a module with a function ``attack(tally, options)``."""


def main() -> int:
    """Run the groups on the command line; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m attack", description="Test the project with hostile inputs."
    )
    parser.add_argument("groups", nargs="*", help=f"groups to run: {', '.join(GROUPS)} (default: all)")
    parser.add_argument("--seconds", type=float, default=0, help="seconds of random inputs (default: 0)")
    parser.add_argument("--seed", type=int, default=None, help="seed for random inputs (default: a new one)")
    parser.add_argument(
        "--case", default="", help="run only cases whose names contain this; not for the group site"
    )
    parser.add_argument("--site", type=Path, help="inspect this built site; only for the group site")
    parser.add_argument(
        "--out", type=Path, default=OUT, help="where to save failures (default: build/attack)"
    )
    options = parser.parse_args()
    names = options.groups or list(GROUPS)
    if unknown := [name for name in names if name not in GROUPS]:
        parser.error(f"expected groups among {', '.join(GROUPS)} (got {', '.join(unknown)})")
    seed = options.seed if options.seed is not None else time.time_ns() % 1_000_000
    shutil.rmtree(options.out, ignore_errors=True)
    tallies = []
    for name in names:
        print(f"== {name}: {GROUPS[name]}", flush=True)
        with tempfile.TemporaryDirectory(prefix="attack-", ignore_cleanup_errors=True) as folder:
            tally = Tally(name, Path(folder), options.out)
            tallies.append(tally)
            with tally.timed():
                share = options.seconds / len(names)
                chosen = Options(Random(f"{seed} {name}"), share, options.case, options.site)
                try:
                    import_module(f"attack.{name}").attack(tally, chosen)
                except Exception:
                    tally.fail("the attack itself", traceback.format_exc())
    print()
    return 1 if print_report(tallies, seed, options.out) else 0


if __name__ == "__main__":
    sys.exit(main())

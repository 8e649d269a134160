"""Attacks the project with hostile inputs: ``python -m attack`` runs all groups, ``python -m attack site`` one.

Each group makes lists, files, servers or libraries that are meant to do harm, and runs the real commands on them
with limits on time and memory; what is built is opened in a browser. The exit code is 1 if anything got
through: a script that ran, a request to another site, a crash, a hang, a traceback, lost data. What is
needed to see it again is in ``build/attack/``.
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
    "site": "hostile texts in every field of a list, built and opened in a browser; all exports read again",
    "records": "records and other YAML that must be refused, or read without harm",
    "trees": "links, pipes, odd names and missing folders below content/",
    "imports": "hostile captures, bibliographies and issues",
    "servers": "services that are slow, endless or lead elsewhere",
    "library": "damaged libraries and addresses in the reader's browser",
    "preview": "hostile saves and requests while `make serve` runs",
    "kills": "commands that are killed or interrupted at any moment",
}
"""Modules of this package, each with a function ``attack(tally, options)``, and what they do."""


def main() -> int:
    """Read the command line and attack; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m attack", description="Attack the project with hostile inputs."
    )
    parser.add_argument("groups", nargs="*", help=f"some of {', '.join(GROUPS)} (all)")
    parser.add_argument("--seconds", type=float, default=0, help="how long to go on with random inputs (0)")
    parser.add_argument(
        "--seed", type=int, default=None, help="seed of the random inputs (another one each time)"
    )
    parser.add_argument(
        "--case", default="", help="only cases with this in their names; not for the group site"
    )
    parser.add_argument(
        "--site", type=Path, help="for the group site: look at this built site, and make none"
    )
    parser.add_argument(
        "--out", type=Path, default=OUT, help="where to write what got through (build/attack)"
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

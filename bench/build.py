"""Measures what share of a build of the site is the generator's own work.

Builds the site of this repository into a temporary folder and times the import of the generator and every
function of `generator/mkdocs_plugin.py` that MkDocs calls; the rest is MkDocs and its theme. A background
process compares texts and makes files for download while MkDocs renders the pages: waiting for it counts, and
the processor time it takes is printed as well.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 0.15


def time_hooks(config: Any, seconds: dict[str, float]) -> None:
    """Wrap each of the generator's event functions so that its time is added to `seconds`."""

    def wrap(event: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*args: Any, **keywords: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*args, **keywords)
            finally:
                seconds[event] += time.perf_counter() - start

        return timed

    for event, functions in config.plugins.events.items():
        for index, function in enumerate(functions):
            code = getattr(function, "__code__", None)
            if code is not None and Path(code.co_filename).is_relative_to(ROOT / "generator"):
                functions[index] = wrap(event, function)


def measure_build() -> dict[str, float]:
    """Build once and return seconds: `whole`, the generator's by event, and the `background` process's."""
    seconds: dict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        importlib.import_module("generator.site_builder.builder")
        seconds["import"] = time.perf_counter() - start
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=folder, strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        time_hooks(config, seconds)
        build(config)
        whole = time.perf_counter() - start
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {**seconds, "whole": whole, "background": spent.ru_utime + spent.ru_stime}


def measure_afresh() -> dict[str, float]:
    """As `measure_build`, in a new process, where no earlier build is cached."""
    done = subprocess.run(
        [sys.executable, __file__, "--once"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3, help="how many builds (default: 3)")
    parser.add_argument("--once", action="store_true", help="build once and print the seconds as JSON")
    options = parser.parse_args()
    if options.once:
        print(json.dumps(measure_build()))
        return
    shares = []
    for number in range(1, options.runs + 1):
        seconds = measure_afresh()
        whole, background = seconds.pop("whole"), seconds.pop("background")
        own = sum(seconds.values())
        shares.append(own / whole)
        detail = ", ".join(f"{event} {spent / whole:.1%}" for event, spent in sorted(seconds.items()))
        print(f"build {number}: {whole:.1f} s, generator {own / whole:.1%} ({detail})")
        print(f"         in the background: {background:.1f} s of processor time")
    share = statistics.median(shares)
    print(f"generator's share of the build: {share:.1%} (limit {LIMIT:.0%})")
    if share > LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

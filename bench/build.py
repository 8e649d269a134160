"""Measures what share of a build of the site is the generator's own work.

Builds the site of this repository into a temporary folder, with a stopwatch round every function of
`generator/mkdocs_hooks.py` that MkDocs calls; the rest of the time is MkDocs, its theme and its search index.
"""

from __future__ import annotations

import argparse
import statistics
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
    """Wraps each of the generator's event functions so that its time is added to `seconds`."""

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


def measure_build() -> tuple[float, dict[str, float]]:
    """Builds once; returns the whole time and the generator's time by event, in seconds."""
    seconds: dict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=folder, strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        time_hooks(config, seconds)
        build(config)
        return time.perf_counter() - start, dict(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3, help="how many builds (default: 3)")
    runs = parser.parse_args().runs
    shares = []
    for number in range(1, runs + 1):
        whole, seconds = measure_build()
        own = sum(seconds.values())
        shares.append(own / whole)
        detail = ", ".join(f"{event} {spent / whole:.1%}" for event, spent in sorted(seconds.items()))
        print(f"build {number}: {whole:.1f} s, generator {own / whole:.1%} ({detail})")
    share = statistics.median(shares)
    print(f"generator's share of the build: {share:.1%} (limit {LIMIT:.0%})")
    if share > LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

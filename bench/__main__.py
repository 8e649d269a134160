"""Measures the generator: ``python -m bench`` runs every section, ``python -m bench topics`` one of them."""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import takewhile

SECTIONS = {
    "build": "whole builds and saves, compared with plain MkDocs",
    "importing": "an import of 1,000, 10,000 and 100,000 entries",
    "search": "quality, size and speed of the search, compared with Material's own",
    "related": "quality of related papers and the map, and what they cost on lists of up to 30,000 papers",
    "topics": "how often suggested topics are right",
}
"""Modules of this package, each with a function ``main()``, and what they measure."""


def main() -> None:
    names = list(takewhile(lambda name: not name.startswith("-"), sys.argv[1:]))
    options = sys.argv[1 + len(names) :]
    names = names or list(SECTIONS)
    if unknown := [name for name in names if name not in SECTIONS]:
        sys.exit(f"expected sections among {', '.join(SECTIONS)} (got {', '.join(unknown)})")
    for name in names:
        print(f"== {name}: {SECTIONS[name]}", flush=True)
        sys.argv = [f"bench/{name}.py", *options]
        import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()

"""Measures reading, comparing, merging and writing of 1,000, 10,000 and 100,000 entries.

Each size is imported into an empty list in a temporary folder, and then again, when nothing is new. From one
size to the next the cost should grow about tenfold. Seconds are processor time, so that other work on the
machine does not count.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.curation.captures import SourceFile
from generator.curation.edits import edit_records
from generator.curation.import_plan import plan_import
from generator.curation.importing import ImportOptions, import_files
from generator.curation.matching import match_entries
from generator.duplicates.clustering import cluster_entries
from generator.duplicates.merging import merge_entries
from generator.duplicates.possible_duplicates import find_possible_duplicates
from generator.readers import decode, read
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

SIZES = (1_000, 10_000, 100_000)
TOPICS = "groups: [{id: g, title: G, topics: [{id: t, title: T, scope: S}]}]\n"
SYLLABLES = [consonant + vowel for consonant in "bdklmnrstv" for vowel in "aeiou"]


def make_capture(count: int, seed: int = 1) -> bytes:
    """Return a CSL-JSON file of ``count`` entries; one in ten is a duplicate, one in fifty nearly so."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]
    # As in any language, few words are frequent and most are rare.
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    pool = iter(chance.choices(words, weights, k=count * 90))
    items: list[dict[str, object]] = []
    for number in range(count):
        kind = chance.random()
        if items and kind < 0.1:
            old = chance.choice(items)
            items.append({**old, "title": str(old["title"]).upper()})
            continue
        if items and kind < 0.12:
            old = chance.choice(items)
            renamed = str(old["title"]).split()
            renamed[-1] = next(pool)
            items.append(
                {key: value for key, value in {**old, "title": " ".join(renamed)}.items() if key != "DOI"}
            )
            continue
        item: dict[str, object] = {
            "type": "article",
            "title": " ".join(next(pool) for _ in range(8)).capitalize(),
            "abstract": " ".join(next(pool) for _ in range(70)),
            "author": [{"family": next(pool).capitalize(), "given": "A."} for _ in range(3)],
            "issued": {"date-parts": [[2024, 1 + number % 12]]},
        }
        if number % 2:
            item["DOI"] = f"10.1000/{number}"
        items.append(item)
    return json.dumps(items).encode()


def measure(count: int) -> dict[str, float]:
    """Return the seconds of processor time that each step takes with ``count`` entries."""
    data = make_capture(count)
    seconds: dict[str, float] = {}

    def timed(name: str, step: Callable[[], Any]) -> Any:
        begun = time.process_time()
        result = step()
        seconds[name] = time.process_time() - begun
        return result

    with tempfile.TemporaryDirectory() as place:
        folder = Folder(Path(place))
        folder.captures.mkdir(parents=True)
        folder.papers.mkdir()
        (folder.root / "mkdocs.yml").write_text("site_name: Bench\n", encoding="utf-8")
        folder.file("topics.yml").write_text(TOPICS, encoding="utf-8")
        entries = timed("read", lambda: read(decode(data, name="bench.json")).entries)
        found = timed("cluster", lambda: cluster_entries(entries))
        papers = timed(
            "merge", lambda: [merge_entries(group, slug=f"p-{n}") for n, group in enumerate(found)]
        )
        pairs = timed("possible duplicates", lambda: find_possible_duplicates(papers))
        empty = load_catalog(folder)
        matches = timed("match", lambda: match_entries(empty, entries))
        plan = timed("plan", lambda: plan_import(empty, matches, today="2030-01-02"))
        edit = timed("records as YAML", lambda: edit_records(folder, plan))
        timed("write", edit.apply)
        file = SourceFile(label="bench.json", name="bench.json", data=data)
        timed("load", lambda: load_catalog(folder))
        timed(
            "import again",
            lambda: import_files(folder, [file], ImportOptions(today="2030-01-02")),
        )
    seconds["papers"], seconds["pairs"] = len(papers), len(pairs)
    return seconds


def main() -> None:
    """Print a table of the seconds (of the processor) of each step and how they grow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--most", type=int, default=SIZES[-1], help="largest number of entries (default: 100000)"
    )
    sizes = [size for size in SIZES if size <= parser.parse_args().most]
    results = [measure(size) for size in sizes]
    print(f"{'':18}" + "".join(f"{size:>12,}" for size in sizes) + "   growth")
    for name in results[0]:
        figures = [result[name] for result in results]
        ratios = [f"×{after / before:.1f}" if before else "" for before, after in pairwise(figures)]
        form = "{:>12,.0f}" if name in ("papers", "pairs") else "{:>10.2f} s"
        print(f"{name:18}" + "".join(form.format(figure) for figure in figures) + "   " + " ".join(ratios))


if __name__ == "__main__":
    main()

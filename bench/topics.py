"""Measures how often suggested topics are right, by ten-fold cross-validation over the papers of the list.

In each fold the suggester learns from nine tenths of the papers and is asked about the rest, of which it only
sees title and abstract, as of newly imported papers.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from generator.analysis.topics.suggester import Suggester
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

ROOT = Path(__file__).resolve().parent.parent
FOLDS = 10
SEEDS = (100, 101, 102, 103, 104)
"""Partitions that were not used to choose any setting."""


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of papers, from 0 to 1: whose primary topic came first, and among the first three."""

    first: float
    three: float
    confused: Counter[tuple[str, str]]


def blind(paper: Paper) -> Paper:
    """Return a paper as it is imported, without anything that a person adds later."""
    return Paper(slug=paper.slug, title=paper.title, abstract=paper.abstract)


def cross_validate(catalog: Catalog, seed: int) -> Score:
    """Return how often the suggester is right about papers that it has not seen."""
    slugs = sorted(slug for slug, paper in catalog.papers.items() if paper.primary_topic)
    random.Random(seed).shuffle(slugs)
    first = three = 0
    confused: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        held = slugs[fold::FOLDS]
        known = {slug: paper for slug, paper in catalog.papers.items() if slug not in set(held)}
        suggester = Suggester(catalog.model_copy(update={"papers": known}))
        for slug in held:
            paper = catalog.papers[slug]
            ranked = [one.topic for one in suggester.rank(blind(paper), 3)]
            first += ranked[0] == paper.primary_topic
            three += paper.primary_topic in ranked[:3]
            if ranked[0] != paper.primary_topic:
                confused[str(paper.primary_topic), ranked[0]] += 1
    return Score(first / len(slugs), three / len(slugs), confused)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", metavar="N,N", help="partitions to measure on")
    chosen = parser.parse_args().seeds
    seeds = [int(seed) for seed in chosen.split(",")] if chosen else list(SEEDS)
    catalog = load_catalog(Folder(ROOT))
    start = time.perf_counter()
    suggester = Suggester(catalog)
    print(f"Suggested topics: trained on {len(catalog.papers)} papers in {time.perf_counter() - start:.1f} s")
    start = time.perf_counter()
    for paper in list(catalog.papers.values())[:50]:
        suggester.suggest(blind(paper))
    print(f"  a suggestion with its reason takes {(time.perf_counter() - start) / 50 * 1000:.0f} ms")
    scores = [cross_validate(catalog, seed) for seed in seeds]
    print(f"  {FOLDS}-fold cross-validation, partition: first suggestion right, among the first three")
    for seed, score in zip(seeds, scores, strict=True):
        print(f"  {seed:4}: {score.first:6.1%} {score.three:6.1%}")
    print(
        f"  mean: {statistics.mean(s.first for s in scores):6.1%} "
        f"{statistics.mean(s.three for s in scores):6.1%}"
    )
    confused: Counter[tuple[str, str]] = sum((score.confused for score in scores), Counter())
    print("  most often confused (primary topic <- first suggestion; papers per partition):")
    for (right, wrong), number in sorted(confused.items(), key=lambda item: (-item[1], item[0]))[:8]:
        print(f"    {number / len(scores):4.1f}  {right} <- {wrong}")


if __name__ == "__main__":
    main()

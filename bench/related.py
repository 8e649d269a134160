"""Measures related papers and the map: how good they are on this list, and what they cost on longer ones.

A related paper counts as right if it shares a topic with the paper, or if a curator put both on the same
reading path or into the same introduction. Topics are part of the vectors, so everything is measured again
without them.
"""

import argparse
import os
import re
import time
from collections.abc import Iterable, Mapping
from itertools import permutations
from pathlib import Path

from bench.synthetic import make_catalog
from generator.model.catalog import Catalog
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 30_000)
MAP_NEIGHBORS = 10
# paper:soft-merging-of-experts in an introduction
PAPER_LINK = re.compile(r"paper:([\w-]+)")

Related = Mapping[str, list[str]]
"""Slug -> slugs of the related papers, best first."""


def find_slugs(catalog: Catalog) -> Related:
    """Return the related papers of each paper."""
    from generator.analysis.related import find_related

    return {slug: [other for other, _ in found] for slug, found in find_related(catalog).items()}


def leave_topics_out(catalog: Catalog) -> Catalog:
    """Return the list without the topics of its papers."""
    papers = {slug: paper.model_copy(update={"topics": ()}) for slug, paper in catalog.papers.items()}
    return catalog.model_copy(update={"papers": papers})


def list_pairs(groups: Iterable[Iterable[str]], catalog: Catalog) -> set[tuple[str, str]]:
    """Return the pairs of different papers that are in the same group, in both orders."""
    known = [dict.fromkeys(slug for slug in group if slug in catalog.papers) for group in groups]
    return {pair for group in known for pair in permutations(group, 2)}


def report_quality(catalog: Catalog, related: Related, label: str) -> None:
    """Print how good related papers are."""
    papers, topics = catalog.papers, catalog.taxonomy.topics.values()
    pairs = [(papers[slug], papers[other]) for slug, found in related.items() for other in found]
    same = sum(one.primary_topic == other.primary_topic for one, other in pairs) / len(pairs)
    shared = sum(not set(one.topics).isdisjoint(other.topics) for one, other in pairs) / len(pairs)
    together = {
        "the same reading path": [[step.paper for step in topic.path] for topic in topics],
        "the same path across topics": [
            [step.paper for step in path.steps] for path in catalog.taxonomy.paths
        ],
        "the same introduction": [PAPER_LINK.findall(topic.introduction or "") for topic in topics],
    }
    print(f"{label}: {same:.1%} have the same primary topic, {shared:.1%} share a topic")
    for name, groups in together.items():
        wanted = list_pairs(groups, catalog)
        found = sum(other in related[slug] for slug, other in wanted)
        print(f"  {found / max(1, len(wanted)):.1%} of {len(wanted)} pairs on {name} are related")


def report_map(catalog: Catalog, related: Related) -> None:
    """Print how well the map keeps neighbors; scikit-learn compares it with the cosines."""
    import numpy as np
    from sklearn.manifold import trustworthiness

    from generator.analysis.related import vectorize
    from generator.pages.map_spots import place_spots

    spots = place_spots(catalog)
    points = np.array([spot.point for spot in spots])
    rows = vectorize(spot.paper for spot in spots).rows
    full = np.zeros((rows.size, rows.width), np.float32)
    for row in range(rows.size):
        full[row, rows.columns[rows.row(row)]] = rows.weights[rows.row(row)]
    distances = np.clip(1 - full @ full.T, 0, None)
    np.fill_diagonal(distances, 0)
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    nearest = apart.argsort(axis=1, kind="stable")[:, :MAP_NEIGHBORS]
    slugs = [spot.paper.slug for spot in spots]
    near = {slugs[row]: {slugs[other] for other in found} for row, found in enumerate(nearest)}
    pairs = [(slug, other) for slug, found in related.items() if slug in near for other in found]
    kept = sum(other in near[slug] for slug, other in pairs) / max(1, len(pairs))
    topics = np.array([spot.paper.primary_topic or "" for spot in spots])
    trust = trustworthiness(distances, points, n_neighbors=MAP_NEIGHBORS, metric="precomputed")
    same = (topics[nearest] == topics[:, None]).mean()
    print(
        f"map: {kept:.1%} of related papers are among the {MAP_NEIGHBORS} nearest, of which {same:.1%} have "
        f"the same primary topic; trustworthiness {trust:.3f}"
    )


def measure_cost(catalog: Catalog, label: str) -> None:
    """Print the processor time, imports included, and the extra memory, in a fresh process."""
    if pid := os.fork():
        os.waitpid(pid, 0)
        return
    start, seconds = read_memory("VmRSS"), time.process_time()
    from generator.analysis.related import find_related

    find_related(catalog)
    related = time.process_time() - seconds
    from generator.pages.pictures import make_picture_pages

    make_picture_pages(catalog)
    pictures = time.process_time() - seconds - related
    memory = read_memory("VmHWM") - start
    print(f"{label}: related {related:.2f} s, charts and map {pictures:.2f} s, {memory:.0f} MB", flush=True)
    os._exit(0)


def read_memory(name: str) -> float:
    """Return a figure about the memory of this process (Linux), in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quality", action="store_true", help="leave out the cost")
    options = parser.parse_args()
    catalog = load_catalog(Folder(ROOT))
    if not options.quality:
        for number in range(3):
            measure_cost(catalog, f"{len(catalog.papers)} papers, run {number + 1}")
        for size in SIZES:
            measure_cost(make_catalog(size), f"{size:,} made-up papers")
    related = find_slugs(catalog)
    report_quality(catalog, related, "as published")
    report_quality(catalog, find_slugs(leave_topics_out(catalog)), "without topics")
    report_map(catalog, related)


if __name__ == "__main__":
    main()

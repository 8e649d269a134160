"""Reading paths: papers in the order in which to read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.taxonomy import PathStep, ReadingPath
from generator.pages.addresses import Address

if TYPE_CHECKING:
    from generator.pages.cards import Card, Cards

    Steps = list[tuple[Card, str]]
    """Papers, each with why to read it at this step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A reading path, and the address where it is shown.

    Links to its papers end in ``#`` and the anchor, so that their pages show this path first.
    """

    title: str
    address: Address
    anchor: str
    steps: Steps
    introduction_markdown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPlace:
    """The place of a paper on a reading path: step ``number``, and the papers before and after it."""

    path: Path
    number: int
    before: Card | None
    after: Card | None


def list_steps(cards: Cards, steps: Iterable[PathStep]) -> Steps:
    """Return the steps whose papers are on the list."""
    papers = cards.catalog.papers
    return [(cards.card(papers[step.paper]), step.why) for step in steps if step.paper in papers]


def make_path(cards: Cards, path: ReadingPath) -> Path:
    """Return a path across topics, which the home page shows."""
    return Path(
        title=path.title,
        address=Address("#start-here"),
        anchor=f"path-{path.id}",
        steps=list_steps(cards, path.steps),
        introduction_markdown=path.introduction,
    )


def list_topic_paths(cards: Cards) -> list[Path]:
    """Return the path of each topic, which the topic's page shows."""
    return [
        Path(
            title=topic.title,
            address=Address(f"topics/{topic.id}/#reading-path"),
            anchor=f"topic-path-{topic.id}",
            steps=list_steps(cards, topic.path),
        )
        for topic in cards.catalog.taxonomy.topics.values()
    ]


def list_paths(cards: Cards) -> list[Path]:
    """Return all paths with papers, those across topics first."""
    across = [make_path(cards, path) for path in cards.catalog.taxonomy.paths]
    return [path for path in (*across, *list_topic_paths(cards)) if path.steps]


def make_paths_file(cards: Cards) -> dict[str, bytes]:
    """Return the file in which the home page finds a reader's place on a path; none if there are no paths."""
    paths = [
        {
            "title": path.title,
            "anchor": path.anchor,
            "steps": [[card.paper.slug, card.paper.title] for card, _why in path.steps],
        }
        for path in list_paths(cards)
    ]
    text = json.dumps(paths, ensure_ascii=False, separators=(",", ":"))
    return {"assets/data/paths.json": text.encode()} if paths else {}


def find_places(cards: Cards) -> dict[str, list[PathPlace]]:
    """Return slug -> the places of a paper on reading paths, first on those across topics."""
    places: dict[str, list[PathPlace]] = {}
    for path in list_paths(cards):
        steps = [card for card, _ in path.steps]
        befores, afters = [None, *steps[:-1]], [*steps[1:], None]
        for number, (before, card, after) in enumerate(zip(befores, steps, afters, strict=True), 1):
            place = PathPlace(path=path, number=number, before=before, after=after)
            places.setdefault(card.paper.slug, []).append(place)
    return places

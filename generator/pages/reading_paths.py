"""Reading paths: papers in the order in which to read them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.taxonomy import PathStep, ReadingPath
from generator.pages.addresses import Address
from generator.pages.cards import Card, Cards

Steps = list[tuple[Card, str]]
"""Papers, each with why to read it at this step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A reading path, and the address where it is shown."""

    title: str
    address: Address
    steps: Steps
    introduction_markdown: str = ""


def list_steps(cards: Cards, steps: Iterable[PathStep]) -> Steps:
    """Return the steps whose papers are on the list."""
    papers = cards.catalog.papers
    return [(cards.card(papers[step.paper]), step.why) for step in steps if step.paper in papers]


def make_path(cards: Cards, path: ReadingPath) -> Path:
    """Return a path across topics, which the home page shows."""
    return Path(
        title=path.title,
        address=Address("#start-here"),
        steps=list_steps(cards, path.steps),
        introduction_markdown=path.introduction,
    )


def list_topic_paths(cards: Cards) -> list[Path]:
    """Return the path of each topic, which the topic's page shows."""
    return [
        Path(
            title=topic.title,
            address=Address(f"topics/{topic.id}/#reading-path"),
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
        {"title": path.title, "steps": [[card.paper.slug, card.paper.title] for card, _why in path.steps]}
        for path in list_paths(cards)
    ]
    text = json.dumps(paths, ensure_ascii=False, separators=(",", ":"))
    return {"assets/data/paths.json": text.encode()} if paths else {}

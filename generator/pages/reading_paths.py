"""Reading paths: papers in the order in which to read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.taxonomy import PathStep, ReadingPath
from generator.pages.addresses import Address
from generator.pages.cards import Card, Cards


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a reading path: its number from 1, the paper, and why to read it here."""

    number: int
    card: Card
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A reading path, and the address where it is shown."""

    id: str
    title: str
    address: Address
    steps: tuple[Step, ...]
    introduction_markdown: str = ""


def list_steps(cards: Cards, steps: Iterable[PathStep]) -> tuple[Step, ...]:
    """Return the steps whose papers are on the list."""
    papers = cards.catalogue.papers
    known = [step for step in steps if step.paper in papers]
    return tuple(
        Step(number=number, card=cards.card(papers[step.paper]), why=step.why)
        for number, step in enumerate(known, 1)
    )


def make_path(cards: Cards, path: ReadingPath) -> Path:
    """Return a path across topics, which the home page shows."""
    return Path(
        id=path.id,
        title=path.title,
        address=Address("#start-here"),
        steps=list_steps(cards, path.steps),
        introduction_markdown=path.introduction,
    )


def list_topic_paths(cards: Cards) -> list[Path]:
    """Return the path of each topic, which the topic's page shows."""
    return [
        Path(
            id=topic.id,
            title=topic.title,
            address=Address(f"topics/{topic.id}/#reading-path"),
            steps=list_steps(cards, topic.path),
        )
        for topic in cards.catalogue.taxonomy.topics.values()
    ]

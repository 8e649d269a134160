"""The page on which the papers of a topic are compared in a table."""

from dataclasses import dataclass

from generator.model.catalog import Catalog
from generator.model.paper import Comparison, Paper
from generator.model.taxonomy import Topic
from generator.pages.addresses import Address
from generator.pages.cards import Card, Cards, sort_newest_first
from generator.pages.outside_links import OutsideLink
from generator.pages.rendering import Page
from generator.text.translation import _, translatable

LEAST_COMPARED = 5
"""Fewest papers that are compared."""

COLUMNS = {
    "problem": translatable("Problem"),
    "mechanism": translatable("Mechanism"),
    "scale": translatable("Scale tested"),
    "result": translatable("Result"),
}
"""Part of a comparison -> the head of its column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paper in the table: its cells in the order of the columns, and the links to its code."""

    card: Card
    cells: tuple[str, ...]
    code: tuple[OutsideLink, ...]


def list_compared(catalog: Catalog, id_: str) -> tuple[Paper, ...]:
    """Return the papers of a topic that can be compared, the newest first.

    None if they are too few, or not most of the topic's papers: these may be compared for another topic.
    """
    papers = catalog.by_topic[id_]
    compared = [paper for paper in papers if paper.comparison]
    enough = len(compared) >= LEAST_COMPARED and len(compared) > len(papers) / 2
    return tuple(sort_newest_first(compared)) if enough else ()


def comparison_address(id_: str) -> Address:
    """Return the address of the page that compares the papers of a topic."""
    return Address(f"topics/{id_}/compare/")


def make_comparison_page(cards: Cards, topic: Topic) -> Page:
    """Return the page that compares the papers of a topic; columns without any text are left out."""
    papers = list_compared(cards.catalog, topic.id)
    names = [
        name for name in Comparison.model_fields if any(getattr(each.comparison, name) for each in papers)
    ]
    title = _("%(topic)s: papers compared", topic=topic.title)
    return Page(
        source=f"topics/{topic.id}/compare.md",
        template="comparison.md.jinja",
        title=title,
        description=_(
            "What the papers on this topic do, how, at what scale and with what result, in a table."
        ),
        model={
            "topic": cards.topics[topic.id],
            "total": len(cards.catalog.by_topic[topic.id]),
            "columns": [(name, _(COLUMNS[name])) for name in names],
            "rows": [
                Row(
                    card=(card := cards.card(paper)),
                    cells=tuple(getattr(paper.comparison, name) or "" for name in names),
                    code=tuple(link for link in card.links if link.kind == "code"),
                )
                for paper in papers
            ],
        },
        meta={"hide": ["navigation", "toc"], "style": "comparison"},
    )

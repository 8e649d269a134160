"""Which papers come with code: bars by topic, papers with code before those without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.catalogue import Catalogue
from generator.pages.addresses import RelativeAddresses
from generator.pages.charts.chart import (
    Caption,
    Cell,
    Chart,
    format_percent,
    format_total,
    make_number_cell,
)
from generator.pages.charts.drawing import WIDTH, draw_svg, draw_tick
from generator.pages.charts.paper_sets import PaperSet, list_topic_sets
from generator.pages.svg import make_element, make_link, wrap_text
from generator.text.plurals import count_nouns, pluralize

__all__ = ["draw_papers_with_code"]

ROW_HEIGHT, BAR_HEIGHT = 36.0, 13.0
TEXT_SIZE = 12.0

CAPTION = Caption(
    id="plot-code",
    question="Which papers come with code?",
    description="A bar for each topic: the filled part has code, the outlined part does not.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    """A topic and the number of its papers that come with code."""

    papers: PaperSet
    with_code: int

    @property
    def size(self) -> int:
        return len(self.papers.papers)


def draw_papers_with_code(catalogue: Catalogue, addresses: RelativeAddresses) -> Chart:
    """Return the chart."""
    topics = [
        _Topic(papers=papers, with_code=sum(1 for paper in papers.papers if paper.links.code))
        for papers in list_topic_sets(catalogue)
    ]
    topics.sort(key=lambda topic: (-topic.with_code, topic.size, topic.papers.title, topic.papers.id))
    scale = (WIDTH - 2) / max(topic.size for topic in topics)
    parts = [
        part
        for row, topic in enumerate(topics)
        for part in _draw_topic(topic, row * ROW_HEIGHT, scale, addresses)
    ]
    size = len(catalogue.papers)
    total = sum(1 for paper in catalogue.papers.values() if paper.links.code)
    whole = (
        Cell("Whole list"),
        make_number_cell(total, addresses.browse({"code": ("yes",)})),
        Cell(f"{size:,}"),
        Cell(format_percent(total, size)),
    )
    return Chart(
        caption=CAPTION,
        answer=_write_answer(topics, total, size),
        svg=draw_svg(CAPTION, len(topics) * ROW_HEIGHT, parts),
        headers=("Topic", "With code", "Papers", "Share"),
        rows=(*(_make_row(topic, addresses) for topic in topics), whole),
        note="Code is a repository that the paper or its record names; if nobody has found one, the paper "
        "counts as having none.",
    )


def _draw_topic(topic: _Topic, y: float, scale: float, addresses: RelativeAddresses) -> list[Markup]:
    papers = topic.papers
    label = make_element(
        "text", wrap_text(papers.title, 290, TEXT_SIZE, 1)[0], x=0, y=y + 13, font_size=TEXT_SIZE
    )
    name = f"{papers.title}: {count_nouns(topic.size, 'paper')}"
    shown = f"{topic.with_code:,} of {topic.size:,}"
    parts = [
        make_link(papers.find_address(addresses), name, label),
        draw_tick(shown, WIDTH - 1, y + 13, size=11, anchor="end"),
    ]
    for count, start, value, words, css in (
        (topic.with_code, 0, "yes", "with code", "rl-plot__full"),
        (topic.size - topic.with_code, topic.with_code, "no", "without code", "rl-plot__rest"),
    ):
        if count:
            bar = make_element(
                "rect",
                x=1 + start * scale,
                y=y + 18,
                width=max(2.0, count * scale - 1),
                height=BAR_HEIGHT,
                class_=css,
            )
            address = addresses.browse({"topic": papers.topics, "code": (value,)})
            parts.append(make_link(address, f"{papers.title}: {count_nouns(count, 'paper')} {words}", bar))
    return parts


def _make_row(topic: _Topic, addresses: RelativeAddresses) -> tuple[Cell, ...]:
    address = topic.papers.find_address(addresses)
    with_code = addresses.browse({"topic": topic.papers.topics, "code": ("yes",)})
    return (
        Cell(topic.papers.title, address),
        make_number_cell(topic.with_code, with_code),
        make_number_cell(topic.size, address),
        Cell(format_percent(topic.with_code, topic.size)),
    )


def _write_answer(topics: Sequence[_Topic], total: int, size: int) -> str:
    """Return how many papers come with code, and the topic (no tiny one) with the largest share."""
    if not total:
        return f"None of {format_total(size)} names its code."
    least = max(3, max(topic.size for topic in topics) // 8)
    large = [topic for topic in topics if topic.size >= least] or topics
    best = min(large, key=lambda topic: (-topic.with_code / topic.size, -topic.size, topic.papers.id))
    return (
        f"{total:,} of {format_total(size)} {pluralize(total, 'comes', 'come')} with code, "
        f"most often those on {best.papers.title} ({best.with_code:,} of {best.size:,})."
    )

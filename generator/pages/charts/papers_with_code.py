"""Which papers come with code: bars by topic, papers with code before those without."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.pages.addresses import browse_address
from generator.pages.charts.chart import (
    PAGE,
    WIDTH,
    Cell,
    Chart,
    draw_chart,
    draw_tick,
    format_percent,
    format_total,
    make_number_cell,
)
from generator.pages.charts.paper_sets import PaperSet, list_topic_sets
from generator.pages.svg import Caption, make_element, make_link, wrap_text
from generator.text.plurals import count_nouns, pluralize

ROW_HEIGHT, BAR_HEIGHT = 36.0, 13.0
TEXT_SIZE = 12.0

CAPTION = Caption(
    id="plot-code",
    question="Which papers come with code?",
    description="A bar for each topic: the filled part has code, the outlined part does not.",
)


def draw_papers_with_code(catalog: Catalog) -> Chart:
    """Return the chart."""
    papers = catalog.papers.values()
    size, total = len(papers), _count_code(papers)
    # topics by the number of papers with code, descending
    topics = [(topic, _count_code(topic.papers)) for topic in list_topic_sets(catalog)]
    topics.sort(key=lambda pair: (-pair[1], pair[0].size, pair[0].title, pair[0].id))
    scale = (WIDTH - 2) / max(topic.size for topic, _ in topics)
    parts = [
        part
        for row, (topic, count) in enumerate(topics)
        for part in _draw_topic(topic, count, row * ROW_HEIGHT, scale)
    ]
    whole = (
        Cell("Whole list"),
        make_number_cell(total, browse_address({"code": ("yes",)})),
        Cell(f"{size:,}"),
        Cell(format_percent(total, size)),
    )
    return Chart(
        caption=CAPTION,
        answer=_write_answer(topics, total, size),
        svg=draw_chart(CAPTION, len(topics) * ROW_HEIGHT, parts),
        headers=("Topic", "With code", "Papers", "Share"),
        rows=(*(_make_row(topic, count) for topic, count in topics), whole),
        note="Code is a repository that the paper or its record names; if nobody has found one, the paper "
        "counts as having none.",
    )


def _count_code(papers: Iterable[Paper]) -> int:
    return sum(1 for paper in papers if paper.links.code)


def _draw_topic(topic: PaperSet, with_code: int, y: float, scale: float) -> list[Markup]:
    title = wrap_text(topic.title, 290, TEXT_SIZE, 1)[0]
    parts = [
        topic.link(make_element("text", title, x=0, y=y + 13, font_size=TEXT_SIZE)),
        draw_tick(f"{with_code:,} of {topic.size:,}", WIDTH - 1, y + 13, size=11, anchor="end"),
    ]
    for count, start, value, words, css in (
        (with_code, 0, "yes", "with code", "rl-chart__full"),
        (topic.size - with_code, with_code, "no", "without code", "rl-chart__rest"),
    ):
        if count:
            x, width = 1 + start * scale, max(2.0, count * scale - 1)
            bar = make_element("rect", x=x, y=y + 18, width=width, height=BAR_HEIGHT, class_=css)
            address = topic.browse(code=(value,)).seen_from(PAGE)
            parts.append(make_link(address, f"{topic.title}: {count_nouns(count, 'paper')} {words}", bar))
    return parts


def _make_row(topic: PaperSet, with_code: int) -> tuple[Cell, ...]:
    name = topic.cell
    return (
        name,
        make_number_cell(with_code, topic.browse(code=("yes",))),
        Cell(f"{topic.size:,}", name.address),
        Cell(format_percent(with_code, topic.size)),
    )


def _write_answer(topics: Sequence[tuple[PaperSet, int]], total: int, size: int) -> str:
    """Return how many papers come with code, and the topic (no tiny one) with the largest share."""
    if not total:
        return f"None of {format_total(size)} names its code."
    least = max(3, max(topic.size for topic, _ in topics) // 8)
    large = [pair for pair in topics if pair[0].size >= least] or topics
    best, count = min(large, key=lambda pair: (-pair[1] / pair[0].size, -pair[0].size, pair[0].id))
    return (
        f"{total:,} of {format_total(size)} {pluralize(total, 'comes', 'come')} with code, "
        f"most often those on {best.title} ({count:,} of {best.size:,})."
    )

"""Which papers come with code: a bar for each topic, papers with code before those without."""

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
    Panel,
    draw_panel,
    format_percent,
    make_number_cell,
    write_of_total,
)
from generator.pages.charts.paper_sets import PaperSet, list_topic_sets
from generator.pages.svg import Caption, make_element, make_link
from generator.text.translation import _, format_number, ngettext, translatable

BAR_HEIGHT = 14.0

CAPTION = Caption(
    id="plot-code",
    question=translatable("Which papers come with code?"),
    description=translatable("A bar for each topic: the filled part has code, the outlined part does not."),
)


def draw_papers_with_code(catalog: Catalog) -> Chart | None:
    """Return the chart, or None if no paper has code."""
    papers = catalog.papers.values()
    size, total = len(papers), _count_code(papers)
    if not total:
        return None
    # topics by the number of papers with code, descending
    topics = [(topic, _count_code(topic.papers)) for topic in list_topic_sets(catalog)]
    topics.sort(key=lambda pair: (-pair[1], pair[0].size, pair[0].title, pair[0].id))
    scale = (WIDTH - 2) / max(topic.size for topic, _ in topics)
    whole = (
        Cell(_("Whole list")),
        make_number_cell(total, browse_address({"code": ("yes",)})),
        Cell(format_number(size)),
        Cell(format_percent(total, size)),
    )
    return Chart(
        caption=CAPTION.translate(),
        answer=_write_answer(topics, total, size),
        panels=tuple(
            Panel(
                title=topic.title,
                address=topic.cell.address,
                fact=_count_of(count, topic.size),
                svg=_draw_bar(topic, count, scale),
            )
            for topic, count in topics
        ),
        headers=(_("Topic"), _("With code"), _("Papers"), _("Share of papers")),
        rows=(*(_make_row(topic, count) for topic, count in topics), whole),
        note=_(
            "Code is a repository that the paper or its record names; if nobody has found one, the paper "
            "counts as having none."
        ),
    )


def _count_code(papers: Iterable[Paper]) -> int:
    return sum(1 for paper in papers if paper.links.code)


def _draw_bar(topic: PaperSet, with_code: int, scale: float) -> Markup:
    parts = []
    rest = topic.size - with_code
    full = ngettext("%(count)s paper with code", "%(count)s papers with code", with_code)
    empty = ngettext("%(count)s paper without code", "%(count)s papers without code", rest)
    for count, start, value, words, css in (
        (with_code, 0, "yes", full, "rl-chart__full"),
        (rest, with_code, "no", empty, "rl-chart__rest"),
    ):
        if count:
            x, width = 1 + start * scale, max(2.0, count * scale - 1)
            bar = make_element("rect", x=x, y=1, width=width, height=BAR_HEIGHT - 2, class_=css)
            address = topic.browse(code=(value,)).seen_from(PAGE)
            parts.append(make_link(address, f"{topic.title}: {words}", bar))
    return draw_panel(topic.title, WIDTH, BAR_HEIGHT, parts)


def _make_row(topic: PaperSet, with_code: int) -> tuple[Cell, ...]:
    name = topic.cell
    return (
        name,
        make_number_cell(with_code, topic.browse(code=("yes",))),
        Cell(format_number(topic.size), name.address),
        Cell(format_percent(with_code, topic.size)),
    )


def _write_answer(topics: Sequence[tuple[PaperSet, int]], total: int, size: int) -> str:
    """Return how many papers come with code, and the topic (no tiny one) with the largest share."""
    least = max(3, max(topic.size for topic, _ in topics) // 8)
    large = [pair for pair in topics if pair[0].size >= least] or topics
    best, count = min(large, key=lambda pair: (-pair[1] / pair[0].size, -pair[0].size, pair[0].id))
    return ngettext(
        "%(count)s %(of_total)s comes with code, most often those on %(topic)s (%(part)s).",
        "%(count)s %(of_total)s come with code, most often those on %(topic)s (%(part)s).",
        total,
        of_total=write_of_total(size),
        topic=best.title,
        part=_count_of(count, best.size),
    )


def _count_of(part: int, whole: int) -> str:
    return _("%(part)s of %(whole)s", part=format_number(part), whole=format_number(whole))

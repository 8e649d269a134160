"""What kind of work is done on each topic: topics by kind of paper."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.pages.addresses import browse_address
from generator.pages.charts.chart import Cell, Chart, Panel, make_number_cell, write_of_total
from generator.pages.charts.heat_map import HeatRow, draw_heat_map
from generator.pages.charts.paper_sets import PaperSet, list_group_sets, list_topic_sets
from generator.pages.svg import Caption
from generator.text.translation import _, count_papers, format_number, ngettext, translatable

UNKNOWN = "unknown"

CAPTION = Caption(
    id="plot-kinds",
    question=translatable("What kind of work is done on each topic?"),
    description=translatable(
        "A row for each topic, a column for each kind of paper, the number of papers in each cell."
    ),
)


def draw_kinds_of_work(catalog: Catalog) -> Chart | None:
    """Return the chart, or None if no paper has a kind."""
    labels = {kind: _(label) for kind, label in catalog.kinds.items()} | {UNKNOWN: _("unknown")}
    totals = _count_kinds(catalog.papers.values())
    columns = [kind for kind in labels if totals[kind]]
    if columns in ([UNKNOWN], []) or not catalog.kinds:
        return None
    sets = list_topic_sets(catalog)
    rows = [_make_row(papers, columns) for papers in sets]
    whole = [make_number_cell(totals[kind], browse_address({"kind": (kind,)})) for kind in columns]
    return Chart(
        caption=CAPTION.translate(),
        answer=_write_answer(sets, totals, labels, len(catalog.papers)),
        panels=_draw_panels(catalog, [labels[kind] for kind in columns], rows),
        headers=(_("Topic"), *(labels[kind] for kind in columns)),
        rows=(*(row.cells for row in rows), (Cell(_("Whole list")), *whole)),
        note=_("A paper counts in each of its topics and kinds; the last row ignores topics."),
    )


def _draw_panels(catalog: Catalog, labels: Sequence[str], rows: Sequence[HeatRow]) -> tuple[Panel, ...]:
    """Return a panel for each group of topics."""
    top = max(count for row in rows for count, _ in row.counts)
    panels = []
    for group in list_group_sets(catalog):
        of_group = [row for row in rows if row.papers.group == group.group]
        panels.append(
            Panel(
                title=group.title,
                address=group.cell.address,
                fact=count_papers(group.size),
                svg=draw_heat_map(group.title, labels, of_group, top),
                css_class=group.css_class,
            )
        )
    return tuple(panels)


def _count_kinds(papers: Iterable[Paper]) -> Counter[str]:
    return Counter(kind for paper in papers for kind in paper.kind or (UNKNOWN,))


def _make_row(papers: PaperSet, columns: Sequence[str]) -> HeatRow:
    kinds = _count_kinds(papers.papers)
    return HeatRow(
        papers=papers,
        counts=tuple((kinds[kind], papers.browse(kind=(kind,))) for kind in columns),
    )


def _write_answer(
    sets: Sequence[PaperSet], totals: Counter[str], labels: Mapping[str, str], size: int
) -> str:
    """Return the most common kind, and the topic with the most papers of another kind beyond its share."""
    named = [kind for kind in labels if totals[kind] and kind != UNKNOWN]
    most = max(named, key=lambda kind: totals[kind])
    surplus: dict[tuple[str, str], float] = {}
    for papers in sets:
        kinds = _count_kinds(papers.papers)
        for kind in named:
            if kind != most:
                surplus[papers.id, kind] = kinds[kind] - papers.size * totals[kind] / size
    best = min(surplus, key=lambda pair: (-round(surplus[pair], 6), pair), default=None)
    if best and surplus[best] >= 1:
        papers = next(papers for papers in sets if papers.id == best[0])
        return ngettext(
            "%(count)s %(of_total)s is labeled “%(kind)s”; %(topic)s differs the most from the rest, with "
            "%(part)s of %(size)s labeled “%(other)s” (%(whole)s on the whole list).",
            "%(count)s %(of_total)s are labeled “%(kind)s”; %(topic)s differs the most from the rest, with "
            "%(part)s of %(size)s labeled “%(other)s” (%(whole)s on the whole list).",
            totals[most],
            of_total=write_of_total(size),
            kind=labels[most],
            topic=papers.title,
            part=format_number(_count_kinds(papers.papers)[best[1]]),
            size=format_number(papers.size),
            other=labels[best[1]],
            whole=format_number(totals[best[1]]),
        )
    return ngettext(
        "%(count)s %(of_total)s is labeled “%(kind)s”.",
        "%(count)s %(of_total)s are labeled “%(kind)s”.",
        totals[most],
        of_total=write_of_total(size),
        kind=labels[most],
    )

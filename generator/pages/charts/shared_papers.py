"""Which topics share papers: a bar for each of the pairs that share the most, and the papers of all pairs."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.pages.addresses import TextLink, paper_address, topic_address
from generator.pages.charts.chart import PAGE, WIDTH, Cell, Chart, Panel, write_of_total
from generator.pages.charts.paper_sets import PaperSet, list_topic_sets
from generator.pages.svg import Caption, make_element
from generator.text.translation import _, count_papers, format_number, ngettext, translatable

DRAWN_PAIRS = 15
"""Pairs that are drawn; the table has all."""
PAIR_PAPERS = 250
"""Papers named below the pairs of topics; more can be found on the topics' pages."""
BAR_HEIGHT = 9.0

CAPTION = Caption(
    id="plot-shared",
    question=translatable("Which topics share papers?"),
    description=translatable(
        "A bar for each pair of topics; its length is the number of papers they share. The pairs that "
        "share the most come first."
    ),
)

Pair = tuple[str, str]
"""Two topics in the order of the taxonomy."""
Pairs = Mapping[Pair, Sequence[Paper]]
"""Two topics -> the papers that have both."""


def draw_shared_papers(catalog: Catalog) -> Chart | None:
    """Return the chart, or None if no paper has two topics."""
    sets = {papers.id: papers for papers in list_topic_sets(catalog) if papers.id != "unknown"}
    pairs = _find_pairs(catalog, list(sets))
    if not pairs:
        return None
    position = {id_: number for number, id_ in enumerate(sets)}
    ranked = sorted(pairs, key=lambda pair: (-len(pairs[pair]), position[pair[0]], position[pair[1]]))
    top = len(pairs[ranked[0]])
    note = _("A bar has the color of a group if both topics are in it.")
    if len(ranked) > DRAWN_PAIRS:
        rest = _(
            "The chart shows the top %(count)s of %(total)s pairs; the table has them all.",
            count=DRAWN_PAIRS,
            total=format_number(len(ranked)),
        )
        note += f" {rest}"
    return Chart(
        caption=CAPTION.translate(),
        answer=_write_answer(catalog, sets, ranked[0], top),
        panels=tuple(
            _draw_panel(sets[one], sets[other], len(pairs[one, other]), top)
            for one, other in ranked[:DRAWN_PAIRS]
        ),
        headers=(_("Topics"), _("Papers in both")),
        rows=_make_rows(sets, {pair: pairs[pair] for pair in ranked}),
        note=note,
    )


def _find_pairs(catalog: Catalog, ids: Sequence[str]) -> Pairs:
    pairs: dict[Pair, list[Paper]] = {}
    for paper in catalog.papers.values():
        for pair in combinations((id_ for id_ in ids if id_ in paper.topics), 2):
            pairs.setdefault(pair, []).append(paper)
    return pairs


def _write_answer(catalog: Catalog, sets: Mapping[str, PaperSet], best: Pair, shared: int) -> str:
    papers = catalog.papers.values()
    crossing = sum(1 for paper in papers if sum(id_ in sets for id_ in paper.topics) > 1)
    return ngettext(
        "%(count)s %(of_total)s has more than one topic; %(one)s and %(other)s share the most (%(shared)s).",
        "%(count)s %(of_total)s have more than one topic; %(one)s and %(other)s share the most (%(shared)s).",
        crossing,
        of_total=write_of_total(len(papers)),
        one=sets[best[0]].title,
        other=sets[best[1]].title,
        shared=count_papers(shared),
    )


def _make_rows(sets: Mapping[str, PaperSet], ranked: Pairs) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each pair, with links to as many papers as fit."""
    most = _limit_papers(ranked)
    rows = []
    for (one, other), papers in ranked.items():
        links = [TextLink(paper.title, paper_address(paper.slug).seen_from(PAGE)) for paper in papers[:most]]
        if len(papers) > most:
            more = ngettext(
                "and %(count)s more on %(topic)s",
                "and %(count)s more on %(topic)s",
                len(papers) - most,
                topic=sets[one].title,
            )
            links.append(TextLink(more, topic_address(one).seen_from(PAGE)))
        name = _name_pair(sets[one], sets[other])
        cell = Cell(name, id=_make_anchor((one, other)), links=tuple(links))
        rows.append((cell, Cell(format_number(len(papers)))))
    return tuple(rows)


def _make_anchor(pair: Pair) -> str:
    return f"{CAPTION.id}-{pair[0]}--{pair[1]}"


def _limit_papers(pairs: Pairs) -> int:
    """Return how many papers each pair of topics can name, so that all name about PAIR_PAPERS at most."""
    for most in range(max(len(papers) for papers in pairs.values()), 1, -1):
        if sum(min(most, len(papers)) for papers in pairs.values()) <= PAIR_PAPERS:
            return most
    return 1


def _draw_panel(one: PaperSet, other: PaperSet, count: int, top: int) -> Panel:
    """Return a pair with its bar; the title leads to the pair's papers in the table."""
    bar = make_element("rect", x=0, y=0, width=WIDTH * count / top, height=BAR_HEIGHT, class_="rl-chart__bar")
    box = f"0 0 {WIDTH:.0f} {BAR_HEIGHT:.0f}"
    return Panel(
        title=_name_pair(one, other),
        address=f"#{_make_anchor((one.id, other.id))}",
        fact=count_papers(count),
        svg=make_element("svg", bar, class_="rl-chart__svg", viewBox=box, aria_hidden="true"),
        css_class=one.css_class if one.group == other.group else "",
    )


def _name_pair(one: PaperSet, other: PaperSet) -> str:
    return f"{one.title} + {other.title}"

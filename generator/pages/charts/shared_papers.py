"""Which topics share papers: a matrix of topics, and the papers of each pair."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from markupsafe import Markup

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.pages.addresses import TextLink, paper_address, topic_address
from generator.pages.charts.chart import PAGE, WIDTH, Cell, Chart, draw_chart, draw_tick, write_of_total
from generator.pages.charts.paper_sets import PaperSet, list_topic_sets
from generator.pages.svg import Caption, draw_lines, make_element, make_link, wrap_text
from generator.text.translation import _, count_papers, format_list, format_number, ngettext, translatable

MATRIX_TOPICS = 24
"""Topics that fit into the matrix."""
PAIR_PAPERS = 250
"""Papers named below the pairs of topics; more can be found on the topics' pages."""
LABEL_WIDTH = 134.0
HEAD = 30.0
TEXT_SIZE = 10.5

CAPTION = Caption(
    id="plot-shared",
    question=translatable("Which topics share papers?"),
    description=translatable(
        "A row and a column for each topic; the dot where two cross grows with the number of papers "
        "they share."
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
    sharing = Counter[str]()
    for pair, papers in pairs.items():
        sharing.update(dict.fromkeys(pair, len(papers)))
    chosen = sorted(sharing, key=lambda id_: (-sharing[id_], position[id_]))[:MATRIX_TOPICS]
    drawn = [sets[id_] for id_ in sorted(chosen, key=position.__getitem__)]
    ranked = sorted(pairs, key=lambda pair: (-len(pairs[pair]), position[pair[0]], position[pair[1]]))
    note = _(
        "The larger the dot, the more papers two topics share; a colored dot joins topics of one group. "
        "Topics that share many papers are next to each other."
    )
    if len(sharing) > len(drawn):
        rest = ngettext(
            "The drawing has the %(count)s topic that shares the most; the table has all.",
            "The drawing has the %(count)s topics that share the most; the table has all.",
            len(drawn),
        )
        note += f" {rest}"
    return Chart(
        caption=CAPTION.translate(),
        answer=_write_answer(catalog, sets, ranked[0], len(pairs[ranked[0]])),
        svg=_draw_matrix(_order_topics(drawn, pairs), pairs),
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
        name = f"{sets[one].title} + {sets[other].title}"
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


# ------------------------------------------------------------------------------------------------ matrix


def _order_topics(topics: Sequence[PaperSet], pairs: Pairs) -> list[PaperSet]:
    """Return topics so that those that share many papers are neighbors.

    They are ordered by the Fiedler vector of the graph whose weights are the shares of common papers.
    """
    import numpy as np

    size = len(topics)
    if size < 3:
        return list(topics)
    weight = np.full((size, size), 1e-3)
    for row, one in enumerate(topics):
        for column, other in enumerate(topics):
            pair = _find_pair(pairs, one, other)
            weight[row, column] += len(pairs[pair]) / (one.size * other.size) ** 0.5 if pair else 0
    np.fill_diagonal(weight, 0)
    scale = 1 / np.sqrt(weight.sum(axis=1))
    _, vectors = np.linalg.eigh(np.eye(size) - weight * scale[:, None] * scale[None, :])
    place = np.round(vectors[:, 1] * scale, 6)
    turn = -1 if place[0] > place[-1] else 1
    return [topics[at] for at in sorted(range(size), key=lambda at: (turn * place[at], at))]


def _find_pair(pairs: Pairs, one: PaperSet, other: PaperSet) -> Pair | None:
    """Return the pair of two topics in either order, or None if they share no papers."""
    return next((pair for pair in ((one.id, other.id), (other.id, one.id)) if pair in pairs), None)


def _draw_matrix(topics: Sequence[PaperSet], pairs: Pairs) -> Markup:
    """Return the drawing, whose dots lead to the rows of the table."""
    step = min(28.0, (WIDTH - LABEL_WIDTH) / len(topics))
    heads = [
        draw_tick(
            str(column + 1),
            LABEL_WIDTH + step * (column + 0.5),
            # on two lines where columns are narrow
            HEAD - 5 - (12 if column % 2 and step < 16 else 0),
        )
        for column in range(len(topics))
    ]
    marks: list[Markup] = []
    top = max(len(papers) for papers in pairs.values())
    y = HEAD
    for row, topic in enumerate(topics):
        lines = wrap_text(f"{row + 1} {topic.title}", LABEL_WIDTH - 8, TEXT_SIZE, 2)
        height = max(step, 15.0, len(lines) * TEXT_SIZE * 1.15 + 5)
        if row % 2 == 0:
            stripe = make_element("rect", x=0, y=y, width=WIDTH, height=height, class_="rl-chart__stripe")
            heads.append(stripe)
        marks.append(topic.link(draw_lines(lines, 2, y + height / 2, TEXT_SIZE)))
        for column, other in enumerate(topics):
            box = (LABEL_WIDTH + step * column, y, step, height)
            marks += _draw_crossing(topic, other, pairs, top, box)
        y += height
    return draw_chart(CAPTION, y + 2, [*heads, *marks])


def _draw_crossing(
    one: PaperSet, other: PaperSet, pairs: Pairs, top: int, box: tuple[float, float, float, float]
) -> list[Markup]:
    """Return what is drawn in the box (x, y, width, height) where two topics cross.

    The dot fills it where as many papers as ``top`` are shared.
    """
    x, y, width, height = box
    center, middle = x + width / 2, y + height / 2
    pair = _find_pair(pairs, one, other)
    if one is other:
        return [
            make_element("rect", x=center - 1.5, y=middle - 1.5, width=3, height=3, class_="rl-chart__none")
        ]
    if not pair:
        return []
    count = len(pairs[pair])
    radius = max(1.8, (width / 2 - 0.1) * (count / top) ** 0.5)
    css = one.css_class if one.group == other.group else "rl-chart__dot"
    dot = make_element("circle", cx=center, cy=middle, r=radius, class_=css)
    target = make_element("rect", x=x, y=y, width=width, height=height, class_="rl-chart__target")
    name = f"{format_list((one.title, other.title))}: {count_papers(count)}"
    return [make_link(f"#{_make_anchor(pair)}", name, target, dot)]

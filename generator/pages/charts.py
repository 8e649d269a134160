"""Plots of the list: questions a reader has, answered from the records, drawn as SVG at build time.

Every plot has a question, one sentence that answers it from the numbers, a drawing whose marks lead to the
papers behind them, and a table with the same numbers and links. The drawings are 360 units wide, so that
their text has its natural size on a phone; colours are the custom properties of ``plots.css``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from markupsafe import Markup

from generator.model.catalogue import Catalogue
from generator.model.paper import KINDS, Paper
from generator.pages.svg import element, link, number, text_lines, wrap

__all__ = ["Addresses", "Cell", "Link", "Plot", "SiteAddresses", "plots"]

WIDTH = 360.0
"""Width of every plot in user units; one unit is one pixel on a phone."""
YEAR_COLUMNS = 12
"""Years with a column of their own in the bar plots; older ones share the first."""
HEAT_YEARS = 7
"""Years with a column of their own in the table of topics."""
MATRIX_TOPICS = 24
"""Topics that the matrix has room for."""
PAIR_PAPERS = 250
"""Papers named below the pairs of topics; further ones are found on the topics' pages."""


class Addresses(Protocol):
    """Where marks and tables lead, relative to the page that shows them."""

    def paper(self, slug: str) -> str:
        """Return the address of a paper's page."""

    def topic(self, topic: str) -> str:
        """Return the address of a topic's page."""

    def year(self, year: int | None) -> str:
        """Return the address of a year's page; None stands for papers without a year."""

    def browse(self, facets: Mapping[str, Sequence[str]]) -> str:
        """Return the address of the browse page with the facets set; values of one facet widen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteAddresses:
    """The addresses of the site as a page ``depth`` folders below its root needs them.

    Attributes:
        root: way to the site's root, with a slash at its end.
    """

    root: str = "../"

    def paper(self, slug: str) -> str:
        """Return the address of a paper's page."""
        return f"{self.root}papers/{slug}/"

    def topic(self, topic: str) -> str:
        """Return the address of a topic's page."""
        return f"{self.root}topics/{topic}/"

    def year(self, year: int | None) -> str:
        """Return the address of a year's page."""
        return f"{self.root}years/{'unknown' if year is None else year}/"

    def browse(self, facets: Mapping[str, Sequence[str]]) -> str:
        """Return the address of the browse page: ``../browse/?topic=x&year=2024&year=2025``."""
        return f"{self.root}browse/?{urlencode(facets, doseq=True)}"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: text, where it leads, and further links below it."""

    text: str
    address: str = ""
    links: tuple[Link, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """One plot with all that stands beside it.

    Attributes:
        id: anchor on the page.
        question: what it answers; its title.
        answer: one sentence, computed from the records.
        svg: the drawing, escaped.
        headers: heads of the table's columns; the first column heads its row.
        rows: the table; as many cells as headers.
        note: how it was counted; may be empty.
    """

    id: str
    question: str
    answer: str
    svg: Markup
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """Papers with a name: those of a topic, or of a group of topics.

    Attributes:
        id: of the topic or group; "unknown" for papers that have none.
        title: its name.
        colour: number of the group, from 1; 0 for none.
        topics: values of the facet "topic" that give these papers.
        papers: the papers, each once.
    """

    id: str
    title: str
    colour: int
    topics: tuple[str, ...]
    papers: tuple[Paper, ...]


def plots(catalogue: Catalogue, addresses: Addresses) -> tuple[Plot, ...]:
    """Return the plots of the list; an empty list has none.

    Args:
        catalogue: the list.
        addresses: where marks lead, relative to the page.

    A paper counts in each of its topics, so that a number is what the browse page shows behind it.
    """
    if not catalogue.papers:
        return ()
    drawn = [_years(catalogue, addresses)]
    if any(paper.topics for paper in catalogue.papers.values()):
        drawn += [
            _growth(catalogue, addresses),
            _shared(catalogue, addresses),
            _kinds(catalogue, addresses),
            _code(catalogue, addresses),
        ]
    return tuple(plot for plot in drawn if plot is not None)


# ------------------------------------------------------------------------------------- sets and words


def _topic_sets(catalogue: Catalogue) -> tuple[_Set, ...]:
    sets = [
        _Set(
            id=topic.id,
            title=topic.title,
            colour=place,
            topics=(topic.id,),
            papers=catalogue.by_topic[topic.id],
        )
        for place, group in enumerate(catalogue.taxonomy.groups, 1)
        for topic in group.topics
        if catalogue.by_topic[topic.id]
    ]
    return (*sets, *_without(catalogue))


def _group_sets(catalogue: Catalogue) -> tuple[_Set, ...]:
    sets = []
    for place, group in enumerate(catalogue.taxonomy.groups, 1):
        ids = tuple(topic.id for topic in group.topics)
        papers = tuple(paper for paper in catalogue.papers.values() if set(paper.topics) & set(ids))
        if papers:
            used = tuple(id_ for id_ in ids if catalogue.by_topic[id_])
            sets.append(_Set(id=group.id, title=group.title, colour=place, topics=used, papers=papers))
    return (*sets, *_without(catalogue))


def _without(catalogue: Catalogue) -> tuple[_Set, ...]:
    known = catalogue.taxonomy.topics
    papers = tuple(
        paper for paper in catalogue.papers.values() if not any(id_ in known for id_ in paper.topics)
    )
    if not papers:
        return ()
    return (_Set(id="unknown", title="No topic yet", colour=0, topics=("unknown",), papers=papers),)


def _set_address(set_: _Set, addresses: Addresses) -> str:
    """Return where the name of a set leads: a topic's own page where there is one."""
    if set_.id == "unknown" or set_.topics != (set_.id,):
        return addresses.browse({"topic": set_.topics})
    return addresses.topic(set_.id)


def _some(count: int, one: str = "paper", many: str = "papers") -> str:
    return f"{count:,} {one if count == 1 else many}"


def _percent(part: float, whole: float) -> str:
    share = 100 * part / whole if whole else 0.0
    return f"{share:.0f}%" if share >= 1 or not part else "under 1%"


def _total(count: int) -> str:
    return f"the {_some(count)}" if count > 1 else "the one paper"


def _columns(catalogue: Catalogue, most: int) -> list[tuple[str, tuple[int, ...]]]:
    """Return (label, years) of each column of years, oldest first; without gaps, the oldest ones joined."""
    known = sorted(year for year in catalogue.by_year if year is not None)
    if not known:
        return []
    first = max(known[0], known[-1] - most + 1)
    old = tuple(year for year in known if year < first)
    columns: list[tuple[str, tuple[int, ...]]] = [
        (str(year), (year,)) for year in range(first, known[-1] + 1)
    ]
    if old:
        joined = tuple(year for year in known if year <= first)
        columns[0] = (f"≤{first}", joined or (first,))
    return columns


def _undated(catalogue: Catalogue) -> int:
    return len(catalogue.by_year.get(None, ()))


def _undated_note(catalogue: Catalogue) -> str:
    count = _undated(catalogue)
    if not count:
        return ""
    return f" {_some(count)} without a known year {'is' if count == 1 else 'are'} left out of the drawing."


def _number_cell(count: int, address: str) -> Cell:
    return Cell(f"{count:,}", address if count else "")


def _drawing(
    id_: str, question: str, description: str, height: float, parts: Iterable[str], css: str = ""
) -> Markup:
    title = element("title", question, id=f"{id_}-title")
    about = element("desc", description, id=f"{id_}-desc")
    return element(
        "svg",
        title,
        about,
        *parts,
        class_=f"rl-plot__svg {css}".strip(),
        viewBox=f"0 0 {number(WIDTH)} {number(height)}",
        role="group",
        aria_labelledby=f"{id_}-title {id_}-desc",
        data_rl_marks="",
    )


def _colour(set_: _Set) -> str:
    return f"rl-c{(set_.colour - 1) % 8 + 1}" if set_.colour else "rl-c0"


# ------------------------------------------------------------------------------------ papers by year


def _years(catalogue: Catalogue, addresses: Addresses) -> Plot | None:
    """Bars by year, one panel for each group of topics, on one scale."""
    columns = _columns(catalogue, YEAR_COLUMNS)
    if not columns:
        return None
    groups = _group_sets(catalogue)
    counted = {group.id: Counter(paper.year for paper in group.papers) for group in groups}
    all_years = Counter(paper.year for paper in catalogue.papers.values())
    top = max(sum(counted[group.id][year] for year in years) for group in groups for _, years in columns)
    id_ = "plot-years"
    question = "When were the papers published?"
    panel, bar_height, left = 108.0, 58.0, 2.0
    step = (WIDTH - 2 * left) / len(columns)
    parts: list[str] = []
    for place, group in enumerate(groups):
        base = place * panel + 20 + bar_height + 6
        dated = sum(1 for paper in group.papers if paper.year is not None)
        head = f"{wrap(group.title, 260, 12.5, 1)[0]} · {dated:,}"
        parts.append(
            element("text", head, x=left, y=place * panel + 13, font_size=12.5, class_="rl-plot__head")
        )
        parts.append(
            element("path", d=f"M{left} {number(base)}H{number(WIDTH - left)}", class_="rl-plot__axis")
        )
        for column, (label, years) in enumerate(columns):
            x = left + column * step
            count = sum(counted[group.id][year] for year in years)
            if step >= 34 or column == 0 or (column > 1 and column % 2 == (len(columns) - 1) % 2):
                tick = element(
                    "text",
                    label,
                    x=x + step / 2,
                    y=base + 12,
                    font_size=10,
                    text_anchor="middle",
                    class_="rl-plot__tick",
                )
                parts.append(tick)
            if not count:
                continue
            height = max(1.5, (bar_height - 4) * count / top)
            bar = element(
                "rect",
                x=x + step * 0.12,
                y=base - height,
                width=step * 0.76,
                height=height,
                class_=_colour(group),
            )
            value = element(
                "text", str(count), x=x + step / 2, y=base - height - 3, font_size=10, text_anchor="middle"
            )
            where = addresses.browse({"topic": group.topics, "year": _texts(years)})
            parts.append(link(where, f"{group.title}, {label}: {_some(count)}", bar, value))
    rows = []
    for label, years in reversed(columns):
        cells = [
            _number_cell(
                sum(counted[group.id][year] for year in years),
                addresses.browse({"topic": group.topics, "year": _texts(years)}),
            )
            for group in groups
        ]
        where = addresses.year(years[0]) if len(years) == 1 else addresses.browse({"year": _texts(years)})
        total = sum(all_years[year] for year in years)
        rows.append((Cell(label, where if total else ""), *cells, _number_cell(total, where)))
    if None in all_years:
        cells = [
            _number_cell(
                counted[group.id][None], addresses.browse({"topic": group.topics, "year": ("unknown",)})
            )
            for group in groups
        ]
        rows.append(
            (
                Cell("unknown", addresses.year(None)),
                *cells,
                _number_cell(all_years[None], addresses.year(None)),
            )
        )
    return Plot(
        id=id_,
        question=question,
        answer=_years_answer(all_years),
        svg=_drawing(
            id_,
            question,
            "One row of bars for each group of topics; a bar is a year, its height the number of papers.",
            len(groups) * panel,
            parts,
        ),
        headers=("Year", *(group.title for group in groups), "All papers"),
        rows=tuple(rows),
        note="A paper counts in every group in which it has a topic, and once in the last column."
        + _undated_note(catalogue),
    )


def _texts(years: Sequence[int]) -> tuple[str, ...]:
    return tuple(str(year) for year in years)


def _years_answer(all_years: Counter[int | None]) -> str:
    known = {year: count for year, count in all_years.items() if year is not None}
    dated = sum(known.values())
    peak = min(known, key=lambda year: (-known[year], -year))
    if len(known) == 1:
        return f"All of {_total(dated)} with a known year {'is' if dated == 1 else 'are'} from {peak}."
    seen, middle = 0, max(known)
    for year in sorted(known, reverse=True):
        seen += known[year]
        if 2 * seen >= dated:
            middle = year
            break
    since = f"from {middle}" if middle == max(known) else f"from {middle} or later"
    return (
        f"{_percent(seen, dated)} of {_total(dated)} with a known year are {since}; "
        f"the most come from {peak} ({known[peak]:,})."
    )


# ------------------------------------------------------------------------------------------ heat maps


def _heat(
    id_: str,
    question: str,
    description: str,
    sets: Sequence[_Set],
    columns: Sequence[str],
    value: Callable[[_Set, int], int],
    where: Callable[[_Set, int], str],
    addresses: Addresses,
    last: tuple[str, Callable[[_Set], str]] | None = None,
) -> Markup:
    """Draw a table of tinted numbers: a row for each set, a column for each label."""
    label_width, size = 128.0, 11.0
    extra = 38.0 if last else 0.0
    step = min(44.0, (WIDTH - label_width - extra) / len(columns))
    slanted = max(len(label) for label in columns[1:] or columns) * 7.2 > step
    head = 20.0 if not slanted else 14 + 0.62 * max(min(len(label), 22) for label in columns) * 6
    top = max((value(set_, column) for set_ in sets for column in range(len(columns))), default=1)
    parts: list[str] = []
    for column, label in enumerate(columns):
        x = label_width + step * (column + 0.5)
        turn = f"rotate(50 {number(x)} {number(head - 7)})" if slanted else None
        anchor = "end" if slanted else "middle"
        parts.append(
            element(
                "text",
                label,
                x=x,
                y=head - 7,
                font_size=10.5,
                text_anchor=anchor,
                transform=turn,
                class_="rl-plot__tick",
            )
        )
    if last:
        parts.append(
            element(
                "text",
                last[0],
                x=WIDTH - 2,
                y=head - 7,
                font_size=10.5,
                text_anchor="end",
                class_="rl-plot__tick",
            )
        )
    y = head
    for set_ in sets:
        lines = wrap(set_.title, label_width - 8, size)
        height = max(24.0, len(lines) * size * 1.15 + 7)
        label = text_lines(lines, 0, y + height / 2, size)
        parts.append(link(_set_address(set_, addresses), f"{set_.title}: {_some(len(set_.papers))}", label))
        for column, label_text in enumerate(columns):
            count = value(set_, column)
            x = label_width + step * column
            if not count:
                parts.append(
                    element("circle", cx=x + step / 2, cy=y + height / 2, r=1, class_="rl-plot__none")
                )
                continue
            box = element(
                "rect",
                x=x + 1,
                y=y + 1,
                width=step - 2,
                height=height - 2,
                rx=3,
                class_="rl-plot__tint",
                style=f"--rl-share:{number(7 + 37 * count / top)}%",
            )
            shown = text_lines((str(count),), x + step / 2, y + height / 2, size, text_anchor="middle")
            name = f"{set_.title}, {label_text}: {_some(count)}"
            parts.append(link(where(set_, column), name, box, shown))
        if last:
            shown = text_lines((last[1](set_),), WIDTH - 2, y + height / 2, size, text_anchor="end")
            parts.append(shown)
        y += height
    return _drawing(id_, question, description, y + 2, parts)


def _growth(catalogue: Catalogue, addresses: Addresses) -> Plot | None:
    """Topics by year, ordered by how much their share of the list has grown."""
    columns = _columns(catalogue, HEAT_YEARS)
    known = sorted(year for year in catalogue.by_year if year is not None)
    if len(known) < 2:
        return None
    recent = _recent_years(catalogue)
    sizes = {year: len(papers) for year, papers in catalogue.by_year.items() if year is not None}
    after = sum(count for year, count in sizes.items() if year in recent)
    before = sum(sizes.values()) - after
    counted = {set_.id: Counter(paper.year for paper in set_.papers) for set_ in _topic_sets(catalogue)}

    def shares(set_: _Set) -> tuple[float, float]:
        new = sum(count for year, count in counted[set_.id].items() if year in recent)
        old = sum(count for year, count in counted[set_.id].items() if year is not None) - new
        return 100 * old / before, 100 * new / after

    def change(set_: _Set) -> float:
        old, new = shares(set_)
        return new - old

    sets = sorted(
        (set_ for set_ in _topic_sets(catalogue) if any(year is not None for year in counted[set_.id])),
        key=lambda set_: (-round(change(set_), 6), set_.title, set_.id),
    )
    if not sets:
        return None
    first = min(recent)
    span = f"since {first}" if len(recent) > 1 else f"in {first}"

    def value(set_: _Set, column: int) -> int:
        return sum(counted[set_.id][year] for year in columns[column][1])

    def where(set_: _Set, column: int) -> str:
        return addresses.browse({"topic": set_.topics, "year": _texts(columns[column][1])})

    def moved(set_: _Set) -> str:
        points = round(change(set_), 1)
        return f"{'+' if points > 0 else '−' if points < 0 else '±'}{number(abs(points))}"

    best, worst = sets[0], sets[-1]
    answer = f"No topic has a greater share of the papers {span} than before."
    if change(best) > 0.05:
        old, new = shares(best)
        answer = (
            f"{best.title} grew most: from {_percent(old, 100)} of the papers before {first} "
            f"to {_percent(new, 100)} {span}"
        )
        if change(worst) < -0.05:
            old, new = shares(worst)
            answer += f"; {worst.title} lost most, from {_percent(old, 100)} to {_percent(new, 100)}"
        answer += "."
    id_, question = "plot-growth", "Which topics are growing?"
    has_unknown = None in catalogue.by_year
    rows = []
    for set_ in sets:
        cells = [_number_cell(value(set_, column), where(set_, column)) for column in range(len(columns))]
        if has_unknown:
            unknown = addresses.browse({"topic": set_.topics, "year": ("unknown",)})
            cells.append(_number_cell(counted[set_.id][None], unknown))
        rows.append((Cell(set_.title, _set_address(set_, addresses)), *cells, Cell(moved(set_))))
    return Plot(
        id=id_,
        question=question,
        answer=answer,
        svg=_heat(
            id_,
            question,
            "A row for each topic, a column for each year, the number of papers in each cell; "
            "the topics that grew most stand first.",
            sets,
            [label for label, _ in columns],
            value,
            where,
            addresses,
            ("change", moved),
        ),
        headers=(
            "Topic",
            *(label for label, _ in columns),
            *(("unknown",) if has_unknown else ()),
            "Change",
        ),
        rows=tuple(rows),
        note=f"Change is the topic's share of the papers {span} less its share before, in points of a "
        f"hundred.{_undated_note(catalogue)}",
    )


def _recent_years(catalogue: Catalogue) -> frozenset[int]:
    """Return the newest years: the fewest that hold at least a third of the dated papers, not all years."""
    sizes = {year: len(papers) for year, papers in catalogue.by_year.items() if year is not None}
    total, seen = sum(sizes.values()), 0
    chosen: list[int] = []
    for year in sorted(sizes, reverse=True)[:-1]:
        chosen.append(year)
        seen += sizes[year]
        if 3 * seen >= total:
            break
    return frozenset(chosen)


def _kinds(catalogue: Catalogue, addresses: Addresses) -> Plot | None:
    """Topics by kind of paper."""
    totals = Counter[str](paper.kind or "unknown" for paper in catalogue.papers.values())
    columns = [kind for kind in (*KINDS, "unknown") if totals[kind]]
    sets = _topic_sets(catalogue)
    if columns == ["unknown"]:
        return None
    counted = {set_.id: Counter[str](paper.kind or "unknown" for paper in set_.papers) for set_ in sets}
    id_, question = "plot-kinds", "What kind of work is done on each topic?"
    size = len(catalogue.papers)

    def value(set_: _Set, column: int) -> int:
        return counted[set_.id][columns[column]]

    def where(set_: _Set, column: int) -> str:
        return addresses.browse({"topic": set_.topics, "kind": (columns[column],)})

    def surplus(set_: _Set, kind: str) -> float:
        return counted[set_.id][kind] - len(set_.papers) * totals[kind] / size

    named = [kind for kind in columns if kind != "unknown"]
    most = min(named, key=lambda kind: (-totals[kind], KINDS.index(kind)))
    answer = f"Of {_total(size)}, {totals[most]:,} {'is' if totals[most] == 1 else 'are'} “{most}”"
    others = [(set_, kind) for set_ in sets for kind in named if kind != most]
    best = min(others, key=lambda pair: (-round(surplus(*pair), 6), pair[0].id, pair[1]), default=None)
    if best and surplus(*best) >= 1:
        set_, kind = best
        answer += (
            f"; most unlike the rest is {set_.title}, where {counted[set_.id][kind]:,} of "
            f"{len(set_.papers):,} are “{kind}” ({totals[kind]:,} in the whole list)"
        )
    rows = [
        (
            Cell(set_.title, _set_address(set_, addresses)),
            *(_number_cell(value(set_, column), where(set_, column)) for column in range(len(columns))),
        )
        for set_ in sets
    ]
    rows.append(
        (
            Cell("Whole list"),
            *(_number_cell(totals[kind], addresses.browse({"kind": (kind,)})) for kind in columns),
        )
    )
    return Plot(
        id=id_,
        question=question,
        answer=f"{answer}.",
        svg=_heat(
            id_,
            question,
            "A row for each topic, a column for each kind of paper, the number of papers in each cell.",
            sets,
            columns,
            value,
            where,
            addresses,
        ),
        headers=("Topic", *columns),
        rows=tuple(rows),
        note="A paper counts in each of its topics; the last row counts every paper once.",
    )


# ------------------------------------------------------------------------------- topics that share papers


def _shared(catalogue: Catalogue, addresses: Addresses) -> Plot | None:
    """The matrix of topics that stand in the same papers; neighbours share much."""
    by_id = {set_.id: set_ for set_ in _topic_sets(catalogue) if set_.id != "unknown"}
    pairs: dict[tuple[str, str], list[Paper]] = {}
    order = {id_: place for place, id_ in enumerate(by_id)}
    crossing = 0
    for paper in catalogue.papers.values():
        own = sorted((id_ for id_ in paper.topics if id_ in order), key=order.__getitem__)
        crossing += len(own) > 1
        for place, one in enumerate(own):
            for other in own[place + 1 :]:
                pairs.setdefault((one, other), []).append(paper)
    if not pairs:
        return None
    sharing = Counter[str]()
    for (one, other), papers in pairs.items():
        sharing[one] += len(papers)
        sharing[other] += len(papers)
    chosen = sorted(sharing, key=lambda id_: (-sharing[id_], order[id_]))[:MATRIX_TOPICS]
    line = _seriate(sorted(chosen, key=order.__getitem__), pairs, by_id)
    ranked = sorted(pairs, key=lambda pair: (-len(pairs[pair]), order[pair[0]], order[pair[1]]))
    id_, question = "plot-shared", "Which topics share papers?"
    best = ranked[0]
    together = _some(len(pairs[best]))
    answer = (
        f"{crossing:,} of {_total(len(catalogue.papers))} {'stands' if crossing == 1 else 'stand'} in "
        f"more than one topic; {by_id[best[0]].title} and {by_id[best[1]].title} share the most ({together})."
    )
    shown = _shown_pairs(pairs)
    rows = tuple(
        (
            Cell(
                f"{by_id[one].title} + {by_id[other].title}",
                id=f"{id_}-{one}--{other}",
                links=(
                    *(Link(paper.title, addresses.paper(paper.slug)) for paper in pairs[one, other][:shown]),
                    *(
                        (
                            Link(
                                f"and {len(pairs[one, other]) - shown:,} more on {by_id[one].title}",
                                addresses.topic(one),
                            ),
                        )
                        if len(pairs[one, other]) > shown
                        else ()
                    ),
                ),
            ),
            Cell(f"{len(pairs[one, other]):,}"),
        )
        for one, other in ranked
    )
    left = len(sharing) - len(line)
    return Plot(
        id=id_,
        question=question,
        answer=answer,
        svg=_matrix(id_, question, line, pairs, by_id, addresses),
        headers=("Topics", "Papers in both"),
        rows=rows,
        note="The larger a dot, the more papers stand in both topics; a dot in colour joins topics of one "
        "group. Topics that share much stand close together."
        + (f" Drawn are the {len(line)} topics that share most; the table has all." if left else ""),
    )


def _shown_pairs(pairs: Mapping[tuple[str, str], Sequence[Paper]]) -> int:
    """Return how many papers each pair of topics can name, so that all name about PAIR_PAPERS at most."""
    for most in range(max(len(papers) for papers in pairs.values()), 1, -1):
        if sum(min(most, len(papers)) for papers in pairs.values()) <= PAIR_PAPERS:
            return most
    return 1


def _seriate(
    line: Sequence[str], pairs: Mapping[tuple[str, str], Sequence[Paper]], by_id: Mapping[str, _Set]
) -> list[str]:
    """Order topics so that those which share much are neighbours (the Fiedler vector of the graph)."""
    import numpy as np

    size = len(line)
    if size < 3:
        return list(line)
    weight = np.full((size, size), 1e-3)
    for row, one in enumerate(line):
        for column, other in enumerate(line):
            papers = pairs.get((one, other)) or pairs.get((other, one)) or ()
            weight[row, column] += len(papers) / (len(by_id[one].papers) * len(by_id[other].papers)) ** 0.5
    np.fill_diagonal(weight, 0)
    degree = weight.sum(axis=1)
    scale = 1 / np.sqrt(degree)
    _, vectors = np.linalg.eigh(np.eye(size) - weight * scale[:, None] * scale[None, :])
    place = np.round(vectors[:, 1] * scale, 6)
    turn = -1 if place[0] > place[-1] else 1
    return [line[at] for at in sorted(range(size), key=lambda at: (turn * place[at], at))]


def _matrix(
    id_: str,
    question: str,
    line: Sequence[str],
    pairs: Mapping[tuple[str, str], Sequence[Paper]],
    by_id: Mapping[str, _Set],
    addresses: Addresses,
) -> Markup:
    label_width, size, head = 134.0, 10.5, 30.0
    step = min(28.0, (WIDTH - label_width) / len(line))
    top = max(len(papers) for papers in pairs.values())
    parts: list[str] = []
    for column in range(len(line)):
        x = label_width + step * (column + 0.5)
        y = head - 5 - (12 if column % 2 and step < 16 else 0)
        parts.append(
            element(
                "text", str(column + 1), x=x, y=y, font_size=10, text_anchor="middle", class_="rl-plot__tick"
            )
        )
    y = head
    body: list[str] = []
    for row, one in enumerate(line):
        lines = wrap(f"{row + 1} {by_id[one].title}", label_width - 8, size, 2)
        height = max(step, 15.0, len(lines) * size * 1.15 + 5)
        if row % 2 == 0:
            parts.append(element("rect", x=0, y=y, width=WIDTH, height=height, class_="rl-plot__stripe"))
        label = text_lines(lines, 2, y + height / 2, size)
        body.append(link(addresses.topic(one), f"{by_id[one].title}: {_some(len(by_id[one].papers))}", label))
        for column, other in enumerate(line):
            x = label_width + step * (column + 0.5)
            pair = (one, other) if (one, other) in pairs else (other, one)
            if pair not in pairs:
                if row == column:
                    body.append(
                        element(
                            "rect",
                            x=x - 1.5,
                            y=y + height / 2 - 1.5,
                            width=3,
                            height=3,
                            class_="rl-plot__none",
                        )
                    )
                continue
            count = len(pairs[pair])
            radius = max(1.8, (step / 2 - 0.1) * (count / top) ** 0.5)
            same = by_id[one].colour == by_id[other].colour
            dot = element(
                "circle",
                cx=x,
                cy=y + height / 2,
                r=radius,
                class_=_colour(by_id[one]) if same else "rl-plot__dot",
            )
            target = element("rect", x=x - step / 2, y=y, width=step, height=height, class_="rl-plot__target")
            name = f"{by_id[one].title} and {by_id[other].title}: {_some(count)}"
            body.append(link(f"#{id_}-{pair[0]}--{pair[1]}", name, target, dot))
        y += height
    return _drawing(
        id_,
        question,
        "A row and a column for each topic; the dot where two cross grows with the number of papers in both.",
        y + 2,
        [*parts, *body],
    )


# ------------------------------------------------------------------------------------------- with code


def _code(catalogue: Catalogue, addresses: Addresses) -> Plot:
    """Bars of the papers with code beside those without, by topic."""
    sets = _topic_sets(catalogue)
    with_code = {set_.id: sum(1 for paper in set_.papers if paper.links.code) for set_ in sets}
    total = sum(1 for paper in catalogue.papers.values() if paper.links.code)
    ranked = sorted(sets, key=lambda set_: (-with_code[set_.id], len(set_.papers), set_.title, set_.id))
    top = max(len(set_.papers) for set_ in sets)
    id_, question = "plot-code", "Where can I run something?"
    size, row_height, bar_height = 12.0, 36.0, 13.0
    parts: list[str] = []
    for row, set_ in enumerate(ranked):
        y = row * row_height
        have, size_ = with_code[set_.id], len(set_.papers)
        label = element("text", wrap(set_.title, 290, size, 1)[0], x=0, y=y + 13, font_size=size)
        parts.append(link(_set_address(set_, addresses), f"{set_.title}: {_some(size_)}", label))
        shown = f"{have:,} of {size_:,}"
        parts.append(
            element(
                "text", shown, x=WIDTH - 1, y=y + 13, font_size=11, text_anchor="end", class_="rl-plot__tick"
            )
        )
        scale = (WIDTH - 2) / top
        for count, start, flag, words, css in (
            (have, 0, "yes", "with code", "rl-plot__full"),
            (size_ - have, have, "no", "without code", "rl-plot__rest"),
        ):
            if not count:
                continue
            bar = element(
                "rect",
                x=1 + start * scale,
                y=y + 18,
                width=max(2.0, count * scale - 1),
                height=bar_height,
                class_=css,
            )
            where = addresses.browse({"topic": set_.topics, "code": (flag,)})
            parts.append(link(where, f"{set_.title}: {_some(count)} {words}", bar))
    rows = [
        (
            Cell(set_.title, _set_address(set_, addresses)),
            _number_cell(with_code[set_.id], addresses.browse({"topic": set_.topics, "code": ("yes",)})),
            _number_cell(len(set_.papers), _set_address(set_, addresses)),
            Cell(_percent(with_code[set_.id], len(set_.papers))),
        )
        for set_ in ranked
    ]
    rows.append(
        (
            Cell("Whole list"),
            _number_cell(total, addresses.browse({"code": ("yes",)})),
            Cell(f"{len(catalogue.papers):,}"),
            Cell(_percent(total, len(catalogue.papers))),
        )
    )
    answer = f"None of {_total(len(catalogue.papers))} names its code."
    if total:
        least = max(3, max(len(set_.papers) for set_ in sets) // 8)
        big = [set_ for set_ in sets if len(set_.papers) >= least] or list(sets)
        best = min(big, key=lambda set_: (-with_code[set_.id] / len(set_.papers), -len(set_.papers), set_.id))
        answer = (
            f"{total:,} of {_total(len(catalogue.papers))} {'comes' if total == 1 else 'come'} with code, "
            f"most often those on {best.title} ({with_code[best.id]:,} of {len(best.papers):,})."
        )
    return Plot(
        id=id_,
        question=question,
        answer=answer,
        svg=_drawing(
            id_,
            question,
            "A bar for each topic: the full part are papers with code, the outlined part those without.",
            len(ranked) * row_height,
            parts,
        ),
        headers=("Topic", "With code", "Papers", "Share"),
        rows=tuple(rows),
        note="Code is a repository that the paper or its record names; what nobody has found yet "
        "counts as none.",
    )

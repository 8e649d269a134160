"""The map of the list: papers that say similar things lie near each other.

:mod:`generator.analysis.map_layout` places the papers; this module draws them. Of a long list as many papers
are drawn as can be told apart, spread evenly over the topics.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.analysis.map_layout import Frame, place_papers
from generator.analysis.related import measure
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.pages.charts import Addresses
from generator.pages.svg import element, link, mark, number, text_lines, text_width, wrap

__all__ = ["Map", "MapGroup", "MapTopic", "paper_map"]

WIDTH, HEIGHT = 1000.0, 840.0
"""Size of the map in user units."""
MARGIN = 26.0
RADIUS = 6.2
"""Radius of a mark where there is room for it."""
LABEL_SIZE = 15.0
DISC = 23.0
"""Radius of a topic's number, which stands for its name on narrow screens."""
MOST = 500
"""Papers that can be told apart on a map."""
LEAST = 8
"""Papers below which a map says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTopic:
    """A topic in the key: its number on the map, name, address, and papers drawn with it as primary topic."""

    number: int
    title: str
    address: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapGroup:
    """A group of topics in the key, with its mark as a small drawing."""

    title: str
    mark: Markup
    topics: tuple[MapTopic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The map with all that stands beside it.

    Attributes:
        id: anchor on the page.
        question: its title.
        answer: one sentence, computed.
        svg: the drawing, escaped; every mark is a link.
        key: groups and their topics: the list that leads to the same papers.
        note: how to read it.
        shown: number of papers drawn.
        total: number of papers on the list.
    """

    id: str
    question: str
    answer: str
    svg: Markup
    key: tuple[MapGroup, ...]
    note: str
    shown: int
    total: int


def paper_map(catalogue: Catalogue, addresses: Addresses) -> Map | None:
    """Return the map of the list, or None for a list that is too short for one.

    Args:
        catalogue: the list.
        addresses: where marks lead, relative to the page.
    """
    papers = list(catalogue.papers.values())
    if len(papers) < LEAST:
        return None
    rows = _drawn(catalogue, papers)
    radius = RADIUS * min(1.0, (400 / len(rows)) ** 0.5)
    places = place_papers(
        measure(catalogue),
        tuple(rows),
        tuple(papers[row].primary_topic or "" for row in rows),
        Frame(width=WIDTH, height=HEIGHT, margin=MARGIN, spacing=2.24 * radius),
    )
    colours = {
        topic.id: colour
        for colour, group in enumerate(catalogue.taxonomy.groups, 1)
        for topic in group.topics
    }
    members: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if papers[row].primary_topic in colours:
            members[str(papers[row].primary_topic)].append(at)
    numbers = {topic: place for place, topic in enumerate((id_ for id_ in colours if id_ in members), 1)}
    marks = []
    # in reading order, so that stepping through the marks goes across the map
    for at in sorted(range(len(rows)), key=lambda at: (places[at][0] // 40, places[at][1], at)):
        paper = papers[rows[at]]
        colour = colours.get(paper.primary_topic or "", 0)
        x, y = places[at]
        shape = element("use", href=f"#map-mark-{colour}", x=x, y=y)
        css = f"rl-map__mark rl-c{(colour - 1) % 8 + 1 if colour else 0}"
        marks.append(link(addresses.paper(paper.slug), paper.title, shape, class_=css))
    names, discs = _labels(catalogue, members, numbers, places, addresses)
    id_, question = "map", "What lies near what?"
    description = (
        "A map of the papers. Papers whose texts and topics are alike lie near each other; the shape and "
        "colour of a mark tell the group of its primary topic, labels stand where most papers of a topic lie."
    )
    svg = element(
        "svg",
        element("title", question, id=f"{id_}-title"),
        element("desc", description, id=f"{id_}-desc"),
        element("defs", *(_shape(colour, radius) for colour in sorted({*colours.values(), 0}))),
        element("g", *marks, class_="rl-map__marks"),
        element("g", *names, class_="rl-map__names"),
        element("g", *discs, class_="rl-map__numbers"),
        class_="rl-map__svg",
        viewBox=f"0 0 {number(WIDTH)} {number(HEIGHT)}",
        role="group",
        aria_labelledby=f"{id_}-title {id_}-desc",
        data_rl_marks="",
    )
    note = (
        "Papers lie near each other when their texts and topics are alike; "
        "directions and empty areas mean nothing."
    )
    if len(rows) < len(papers):
        note += f" Of the {len(papers):,} papers, {len(rows):,} are drawn, chosen evenly from all topics."
    return Map(
        id=id_,
        question=question,
        answer=_answer(catalogue, members, places),
        svg=svg,
        key=_key(catalogue, members, numbers, addresses),
        note=note,
        shown=len(rows),
        total=len(papers),
    )


def _shape(colour: int, radius: float) -> Markup:
    """Return the mark of a group about the origin, to be used at each of its papers."""
    shape = mark(colour - 1 if colour else 7, 0, 0, radius, class_="rl-map__shape")
    return element("g", shape, id=f"map-mark-{colour}")


def _drawn(catalogue: Catalogue, papers: Sequence[Paper]) -> list[int]:
    """Return the rows that are drawn: all, or as many of each primary topic as its share allows."""
    if len(papers) <= MOST:
        return list(range(len(papers)))
    by_topic: dict[str, list[int]] = defaultdict(list)
    for row, paper in enumerate(papers):
        by_topic[paper.primary_topic or ""].append(row)
    ordered = [row for topic in sorted(by_topic) for row in by_topic[topic]]
    step = len(ordered) / MOST
    return sorted(ordered[int(place * step)] for place in range(MOST))


def _key(
    catalogue: Catalogue, members: dict[str, list[int]], numbers: dict[str, int], addresses: Addresses
) -> tuple[MapGroup, ...]:
    groups = []
    for colour, group in enumerate(catalogue.taxonomy.groups):
        topics = tuple(
            MapTopic(
                number=numbers[topic.id],
                title=topic.title,
                address=addresses.topic(topic.id),
                count=len(members[topic.id]),
            )
            for topic in group.topics
            if topic.id in numbers
        )
        if topics:
            shape = mark(colour, 8, 8, 5.5, class_=f"rl-c{colour % 8 + 1}")
            drawing = element("svg", shape, viewBox="0 0 16 16", aria_hidden="true")
            groups.append(MapGroup(title=group.title, mark=drawing, topics=topics))
    return tuple(groups)


def _answer(
    catalogue: Catalogue, members: dict[str, list[int]], places: Sequence[tuple[float, float]]
) -> str:
    """Return which topics keep together most and least on the map: their spread about their middle."""
    spreads = {}
    for topic, rows in members.items():
        if len(rows) >= 5:
            x, y = _middle([places[row] for row in rows])
            distances = sorted((places[row][0] - x) ** 2 + (places[row][1] - y) ** 2 for row in rows)
            spreads[topic] = round(distances[len(distances) // 2] ** 0.5, 1)
    if len(spreads) < 2:
        return "Papers whose texts and topics are alike lie near each other."
    titles = {topic.id: topic.title for topic in catalogue.taxonomy.topics.values()}
    order = sorted(spreads, key=lambda topic: (spreads[topic], topic))
    return (
        f"{titles[order[0]]} is the most tightly knit topic; the papers on {titles[order[-1]]} are spread "
        "most widely among the others."
    )


# --------------------------------------------------------------------------------------------- labels


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the densest point: the mean of the third of the points that lies nearest together."""
    import numpy as np

    size = (len(points) + 2) // 3
    array = np.array(points, dtype=np.float64)
    squared = ((array[:, None] - array[None]) ** 2).sum(axis=2)
    near = np.argsort(squared, axis=1, kind="stable")[:, :size]
    best = np.take_along_axis(squared, near, axis=1).sum(axis=1).round(3).argmin()
    x, y = array[near[best]].mean(axis=0)
    return float(x), float(y)


def _labels(
    catalogue: Catalogue,
    members: dict[str, list[int]],
    numbers: dict[str, int],
    places: Sequence[tuple[float, float]],
    addresses: Addresses,
) -> tuple[list[Markup], list[Markup]]:
    """Return the names and the numbers of the topics, each where its papers lie and none over another."""
    titles = {topic.id: topic.title for topic in catalogue.taxonomy.topics.values()}
    order = sorted(numbers, key=lambda topic: (-len(members[topic]), numbers[topic]))
    names, discs = [], []
    taken: list[tuple[float, float, float, float]] = []
    taken_discs: list[tuple[float, float, float, float]] = []
    for topic in order:
        x, y = _middle([places[row] for row in members[topic]])
        count = len(members[topic])
        about = f"{titles[topic]}: {count:,} {'paper' if count == 1 else 'papers'}"
        lines = wrap(titles[topic], 165, LABEL_SIZE)
        width = max(text_width(line, LABEL_SIZE) for line in lines) + 8
        height = len(lines) * LABEL_SIZE * 1.15 + 4
        at = _free(x, y, width, height, taken, places)
        if at:
            text = text_lines(lines, *at, LABEL_SIZE, text_anchor="middle")
            names.append(link(addresses.topic(topic), about, text, class_="rl-map__label"))
        at = _free(x, y, 2 * DISC + 2, 2 * DISC + 2, taken_discs, ())
        if at:
            disc = element("circle", cx=at[0], cy=at[1], r=DISC, class_="rl-map__disc")
            text = text_lines((str(numbers[topic]),), *at, 29, text_anchor="middle")
            discs.append(link(addresses.topic(topic), about, disc, text))
    return names, discs


def _free(
    x: float,
    y: float,
    width: float,
    height: float,
    taken: list[tuple[float, float, float, float]],
    places: Sequence[tuple[float, float]],
) -> tuple[float, float] | None:
    """Return the middle of the best free place for a label near (x, y), and take it; None if there is none.

    It overlaps no other label, and hides few marks.
    """
    import numpy as np

    steps = sorted(
        ((across * 24.0, down * 15.0) for across in range(-9, 10) for down in range(-9, 10)),
        key=lambda step: (step[0] ** 2 + step[1] ** 2, step),
    )
    half = np.array([width / 2, height / 2])
    at = np.clip(np.array(steps) + np.array([x, y]), half, np.array([WIDTH, HEIGHT]) - half)
    low, high = at - half, at + half
    cost = 0.35 * np.sqrt(((at - (x, y)) ** 2).sum(axis=1))
    if places:
        marks = np.array(places)[None]
        cost += 7.0 * ((low[:, None] < marks) & (marks < high[:, None])).all(axis=2).sum(axis=1)
    for other in taken:
        cost[((low < other[2:]) & (np.array(other[:2]) < high)).all(axis=1)] = np.inf
    best = int(cost.round(6).argmin())
    if not np.isfinite(cost[best]):
        return None
    taken.append((*low[best].tolist(), *high[best].tolist()))
    return round(float(at[best, 0]), 1), round(float(at[best, 1]), 1)

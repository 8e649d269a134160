"""The map of the list: papers with similar texts and topics are close together.

:mod:`generator.analysis.map_layout` places the papers; this module draws them. Of a long list, as many
papers are drawn as can be told apart, chosen evenly from all topics.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist
from statistics import median_high

from markupsafe import Markup

from generator.model.catalog import Catalog
from generator.model.taxonomy import group_color
from generator.pages.addresses import paper_address, topic_address
from generator.pages.map_crops import draw_crops
from generator.pages.map_labels import MapTopic, draw_labels, find_center
from generator.pages.map_spots import HEIGHT, WIDTH, Spot, find_radius, place_spots
from generator.pages.pictures import LEAST_PAPERS
from generator.pages.svg import Caption, draw_mark, draw_svg, make_element
from generator.text.translation import _, format_number, ngettext, translatable

PAGE = "map/"
"""Address of the page of the map."""
LEAST_SPREAD = 5
"""Papers of a topic from which its spread means something."""

CAPTION = Caption(
    id="map",
    question=translatable("Which papers are similar?"),
    description=translatable(
        "A map of the papers. Papers with similar texts and topics are close together. The shape and "
        "color of a mark show the group of its primary topic; each label is near most papers of its topic."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapGroup:
    """A group of topics in the key, with its mark as a small drawing."""

    title: str
    mark: Markup
    topics: tuple[MapTopic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMap:
    """The map with its texts and its key.

    Attributes:
        caption: its name.
        answer: one sentence, computed.
        svg: the drawing, escaped; every mark is a link.
        key: groups and their topics, which lead to the same papers as lists.
        years: of the papers drawn, newest first.
        note: how to read it.
        crops: slug of a paper -> the map around it as a small drawing, escaped.
    """

    caption: Caption
    answer: str
    svg: Markup
    key: tuple[MapGroup, ...]
    years: tuple[int, ...]
    note: str
    crops: dict[str, Markup]


def draw_paper_map(catalog: Catalog) -> PaperMap | None:
    """Return the map of the list, or None for a list that is too short for one."""
    total = len(catalog.papers)
    if total < LEAST_PAPERS:
        return None
    spots = place_spots(catalog)
    key = _make_key(catalog, spots)
    topics = [topic for group in key for topic in group.topics]
    note = _(
        "Papers with similar texts and topics are close together; directions and empty areas mean nothing. "
        "A mark has the color of the paper's primary topic; the numbers in the legend count all papers that "
        "have a topic."
    )
    if len(spots) < total:
        rest = ngettext(
            "Of the %(total)s papers, %(count)s is drawn, chosen evenly from all topics.",
            "Of the %(total)s papers, %(count)s are drawn, chosen evenly from all topics.",
            len(spots),
            total=format_number(total),
        )
        note += f" {rest}"
    return PaperMap(
        caption=CAPTION.translate(),
        answer=_write_answer(topics),
        svg=_draw_map(catalog, spots, topics),
        key=key,
        years=tuple(sorted({spot.paper.year for spot in spots if spot.paper.year}, reverse=True)),
        note=note,
        crops=draw_crops(spots, (WIDTH, HEIGHT)),
    )


def _make_key(catalog: Catalog, spots: Sequence[Spot]) -> tuple[MapGroup, ...]:
    groups = []
    number = 0
    for position, group in enumerate(catalog.taxonomy.groups):
        topics = []
        css = f"rl-g{group_color(position)}"
        for topic in group.topics:
            points = tuple(spot.point for spot in spots if spot.paper.primary_topic == topic.id)
            if points:
                number += 1
                address = topic_address(topic.id).seen_from(PAGE)
                topics.append(
                    MapTopic(
                        id=topic.id,
                        number=number,
                        title=topic.title,
                        address=address,
                        css_class=css,
                        points=points,
                        count=sum(1 for spot in spots if topic.id in spot.paper.topics),
                    )
                )
        if topics:
            shape = draw_mark(position, 8, 8, 5.5)
            drawing = make_element("svg", shape, viewBox="0 0 16 16", aria_hidden="true", class_=css)
            groups.append(MapGroup(title=group.title, mark=drawing, topics=tuple(topics)))
    return tuple(groups)


def _write_answer(topics: Sequence[MapTopic]) -> str:
    """Return which topics are the least and the most spread out around their center."""
    spreads = {}
    for topic in topics:
        if len(topic.points) >= LEAST_SPREAD:
            center = find_center(topic.points)
            spreads[topic.title] = round(median_high(dist(center, point) for point in topic.points), 1)
    if len(spreads) < 2:
        return _("Papers with similar texts and topics are close together.")
    order = sorted(spreads, key=lambda title: (spreads[title], title))
    return _(
        "%(one)s is the most tightly knit topic; papers on %(other)s are the most widely scattered.",
        one=order[0],
        other=order[-1],
    )


def _draw_map(catalog: Catalog, spots: Sequence[Spot], topics: Sequence[MapTopic]) -> Markup:
    radius = find_radius(len(spots))
    names, discs = draw_labels(topics, [spot.point for spot in spots], (WIDTH, HEIGHT), radius + 1)
    shapes = (_draw_shape(group, radius) for group in range(len(catalog.taxonomy.groups) + 1))
    # in reading order, so that stepping through the marks goes across the map
    ordered = sorted(spots, key=lambda spot: (spot.point[0] // 40, spot.point[1]))
    parts = (
        make_element("defs", *shapes),
        # below the marks, so that none is hidden
        make_element("g", *names, class_="rl-map__names"),
        make_element("g", *discs, class_="rl-map__numbers"),
        make_element("g", *map(_draw_spot, ordered), class_="rl-map__marks"),
    )
    return draw_svg(CAPTION, WIDTH, HEIGHT, parts, class_="rl-map__svg")


def _draw_shape(group: int, radius: float) -> Markup:
    """Return the mark of a group around the origin, to be used for each of its papers."""
    shape = draw_mark(group - 1 if group else 7, 0, 0, radius, class_="rl-map__shape")
    return make_element("g", shape, id=f"map-mark-{group}")


def _draw_spot(spot: Spot) -> Markup:
    # what marks of a group have in common is together, and a mark is named by its title alone, since every
    # byte counts some hundred times here
    x, y = spot.point
    return make_element(
        "a",
        make_element("title", spot.paper.title),
        make_element("use", x=x, y=y, href=f"#map-mark-{spot.group}"),
        class_=f"rl-map__mark rl-g{group_color(spot.group - 1)}" if spot.group else "rl-map__mark",
        data_facts=" ".join((str(spot.paper.year or ""), *spot.paper.topics)),
        href=paper_address(spot.paper.slug).seen_from(PAGE),
    )

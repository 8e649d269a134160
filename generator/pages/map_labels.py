"""Labels of the map: each topic's name and number, where most of its papers are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist, inf

from markupsafe import Markup

from generator.pages.svg import draw_lines, format_number, make_element, make_link, measure_text, wrap_text
from generator.text.translation import count_papers

Point = tuple[float, float]

LABEL_SIZE = 15.0
DISC = 23.0
"""Radius of the disc with a topic's number, which replaces its name on narrow screens."""
COVERED = 60.0
"""Distance in user units that a label rather moves than touch one more mark."""
SHAPES = (165.0, 260.0, 130.0)
"""Widths of labels that are tried; the first is preferred."""
FAR = 40.0
"""Distance from the nearest mark of its topic at which a label gets a line to it."""
STEPS = sorted(
    ((across * 20.0, down * 12.0) for across in range(-12, 13) for down in range(-12, 13)),
    key=lambda step: (step[0] ** 2 + step[1] ** 2, step),
)
"""Where a label may be, seen from the center of its topic, the nearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTopic:
    """A topic on the map.

    Attributes:
        id: of the topic.
        number: stands for its name on a small map.
        title: its name.
        address: of its page.
        css_class: gives it the color of its group.
        points: the papers whose primary topic it is.
        count: number of papers drawn that have it.
    """

    id: str
    number: int
    title: str
    address: str
    css_class: str
    points: tuple[Point, ...]
    count: int


def find_center(points: Sequence[Point]) -> Point:
    """Return where points are densest: the mean of the third of them that are closest together."""
    import numpy as np

    size = (len(points) + 2) // 3
    array = np.array(points, dtype=np.float64)
    squared = ((array[:, None] - array[None]) ** 2).sum(axis=2)
    near = np.argsort(squared, axis=1, kind="stable")[:, :size]
    best = np.take_along_axis(squared, near, axis=1).sum(axis=1).round(3).argmin()
    x, y = array[near[best]].mean(axis=0)
    return float(x), float(y)


def draw_labels(
    topics: Sequence[MapTopic], marks: Sequence[Point], size: Point, radius: float
) -> tuple[list[Markup], list[Markup]]:
    """Return the names and the numbers of the topics on a map, the largest topic first.

    Args:
        topics: those to label.
        marks: centers of all marks.
        size: width and height of the map.
        radius: space around the center of a mark that labels leave free where they can.
    """
    names, discs = [], []
    name_placer, disc_placer = _LabelPlacer(size, marks, radius), _LabelPlacer(size, marks, radius)
    for topic in sorted(topics, key=lambda topic: (-len(topic.points), topic.number)):
        center = find_center(topic.points)
        label = f"{topic.title}: {count_papers(topic.count)}"
        css = f"rl-map__label {topic.css_class}"
        shapes = _wrap(topic.title)
        placed = name_placer.place(center, [_measure(lines) for lines in shapes])
        if placed:
            number, at = placed
            text = draw_lines(shapes[number], *at, LABEL_SIZE, text_anchor="middle")
            parts = [*_draw_leader(at, _measure(shapes[number]), topic.points), text]
            names.append(make_link(topic.address, label, *parts, class_=css, data_topic=topic.id))
        placed = disc_placer.place(center, [(2 * DISC + 2, 2 * DISC + 2)])
        if placed:
            _, at = placed
            disc = make_element("circle", cx=at[0], cy=at[1], r=DISC, class_="rl-map__disc")
            text = draw_lines((str(topic.number),), *at, 29, text_anchor="middle")
            discs.append(make_link(topic.address, label, disc, text, class_=css, data_topic=topic.id))
    return names, discs


def _wrap(title: str) -> list[tuple[str, ...]]:
    """Return a title on lines of each width on which it fits, or cut on lines of the first one."""
    shapes = [wrap_text(title, width, LABEL_SIZE) for width in SHAPES]
    return [lines for lines in shapes if "…" not in "".join(lines)] or shapes[:1]


def _measure(lines: Sequence[str]) -> Point:
    """Return the width and the height of a label."""
    width = max(measure_text(line, LABEL_SIZE) for line in lines)
    return width + 8, len(lines) * LABEL_SIZE * 1.15 + 4


def _draw_leader(at: Point, size: Point, marks: Sequence[Point]) -> list[Markup]:
    """Return a line from a label to the nearest mark of its topic, if that is far away."""
    ends = []
    for mark in marks:
        sides = zip(at, size, mark, strict=True)
        x, y = (max(middle - length / 2, min(to, middle + length / 2)) for middle, length, to in sides)
        ends.append((dist((x, y), mark), (x, y), mark))
    away, (x, y), to = min(ends)
    if away < FAR:
        return []
    path = f"M{format_number(x)} {format_number(y)}L{format_number(to[0])} {format_number(to[1])}"
    return [make_element("path", d=path, class_="rl-map__leader")]


class _LabelPlacer:
    """Places labels one after the other: none overlaps another, and none touches a mark if there is room."""

    def __init__(self, size: Point, marks: Sequence[Point], radius: float) -> None:
        import numpy as np

        self.size = size
        self.marks = np.array(marks)
        self.radius = radius
        self._taken: list[tuple[float, float, float, float]] = []

    def place(self, near: Point, sizes: Sequence[Point]) -> tuple[int, Point] | None:
        """Return the best of several sizes for a label near a point, and its center; None without room."""
        found = [self._find(near, size, 0.1 * number * COVERED) for number, size in enumerate(sizes)]
        cost, number, at = min((cost, number, at) for number, (cost, at) in enumerate(found))
        if cost == inf:
            return None
        (x, y), (width, height) = at, sizes[number]
        self._taken.append((x - width / 2, y - height / 2, x + width / 2, y + height / 2))
        return number, at

    def _find(self, near: Point, size: Point, cost_of_size: float) -> tuple[float, Point]:
        """Return the lowest cost of a place for a label, and its center."""
        import numpy as np

        half = np.array(size) / 2
        at = np.clip(np.array(STEPS) + np.array(near), half, np.array(self.size) - half)
        low, high = at - half, at + half
        # from the label's nearest edge, and a little from its center
        gap = np.maximum(np.abs(at - near) - half, 0)
        cost = cost_of_size + np.sqrt((gap**2).sum(axis=1)) + 0.3 * np.sqrt(((at - near) ** 2).sum(axis=1))
        first, last = low - self.radius, high + self.radius
        marks = self.marks[((first.min(axis=0) < self.marks) & (self.marks < last.max(axis=0))).all(axis=1)]
        across, down = (
            np.less.outer(first[:, axis], marks[:, axis]) & np.greater.outer(last[:, axis], marks[:, axis])
            for axis in (0, 1)
        )
        cost += COVERED * (across & down).sum(axis=1)
        for other in self._taken:
            cost[((low < other[2:]) & (np.array(other[:2]) < high)).all(axis=1)] = inf
        best = int(cost.round(6).argmin())
        return float(cost[best].round(6)), (round(float(at[best, 0]), 1), round(float(at[best, 1]), 1))

"""Labels of the map: each topic's name and number, where most of its papers are."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.pages.svg import draw_lines, make_element, make_link, measure_text, wrap_text
from generator.text.translation import count_papers

Point = tuple[float, float]

LABEL_SIZE = 15.0
DISC = 23.0
"""Radius of the disc with a topic's number, which replaces its name on narrow screens."""
STEPS = sorted(
    ((across * 24.0, down * 15.0) for across in range(-9, 10) for down in range(-9, 10)),
    key=lambda step: (step[0] ** 2 + step[1] ** 2, step),
)
"""Where a label may be, seen from the center of its topic, the nearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTopic:
    """A topic in the key: its number on the map, name, address, and the papers whose primary topic it is."""

    number: int
    title: str
    address: str
    points: tuple[Point, ...]

    @property
    def count(self) -> int:
        """Number of papers drawn."""
        return len(self.points)


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
    topics: Sequence[MapTopic], marks: Sequence[Point], size: Point
) -> tuple[list[Markup], list[Markup]]:
    """Return the names and the numbers of the topics on a map of a size, the largest topic first."""
    names, discs = [], []
    name_placer, disc_placer = _LabelPlacer(size, marks), _LabelPlacer(size)
    for topic in sorted(topics, key=lambda topic: (-topic.count, topic.number)):
        center = find_center(topic.points)
        label = f"{topic.title}: {count_papers(topic.count)}"
        lines = wrap_text(topic.title, 165, LABEL_SIZE)
        width = max(measure_text(line, LABEL_SIZE) for line in lines) + 8
        at = name_placer.place(center, width, len(lines) * LABEL_SIZE * 1.15 + 4)
        if at:
            text = draw_lines(lines, *at, LABEL_SIZE, text_anchor="middle")
            names.append(make_link(topic.address, label, text, class_="rl-map__label"))
        at = disc_placer.place(center, 2 * DISC + 2, 2 * DISC + 2)
        if at:
            disc = make_element("circle", cx=at[0], cy=at[1], r=DISC, class_="rl-map__disc")
            text = draw_lines((str(topic.number),), *at, 29, text_anchor="middle")
            discs.append(make_link(topic.address, label, disc, text))
    return names, discs


class _LabelPlacer:
    """Places labels one after the other, so that none overlaps another and they hide few marks."""

    def __init__(self, size: Point, marks: Sequence[Point] = ()) -> None:
        self.size = size
        self.marks = marks
        self._taken: list[tuple[float, float, float, float]] = []

    def place(self, near: Point, width: float, height: float) -> Point | None:
        """Return the center of the best free place for a label near a point, or None if there is none."""
        import numpy as np

        half = np.array([width / 2, height / 2])
        at = np.clip(np.array(STEPS) + np.array(near), half, np.array(self.size) - half)
        low, high = at - half, at + half
        cost = 0.35 * np.sqrt(((at - near) ** 2).sum(axis=1))
        if self.marks:
            marks = np.array(self.marks)
            marks = marks[((low.min(axis=0) < marks) & (marks < high.max(axis=0))).all(axis=1)]
            across, down = (
                np.less.outer(low[:, axis], marks[:, axis]) & np.greater.outer(high[:, axis], marks[:, axis])
                for axis in (0, 1)
            )
            cost += 7.0 * (across & down).sum(axis=1)
        for other in self._taken:
            cost[((low < other[2:]) & (np.array(other[:2]) < high)).all(axis=1)] = np.inf
        best = int(cost.round(6).argmin())
        if not np.isfinite(cost[best]):
            return None
        self._taken.append((*low[best].tolist(), *high[best].tolist()))
        return round(float(at[best, 0]), 1), round(float(at[best, 1]), 1)

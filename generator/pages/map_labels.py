"""Finds places for the labels of the map."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]


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


class LabelPlacer:
    """Places labels one after the other, so that none overlaps another.

    Args:
        size: width and height of the drawing.
        marks: positions of marks, of which labels should hide few.
    """

    def __init__(self, size: Point, marks: Sequence[Point] = ()) -> None:
        self.size = size
        self.marks = marks
        self._taken: list[tuple[float, float, float, float]] = []

    def place(self, near: Point, width: float, height: float) -> Point | None:
        """Return the center of the best free place for a label near a point, or None if there is none."""
        import numpy as np

        steps = sorted(
            ((across * 24.0, down * 15.0) for across in range(-9, 10) for down in range(-9, 10)),
            key=lambda step: (step[0] ** 2 + step[1] ** 2, step),
        )
        half = np.array([width / 2, height / 2])
        at = np.clip(np.array(steps) + np.array(near), half, np.array(self.size) - half)
        low, high = at - half, at + half
        cost = 0.35 * np.sqrt(((at - near) ** 2).sum(axis=1))
        if self.marks:
            marks = np.array(self.marks)[None]
            cost += 7.0 * ((low[:, None] < marks) & (marks < high[:, None])).all(axis=2).sum(axis=1)
        for other in self._taken:
            cost[((low < other[2:]) & (np.array(other[:2]) < high)).all(axis=1)] = np.inf
        best = int(cost.round(6).argmin())
        if not np.isfinite(cost[best]):
            return None
        self._taken.append((*low[best].tolist(), *high[best].tolist()))
        return round(float(at[best, 0]), 1), round(float(at[best, 1]), 1)

"""Small pictures of the map around each paper, for the papers' pages."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from generator.model.taxonomy import group_color
from generator.pages.map_labels import Point
from generator.pages.map_spots import Spot
from generator.pages.svg import make_element

WIDTH, HEIGHT = 300.0, 150.0
"""Size of the pictures in units of the map."""
DOT, OWN, RING = 8.0, 8.0, 15.0
"""Diameter of other papers, and radii of the paper's own mark and of the ring around it."""


def draw_crops(spots: Sequence[Spot], size: Point) -> dict[str, Markup]:
    """Return slug -> the part of a map of a size around the paper, as escaped SVG.

    Papers of the same group have its color. All dots of a color are one path, which takes fewer bytes.
    """
    by_place = sorted(spots, key=lambda spot: spot.point)
    return {spot.paper.slug: _draw_crop(spot, by_place, size) for spot in spots}


def _draw_crop(spot: Spot, by_place: Sequence[Spot], size: Point) -> Markup:
    left, top = (
        max(0.0, min(round(middle - length / 2), whole - length))
        for middle, length, whole in zip(spot.point, (WIDTH, HEIGHT), size, strict=True)
    )
    first = bisect_left(by_place, left - DOT, key=lambda other: other.point[0])
    last = bisect_left(by_place, left + WIDTH + DOT, key=lambda other: other.point[0])
    same: list[Point] = []
    others: list[Point] = []
    for other in by_place[first:last]:
        x, y = other.point[0] - left, other.point[1] - top
        if other is not spot and -DOT < y < HEIGHT + DOT:
            (same if other.group == spot.group else others).append((x, y))
    x, y = spot.point[0] - left, spot.point[1] - top
    css = f" rl-g{group_color(spot.group - 1)}" if spot.group else ""
    return make_element(
        "svg",
        _draw_dots(others, "rl-crop__others"),
        _draw_dots(same),
        make_element("circle", cx=x, cy=y, r=OWN),
        make_element("circle", cx=x, cy=y, r=RING, class_="rl-crop__ring"),
        class_=f"rl-crop__map{css}",
        viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        aria_hidden="true",
    )


def _draw_dots(points: Iterable[Point], class_: str | None = None) -> Markup:
    """Return dots as one path: lines of almost no length with round ends."""
    path = "".join(f"M{x:.0f} {y:.0f}h.01" for x, y in points)
    return make_element("path", d=path, stroke_width=DOT, class_=class_)

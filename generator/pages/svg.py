"""Parts of SVG as escaped text: elements, numbers, wrapped labels, marks."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup, escape

__all__ = [
    "MARKS",
    "draw_lines",
    "draw_mark",
    "format_number",
    "make_element",
    "make_link",
    "measure_text",
    "wrap_text",
]

MARKS = ("circle", "square", "triangle", "diamond", "cross", "hexagon", "wedge", "bar")
"""Shapes of marks, one for each color of a category, so that color is never the only cue."""


def format_number(value: float) -> str:
    """Return a coordinate in user units to one decimal, which is left out if it is zero."""
    # adding zero turns -0.0 into 0.0
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def make_element(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """Return an element; attributes, and children that are not Markup, are escaped.

    A trailing underscore of an attribute is dropped and others become hyphens: ``class_``, ``aria_label``.
    Attributes that are None are left out.
    """
    parts = []
    for key, value in attributes.items():
        if value is not None:
            shown = value if isinstance(value, str) else format_number(value)
            parts.append(f' {key.rstrip("_").replace("_", "-")}="{escape(shown)}"')
    inner = Markup("").join(children)
    return Markup(f"<{name}{''.join(parts)}>{inner}</{name}>")  # noqa: S704 - escaped above


def make_link(address: str, label: str, *children: str, **attributes: str | float | None) -> Markup:
    """Return children as a link whose label is shown on hover and read by screen readers."""
    title = make_element("title", label)
    return make_element("a", title, *children, href=address, aria_label=label, **attributes)


def measure_text(text: str, size: float) -> float:
    """Return the approximate width of a line of text of a font size, too wide rather than too narrow."""
    wide = sum(1.0 if ord(char) > 0x2E80 else 0.72 if char in "mwMWGOQ@%" else 0.56 for char in text)
    return size * wide


def wrap_text(text: str, width: float, size: float, most: int = 3) -> tuple[str, ...]:
    """Break text between words into at most ``most`` lines; what does not fit is cut with an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure_text(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    short = []
    for line in lines:
        if measure_text(line, size) > width:
            while len(line) > 2 and measure_text(f"{line}…", size) > width:
                line = line[:-1]
            line = f"{line.rstrip('…')}…"
        short.append(line)
    return tuple(short)


def draw_lines(
    lines: Sequence[str], x: float, y: float, size: float, **attributes: str | float | None
) -> Markup:
    """Return lines of text centered vertically on ``y``."""
    leading = size * 1.15
    first = y - leading * (len(lines) - 1) / 2 + size * 0.35
    spans = [make_element("tspan", line, x=x, y=first + leading * row) for row, line in enumerate(lines)]
    return make_element("text", *spans, font_size=size, **attributes)


def draw_mark(shape: int, x: float, y: float, radius: float, **attributes: str | float | None) -> Markup:
    """Return the mark of a category; all shapes have about the same area.

    Args:
        shape: number of the category, from 0; shapes repeat after the eighth.
        x: center.
        y: center.
        radius: of a circle of about the same area.
        attributes: of the element.
    """
    name = MARKS[shape % len(MARKS)]
    if name == "circle":
        return make_element("circle", cx=x, cy=y, r=radius, **attributes)
    if name == "hexagon":
        return make_element("path", d=_polygon(x, y, radius * 1.1, 6, 0), **attributes)
    if name == "square":
        side = radius * 1.8
        return make_element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, **attributes)
    if name == "bar":
        return make_element(
            "rect",
            x=x - radius * 1.3,
            y=y - radius * 0.6,
            width=radius * 2.6,
            height=radius * 1.2,
            **attributes,
        )
    if name == "cross":
        arm, half = radius * 1.25, radius * 0.42
        points = [
            (-half, -arm), (half, -arm), (half, -half), (arm, -half), (arm, half), (half, half),
            (half, arm), (-half, arm), (-half, half), (-arm, half), (-arm, -half), (-half, -half),
        ]  # fmt: skip
        return make_element("path", d=_path([(x + dx, y + dy) for dx, dy in points]), **attributes)
    corners, turn, scale = {
        "triangle": (3, 0.0, 1.4),
        "diamond": (4, 0.0, 1.3),
        "wedge": (3, math.pi, 1.4),
    }[name]
    return make_element("path", d=_polygon(x, y, radius * scale, corners, turn), **attributes)


def _polygon(x: float, y: float, radius: float, corners: int, turn: float) -> str:
    angles = [turn - math.pi / 2 + 2 * math.pi * corner / corners for corner in range(corners)]
    return _path([(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles])


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{format_number(x)} {format_number(y)}" for x, y in points) + "Z"

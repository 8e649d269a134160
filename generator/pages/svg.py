"""Drawings and their parts as escaped SVG: elements, numbers, wrapped labels, marks, colors."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from generator.text.translation import _

MARKS = ("circle", "square", "triangle", "diamond", "cross", "hexagon", "wedge", "bar")
"""Shapes of marks, one for each color of a category, so that color is never the only cue."""
POLYGONS = {
    "hexagon": (6, 0.0, 1.1),
    "triangle": (3, 0.0, 1.4),
    "diamond": (4, 0.0, 1.3),
    "wedge": (3, math.pi, 1.4),
}
"""Shape -> its number of corners, how far it is turned, and its radius compared to that of a circle."""
RECTANGLES = {"square": (1.8, 1.8), "bar": (2.6, 1.2)}
"""Shape -> its width and height compared to the radius of a circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What a drawing is called.

    Attributes:
        id: anchor on the page; those that begin with "plot-" are older than the name "chart" and stay.
        question: what it answers; its title.
        description: what is drawn, for readers who do not see it.
    """

    id: str
    question: str
    description: str

    def translate(self) -> "Caption":
        """Return the caption in the language in use."""
        return replace(self, question=_(self.question), description=_(self.description))


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


def draw_svg(caption: Caption, width: float, height: float, parts: Iterable[str], *, class_: str) -> Markup:
    """Return escaped elements as a drawing."""
    caption = caption.translate()
    title, description = f"{caption.id}-title", f"{caption.id}-desc"
    return make_element(
        "svg",
        make_element("title", caption.question, id=title),
        make_element("desc", caption.description, id=description),
        *parts,
        class_=class_,
        viewBox=f"0 0 {format_number(width)} {format_number(height)}",
        role="group",
        aria_labelledby=f"{title} {description}",
    )


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
        x, y: center.
        radius: of a circle of about the same area.
        attributes: of the element.
    """
    name = MARKS[shape % len(MARKS)]
    if name == "circle":
        return make_element("circle", cx=x, cy=y, r=radius, **attributes)
    if name in RECTANGLES:
        width, height = (radius * scale for scale in RECTANGLES[name])
        left, top = x - width / 2, y - height / 2
        return make_element("rect", x=left, y=top, width=width, height=height, **attributes)
    if name == "cross":
        arm, half = radius * 1.25, radius * 0.42
        offsets = [
            (-half, -arm), (half, -arm), (half, -half), (arm, -half), (arm, half), (half, half),
            (half, arm), (-half, arm), (-half, half), (-arm, half), (-arm, -half), (-half, -half),
        ]  # fmt: skip
    else:
        corners, turn, scale = POLYGONS[name]
        angles = [turn - math.pi / 2 + 2 * math.pi * corner / corners for corner in range(corners)]
        offsets = [(radius * scale * math.cos(a), radius * scale * math.sin(a)) for a in angles]
    points = "L".join(f"{format_number(x + dx)} {format_number(y + dy)}" for dx, dy in offsets)
    return make_element("path", d=f"M{points}Z", **attributes)

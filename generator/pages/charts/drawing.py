"""What the drawings of all charts share.

Drawings are 360 units wide, so that their text has its natural size on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from generator.pages.charts.chart import Caption
from generator.pages.svg import format_number, make_element

__all__ = ["WIDTH", "draw_svg", "draw_tick"]

WIDTH = 360.0
"""Width of every chart in user units; one unit is one pixel on a phone."""


def draw_svg(caption: Caption, height: float, parts: Iterable[str]) -> Markup:
    """Return a drawing with its title and description; its parts are escaped already."""
    title = make_element("title", caption.question, id=f"{caption.id}-title")
    description = make_element("desc", caption.description, id=f"{caption.id}-desc")
    return make_element(
        "svg",
        title,
        description,
        *parts,
        class_="rl-plot__svg",
        viewBox=f"0 0 {format_number(WIDTH)} {format_number(height)}",
        role="group",
        aria_labelledby=f"{caption.id}-title {caption.id}-desc",
        data_rl_marks="",
    )


def draw_tick(
    text: str, x: float, y: float, *, size: float = 10, anchor: str = "middle", transform: str | None = None
) -> Markup:
    """Return a small label of an axis."""
    return make_element(
        "text",
        text,
        x=x,
        y=y,
        font_size=size,
        text_anchor=anchor,
        transform=transform,
        class_="rl-plot__tick",
    )

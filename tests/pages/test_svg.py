"""Parts of SVG."""

from __future__ import annotations

import pytest

from generator.pages.svg import draw_mark, format_number, make_element, measure_text, wrap_text


def test_wrapped_labels_fit() -> None:
    lines = wrap_text(
        "An uncommonly long topic about incomprehensibilities of everything and more", 100, 11, 2
    )
    assert len(lines) == 2 and all(measure_text(line, 11) <= 100 for line in lines)
    assert lines[-1].endswith("…")


def test_shapes_of_categories_differ() -> None:
    assert len({draw_mark(shape, 10, 10, 5) for shape in range(8)}) == 8


@pytest.mark.parametrize(
    ("value", "expected"),
    [(3.0, "3"), (2.25, "2.2"), (-0.04, "0"), (-0.5, "-0.5"), (-10.0, "-10"), (0.06, "0.1"), (100, "100")],
)
def test_numbers_are_short(value: float, expected: str) -> None:
    assert format_number(value) == expected


def test_attributes_and_children_are_escaped() -> None:
    made = make_element("text", "a < b", make_element("b", "&"), class_="x", aria_label='"', x=1.0, href=None)
    assert made == '<text class="x" aria-label="&#34;" x="1">a &lt; b<b>&amp;</b></text>'

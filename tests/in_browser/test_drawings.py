"""The charts and the map, with the keyboard, a mouse and a touch screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reader import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDE = {"width": 1280, "height": 900}


def describe_focus(page: Page) -> tuple[bool, str, str]:
    """Whether the focus is in a drawing, on what kind of element it is, and its name."""
    place = page.evaluate(
        """() => {
            const at = document.activeElement;
            const name = at.getAttribute("aria-label") ?? at.textContent;
            return [Boolean(at.closest("[data-rl-marks]")), at.localName, name];
        }"""
    )
    return tuple(place)


@pytest.mark.parametrize("address", ["pictures/", "map/"])
def test_a_drawing_is_one_tab_stop_with_arrow_keys_inside(read: Reader, address: str) -> None:
    page = read.open(address, viewport=WIDE, reduced_motion="reduce")
    page.locator("main p a").first.focus()
    while not describe_focus(page)[0]:
        page.keyboard.press("Tab")
    _, kind, first = describe_focus(page)
    assert kind == "a" and first
    page.keyboard.press("ArrowRight")
    inside, kind, second = describe_focus(page)
    assert inside and kind == "a" and second != first
    page.keyboard.press("Tab")
    assert not describe_focus(page)[0]
    page.keyboard.press("Shift+Tab")
    assert describe_focus(page) == (True, "a", second)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"/{address}" not in url or "#" in url)

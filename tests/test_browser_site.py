"""The site as a whole in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import ServedSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = ("", "topics/", "years/", "browse/", "library/", "new/", "feeds/", "about/", "no-such-page/")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_stands_without_javascript(browser: Browser, built_site: ServedSite, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        answer = page.goto(built_site.at(address))
        assert answer is not None
        assert answer.status == (404 if address == "no-such-page/" else 200)
        assert page.locator("h1").first.is_visible()
    finally:
        context.close()

"""The scripts that a page needs at once, which browsers can fetch at the same time if they know them all."""

import re
from functools import cache

from generator.storage.folder import TEMPLATES

# import { t } from "./translation.js";
IMPORT = re.compile(r'^(?:import|export)\b[^"]*?"\./(?P<name>[\w-]+\.js)";$', re.MULTILINE)

PAGES = {"": ("site.js",), "browse/": ("site.js", "browse.js"), "library/": ("site.js", "library.js")}
"""Address of a page -> the scripts it starts; other pages start those of the home page."""


def list_scripts() -> dict[str, list[str]]:
    """Return the names of all scripts that the pages above start or import."""
    return {
        address: sorted({name for start in starts for name in _follow(start)})
        for address, starts in PAGES.items()
    }


@cache
def _follow(start: str) -> frozenset[str]:
    found = {start}
    waiting = [start]
    while waiting:
        text = (TEMPLATES / "assets" / "js" / waiting.pop()).read_text(encoding="utf-8")
        new = {match["name"] for match in IMPORT.finditer(text)} - found
        found |= new
        waiting += new
    return frozenset(found)

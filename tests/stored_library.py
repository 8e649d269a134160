"""The reader's library in the storage of a test's browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reader import Reader

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

__all__ = ["KEY", "stored", "with_library"]

KEY = "reading-list:/reading-list/"
"""The name of the library in the storage."""


def with_library(read: Reader, library: object, **options: Any) -> BrowserContext:
    """Return a window whose storage already holds a library, or something else in its place."""
    return read.window(stored={KEY: library if isinstance(library, str) else json.dumps(library)}, **options)


def stored(page: Page) -> dict[str, Any]:
    """Return the stored library."""
    found: dict[str, Any] = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    return found

"""One page of the site."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.pages.addresses import page_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One generated page.

    Attributes:
        source: path of its Markdown below ``docs_dir``, such as ``papers/x.md``.
        template: name of the template that lays it out.
        title: plain text.
        description: plain text, one or two sentences.
        model: what the template shows.
        meta: more front matter, such as citation tags; values are plain text.
    """

    source: str
    template: str
    title: str
    description: str
    model: dict[str, Any]
    meta: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Address of the page below the site's root."""
        return page_address(self.source)

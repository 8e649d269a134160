"""The pages and files that the generator adds to a site."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

OPTIONAL_PAGES = ("pictures.md", "map.md", "to-review.md")
"""Generated pages that some lists do not have."""


class SiteFiles:
    """Everything the generator adds to a site; what takes long is made when it is asked for.

    Attributes:
        sources: source paths of the pages below ``docs_dir``, in the order in which to ask for them.
        paths: paths of the files below the site's root that are known before the files are made.
        sections: name of a section of the navigation, such as ``topics/`` -> its entries in MkDocs' ``nav``.
    """

    def __init__(
        self,
        *,
        sources: tuple[str, ...] = (),
        paths: tuple[str, ...] = (),
        sections: dict[str, list[Any]] | None = None,
        render: Callable[[str], str] = str,
        files: Callable[[], dict[str, bytes]] = dict,
    ) -> None:
        self.sources = sources
        self.paths = paths
        self.sections = sections or {}
        self._render = render
        self._files = files

    def page(self, source: str) -> str:
        """Return the Markdown of the page at ``source``.

        Raises:
            ContentError: its template has errors.
        """
        return self._render(source)

    @cached_property
    def pages(self) -> dict[str, str]:
        """Source path -> Markdown of every page.

        Raises:
            ContentError: a template has errors.
        """
        return {source: self.page(source) for source in self.sources}

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Path below the site's root -> content of every file."""
        return self._files()

    def leaves_out(self, source: str) -> bool:
        """Return whether ``source`` is an optional page that this list does not have."""
        return source in OPTIONAL_PAGES and source not in self.sources

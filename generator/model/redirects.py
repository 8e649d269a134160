"""Where an old slug leads."""

from __future__ import annotations

from collections.abc import Container, Mapping

__all__ = ["follow_redirects"]


def follow_redirects(slug: str, redirects: Mapping[str, str], *, papers: Container[str] = ()) -> str | None:
    """Return the slug at the end of a chain of redirects, or None if the chain is a loop.

    Args:
        slug: where to start; returned as it is when it is not redirected.
        redirects: old slug -> new slug.
        papers: slugs at which to stop even if they are redirected.
    """
    visited = {slug}
    while slug in redirects and slug not in papers:
        slug = redirects[slug]
        if slug in visited:
            return None
        visited.add(slug)
    return slug

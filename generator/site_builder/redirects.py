"""Pages at the addresses of papers that moved, which lead to where they are now."""

from __future__ import annotations

import re
from collections.abc import Container

from generator.errors import ContentError, Place, Problem
from generator.exports.references import page_url
from generator.model.catalogue import Catalogue, follow_redirects
from generator.pages.addresses import paper_address
from generator.pages.rendering import Renderer
from generator.storage.files import find_line
from generator.storage.folder import Folder


def make_redirects(
    catalogue: Catalogue, folder: Folder, renderer: Renderer, *, shown: Container[str]
) -> dict[str, bytes]:
    """Return the redirecting pages: path below the site's root -> HTML.

    Args:
        catalogue: the list, with unreviewed papers.
        folder: where the list is stored.
        renderer: fills the template.
        shown: slugs of the papers that the site shows; redirects to others are left out.

    Raises:
        ContentError: a redirect starts at a paper of the list, or does not end at one.
    """
    site_url = catalogue.site.url
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for old, new in sorted(catalogue.redirects.items()):
        target = follow_redirects(old, catalogue.redirects)
        if old in catalogue.papers:
            problem = f"expected the slug of a paper that moved (got {old!r}, which is on the list)"
            problems.append(Problem(_find_redirect(folder, old), problem))
        elif target is None or target not in catalogue.papers:
            problem = f"expected {old!r} to lead to a paper on the list (got {new!r})"
            problems.append(Problem(_find_redirect(folder, old), problem))
        elif target in shown:
            model = {
                "title": catalogue.papers[target].title,
                "address": f"../{target}/",
                "canonical": page_url(site_url, paper_address(target).path) if site_url else "",
            }
            page = renderer.fill("redirect.html.jinja", model)
            files[f"{paper_address(old).path}index.html"] = page.encode()
    if problems:
        raise ContentError(problems)
    return files


def _find_redirect(folder: Folder, old: str) -> Place:
    file = folder.file("redirects.yml")
    return Place(folder.label(file), find_line(file, re.compile(f"['\"]?{re.escape(old)}['\"]?\\s*:")))

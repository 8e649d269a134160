"""Pages at the addresses of papers that moved, which lead to where they are now."""

from collections.abc import Container

from generator.errors import ContentError, Problem
from generator.exports.references import page_url
from generator.model.catalog import Catalog, follow_redirects
from generator.pages.addresses import paper_address
from generator.pages.rendering import Renderer
from generator.storage.documents import Locator
from generator.storage.folder import Folder


def make_redirects(
    catalog: Catalog, folder: Folder, renderer: Renderer, *, shown: Container[str]
) -> dict[str, bytes]:
    """Return the redirecting pages: path below the site's root -> HTML.

    Args:
        catalog: the list, with unreviewed papers.
        folder: where the list is stored.
        renderer: fills the template.
        shown: slugs of the papers that the site shows; redirects to others are left out.

    Raises:
        ContentError: a redirect starts at a paper of the list, or does not end at one.
    """
    site_url = catalog.site.url
    locate = Locator(folder)
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for old, new in sorted(catalog.redirects.items()):
        paper = catalog.papers.get(follow_redirects(old, catalog.redirects) or "")
        problem = ""
        if old in catalog.papers:
            problem = f"expected the slug of a paper that moved (got {old!r}, which is on the list)"
        elif not paper:
            problem = f"expected {old!r} to lead to a paper on the list (got {new!r})"
        elif paper.slug in shown:
            model = {
                "title": paper.title,
                "address": f"../{paper.slug}/",
                "policy": catalog.site.policy,
                "canonical": page_url(site_url, paper_address(paper.slug).path) if site_url else "",
            }
            page = renderer.fill("redirect.html.jinja", model)
            files[f"{paper_address(old).path}index.html"] = page.encode()
        if problem:
            problems.append(Problem(locate.find("redirects.yml", old), problem))
    if problems:
        raise ContentError(problems)
    return files

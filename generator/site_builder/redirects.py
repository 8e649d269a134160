"""Pages at the addresses of papers and topics that moved, which lead to where they are now."""

from collections.abc import Container

from generator.errors import ContentError, Problem
from generator.exports.references import page_url
from generator.model.catalog import Catalog, follow_redirects
from generator.pages.addresses import Address, paper_address, topic_address
from generator.pages.comparison import comparison_address, list_compared
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
    locate = Locator(folder)
    files: dict[str, bytes] = {}

    def add(old: Address, new: Address, title: str) -> None:
        model = {
            "title": title,
            "address": new.seen_from(old.path),
            "policy": catalog.site.policy,
            "canonical": page_url(catalog.site.url, new.path) if catalog.site.url else "",
        }
        files[f"{old.path}index.html"] = renderer.fill("redirect.html.jinja", model).encode()

    for old, id_ in sorted(catalog.taxonomy.aliases.items()):
        title = catalog.taxonomy.topics[id_].title
        add(topic_address(old), topic_address(id_), title)
        if list_compared(catalog, id_):
            add(comparison_address(old), comparison_address(id_), title)
    problems: list[Problem] = []
    for old, new in sorted(catalog.redirects.items()):
        paper = catalog.papers.get(follow_redirects(old, catalog.redirects) or "")
        problem = ""
        if old in catalog.papers:
            problem = f"expected the slug of a paper that moved (got {old!r}, which is on the list)"
        elif not paper:
            problem = f"expected {old!r} to lead to a paper on the list (got {new!r})"
        elif paper.slug in shown:
            add(paper_address(old), paper_address(paper.slug), paper.title)
        if problem:
            problems.append(Problem(locate.find("redirects.yml", old), problem))
    if problems:
        raise ContentError(problems)
    return files

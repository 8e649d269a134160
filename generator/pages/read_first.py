"""Works that are not on the list, but that readers of a topic should know beforehand."""

from dataclasses import dataclass

from generator.model.taxonomy import OTHERS, OutsideWork
from generator.pages.outside_links import OutsideLink
from generator.text.hosts import show_address
from generator.text.identifiers import arxiv_url, doi_url
from generator.text.paper_sites import find_paper_site
from generator.text.translation import _


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWork:
    """A work with what the topic's page shows of it: its first author, and a link to another site."""

    work: OutsideWork
    authors: str
    link: OutsideLink


def show_work(work: OutsideWork) -> ShownWork:
    """Return a work as the page shows it."""
    return ShownWork(work=work, authors=_shorten(work.authors), link=_find_link(work))


def _shorten(authors: tuple[str, ...]) -> str:
    if len(authors) > 2 or authors[1:] == (OTHERS,):
        return _("%(first)s et al.", first=authors[0])
    return (
        _("%(first)s and %(second)s", first=authors[0], second=authors[1])
        if authors[1:]
        else "".join(authors)
    )


def _find_link(work: OutsideWork) -> OutsideLink:
    if work.arxiv:
        return OutsideLink("paper", "arXiv", arxiv_url(work.arxiv), f"arXiv:{work.arxiv}")
    if work.doi:
        return OutsideLink("paper", "DOI", doi_url(work.doi), f"doi:{work.doi}")
    url = work.url or ""
    shown = show_address(url)
    return OutsideLink("paper", find_paper_site(url) or shown.split("/")[2].removeprefix("www."), url, shown)

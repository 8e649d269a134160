"""Links from a paper to other sites."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from generator.model.paper import MATERIAL, Paper
from generator.model.settings import PLACEHOLDER
from generator.text.hosts import show_address
from generator.text.identifiers import arxiv_pdf_url, arxiv_url, doi_url, openreview_url
from generator.text.paper_sites import find_paper_site, is_pdf, leads_to_paper
from generator.text.translation import _

# https://github.com/owner/name/tree/main -> owner/name (only if the host is in ASCII)
REPOSITORY = re.compile(r"https?://[!-.0-~]+/(?P<path>[^/]+/[^/#?]+)")

Providers = Mapping[str, tuple[str, ...]]
"""Names of sites, and the patterns of their addresses (the setting ``link_providers``)."""


class OutsideLink(NamedTuple):
    """A link to another site.

    Attributes:
        kind: ``paper``, ``code``, ``project``, ``data``, ``search``, or one of :data:`MATERIAL`.
        label: what it leads to, such as ``arXiv``.
        url: absolute address.
        title: what a reader should know before following it.
    """

    kind: str
    label: str
    url: str
    title: str


def list_links(paper: Paper, providers: Providers) -> tuple[OutsideLink, ...]:
    """Return the links to the paper itself, its code and its pages, the most direct first."""
    found = []
    arxiv, doi, openreview = paper.links.arxiv, paper.links.doi, paper.links.openreview
    if arxiv:
        found.append(OutsideLink("paper", "arXiv", arxiv_url(arxiv), f"arXiv:{arxiv}"))
        found.append(OutsideLink("pdf", "PDF", arxiv_pdf_url(arxiv), _("PDF on arXiv")))
    if doi:
        found.append(OutsideLink("paper", "DOI", doi_url(doi), f"doi:{doi}"))
    if openreview:
        title = _("Reviews and discussion on OpenReview")
        found.append(OutsideLink("paper", "OpenReview", openreview_url(openreview), title))
    found += [OutsideLink("paper", name, url, show_address(url)) for name, url in _fill(paper, providers)]
    for url in paper.links.code:
        match = REPOSITORY.match(url)
        found.append(OutsideLink("code", _("Code"), url, match["path"] if match else show_address(url)))
    found += [OutsideLink("project", _("Project"), url, show_address(url)) for url in paper.links.project]
    for kind, label in MATERIAL.items():
        found += [OutsideLink(kind, _(label), url, show_address(url)) for url in getattr(paper.links, kind)]
    found += map(_link_other, paper.links.other)
    return tuple(found)


def _link_other(url: str) -> OutsideLink:
    site = find_paper_site(url)
    label = "PDF" if is_pdf(url) else site or _("Link")
    return OutsideLink(
        "pdf" if label == "PDF" else "paper" if site else "data", label, url, show_address(url)
    )


def list_searches(paper: Paper, providers: Providers) -> tuple[OutsideLink, ...]:
    """Return searches for the title of a paper without an identifier or address; none for other papers."""
    links = paper.links
    if links.arxiv or links.doi or links.openreview or links.pdf or any(map(leads_to_paper, links.other)):
        return ()
    return tuple(
        OutsideLink("search", label, url, _("Search %(site)s for this title", site=label))
        for label, url in _fill(paper, providers, search=True)
    )


def _fill(paper: Paper, providers: Providers, *, search: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the label and address of each provider that has all it needs: the title, or identifiers only."""
    values = {**paper.links.model_dump(include={"arxiv", "doi", "openreview"}), "title": paper.title}
    for label, patterns in providers.items():
        for pattern in patterns:
            names = PLACEHOLDER.findall(pattern)
            if ("title" in names) == search and all(values[name] for name in names):
                yield label, PLACEHOLDER.sub(lambda match: quote(values[match[1]], safe="/"), pattern)

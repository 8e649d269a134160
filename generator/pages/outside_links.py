"""Links from a paper to other sites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote_plus

from generator.model.paper import Paper
from generator.text.identifiers import arxiv_pdf_url, arxiv_url, doi_url, hugging_face_url, openreview_url

# https://github.com/owner/name/tree/main -> owner/name
REPOSITORY = re.compile(r"https?://[^/]+/(?P<path>[^/]+/[^/#?]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideLink:
    """A link to another site.

    Attributes:
        label: what it leads to, such as ``arXiv``.
        url: absolute address.
        kind: ``paper``, ``pdf``, ``code``, ``project``, ``data`` or ``search``.
        title: what a reader should know before following it.
    """

    label: str
    url: str
    kind: str
    title: str = ""


def list_links(paper: Paper) -> tuple[OutsideLink, ...]:
    """Return the links to the paper itself, its code and its pages, the most direct first."""
    found: list[tuple[str, str, str, str]] = []
    arxiv, doi, openreview = paper.links.arxiv, paper.links.doi, paper.links.openreview
    if arxiv:
        found.append(("arXiv", arxiv_url(arxiv), "paper", f"arXiv:{arxiv}"))
        found.append(("PDF", arxiv_pdf_url(arxiv), "pdf", "PDF on arXiv"))
    if doi:
        found.append(("DOI", doi_url(doi), "paper", f"doi:{doi}"))
    if openreview:
        url = openreview_url(openreview)
        found.append(("OpenReview", url, "paper", "Reviews and discussion on OpenReview"))
    if arxiv:
        title = "Discussion, models and datasets on Hugging Face"
        found.append(("Hugging Face", hugging_face_url(arxiv), "paper", title))
    for url in paper.links.code:
        match = REPOSITORY.match(url)
        found.append(("Code", url, "code", match["path"] if match else url))
    found += [("Project", url, "project", url) for url in paper.links.project]
    found += [("Link", url, "data", url) for url in paper.links.other]
    return tuple(
        OutsideLink(label=label, url=url, kind=kind, title=title) for label, url, kind, title in found
    )


def list_searches(paper: Paper) -> tuple[OutsideLink, ...]:
    """Return searches for the title of a paper without a known identifier; none for other papers."""
    if paper.links.arxiv or paper.links.doi:
        return ()
    words = quote_plus(paper.title)
    return tuple(
        OutsideLink(label=label, url=url, kind="search", title=f"Search {label} for this title")
        for label, url in (
            ("Hugging Face", f"https://huggingface.co/papers?q={words}"),
            ("arXiv", f"https://arxiv.org/search/?query={words}&searchtype=title"),
            ("Semantic Scholar", f"https://www.semanticscholar.org/search?q={words}"),
        )
    )

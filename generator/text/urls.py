"""Web addresses of papers, made from their identifiers."""

from __future__ import annotations

from urllib.parse import quote

__all__ = ["arxiv_pdf_url", "arxiv_url", "doi_url", "hugging_face_url", "openreview_url"]


def arxiv_url(arxiv_id: str) -> str:
    """Return the address of a paper's abstract at arXiv: ``https://arxiv.org/abs/2410.05434``."""
    return f"https://arxiv.org/abs/{arxiv_id}"


def arxiv_pdf_url(arxiv_id: str) -> str:
    """Return the address of a paper's PDF at arXiv: ``https://arxiv.org/pdf/2410.05434``."""
    return f"https://arxiv.org/pdf/{arxiv_id}"


def doi_url(doi: str) -> str:
    """Return the address at which a DOI resolves: ``https://doi.org/10.1145/3357384.3357879``."""
    return f"https://doi.org/{quote(doi, safe='/:;().,-_+@=*~!')}"


def openreview_url(forum: str) -> str:
    """Return the address of a forum at OpenReview: ``https://openreview.net/forum?id=8-8k3okjpY``."""
    return f"https://openreview.net/forum?id={quote(forum, safe='')}"


def hugging_face_url(arxiv_id: str) -> str:
    """Return the address of a paper's page at Hugging Face: ``https://huggingface.co/papers/2410.05434``."""
    return f"https://huggingface.co/papers/{arxiv_id}"

"""Identifiers of papers: arXiv identifiers and DOIs in any of their written forms."""

from __future__ import annotations

import re

from generator.text.links import trim_address

__all__ = ["parse_arxiv_id", "parse_doi"]

# arXiv:2410.05434v2, https://arxiv.org/abs/2410.05434, huggingface.co/papers/2410.05434, hep-th/9901001
ARXIV = re.compile(
    r"(?:(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org/(?:abs|pdf|html|format)/|huggingface\.co/papers/|alphaxiv\.org/abs/)"
    r"|(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.|arxiv:\s*)?"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?\Z",
    re.I,
)
# https://doi.org/10.1145/3357384.3357879, doi:10.1145/…
DOI_TEXT = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,9}/\S+)\Z", re.I)


def parse_arxiv_id(text: str) -> str | None:
    """Return the arXiv identifier, without version, that ``text`` consists of, or None.

    Accepts identifiers, ``arXiv:`` names, arXiv DOIs, and addresses at arXiv, Hugging Face and alphaXiv
    (format: https://info.arxiv.org/help/arxiv_identifier.html).
    """
    match = ARXIV.match(text.strip())
    if not match:
        return None
    found = match["id"]
    if not found[0].isdigit():
        return found[0].lower() + found[1:]
    return found if 1 <= int(found[2:4]) <= 12 else None


def parse_doi(text: str) -> str | None:
    """Return the DOI that ``text`` consists of, in lower case and without resolver, or None."""
    match = DOI_TEXT.match(text.strip())
    return trim_address(match["doi"]).lower() if match else None

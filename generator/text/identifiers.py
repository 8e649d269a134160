"""Identifiers of papers: arXiv identifiers and DOIs in any written form, and addresses made of them."""

import html
import re
from typing import Literal
from urllib.parse import quote, unquote

from generator.text.links import WEB_ADDRESS, trim_address

# arXiv:2410.05434v2, https://arxiv.org/abs/2410.05434, huggingface.co/papers/2410.05434, hep-th/9901001
ARXIV = re.compile(
    r"(?:(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org/(?:abs|pdf|html|format)/|huggingface\.co/papers/|alphaxiv\.org/abs/)"
    r"|(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.|arxiv:\s*)?"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?\Z",
    re.I,
)
# https://doi.org/10.1145/3357384.3357879, doi:10.1145/…
DOI_TEXT = re.compile(
    r"(?:(?P<address>(?:https?://)?(?:dx\.)?doi\.org/)|doi:\s*)?(?P<doi>10\.\d{4,9}/\S+)\Z", re.I
)
# 10.1145/1.2 in "10.1145/1.2;10.1145/3.4" and in "10.1145/1.2<br>"
DOI_ANYWHERE = re.compile(r"(?<![\w.])10\.\d{4,9}/(?:(?![;,]\s*10\.\d{4,9}/|</?[a-z]+\s?/?>)[^\s\"])+", re.I)
# https://dl.acm.org/doi/pdf/10.1145/3357384.3357879?download=true
DOI_IN_PATH = re.compile(r"/(10\.\d{4,9}/[^\s?#]+)")
# https://onlinelibrary.wiley.com/doi/10.1002/net.22135/full
VIEW = re.compile(r"(?:/full|/abstract|\.pdf)\Z")
# the path of https://example.org/papers/1?x=1#2; urlsplit raises an error for https://[1]/
PATH = re.compile(r"(?:[^:/?#]*:)?(?://[^/?#]*)?(?P<path>[^?#]*)")
# https://papers.example.org/2410.05434v2.pdf
ARXIV_IN_PATH = re.compile(r"/(?P<id>\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/?\Z")

FIRST_DAY_NUMBERS = 700
"""What numbers of papers announced on the first day of a month are below."""


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


def is_of_first_day(arxiv_id: str) -> bool:
    """Return whether a paper with this arXiv identifier may have been submitted in the month before.

    The month in an identifier is that of the announcement, and the papers announced on a month's first day
    were submitted on the days before; they have the lowest numbers, as in ``2410.00434``.
    """
    number = arxiv_id.partition(".")[2]
    return number.isdecimal() and int(number) < FIRST_DAY_NUMBERS


def find_arxiv_id(address: str) -> str | None:
    """Return the arXiv identifier, without version, at the end of a web address's path, or None."""
    match = ARXIV_IN_PATH.search(_get_path(address))
    return parse_arxiv_id(match["id"]) if match else None


def _get_path(address: str) -> str:
    match = PATH.match(address)
    return match["path"] if match else ""


def parse_doi(text: str) -> str | None:
    """Return the DOI that ``text`` consists of, in lowercase and without resolver, or None."""
    match = DOI_TEXT.match(text.strip())
    if not match:
        return None
    doi = unquote(match["doi"]) if match["address"] else match["doi"]
    return trim_address(doi).lower()


def find_dois(text: str) -> tuple[str, ...]:
    """Return the DOIs in a text such as ``doi: 10.1145/1.2; http://doi.acm.org/10.1145/3.4``, in lowercase.

    Percent-encoding is undone, and so are HTML entities. Punctuation at the end belongs to the text.
    """
    text = html.unescape(text)
    if "%" in text:
        text = unquote(text)
    found = (trim_address(match[0]).lower() for match in DOI_ANYWHERE.finditer(text))
    return tuple(dict.fromkeys(found))


def date_of_arxiv_id(arxiv_id: str) -> str:
    """Return year and month of an identifier: ``2017-06`` for 1706.05125, ``1999-01`` for hep-th/9901001."""
    digits = arxiv_id.rpartition("/")[2]
    year, month = digits[:2], digits[2:4]
    return f"{'19' if year > '90' else '20'}{year}-{month}"


def identify(text: str) -> tuple[Literal["arxiv", "doi", "url"], str] | None:
    """Return the paper that ``text`` identifies, as kind and value, or None.

    The kind is ``arxiv`` (an identifier without version), ``doi`` (in lowercase; also found in the path of
    a web address), or ``url`` (any other web address).
    """
    text = text.strip()
    if arxiv := parse_arxiv_id(text):
        return "arxiv", arxiv
    if doi := parse_doi(text):
        return "doi", doi
    if not WEB_ADDRESS.match(text):
        return None
    match = DOI_IN_PATH.search(unquote(_get_path(text)))
    if match and (doi := parse_doi(match[1])):
        return "doi", VIEW.sub("", doi)
    return "url", text


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

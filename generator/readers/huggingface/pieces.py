"""The pieces of a listing: texts with their line, link and heading level, and what the links lead to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from generator.text.identifiers import parse_arxiv_id

Target = Literal["paper", "comments", "vote", "account", "arxiv", "code", "menu", "other", "unresolved", ""]
"""The kinds of pages that a listing links to."""

UNRESOLVED = "unresolved:"
"""The address of a numbered link whose definition is missing from the capture."""

LONGEST_ADDRESS = 2000
# /papers/2410.05434  ·  https://huggingface.co/papers/2410.05434#community
PAPER_PATH = re.compile(r"/papers/(?P<id>\d{4}\.\d{4,5})(?:v\d+)?/?(?P<hash>#\w*)?(?:\?.*)?\Z")
# https://huggingface.co/login?next=%2Fpapers%2F2606.00683
VOTE_PATH = re.compile(r"/(?:login|join)\?next=/papers/(?P<id>\d{4}\.\d{4,5})")
# https://huggingface.co/CarnegieMellonU  ·  /organizations/google
ACCOUNT_PATH = re.compile(r"/(?:organizations/)?(?P<account>[A-Za-z0-9][\w.-]{0,95})/?\Z")
# https://huggingface.co/papers  ·  //hf.co/google
SITE = re.compile(r"(?:https?:)?//(?:www\.)?(?:huggingface\.co|hf\.co)(?=[/?#]|\Z)", re.I)
# first parts of paths that are pages of the site, not accounts
MENU = frozenset(
    (  # noqa: SIM905
        "models datasets spaces docs enterprise pricing login join papers tasks chat collections languages "
        "organizations blog posts learn discord forum storage settings new notifications inbox "
        "terms-of-service privacy huggingface front inference-endpoints changelog support akhaliq"
    ).split()
)
# https://github.com/uw-syfi/Murmur
CODE_HOST = re.compile(r"https?://(?:www\.)?(?:github|gitlab|gitee)\.com/[\w.-]+/[\w.-]+", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text of a listing.

    Attributes:
        line: line of the file where it begins, counted from 1.
        text: the text as displayed; an empty line separates paragraphs.
        href: the address that all of it links to; empty without a link.
        heading: its heading level, 1 to 6; 0 for other text.
        date: a machine-readable date (``2024-07-04``) attached to it; empty if there is none.
    """

    line: int
    text: str
    href: str = ""
    heading: int = 0
    date: str = ""


def join_wrapped_lines(lines: Sequence[str]) -> str:
    """Return hard-wrapped lines as one line, with hyphenated compounds rejoined."""
    joined = ""
    for line in lines:
        line = line.strip()
        if not line or not joined:
            joined = joined or line
        elif (
            joined[-1] == "-"
            and joined[-2:-1].isalnum()
            and line[0].isalnum()
            and line.split(" ", 1)[0] not in ("and", "or", "to")
        ):
            joined += line
        else:
            joined += " " + line
    return joined


def classify_address(href: str) -> tuple[Target, str]:
    """Return what an address in a listing leads to, as kind and value.

    The value of ``paper``, ``comments``, ``vote`` and ``arxiv`` is an arXiv identifier, that of ``account``
    its name, that of ``code`` and ``other`` the address. ``menu`` is any other page of the site,
    ``unresolved`` a numbered link without a definition; an empty kind means that there is no address.
    """
    if not href or len(href) > LONGEST_ADDRESS:
        return "", ""
    if href == UNRESOLVED:
        return "unresolved", ""
    path = SITE.sub("", href, count=1)
    if path != href or href.startswith("/"):
        return _classify_path(path or "/")
    if href.startswith("#"):
        return "menu", href
    if "arxiv.org/" in href and (id_ := parse_arxiv_id(href)):
        return "arxiv", id_
    if CODE_HOST.match(href):
        return "code", href.rstrip("/")
    return "other", href


def _classify_path(path: str) -> tuple[Target, str]:
    if match := PAPER_PATH.match(path):
        return ("comments" if match["hash"] else "paper"), match["id"]
    if match := VOTE_PATH.match(unquote(path)):
        return "vote", match["id"]
    if (match := ACCOUNT_PATH.match(path)) and match["account"].lower() not in MENU:
        return "account", match["account"]
    return "menu", path

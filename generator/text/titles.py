"""Titles: their readable form, and a key by which two printings of one title compare equal."""

import re
import unicodedata
from functools import lru_cache

from generator.text.latex import make_readable

# Spatial and Temporal Analytics*
FOOTNOTE_MARK = re.compile(r"(?<=\w)\s?[*†‡]+$")
# "Attention Is All You Need": nothing in it that could be LaTeX
PLAIN_TITLE = re.compile(r"[A-Za-z0-9 ,:-]+\Z")
# RETRACTED ARTICLE: Rye at Scale  ·  Retracted: Rye at Scale  ·  WITHDRAWN: Rye at Scale
NOTICE = re.compile(r"\s*\W?(?P<status>RETRACTED|WITHDRAWN)(?: ARTICLE| PAPER)?\W?\s*:\s*(?=\S)", re.I)
# anything but letters and digits
NOT_WORD = re.compile(r"[\W_]+")


def make_title_readable(title: str) -> str:
    """Return ``title`` as by :func:`make_readable`, without a trailing footnote mark."""
    readable = make_readable(title)
    return FOOTNOTE_MARK.sub("", readable) or readable


def split_notice(title: str) -> tuple[str, str | None]:
    """Return a title without a publisher's notice such as ``RETRACTED``, and the status it stands for."""
    match = NOTICE.match(title)
    return (title[match.end() :], match["status"].lower()) if match else (title, None)


@lru_cache(maxsize=65536)
def title_key(title: str) -> str:
    """Return ``title`` without case, accents, LaTeX and punctuation; empty when nothing is left.

    Two titles with the same key are the same title to a reader.
    """
    if PLAIN_TITLE.match(title):
        return NOT_WORD.sub(" ", title.lower()).strip()
    text = unicodedata.normalize("NFKD", make_title_readable(title)).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    return NOT_WORD.sub(" ", text).strip()

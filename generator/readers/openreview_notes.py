"""OpenReview notes, as returned by both versions of its API: ``{"notes": [ … ]}``, or a list of notes.

Version 2 has ``content: {"title": {"value": "…"}}``, version 1 ``content: {"title": "…"}``:
https://docs.openreview.net/reference/api-v2/entities/note and
https://docs.openreview.net/reference/api-v1/entities/note. Reviews and comments are notes too.
"""

import re
from datetime import UTC, datetime
from typing import Any

from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work
from generator.readers.collector import Collector
from generator.readers.json_items import list_head, read_items
from generator.readers.json_values import first_text, list_texts, object_of, text_of
from generator.text.preprints import is_preprint_venue

NAME = "OpenReview (JSON)"

# "content": {
CONTENT = re.compile(r"\"content\"\s{0,50}:\s{0,50}\{")
# "invitations": [
KEYS = re.compile(r"\"(?:forum|invitation|invitations|replyto|signatures)\"\s{0,50}:")
# ICLR 2024 poster  ·  NeurIPS 2023 Datasets and Benchmarks Oral  ·  ICML 2021
VENUE = re.compile(r"(?P<name>.*?)\s*\b(?P<year>(?:19|20)\d\d)\b\s*(?P<rest>.*)", re.S)
# notable-top-25%, as in "ICLR 2023 notable top 25%"
PRESENTATION = re.compile(
    r"\s*\b(?:conference\b\s*)?\(?"
    r"(?:poster|oral|spotlight|talk|regular|accept(?:ed)?(?: paper)?|notable.{0,20}|top.{0,10}%)"
    r"(?:\s*(?:poster|oral|spotlight|paper|presentation))?\)?\s*\Z",
    re.I,
)
# Submitted to ICLR 2024  ·  ICLR 2025 Conference Withdrawn Submission  ·  Under review for TMLR
NOT_PUBLISHED = re.compile(r"submi(?:ssion|tted)|withdrawn|reject|under review|blind", re.I)
# Accepted by TMLR
ACCEPTED = re.compile(r"\s*(?:accepted|published)\s+(?:by|at|in|to)\s+", re.I)
# TMLR/Paper12  ·  dblp.org/journals/JMLR/2020
JOURNAL = re.compile(r"\b(?:TMLR|JMLR|DMLR|journals?)\b", re.I)
DATE_KEYS = ("odate", "pdate", "cdate", "tcdate")
"""Milliseconds since 1970: online, published, created, posted."""
LARGEST_DATE = 4_000_000_000_000


def recognizes(text: str) -> bool:
    """Return whether ``text`` is OpenReview JSON."""
    head = list_head(text)
    return bool(CONTENT.search(head)) and bool(KEYS.search(head))


def _parse_day(value: object) -> str | None:
    """Return the day of a time in milliseconds, but only the year for January 1, as imports write years."""
    if type(value) is not int or not 0 < value < LARGEST_DATE:
        return None
    day = datetime.fromtimestamp(value / 1000, UTC).date()
    return str(day.year) if (day.month, day.day) == (1, 1) else day.isoformat()


def _parse_venue(text: str) -> tuple[str, str]:
    """Return the name and the year of the venue; empty if the paper was only submitted."""
    if NOT_PUBLISHED.search(text) or is_preprint_venue(text):
        return "", ""
    text = PRESENTATION.sub("", ACCEPTED.sub("", text[:300], count=1))
    match = VENUE.match(text)
    if not match:
        return text, ""
    return f"{match['name']} {match['rest']}".strip(), match["year"]


def _add(collector: Collector, line: int, note: dict[str, Any], content: dict[str, Any]) -> None:
    printed = text_of(content.get("venue"))
    venue, year = _parse_venue(printed)
    first = next((day for key in DATE_KEYS if (day := _parse_day(note.get(key)))), None)
    in_journal = JOURNAL.search(text_of(content.get("venueid")) or printed)
    addresses = list_texts(content.get("html")) + list_texts(content.get("pdf"))
    work = Work(
        title=text_of(content.get("title")),
        abstract=first_text(content, "abstract", "TLDR", "TL;DR", "tldr", "one-sentence_summary"),
        authors=list_texts(content.get("authors")),
        venues=[venue],
        cited=year or first,
        first=first,
        type=("article-journal" if in_journal else "paper-conference") if venue else "article",
        tags=list_texts(content.get("keywords")),
        openreview=text_of(note.get("forum")) or text_of(note.get("id")),
        addresses=[address for address in addresses if address.startswith("http")],
        code=list_texts(content.get("code")),
    )
    add_work(collector, line, work)


def read(text: str, collector: Collector) -> None:
    """Add the submissions among the notes; reviews, decisions and comments are left out."""
    for line, note in read_items(text, collector):
        content = {
            key: value.get("value") if isinstance(value, dict) else value
            for key, value in object_of(note.get("content")).items()
        }
        if text_of(note.get("replyto")) or note.get("forum", note.get("id")) != note.get("id"):
            continue
        if text_of(content.get("title")):
            _add(collector, line, note, content)
        else:
            collector.report(line, f"expected a note with a title (got {shorten(str(list(content)), 60)!r})")

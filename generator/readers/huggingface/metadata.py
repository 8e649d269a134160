"""The lines around a paper of a listing.

``• 4 authors · Jul 4, 2024 3``, an organization and a date, or ``Submitted by Alice Smith``.
"""

import re
from datetime import date
from typing import Any

from generator.text.dates import MONTH_ABBREVIATIONS, MONTHS, parse_month

LONGEST_LINE = 160
"""Characters that no line of metadata exceeds."""
LONGEST_ORGANIZATION = 120
LONGEST_SUBMITTER = 60
"""Characters that the name of the person who submitted a paper does not exceed."""
SENTENCE_END = (".", "!", "?", "…")
# Oct  ·  Sept  ·  October
MONTH_PATTERN = "(?:" + "|".join((*MONTHS, "Sept", *MONTH_ABBREVIATIONS)) + ")"
# "• 4 authors"  ·  "- 8 authors"  ·  "1 authors"  ·  "·3 authors"
AUTHORS = re.compile(r"(?:[•·*+-]\s*)*(?P<count>\d{1,5}) authors?\Z")
# "·"
DOT = re.compile(r"[·•∙・]\Z")
# "Oct 30, 2024 3"  ·  "May 29"  ·  "Published on Oct 4, 2026"
DATE = re.compile(
    r"(?:[·•]\s*)?(?:Published on )?(?P<month>"
    + MONTH_PATTERN
    + r")\.? (?P<day>\d{1,2})(?:, (?P<year>\d{4}))?(?:\s+(?P<comments>\d{1,6}))?\Z",
    re.I,
)
# "23"  ·  "-"  ·  "[-] 1"  ·  "1.2k"  ·  "Upvote 117"
NUMBER = re.compile(r"(?:\[-\]\s*)?(?:Upvotes?\s*)?(?P<number>\d{1,6}|\d{1,3}(?:[.,]\d{1,2})?[kK]|-)\Z")
# "Submitted by"  ·  "Submitted by rye-baker"  ·  "Submitted by Alice Smith"
SUBMITTED = re.compile(rf"Submitted by\b:?\s*(?P<name>.{{0,{LONGEST_SUBMITTER}}})\Z", re.I | re.S)
# huawei-noah HUAWEI Noah's Ark Lab
ORGANIZATION = re.compile(r"(?P<account>[A-Za-z0-9][\w.-]{0,95}) (?P<name>\S.{0,99})\Z")
# [microsoft] Microsoft   (the alternative text of the logo is the account)
LOGO = re.compile(r"\[(?P<account>[^\]]{0,120})\]\s*")
# what is left of a broken link has brackets, a name has none
BRACKET = re.compile(r"[\[\]]")
# huawei-noah
ACCOUNT = re.compile(r"[A-Za-z0-9][\w.-]{0,95}")


def is_metadata(text: str) -> bool:
    """Return whether a text is only an author count, a date, a number or a separator."""
    return len(text) <= LONGEST_LINE and (
        not text or bool(AUTHORS.match(text) or DOT.match(text) or DATE.match(text) or NUMBER.match(text))
    )


def parse_count(text: str) -> int | None:
    """Return the number that a text consists of (``Upvote 117``, ``1.2k``); None if it is not a number."""
    match = NUMBER.match(text)
    if not match or match["number"] == "-":
        return None
    number = match["number"].lower().replace(",", ".")
    return round(float(number[:-1]) * 1000) if number.endswith("k") else int(float(number))


def parse_metadata(text: str, year: int | None) -> dict[str, Any] | None:
    """Return the facts in a line such as ``• 4 authors · Jul 4, 2024 3``; None if it is not such a line.

    They are any of ``author_count``, ``published`` (an ISO date) and ``comments``. Dates printed without a
    year are in ``year``; they are dropped when it is None.
    """
    if len(text) > LONGEST_LINE:
        return None
    found: dict[str, Any] = {}
    recognized = bool(DOT.match(text))
    for part in map(str.strip, re.split(r"[·•∙・]", text)):
        if not part or part == "-":
            continue
        recognized = True
        if match := AUTHORS.match(part):
            found["author_count"] = int(match["count"]) or None
        elif match := DATE.match(part):
            found["published"] = _iso_date(match, year)
            found["comments"] = int(match["comments"]) if match["comments"] else None
        else:
            return None
    return {name: value for name, value in found.items() if value is not None} if recognized else None


def _iso_date(match: re.Match[str], year: int | None) -> str | None:
    known = int(match["year"]) if match["year"] else year
    if known is None:
        return None
    try:
        return date(known, parse_month(match["month"]) or 0, int(match["day"])).isoformat()
    except ValueError:
        return None


def is_organization(text: str, following: str) -> bool:
    """Return whether a text can be an organization: it is short, and a separator or a date follows."""
    match = DATE.match(following)
    return (
        len(text) <= LONGEST_ORGANIZATION
        and not text.endswith(SENTENCE_END)
        and not BRACKET.search(LOGO.sub("", text, count=1))
        and bool(DOT.match(following) or (match and (match["year"] or "·" in following)))
    )


def split_at_date(text: str) -> tuple[str, str]:
    """Return organization and date of a line such as ``Gensyn · May 29``; two empty texts for other lines."""
    name, dot, rest = (part.strip() for part in text.partition("·"))
    if name and DATE.match(rest) and is_organization(name, dot) and not is_metadata(name):
        return name, rest
    return "", ""


def split_organization(text: str) -> tuple[str | None, str]:
    """Return account and display name from ``huawei-noah HUAWEI Noah's Ark Lab`` or ``[google] Google``.

    The first word is the account only if it looks like one; otherwise all of it is the name.
    """
    if logo := LOGO.match(text):
        account = logo["account"] if ACCOUNT.fullmatch(logo["account"]) else None
        return account, text[logo.end() :]
    match = ORGANIZATION.match(text)
    if not match:
        return None, text
    account, name = match["account"], match["name"]
    plain = re.sub(r"[\W_]", "", account).casefold()
    rest = re.sub(r"[\W_]", "", name).casefold()
    looks_like_account = (
        plain in rest
        or (rest and rest in plain)
        or "-" in account
        or "_" in account
        or account[0].islower()
        or any(char.isdigit() for char in account)
        or (account[1:] != account[1:].lower() and not account.isupper())
    )
    return (account, name) if looks_like_account else (None, text)

"""The grammar of a Hugging Face Papers listing, shared by the readers of its saved forms.

A reader turns its form (plain text, Markdown, HTML) into :class:`Piece` values: a text, where it
stands, and what it is linked to. Two grammars make papers of them:

* :func:`read_marked` where titles are marked, as a heading or as a link to ``/papers/<arXiv id>``;
* :func:`read_plain` where nothing is: an entry is a title, an abstract of one or more paragraphs and,
  in some layouts, a line about its authors (``• 4 authors``, or an organization's account and display
  name), a middle dot and a date, behind which the number of comments may stand. Each block is given
  the part it most likely plays by the cheapest way through the whole text (Viterbi), so that furniture
  in the middle, a missing abstract or a second paragraph disturb only their own neighbourhood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import unquote

from generator.readers.base import LONGEST_ABSTRACT, Collector, Source, shorten
from generator.text.dates import parse_month
from generator.text.identifiers import parse_arxiv_id
from generator.text.titles import title_key

__all__ = [
    "Piece",
    "blank_preamble",
    "capture_year",
    "is_furniture",
    "is_meta",
    "join_wrapped",
    "read_marked",
    "read_plain",
    "target_of",
]

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
# Lines of the page that are not papers
FURNITURE = re.compile(
    r"(?:new|Subscribe|Daily Papers(?: - Hugging Face)?|Trending Papers(?: - Hugging Face)?"
    r"|Papers|Models|Datasets|Spaces|Buckets(?:\s*new)?|Docs|Enterprise|Pricing|Tasks|HuggingChat|Collections"
    r"|Languages|Organizations|Blog|Posts|Learn|Discord|Forum|Solutions|Team & Enterprise|Hugging Face PRO"
    r"|Enterprise Support|Inference Providers|Inference Endpoints|Storage Buckets"
    r"|Log ?In|Sign ?Up|Join|Website|System theme|Settings|Notifications"
    r"|by\s*\.?|AK|and the research community|(?:by)?\s*.{1,40}\s*and the research community"
    r"|Get trending papers in your email inbox.*"
    r"|(?:Previous|Next|Daily|Weekly|Monthly|Community|Hugging Face|Back to Articles|Submit|Search|Filters?)"
    r"|Today|Yesterday|Load more|Show more|Sort(?: by)?:?.{0,30}|Submit (?:a )?paper|Upvote"
    r"|View (?:all|more)|Papers with Code"
    r"|Submitted by(?: \S{1,60})?|Published on|arXiv(?: Page)?|PDF|Project page|GitHub"
    r"|(?:LINK: )?GitHub [\d.,]+[kKmM]?"
    r"|(?:image|avatar|logo|thumbnail)|.{1,60}'s (?:avatar|logo)(?: .{1,60})?"
    r"|\[(?:image|avatar|logo|图片)[^\]]{0,80}\]"
    r"|" + _MONTH + r" \d{1,2}(?:, \d{4})?"
    r"|AI & ML interests|Company|TOS|Privacy|About|Careers|Terms(?: of Service)?"
    r"|© ?(?:\d{4} )?Hugging Face|[<>«»‹›←→|⋮…▲△+*-]|```\w*|</?(?:text|html)>)\Z",
    re.I,
)
WHOLE_ABSTRACT = 400
"""Characters from which on a paragraph can be an abstract of its own."""
FEW = 4
"""What stands in at most one of so many is an exception."""
# what turns the pages of a listing
PAGER = re.compile(r"Previous|Next|Load more|Show more", re.I)
LONGEST_FURNITURE = 160
# what a page has that is a listing, in any form
ANCHOR = re.compile(
    r"^\W*(?:Get trending papers in your email|Daily Papers\b|Trending Papers\b"
    r"|by\s*.{1,40}\s*and the research)",
    re.I,
)
# "• 4 authors"  ·  "- 8 authors"  ·  "1 authors"
AUTHORS = re.compile(r"(?:[•·*+-]\s*)*(?P<count>\d{1,5}) authors?\Z")
# "·"
DOT = re.compile(r"[·•∙・]\Z")
# "Oct 30, 2024 3"  ·  "May 29"  ·  "Published on Oct 4, 2026"
DATE = re.compile(
    r"(?:[·•]\s*)?(?:Published on )?(?P<month>"
    + _MONTH
    + r")\.? (?P<day>\d{1,2})(?:, (?P<year>\d{4}))?(?:\s+(?P<comments>\d{1,6}))?\Z",
    re.I,
)
# "23"  ·  "-"  ·  "[-] 1"  ·  "1.2k"  ·  "Upvote 117"
NUMBER = re.compile(r"(?:\[-\]\s*)?(?:Upvotes?\s*)?(?P<number>\d{1,6}|\d{1,3}(?:[.,]\d{1,2})?[kK]|-)\Z")
# huawei-noah HUAWEI Noah's Ark Lab
ORGANIZATION = re.compile(r"(?P<account>[A-Za-z0-9][\w.-]{0,95}) (?P<name>\S.{0,99})\Z")
SUBMITTED = re.compile(r"Submitted by\b", re.I)
SENTENCE_END = (".", "!", "?", "…")
# the end of one sentence and the beginning of the next: "is large. We show"
TWO_SENTENCES = re.compile(r"[.!?]\)? (?=[A-Z])")
LAST_WORD_ADDRESS = re.compile(r"https?://\S+\Z")

# ------------------------------------------------------------------------------------------ addresses

# /papers/2410.05434  ·  https://huggingface.co/papers/2410.05434#community
PAPER_PATH = re.compile(r"/papers/(?P<id>\d{4}\.\d{4,5})(?:v\d+)?/?(?P<hash>#\w*)?(?:\?.*)?\Z")
# https://huggingface.co/login?next=%2Fpapers%2F2606.00683
VOTE_PATH = re.compile(r"/(?:login|join)\?next=/papers/(?P<id>\d{4}\.\d{4,5})")
# https://huggingface.co/CarnegieMellonU  ·  /organizations/google
ACCOUNT_PATH = re.compile(r"/(?:organizations/)?(?P<account>[A-Za-z0-9][\w.-]{0,95})/?\Z")
SITE = re.compile(r"(?:https?:)?//(?:www\.)?(?:huggingface\.co|hf\.co)(?=[/?#]|\Z)", re.I)
MENU = frozenset(
    (  # noqa: SIM905
        "models datasets spaces docs enterprise pricing login join papers tasks chat collections languages "
        "organizations blog posts learn discord forum storage settings new notifications inbox "
        "terms-of-service privacy huggingface front inference-endpoints changelog support akhaliq"
    ).split()
)
CODE_HOST = re.compile(r"https?://(?:www\.)?(?:github|gitlab|gitee)\.com/[\w.-]+/[\w.-]+", re.I)


def target_of(href: str) -> tuple[str, str]:
    """Return what an address of a listing leads to, as kind and value.

    Kinds: ``paper``, ``comments`` and ``vote`` (value: arXiv identifier), ``account`` (its name),
    ``arxiv`` (identifier), ``code`` (address), ``menu`` (any other page of the site), ``other``
    (address) and ``""`` for no address.
    """
    if not href or len(href) > 2000:
        return "", ""
    path = SITE.sub("", href, count=1)
    if path != href or href.startswith("/"):
        path = path or "/"
        if match := PAPER_PATH.match(path):
            return ("comments" if match["hash"] else "paper"), match["id"]
        if match := VOTE_PATH.match(unquote(path)):
            return "vote", match["id"]
        if (match := ACCOUNT_PATH.match(path)) and match["account"].lower() not in MENU:
            return "account", match["account"]
        return "menu", path
    if href.startswith("#"):
        return "menu", href
    if "arxiv.org/" in href and (id_ := parse_arxiv_id(href)):
        return "arxiv", id_
    if CODE_HOST.match(href):
        return "code", href.rstrip("/")
    return "other", href


# --------------------------------------------------------------------------------------------- pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text of a listing.

    Attributes:
        line: line of the file where it begins, counted from 1.
        text: what is read on the page; paragraphs apart by an empty line.
        href: the address the whole of it is linked to; empty for none.
        heading: level of the heading it is, 1 to 6; 0 when it is none.
        date: the day a machine-readable date gives (``2024-07-04``); empty for none.
    """

    line: int
    text: str
    href: str = ""
    heading: int = 0
    date: str = ""


def is_furniture(text: str) -> bool:
    """Return whether a text is a part of the page that is no part of a paper."""
    return len(text) <= LONGEST_FURNITURE and bool(FURNITURE.match(text))


def is_meta(text: str) -> bool:
    """Return whether a text tells of authors, a date or numbers only."""
    return len(text) <= LONGEST_FURNITURE and (
        not text or bool(AUTHORS.match(text) or DOT.match(text) or DATE.match(text) or NUMBER.match(text))
    )


def join_wrapped(lines: Sequence[str]) -> str:
    """Return lines that were broken to a width as one line, hyphenated compounds joined."""
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


def _date_of(match: re.Match[str], year: int | None) -> str | None:
    """Return the ISO date of a match of DATE; None when its year is unknown or there is no such day."""
    known = int(match["year"]) if match["year"] else year
    if known is None:
        return None
    try:
        return date(known, parse_month(match["month"]) or 1, int(match["day"])).isoformat()
    except ValueError:
        return None


def _count(text: str) -> int | None:
    match = NUMBER.match(text)
    if not match or match["number"] == "-":
        return None
    number = match["number"].lower().replace(",", ".")
    return round(float(number[:-1]) * 1000) if number.endswith("k") else int(float(number))


def _apply_meta(found: dict[str, Any], text: str, year: int | None) -> bool:
    """Take authors and date from a line such as ``• 4 authors · Jul 4, 2024 3``; return whether it is one."""
    if len(text) > LONGEST_FURNITURE:
        return False
    parts = [part.strip() for part in re.split(r"[·•∙・]", text)]
    seen: dict[str, Any] = {}
    for part in parts:
        if not part or part == "-":
            continue
        if match := AUTHORS.match(part):
            if int(match["count"]):
                seen["author_count"] = int(match["count"])
            else:
                seen.setdefault("", None)
        elif match := DATE.match(part):
            seen["published"] = _date_of(match, year)
            if match["comments"]:
                seen["comments"] = int(match["comments"])
        else:
            return False
    for name, value in seen.items():
        if name and value is not None and found.get(name) is None:
            found[name] = value
    return bool(seen) or bool(DOT.match(text))


def _split_organization(text: str) -> tuple[str | None, str]:
    """Return account and display name of a line such as ``huawei-noah HUAWEI Noah's Ark Lab``.

    The first word is the account only where it looks like one; else the whole is the name.
    """
    match = ORGANIZATION.match(text)
    if not match:
        return None, text
    account, name = match["account"], match["name"]
    plain = re.sub(r"[\W_]", "", account).casefold()
    rest = re.sub(r"[\W_]", "", name).casefold()
    like_account = (
        plain in rest
        or (rest and rest in plain)
        or "-" in account
        or "_" in account
        or account[0].islower()
        or any(char.isdigit() for char in account)
        or (account[1:] != account[1:].lower() and not account.isupper())
    )
    return (account, name) if like_account else (None, text)


# ------------------------------------------------------------------------- front matter and its year

FRONT_MATTER = re.compile(
    r"\A\s{0,20}---[ \t]*\n(?P<body>(?:(?!---[ \t]*(?:\n|\Z)).*\n){0,200})---[ \t]*(?:\n|\Z)"
)
# "- Captured (UTC): 2026-06-29T16:31:22"  ·  "retrieved: 2026-10-02"  ·  "exported: 2026-07-28"
STAMP = re.compile(
    r"^[^\w\n]{0,8}[\w ()-]{0,40}?(?:retriev|captur|export|access|saved|fetch|crawl|download|scrap|archiv"
    r"|collect|snapshot|timestamp|publish|creat|updat|date)[\w ()-]{0,40}[*\"']{0,3}"
    r"\s{0,3}[:=]\s{0,3}\D{0,12}"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.I | re.M,
)
# https://huggingface.co/papers/date/2026-03-24  ·  /papers/month/2025-03  ·  ?date=2024-05-01
DAY_ADDRESS = re.compile(r"/papers(?:/(?:date|week|month)/|\?date=)(?P<year>20\d\d)-")
# "date":"2026-03-24T00:00:00.000Z" in the page's data
PAGE_DATE = re.compile(r"(?:&quot;|\")date(?:String)?(?:&quot;|\"): ?(?:&quot;|\")(?P<year>20\d\d)-\d\d-\d\d")
# - URL: https://…  ·  **Page Title:** …  ·  Markdown Content:
NOTE_LINE = re.compile(
    r"[\s*#>_-]{0,12}(?:source|url|title|page title|markdown content|retrieved|captured|exported"
    r"|accessed|saved|date|fetched|published time|warning|generated|extraction|description|language|type"
    r"|author|site)\b[^\n:]{0,40}:",
    re.I,
)


def capture_year(text: str) -> int | None:
    """Return the year in which a listing was saved, as its front matter, note or addresses tell it."""
    head = text[:8000]
    for pattern, where in ((STAMP, head[:3000]), (DAY_ADDRESS, text[:200_000]), (PAGE_DATE, text[:200_000])):
        if match := pattern.search(where):
            return int(match["year"])
    return None


def blank_preamble(text: str) -> str:
    """Return ``text`` with front matter, and a tool's note above the page, made blank.

    Lines keep their numbers. A note is what stands above the first line that every listing has (``Get
    trending papers …``, ``Daily Papers``) where that is near the top and nothing above it is as long
    as an abstract.
    """
    if match := FRONT_MATTER.match(text):
        text = "\n" * match[0].count("\n") + text[match.end() :]
    lines = text.split("\n", 120)
    top = lines[:120]
    for number, line in enumerate(top):
        if len(line) > 300:
            break
        if not NOTE_LINE.match(line) and len(line) < 200 and ANCHOR.match(line):
            return "\n" * number + "\n".join(lines[number:])
    return text


# ---------------------------------------------------------------------------------- the marked grammar


@dataclass(slots=True)
class _Draft:
    line: int
    title: str
    arxiv: str | None
    paragraphs: list[str] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)
    code: list[str] = field(default_factory=list)
    project: list[str] = field(default_factory=list)
    closed: bool = False


NAME_LENGTH = 60
"""Characters that the name of a person who submitted a paper does not have."""


def _resumes(draft: _Draft, kind: str, value: str, text: str) -> bool:
    """Return whether a piece behind "Submitted by" belongs to the paper again, and is not a name."""
    return (kind == "paper" and draft.arxiv in (None, value)) or (kind == "" and len(text) > NAME_LENGTH)


def read_marked(pieces: Iterable[Piece], source: Source, collector: Collector) -> None:
    """Give ``collector`` the papers of a listing whose titles are headings or links to paper pages."""
    pieces = list(pieces)
    year = source.year if source.year is not None else capture_year(source.text)
    level = _title_level(pieces)
    drafts: list[_Draft] = []
    votes: dict[str, int] = {}
    last_vote: int | None = None
    last_label = ""
    skipping = False  # behind "Submitted by": the name of who did stands there, up to the next title
    for piece in pieces:
        text = piece.text.strip()
        kind, value = target_of(piece.href)
        current = drafts[-1] if drafts else None
        label, last_label = last_label, text.lower()
        if kind == "vote":
            if (number := _count(text)) is not None:
                votes.setdefault(value, number)
            if current and current.arxiv in (None, value) and current.paragraphs:
                current.closed = True
            continue
        if kind == "comments":
            number = _count(text)
            if current and current.arxiv in (None, value):
                current.arxiv = current.arxiv or value
                current.closed = True
                if number is not None:
                    current.found["comments"] = number
            continue
        if piece.heading and (kind == "paper" or (kind in ("", "code", "arxiv") and piece.heading == level)):
            if text and not (kind == "" and (is_furniture(text) or ANCHOR.match(text))):
                drafts.append(_Draft(piece.line, text, value if kind in ("paper", "arxiv") else None))
                if kind == "" and last_vote is not None:
                    drafts[-1].found["upvotes"] = last_vote
                skipping, last_vote = False, None
            continue
        if piece.heading and kind != "paper":
            skipping = skipping or bool(drafts and drafts[-1].closed)
            continue
        if piece.date and current and not current.found.get("published"):
            current.found["published"] = piece.date
            current.closed = True
            if DATE.match(text) or not text:
                continue
        if not text or text == "-":
            continue
        if kind == "paper" and (current is None or current.arxiv not in (None, value)):
            if is_meta(text) or is_furniture(text) or SUBMITTED.match(text) or text.startswith("[图片"):
                continue
            drafts.append(_Draft(piece.line, text, value))
            skipping = False
            continue
        if SUBMITTED.match(text):
            skipping = True
            continue
        if skipping and current and not current.closed and _resumes(current, kind, value, text):
            skipping = False
        if current is None:
            if kind == "" and (number := _count(text)) is not None:
                last_vote = number
            elif len(text) >= 200 and not piece.href:
                _refuse(collector, piece, "a title above this text")
            continue
        if kind == "account":
            name = re.sub(r"\A\[[^\]]{0,120}\]\s*", "", text)
            if not skipping and current.paragraphs and not current.found.get("author_count") and name:
                current.found.setdefault("organization", name)
                current.found.setdefault("organization_account", value)
            current.closed = current.closed or bool(current.paragraphs)
            continue
        if kind in ("code", "arxiv") and len(text) < 100:
            if kind == "arxiv":
                current.arxiv = current.arxiv or value
            elif value not in current.code:
                current.code.append(value)
            current.closed = True
            continue
        if kind == "other" and len(text) < 60:
            if re.fullmatch(r"(?:LINK: )?Project(?: page)?", text, re.I):
                current.project.append(value)
            continue
        if kind == "menu":
            continue
        if _apply_meta(current.found, text, year):
            current.closed = True
            continue
        if (number := _count(text)) is not None:
            if label == "upvote":
                current.found.setdefault("upvotes", number)
            elif current.closed:
                last_vote = number
            continue
        if text == current.title or (current.paragraphs and text in current.paragraphs):
            continue
        if current.closed and kind == "paper" and not current.paragraphs:
            current.closed = False
        if is_furniture(text):
            current.closed = current.closed or text.lower() in ("upvote", "github", "published on")
        elif not current.closed and not skipping:
            current.paragraphs.append(text)
        elif len(text) >= 200:
            _refuse(collector, piece, "a title above this text")
        elif not skipping:
            _refuse(collector, piece, "a part of a paper or of the page", severity="warning")
    _finish(drafts, votes, collector)


def _refuse(collector: Collector, piece: Piece, expected: str, severity: str = "error") -> None:
    collector.refuse(
        piece.line,
        f"expected {expected} (got {shorten(piece.text)!r}, {len(piece.text)} characters)",
        severity=severity,
    )


def _title_level(pieces: Sequence[Piece]) -> int:
    """Return the level of the headings that are titles: the most frequent one that is not the page's own."""
    counts: dict[int, int] = {}
    for piece in pieces:
        if (
            piece.heading
            and not is_furniture(piece.text)
            and not ANCHOR.match(piece.text)
            and target_of(piece.href)[0] in ("", "paper", "code", "arxiv")
        ):
            counts[piece.heading] = counts.get(piece.heading, 0) + 1
    return max(counts, key=lambda level: (counts[level], level), default=0)


def _finish(drafts: Iterable[_Draft], votes: dict[str, int], collector: Collector) -> None:
    """Keep each paper once: a page prints it for wide and for narrow screens."""
    kept: dict[str, _Draft] = {}
    for draft in drafts:
        key = draft.arxiv or f"{title_key(draft.title[:1000])}|{' '.join(draft.paragraphs)[:200]}"
        if key not in kept:
            kept[key] = draft
            continue
        first = kept[key]
        for name, value in draft.found.items():
            first.found.setdefault(name, value)
        first.paragraphs = first.paragraphs or draft.paragraphs
        first.code += [address for address in draft.code if address not in first.code]
        first.project += [address for address in draft.project if address not in first.project]
    for draft in kept.values():
        if draft.arxiv in votes:
            draft.found["upvotes"] = votes[draft.arxiv]
        if not draft.arxiv and not draft.paragraphs and not draft.found and not draft.code:
            collector.refuse(
                draft.line, f"expected an abstract or authors behind the title (got {shorten(draft.title)!r})"
            )
            continue
        collector.add(
            draft.line,
            title=draft.title,
            abstract="\n\n".join(draft.paragraphs),
            arxiv=draft.arxiv,
            code=draft.code,
            project=draft.project,
            **draft.found,
        )


# ----------------------------------------------------------------------------------- the plain grammar

# what a block of text can be, and the states the grammar is in behind it
_OUT, _TITLE, _ABSTRACT, _META = range(4)
_IMPOSSIBLE = 1e9
_ORPHAN = 9.0
_JUNK = 10.0


@dataclass(frozen=True, slots=True)
class _Token:
    line: int
    text: str
    kind: str  # "block", "furniture", "meta" or "number"
    is_title: float = _IMPOSSIBLE
    is_abstract: float = _IMPOSSIBLE


def _title_cost(text: str, *, furniture: bool) -> float:
    length = len(text)
    if length > 400 or length < 2 or NUMBER.match(text):
        return _IMPOSSIBLE
    cost = 0.0 if length <= 200 else 3.0
    if text.rstrip("\"')]}”’*").endswith(SENTENCE_END) and not text.endswith("?"):
        cost += 2 if length < 120 else 6
    if length > 150 and TWO_SENTENCES.search(text):
        cost += 3
    if LAST_WORD_ADDRESS.search(text[-300:]):
        cost += 6
    if text[0].islower() and length > 40:
        cost += 1
    return cost + (6 if furniture else 0)


def _abstract_cost(text: str, *, furniture: bool) -> float:
    length = len(text)
    sentence = text.rstrip("\"')]}”’").endswith(SENTENCE_END) or bool(LAST_WORD_ADDRESS.search(text[-300:]))
    if length >= 300:
        cost = 0.0
    elif length >= 200:
        cost = 0.5 if sentence else 3.0
    elif length >= 60:
        cost = 1.0 if sentence else 12.0
    else:
        cost = 5.0 if sentence and " " in text else 14.0
    return cost + (6 if furniture else 0)


def _block(line: int, text: str) -> _Token:
    furniture = is_furniture(text)
    return _Token(
        line,
        text,
        "furniture" if furniture else "block",
        _title_cost(text, furniture=furniture),
        _abstract_cost(text, furniture=furniture),
    )


def _tokens(pieces: Sequence[Piece]) -> list[_Token]:
    """Tell blocks, furniture, and lines about authors and dates apart, each by its neighbours too."""
    tokens: list[_Token] = []
    expect_name = False
    for place, piece in enumerate(pieces):
        text = piece.text.strip()
        follows = pieces[place + 1].text.strip() if place + 1 < len(pieces) else ""
        before = tokens[-1] if tokens else None
        if not text:
            continue
        if expect_name and len(text) <= 60 and not is_meta(text):
            expect_name = False
            tokens.append(_Token(piece.line, text, "number"))
            continue
        expect_name = text.lower() == "submitted by"
        short = len(text) <= LONGEST_FURNITURE
        if short and NUMBER.match(text):
            tokens.append(_Token(piece.line, text, "number"))
        elif short and _is_meta_line(text, before):
            tokens.append(_Token(piece.line, text, "meta"))
        elif (
            len(text) <= 120
            and before
            and before.kind == "block"
            and len(before.text) >= 60
            and not is_furniture(text)
            and (DOT.match(follows) or ((match := DATE.match(follows)) and (match["year"] or "·" in follows)))
            and not text.endswith(SENTENCE_END)
        ):
            tokens.append(_Token(piece.line, text, "meta"))  # an organization, in place of the authors
        elif short and re.match(r"(?:GitHub|Upvote|arXiv Page|Published on)\b", text) and is_furniture(text):
            tokens.append(_Token(piece.line, text, "number"))
        else:
            tokens.append(_block(piece.line, text))
    return tokens


def _is_meta_line(text: str, before: _Token | None) -> bool:
    if AUTHORS.match(text) or DOT.match(text):
        return True
    if match := DATE.match(text):
        # "Mar 11" on its own is the day of the page; behind a paper or a dot it is the paper's
        if match["year"] and before and before.kind != "furniture":
            return True
        return bool(before and (before.kind == "meta" or "·" in text))
    return bool(_apply_meta({}, text, None))


def read_plain(pieces: Sequence[Piece], source: Source, collector: Collector) -> None:
    """Give ``collector`` the papers of a listing in which nothing but order and looks tells what is what."""
    year = source.year if source.year is not None else capture_year(source.text)
    tokens = _tokens(pieces)
    roles = _cheapest_roles(tokens)
    votes_lead = _votes_lead(tokens, roles)
    drafts: list[_Draft] = []
    waiting: int | None = None
    label = ""
    second: list[tuple[_Token, _Draft]] = []
    turning = False  # behind "Previous" or "Next" numbers are those of pages
    for token, role in zip(tokens, roles, strict=True):
        current = drafts[-1] if drafts else None
        if PAGER.fullmatch(token.text):
            turning = True
        elif role == "title":
            turning = False
        if turning and role == "number":
            continue
        if role == "title":
            drafts.append(_Draft(token.line, token.text, None))
            if votes_lead and waiting is not None:
                drafts[-1].found["upvotes"] = waiting
            waiting = None
        elif role == "abstract" and current:
            if current.paragraphs and len(token.text) >= WHOLE_ABSTRACT <= len(current.paragraphs[0]):
                second.append((token, current))
            current.paragraphs.append(token.text)
        elif role == "meta" and current:
            if not _apply_meta(current.found, token.text, year) and len(token.text) > 1:
                account, name = _split_organization(token.text)
                current.found.setdefault("organization", name)
                if account:
                    current.found.setdefault("organization_account", account)
        elif role == "number":
            number = _count(token.text)
            named = token.text.lower().startswith("upvote") or label == "upvote"
            if number is not None and label != "github" and not token.text.lower().startswith("github"):
                if named and current:
                    current.found.setdefault("upvotes", number)
                elif votes_lead:
                    if waiting is not None and current and current.found.get("published"):
                        current.found.setdefault("comments", waiting)
                    waiting = number
                elif current and current.found.get("published"):
                    current.found.setdefault("comments", number)
        elif role == "orphan":
            collector.refuse(
                token.line, f"expected an abstract behind the title (got {shorten(token.text)!r})"
            )
        elif role == "junk":
            collector.refuse(
                token.line,
                "expected a title, an abstract, or a line about a paper's authors and date"
                f" (got {shorten(token.text)!r}, {len(token.text)} characters)",
            )
        if role not in ("number", "furniture"):
            waiting = waiting if role == "meta" else None
        label = token.text.lower()
    # where the others have one abstract each, a second one is that of a paper whose title is missing
    if len(second) * FEW <= len(drafts):
        for token, draft in second:
            draft.paragraphs.remove(token.text)
            collector.refuse(
                token.line,
                f"expected one abstract behind the title in line {draft.line}, as behind the others"
                f" (got a second one, {len(token.text)} characters: {shorten(token.text)!r});"
                " is a title missing?",
            )
    _finish(drafts, {}, collector)


def _votes_lead(tokens: Sequence[_Token], roles: Sequence[str]) -> bool:
    """Return whether a number of votes stands above each title: the first title has one."""
    for place, role in enumerate(roles):
        if role == "title":
            return place > 0 and roles[place - 1] == "number" and bool(NUMBER.match(tokens[place - 1].text))
    return False


def _cheapest_roles(tokens: Sequence[_Token]) -> list[str]:
    """Return the part that each token plays on the cheapest way through the text."""
    costs = [0.0, _IMPOSSIBLE, _IMPOSSIBLE, _IMPOSSIBLE]
    steps: list[tuple[tuple[int, str], ...]] = []
    none = (0, "")
    for token in tokens:
        new = [_IMPOSSIBLE] * 4
        back = [none] * 4

        def offer(
            origin: int, state: int, cost: float, role: str, new: list[float] = new, back: Any = back
        ) -> None:
            total = costs[origin] + cost  # noqa: B023
            if total < new[state]:
                new[state] = total
                back[state] = (origin, role)

        if token.kind == "number":
            for state in range(4):
                offer(state, state, 1.5 if state == _TITLE else 0.0, "number")
        elif token.kind == "meta":
            offer(_ABSTRACT, _META, 0.0, "meta")
            offer(_META, _META, 0.0, "meta")
            offer(_TITLE, _META, 4.0, "meta")
            offer(_OUT, _OUT, 5.0, "junk")
        else:
            free = token.kind == "furniture"
            offer(_OUT, _TITLE, token.is_title, "title")
            offer(_ABSTRACT, _TITLE, token.is_title, "title")
            offer(_META, _TITLE, token.is_title, "title")
            offer(_TITLE, _TITLE, token.is_title + _ORPHAN, "title")
            offer(_TITLE, _ABSTRACT, token.is_abstract, "abstract")
            offer(_ABSTRACT, _ABSTRACT, token.is_abstract + 3, "abstract")
            role = "furniture" if free else "junk"
            offer(_OUT, _OUT, 0.0 if free else _JUNK, role)
            offer(_META, _OUT, 0.0 if free else _JUNK, role)
            offer(_ABSTRACT, _OUT, 0.0 if free else _JUNK, role)
            offer(_TITLE, _TITLE, 1.5 if free else _JUNK + 2, role)
        floor = min(new)
        costs = [cost - floor for cost in new]
        steps.append(tuple(back))
    costs[_TITLE] += _ORPHAN
    state = min(range(4), key=lambda s: costs[s])
    roles: list[str] = []
    needs_text = state == _TITLE
    for back_step in reversed(steps):
        origin, role = back_step[state]
        # a title that another title or the end follows has nothing that makes it a paper
        if role == "title":
            if needs_text:
                role = "orphan"
            needs_text = origin == _TITLE
        elif role in ("abstract", "meta") and origin == _TITLE:
            needs_text = False
        roles.append(role)
        state = origin
    roles.reverse()
    return roles


def longest_is_refused(text: str) -> bool:
    """Return whether a text is longer than any abstract may be."""
    return len(text) > LONGEST_ABSTRACT

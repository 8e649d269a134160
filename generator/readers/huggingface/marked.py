"""The grammar of listings whose titles are marked, as headings or as links to ``/papers/<arXiv id>``."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.errors import Severity
from generator.readers.base import shorten
from generator.readers.collector import Collector
from generator.readers.huggingface.drafts import Draft, collect_drafts
from generator.readers.huggingface.furniture import is_banner, is_furniture
from generator.readers.huggingface.metadata import (
    DATE,
    LONGEST_SUBMITTER,
    SUBMITTED,
    is_metadata,
    is_organization,
    parse_count,
    parse_metadata,
    split_at_date,
    split_organization,
)
from generator.readers.huggingface.pieces import Piece, Target, classify_address

# Project page  ·  LINK: Project
PROJECT_LABEL = re.compile(r"(?:LINK: )?Project(?: page)?", re.I)
LONGEST_PAGE_LABEL = 60
"""Characters that the text of a link to a page of another site does not reach."""
LONGEST_LABEL = 100
"""Characters that the text of a link to a repository or to arXiv does not exceed."""
LONG_TEXT = 200
"""Characters from which a text without a title is reported as an error."""


def read_marked(pieces: Iterable[Piece], year: int | None, collector: Collector) -> None:
    """Add the papers of a listing with marked titles to ``collector``.

    Dates printed without a year are in ``year``; they are dropped when it is None.
    """
    pieces = list(pieces)
    listing = _Listing(collector=collector, year=year, title_level=_find_title_level(pieces))
    for piece, following in pairwise([*pieces, Piece(line=1, text="")]):
        listing.read(piece, following.text.strip())
        listing.previous = piece
    collect_drafts(listing.drafts, listing.votes, collector)


def _find_title_level(pieces: Sequence[Piece]) -> int:
    """Return the level of the headings that are titles: the most frequent one apart from the page's own."""
    counts = Counter(
        piece.heading
        for piece in pieces
        if piece.heading
        and not is_furniture(piece.text)
        and not is_banner(piece.text)
        and classify_address(piece.href)[0] in ("", "paper", "code", "arxiv", "unresolved")
    )
    return max(counts, key=lambda level: (counts[level], level), default=0)


@dataclass(slots=True, kw_only=True)
class _Listing:
    """What is known of a listing after some of its pieces.

    Attributes:
        title_level: level of the headings that are titles.
        drafts: the papers so far; the last one is being read.
        votes: upvotes by arXiv identifier.
        pending_vote: a number that can be the upvotes of the next paper.
        skipping: whether the name of a submitter follows, up to the abstract or the next title.
    """

    collector: Collector
    year: int | None
    title_level: int
    drafts: list[Draft] = field(default_factory=list)
    votes: dict[str, int] = field(default_factory=dict)
    pending_vote: int | None = None
    previous: Piece = field(default_factory=lambda: Piece(line=1, text=""))
    skipping: bool = False

    def read(self, piece: Piece, following: str) -> None:
        """Read one piece; ``following`` is the text of the next one."""
        text = piece.text.strip()
        kind, value = classify_address(piece.href)
        draft = self.drafts[-1] if self.drafts else None
        if kind in ("vote", "comments"):
            self._read_linked_count(kind, value, text)
        elif piece.heading:
            self._read_heading(piece, text, kind, value)
        elif self._read_machine_date(piece, text, draft) or not text or text == "-":
            pass
        elif kind == "paper" and (draft is None or draft.arxiv not in (None, value)):
            if not (is_metadata(text) or is_furniture(text)):
                self.drafts.append(Draft(piece.line, text, value))
                self.skipping = False
        elif SUBMITTED.match(text):
            self.skipping = True
        elif draft is None:
            self._read_before_first(piece, text, kind)
        else:
            if self.skipping and not draft.closed and _continues(draft, kind, value, text):
                self.skipping = False
            if not self._read_link(draft, text, kind, value):
                self._read_text(draft, piece, text, following)

    def _read_linked_count(self, kind: Target, arxiv: str, text: str) -> None:
        number = parse_count(text)
        if kind == "vote" and number is not None:
            self.votes.setdefault(arxiv, number)
        draft = self.drafts[-1] if self.drafts else None
        if draft is None or draft.arxiv not in (None, arxiv):
            return
        if kind == "vote":
            draft.closed = draft.closed or bool(draft.paragraphs)
            return
        draft.arxiv = arxiv
        draft.closed = True
        if number is not None:
            draft.facts["comments"] = number

    def _read_heading(self, piece: Piece, text: str, kind: Target, value: str) -> None:
        unlinked = kind in ("", "unresolved")
        if kind != "paper" and not (
            (unlinked or kind in ("code", "arxiv")) and piece.heading == self.title_level
        ):
            self.skipping = self.skipping or bool(self.drafts and self.drafts[-1].closed)
        elif text and not (unlinked and (is_furniture(text) or is_banner(text))):
            draft = Draft(piece.line, text, value if kind in ("paper", "arxiv") else None)
            if unlinked and self.pending_vote is not None:
                draft.facts["upvotes"] = self.pending_vote
            self.drafts.append(draft)
            self.skipping, self.pending_vote = False, None

    def _read_machine_date(self, piece: Piece, text: str, draft: Draft | None) -> bool:
        """Take the date attached to a piece; return whether the piece has nothing else to say."""
        if not piece.date or draft is None or draft.facts.get("published"):
            return False
        draft.facts["published"] = piece.date
        draft.closed = True
        return not text or bool(DATE.match(text))

    def _read_before_first(self, piece: Piece, text: str, kind: Target) -> None:
        if kind in ("", "unresolved") and (number := parse_count(text)) is not None:
            self.pending_vote = number
        elif len(text) >= LONG_TEXT and kind in ("", "unresolved"):
            self._report(piece, "a title above this text")

    def _read_link(self, draft: Draft, text: str, kind: Target, value: str) -> bool:
        """Take what a link to an account, a repository or another page says; return whether it was one."""
        if kind == "account":
            name = split_organization(text)[1] if text.startswith("[") else text
            if not self.skipping and draft.paragraphs and not draft.facts.get("author_count") and name:
                draft.set_organization(value, name)
            draft.closed = draft.closed or bool(draft.paragraphs)
        elif kind in ("code", "arxiv") and len(text) < LONGEST_LABEL:
            if kind == "arxiv":
                draft.arxiv = draft.arxiv or value
            elif value not in draft.code:
                draft.code.append(value)
            draft.closed = True
        elif kind == "other" and len(text) < LONGEST_PAGE_LABEL:
            if PROJECT_LABEL.fullmatch(text):
                draft.project.append(value)
        else:
            return kind == "menu"
        return True

    def _read_text(self, draft: Draft, piece: Piece, text: str, following: str) -> None:
        """Take authors, date, numbers, organization or a paragraph of the abstract from a text."""
        kind = classify_address(piece.href)[0]
        facts = parse_metadata(text, self.year)
        if facts is not None:
            draft.add_facts(facts)
            draft.closed = True
        elif (number := parse_count(text)) is not None:
            self._read_number(draft, piece, number)
        elif text != draft.title and text not in draft.paragraphs:
            if is_furniture(text):
                draft.closed = draft.closed or text.lower() in ("upvote", "github", "published on")
            elif kind in ("", "unresolved") and self._read_organization(draft, text, following):
                draft.closed = True
            else:
                self._read_paragraph(draft, piece, text)

    def _read_number(self, draft: Draft, piece: Piece, number: int) -> None:
        before = self.previous.text.strip()
        if before.lower() == "upvote":
            draft.facts.setdefault("upvotes", number)
        elif draft.closed and self.previous.line == piece.line and DATE.match(before):
            draft.facts.setdefault("comments", number)
        elif draft.closed:
            self.pending_vote = number

    def _read_organization(self, draft: Draft, text: str, following: str) -> bool:
        """Take the organization printed next to the date, with the date if it is on the same line."""
        if self.skipping or not draft.paragraphs or "author_count" in draft.facts:
            return False
        name, rest = split_at_date(text)
        if not name and is_organization(text, following):
            name = text
        if name:
            draft.set_organization(*split_organization(name))
            draft.add_facts(parse_metadata(rest, self.year) or {})
        return bool(name)

    def _read_paragraph(self, draft: Draft, piece: Piece, text: str) -> None:
        if not draft.closed and not self.skipping:
            draft.paragraphs.append(text)
        elif len(text) >= LONG_TEXT:
            self._report(piece, "a title above this text")
        elif not self.skipping:
            self._report(piece, "a part of a paper or of the page", severity="warning")

    def _report(self, piece: Piece, expected: str, severity: Severity = "error") -> None:
        self.collector.report(
            piece.line,
            f"expected {expected} (got {shorten(piece.text)!r}, {len(piece.text)} characters)",
            severity=severity,
        )


def _continues(draft: Draft, kind: Target, value: str, text: str) -> bool:
    """Return whether a piece below "Submitted by" belongs to the paper again, and is not a name."""
    if kind == "paper":
        return draft.arxiv in (None, value)
    return kind in ("", "unresolved") and len(text) > LONGEST_SUBMITTER

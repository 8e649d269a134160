"""The grammar of listings in which nothing but order and appearance distinguishes titles and abstracts.

A paper is a title, an abstract of one or more paragraphs and, in some layouts, a line with its authors
(``• 4 authors``) or its organization, a middle dot and a date that the number of comments can follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.readers.base import shorten
from generator.readers.collector import Collector
from generator.readers.huggingface.drafts import Draft, collect_drafts
from generator.readers.huggingface.metadata import (
    NUMBER,
    parse_count,
    parse_metadata,
    split_at_date,
    split_organization,
)
from generator.readers.huggingface.pieces import Piece
from generator.readers.huggingface.roles import Role, Token, assign_roles, make_tokens

WHOLE_ABSTRACT = 400
"""Characters from which a paragraph can be an abstract of its own."""
PAGE_TURNERS = ("previous", "next", "load more", "show more")
FEW = 4
"""What at most one of so many papers has is an exception."""


def read_unmarked(pieces: Sequence[Piece], year: int | None, collector: Collector) -> None:
    """Add the papers of a listing without marked titles to ``collector``.

    Dates printed without a year are in ``year``; they are dropped when it is None.
    """
    tokens = make_tokens(pieces)
    roles = assign_roles(tokens)
    listing = _Listing(
        collector=collector,
        year=year,
        votes_lead=_begins_with_votes(tokens, roles),
    )
    for token, role in zip(tokens, roles, strict=True):
        listing.read(token, role)
    listing.report_second_abstracts()
    collect_drafts(listing.drafts, {}, collector)


def _begins_with_votes(tokens: Sequence[Token], roles: Sequence[Role]) -> bool:
    """Return whether the number of votes is printed above each title, as it is above the first one."""
    place = roles.index("title") if "title" in roles else 0
    return place > 0 and roles[place - 1] == "number" and bool(NUMBER.match(tokens[place - 1].text))


@dataclass(slots=True, kw_only=True)
class _Listing:
    """What is known of a listing after some of its blocks.

    Attributes:
        votes_lead: whether votes are printed above titles.
        drafts: the papers so far; the last one is being read.
        pending: a number that is the votes of the next paper or the comments of this one.
        label: the text before, in lowercase.
        second_abstracts: paragraphs that are long enough to belong to another paper.
        turning_pages: whether numbers are those of pages.
    """

    collector: Collector
    year: int | None
    votes_lead: bool
    drafts: list[Draft] = field(default_factory=list)
    pending: int | None = None
    label: str = ""
    second_abstracts: list[tuple[Token, Draft]] = field(default_factory=list)
    turning_pages: bool = False

    def read(self, token: Token, role: Role) -> None:
        """Read one block in its role."""
        if token.text.lower() in PAGE_TURNERS:
            self.turning_pages = True
        elif role == "title":
            self.turning_pages = False
        if self.turning_pages and role == "number":
            return
        draft = self.drafts[-1] if self.drafts else None
        if role == "title":
            self._begin(token)
        elif role == "abstract" and draft:
            if draft.paragraphs and len(token.text) >= WHOLE_ABSTRACT <= len(draft.paragraphs[0]):
                self.second_abstracts.append((token, draft))
            draft.paragraphs.append(token.text)
        elif role == "metadata" and draft:
            self._read_metadata(token.text, draft)
        elif role == "number":
            self._read_number(token.text, draft)
        elif role in ("orphan", "junk"):
            self._report(token, role)
        if role not in ("number", "furniture", "metadata"):
            self.pending = None
        self.label = token.text.lower()

    def _begin(self, token: Token) -> None:
        self.drafts.append(Draft(token.line, token.text))
        if self.votes_lead and self.pending is not None:
            self.drafts[-1].facts["upvotes"] = self.pending

    def _read_metadata(self, text: str, draft: Draft) -> None:
        facts = parse_metadata(text, self.year)
        if facts is None and len(text) > 1:
            name, rest = split_at_date(text)
            draft.set_organization(*split_organization(name or text))
            facts = parse_metadata(rest, self.year)
        draft.add_facts(facts or {})

    def _read_number(self, text: str, draft: Draft | None) -> None:
        number = parse_count(text)
        if number is None or self.label == "github" or text.lower().startswith("github"):
            return
        dated = draft is not None and bool(draft.facts.get("published"))
        if draft and (text.lower().startswith("upvote") or self.label == "upvote"):
            draft.facts.setdefault("upvotes", number)
        elif self.votes_lead:
            if draft and dated and self.pending is not None:
                draft.facts.setdefault("comments", self.pending)
            self.pending = number
        elif draft and dated:
            draft.facts.setdefault("comments", number)

    def _report(self, token: Token, role: Role) -> None:
        expected = (
            "an abstract below the title"
            if role == "orphan"
            else "a title, an abstract, or a line with a paper's authors and date"
        )
        length = f", {len(token.text)} characters" if role == "junk" else ""
        self.collector.report(token.line, f"expected {expected} (got {shorten(token.text)!r}{length})")

    def report_second_abstracts(self) -> None:
        """Report second abstracts if the other papers have one each: a title must be missing above them."""
        if len(self.second_abstracts) * FEW > len(self.drafts):
            return
        for token, draft in self.second_abstracts:
            draft.paragraphs.remove(token.text)
            self.collector.report(
                token.line,
                f"expected one abstract below the title in line {draft.line}, as with the other papers"
                f" (got a second one, {len(token.text)} characters: {shorten(token.text)!r});"
                " is a title missing?",
            )

"""What each block of an unmarked listing is: title, abstract, metadata or page furniture.

Each role of a block costs something, depending on its text and on the role of the block before it. The
cheapest path through the whole text (Viterbi) assigns the roles, so that furniture in the middle, a missing
abstract or a second paragraph affect only their neighbors.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.readers.huggingface.furniture import LONGEST_FURNITURE, is_furniture
from generator.readers.huggingface.metadata import (
    AUTHORS,
    DATE,
    DOT,
    LONGEST_SUBMITTER,
    NUMBER,
    SENTENCE_END,
    SUBMITTED,
    is_metadata,
    is_organization,
    parse_metadata,
    split_at_date,
)
from generator.readers.huggingface.pieces import Piece

Role = Literal["title", "abstract", "metadata", "number", "furniture", "orphan", "junk"]
"""What a block is; an ``orphan`` is a title without anything below it, ``junk`` fits nowhere."""

Kind = Literal["block", "furniture", "metadata", "number"]

IMPOSSIBLE = 1e9
FURNITURE_COST = 6.0
ORPHAN_COST = 9.0
JUNK_COST = 10.0
SUBMITTER_COST = 4.0
"""The cost of a submitter between abstract and authors.

Above 3, so that a submitter and a second abstract cost more than a title that reads like furniture.
"""
SHORTEST_BEFORE_ORGANIZATION = 60

# the end of one sentence and the beginning of the next: "is large. We show"
TWO_SENTENCES = re.compile(r"[.!?]\)? (?=[A-Z])")
# … is available at https://github.com/uw-syfi/Murmur
LAST_WORD_ADDRESS = re.compile(r"https?://\S+\Z")
# GitHub 11.3k  ·  Published on
LABEL = re.compile(r"(?:GitHub|Upvote|arXiv Page|Published on)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A block of text.

    The kinds ``metadata`` and ``number`` are certain; ``furniture`` and ``block`` can be anything.
    """

    line: int
    text: str
    kind: Kind


def _title_cost(text: str) -> float:
    length = len(text)
    if length > 400 or length < 2:
        return IMPOSSIBLE
    cost = 0.0 if length <= 200 else 3.0
    if text.rstrip("\"')]}”’*").endswith(SENTENCE_END) and not text.endswith("?"):
        cost += 2 if length < 120 else 6
    if length > 150 and TWO_SENTENCES.search(text):
        cost += 3
    if LAST_WORD_ADDRESS.search(text[-300:]):
        cost += 6
    if text[0].islower() and length > 40:
        cost += 1
    return cost


def _abstract_cost(text: str) -> float:
    length = len(text)
    sentence = text.rstrip("\"')]}”’").endswith(SENTENCE_END) or bool(LAST_WORD_ADDRESS.search(text[-300:]))
    if length >= 300:
        return 0.0
    if length >= 200:
        return 0.5 if sentence else 3.0
    if length >= 60:
        return 1.0 if sentence else 12.0
    return 5.0 if sentence and " " in text else 14.0


def make_tokens(pieces: Sequence[Piece]) -> list[Token]:
    """Return the blocks of a listing, each classified by its text and its neighbors; skip empty ones."""
    tokens: list[Token] = []
    after_submitted_by = False
    for place, piece in enumerate(pieces):
        text = piece.text.strip()
        if not text:
            continue
        following = pieces[place + 1].text.strip() if place + 1 < len(pieces) else ""
        before = tokens[-1] if tokens else None
        short = len(text) <= LONGEST_FURNITURE
        kind: Kind = "furniture" if is_furniture(text) else "block"
        submitter = after_submitted_by and len(text) <= LONGEST_SUBMITTER and not is_metadata(text)
        if submitter or (short and NUMBER.match(text)):
            kind = "number"
        elif (short and _is_metadata_line(text, before)) or _names_organization(text, before, following):
            kind = "metadata"
        elif kind == "furniture" and LABEL.match(text):
            kind = "number"
        submitted = SUBMITTED.match(text)
        after_submitted_by = bool(submitted and not submitted["name"])
        tokens.append(Token(line=piece.line, text=text, kind=kind))
    return tokens


def _is_metadata_line(text: str, before: Token | None) -> bool:
    if AUTHORS.match(text) or DOT.match(text):
        return True
    if match := DATE.match(text):
        # "Mar 11" alone is the day of the page; below a paper or a separator it is the paper's
        if match["year"] and before and before.kind != "furniture":
            return True
        return bool(before and (before.kind == "metadata" or "·" in text))
    return parse_metadata(text, None) is not None


def _names_organization(text: str, before: Token | None, following: str) -> bool:
    """Return whether a text below an abstract is an organization, alone or with the date."""
    return (
        before is not None
        and before.kind == "block"
        and len(before.text) >= SHORTEST_BEFORE_ORGANIZATION
        and not is_furniture(text)
        and (is_organization(text, following) or split_at_date(text) != ("", ""))
    )


# states of the grammar: what the block before was
OUTSIDE, TITLE, ABSTRACT, METADATA = range(4)

_Step = tuple[int, int, float, Role]
"""From one state to another, at a cost, giving a role."""


def _list_steps(token: Token) -> Iterator[_Step]:
    """Yield what a block can be after each state; of two equally cheap ways the first one is taken."""
    if token.kind == "number":
        for state in range(4):
            yield state, state, 1.5 if state == TITLE else 0.0, "number"
        return
    if token.kind == "metadata":
        yield ABSTRACT, METADATA, 0.0, "metadata"
        yield METADATA, METADATA, 0.0, "metadata"
        yield TITLE, METADATA, 4.0, "metadata"
        yield OUTSIDE, OUTSIDE, 5.0, "junk"
        return
    free = token.kind == "furniture"
    extra = FURNITURE_COST if free else 0.0
    title_cost = _title_cost(token.text) + extra
    abstract_cost = _abstract_cost(token.text) + extra
    for state in (OUTSIDE, ABSTRACT, METADATA):
        yield state, TITLE, title_cost, "title"
    yield TITLE, TITLE, title_cost + ORPHAN_COST, "title"
    yield TITLE, ABSTRACT, abstract_cost, "abstract"
    yield ABSTRACT, ABSTRACT, abstract_cost + 3, "abstract"
    role: Role = "furniture" if free else "junk"
    for state in (OUTSIDE, METADATA, ABSTRACT):
        yield state, OUTSIDE, 0.0 if free else JUNK_COST, role
    yield TITLE, TITLE, 1.5 if free else JUNK_COST + 2, role
    if SUBMITTED.match(token.text):
        yield ABSTRACT, ABSTRACT, SUBMITTER_COST, role


def assign_roles(tokens: Sequence[Token]) -> list[Role]:
    """Return the role of each token on the cheapest path through the text."""
    costs = [0.0, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE]
    history: list[list[tuple[int, Role]]] = []
    for token in tokens:
        cheapest = [IMPOSSIBLE] * 4
        origins: list[tuple[int, Role]] = [(OUTSIDE, "junk")] * 4
        for origin, state, cost, role in _list_steps(token):
            if costs[origin] + cost < cheapest[state]:
                cheapest[state] = costs[origin] + cost
                origins[state] = (origin, role)
        floor = min(cheapest)
        costs = [cost - floor for cost in cheapest]
        history.append(origins)
    costs[TITLE] += ORPHAN_COST
    return _trace_back(history, min(range(4), key=lambda state: costs[state]))


def _trace_back(history: Sequence[Sequence[tuple[int, Role]]], state: int) -> list[Role]:
    """Return the roles on the path that ends in ``state``; a title with nothing below it is an orphan."""
    roles: list[Role] = []
    bare = state == TITLE
    for origins in reversed(history):
        origin, role = origins[state]
        if role == "title":
            role = "orphan" if bare else role
            bare = origin == TITLE
        elif role in ("abstract", "metadata") and origin == TITLE:
            bare = False
        roles.append(role)
        state = origin
    return roles[::-1]

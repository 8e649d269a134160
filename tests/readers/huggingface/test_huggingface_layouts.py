"""Listings in every layout: exactly the papers printed are found, whatever surrounds them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
import strategies as made
from hypothesis import given, settings
from strategies import Made

from generator.readers import ReadResult, decode, read

ALL = (
    "title", "abstract", "arxiv", "author_count", "organization", "organization_account", "published",
    "comments", "upvotes",
)  # fmt: skip
META = ("title", "abstract", "author_count", "organization", "organization_account", "published", "comments")
Layout = Callable[[Random, list[Made]], str]
LAYOUTS: dict[str, tuple[Layout, tuple[str, ...]]] = {
    "plain": (lambda r, p: made.plain(r, p, meta=False), ("title", "abstract")),
    "plain, tight": (lambda r, p: made.plain(r, p, meta=False, tight=True), ("title", "abstract")),
    "plain, with authors": (lambda r, p: made.plain(r, p, meta=True), META),
    "plain, with authors, tight": (lambda r, p: made.plain(r, p, meta=True, tight=True), META),
    "plain, wrapped": (lambda r, p: made.plain(r, p, meta=True, wrap=True), META),
    "Markdown": (made.markdown, ALL),
    "numbered links": (made.references, ALL),
    "numbered links, cut off": (
        lambda r, p: made.references(r, p).partition("\n\n[1]: ")[0],
        tuple(field for field in ALL if field != "arxiv"),
    ),
    "reader mode": (made.reader, ALL),
    "trending": (made.trending, ("title", "abstract", "author_count")),
    "HTML": (lambda r, p: made.page(r, p, data=False), ALL),
    "HTML with data": (lambda r, p: made.page(r, p, data=True), ("title", "abstract", "arxiv", "published")),
}


def read_text(text: str, name: str = "listing.txt") -> ReadResult:
    return read(decode(text.encode(), name=name))


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=50)
@given(listing=made.listings())
def test_exactly_the_papers_of_a_listing_come_back(layout: str, listing: tuple[Random, list[Made]]) -> None:
    random, papers = listing
    render, fields = LAYOUTS[layout]
    text = render(random, papers)
    result = read_text(text)
    got = [
        {field: getattr(entry, field) for field in fields} | {"abstract": " ".join(entry.abstract.split())}
        for entry in result.entries
    ]
    assert got == [made.expected(paper, fields) for paper in papers], text
    assert [entry.position for entry in result.entries] == list(range(1, len(papers) + 1))
    assert not result.problems
    lines = text.split("\n")
    if "data" not in layout:
        for entry in result.entries:
            words = entry.title.split()
            assert words[-1] in "\n".join(lines[entry.line - 1 : entry.line + 3])

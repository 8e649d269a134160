"""Random records for property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from generator.model.entry import CaptureRef, Organization
from generator.model.paper import LEVELS, Comparison, Links, Paper, RelatedPaper
from generator.model.settings import KINDS
from generator.text.cleaning import remove_unprintable

__all__ = ["papers"]

# anything a person may type, except what YAML cannot hold and surrounding white space
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x85\u2028\u2029\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=200,
).map(lambda text: remove_unprintable(text).strip()).filter(bool)  # fmt: skip
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
DATES = st.one_of(
    st.dates().filter(lambda day: 1600 <= day.year <= 2999).map(lambda day: day.isoformat()),
    st.sampled_from(["1999", "2024", "2024-07", "1600-01"]),
)
URLS = st.sampled_from(
    ["https://a.example.org/b_c", "http://b.example.org/?q=1#x", "https://c.example.org:80/~d"]
)


@st.composite
def papers(draw: Any) -> Paper:
    """Draw a record with any of its fields."""

    def maybe(strategy: Any) -> Any:
        return draw(st.none() | strategy)

    return Paper(
        slug="x",
        title=draw(TEXT),
        aliases=tuple(draw(st.lists(TEXT, max_size=2))),
        authors=tuple(draw(st.lists(TEXT, max_size=3))),
        author_count=maybe(st.integers(1, 5000)),
        organization=maybe(st.builds(Organization, name=TEXT, account=st.none() | TEXT)),
        published=maybe(DATES),
        venue=maybe(TEXT),
        venue_year=maybe(st.integers(1600, 2999)),
        links=Links(
            arxiv=maybe(st.sampled_from(["2410.05434", "math/0211159", "0704.0001"])),
            doi=maybe(st.sampled_from(["10.1234/a(b)", "10.5555/é;x"])),
            openreview=maybe(TEXT),
            code=tuple(draw(st.lists(URLS, max_size=2, unique=True))),
            slides=tuple(draw(st.lists(URLS, max_size=2, unique=True))),
            other=tuple(draw(st.lists(URLS, max_size=1))),
        ),
        topics=tuple(draw(st.lists(SLUGS, max_size=3, unique=True))),
        tags=tuple(draw(st.lists(TEXT, max_size=2))),
        keywords=tuple(draw(st.lists(TEXT, max_size=2))),
        must_read=maybe(st.just(True) | TEXT.map("So {}".format)),
        level=maybe(st.sampled_from(list(LEVELS))),
        kind=tuple(draw(st.lists(st.sampled_from(list(KINDS)), max_size=2, unique=True))),
        tldr=maybe(TEXT),
        also_asked=tuple(draw(st.lists(TEXT, max_size=2))),
        comparison=Comparison(problem=maybe(TEXT), result=maybe(TEXT)),
        abstract=draw(st.just("") | TEXT),
        related=tuple(draw(st.lists(st.builds(RelatedPaper, paper=SLUGS, why=TEXT), max_size=2))),
        notes=maybe(st.lists(TEXT, min_size=1, max_size=3).map("\n\n".join)),
        review=maybe(TEXT),
        added=maybe(DATES),
        evidence=draw(st.dictionaries(TEXT, TEXT, max_size=2)),
        captures=tuple(
            draw(st.lists(st.builds(CaptureRef, capture=TEXT, position=st.integers(1, 999)), max_size=2))
        ),
    )

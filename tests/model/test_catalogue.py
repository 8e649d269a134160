"""Following redirects from slug to slug."""

from __future__ import annotations

import pytest

from generator.model.catalog import follow_redirects

REDIRECTS = {"rye": "rye-bread", "rye-bread": "rye-loaf", "a": "b", "b": "a", "self": "self"}


@pytest.mark.parametrize(
    ("slug", "end"),
    [("rye", "rye-loaf"), ("rye-bread", "rye-loaf"), ("rye-loaf", "rye-loaf"), ("other", "other"),
     ("a", None), ("self", None)],
)  # fmt: skip
def test_a_chain_is_followed_to_its_end(slug: str, end: str | None) -> None:
    assert follow_redirects(slug, REDIRECTS) == end


def test_a_paper_ends_the_chain() -> None:
    assert follow_redirects("rye", REDIRECTS, papers={"rye-bread"}) == "rye-bread"
    assert follow_redirects("rye", REDIRECTS, papers={"rye"}) == "rye"
    assert follow_redirects("a", REDIRECTS, papers={"b"}) == "b"

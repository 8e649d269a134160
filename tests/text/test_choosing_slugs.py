"""Slugs for new records."""

from __future__ import annotations

import pytest

from generator.text.slugs import choose_slug


def test_each_slug_is_given_once_without_trying_all_numbers_again() -> None:
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for _ in range(5000):
        taken.add(choose_slug("Rye", taken, counts))
    assert len(taken) == 5000
    assert {"rye", "rye-2", "rye-5000"} <= taken
    assert choose_slug("Rye", {"rye", "rye-2"}) == "rye-3"


@pytest.mark.parametrize("title", ["Index", "CON", "com1"])
def test_names_that_files_cannot_have_are_avoided(title: str) -> None:
    assert choose_slug(title, ()) == f"{title.lower()}-paper"

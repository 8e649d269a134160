"""Answers on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_services import FakeClock

from generator.services.answer_cache import CACHE_DAYS, Answer, AnswerCache

ADDRESS = "https://bread.example.org/rye"
ANSWER = Answer(body=b"\x00rye\xff", type="text/html")


def test_an_answer_is_kept_for_a_while(tmp_path: Path) -> None:
    clock = FakeClock()
    cache = AnswerCache(folder=tmp_path / "answers", clock=clock.read)
    assert cache.load(ADDRESS, "text/html") is None
    cache.store(ADDRESS, "text/html", ANSWER)
    clock.now += CACHE_DAYS * 86400 - 1
    assert cache.load(ADDRESS, "text/html") == ANSWER
    clock.now += 1
    assert cache.load(ADDRESS, "text/html") is None


def test_answers_of_different_types_are_apart(tmp_path: Path) -> None:
    cache = AnswerCache(folder=tmp_path)
    cache.store(ADDRESS, "text/html", ANSWER)
    assert cache.load(ADDRESS, "application/json") is None
    cache.remove(ADDRESS, "application/json")
    assert cache.load(ADDRESS, "text/html") == ANSWER
    cache.remove(ADDRESS, "text/html")
    assert cache.load(ADDRESS, "text/html") is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"time": "now"}', b"\xff"])
def test_a_damaged_answer_is_none(tmp_path: Path, content: bytes) -> None:
    cache = AnswerCache(folder=tmp_path)
    cache.store(ADDRESS, "text/html", ANSWER)
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    assert cache.load(ADDRESS, "text/html") is None

"""Broken and hostile input: nothing crashes, nothing hangs, what is sound is read, the rest is named."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import strategies as made
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.readers import READERS, Reader, ReadResult, Source, decode, read

SEEDS = sorted(
    path for path in (Path(__file__).parents[1] / "data" / "readers").glob("*/*") if path.suffix != ".jsonl"
)
MEGABYTE = 1_000_000


def check(result: ReadResult, source: Source) -> None:
    """What holds of every result."""
    count = source.text.count("\n") + 1
    papers = [*result.entries, *result.identifiers]
    assert sorted(paper.position for paper in papers) == list(range(1, len(papers) + 1))
    for paper in papers:
        assert 1 <= paper.line <= count
        assert paper.capture == source.name
    for entry in result.entries:
        assert entry.title.strip() == entry.title != ""
        assert not set(entry.title + entry.abstract) & set("\x00\x1b\u202e\u2066\ufeff\r")
    for problem in result.problems:
        assert problem.message and problem.place is not None
        assert problem.place.line is None or 1 <= problem.place.line <= count + 1


@settings(max_examples=300)
@given(made.hostile_bytes())
@example(b"")
@example(b"\xff\xfe")
def test_nothing_but_a_content_error_comes_of_bytes(data: bytes) -> None:
    try:
        source = decode(data, name="x")
        check(read(source), source)
    except ContentError as error:
        assert error.problems


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.NAME)
@settings(max_examples=60)
@given(made.hostile_texts())
def test_no_reader_raises_on_what_is_not_its_format(reader: Reader, text: str) -> None:
    source = Source(name="x", text=text.replace("\0", "").replace("\r", "\n"))
    reader.recognizes(source.text)
    check(reader.read(source), source)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
@settings(max_examples=40)
@given(st.integers(0, 2**32))
def test_damaged_samples_are_read_as_far_as_they_are_sound(seed: Path, chance: int) -> None:
    data = made.mutations(seed.read_bytes(), Random(chance))
    try:
        source = decode(data, name="x")
        check(read(source), source)
    except ContentError as error:
        assert error.problems


@pytest.mark.parametrize(
    "data",
    [
        b"Daily Papers\n" + b"a" * MEGABYTE,
        b"Daily Papers\n### " + b"[" * 200_000,
        b"Daily Papers\n### x\n" + b" " * MEGABYTE + b"x",
        b"Daily Papers\n### x\n\n" + b"``" * (MEGABYTE // 2),
        b"Daily Papers\nTitle here\nhttps://x.yy/" + b")" * 40_000,
        b"Daily Papers\nTitle here\n" + b"{\\em " * 9_000,
        b"@article{a, title={" + b"{" * 100_000 + b"}" * 100_000 + b"}}",
        b"@article{a, title={" + b'\\"o' * 100_000 + b"}}",
        b'[{"title":"x","author":[' + b'{"title":' * 100_000,
        b"<html>/papers/2401.00001" + b"<div>" * 100_000,
        b"<feed>arxiv.org" + b"<entry>" * 100_000,
        b"TY  - JOUR\nTI  - " + b"a" * MEGABYTE,
        b"2410.05434\n" + b"\0" * MEGABYTE,
    ],
    ids=lambda data: data[:24].decode(),
)
def test_a_megabyte_of_one_thing_is_read_or_refused(data: bytes) -> None:
    # the time limit of the whole suite tells when one of these is no longer linear
    source = decode(data, name="x")
    check(read(source), source)

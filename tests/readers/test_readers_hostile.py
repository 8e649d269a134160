"""Broken and hostile input: nothing crashes, nothing hangs, and what cannot be read is reported."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import strategies as made
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reader_invariants import check_result
from reader_samples import SAMPLES

from generator.errors import ContentError
from generator.readers import READERS, Reader, Source, decode, read
from generator.readers.collector import Collector

MEGABYTE = 1_000_000


@settings(max_examples=300)
@given(made.hostile_bytes())
@example(b"")
@example(b"\xff\xfe")
def test_bytes_raise_nothing_but_content_errors(data: bytes) -> None:
    try:
        source = decode(data, name="x")
        check_result(source, read(source))
    except ContentError as error:
        assert error.problems


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.NAME)
@settings(max_examples=60)
@given(made.hostile_texts())
def test_no_reader_raises_on_other_formats(reader: Reader, text: str) -> None:
    source = Source(name="x", text=text.replace("\0", "").replace("\r", "\n"))
    reader.recognizes(source.text)
    collector = Collector(source=source)
    reader.read(source.text, collector)
    check_result(source, collector.result(reader.NAME))


@pytest.mark.parametrize("seed", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
@settings(max_examples=40)
@given(st.integers(0, 2**32))
def test_damaged_samples_raise_nothing_but_content_errors(seed: Path, chance: int) -> None:
    data = made.mutations(seed.read_bytes(), Random(chance))
    try:
        source = decode(data, name="x")
        check_result(source, read(source))
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
def test_a_megabyte_of_repetition_is_read_or_reported(data: bytes) -> None:
    # the time limit of the suite shows if one of these takes more than linear time
    source = decode(data, name="x")
    check_result(source, read(source))

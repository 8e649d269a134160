"""Bytes to text: encodings, line ends, and bytes that are not text."""

from __future__ import annotations

import pytest

from generator.errors import ContentError, Problem
from generator.readers import decode

TEXT = "Ø 2410.05434\n2410.05435\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_detected(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), name="x").text == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark_is_detected(encoding: str) -> None:
    text = "2410.05434, a paper about ovens\n"
    assert decode(text.encode(encoding), name="x").text == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_line_ends_become_newlines(end: str) -> None:
    assert decode(f"a{end}b{end}".encode(), name="x").text == "a\nb\n"


def list_warnings(problems: tuple[Problem, ...]) -> list[str]:
    assert {problem.severity for problem in problems} <= {"warning"}
    return [str(problem) for problem in problems]


def test_bytes_that_are_not_text_are_reported_by_line() -> None:
    source = decode(b"fine\nbad \xff\xfe\nalso\x00 bad\n", name="x", label="captures/x")
    assert source.text == "fine\nbad \ufffd\ufffd\nalso bad\n"
    assert list_warnings(source.problems) == [
        "captures/x:2: expected text in UTF-8 (got other bytes, replaced with U+FFFD)",
        "captures/x:3: expected text (got NUL characters, removed)",
    ]


def test_replacement_characters_in_the_file_are_not_blamed_on_the_encoding() -> None:
    assert list_warnings(decode("bad \ufffd\n".encode(), name="x").problems) == [
        "x:1: expected text in UTF-8 (got U+FFFD, left by another program)"
    ]


def test_bad_lines_after_the_first_twenty_are_counted() -> None:
    source = decode(b"bad \xff\n" * 23, name="x")
    assert len(source.problems) == 21
    assert str(source.problems[-1]).endswith("in 3 more lines")


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"\x00\x00"])
def test_an_empty_file_is_rejected(data: bytes) -> None:
    with pytest.raises(ContentError, match=r"bread\.txt:1: The file is empty\."):
        decode(data, name="x", label="bread.txt")

"""Bytes to text: encodings, line ends, and bytes that are not text."""

from __future__ import annotations

import io
import zipfile

import pytest

from generator.errors import ContentError, Problem
from generator.readers import decode, read

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
    source = decode(b"fine\nbad \xff\x81\nalso\x00 bad\n", name="x", label="captures/x")
    assert source.text == "fine\nbad ÿ\ufffd\nalso bad\n"
    assert list_warnings(source.problems) == [
        "captures/x:2: expected text in UTF-8 (got other bytes, read as Windows-1252: check the letters)",
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


def test_letters_of_windows_1252_are_kept_next_to_utf_8() -> None:
    source = decode("Łuk, ".encode() + "Müñoz – naïve…\n".encode("cp1252"), name="x")
    assert source.text == "Łuk, Müñoz – naïve…\n"
    assert list_warnings(source.problems) == [
        "x:1: expected text in UTF-8 (got other bytes, read as Windows-1252: check the letters)"
    ]


@pytest.mark.parametrize("name", ["ISO8859_2", "iso-8859-2", "Cp1250", "windows-1250"])
def test_the_encoding_that_a_bibtex_file_declares_is_used(name: str) -> None:
    text = f"% Encoding: {name}\n\n@article{{a, author = {{Łukasz Kovář}}}}\n"
    source = decode(text.encode(name.replace("_", "-")), name="x")
    assert (source.text, source.problems) == (text, ())


def test_utf_8_and_unknown_encodings_are_read_whatever_a_file_declares() -> None:
    for name in ("ISO8859_1", "iso-8859-99", "unicode_escape", "UTF-8"):
        text = f"% Encoding: {name}\nŁukasz Kovář \\x41\n"
        assert decode(text.encode(), name="x").text == text


def pack(name: str, text: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "remedy"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF file", "add the paper by its DOI"),
        (b"SQLite format 3\0\x10\0", "a database, such as zotero.sqlite", "Export the library as BibTeX"),
        (b"{\\rtf1\\ansi Rye}", "a rich text file", "plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "an old Word or Excel file", "plain text"),
        (pack("word/document.xml"), "a Word document", "BibTeX or RIS"),
        (pack("xl/workbook.xml"), "an Excel workbook", "CSV"),
        (pack("mimetype", "application/vnd.oasis.opendocument.text"), "an OpenDocument file", "plain text"),
        (pack("sdb/sdb.eni"), "an EndNote library", "Export the library"),
        (pack("list.bib"), "a ZIP archive", "Unpack it"),
        (b"\x1f\x8b\x08\0", "a gzip file", "Unpack it"),
    ],
    ids=["pdf", "sqlite", "rtf", "doc", "docx", "xlsx", "odt", "enlx", "zip", "gzip"],
)
def test_files_that_are_not_text_are_named_with_what_to_import_instead(
    data: bytes, kind: str, remedy: str
) -> None:
    with pytest.raises(ContentError) as caught:
        decode(data, name="list.bib")
    assert str(caught.value).startswith(f"list.bib: expected text (got {kind}). ")
    assert remedy in str(caught.value)


@pytest.mark.parametrize(
    ("text", "kind", "remedy"),
    [
        (
            "<1. >\r\nVN  - Ovid Technologies\r\nTI  - Rye\r\nAU  - Lee\r\nER  - \r\n",
            "an Ovid export",
            "as RIS",
        ),
        ("RT Journal Article\nSR Electronic(1)\nT1 Rye\n", "a RefWorks export", "as RIS"),
        ('<?xml version="1.0"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "x" "y">', "PubMed XML", "as RIS"),
        ("<doi_records>\n <doi_record/></doi_records>", "Crossref XML", "DOI"),
        (
            '<?xml version="1.0"?>\n<!-- x -->\n<marc:collection xmlns:marc="http://www.loc.gov/MARC21/slim">',
            "MARCXML",
            "RIS",
        ),
        ("00953cam a2200277 a 4500001001300000", "MARC from a library catalog", "RIS"),
        (
            '{\n "id": "https://doi.org/10.1",\n "doi": "10.1/2", "types": {"resourceTypeGeneral": "Text"}}',
            "DataCite JSON",
            "DOI",
        ),
        ("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL>", "browser bookmarks", "addresses"),
        ("# hello\ncff-version: 1.2.0\ntitle: Rye\n", "a citation file", "DOI"),
    ],
    ids=["ovid", "refworks", "pubmed", "crossref", "marcxml", "marc", "datacite", "bookmarks", "cff"],
)
def test_unsupported_formats_are_named_with_what_to_import_instead(text: str, kind: str, remedy: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(decode(text.encode(), name="list"))
    assert str(caught.value).startswith(f"list:1: expected a supported format (got {kind}")
    assert remedy in str(caught.value)


def test_xml_is_read_in_its_declared_encoding() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-2"?>\n<mods><title>Łódź</title></mods>\n'
    source = decode(text.encode("iso-8859-2"), name="x.xml")
    assert "Łódź" in source.text
    assert not source.problems

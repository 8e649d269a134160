"""Formats in XML: answers of the arXiv API and OPML outlines."""

from __future__ import annotations

import pytest

from generator.readers import ReadResult, decode, read

FEED = """\
<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- made up -->
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<entry>
  <id>http://arxiv.org/abs/2401.00001v2</id>
  <published>2024-01-03T10:00:00Z</published>
  <title>Rye
    in Stripes</title>
  <summary>We bake &amp; measure.</summary>
  <author><name>Ann Lee</name></author>
  <author><name>Jan van der Brood</name></author>
  <arxiv:comment>Code: https://github.com/a/b, 2019 pages</arxiv:comment>
  <arxiv:journal_ref>Bread Letters 2017 (2024)</arxiv:journal_ref>
  <link title="doi" href="https://doi.org/10.1145/1"/>
  <link title="pdf" href="https://doi.org/10.1145/2"/>
</entry>
</feed>
"""


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.xml"))


def test_an_answer_of_the_arxiv_api_is_read() -> None:
    result = read_text(FEED)
    (entry,) = result.entries
    assert (entry.title, entry.abstract, entry.line) == ("Rye in Stripes", "We bake & measure.", 4)
    assert (entry.arxiv, entry.doi, entry.published) == ("2401.00001", "10.1145/1", "2024-01-03")
    assert entry.authors == ("Ann Lee", "Jan van der Brood")
    assert (entry.venue, entry.venue_year) == ("Bread Letters 2017 (2024)", 2024)
    assert entry.code == ("https://github.com/a/b",)
    assert not result.problems


def test_a_single_entry_is_read() -> None:
    entry = FEED[FEED.index("<entry>") : FEED.index("</feed>")].replace("arxiv:", "")
    assert [entry.title for entry in read_text(entry).entries] == ["Rye in Stripes"]


def test_an_error_of_the_arxiv_api_is_reported() -> None:
    feed = "<feed><entry><id>http://arxiv.org/api/errors#x</id><summary>incorrect id</summary></entry></feed>"
    assert [str(problem) for problem in read_text(feed).problems] == [
        "x.xml:1: expected a paper (got an error of arXiv: 'incorrect id')"
    ]


def test_what_is_not_well_formed_is_reported_and_the_rest_is_read() -> None:
    result = read_text(FEED.replace("</feed>", "<entry><title>Oats</title"))
    assert [entry.title for entry in result.entries] == ["Rye in Stripes", "Oats"]
    assert {problem.place.line for problem in result.problems if problem.place} <= {18, 19}
    assert "expected well-formed XML" in str(result.problems[0])


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE feed [<!ENTITY a "bread"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    feed = f"{bomb}<feed>arxiv.org<entry><title>Rye &a;&b;</title></entry></feed>"
    assert [entry.title for entry in read_text(feed).entries] == ["Rye &a;&b;"]


@pytest.mark.parametrize("attribute", ["url", "htmlUrl", "href", "xmlUrl", "_note"])
def test_an_outline_with_title_and_address_is_an_entry(attribute: str) -> None:
    outline = f'<outline text="Deep  Rye" {attribute}="https://arxiv.org/abs/2401.00001"/>'
    result = read_text(f"\n\n<opml><body>\n{outline}\n</body></opml>")
    assert [(e.title, e.arxiv, e.line) for e in result.entries] == [("Deep Rye", "2401.00001", 4)]


def test_an_outline_without_a_title_is_an_identifier_and_one_without_an_address_is_reported() -> None:
    outlines = [
        '<outline text="Papers">',
        '<outline title="2401.00001"/>',
        '<outline text="https://doi.org/10.1145/1" url="https://doi.org/10.1145/1"/>',
        '<outline text="***" url="https://arxiv.org/abs/2401.00002"/>',
        '<outline text="A Note"/>',
        "</outline>",
    ]
    result = read_text("<opml><body>\n" + "\n".join(outlines) + "\n</body></opml>")
    assert [(found.kind, found.value, found.line) for found in result.identifiers] == [
        ("arxiv", "2401.00001", 3),
        ("doi", "10.1145/1", 4),
        ("arxiv", "2401.00002", 5),
    ]
    assert [(str(problem), problem.severity) for problem in result.problems] == [
        ("x.xml:6: expected an outline with the address of a paper (got 'A Note')", "warning")
    ]

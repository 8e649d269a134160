"""Database formats with tagged lines: PubMed, Web of Science and Refer."""

from __future__ import annotations

import time

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read

MOST_SECONDS = 10


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.txt"))


def read_pubmed(*lines: str) -> Entry:
    (entry,) = read_text("\n".join(["PMID- 10000001", "TI  - Rye.", *lines])).entries
    return entry


def read_web_of_science(*lines: str) -> Entry:
    (entry,) = read_text("\n".join(["FN Clarivate", "PT J", "TI Rye", *lines, "ER", "", "EF"])).entries
    return entry


def read_refer(*lines: str) -> Entry:
    (entry,) = read_text("\n".join(["%0 Journal Article", "%T Rye", *lines])).entries
    return entry


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["PT  - Retracted Publication", "EIN - Bread Lett. 2020"], "retracted"),
        (["RIN - Bread Lett. 2021"], "retracted"),
        (["ECI - Bread Lett. 2021"], "expression of concern"),
        (["EIN - Bread Lett. 2021"], "corrected"),
        (["CIN - Bread Lett. 2021", "PT  - Retraction of Publication"], None),
    ],
)
def test_retractions_in_pubmed(lines: list[str], status: str | None) -> None:
    assert read_pubmed(*lines).status == status


@pytest.mark.parametrize(
    ("lines", "authors", "organization"),
    [
        (["FAU - Lee, Ann B", "AU  - Lee AB"], ("Ann B. Lee",), None),
        (["AU  - van den Oven A", "AU  - et al."], ("A. van den Oven",), None),
        (["FAU - Lee, Ann", "CN  - Sourdough Group"], ("Ann Lee", "Sourdough Group"), None),
        (["CN  - Sourdough Group"], (), "Sourdough Group"),
    ],
)
def test_authors_in_pubmed(lines: list[str], authors: tuple[str, ...], organization: str | None) -> None:
    entry = read_pubmed(*lines)
    assert (entry.authors, entry.organization) == (authors, organization)


@pytest.mark.parametrize(
    ("kinds", "type_", "venue"),
    [
        (["Journal Article"], "article-journal", "Bread letters"),
        (["Reports - Research", "Journal Articles"], "article-journal", "Bread letters"),
        (["Reports - Research"], "report", None),
        (["Reports - Research\nVI  - 12"], "article-journal", "Bread letters"),
    ],
)
def test_types_in_pubmed(kinds: list[str], type_: str, venue: str | None) -> None:
    entry = read_pubmed("JT  - Bread letters", *(f"PT  - {kind}" for kind in kinds))
    assert (entry.type, entry.venue) == (type_, venue)
    assert read_pubmed("JT  - bioRxiv", "PT  - Journal Article", "PT  - Preprint").type == "article"


def test_dates_and_article_numbers_in_pubmed() -> None:
    entry = read_pubmed("JT  - Bread letters", "DP  - 2021 Jan-Feb", "DEP - 20201201", "LID - e1042 [pii]")
    assert (entry.published, entry.venue_year, entry.publication.pages) == ("2020-12-01", 2021, "e1042")


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("Article; Retracted Publication", "retracted"),
        ("Article; Withdrawn Publication", "withdrawn"),
        ("Article; Publication with Expression of Concern", "expression of concern"),
        ("Article", None),
    ],
)
def test_retractions_in_web_of_science(kind: str, status: str | None) -> None:
    assert read_web_of_science(f"DT {kind}").status == status


@pytest.mark.parametrize(
    ("source", "abbreviation", "venue"),
    [
        ("JOURNAL OF BREAD AND OVENS", "J. Bread Ovens", "Journal of Bread and Ovens"),
        ("PLOS BREAD", "PLoS Bread", "PLoS Bread"),
        ("IEEE TRANSACTIONS ON OVENS", "", "IEEE Transactions on Ovens"),
        ("15TH BMC WORKSHOP, PT VII", "", "15th BMC Workshop, Pt VII"),
        ("Bread Letters", "BREAD LETT", "Bread Letters"),
    ],
)
def test_names_in_capitals_get_their_usual_form(source: str, abbreviation: str, venue: str) -> None:
    assert read_web_of_science(f"SO {source}", f"JI {abbreviation}").venue == venue


def test_cited_references_in_web_of_science_are_not_papers() -> None:
    result = read_text(
        "FN Clarivate\nVR 1.0\nPT J\nAU Lee, AB\n   Baker, B (b@example.org)\nTI Rye\n   at Scale\nSO BREAD\n"
        "CR Cole C, 2001, V1, P1, DOI 10.1145/1\n   Cole C, 2002, V2, P2, DOI 10.1145/2\nPY 2020\nER\n\nEF\n"
    )
    (entry,) = result.entries
    assert (entry.title, entry.authors, entry.doi) == ("Rye at Scale", ("A. B. Lee", "B. Baker"), None)
    assert not result.identifiers
    assert not result.problems


def test_rows_of_web_of_science_with_too_many_columns_are_reported() -> None:
    result = read_text("PT\tTI\tSO\tPY\nJ\tRye\tBread\t2020\nJ\tOats\tBread\t2020\t1\t2\t3\n")
    assert [entry.title for entry in result.entries] == ["Rye", "Oats"]
    assert [str(problem) for problem in result.problems] == [
        "x.txt:3: expected at most 4 columns (got 7: 'J Oats Bread 2020 1 2 3')"
    ]


def test_an_unfinished_record_of_web_of_science_is_reported() -> None:
    problems = read_text("PT J\nTI Rye\nER\nPT J\nTI Oats\n").problems
    assert list(map(str, problems)) == [
        "x.txt:4: expected 'ER' at the end of the record (got the end of the file)"
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["%J Bread Letters", "%D 2020", "%8 July 4"], ("Bread Letters", 2020, "2020-07-04")),
        (["%B Kneading", "%D 2020"], ("Kneading", 2020, None)),
        (["%D 2020"], (None, None, "2020")),
    ],
)
def test_venue_and_date_in_refer(lines: list[str], expected: tuple[object, ...]) -> None:
    entry = read_refer(*lines)
    assert (entry.venue, entry.venue_year, entry.published) == expected


def test_refer_records_without_types_are_separated_by_blank_lines() -> None:
    result = read_text("%T Rye\n%A Lee, Ann\n%X One.\n\nTwo.\n\n%T Oats\n%A Bo Baker\n%D 2020\n")
    assert [(entry.title, entry.authors) for entry in result.entries] == [
        ("Rye", ("Ann Lee",)), ("Oats", ("Bo Baker",)),
    ]  # fmt: skip
    assert result.entries[0].abstract == "One.\n\nTwo."


def test_bibtex_comments_are_not_read_as_refer() -> None:
    assert read_text("% The list\n%T is here\n%A comment\n@misc{rye, title={Rye}}\n").format == "BibTeX"


@pytest.mark.parametrize(
    "text",
    [
        "PMID- 1\nTI  - Rye\n" + "AB  - a\n      b\n" * 50_000,
        "PMID- 1\nTI  - Rye\n" + "AU  - Lee AB\n" * 100_000,
        "PT J\nTI Rye\nAU a\n" + "   Lee, A\n" * 100_000 + "ER\n",
        "PT J\nTI Rye\nSO A" + " AA" * 100_000 + "\n" + "CR A\n   B\n" * 50_000 + "ER\n",
        "%0 Book\n%T Rye\n" + "%A Lee, Ann\n" * 100_000,
        "%T Rye\n%D 2020\n" + "\n" * 100_000,
        "PT\tTI" + "\tAU" * 100_000 + "\tSO\nJ\tRye" + "\tLee, A" * 100_000,
    ],
)
def test_long_files_are_read_within_seconds(text: str) -> None:
    begin = time.process_time()
    assert [entry.title for entry in read_text(text).entries] == ["Rye"]
    assert time.process_time() - begin < MOST_SECONDS

"""RIS: records, names, dates, notes and broken records."""

from __future__ import annotations

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.ris"))


def read_one(*lines: str, type_: str = "JOUR") -> Entry:
    result = read_text("\n".join([f"TY  - {type_}", "TI  - Rye", *lines, "ER  - "]))
    assert not result.problems
    (entry,) = result.entries
    return entry


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Lee, Ann", "Ann Lee"),
        ("Bakers & Sons, Ltd.", "Bakers & Sons, Ltd."),
        ("Team, Crumb", "Crumb Team"),
        ("Smith, Sam, Jr.", "Sam Smith Jr."),
        ("Ann Lee", "Ann Lee"),
        ("A, B, C", "A, B, C"),
        ("Adler D.G.", "D.G. Adler"),
        ("de la Cruz J.-P.", "J.-P. de la Cruz"),
    ],
)
def test_authors_are_names_in_printed_order(printed: str, name: str) -> None:
    assert read_one(f"AU  - {printed}").authors == (name,)


@pytest.mark.parametrize(
    ("lines", "published", "venue_year"),
    [
        (["PY  - 2024"], "2024", None),
        (["DA  - 2024/07/04/"], "2024-07-04", None),
        (["PY  - 2024", "DA  - 2024/07//"], "2024-07", None),
        (["PY  - 2023", "DA  - 2024/07/04/"], "2023", None),
        (["PY  - 2024", "T2  - Bread Letters"], None, 2024),
        (["PY  - 2024", "T2  - Bread Letters", "N1  - Published: 2023-05-01"], "2023-05-01", 2024),
    ],
)
def test_the_cited_year_is_that_of_the_venue_if_there_is_one(
    lines: list[str], published: str | None, venue_year: int | None
) -> None:
    entry = read_one(*lines)
    assert (entry.published, entry.venue_year) == (published, venue_year)


def test_labeled_notes_are_facts() -> None:
    entry = read_one(
        "AU  - Flour Lab", "N1  - Organization: Flour Lab", "N1  - Authors: 7", "N1  - arXiv: 2401.00001",
        "N1  - OpenReview: 8-8k3okjpY", "N1  - Code: https://github.com/a/b", "DO  - 10.1145/1",
    )  # fmt: skip
    assert (entry.authors, entry.organization, entry.author_count) == ((), "Flour Lab", 7)
    assert (entry.arxiv, entry.openreview, entry.doi) == ("2401.00001", "8-8k3okjpY", "10.1145/1")
    assert entry.code == ("https://github.com/a/b",)


def test_labels_in_the_extra_field_of_zotero_are_read() -> None:
    entry = read_one("M2  - Citation Key: lee2020", "M2  - Type: preprint", "M2  - 3", type_="GEN")
    assert (entry.key, entry.type) == ("lee2020", "article")


@pytest.mark.parametrize(
    "line", ["JO  - CoRR abs/2401.00001", "UR  - https://arxiv.org/abs/2401.00001", "AN  - arXiv:2401.00001"]
)
def test_an_arxiv_identifier_is_found_in_any_tag(line: str) -> None:
    entry = read_one(line)
    assert (entry.arxiv, entry.venue) == ("2401.00001", None)


@pytest.mark.parametrize(
    ("type_", "lines", "venue", "container"),
    [
        ("JOUR", ["T2  - Bread Letters", "JO  - Bread Lett."], "Bread Letters", None),
        ("JOUR", ["JO  - Bread Lett.", "JF  - Bread Letters"], "Bread Letters", None),
        ("JOUR", ["J2  - Bread Lett."], "Bread Lett.", None),
        ("CONF", ["C3  - Proceedings of Kneading"], "Proceedings of Kneading", None),
        ("CONF", ["C3  - Proc. of Kneading", "T2  - Kneading 2020"], "Kneading 2020", "Proc. of Kneading"),
        ("CONF", ["BT  - Proceedings of Kneading"], "Proceedings of Kneading", None),
        ("CPAPER", ["C3  - Bread University", "T2  - Kneading", "AN  - WOS:1"], "Kneading", None),
        ("CHAP", ["BT  - The Book of Bread"], "The Book of Bread", None),
        ("BOOK", ["T2  - Studies in Bread", "J2  - Stud. Bread"], None, None),
        ("GEN", ["T2  - Physics &amp; Society"], "Physics & Society", None),
    ],
)  # fmt: skip
def test_the_venue_is_read_from_different_tags(
    type_: str, lines: list[str], venue: str | None, container: str | None
) -> None:
    entry = read_one(*lines, type_=type_)
    assert (entry.venue, entry.publication.container) == (venue, container)


def test_publication_details_are_read() -> None:
    entry = read_one(
        "ID  - lee2020rye", "T2  - Bread Letters", "VL  - 12", "IS  - 3", "SP  - 436", "EP  - 444",
        "PY  - 2020", "SN  - 1234-5678", "PB  - Mill Press", "CY  - Berlin", "LA  - en", "A2  - Baker, Bo",
        "KW  - rye; wheat", "KW  - ovens", "J2  - Bread Lett.",
    )  # fmt: skip
    assert entry.publication.model_dump(exclude_defaults=True) == {
        "volume": "12", "issue": "3", "pages": "436–444", "issn": "1234-5678", "publisher": "Mill Press",
        "place": "Berlin", "language": "en", "editors": ("Bo Baker",),
    }  # fmt: skip
    assert (entry.type, entry.key, entry.tags) == ("article-journal", "lee2020rye", ("rye", "wheat", "ovens"))


@pytest.mark.parametrize(
    ("type_", "lines", "expected"),
    [
        (
            "THES",
            ["PB  - Bread University", "M3  - PhD thesis"],
            ("thesis", "Bread University", "PhD thesis"),
        ),
        ("RPRT", ["PB  - Mill Institute", "SN  - TR-12"], ("report", "Mill Institute", None)),
        ("JOUR", ["T2  - arXiv", "UR  - https://arxiv.org/abs/2401.00001"], ("article", None, None)),
        ("EDBOOK", ["PB  - Mill Press"], ("book", "Mill Press", None)),
        ("XYZ", [], (None, None, None)),
    ],
)
def test_types_become_csl_types(type_: str, lines: list[str], expected: tuple[str | None, ...]) -> None:
    entry = read_one(*lines, type_=type_)
    assert (entry.type, entry.publication.publisher, entry.publication.genre) == expected


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        (["KW  - rye, wheat, oats"], ("rye", "wheat", "oats")),
        (["KW  - Ovens, old and new"], ("Ovens, old and new",)),
        (["KW  - rye; wheat", "oats", "KW  - rye"], ("rye", "wheat", "oats")),
    ],
)
def test_keywords_are_lists(lines: list[str], tags: tuple[str, ...]) -> None:
    assert read_one(*lines).tags == tags


def test_an_article_without_journal_and_volume_has_no_type() -> None:
    assert [read_one(*lines).type for lines in ([], ["VL  - 1"])] == [None, "article-journal"]


def test_authors_of_edited_books_are_editors_and_numbers_of_reports_are_kept() -> None:
    edited = read_one("AU  - Lee, Ann", type_="EDBOOK")
    assert (edited.authors, edited.publication.editors) == ((), ("Ann Lee",))
    assert read_one("SN  - TR-12", type_="RPRT").publication.number == "TR-12"


def test_authors_in_two_tags_keep_their_order() -> None:
    names = ["A1  - Lee, Ann", "AU  - Baker, Bo", "A1  - Cole, Cy", "A1  - Baker, Bo"]
    assert read_one(*names).authors == ("Ann Lee", "Bo Baker", "Cy Cole")
    assert read_one("AU  - Lee, Ann; Baker, Bo").authors == ("Ann Lee", "Bo Baker")


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (["PY  - 2018", "Y1  - 18-23 June 2018"], "2018-06-18"),
        (["PY  - 2020", "DA  - JAN 15"], "2020-01-15"),
        (["PY  - 2020", "DA  - JUL-AUG"], "2020-07"),
        (["Y1  - 2017///May 2017"], "2017-05"),
        (["DA  - 20140704"], "2014-07-04"),
        (["Y1  - 1900/01/01", "DA  - 1950/01/01"], "1950-01-01"),
        (["PY  - 2022", "DA  - 2022///"], "2022"),
        (["PY  - Marketing 2022"], "2022"),
        (["PY  - 0000"], None),
    ],
)
def test_dates_are_read_as_programs_print_them(lines: list[str], published: str | None) -> None:
    assert read_one(*lines).published == published


@pytest.mark.parametrize("text", ["{} - {}", "{}   - {}", "{}\t- {}", "  {}  - {}", "\ufeff{}  - {}"])
def test_spaces_around_the_hyphen_do_not_matter(text: str) -> None:
    facts = [
        ("TY", "JOUR"),
        ("TI", "Rye"),
        ("AU", "Lee, Ann"),
        ("PY", "2020"),
        ("T2", "Bread"),
        ("ER", ""),
    ]
    result = read_text("\n".join(text.format(*fact) for fact in facts))
    (entry,) = result.entries
    assert (entry.authors, entry.venue, entry.venue_year) == (("Ann Lee",), "Bread", 2020)
    assert not result.problems


def test_a_line_that_only_looks_like_a_tag_continues_the_abstract() -> None:
    entry = read_one("AB  - Flour and", "AI - based ovens, with", "A1-grade water", "KW  - rye", "wheat")
    assert (entry.abstract, entry.tags) == (
        "Flour and AI - based ovens, with A1-grade water",
        ("rye", "wheat"),
    )


def test_an_export_of_this_site_survives_zotero() -> None:
    (entry,) = read_text(
        "TY  - CONF\r\nTI  - Rye\r\nAU  - Lee, Ann\r\nC3  - Kneading\r\nDA  - 2022///\r\nPY  - 2022\r\n"
        "UR  - https://arxiv.org/abs/2101.00001\r\nAN  - arXiv:2101.00001\r\nY2  - 2026/01/02/10:11:12\r\n"
        "N1  - <p>arXiv: 2101.00001<br/>Published: 2021-01</p>\r\n"
        "N1  - <p>Code: https://github.com/a/b</p>\r\nKW  - Bread\r\nER  - \r\n\r\n"
    ).entries
    assert (entry.venue, entry.venue_year, entry.published) == ("Kneading", 2022, "2021-01")
    assert (entry.arxiv, entry.code, entry.tags) == ("2101.00001", ("https://github.com/a/b",), ("Bread",))


def test_database_names_in_capitals_and_initials_without_periods_are_tidied() -> None:
    lines = [
        "AU  - Lee, AB",
        "T2  - BREAD AND OVENS",
        "JI  - Bread Ovens",
        "C3  - Bread University",
        "AN  - WOS:1",
    ]
    entry = read_one(*lines)
    assert (entry.authors, entry.venue) == (("A. B. Lee",), "Bread and Ovens")


def test_database_notes_are_not_mistaken_for_our_labels() -> None:
    note = "N1  - Accession Number: 1; Document Type: Article; Source Info: 5/4/2018"
    assert read_one(note, "T2  - Bread Letters").type == "article-journal"


@pytest.mark.parametrize(
    ("type_", "lines", "expected"),
    [
        ("SER", ["SP  - 97", "EP  - 115"], ("chapter", "Studies in Bread", "97–115")),
        ("SER", [], ("book", None, None)),
        ("JOUR", ["SP  - No", "EP  - Specified"], ("article-journal", "Studies in Bread", None)),
        ("JOUR", ["SP  - iv", "EP  - xii"], ("article-journal", "Studies in Bread", "iv–xii")),
    ],
)
def test_pages_and_papers_in_series(type_: str, lines: list[str], expected: tuple[str | None, ...]) -> None:
    entry = read_one("T2  - Studies in Bread", *lines, type_=type_)
    assert (entry.type, entry.venue, entry.publication.pages) == expected


def test_text_between_records_is_reported_in_one_warning() -> None:
    result = read_text(
        "Record #1 of 2\nTY  - JOUR\nTI  - Rye\nER  - \nNL  - Bread Lett.\nLink to the Text: https://a.test\n"
        "TY  - JOUR\nTI  - Oats\nER  - \nRecord #2 of 2\n"
    )
    assert [entry.title for entry in result.entries] == ["Rye", "Oats"]
    assert [str(problem) for problem in result.problems] == [
        "x.ris:1: expected a record (got 'Record #1 of 2' and 2 more lines outside of records; left out)"
    ]


def test_broken_records_do_not_affect_their_neighbors() -> None:
    result = read_text(
        "Provider: Mill\nTI  - No type\nPY  - 2020\nTY  - JOUR\nTI  - Rye\nTY  - JOUR\nTI  - Oats\n"
        "ER  - \nER  - \nTY  - JOUR\nAU  - Lee, Ann\nER  - \nTY  - JOUR\nTI  - Spelt\n"
    )
    assert [(entry.title, entry.line) for entry in result.entries] == [
        ("No type", 2), ("Rye", 4), ("Oats", 6), ("Spelt", 13),
    ]  # fmt: skip
    assert [(str(problem), problem.severity) for problem in result.problems] == [
        ("x.ris:1: expected a record (got 'Provider: Mill'; left out)", "warning"),
        ("x.ris:2: expected 'TY' at the beginning of a record (got 'TI No type')", "error"),
        ("x.ris:4: expected 'ER' at the end of the record (got another 'TY')", "warning"),
        ("x.ris:9: expected 'TY' before 'ER' (got no record)", "warning"),
        ("x.ris:10: expected a title (got '')", "error"),
        ("x.ris:13: expected 'ER' at the end of the record (got the end of the file)", "warning"),
    ]

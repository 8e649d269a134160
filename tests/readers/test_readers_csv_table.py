"""Tables as CSV."""

from __future__ import annotations

import time

import pytest

from generator.errors import ContentError
from generator.exports.csv import HEADER
from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.csv"))


def read_one(text: str) -> Entry:
    (entry,) = read_text(text).entries
    return entry


def list_problems(text: str) -> list[str]:
    return [str(problem) for problem in read_text(text).problems]


def row(**cells: str) -> Entry:
    """Read a table with one row; underscores in names of columns stand for spaces."""
    header = ",".join(f'"{name.replace("_", " ")}"' for name in ["Title", "Year", *cells])
    values = ",".join(f'"{cell}"' for cell in ["Rye", "2024", *cells.values()])
    return read_one(f"{header}\n{values}\n")


def test_google_scholar() -> None:
    entry = read_one(
        "\ufeffAuthors,Title,Publication,Volume,Number,Pages,Year,Publisher\r\n"
        '"van der Brood, Jan FS; Lee, Ann; others; ","Rye, twice",Journal of Bread,12,3,436-444,2024,M\r\n'
    )
    assert (entry.title, entry.authors) == ("Rye, twice", ("Jan FS van der Brood", "Ann Lee"))
    assert (entry.venue, entry.venue_year, entry.published) == ("Journal of Bread", 2024, None)
    assert entry.publication.model_dump(exclude_defaults=True) == {
        "volume": "12", "issue": "3", "pages": "436–444", "publisher": "M",
    }  # fmt: skip


def test_scopus() -> None:
    entry = read_one(
        '"Authors","Author full names","Author(s) ID","Title","Year","Source title","Art. No.","Page start",'
        '"Page end","Cited by","DOI","Affiliations","Author Keywords","Document Type","Source","EID"\n'
        '"Lee A.; Kim B.-J.","Lee, Ann (57200000000); Kim, Bo-Jun (57200000001)","57200000000; 57200000001",'
        '"Rye","2024","Journal of Bread","104","","","5","10.1000/RYE","x","dough; rye","Conference paper",'
        '"Scopus","2-s2.0-1"\n'
    )
    assert entry.authors == ("Ann Lee", "Bo-Jun Kim")
    assert (entry.venue, entry.publication.pages, entry.doi) == ("Journal of Bread", "104", "10.1000/rye")
    assert (entry.type, entry.tags) == ("paper-conference", ("dough", "rye"))


def test_dimensions_has_a_line_before_the_header() -> None:
    entry = read_one(
        '"About the data: Exported on May 01, 2024, with ""rye"""\n'
        '"Rank","Publication ID","DOI","Title","Source title","Publication date","PubYear","Pagination"\n'
        '"1","pub.1","10.1000/rye","Rye","Bread Letters","2024-07","2024","1-9"\n'
    )
    assert (entry.title, entry.published, entry.venue_year, entry.line) == ("Rye", "2024-07", 2024, 3)


def test_web_of_science_as_a_spreadsheet() -> None:
    entry = read_one(
        "Publication Type,Authors,Author Full Names,Article Title,Source Title,Document Type,ISSN,Start Page,"
        "End Page,DOI,Publication Year,UT (Unique WOS ID)\n"
        'J,"Lee, A; Kim, B","Lee, Ann; Kim, Bo",Rye,J. Bread,Proceedings Paper,"1234-5678, 2345-678X"'
        ",1,9,10.1000/rye,2024,W1\n"
    )
    assert (entry.title, entry.authors, entry.venue) == ("Rye", ("Ann Lee", "Bo Kim"), "J. Bread")
    assert (entry.publication.pages, entry.publication.issn) == ("1–9", "1234-5678")
    assert entry.type == "paper-conference"


def test_unknown_columns_of_notion_are_reported_once() -> None:
    text = (
        "Name,Authors,Tags,Link,Published,Score,Read with\n"
        'Rye,"Ann Lee, Bo Kim","dough, rye",https://arxiv.org/abs/2401.00001,"July 4, 2024",5,Eva\n'
        "Oats,,,,,3,\n"
    )
    entry, other = read_text(text).entries
    assert (entry.title, entry.authors, entry.tags) == ("Rye", ("Ann Lee", "Bo Kim"), ("dough", "rye"))
    assert (entry.arxiv, entry.published, other.title) == ("2401.00001", "2024-07-04", "Oats")
    assert list_problems(text) == ["x.csv:1: these columns are not read: Score, Read with"]


def test_a_spreadsheet_table_with_semicolons() -> None:
    entry = read_one("sep=;\nTITLE;Authors;year;Doi\nRye;Lee, Ann;2024;https://doi.org/10.1000/rye\n")
    assert (entry.title, entry.authors, entry.published) == ("Rye", ("Ann Lee",), "2024")
    assert entry.doi == "10.1000/rye"


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("Lee, Ann", ("Ann Lee",)),
        ("van der Brood, Jan", ("Jan van der Brood",)),
        ("Lee, Ann; van der Brood, Jan", ("Ann Lee", "Jan van der Brood")),
        ("Ann Lee, Bo Kim, Eva Mill", ("Ann Lee", "Bo Kim", "Eva Mill")),
        ("Ann Lee, Bo Kim", ("Ann Lee", "Bo Kim")),
        ("Ann Lee and Bo Kim", ("Ann Lee", "Bo Kim")),
        ("Lee, Ann and Kim, Bo", ("Ann Lee", "Bo Kim")),
        ("Ann Lee, Bo Kim, and Eva Mill", ("Ann Lee", "Bo Kim", "Eva Mill")),
        ("A Lee, B Kim, ...", ("A Lee", "B Kim")),
        ("Lee A, Kim BJ.", ("A Lee", "BJ Kim")),
        ("Lee A.; Kim B.-J.", ("A. Lee", "B.-J. Kim")),
        ("A. Lee; B. Kim", ("A. Lee", "B. Kim")),
        ("Y. Xie et al.", ("Y. Xie",)),
        ("Smith, Sam, Jr.; Lee, Ann", ("Sam Smith Jr.", "Ann Lee")),
        ("['Ann Lee', 'Bo O\\'Kim']", ("Ann Lee", "Bo O\\'Kim")),
        ("Lee, Ann (57200000000)", ("Ann Lee",)),
        ("Ann Lee|Bo Kim", ("Ann Lee", "Bo Kim")),
    ],
)
def test_lists_of_authors_are_split_and_put_in_printed_order(cell: str, authors: tuple[str, ...]) -> None:
    assert row(Authors=cell).authors == authors


@pytest.mark.parametrize(
    ("cells", "type_"),
    [
        ({"Type": "Article"}, "article-journal"),
        ({"Document_Type": "Article; Proceedings Paper"}, "paper-conference"),
        ({"Document_Type": "Book chapter"}, "chapter"),
        ({"Document_Type": "Book"}, "book"),
        ({"Type": "thesis"}, "thesis"),
        ({"Type": "paper-conference"}, "paper-conference"),
        ({"Item_Type": "preprint"}, "article"),
        ({"Document_Identifier": "IEEE Conferences"}, "paper-conference"),
        ({"Type": "sandwich"}, None),
    ],
)
def test_types(cells: dict[str, str], type_: str | None) -> None:
    assert row(**cells).type == type_


def test_links_identifiers_and_notes() -> None:
    entry = row(
        Code="https://github.com/rye/bread", Project="https://rye.example.org/", OpenReview="8-8k3okjpY",
        Slides="https://rye.example.org/slides", PDF="https://rye.example.org/p.pdf",
        arXiv="arXiv:2401.00001v2", Notes="Citation Key: lee2024 DOI: 10.1000/rye",
    )  # fmt: skip
    assert (entry.code, entry.project) == (("https://github.com/rye/bread",), ("https://rye.example.org/",))
    assert (entry.arxiv, entry.doi, entry.openreview) == ("2401.00001", "10.1000/rye", "8-8k3okjpY")
    assert entry.key == "lee2024"
    assert entry.slides == ("https://rye.example.org/slides",)
    assert entry.pdf == ("https://rye.example.org/p.pdf",)


def test_names_in_our_own_tables_are_in_printed_order() -> None:
    names = "C H; Bo Kim; Lee, Ann; Bakers & Sons, Ltd.; Team, Crumb"
    entry = read_one(f'key,title,authors,organization,year\nrye,Rye,"{names}",,2024\n')
    assert entry.authors == ("C H", "Bo Kim", "Ann Lee", "Bakers & Sons, Ltd.", "Crumb Team")
    assert read_one("key,title,authors,organization,year\nrye,Rye,C H,,2024\n").authors == ("C H",)


def test_every_column_of_our_own_tables_is_read_or_ignored() -> None:
    result = read_text(HEADER + "lee2024,Rye\n")
    assert ([entry.key for entry in result.entries], result.problems) == (["lee2024"], ())


def test_the_number_is_the_issue_if_there_is_no_column_for_it() -> None:
    assert row(Number="3").publication.issue == "3"
    report = row(Number="TR-3", Issue="", Type="report").publication
    assert (report.number, report.issue) == ("TR-3", None)


def test_a_retracted_article_is_marked() -> None:
    assert row(Document_Type="Retracted Publication; Article").status == "retracted"
    assert row(Status="withdrawn").status == "withdrawn"
    assert row(Status="Reading").status is None
    assert row(Document_Type="Article").status is None


def test_an_apostrophe_that_guards_a_formula_is_removed() -> None:
    assert read_one("title,year\n'=rye() revisited,2024\n").title == "=rye() revisited"


def test_rows_without_a_title_are_looked_up_or_reported() -> None:
    result = read_text("title,doi,year\n,10.1000/rye,2024\n,,2023\n,,\n\nOats,,2022\n")
    assert [(item.kind, item.value, item.line) for item in result.identifiers] == [("doi", "10.1000/rye", 2)]
    assert [(entry.title, entry.line) for entry in result.entries] == [("Oats", 6)]
    assert [str(problem) for problem in result.problems] == ["x.csv:3: expected a title (got '2023')"]


def test_broken_rows_are_reported_with_their_line_and_the_next_ones_are_read() -> None:
    text = (
        'title,authors,year\nRye,Ann,2024\n"Cut,Bo,2024\nOats,Kim,2023,too,many\n'
        'Spelt,"Mill\nEva",2022\nBarley\n'
    )
    assert [(entry.title, entry.line) for entry in read_text(text).entries] == [
        ("Rye", 2), ("Spelt", 5), ("Barley", 7),
    ]  # fmt: skip
    first, second = list_problems(text)
    assert first.startswith("x.csv:3: expected a closing quotation mark (got '\"Cut,Bo,2024'")
    assert second.startswith("x.csv:4: expected at most 3 values (got 5, the last one 'many'); put text that")


def test_a_table_without_titles_is_an_error_that_names_its_columns() -> None:
    text = "What,Year,DOI,Authors\nRye,2024,10.1000/rye,Lee\n"
    assert not read_text(text).entries
    assert list_problems(text) == [
        "x.csv:1: expected a 'Title' column (got What, Year, DOI, Authors); rename the column with the titles"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "name,age\nAda,36\n",
        "Papers, code, links and a paper\n\nThis is a text with a few lines.\nIt is not a table.\n",
        "Paper, code, link\nSome words on rye\nMore words\nEven more words\n",
    ],
)
def test_other_texts_are_not_tables(text: str) -> None:
    with pytest.raises(ContentError, match="expected a supported format"):
        read_text(text)


def test_lists_of_identifiers_are_not_tables() -> None:
    result = read_text("doi\n10.1000/rye\n10.1000/oats\n")
    assert [item.value for item in result.identifiers] == ["10.1000/rye", "10.1000/oats"]


def test_many_open_quotation_marks_are_read_row_by_row() -> None:
    begin = time.process_time()
    result = read_text("title,year\n" + 'Rye,2024\n"Oats,2023\n' * 5_000)
    assert time.process_time() - begin < 20
    assert len(result.entries) == 5_000


@pytest.mark.parametrize(
    ("cells", "type_"),
    [
        ({"venue": "Bread Letters"}, "article-journal"),
        ({"venue": "bioRxiv"}, "article"),
        ({"arxiv": "2401.00001"}, "article"),
        ({"year": "1999"}, None),
    ],
)
def test_an_article_is_a_preprint_only_if_another_column_says_so(
    cells: dict[str, str], type_: str | None
) -> None:
    assert row(type="article", **cells).type == type_

"""BibTeX and biblatex: fields, names, dates, and broken entries."""

from __future__ import annotations

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.bib"))


def read_one(**fields: str) -> Entry:
    body = ", ".join(f"{name} = {{{value}}}" for name, value in {"title": "Rye", **fields}.items())
    (entry,) = read_text(f"@article{{rye, {body}}}\n").entries
    return entry


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("{GPU} Ovens for {Rye and Oats}", "GPU Ovens for Rye and Oats"),
        (r"Na{\"\i}ve {B}read", "Naïve Bread"),
        (r"{\"O}zg{\"u}r and \'{e}clair", "Özgür and éclair"),
        (r"50% more, R\&D, a\_b, \$5", "50% more, R&D, a_b, $5"),
        (r"50% more na\"ive", "50% more naïve"),
        (r"$O(n^{2})$ ov{\'e}ns", r"$O(n^{2})$ ovéns"),
        ("10^{19} grains", "10^{19} grains"),
        ("``a'' -- b~c", "``a'' -- b~c"),
        (r"{\'e} ``a'' -- b~c", "é ``a'' -- b~c"),
        ("e{BERT} and t{e}st", "eBERT and t{e}st"),
        (r"{The {GNU} Way}", "The GNU Way"),
    ],
)
def test_latex_in_titles_becomes_unicode(printed: str, shown: str) -> None:
    assert read_one(title=printed).title == shown


def test_a_subtitle_follows_the_title() -> None:
    assert read_one(title="Rye", subtitle="A Study").title == "Rye: A Study"


@pytest.mark.parametrize(
    ("printed", "names", "organization"),
    [
        ("Lee, Ann and Bo Kim", ("Ann Lee", "Bo Kim"), None),
        ("van der Brood, Jan and Smith, Jr., Sam", ("Jan van der Brood", "Sam Smith Jr."), None),
        (r"Erd\H{o}s, P{\'a}l and others", ("Pál Erdős",), None),
        ("{Flour Lab}", (), "Flour Lab"),
        ("{Flour Lab} and Lee, Ann", ("Flour Lab", "Ann Lee"), None),
        ("", (), None),
    ],
)
def test_authors_are_names_in_printed_order(
    printed: str, names: tuple[str, ...], organization: str | None
) -> None:
    entry = read_one(author=printed)
    assert (entry.authors, entry.organization) == (names, organization)


@pytest.mark.parametrize(
    ("fields", "published", "venue_year"),
    [
        ({"year": "2024"}, "2024", None),
        ({"year": "2024", "month": "jul"}, "2024-07", None),
        ({"year": "2024", "month": "4 July"}, "2024-07-04", None),
        ({"year": "2024", "month": "7", "day": "4"}, "2024-07-04", None),
        ({"date": "2024-07-04/2024-07-06"}, "2024-07-04", None),
        ({"date": "2024-02-30"}, "2024-02", None),
        ({"year": "in press"}, None, None),
        ({"year": "2024", "journal": "Bread Letters"}, None, 2024),
        ({"year": "2024", "month": "jul", "journal": "Bread Letters"}, "2024-07", 2024),
        ({"year": "2024", "published": "2023-05-01", "journal": "Bread Letters"}, "2023-05-01", 2024),
    ],
)
def test_the_cited_year_is_that_of_the_venue_if_there_is_one(
    fields: dict[str, str], published: str | None, venue_year: int | None
) -> None:
    entry = read_one(**fields)
    assert (entry.published, entry.venue_year) == (published, venue_year)


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ({"journal": "Bread Letters"}, "Bread Letters"),
        ({"journal": "arXiv preprint arXiv:2401.00001"}, None),
        ({"journal": "CoRR", "booktitle": "Proc. of Bread"}, "Proc. of Bread"),
        ({"howpublished": r"\url{https://bread.example.org}"}, None),
        ({"howpublished": "Online"}, None),
    ],
)
def test_a_preprint_server_or_an_address_is_not_a_venue(fields: dict[str, str], venue: str | None) -> None:
    assert read_one(**fields).venue == venue


@pytest.mark.parametrize(
    "fields",
    [
        {"eprint": "2401.00001v2", "archiveprefix": "arXiv"},
        {"eprint": "2401.00001"},
        {"journal": "arXiv preprint arXiv:2401.00001"},
        {"url": "https://arxiv.org/pdf/2401.00001v2.pdf"},
        {"url": r"\url{https://arxiv.org/abs/2401.00001}"},
        {"doi": "10.48550/arXiv.2401.00001"},
        {"note": "arXiv: 2401.00001 [cs]"},
        {"howpublished": r"\url{https://arxiv.org/abs/2401.00001}"},
    ],
    ids=str,
)
def test_an_arxiv_identifier_is_found_in_any_field(fields: dict[str, str]) -> None:
    entry = read_one(**fields)
    assert (entry.arxiv, entry.doi) == ("2401.00001", None)


def test_an_eprint_of_another_archive_is_not_an_arxiv_identifier() -> None:
    assert read_one(eprint="2401.00001", eprinttype="pubmed").arxiv is None


def test_other_identifiers_and_links_are_found() -> None:
    entry = read_one(
        doi=r"10.1145/A\_b",
        url="https://openreview.net/forum?id=8-8k3okjpY",
        code="https://github.com/a/b https://github.com/c/d",
        note="Project: https://rye.example.org\nCode: https://github.com/e/f",
        abstract="See https://github.com/g/h.",
        authorcount="7",
    )
    assert (entry.doi, entry.openreview, entry.author_count) == ("10.1145/a_b", "8-8k3okjpY", 7)
    assert entry.code == tuple(f"https://github.com/{path}" for path in ("a/b", "c/d", "e/f", "g/h"))
    assert entry.project == ("https://rye.example.org",)


def test_a_doi_can_be_given_as_an_address_or_in_a_note() -> None:
    assert read_one(url="https://doi.org/10.1145/1").doi == "10.1145/1"
    assert read_one(note="DOI: 10.1145/1").doi == "10.1145/1"


def test_html_in_titles_and_abstracts_is_removed() -> None:
    entry = read_one(title="<i>k</i>-means of CO<sub>2</sub> &amp; x<sup>2</sup>", abstract="<p>One</p>")
    assert (entry.title, entry.abstract) == ("k-means of CO_{2} & x^{2}", "One")


def test_broken_entries_do_not_affect_their_neighbors() -> None:
    result = read_text(
        "% a comment\n@article{a, title={Rye}}\n\n@article{b, title={Oats}\n\n@article{c, title={Spelt}}\n"
        "stray text\n"
    )
    assert [(entry.title, entry.line) for entry in result.entries] == [("Rye", 2), ("Spelt", 6)]
    assert [(p.place.line, p.severity) for p in result.problems if p.place] == [(4, "error"), (7, "warning")]


def test_repeated_keys_and_fields_are_read_once() -> None:
    result = read_text(
        '@article{a, title="Rye", title={Oats}}\n@article{a, title = "Spelt", year = "2020"}\n'
    )
    assert [(entry.title, entry.published) for entry in result.entries] == [("Rye", None), ("Spelt", "2020")]
    assert [str(problem) for problem in result.problems] == [
        "x.bib:1: expected each field once (got 'title' again in 'a'; the first one counts)"
    ]


def test_an_entry_without_a_title_is_reported() -> None:
    result = read_text("@article{a, year={2020}}\n")
    assert [str(problem) for problem in result.problems] == ["x.bib:1: expected a title (got '')"]


def test_a_broken_entry_is_reported_once() -> None:
    result = read_text('@string{b "Kneading"}\n@article{c, title={Spelt}}\n')
    assert [entry.title for entry in result.entries] == ["Spelt"]
    assert [problem.place.line for problem in result.problems if problem.place] == [1]

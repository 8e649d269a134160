"""Pages saved from a browser: arXiv, Google Scholar, and pages of papers."""

from __future__ import annotations

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read


def read_page(body: str, head: str = "") -> ReadResult:
    page = f"<!doctype html>\n<html><head><title>x</title>{head}</head>\n<body>{body}</body></html>"
    return read(decode(page.encode(), name="x.html"))


def read_one(body: str, head: str = "") -> Entry:
    (entry,) = read_page(body, head).entries
    return entry


def list_entry(*details: str, href: str = "/abs/2401.00001") -> str:
    title = "<div class='list-title mathjax'><span class='descriptor'>Title:</span> Rye</div>"
    term = f"<dt><a href='{href}'>arXiv</a></dt>"
    return f"<dl>{term}<dd><div class='meta'>{title}{''.join(details)}</div></dd></dl>"


@pytest.mark.parametrize(
    ("href", "arxiv"),
    [
        ("/abs/2401.00001", "2401.00001"),
        ("https://arxiv.org/abs/2401.00001v3", "2401.00001"),
        ("/abs/hep-th/9901001", "hep-th/9901001"),
    ],
)
def test_entries_of_arxiv_lists_have_their_identifiers(href: str, arxiv: str) -> None:
    entry = read_one(list_entry(href=href))
    assert (entry.title, entry.arxiv, entry.type) == ("Rye", arxiv, "article")


def test_a_journal_reference_is_the_venue() -> None:
    journal = (
        "<div class='list-journal-ref'><span class='descriptor'>Journal-ref:</span> J. Bread 7 (2025)</div>"
    )
    entry = read_one(list_entry(journal))
    assert (entry.venue, entry.venue_year, entry.type) == ("J. Bread 7 (2025)", 2025, None)


def test_formulas_that_the_browser_rendered_are_read_as_tex() -> None:
    formula = (
        '<p class="mathjax">in <span class="MathJax_Preview">n2</span><span class="MathJax">n<b>2</b></span>'
        '<script type="math/tex">n^2</script> steps<mjx-container>x</mjx-container></p>'
    )
    assert read_one(list_entry(formula)).abstract == "in $n^2$ steps"


def test_deeply_nested_pages_are_read_up_to_the_limit() -> None:
    result = read_page(list_entry() + "<div>" * 20_000 + list_entry())
    assert [entry.title for entry in result.entries] == ["Rye"]
    assert [str(problem) for problem in result.problems] == [
        "x.html:3: expected at most 256 levels of nested elements (got more; the rest is not read)"
    ]


@pytest.mark.parametrize(
    ("printed", "venue", "year", "publication"),
    [
        ("Nature 59 (7), 37-38, 2021", "Nature", 2021, {"volume": "59", "issue": "7", "pages": "37–38"}),
        ("Advances in baking 36, 7-15, 2023", "Advances in baking", 2023, {"volume": "36", "pages": "7–15"}),
        ("International Conference on Bread, 3950-3960, 2020", "International Conference on Bread", 2020,
         {"pages": "3950–3960"}),
        ("J. Bread 144, 104650, 2025", "J. Bread", 2025, {"volume": "144", "pages": "104650"}),
        ("Bread Letters, 2024", "Bread Letters", 2024, {}),
        ("Proceedings of the 7th conference on …, 2024", None, None, {}),
        ("arXiv preprint arXiv:2401.00001, 2024", None, None, {}),
        ("2024", None, None, {}),
        ("", None, None, {}),
    ],
)  # fmt: skip
def test_venues_of_google_scholar(
    printed: str, venue: str | None, year: int | None, publication: dict[str, str]
) -> None:
    entry = read_one(
        '<p>Google Scholar</p><table><tr class="gsc_a_tr"><td><a class="gsc_a_at">Rye</a>'
        f'<div class="gs_gray">A Lee, B Kim</div><div class="gs_gray">{printed}</div></td></tr></table>'
    )
    assert (entry.venue, entry.venue_year, entry.authors) == (venue, year, ("A Lee", "B Kim"))
    assert entry.publication.model_dump(exclude_defaults=True) == publication


def tags(**contents: str) -> str:
    return "".join(f'<meta name="citation_{name}" content="{text}">' for name, text in contents.items())


@pytest.mark.parametrize(
    ("head", "type_", "venue"),
    [
        (tags(title="Rye", journal_title="Bread Letters"), "article-journal", "Bread Letters"),
        (tags(title="Rye", conference_title="ICBB"), "paper-conference", "ICBB"),
        (tags(title="Rye", inbook_title="The Bread Book"), "chapter", "The Bread Book"),
        (tags(title="Rye", dissertation_institution="University of Rye"), "thesis", None),
        (tags(title="Rye", arxiv_id="2401.00001"), "article", None),
        (tags(title="Rye"), None, None),
    ],
)
def test_types_and_venues_on_paper_pages(head: str, type_: str | None, venue: str | None) -> None:
    entry = read_one("<p>Rye</p>", head)
    assert (entry.title, entry.type, entry.venue) == ("Rye", type_, venue)


def test_facts_on_paper_pages() -> None:
    head = tags(
        title="Fast &amp; Rye", publication_date="2024/07/04", journal_title="Bread Letters", volume="12",
        issue="3", firstpage="436", lastpage="444", issn="1234-5678", doi="10.1000/Rye", publisher="Mill",
        keywords="rye; dough", pdf_url="https://press.example.org/rye.pdf",
    )  # fmt: skip
    head += tags(author="Lee, Ann") + tags(author="Jan van der Brood")
    entry = read_one("<p>Rye</p>", head)
    assert (entry.title, entry.authors) == ("Fast & Rye", ("Ann Lee", "Jan van der Brood"))
    assert (entry.published, entry.venue_year, entry.doi) == ("2024-07-04", 2024, "10.1000/rye")
    assert entry.publication.model_dump(exclude_defaults=True) == {
        "volume": "12", "issue": "3", "pages": "436–444", "issn": "1234-5678", "publisher": "Mill",
    }  # fmt: skip
    assert entry.tags == ("rye", "dough")

"""BibTeX: what bibtexparser reads back is what the records say."""

from __future__ import annotations

import re

import bibtexparser
import pylatexenc.latex2text
import pytest
from bibtexparser.middlewares import MonthIntMiddleware, SeparateCoAuthors
from bibtexparser.middlewares.names import parse_single_name_into_parts
from exports_samples import catalog_of, papers, sample
from hypothesis import given
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec

from generator.exports import FORMATS, collect_references
from generator.exports.bibtex import escape_latex
from generator.exports.references import Reference
from generator.model.paper import Paper


def _latex_reader() -> LatexNodes2Text:
    # pylatexenc decodes \textasciicircum as the modifier letter U+02C6; in LaTeX it is ^ (U+005E)
    context = pylatexenc.latex2text.get_default_latex_context_db()
    context.add_context_category(
        "ascii", prepend=True, macros=[MacroTextSpec("textasciicircum", simplify_repl="^")]
    )
    return LatexNodes2Text(latex_context=context, keep_comments=True)


LATEX = _latex_reader()


def read(text: str) -> dict[str, dict[str, object]]:
    library = bibtexparser.parse_string(text, append_middleware=[MonthIntMiddleware(), SeparateCoAuthors()])
    assert not library.failed_blocks
    assert not library.comments
    return {
        entry.key: {"type": entry.entry_type, **{field.key: field.value for field in entry.fields}}
        for entry in library.entries
    }


def plain(latex: object) -> str:
    return LATEX.latex_to_text(str(latex))


def balanced(text: str) -> bool:
    """Return whether braces are balanced as BibTeX counts them, including escaped ones."""
    depth = 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


def check_facts(ref: Reference, fields: dict[str, object]) -> None:
    assert plain(fields["title"]) == ref.title
    names = fields.get("author", [])
    assert isinstance(names, list)
    if ref.organization:
        (name,) = names
        assert name.startswith("{")
        assert plain(name) == ref.organization
    else:
        assert len(names) == len(ref.authors)
        for written, name in zip(names, ref.authors, strict=True):
            parts = parse_single_name_into_parts(written)
            if name.suffix and name.given:
                assert [plain(" ".join(part)) for part in (parts.first, parts.von, parts.last, parts.jr)] == [
                    name.given,
                    name.particle,
                    name.family,
                    name.suffix,
                ]
            else:
                assert plain(written) == name.printed
    assert int(str(fields.get("year", 0))) == (ref.year or 0)
    if ref.published:
        assert (fields.get("published") or fields["year"]) == ref.published
    assert fields.get("eprint", "") == ref.arxiv
    assert str(fields.get("doi", "")).replace("%7B", "{").replace("%7D", "}") == ref.doi
    assert tuple(str(fields.get("code", "")).split()) == ref.code
    assert tuple(str(fields.get("project", "")).split()) == ref.project
    assert plain(fields.get("annote", "")) == ref.tldr
    assert plain(fields.get("abstract", "")) == ref.abstract
    assert plain(fields.get("keywords", "")) == ", ".join(ref.topics)
    venue = fields.get("booktitle") or fields.get("journal") or fields.get("howpublished") or ""
    assert plain(venue) == ref.venue


def test_every_fact_of_the_sample_is_read_back() -> None:
    references = collect_references(sample())
    text = FORMATS["bib"].write(references.values())
    entries = read(text)
    assert list(entries) == [ref.key for ref in references.values()]
    for ref in references.values():
        check_facts(ref, entries[ref.key])
    assert balanced(text)


@given(papers())
def test_every_fact_of_any_paper_is_read_back(paper: Paper) -> None:
    (ref,) = collect_references(catalog_of(paper)).values()
    text = FORMATS["bib"].write_entry(ref)
    (fields,) = read(text).values()
    check_facts(ref, fields)
    assert balanced(text)


@pytest.mark.parametrize(
    ("slug", "type_", "venue_field"),
    [
        ("crust-forms-early", "inproceedings", "booktitle"),
        ("greek-steam", "article", "journal"),
        ("steamy-workshop", "inproceedings", "booktitle"),
        ("a-preprint", "misc", None),
        ("old-style", "misc", "howpublished"),
        ("nobody-knows", "misc", None),
    ],
)
def test_the_type_depends_on_the_venue(slug: str, type_: str, venue_field: str | None) -> None:
    ref = collect_references(sample())[slug]
    fields = read(FORMATS["bib"].write_entry(ref))[ref.key]
    assert fields["type"] == type_
    present = {"booktitle", "journal", "howpublished"} & set(fields)
    assert present == ({venue_field} if venue_field else set())


def test_a_preprint_has_an_eprint_and_no_journal() -> None:
    ref = collect_references(sample())["old-style"]
    fields = read(FORMATS["bib"].write_entry(ref))[ref.key]
    assert (fields["eprint"], fields["archiveprefix"], fields["primaryclass"]) == (
        "hep-th/9901001",
        "arXiv",
        "hep-th",
    )
    assert (fields["year"], fields["month"], fields["published"]) == ("1999", 1, "1999-01-02")


def test_a_paper_at_a_later_venue_is_cited_by_the_year_of_the_venue_without_a_month() -> None:
    ref = collect_references(sample())["crust-forms-early"]
    fields = read(FORMATS["bib"].write_entry(ref))[ref.key]
    assert fields["year"] == "2020"
    assert fields["published"] == "2019-08-30"
    assert "month" not in fields


def test_capitals_within_words_are_protected() -> None:
    ref = collect_references(sample())["a-preprint"]
    assert "title = {{GNNs} on k-{NN} Graphs: An {ImageNet} for Loaves?}" in FORMATS["bib"].write_entry(ref)


def test_capitals_with_digits_are_protected() -> None:
    paper = Paper(slug="a", title="Baking with C4 and Yuan 2.0 at Home")
    (ref,) = collect_references(catalog_of(paper)).values()
    assert "title = {Baking with {C4} and Yuan 2.0 at Home}" in FORMATS["bib"].write_entry(ref)


def test_names_in_a_title_in_sentence_case_are_protected() -> None:
    paper = Paper(slug="a", title="On the spectrum of Euler graphs that nobody drew")
    (ref,) = collect_references(catalog_of(paper)).values()
    assert "title = {On the spectrum of {Euler} graphs that nobody drew}" in FORMATS["bib"].write_entry(ref)


def test_the_first_word_of_a_title_in_sentence_case_is_not_protected() -> None:
    paper = Paper(slug="a", title="Drawn Euler graphs that nobody has ever seen")
    (ref,) = collect_references(catalog_of(paper)).values()
    assert "title = {Drawn {Euler} graphs that nobody has ever seen}" in FORMATS["bib"].write_entry(ref)


def test_a_keyword_with_a_comma_is_in_braces() -> None:
    text = FORMATS["bib"].write_entry(collect_references(sample())["crust-forms-early"])
    assert r"  keywords = {Bread, {Tea, green \& black}}," in text


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("50% & #1_a $5", r"50\% \& \#1\_a \$5"),
        ("a--b ``c''", r"a-{}-b `{}`c'{}'"),
        ("Müller é ő Ł", r"M{\"u}ller {\'e} {\H{o}} {\L}"),
        ("α ≤ ∞", r"\ensuremath{\alpha} \ensuremath{\leq} \ensuremath{\infty}"),
        ("王 🎉", "王 🎉"),
    ],
)
def test_special_characters_are_written_as_latex(text: str, latex: str) -> None:
    assert escape_latex(text) == latex
    assert plain(latex) == text


def test_entries_have_the_stored_key_or_the_slug() -> None:
    text = FORMATS["bib"].write(collect_references(sample()).values())
    assert re.findall(r"^@\w+{(.+),$", text, re.MULTILINE) == [
        "familya2022gnns",
        "bakers2023sum",
        "unal2019crust",
        "wangxiaoming2021steam",
        "nobody-knows",
        "old1999old",
        "madonna2018steam",
    ]


def _entry(**facts: object) -> str:
    paper = Paper.model_validate({"slug": "rye", "title": "Rye", **facts})
    (ref,) = collect_references(catalog_of(paper)).values()
    return FORMATS["bib"].write_entry(ref)


def test_an_entry_contains_what_is_known_and_nothing_else() -> None:
    assert _entry() == "@misc{rye,\n  title = {Rye},\n}\n"
    assert (
        _entry(author_count=3, published="2020-05", links={"arxiv": "2001.00001"})
        == """\
@misc{rye,
  title = {Rye},
  authorcount = {3},
  year = {2020},
  month = may,
  published = {2020-05},
  eprint = {2001.00001},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2001.00001},
}
"""
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ann Old", "Ann Old"),
        ("Old, Ann", "{Old, Ann}"),
        ("Barnes and Noble", "{Barnes and Noble}"),
        ("others", "{others}"),
        ("Martin Luther King Jr.", "King, Jr., Martin Luther"),
        ("van Old Jr.", "{van Old Jr.}"),
    ],
)
def test_names_that_bibtex_would_split_are_in_braces(name: str, written: str) -> None:
    assert f"  author = {{{written}}},\n" in _entry(authors=(name,))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("A Plan B for Bread", "A Plan {B} for Bread"),
        ("Slow Dough rises Overnight twice", "Slow Dough rises Overnight twice"),
        ("Slow dough rises over Night again twice", "Slow dough rises over {Night} again twice"),
        ("On Euler", "On Euler"),
        ("On Euler graphs again", "On {Euler} graphs again"),
    ],
)
def test_words_are_protected_by_the_case_of_the_title(title: str, written: str) -> None:
    assert f"  title = {{{written}}},\n" in _entry(title=title)

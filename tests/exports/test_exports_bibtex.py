"""BibTeX: what bibtexparser reads back is what the records say."""

from __future__ import annotations

import re

import bibtexparser
import pybtex.database
import pylatexenc.latex2text
import pytest
from bibtexparser.middlewares import MonthIntMiddleware, SeparateCoAuthors
from bibtexparser.middlewares.names import parse_single_name_into_parts
from exports_samples import catalog_of, papers, sample
from hypothesis import given
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec

from generator.exports import FORMATS, bibtex, collect_references
from generator.exports.latex import escape_latex
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
VENUE_FIELDS = ("booktitle", "journal", "howpublished", "institution")


def read(text: str) -> dict[str, dict[str, object]]:
    library = bibtexparser.parse_string(text, append_middleware=[MonthIntMiddleware(), SeparateCoAuthors()])
    assert not library.failed_blocks
    assert not library.comments
    return {
        entry.key: {"@": entry.entry_type, **{field.key: field.value for field in entry.fields}}
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
            if parts.first:
                assert [plain(" ".join(part)) for part in (parts.first, parts.von, parts.last, parts.jr)] == [
                    name.given,
                    name.particle,
                    name.family,
                    name.suffix,
                ]
            else:
                assert plain(written) == name.printed
    assert int(str(fields.get("year", 0))) == (ref.year or 0)
    months = [int(str(fields[name])) for name in ("month", "day") if name in fields]
    date = "-".join([str(fields.get("year")), *(f"{part:02}" for part in months)])
    lines = plain(fields.get("annote", "")).split("\n")
    facts = [tuple(line.partition(": ")[::2]) for line in lines[bool(ref.tldr) :]]
    assert dict(facts).get("Published", date if ref.published else "") == ref.published
    assert fields.get("eprint", "") == ref.arxiv
    assert str(fields.get("doi", "")).replace("%7B", "{").replace("%7D", "}") == ref.doi
    assert tuple(value for label, value in facts if label == "Source code") == ref.code
    assert tuple(value for label, value in facts if label == "Project") == ref.project
    assert not ref.tldr or lines[0] == ref.tldr
    assert plain(fields.get("abstract", "")) == ref.abstract
    assert plain(fields.get("keywords", "")) == ", ".join(ref.topics)
    venues = [fields[name] for name in VENUE_FIELDS if name in fields]
    assert list(map(plain, venues)) == [ref.venue or "arXiv"] * len(venues)
    assert len(venues) == bool(ref.venue or (ref.arxiv and ref.type == "article"))


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
    ("slug", "entry_type", "venue_field"),
    [
        ("crust-forms-early", "inproceedings", "booktitle"),
        ("greek-steam", "article", "journal"),
        ("steamy-workshop", "inproceedings", "booktitle"),
        ("a-preprint", "techreport", None),
        ("old-style", "misc", "howpublished"),
        ("nobody-knows", "misc", None),
    ],
)
def test_the_type_depends_on_the_venue(slug: str, entry_type: str, venue_field: str | None) -> None:
    ref = collect_references(sample())[slug]
    fields = read(FORMATS["bib"].write_entry(ref))[ref.key]
    assert fields["@"] == entry_type
    present = {"booktitle", "journal", "howpublished"} & set(fields)
    assert present == ({venue_field} if venue_field else set())


def test_a_preprint_has_an_eprint_and_no_journal() -> None:
    ref = collect_references(sample())["old-style"]
    fields = read(FORMATS["bib"].write_entry(ref))[ref.key]
    assert (fields["eprint"], fields["eprinttype"], fields["eprintclass"]) == (
        "hep-th/9901001",
        "arXiv",
        "hep-th",
    )
    assert (fields["year"], fields["month"], fields["day"]) == ("1999", 1, "2")


def test_a_paper_at_a_later_venue_is_cited_by_the_year_of_the_venue_without_a_month() -> None:
    ref = collect_references(sample())["crust-forms-early"]
    fields = read(FORMATS["bib"].write_entry(ref))[ref.key]
    assert fields["year"] == "2020"
    assert isinstance(fields["annote"], str)
    assert "\nPublished: 2019-08-30\n" in fields["annote"]
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
        ("naïve ı", r"na{\"i}ve {\i}"),
        ("α ≤ ∞ – “q”", "α ≤ ∞ – “q”"),
        ("1 < 2 > |x|", "1 $<$ 2 $>$ |x|"),
        ("f{x} {", r"f\ensuremath{\lbrace}x\ensuremath{\rbrace} \ensuremath{\lbrace}"),
        ("f{x}", r"f\{x\}"),
        ("王 🎉", "王 🎉"),
    ],
)
def test_special_characters_are_written_as_latex(text: str, latex: str) -> None:
    assert escape_latex(text) == latex
    assert plain(latex) == text


def test_symbols_in_an_entry_to_copy_are_formulas() -> None:
    assert escape_latex("α ≤ é", mathematics=True) == r"$\alpha$ $\leq$ {\'e}"


def test_characters_whose_macros_pandoc_drops_stay_unicode() -> None:
    text = "x² – “Đặng” Þór Иван №"
    for mathematics in (False, True):
        written = escape_latex(text, mathematics=mathematics)
        assert not re.search(r"\\[A-Za-z]{2}", written)
        assert plain(written) == text


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
    assert _entry() == "@misc{rye,\n  title = {Rye},\n  key = {Rye},\n}\n"
    assert (
        _entry(author_count=3, published="2020-05", links={"arxiv": "2001.00001"})
        == """\
@techreport{rye,
  title = {Rye},
  key = {Rye},
  year = {2020},
  month = may,
  number = {arXiv:2001.00001},
  type = {Preprint},
  eprint = {2001.00001},
  eprinttype = {arXiv},
  url = {https://arxiv.org/abs/2001.00001},
  annote = {Authors: 3},
  institution = {arXiv},
}
"""
    )


PUBLICATION = {
    "container": "Journal of Crust and Crumb",
    "volume": "7",
    "issue": "3",
    "pages": "12–34",
    "publisher": "Bakers & Sons",
    "editors": ("Ed van Knead",),
}


@pytest.mark.parametrize(
    ("type_", "publication", "expected"),
    [
        (
            "article-journal",
            PUBLICATION,
            {
                "@": "article",
                "journal": "Journal of Crust and Crumb",
                "volume": "7",
                "number": "3",
                "pages": "12--34",
                "publisher": None,
                "annote": "Publisher: Bakers \\& Sons\nVenue: JCC",
            },
        ),
        (
            "chapter",
            PUBLICATION,
            {
                "@": "incollection",
                "booktitle": "Journal of Crust and Crumb",
                "editor": ["van Knead, Ed"],
                "publisher": r"Bakers \& Sons",
            },
        ),
        (
            "thesis",
            {"publisher": "Oven University"},
            {"@": "phdthesis", "school": "Oven University", "type": "Thesis"},
        ),
        ("thesis", {"genre": "PhD thesis"}, {"@": "phdthesis", "type": None}),
        ("report", {}, {"@": "techreport", "type": "Report"}),
        ("thesis", {"genre": "Master’s thesis"}, {"@": "mastersthesis"}),
        ("thesis", {"genre": "Habilitation"}, {"@": "phdthesis", "type": "Habilitation"}),
        (
            "report",
            {"publisher": "Oven Institute", "number": "7", "genre": "Technical report"},
            {"@": "techreport", "institution": "Oven Institute", "number": "7"},
        ),
        (
            "book",
            {"publisher": "P", "edition": "2nd", "isbn": "978-3-16-148410-0", "series": "S"},
            {"@": "book", "publisher": "P", "edition": "2nd", "isbn": "978-3-16-148410-0", "series": "S"},
        ),
        ("webpage", {"publisher": "P"}, {"@": "misc", "organization": "P", "annote": "Type: webpage"}),
        ("software", {"pages": "3"}, {"@": "misc", "pages": None, "annote": "Type: software\nPages: 3"}),
        ("chapter", {}, {"@": "misc", "annote": "Type: chapter"}),
        ("article-magazine", {}, {"@": "article", "annote": "Type: article-magazine"}),
        ("dataset", {}, {"@": "misc", "annote": "Type: dataset"}),
    ],
)
def test_publications_are_described_in_the_fields_of_their_type(
    type_: str, publication: dict[str, object], expected: dict[str, object]
) -> None:
    venue = "JCC" if "container" in publication else None
    text = _entry(type=type_, publication=publication, venue=venue, authors=("Ann Old",))
    (fields,) = read(text).values()
    assert {name: fields.get(name) for name in expected} == expected


def test_the_status_is_in_the_note_that_bibliographies_print() -> None:
    assert "  note = {Retracted},\n" in _entry(status="retracted")


def test_tags_are_keywords_after_the_topics() -> None:
    assert "  keywords = {Bread, Rye / Sour},\n" in _entry(
        topics=("bread",), keywords=("Rye / Sour", "Bread")
    )


def test_an_entry_to_copy_has_what_a_bibliography_prints() -> None:
    ref = collect_references(sample())["crust-forms-early"]
    (fields,) = read(bibtex.write_short_entry(ref)).values()
    assert set(fields) == {"@", "title", "author", "booktitle", "year", "eprint", "archiveprefix", "doi"}


def test_a_preprint_to_copy_is_written_as_on_arxiv() -> None:
    facts = {"authors": ("Ann Old",), "published": "2020-05-06", "links": {"arxiv": "2001.00001"}}
    paper = Paper.model_validate({"slug": "rye", "title": "Rye", **facts})
    (ref,) = collect_references(catalog_of(paper)).values()
    assert (
        bibtex.write_short_entry(ref)
        == """\
@misc{rye,
  title = {Rye},
  author = {Old, Ann},
  year = {2020},
  month = may,
  eprint = {2001.00001},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2001.00001},
}
"""
    )


# the fields of biblatex's data model (https://ctan.org/pkg/biblatex, section 2.2) and their names in BibTeX
KNOWN_FIELDS = frozenset((
    "abstract", "address", "annote", "author", "booktitle", "day", "doi", "edition", "editor", "eprint",
    "eprintclass", "eprinttype", "howpublished", "ids", "institution", "isbn", "issn", "journal", "key",
    "keywords", "language", "month", "note", "number", "pages", "publisher", "school", "series", "title",
    "type", "url", "volume", "year",
))  # fmt: skip


def test_biber_knows_every_field() -> None:
    everything = {**PUBLICATION, "series": "S", "edition": "2", "place": "Rome", "isbn": "1", "issn": "2"}
    for type_ in (*bibtex.ENTRY_TYPES, "document"):
        paper = sample().papers["crust-forms-early"].model_copy(update={"type": type_})
        facts = paper.model_dump() | {"publication": everything, "status": "retracted"}
        (ref,) = collect_references(catalog_of(Paper.model_validate(facts))).values()
        (fields,) = read(bibtex.write_entry(ref)).values()
        assert set(fields) - {"@"} <= KNOWN_FIELDS


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ann Old", "Old, Ann"),
        ("Aäron van den Oord", r"van den Oord, A{\"a}ron"),
        ("Old, Ann", "{Old, Ann}"),
        ("Barnes and Noble", "{Barnes and Noble}"),
        ("others", "{others}"),
        ("Martin Luther King Jr.", "King, Jr., Martin Luther"),
        ("van Old Jr.", "{van Old Jr.}"),
        ("The ATLAS Collaboration", "{The ATLAS Collaboration}"),
        ("Barnes & Noble", r"{Barnes \& Noble}"),
        ("danah boyd", "boyd, danah"),
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


def test_pybtex_reads_every_entry_with_the_parts_of_its_names() -> None:
    references = collect_references(sample())
    library = pybtex.database.parse_string(FORMATS["bib"].write(references.values()), "bibtex")
    assert list(library.entries) == [ref.key for ref in references.values()]
    _, oord, king, _ = library.entries["unal2019crust"].persons["author"]
    assert (oord.prelast_names, oord.last_names) == (["van", "den"], ["Oord"])
    assert (king.last_names, king.lineage_names, king.first_names) == (["King"], ["Jr."], ["Martin"])

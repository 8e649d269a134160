"""Papers written by pybtex, bibtexparser and rispy, or as CSL-JSON, come back whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexEncodingMiddleware
from bibtexparser.model import Entry as ParsedEntry
from bibtexparser.model import Field
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import BibliographyData, Entry, Person

from generator.readers import decode, read
from generator.text.latex import make_readable
from generator.text.names import split_name
from generator.text.titles import make_title_readable

WORDS = st.sampled_from((
    "rye", "Bread", "dough", "GPU", "Ovens", "naïve", "Größe", "Łódź", "Ærø", "crème", "señor", "İstanbul",
    "Šiška", "ångström", "R&D", "50%", "$5", "C#", "snake_case", "oven’s", "of", "and", "the", "α-loaf", "3D",
    "(2020)", "half–baked", "1984", "x+y", "a/b", "“rye”", "Who?", "Bake!", "T.H.E.", "[sic]", "e=m",
))  # fmt: skip
TITLES = st.lists(WORDS, min_size=1, max_size=7).map(" ".join).filter(lambda title: title[0].isalpha())
GIVEN = st.sampled_from(["Ann", "Jörg", "J. R.", "Jean-Luc", "Żaneta", "Mary Ann", "Øystein", "Å."])
PARTICLES = st.sampled_from(["", "", "", "van den", "de", "von"])
FAMILIES = st.sampled_from(["Lee", "O’Neil", "Muñoz", "Łukasz", "Erdős", "Smith-Jones", "Kim", "Çelik"])
PEOPLE = st.tuples(GIVEN, PARTICLES, FAMILIES)
NUMBERS = st.integers(1, 999).map(str)
PAPERS = st.fixed_dictionaries(
    {
        "title": TITLES,
        "people": st.lists(PEOPLE, min_size=1, max_size=4),
        "year": st.integers(1900, 2026),
        "doi": st.sampled_from(["", "10.1145/3357384.3357879", "10.1002/(sici)1-2", "10.5555/a_b.c-d;e"]),
        "venue": TITLES,
        "volume": NUMBERS,
        "issue": NUMBERS,
        "pages": st.tuples(st.integers(1, 500), st.integers(501, 999)),
        "key": st.from_regex(r"[a-z]{2,8}(?:19|20)[0-9]{2}[a-z]?", fullmatch=True),
    }
)

Made = dict[str, Any]
"""A made-up paper."""


def write_with_pybtex(paper: Made) -> str:
    entry = Entry("article", fields=dict(list_bibtex_fields(paper)))
    entry.persons["author"] = [
        Person(first=given, prelast=particle, last=family) for given, particle, family in paper["people"]
    ]
    return str(BibliographyData(entries={paper["key"]: entry}).to_string("bibtex"))


def write_with_bibtexparser(paper: Made) -> str:
    names = (f"{particle} {family}, {given}".strip() for given, particle, family in paper["people"])
    fields = [Field(name, value) for name, value in list_bibtex_fields(paper)]
    fields.append(Field("author", " and ".join(names)))
    library = bibtexparser.Library([ParsedEntry("article", paper["key"], fields)])
    return str(bibtexparser.write_string(library, prepend_middleware=[LatexEncodingMiddleware()]))


def list_bibtex_fields(paper: Made) -> list[tuple[str, str]]:
    first, last = paper["pages"]
    fields = {
        "title": paper["title"], "journal": paper["venue"], "year": str(paper["year"]), "doi": paper["doi"],
        "volume": paper["volume"], "number": paper["issue"], "pages": f"{first}--{last}",
    }  # fmt: skip
    return [(name, value) for name, value in fields.items() if value]


def write_with_rispy(paper: Made) -> str:
    first, last = paper["pages"]
    reference = {
        "type_of_reference": "JOUR", "title": paper["title"], "secondary_title": paper["venue"],
        "authors": [f"{particle} {family}, {given}".strip() for given, particle, family in paper["people"]],
        "year": str(paper["year"]), "volume": paper["volume"], "number": paper["issue"], "id": paper["key"],
        "start_page": str(first), "end_page": str(last), **({"doi": paper["doi"]} if paper["doi"] else {}),
    }  # fmt: skip
    return str(rispy.dumps([reference]))


def write_csl(paper: Made) -> str:
    first, last = paper["pages"]
    names = [
        {"given": given, "family": family} | ({"non-dropping-particle": particle} if particle else {})
        for given, particle, family in paper["people"]
    ]
    item = {
        "id": paper["key"], "type": "article-journal", "title": paper["title"], "author": names,
        "container-title": paper["venue"], "issued": {"date-parts": [[paper["year"]]]}, "DOI": paper["doi"],
        "volume": paper["volume"], "issue": paper["issue"], "page": f"{first}-{last}",
    }  # fmt: skip
    assert list(CiteProcJSON([item])) == [paper["key"]]
    return json.dumps([item])


@pytest.mark.parametrize(
    "write",
    [write_with_pybtex, write_with_bibtexparser, write_with_rispy, write_csl],
    ids=lambda write: write.__name__,
)
@settings(max_examples=60)
@given(paper=PAPERS)
def test_papers_written_by_other_libraries_come_back_whole(write: Callable[[Made], str], paper: Made) -> None:
    result = read(decode(write(paper).encode(), name="x"))
    assert result.problems == ()
    (entry,) = result.entries
    publication = entry.publication
    assert make_title_readable(entry.title) == paper["title"]
    assert entry.authors == tuple(" ".join(filter(None, person)) for person in paper["people"])
    assert (entry.venue_year, make_readable(entry.venue or "")) == (paper["year"], paper["venue"])
    assert (entry.doi or "") == paper["doi"]
    assert (entry.type, entry.key) == ("article-journal", paper["key"])
    assert (publication.volume, publication.issue) == (paper["volume"], paper["issue"])
    assert publication.pages == "–".join(map(str, paper["pages"]))
    assert [split_name(name).full_family for name in entry.authors] == [
        f"{particle} {family}".strip() for _, particle, family in paper["people"]
    ]

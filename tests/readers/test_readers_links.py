"""Links and identifiers in bibliographies: none is lost, and each is recognized in any form."""

from __future__ import annotations

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.bib"))


def read_one(**fields: str) -> Entry:
    body = ", ".join(f"{name} = {{{value}}}" for name, value in {"title": "Rye", **fields}.items())
    (entry,) = read_text(f"@misc{{rye, {body}}}\n").entries
    return entry


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("http://doi.acm.org/10.1145/3357384.3357879", "10.1145/3357384.3357879"),
        ("https://dx.doi.org/10.1145/3357384.3357879", "10.1145/3357384.3357879"),
        ("https://doi-org.proxy.library.example/10.1145/3357384.3357879", "10.1145/3357384.3357879"),
        ("DOI: 10.1145/3357384.3357879.", "10.1145/3357384.3357879"),
        ("available at doi:10.1145/3357384.3357879 (open)", "10.1145/3357384.3357879"),
        ("<10.1145/3357384.3357879>", "10.1145/3357384.3357879"),
        (
            "10.1002/(SICI)1097-0118(199607)22:3<207::AID-JGT2>3.0.CO;2-E",
            "10.1002/(sici)1097-0118(199607)22:3<207::aid-jgt2>3.0.co;2-e",
        ),
        (
            "10.1002/(SICI)1097-0118(199607)22:3&lt;207::AID-JGT2&gt;3.0.CO;2-E",
            "10.1002/(sici)1097-0118(199607)22:3<207::aid-jgt2>3.0.co;2-e",
        ),
        (r"10.1007/978-3-319-10602-1\_48", "10.1007/978-3-319-10602-1_48"),
        ("10.1145/1.2<br/>", "10.1145/1.2"),
    ],
)
def test_a_doi_is_recognized_however_it_is_written(written: str, doi: str) -> None:
    entry = read_one(doi=written)
    assert (entry.doi, entry.other) == (doi, ())


def test_a_second_doi_becomes_a_link() -> None:
    entry = read_one(doi="10.1145/1.2;10.1145/3.4")
    assert (entry.doi, entry.other) == ("10.1145/1.2", ("https://doi.org/10.1145/3.4",))


@pytest.mark.parametrize(
    ("fields", "links"),
    [
        (
            {"url": "https://aclanthology.org/2020.acl-main.1/"},
            ("https://aclanthology.org/2020.acl-main.1/",),
        ),
        ({"howpublished": r"\url{https://bread.example/rye}"}, ("https://bread.example/rye",)),
        ({"howpublished": r"Available at \url{https://bread.example/a\_b}."}, ("https://bread.example/a_b",)),
        ({"note": "See https://bread.example/talk for the talk"}, ("https://bread.example/talk",)),
        ({"pmid": "12345678"}, ("https://pubmed.ncbi.nlm.nih.gov/12345678/",)),
        ({"eprint": "2118559", "eprinttype": "jstor"}, ("https://www.jstor.org/stable/2118559",)),
        (
            {"doi": "10.1145/1.2", "url": "https://dl.acm.org/doi/pdf/10.1145/1.2.pdf"},
            ("https://dl.acm.org/doi/pdf/10.1145/1.2.pdf",),
        ),
        ({"doi": "10.1145/1.2", "url": "https://doi.org/10.1145/1.2"}, ()),
        ({"eprint": "1706.05125", "url": "https://arxiv.org/abs/1706.05125v3"}, ()),
        (
            {"eprint": "1706.05125", "url": "https://arxiv.org/abs/1801.00001"},
            ("https://arxiv.org/abs/1801.00001",),
        ),
    ],
)
def test_every_link_is_kept_unless_it_repeats_an_identifier(
    fields: dict[str, str], links: tuple[str, ...]
) -> None:
    assert read_one(**fields).other == links


def test_a_repository_is_code() -> None:
    entry = read_one(url="https://github.com/bread/rye")
    assert (entry.code, entry.other) == (("https://github.com/bread/rye",), ())


@pytest.mark.parametrize(
    ("fields", "published", "venue_year"),
    [
        ({"eprint": "1706.05125"}, "2017-06", None),
        ({"eprint": "hep-th/9901001"}, "1999-01", None),
        ({"eprint": "1706.05125", "year": "2017"}, "2017-06", None),
        ({"eprint": "1706.05125", "date": "2017-06-16"}, "2017-06-16", None),
        ({"eprint": "1706.05125", "year": "2016"}, "2016", None),
        ({"eprint": "1706.05125", "year": "2018", "month": "7", "booktitle": "Bread Days"}, "2017-06", 2018),
    ],
)
def test_an_arxiv_identifier_gives_the_date_of_first_publication(
    fields: dict[str, str], published: str, venue_year: int | None
) -> None:
    entry = read_one(**fields)
    assert (entry.published, entry.venue_year) == (published, venue_year)


def test_the_year_of_a_reprint_is_replaced_and_reported() -> None:
    result = read_text("@article{a, title={Rye}, journal={arXiv:1706.05125 [cs]}, year={2019}}\n")
    (entry,) = result.entries
    assert (entry.arxiv, entry.venue, entry.published) == ("1706.05125", None, "2017-06")
    assert [str(problem) for problem in result.problems] == [
        "x.bib:1: expected a date no later than 2017-06, when arXiv:1706.05125 appeared"
        " (got 2019; used 2017-06)"
    ]


def test_identifiers_instead_of_volume_and_pages_are_recognized() -> None:
    entry = read_one(volume="2005.14165", eprint="2005.14165", pages="1--9")
    assert entry.publication.model_dump(exclude_defaults=True) == {"pages": "1–9"}
    entry = read_one(pages="doi.org/10.1101/2023.03.17.533152")
    assert (entry.doi, entry.publication.pages) == ("10.1101/2023.03.17.533152", None)


def test_percent_encoding_in_the_address_of_a_doi_is_undone() -> None:
    entry = read_one(url="https://doi.org/10.1002/(SICI)43:4%3C338::AID-JBM16%3E3.0.CO;2-B")
    assert (entry.doi, entry.other) == ("10.1002/(sici)43:4<338::aid-jbm16>3.0.co;2-b", ())


@pytest.mark.parametrize("server", ["bioRxiv", "medRxiv", "SSRN", "Research Square"])
def test_articles_on_servers_of_preprints_are_preprints(server: str) -> None:
    (entry,) = read_text(f"@article{{a, title={{Rye}}, journal={{{server}}}, year=2020}}").entries
    assert (entry.type, entry.venue) == ("article", server)

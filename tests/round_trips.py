"""Reads back what this site exports."""

from __future__ import annotations

from generator.exports import FORMATS, collect_references
from generator.model.catalog import Catalog, Site
from generator.model.entry import Entry
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy
from generator.readers import decode, read

__all__ = ["catalog_of_publications", "check_round_trip"]

PUBLICATIONS: tuple[dict[str, object], ...] = (
    {
        "type": "article-journal",
        "venue": "JCC",
        "publication": {
            "container": "Journal of Crust & Crumb",
            "volume": "521",
            "issue": "7553",
            "pages": "436–444",
            "publisher": "Bakers & Sons",
            "issn": "0028-0836",
            "language": "en",
        },
        "status": "retracted",
        "tags": ("Crumb",),
        "keywords": ("Rye / Sour",),
    },
    {
        "type": "paper-conference",
        "venue": "Kneading Conference",
        "publication": {
            "container": "Proceedings of the 3rd Conference on Kneading",
            "pages": "1–9",
            "editors": ("Ed van Knead", "Martin Luther King Jr."),
            "publisher": "Bakers",
            "place": "Rome",
            "series": "Lecture Notes in Bread",
            "volume": "12",
            "isbn": "978-3-16-148410-0",
        },
    },
    {"type": "thesis", "publication": {"publisher": "Oven University", "genre": "PhD thesis"}},
    {"type": "thesis", "publication": {"publisher": "Oven University", "genre": "Master’s thesis"}},
    {
        "type": "report",
        "publication": {"publisher": "Oven Institute", "number": "TR-7", "genre": "Technical report"},
        "status": "expression of concern",
    },
    {"type": "thesis", "publication": {"publisher": "Oven University"}},
    {"venue": "Gazette", "publication": {"volume": "7", "pages": "1–3"}},
    {"type": "chapter", "publication": {"pages": "1–3", "publisher": "Bakers"}},
    {"type": "webpage", "venue": "Gazette", "publication": {"publisher": "Bakers"}},
    {"type": "dataset", "publication": {"publisher": "Bakers", "edition": "2", "place": "Rome"}},
    {"type": "report", "publication": {"number": "TR-7"}},
    {
        "type": "chapter",
        "venue": "The Book of Bread",
        "publication": {"editors": ("Ed Knead",), "publisher": "Bakers", "pages": "12–34", "edition": "2"},
    },
    {"type": "book", "publication": {"publisher": "Bakers", "isbn": "978-3-16-148410-0", "edition": "2"}},
    {"type": "article", "links": {"arxiv": "2005.00001"}},
    {"type": "article", "venue": "bioRxiv", "venue_year": 2020},
    {"type": "article-magazine", "venue": "Bread Weekly"},
    {"type": "dataset"},
    {"type": "software"},
    {"authors": ("The ATLAS Collaboration", "Ann Old", "Barnes & Noble", "danah boyd")},
    {
        "type": "webpage",
        "links": {
            "other": "https://bread.example/",
            **{
                name: f"https://bread.example/{name}" for name in ("pdf", "slides", "video", "poster", "blog")
            },
        },
    },
)


def catalog_of_publications() -> Catalog:
    """Return a list with a paper of every kind of publication."""
    papers = [
        Paper.model_validate(
            {"slug": f"p{number:02}", "title": f"Rye {number}", "authors": ("Ann Old", "Bo van Ny")}
            | {"published": "2020-05-06"}
            | facts
        )
        for number, facts in enumerate(PUBLICATIONS)
    ]
    return Catalog(
        site=Site(name="Bread"), taxonomy=Taxonomy(groups=()), papers={paper.slug: paper for paper in papers}
    )


def _in_printed_order(names: tuple[str, ...]) -> list[str]:
    """Return names with ``Last, First`` turned around, as some formats store them."""
    return [" ".join(reversed(name.split(", "))) for name in names]


def _list_entry_facts(entry: Entry) -> tuple[object, ...]:
    return (
        entry.title, _in_printed_order(entry.authors), entry.published, entry.arxiv, entry.doi,
        entry.venue, entry.code, entry.project, entry.organization,
        entry.pdf, entry.slides, entry.video, entry.poster, entry.blog, entry.author_count,
        " ".join(entry.abstract.split()), entry.publication, entry.status, entry.key,
    )  # fmt: skip


def _list_paper_facts(paper: Paper) -> tuple[object, ...]:
    links = paper.links
    organization = paper.organization.name if paper.organization and not paper.authors else None
    return (
        paper.title, _in_printed_order(paper.authors), paper.published, links.arxiv,
        links.doi and links.doi.lower(), paper.venue, links.code, links.project, organization,
        links.pdf, links.slides, links.video, links.poster, links.blog,
        None if paper.authors else paper.author_count, " ".join(paper.abstract.split()),
        paper.publication, paper.status, paper.citation_key or paper.slug,
    )  # fmt: skip


def check_round_trip(catalog: Catalog, extension: str) -> int:
    """Check that a whole list comes back from one of its export formats; return the number of papers."""
    refs = collect_references(catalog)
    result = read(decode(FORMATS[extension].write(refs.values()).encode(), name="export"))
    assert not result.problems
    papers = [catalog.papers[ref.slug] for ref in refs.values()]
    assert list(map(_list_entry_facts, result.entries)) == list(map(_list_paper_facts, papers))
    for entry, paper in zip(result.entries, papers, strict=True):
        assert entry.type == catalog.find_type(paper) or catalog.find_type(paper) == "document"
        assert {*paper.tags, *paper.keywords} <= set(entry.tags)
    return len(papers)

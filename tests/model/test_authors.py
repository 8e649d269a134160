"""Authors of several papers, found by the names printed on the papers."""

from __future__ import annotations

from generator.model.authors import collect_authors
from generator.model.paper import Paper


def papers(*authors: tuple[str, ...]) -> list[Paper]:
    return [
        Paper(slug=f"paper-{number}", title=f"Paper {number}", authors=names)
        for number, names in enumerate(authors, 1)
    ]


def test_a_name_on_two_papers_is_an_author_whatever_its_punctuation_and_accents() -> None:
    authors = collect_authors(papers(("José Q. Šauer",), ("Jose Q Sauer",), ("José Q. Šauer", "Ada Krume")))
    (author,) = authors.by_slug.values()
    assert (author.slug, author.name) == ("jose-q-sauer", "José Q. Šauer")
    assert [paper.slug for paper in author.papers] == ["paper-1", "paper-2", "paper-3"]
    assert authors.slugs == {"José Q. Šauer": "jose-q-sauer", "Jose Q Sauer": "jose-q-sauer"}


def test_a_name_twice_on_one_paper_is_one_paper() -> None:
    assert not collect_authors(papers(("Ada Krume", "Ada Krume"))).by_slug


def test_names_that_differ_in_what_they_leave_out_may_belong_to_one_person() -> None:
    authors = collect_authors(
        papers(
            ("Ada M. Krume",), ("Ada M. Krume",), ("Ada Krume",), ("A. Krume",), ("A. Krume",),
            ("Adam Krume",), ("Ada N. Krume",), ("Ada M. Mehl",), ("Krume",),
        )
    )  # fmt: skip
    assert authors.by_slug["ada-m-krume"].other_names == (
        ("A. Krume", "authors/a-krume/"),
        ("Ada Krume", "papers/paper-3/"),
    )
    others = [name for name, _ in authors.by_slug["a-krume"].other_names]
    assert others == ["Ada Krume", "Ada M. Krume", "Ada N. Krume", "Adam Krume"]


def test_names_with_the_same_slug_have_pages_of_their_own() -> None:
    names = ("李 雷", "Li Lei", "Index")
    authors = collect_authors(papers(names, names))
    assert {author.slug: author.name for author in authors.by_slug.values()} == {
        "li-lei": "Li Lei",
        "li-lei-2": "李 雷",
        "index-paper": "Index",
    }

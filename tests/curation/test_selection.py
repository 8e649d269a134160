"""Selecting records."""

from __future__ import annotations

import pytest
from bread_list import BIB, run, write_file, write_record, write_topics_with_path

from generator.curation.selection import Selection, select
from generator.errors import ContentError
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


@pytest.fixture
def shelf(bread: Folder) -> Folder:
    """The list with five papers."""
    write_topics_with_path(bread)
    write_record(
        bread,
        "rye-doughs",
        title="Rye Doughs: Acid and Salt",
        aliases=["Zour: Keeping Rye"],
        authors=["Ada Bäcker"],
        published="2019-05",
        venue="Journal of Bread",
        topics=["doughs"],
        kind=["method", "theory"],
        added="2030-01-01",
        links={"doi": "10.1000/Rye", "arxiv": "1905.00001"},
        citation_key="baecker2019rye",
    )
    write_record(bread, "steam", published="2021", topics=["ovens"], review="Look.", added="2030-02-01")
    write_record(
        bread,
        "hot-ovens",
        published="2022",
        topics=["ovens", "doughs"],
        tags=["dry heat"],
        added="2030-02-03",
    )
    write_record(bread, "salt", abstract="Doughs without acid.", added="2030-02")
    write_record(bread, "crust-acid-salt", venue="Bread Days", venue_year=2020, review="Look.")
    return bread


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dough", "hot-ovens rye-doughs salt"),
        ("title:dough", "rye-doughs"),
        ("DOUGH acid", "rye-doughs salt"),
        ('"acid and salt"', "rye-doughs"),
        ('"acid salt"', "crust-acid-salt"),
        ("author:backer", "rye-doughs"),
        ('venue:"journal of"', "rye-doughs"),
        ("venue:bread year:2020", "crust-acid-salt"),
        ("year:2020-2021", "crust-acid-salt steam"),
        ("year:-2020", "crust-acid-salt rye-doughs"),
        ("year:2022-", "hot-ovens"),
        ("topic:doughs", "hot-ovens rye-doughs"),
        ("topic:doughs -topic:ovens", "rye-doughs"),
        ("tag:dry", "hot-ovens"),
        ("kind:method", "rye-doughs"),
        ("kind:theory title:zour", "rye-doughs"),
        ("zour", "rye-doughs"),
        ("is:unreviewed", "crust-acid-salt steam"),
        ("no:topics is:reviewed", "salt"),
        ("has:links", "rye-doughs"),
        ("added:2030-02", "hot-ovens salt steam"),
        ("baker's", ""),
    ],
)
def test_papers_are_selected_by_words_and_fields(shelf: Folder, query: str, found: str) -> None:
    papers = select(load_catalog(shelf), Selection(query=query))
    assert " ".join(paper.slug for paper in papers) == found


def test_papers_are_named_by_any_name_they_have(shelf: Folder) -> None:
    (shelf.base / "redirects.yml").write_text("old-steam: steam\n", encoding="utf-8")
    lines = [
        "# papers of this week",
        "content/papers/hot-ovens.yml  # Hot Ovens",
        "",
        "https://doi.org/10.1000/rye",
        "old-steam",
        "BAECKER2019RYE",
        "arXiv:1905.00001v2",
    ]
    papers = select(load_catalog(shelf), Selection(slugs=["salt"], lines=lines, file="mine.txt"))
    assert [paper.slug for paper in papers] == ["salt", "hot-ovens", "rye-doughs", "steam"]
    with pytest.raises(ContentError) as caught:
        select(
            load_catalog(shelf), Selection(slugs=["salts"], lines=["steam", "10.1000/wheat"], file="a.txt")
        )
    assert list(map(str, caught.value.problems)) == [
        "There is no record 'salts'. Did you mean salt?",
        "a.txt:2: There is no record '10.1000/wheat'.",
    ]


def test_conditions_are_combined(shelf: Folder) -> None:
    def slugs(**conditions: object) -> list[str]:
        return [paper.slug for paper in select(load_catalog(shelf), Selection(**conditions))]  # type: ignore[arg-type]

    assert slugs(topics=["ovens"], unreviewed=True) == ["steam"]
    assert slugs(since="2030-02-02") == ["hot-ovens"]
    assert slugs(since="2030-02") == ["hot-ovens", "salt", "steam"]
    assert len(slugs()) == 5
    run(
        shelf,
        "import",
        write_file(shelf, "x.bib", BIB.replace("Rye", "Wheat").replace("1000/rye", "1000/wheat")),
    )
    assert slugs(since="last-import") == ["steam-and-crust", "wheat-doughs"]
    run(shelf, "rename", "wheat-doughs", "wheat")
    assert slugs(since="last-import", query="wheat") == ["wheat"]


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"query": '"rye'}, "A quotation mark is missing"),
        ({"query": "jornal:x"}, "There is no field 'jornal' to select by. Use one of title, author, venue"),
        ({"query": "year:new"}, "expected years such as 2019 or 2019-2022"),
        ({"query": "is:new"}, "expected is:reviewed or is:unreviewed"),
        ({"query": "no:topic"}, "Records have no field 'topic'. Did you mean 'topics'?"),
        ({"query": "topic:"}, "There is no topic ''"),
        ({"query": "venue:"}, "expected a value after 'venue:'"),
        ({"topics": ["oven"]}, "There is no topic 'oven' in topics.yml. Did you mean 'ovens'?"),
        ({"since": "monday"}, "expected a date such as 2024-07-04, or last-import"),
        ({"since": "last-import"}, "The change log names no import. Give a date instead."),
    ],
)
def test_unclear_conditions_are_errors(shelf: Folder, conditions: dict[str, object], message: str) -> None:
    with pytest.raises(ContentError) as caught:
        select(load_catalog(shelf), Selection(**conditions))  # type: ignore[arg-type]
    assert message in str(caught.value)

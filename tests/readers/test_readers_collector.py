"""What is left out of a paper, and what keeps it from being added."""

from __future__ import annotations

from generator.readers import Source
from generator.readers.collector import Collector


def make_collector() -> Collector:
    return Collector(source=Source(name="x.txt", text="", label="captures/x.txt"))


def list_problems(collector: Collector) -> list[str]:
    return [str(problem) for problem in collector.result("made up").problems]


def test_a_paper_gets_its_place_and_the_links_in_its_abstract() -> None:
    collector = make_collector()
    collector.add_identifier(1, "arxiv", "2401.00001", "  a\nnote ")
    abstract = "Code:  https://github.com/a/b.\n\nDemo: https://rye.example.org"
    code = ["https://github.com/c/d", "https://github.com/a/b", "not an address"]
    collector.add(3, title=" Rye\n Bread ", abstract=abstract, code=code, authors=["Ann\tLee", " "])
    result = collector.result("made up")
    (entry,) = result.entries
    assert (entry.title, entry.authors, entry.capture, entry.position) == (
        "Rye Bread",
        ("Ann Lee",),
        "x.txt",
        2,
    )
    assert entry.code == ("https://github.com/c/d", "https://github.com/a/b")
    assert entry.project == ("https://rye.example.org",)
    assert entry.abstract == "Code: https://github.com/a/b.\n\nDemo: https://rye.example.org"
    assert [(found.position, found.note) for found in result.identifiers] == [(1, "a note")]
    assert result.format == "made up"


def test_invalid_optional_values_are_left_out_and_reported() -> None:
    collector = make_collector()
    collector.add(3, title="Rye", published="2024-02-30", author_count=0, venue="Bread Letters")
    (entry,) = collector.entries
    assert (entry.published, entry.author_count, entry.venue) == (None, None, "Bread Letters")
    problems = list_problems(collector)
    assert [problem.partition(":3: ")[2].partition(" of 'Rye'")[0] for problem in problems] == [
        "left out author count",
        "left out published",
    ]
    assert problems[1].endswith("(got '2024-02-30')")


def test_a_paper_without_a_readable_title_is_reported() -> None:
    collector = make_collector()
    collector.add(3, title="")
    collector.add(4, title="{}")
    assert list_problems(collector) == [
        "captures/x.txt:3: expected a title (got '')",
        "captures/x.txt:4: expected a title (got '{}')",
    ]
    assert not collector.entries


def test_texts_that_are_too_long_are_reported() -> None:
    collector = make_collector()
    collector.add(1, title="x" * 1_000, abstract="x" * 50_000)
    collector.add(2, title="x" * 1_001)
    collector.add(3, title="Rye", abstract="x" * 50_001)
    assert [(entry.line, len(entry.abstract)) for entry in collector.entries] == [(1, 50_000), (3, 0)]
    assert list_problems(collector) == [
        "captures/x.txt:2: expected a title of at most 1,000 characters (got 1,001: '" + "x" * 59 + "…')",
        "captures/x.txt:3: left out abstract of 'Rye': expected at most 50,000 characters (got 50,001)",
    ]


def test_problems_are_in_the_order_of_their_lines_and_counted_after_five_hundred() -> None:
    collector = make_collector()
    for line in range(502, 0, -1):
        collector.report(line, "expected rye")
    problems = list_problems(collector)
    assert len(problems) == 501
    assert problems[0] == "captures/x.txt:3: expected rye"
    assert problems[-1] == "captures/x.txt: 502 problems, showing 500"

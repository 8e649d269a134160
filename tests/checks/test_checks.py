"""Each check finds its fault and names file and line; a sound list has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.checks import (
    CHECKS,
    Subject,
    arxiv_month,
    copied_run,
    find_problems,
    run_checks,
    visible_words,
)
from generator.curation.captures import read_captures
from generator.errors import Problem
from generator.model.catalogue import Catalogue
from generator.storage.store import Folder, Locator

LEVAIN = "wild-levain-mixed-cultures-for-cold-kitchens"
CRUMB = "crumb2vec-naive-embeddings-of-starter-genomes"
FLOUR = "flournet-10k-ten-thousand-farinograms-of-milled-wheat-flour-with-protein"
STEAM = "steam-in-the-first-ten-minutes-crust-formation-seen-by-thermal-cameras"


def line_of(folder: Folder, name: str, text: str) -> int:
    """The line of a content file in which `text` stands first."""
    lines = folder.file(name).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def replace(folder: Folder, name: str, old: str, new: str) -> None:
    path = folder.file(name)
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def find(folder: Folder, expected: str) -> Problem:
    """The one problem whose message has `expected`; fails when there is none or another."""
    problems = find_problems(folder)
    matching = [problem for problem in problems if expected in str(problem)]
    assert matching, f"no problem has {expected!r}: {[str(problem) for problem in problems]}"
    return matching[0]


def test_made_up_list_is_sound(made_up_copy: Folder) -> None:
    assert find_problems(made_up_copy) == ()


def test_list_of_this_repository_is_sound(repository: Path) -> None:
    problems = find_problems(Folder(repository))
    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_every_record_is_needed(repository: Path, real: Catalogue) -> None:
    """Whichever record goes, the check names a capture and the line where the paper stands in it."""
    folder = Folder(repository)
    captures = read_captures(folder)
    for slug, paper in real.papers.items():
        rest = {name: other for name, other in real.papers.items() if name != slug}
        subject = Subject(
            catalogue=real.model_copy(update={"papers": rest}), captures=captures, locate=Locator(folder)
        )
        problems = run_checks(subject, ["entries_are_listed"])
        entries = {
            ref: next(e for e in captures[ref.capture].entries if e.position == ref.position)
            for ref in paper.captures
        }
        expected = sorted(f"content/captures/{ref.capture}:{entry.line}" for ref, entry in entries.items())
        assert sorted(str(problem.place) for problem in problems) == expected, slug


def test_removed_record_is_missed_with_capture_and_line(made_up_copy: Folder) -> None:
    made_up_copy.file("papers/no.yml").unlink()
    line = line_of(made_up_copy, "captures/first.txt", "No")
    problem = find(made_up_copy, "expected a record or an exclusion for entry 2")
    assert str(problem.place) == f"content/captures/first.txt:{line}"
    assert "'No'" in problem.message
    assert problem.severity == "error"


Fault = tuple[str, str, str, str, str, str]
FAULTS: dict[str, Fault] = {
    # name: file, old text, new text, words of the message, file of the place, text of its line
    "capture position too high": (
        f"papers/{FLOUR}.yml",
        "position: 3",
        "position: 9",
        "expected a position from 1 to 5 (got 9)",
        f"papers/{FLOUR}.yml",
        "position: 9",
    ),
    "capture unknown": (
        f"papers/{FLOUR}.yml",
        "capture: second.txt",
        "capture: third.txt",
        "(got 'third.txt')",
        f"papers/{FLOUR}.yml",
        "third.txt",
    ),
    "capture entry of another paper": (
        f"papers/{FLOUR}.yml",
        "position: 3",
        "position: 4",
        "expected the entry of this paper (got 'OvenPilot",
        f"papers/{FLOUR}.yml",
        "position: 4",
    ),
    "topic unknown": (
        "papers/no.yml",
        "topics: [sourdough]",
        "topics: [sourdoug]",
        "(got 'sourdoug') Did you mean 'sourdough'?",
        "papers/no.yml",
        "topics: [",
    ),
    "topic missing": (
        "papers/no.yml",
        "topics: [sourdough]\n",
        "",
        "expected topics, the primary one first (got none)",
        "papers/no.yml",
        "title:",
    ),
    "question that does not ask": (
        "papers/no.yml",
        "kind: theory\n",
        "kind: theory\nquestion: Why bread rises at all.\n",
        "question: expected a question mark at the end",
        "papers/no.yml",
        "question:",
    ),
    "question too long": (
        "papers/no.yml",
        "kind: theory\n",
        f"kind: theory\nquestion: How {'very ' * 40}old is it?\n",
        "question: expected at most 35 words (got 44)",
        "papers/no.yml",
        "question:",
    ),
    "kind missing": (
        "papers/no.yml",
        "kind: theory\n",
        "",
        "expected the key 'kind' (got none)",
        "papers/no.yml",
        "title:",
    ),
    "identifier of two": (
        "papers/no.yml",
        "2211.99992",
        "2401.99991",
        "expected an identifier that no other record has (got 2401.99991",
        f"papers/{LEVAIN}.yml",
        "arxiv:",
    ),
    "address with junk": (
        f"papers/{CRUMB}.yml",
        "https://starters.example.org/map",
        "https://starters.example.org/map).",
        "expected no '.' at its end",
        f"papers/{CRUMB}.yml",
        "project:",
    ),
    "address with stray bracket": (
        f"papers/{CRUMB}.yml",
        "https://starters.example.org/map",
        "https://starters.example.org/map)",
        "expected no unmatched ')'",
        f"papers/{CRUMB}.yml",
        "project:",
    ),
    "address twice": (
        f"papers/{CRUMB}.yml",
        "https://starters.example.org/map",
        "https://gitlab.com/crumb/vec/",
        "expected each address once",
        f"papers/{CRUMB}.yml",
        "project:",
    ),
    "arXiv identifier that cannot be": (
        "papers/no.yml",
        "2211.99992",
        "2213.99992",
        "expected an arXiv identifier that can be",
        "papers/no.yml",
        "arxiv:",
    ),
    "summary too long": (
        "papers/no.yml",
        "as a two-parameter",
        "as a very plain and a very short and a rather old two-parameter",
        "expected at most 30 words (got 34)",
        "papers/no.yml",
        "tldr:",
    ),
    "summary without stop": (
        "papers/no.yml",
        "account of sugar uptake predicts.",
        "account of sugar uptake predicts",
        "expected a full stop at the end",
        "papers/no.yml",
        "tldr:",
    ),
    "summary of two sentences": (
        "papers/no.yml",
        "doughs, as a two-parameter",
        "doughs. As a two-parameter",
        "expected one sentence (got 2)",
        "papers/no.yml",
        "tldr:",
    ),
    "summary speaks of the paper": (
        "papers/no.yml",
        "Shop yeast drives",
        "In this paper shop yeast drives",
        "expected no 'this paper'",
        "papers/no.yml",
        "tldr:",
    ),
    "summary says novel": (
        "papers/no.yml",
        "sugar uptake predicts",
        "novel uptake predicts",
        "expected no 'novel'",
        "papers/no.yml",
        "tldr:",
    ),
    "summary copied": (
        "papers/no.yml",
        "Shop yeast drives out a sourdough culture after two feedings",
        "Shop yeast wins within two feedings, whatever the flour, the salt",
        "(got 'yeast wins within two feedings whatever the flour the salt')",
        "papers/no.yml",
        "tldr:",
    ),
    "summary missing": (
        f"papers/{FLOUR}.yml",
        "tldr: >-\n  An open set of 10,000 flour curves over nine harvests, with tasks on water uptake, "
        "wrong labels and\n"
        "  ageing.\n",
        "",
        "expected the key 'tldr' (got none)",
        f"papers/{FLOUR}.yml",
        "title:",
    ),
    "macro in the abstract": (
        f"papers/{FLOUR}.yml",
        "flour changes within",
        "flour \\tool changes within",
        "abstract: expected no LaTeX",
        f"papers/{FLOUR}.yml",
        "\\tool",
    ),
    "quotes of LaTeX": (
        f"papers/{FLOUR}.yml",
        "Three tasks",
        "``Three'' tasks",
        "(got '``'",
        f"papers/{FLOUR}.yml",
        "``Three",
    ),
    "mathematics in the title": (
        "papers/no.yml",
        "title: 'No'",
        "title: 'No $x$'",
        "title: expected no LaTeX",
        "papers/no.yml",
        "title:",
    ),
    "introduction names no paper": (
        "topics.yml",
        "paper:no)",
        "paper:noo)",
        "expected a paper of the list (got 'noo')",
        "topics.yml",
        "paper:noo",
    ),
    "introduction names an old paper": (
        "topics.yml",
        "(paper:no)",
        "(paper:old-levain)",
        f"Write '{LEVAIN}'",
        "topics.yml",
        "paper:old-levain",
    ),
    "introduction names no topic": (
        "topics.yml",
        "topic:oven-crust)",
        "topic:oven)",
        "expected a topic of topics.yml (got 'oven')",
        "topics.yml",
        "topic:oven)",
    ),
    "introduction links elsewhere": (
        "topics.yml",
        "(paper:no)",
        "(javascript:alert)",
        "expected a link to paper:…",
        "topics.yml",
        "javascript",
    ),
    "introduction with a near link": (
        "topics.yml",
        "[No](paper:no)",
        "[No](papers:no)",
        "expected a link to paper:…",
        "topics.yml",
        "papers:no",
    ),
    "path step unknown": (
        "topics.yml",
        "- paper: 'no'\n",
        "- paper: nono\n",
        "expected a paper of the list (got 'nono')",
        "topics.yml",
        "- paper: nono",
    ),
    "path step of another topic": (
        "topics.yml",
        "- paper: 'no'\n",
        f"- paper: {STEAM}\n",
        "expected a paper of this topic",
        "topics.yml",
        f"- paper: {STEAM}",
    ),
    "venue by another name": (
        f"papers/{STEAM}.yml",
        "venue: BreadConf",
        "venue: international conference on bread",
        "Write 'BreadConf'.",
        f"papers/{STEAM}.yml",
        "venue:",
    ),
    "month against arXiv": (
        f"papers/{CRUMB}.yml",
        "published: 2025-02",
        "published: 2025-03",
        "expected 2025-02 as the arXiv identifier 2502.99993 says (got 2025-03)",
        f"papers/{CRUMB}.yml",
        "published:",
    ),
    "date against capture": (
        "papers/no.yml",
        "published: 2022-11-30",
        "published: 2022-11-29",
        "expected 2022-11-30 as content/captures/first.txt:",
        "papers/no.yml",
        "published:",
    ),
    "authors against capture": (
        f"papers/{LEVAIN}.yml",
        "- Ada Krume\n",
        "",
        "expected 2 authors as content/captures/first.txt:",
        f"papers/{LEVAIN}.yml",
        "authors:",
    ),
    "evidence of nothing": (
        "papers/no.yml",
        "  author_count: first.txt",
        "  author_cuont: first.txt",
        "Did you mean 'author_count'?",
        "papers/no.yml",
        "author_cuont",
    ),
    "redirect to nowhere": (
        "redirects.yml",
        f"steam-and-crust: {STEAM}",
        "steam-and-crust: steam",
        "expected a paper of the list",
        "redirects.yml",
        "steam-and-crust",
    ),
    "redirect to a redirect": (
        "redirects.yml",
        f"steam-and-crust: {STEAM}",
        "steam-and-crust: old-levain",
        f"Write '{LEVAIN}'.",
        "redirects.yml",
        "steam-and-crust",
    ),
    "redirect to itself": (
        "redirects.yml",
        f"steam-and-crust: {STEAM}",
        "steam-and-crust: steam-and-crust",
        "got a loop",
        "redirects.yml",
        "steam-and-crust",
    ),
    "redirect from a record": (
        "redirects.yml",
        "steam-and-crust:",
        "'no':",
        "expected a slug that is gone (got 'no'",
        "redirects.yml",
        "'no':",
    ),
    "change of nothing": (
        "changes.yml",
        "  - 'no'\n",
        "  - nothing-at-all\n",
        "expected a paper of the list (got 'nothing-at-all')",
        "changes.yml",
        "nothing-at-all",
    ),
    "change in the past": (
        "changes.yml",
        "date: 2031-03-11",
        "date: 2030-03-11",
        "expected the oldest change first",
        "changes.yml",
        "2030-03-11",
    ),
    "exclusion of nothing": (
        "excluded.yml",
        "Which Baking Tin Suits a Busy Kitchen?",
        "Which Tin Opener?",
        "expected a record or an exclusion for entry 5",
        "captures/first.txt",
        "Which Baking Tin",
    ),
}


WARNINGS = {
    "address twice",
    "venue by another name",
    "month against arXiv",
    "date against capture",
    "authors against capture",
    "evidence of nothing",
}
"""Faults about which only a person can decide; all others fail."""


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_fault_is_found_with_its_line(made_up_copy: Folder, fault: str) -> None:
    name, old, new, message, file, line = FAULTS[fault]
    replace(made_up_copy, name, old, new)
    problem = find(made_up_copy, message)
    assert str(problem.place) == f"content/{file}:{line_of(made_up_copy, file, line)}"
    assert problem.severity == ("warning" if fault in WARNINGS else "error")


def test_reference_in_two_records(made_up_copy: Folder) -> None:
    with made_up_copy.file("papers/no.yml").open("a", encoding="utf-8") as file:
        file.write("- {capture: second.txt, position: 3}\n")
    problem = find(made_up_copy, "second.txt#3")
    assert "expected each entry of a capture in one record" in problem.message


def test_lost_reference_is_a_warning(made_up_copy: Folder) -> None:
    """An entry whose paper is on the list, but does not say so, is not lost."""
    replace(made_up_copy, f"papers/{LEVAIN}.yml", "- {capture: second.txt, position: 2}\n", "")
    problem = find(made_up_copy, "expected second.txt, position 2, among the captures")
    assert problem.severity == "warning"
    assert str(problem.place).startswith(f"content/papers/{LEVAIN}.yml:")


def test_part_of_a_capture_that_cannot_be_read(made_up_copy: Folder) -> None:
    path = made_up_copy.file("captures/first.txt")
    path.write_text(path.read_text(encoding="utf-8") + "A Lonely Title\n", encoding="utf-8")
    line = line_of(made_up_copy, "captures/first.txt", "A Lonely Title")
    problem = find(made_up_copy, "A Lonely Title")
    assert str(problem.place) == f"content/captures/first.txt:{line}"
    with made_up_copy.file("excluded.yml").open("a", encoding="utf-8") as file:
        file.write("- title: A Lonely Title\n  reason: the page was cut off here\n")
    assert find_problems(made_up_copy) == ()


def test_exclusion_that_is_not_needed_is_a_warning(made_up_copy: Folder) -> None:
    with made_up_copy.file("excluded.yml").open("a", encoding="utf-8") as file:
        file.write("- title: Never Printed\n  reason: a mistake\n")
    problem = find(made_up_copy, "expected a title that a capture has (got 'Never Printed')")
    assert (problem.severity, problem.place and problem.place.line) == ("warning", 4)


def test_same_title_is_the_same_paper_unless_something_speaks_against_it(made_up_copy: Folder) -> None:
    text = made_up_copy.file("papers/no.yml").read_text(encoding="utf-8")
    text = text.partition("captures:")[0].replace(
        "  arxiv: '2211.99992'\n", "  other: https://a.example.org\n"
    )
    path = made_up_copy.file("papers/no-2.yml")
    path.write_text(text.replace("title: 'No'", "title: NO!"), encoding="utf-8")
    assert "(got the title of no.yml)" in str(find(made_up_copy, "papers/no-2.yml:2"))
    other = "arxiv: '2401.00001'"
    path.write_text(text.replace("other: https://a.example.org", other), encoding="utf-8")
    assert not [problem for problem in find_problems(made_up_copy) if "on the list yet" in problem.message]


def test_empty_topic(made_up_copy: Folder) -> None:
    replace(made_up_copy, "topics.yml", "- id: baking\n", "- id: empty\n  title: Empty\n  topics: "
            "[{id: nothing, title: Nothing, scope: Nothing at all.}]\n- id: baking\n")  # fmt: skip
    problem = find(made_up_copy, "expected at least one paper in the topic 'nothing'")
    assert problem.place and problem.place.line == line_of(made_up_copy, "topics.yml", "id: nothing")


@pytest.mark.parametrize("count", [59, 121])
def test_length_of_introductions(made_up_copy: Folder, count: int) -> None:
    path = made_up_copy.file("topics.yml")
    text = f"introduction: Read [a paper](paper:no) {'on ' * (count - 3)}\n"
    path.write_text(
        re.sub(r"introduction: >-\n(?: {6,}.*\n)+", text, path.read_text("utf-8"), count=1), "utf-8"
    )
    problem = find(made_up_copy, "expected 60 to 120 words in the introduction to 'sourdough'")
    assert f"(got {count})" in problem.message
    assert problem.place
    assert problem.place.line == line_of(made_up_copy, "topics.yml", "introduction:")


def test_length_of_paths(made_up_copy: Folder) -> None:
    replace(
        made_up_copy,
        "topics.yml",
        "    - paper: 'no'\n      why: one plain question and one plain answer\n",
        "",
    )
    assert "(got 2)" in str(find(made_up_copy, "expected 3 to 7 papers in a reading path"))


def test_faults_of_loading_come_alone_and_together(made_up_copy: Folder) -> None:
    """What the checks would say of half a list is of no use."""
    replace(made_up_copy, "papers/no.yml", "kind: theory", "kind: thoery")
    replace(made_up_copy, f"papers/{STEAM}.yml", "venue:", "venues:")
    problems = [str(problem) for problem in find_problems(made_up_copy)]
    assert len(problems) == 2
    assert problems[0].startswith("content/papers/no.yml:8: kind: expected 'method'")
    assert "expected a known key (got 'venues')" in problems[1]


def test_unknown_format_of_a_capture(made_up_copy: Folder) -> None:
    made_up_copy.file("captures/third.txt").write_text("Dear diary\n\nnothing happened.\n", encoding="utf-8")
    assert str(find(made_up_copy, "expected a format").place).startswith("content/captures/third.txt")


def test_day_may_lie_at_the_edge_of_the_month(made_up_copy: Folder) -> None:
    """The made-up list has a paper of 30 June whose identifier is of July: no contradiction."""
    slug = "soaking-bran-before-mixing-raises-the-loaf-volume-of-whole-wheat-bread"
    text = made_up_copy.file(f"papers/{slug}.yml").read_text(encoding="utf-8")
    assert "published: 2019-06-30" in text
    assert "1907.99994" in text
    replace(made_up_copy, f"papers/{slug}.yml", "2019-06-30", "2019-06-20")
    assert "got 2019-06-20" in str(find(made_up_copy, "as the arXiv identifier 1907.99994 says"))


def test_problems_are_sorted_and_each_is_told_once(made_up_copy: Folder) -> None:
    for name in ("no", LEVAIN, STEAM):
        path = made_up_copy.file(f"papers/{name}.yml")
        path.write_text(re.sub(r"kind: .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    problems = find_problems(made_up_copy)
    assert [str(problem) for problem in problems] == sorted({str(problem) for problem in problems})
    assert len(problems) == 3
    assert all(problem.fix for problem in problems)


def test_every_check_is_in_the_registry(made_up_copy: Folder) -> None:
    from generator import checks

    functions = {name.removeprefix("check_") for name in vars(checks) if name.startswith("check_")}
    assert functions == set(CHECKS)


@pytest.mark.parametrize(
    ("identifier", "month"),
    [
        ("2410.05434", (2024, 10)),
        ("0704.0001", (2007, 4)),
        ("math/0211159", (2002, 11)),
        ("hep-th/9901001", (1999, 1)),
    ],
)
def test_arxiv_month(identifier: str, month: tuple[int, int]) -> None:
    assert arxiv_month(identifier) == month


def test_copied_run_takes_no_heed_of_case_and_punctuation() -> None:
    source = "We show that bread, when it is warm, smells good."
    assert copied_run("That Bread when it is warm smells", source) == (
        "that",
        "bread",
        "when",
        "it",
        "is",
        "warm",
        "smells",
    )
    assert copied_run("that bread when it is warm", source) == ()


def test_visible_words_count_links_by_their_words() -> None:
    assert visible_words("Read [two words](paper:no), then [rest](https://example.org/a_(b)) — done.") == 6

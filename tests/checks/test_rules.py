"""Every rule: a list that breaks it has one more problem, in the right line; a valid list has none."""

from __future__ import annotations

import re

import pytest

from generator.checks import find_problems
from generator.errors import Problem
from generator.storage.folder import Folder

LEVAIN = "wild-levain-mixed-cultures-for-cold-kitchens"
CRUMB = "crumb2vec-naive-embeddings-of-starter-genomes"
FLOUR = "flournet-10k-ten-thousand-farinograms-of-milled-wheat-flour-with-protein"
STEAM = "steam-in-the-first-ten-minutes-crust-formation-seen-by-thermal-cameras"


def line_of(folder: Folder, name: str, text: str) -> int:
    """Return the first line of a content file that contains `text`."""
    lines = folder.file(name).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def replace(folder: Folder, name: str, old: str, new: str) -> None:
    path = folder.file(name)
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def find(folder: Folder, expected: str) -> Problem:
    """Return the first problem whose message contains `expected`; fail if there is none."""
    problems = find_problems(folder)
    matching = [problem for problem in problems if expected in str(problem)]
    assert matching, f"no problem contains {expected!r}: {[str(problem) for problem in problems]}"
    return matching[0]


def test_the_made_up_list_has_no_problems(made_up_copy: Folder) -> None:
    assert find_problems(made_up_copy) == ()


def test_an_entry_whose_record_was_removed_is_reported(made_up_copy: Folder) -> None:
    made_up_copy.file("papers/no.yml").unlink()
    line = line_of(made_up_copy, "captures/first.txt", "No")
    problem = find(made_up_copy, "Entry 2 has no record")
    assert str(problem.place) == f"content/captures/first.txt:{line}"
    assert "'No'" in problem.message
    assert "import content/captures/first.txt" in problem.fix
    assert "exclude first.txt#2" in problem.fix
    assert problem.severity == "error"


Violation = tuple[str, str, str, str, str, str]
VIOLATIONS: dict[str, Violation] = {
    # name: file, old text, new text, words of the message, file of the place, text of its line
    "capture position too high": (
        f"papers/{FLOUR}.yml",
        "position: 3",
        "position: 9",
        "There is no entry 9 in second.txt, which has 5 entries. Correct the position.",
        f"papers/{FLOUR}.yml",
        "position: 9",
    ),
    "capture unknown": (
        f"papers/{FLOUR}.yml",
        "capture: second.txt",
        "capture: third.txt",
        "There is no file 'third.txt' in captures/.",
        f"papers/{FLOUR}.yml",
        "third.txt",
    ),
    "capture entry of another paper": (
        f"papers/{FLOUR}.yml",
        "position: 3",
        "position: 4",
        "second.txt#4 is another paper: 'OvenPilot",
        f"papers/{FLOUR}.yml",
        "position: 4",
    ),
    "topic unknown": (
        "papers/no.yml",
        "topics: [sourdough]",
        "topics: [sourdoug]",
        "There is no topic 'sourdoug' in topics.yml. Did you mean 'sourdough'?",
        "papers/no.yml",
        "topics: [",
    ),
    "topic missing": (
        "papers/no.yml",
        "topics: [sourdough]\n",
        "",
        "The paper has no topics. Add 'topics:'",
        "papers/no.yml",
        "title:",
    ),
    "question that does not ask": (
        "papers/no.yml",
        "kind: theory\n",
        "kind: theory\nquestion: Why bread rises at all.\n",
        "The question ends in 'all.', without a question mark.",
        "papers/no.yml",
        "question:",
    ),
    "question too long": (
        "papers/no.yml",
        "kind: theory\n",
        f"kind: theory\nquestion: How {'very ' * 40}old is it?\n",
        "The question has 44 words; at most 15 are allowed. Shorten it.",
        "papers/no.yml",
        "question:",
    ),
    "advice for and against": (
        "papers/no.yml",
        "kind: theory\n",
        "kind: theory\nwhy_read: It is short.\nwho_can_skip: Millers.\n",
        "The paper has both 'why_read' and 'who_can_skip'. Keep one of them.",
        "papers/no.yml",
        "who_can_skip:",
    ),
    "advice too long": (
        "papers/no.yml",
        "kind: theory\n",
        f"kind: theory\nwho_can_skip: {'Hungry ' * 26}bakers.\n",
        "The field 'who_can_skip' has 27 words; at most 25 are allowed. Shorten it.",
        "papers/no.yml",
        "who_can_skip:",
    ),
    "copied comparison": (
        "papers/no.yml",
        "kind: theory\n",
        "kind: theory\ncomparison:\n  problem: Shop yeast wins within two feedings whatever-the-flour\n",
        "The field 'comparison.problem' copies 8 consecutive words from the abstract: 'yeast wins within two",
        "papers/no.yml",
        "  problem:",
    ),
    "second kind unknown": (
        "papers/no.yml",
        "kind: theory",
        "kind: [survey, thoery]",
        "There is no kind 'thoery' in mkdocs.yml. Did you mean 'theory'?",
        "papers/no.yml",
        "kind:",
    ),
    "kind unknown": (
        "papers/no.yml",
        "kind: theory",
        "kind: thoery",
        "There is no kind 'thoery' in mkdocs.yml. Did you mean 'theory'?",
        "papers/no.yml",
        "kind:",
    ),
    "kind missing": (
        "papers/no.yml",
        "kind: theory\n",
        "",
        "The paper has no kind. Add 'kind:' with one of these: method, system, ",
        "papers/no.yml",
        "title:",
    ),
    "identifier of two": (
        "papers/no.yml",
        "2211.99992",
        "2401.99991",
        "no.yml has the same arXiv identifier, 2401.99991.",
        f"papers/{LEVAIN}.yml",
        "arxiv:",
    ),
    "address with junk": (
        f"papers/{CRUMB}.yml",
        "https://starters.example.org/map",
        "https://starters.example.org/map).",
        "The address ends in '.': https://starters.example.org/map).",
        f"papers/{CRUMB}.yml",
        "project:",
    ),
    "address with stray bracket": (
        f"papers/{CRUMB}.yml",
        "https://starters.example.org/map",
        "https://starters.example.org/map)",
        "The address has an unmatched ')': https://starters.example.org/map)",
        f"papers/{CRUMB}.yml",
        "project:",
    ),
    "address that passes for another": (
        f"papers/{CRUMB}.yml",
        "https://starters.example.org/map",
        "https://аррle.com/map",
        "The host 'аррle.com' is not what it looks like; browsers open 'xn--le-6kc8da.com'.",
        f"papers/{CRUMB}.yml",
        "project:",
    ),
    "introduction with an address that passes for another": (
        "topics.yml",
        "need. [Wild",
        "need. <https://arхiv.org/abs/1>, [Wild",
        "The host 'arхiv.org' is not what it looks like; browsers open 'xn--ariv-66d.org'.",
        "topics.yml",
        "arхiv",
    ),
    "introduction with an address that begins with a name": (
        "topics.yml",
        "(paper:no)",
        "(https://arxiv.org@evil.example/)",
        "The address has no host such as example.org: https://arxiv.org@evil.example/",
        "topics.yml",
        "evil",
    ),
    "introduction with an address with a backslash": (
        "topics.yml",
        "(paper:no)",
        r"(https://arxiv.org\@evil.example/)",
        r"The address has no host such as example.org: https://arxiv.org\@evil.example/",
        "topics.yml",
        "evil",
    ),
    "invisible character": (
        f"papers/{CRUMB}.yml",
        "https://starters.example.org/map",
        "https://starters\u202e.example.org/map",
        "This line contains an invisible character, U+202E, which is removed from pages. Delete it.",
        f"papers/{CRUMB}.yml",
        "project:",
    ),
    "address twice": (
        f"papers/{CRUMB}.yml",
        "https://starters.example.org/map",
        "https://gitlab.com/crumb/vec/",
        "https://gitlab.com/crumb/vec/ is already listed under 'code'. Remove one of the two.",
        f"papers/{CRUMB}.yml",
        "project:",
    ),
    "arXiv identifier that cannot be": (
        "papers/no.yml",
        "2211.99992",
        "2213.99992",
        "2213.99992 is not a valid arXiv identifier.",
        "papers/no.yml",
        "arxiv:",
    ),
    "summary too long": (
        "papers/no.yml",
        "as a two-parameter",
        "as a very plain and a very short and a rather old two-parameter",
        "The summary has 34 words; at most 30 are allowed.",
        "papers/no.yml",
        "tldr:",
    ),
    "summary without stop": (
        "papers/no.yml",
        "account of sugar uptake predicts.",
        "account of sugar uptake predicts",
        "The summary ends in 'predicts', without a full stop.",
        "papers/no.yml",
        "tldr:",
    ),
    "summary of two sentences": (
        "papers/no.yml",
        "doughs, as a two-parameter",
        "doughs. As a two-parameter",
        "The summary has 2 sentences; only one is allowed.",
        "papers/no.yml",
        "tldr:",
    ),
    "summary speaks of the paper": (
        "papers/no.yml",
        "Shop yeast drives",
        "In this paper shop yeast drives",
        "The summary says 'this paper'. Say directly what was done or found.",
        "papers/no.yml",
        "tldr:",
    ),
    "summary says novel": (
        "papers/no.yml",
        "sugar uptake predicts",
        "novel uptake predicts",
        "The summary says 'novel'.",
        "papers/no.yml",
        "tldr:",
    ),
    "summary copied": (
        "papers/no.yml",
        "Shop yeast drives out a sourdough culture after two feedings",
        "Shop yeast wins within two feedings, whatever the flour, the salt",
        "copies 10 consecutive words from the abstract: 'yeast wins within two feedings whatever the flour",
        "papers/no.yml",
        "tldr:",
    ),
    "summary missing": (
        f"papers/{FLOUR}.yml",
        "tldr: >-\n  An open set of 10,000 flour curves over nine harvests, with tasks on water uptake, "
        "wrong labels and\n"
        "  ageing.\n",
        "",
        "The paper has no summary. Add 'tldr:'",
        f"papers/{FLOUR}.yml",
        "title:",
    ),
    "macro in the abstract": (
        f"papers/{FLOUR}.yml",
        "flour changes within",
        "flour \\tool changes within",
        "The field 'abstract' contains LaTeX: '\\\\tool' in ",
        f"papers/{FLOUR}.yml",
        "\\tool",
    ),
    "quotes of LaTeX": (
        f"papers/{FLOUR}.yml",
        "Three tasks",
        "``Three'' tasks",
        "contains LaTeX: '``' in ",
        f"papers/{FLOUR}.yml",
        "``Three",
    ),
    "mathematics in the title": (
        "papers/no.yml",
        "title: 'No'",
        "title: 'No $x$'",
        "The field 'title' contains LaTeX: '$' in 'No $x$'. Write it in Unicode.",
        "papers/no.yml",
        "title:",
    ),
    "introduction names no paper": (
        "topics.yml",
        "paper:no)",
        "paper:noo)",
        "There is no paper 'noo' on the list.",
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
        "There is no topic 'oven' in topics.yml.",
        "topics.yml",
        "topic:oven)",
    ),
    "introduction links elsewhere": (
        "topics.yml",
        "(paper:no)",
        "(javascript:alert)",
        "A link cannot lead to 'javascript:alert'. Write [words](paper:slug)",
        "topics.yml",
        "javascript",
    ),
    "introduction with a script": (
        "topics.yml",
        "need. [Wild",
        "need. <script>go()</script> [Wild",
        "The introduction to 'sourdough' contains <script>, which is removed from the page. Use only",
        "topics.yml",
        "<script>",
    ),
    "introduction with a handler": (
        "topics.yml",
        "need. [Wild",
        "need. <b onclick='go()'>Read</b> [Wild",
        'contains onclick="go()", which is removed from the page',
        "topics.yml",
        "onclick",
    ),
    "introduction with an image of another site": (
        "topics.yml",
        "need. [Wild",
        "need. ![](https://a.example.org/1.png) [Wild",
        'contains src="https://a.example.org/1.png", which is removed from the page',
        "topics.yml",
        "a.example.org",
    ),
    "notes with a script": (
        "papers/no.yml",
        "added:",
        "notes: See <script>go()</script>.\nadded:",
        "The note on 'no' contains <script>, which is removed from the page. Use only",
        "papers/no.yml",
        "<script>",
    ),
    "notes with an image of another site": (
        "papers/no.yml",
        "added:",
        "notes: |\n  See\n\n  ![loaf](https://a.example.org/1.png)\nadded:",
        'src="https://a.example.org/1.png", which is removed from the page. Save the image in pages/assets/',
        "papers/no.yml",
        "a.example.org",
    ),
    "notes with an image that does not exist": (
        "papers/no.yml",
        "added:",
        "notes: |\n  See\n\n  ![loaf](../assets/loaf.png)\nadded:",
        "There is no image '../assets/loaf.png'. Save the image in pages/assets/",
        "papers/no.yml",
        "loaf.png",
    ),
    "notes with an image without description": (
        "papers/no.yml",
        "added:",
        "notes: |\n  See\n\n  ![](../about.md)\nadded:",
        "The image '../about.md' has no description.",
        "papers/no.yml",
        "about.md",
    ),
    "rest of a review": (
        "papers/no.yml",
        "explains\n  96% of the variance.\n",
        "explains\n  96% of the variance.\n  Correct or confirm them, then delete\n  this line.\n",
        "'abstract' ends with leftovers of a deleted 'review:'. Delete them, too.",
        "papers/no.yml",
        "this line.",
    ),
    "introduction with a stray end tag": (
        "topics.yml",
        "need. [Wild",
        "need. </div> [Wild",
        "contains </div>, which is removed from the page",
        "topics.yml",
        "</div>",
    ),
    "introduction links to a page that does not exist": (
        "topics.yml",
        "(paper:no)",
        "(../gone.md)",
        "A link cannot lead to '../gone.md'. Write [words](paper:slug)",
        "topics.yml",
        "../gone.md",
    ),
    "introduction with a plural scheme": (
        "topics.yml",
        "[No](paper:no)",
        "[No](papers:no)",
        "A link cannot lead to 'papers:no'. Write [words](paper:slug)",
        "topics.yml",
        "papers:no",
    ),
    "introduction with a space in a link": (
        "topics.yml",
        "[No](paper:no)",
        "[No](paper: no)",
        "This is not a link: '(paper: no)'. Write [words](paper:slug)",
        "topics.yml",
        "(paper: no)",
    ),
    "related paper unknown": (
        f"papers/{LEVAIN}.yml",
        "topics:",
        "related:\n- {paper: no-2, why: both rise}\ntopics:",
        "There is no paper 'no-2' on the list. Did you mean 'no'?",
        f"papers/{LEVAIN}.yml",
        "paper: no-2",
    ),
    "related paper twice": (
        f"papers/{LEVAIN}.yml",
        "topics:",
        "related:\n- {paper: no, why: both rise}\n- {paper: no, why: answers it}\ntopics:",
        "The paper names 'no' twice as related. Remove the line.",
        f"papers/{LEVAIN}.yml",
        "answers it",
    ),
    "related to itself": (
        f"papers/{LEVAIN}.yml",
        "topics:",
        f"related:\n- {{paper: {LEVAIN}, why: both rise}}\ntopics:",
        "The paper names itself as related. Remove the line.",
        f"papers/{LEVAIN}.yml",
        "both rise",
    ),
    "path step unknown": (
        "topics.yml",
        "- paper: 'no'\n",
        "- paper: nono\n",
        "There is no paper 'nono' on the list.",
        "topics.yml",
        "- paper: nono",
    ),
    "path step of another topic": (
        "topics.yml",
        "- paper: 'no'\n",
        f"- paper: {STEAM}\n",
        "does not belong to the topic 'sourdough'. Add the topic to the paper",
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
        "The date is 2025-03, but the arXiv identifier 2502.99993 is of 2025-02.",
        f"papers/{CRUMB}.yml",
        "published:",
    ),
    "date against capture": (
        "papers/no.yml",
        "published: 2022-11-30",
        "published: 2022-11-29",
        "The date is 2022-11-29, but content/captures/first.txt:",
        "papers/no.yml",
        "published:",
    ),
    "authors against capture": (
        f"papers/{LEVAIN}.yml",
        "- Ada Krume\n",
        "",
        "The record has 1 author, but content/captures/first.txt:",
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
        "There is no paper 'steam' on the list.",
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
        "The redirect from 'steam-and-crust' is a loop or has more than 100 steps. Remove it, or",
        "redirects.yml",
        "steam-and-crust",
    ),
    "redirect from a record": (
        "redirects.yml",
        "steam-and-crust:",
        "'no':",
        "'no' is redirected, but it is a record.",
        "redirects.yml",
        "'no':",
    ),
    "change of nothing": (
        "changes.yml",
        "  - 'no'\n",
        "  - nothing-at-all\n",
        "There is no paper 'nothing-at-all' on the list.",
        "changes.yml",
        "nothing-at-all",
    ),
    "change in the past": (
        "changes.yml",
        "date: 2031-03-11",
        "date: 2030-03-11",
        "This change of 2030-03-11 comes after one of ",
        "changes.yml",
        "2030-03-11",
    ),
    "citation key of two": (
        f"papers/{STEAM}.yml",
        "captures:",
        "citation_key: krume2024wild\ncitation_key_aliases: [Krume2024Wild]\ncaptures:",
        f"The citation key 'Krume2024Wild' is already used in {STEAM}.yml.",
        f"papers/{STEAM}.yml",
        "citation_key_aliases",
    ),
    "exclusion of nothing": (
        "excluded.yml",
        "Which Baking Tin Suits a Busy Kitchen?",
        "Which Tin Opener?",
        "Entry 5 has no record: 'Which Baking Tin",
        "captures/first.txt",
        "Which Baking Tin",
    ),
    "exclusion of a paper on the list": (
        "excluded.yml",
        "- title: Which",
        "- {title: No, reason: none}\n- title: Which",
        "'No' is excluded, but is on the list as no.yml.",
        "excluded.yml",
        "title: No,",
    ),
    "exclusion twice": (
        "excluded.yml",
        "- title: Which",
        "- {title: Which baking tin suits a busy kitchen, reason: prices}\n- title: Which",
        "'Which Baking Tin Suits a Busy Kitchen?' is excluded twice.",
        "excluded.yml",
        "- title: Which",
    ),
    "DOI with text after it": (
        f"papers/{CRUMB}.yml",
        "10.5555/crumb.2025(7)",
        "10.5555/crumb.2025(7)).",
        "The DOI has extra characters at its end: 10.5555/crumb.2025(7)). Write '10.5555/crumb.2025(7)'.",
        f"papers/{CRUMB}.yml",
        "doi:",
    ),
    "link without words": (
        "topics.yml",
        "[No](paper:no)",
        "[](paper:no)",
        "The link to 'paper:no' has no words.",
        "topics.yml",
        "paper:no",
    ),
    "path step twice": (
        "topics.yml",
        f"- paper: {STEAM}\n    why: then heat",
        f"- {{paper: {LEVAIN}, why: then heat}}",
        f"The path contains '{LEVAIN}' twice. Remove one of the steps.",
        "topics.yml",
        "then heat",
    ),
    "venue of two names": (
        "venues.yml",
        "aliases: [International",
        "aliases: [JMUC, International",
        "Two venues have the name or alias 'JMUC'.",
        "venues.yml",
        "JMUC",
    ),
    "merge without redirect": (
        "changes.yml",
        "old-levain:",
        "older-levain:",
        f"The merged record 'older-levain' has no redirect. Add the line 'older-levain: {LEVAIN}'",
        "changes.yml",
        "older-levain",
    ),
    "change from an unknown capture": (
        "changes.yml",
        "[second.txt]",
        "[secnd.txt]",
        "There is no file 'secnd.txt' in captures/. Did you mean 'second.txt'?",
        "changes.yml",
        "secnd.txt",
    ),
}


WARNINGS = {
    "address that passes for another",
    "introduction with an address that passes for another",
    "invisible character",
    "address twice",
    "venue by another name",
    "month against arXiv",
    "date against capture",
    "authors against capture",
    "evidence of nothing",
    "notes with an image without description",
    "exclusion of a paper on the list",
    "change from an unknown capture",
}
"""Violations about which only a person can decide; all others are errors."""


@pytest.mark.parametrize("name", sorted(VIOLATIONS))
def test_a_violation_is_found_in_its_line(made_up_copy: Folder, name: str) -> None:
    changed_file, old, new, message, file, line = VIOLATIONS[name]
    replace(made_up_copy, changed_file, old, new)
    problem = find(made_up_copy, message)
    assert str(problem.place) == f"content/{file}:{line_of(made_up_copy, file, line)}"
    assert problem.severity == ("warning" if name in WARNINGS else "error")


LEFT_TO_PEOPLE = ("has no kind.", "has no topics.", "has no summary.", "LaTeX", "ends in")


def test_what_a_person_must_supply_is_an_error_once_the_record_is_confirmed(made_up_copy: Folder) -> None:
    record = made_up_copy.papers / "loaf.yml"
    fields = "title: A {\\em Loaf}\nlinks:\n  other: https://loaf.example.org/a.\n"
    record.write_text(f"{fields}review: Suggested.\n", encoding="utf-8")
    waiting = find_problems(made_up_copy)
    assert {problem.severity for problem in waiting} == {"warning"}
    for words in LEFT_TO_PEOPLE:
        assert "before you delete 'review:'" in find(made_up_copy, words).fix
    record.write_text(fields, encoding="utf-8")
    confirmed = find_problems(made_up_copy)
    assert [problem.message for problem in confirmed] == [problem.message for problem in waiting]
    assert {problem.severity for problem in confirmed} == {"error"}
    assert not [problem for problem in confirmed if "review:" in problem.fix]


def test_an_entry_in_two_records_is_reported(made_up_copy: Folder) -> None:
    with made_up_copy.file("papers/no.yml").open("a", encoding="utf-8") as file:
        file.write("- {capture: second.txt, position: 3}\n")
    problem = find(made_up_copy, "second.txt#3")
    assert "is already listed in" in problem.message


def test_a_missing_capture_reference_is_a_warning(made_up_copy: Folder) -> None:
    replace(made_up_copy, f"papers/{LEVAIN}.yml", "- {capture: second.txt, position: 2}\n", "")
    problem = find(made_up_copy, "Entry 2 of second.txt is this paper, but is not listed here")
    assert problem.severity == "warning"
    assert str(problem.place).startswith(f"content/papers/{LEVAIN}.yml:")


def test_a_line_of_a_capture_that_cannot_be_read_is_excluded_by_its_text(made_up_copy: Folder) -> None:
    path = made_up_copy.file("captures/first.txt")
    path.write_text(path.read_text(encoding="utf-8") + "A Lonely Title\n", encoding="utf-8")
    line = line_of(made_up_copy, "captures/first.txt", "A Lonely Title")
    problem = find(made_up_copy, "A Lonely Title")
    assert str(problem.place) == f"content/captures/first.txt:{line}"
    with made_up_copy.file("excluded.yml").open("a", encoding="utf-8") as file:
        file.write("- title: A Lonely Title\n  reason: the page was cut off here\n")
    assert find_problems(made_up_copy) == ()


def test_an_exclusion_without_an_entry_is_a_warning(made_up_copy: Folder) -> None:
    with made_up_copy.file("excluded.yml").open("a", encoding="utf-8") as file:
        file.write("- title: Never Printed\n  reason: a mistake\n")
    problem = find(made_up_copy, "No capture contains the excluded title 'Never Printed'.")
    assert (problem.severity, problem.place and problem.place.line) == ("warning", 4)


def test_papers_of_one_title_are_duplicates_unless_something_tells_them_apart(made_up_copy: Folder) -> None:
    text = made_up_copy.file("papers/no.yml").read_text(encoding="utf-8")
    text = text.partition("captures:")[0].replace(
        "  arxiv: '2211.99992'\n", "  other: https://a.example.org\n"
    )
    path = made_up_copy.file("papers/no-2.yml")
    path.write_text(text.replace("title: 'No'", "title: NO!"), encoding="utf-8")
    assert "no.yml has the same title" in str(find(made_up_copy, "papers/no-2.yml:2"))
    path.write_text(text.replace("title: 'No'", "title: Maybe\naliases: ['No']"), encoding="utf-8")
    assert "no.yml has the same title" in str(find(made_up_copy, "papers/no-2.yml:2"))
    path.write_text(text.replace("title: 'No'", "title: NO!"), encoding="utf-8")
    other = "arxiv: '2401.00001'"
    path.write_text(text.replace("other: https://a.example.org", other), encoding="utf-8")
    assert not [problem for problem in find_problems(made_up_copy) if "same title" in problem.message]


def test_an_alias_is_no_title_of_another_paper_and_not_the_own_one(made_up_copy: Folder) -> None:
    text = made_up_copy.file("papers/no.yml").read_text(encoding="utf-8").partition("captures:")[0]
    text = text.replace("arxiv: '2211.99992'", "arxiv: '2401.00001'")
    path = made_up_copy.file("papers/no-2.yml")
    path.write_text(text.replace("title: 'No'", "title: Maybe\naliases: [MAYBE!, Perhaps, 'NO!']"), "utf-8")
    own = find(made_up_copy, "The alias 'MAYBE!' is the paper's own title.")
    assert (str(own.place), own.severity) == ("content/papers/no-2.yml:3", "warning")
    other = find(made_up_copy, "The alias 'NO!' is a title of no.yml, too.")
    assert (str(other.place), other.rule) == ("content/papers/no-2.yml:3", "repeated-alias")
    path.write_text(text.replace("title: 'No'", "title: Maybe\naliases: [Perhaps, perhaps, 'No']"), "utf-8")
    find(made_up_copy, "The alias 'perhaps' is listed twice.")
    decisions = made_up_copy.file("decisions.yml")
    decisions.write_text("- {verdict: different, papers: ['no', no-2]}\n", encoding="utf-8")
    assert not [problem for problem in find_problems(made_up_copy) if "is a title of" in problem.message]


def test_long_wordings_and_comparisons_and_must_reads_to_skip_are_reported(made_up_copy: Folder) -> None:
    replace(
        made_up_copy,
        "papers/no.yml",
        "kind: theory\n",
        "must_read: true\nkind: theory\nwho_can_skip: Bakers.\n"
        f"also_asked:\n- why knead\n- {'why knead ' * 20}\n- {'why knead ' * 20}it\n"
        f"comparison:\n  problem: {'dense ' * 30}\n  result: {'dense ' * 31}\n",
    )
    assert [(problem.message, problem.rule) for problem in find_problems(made_up_copy)] == [
        ("The paper is a must-read, but has 'who_can_skip'.", "advice-style"),
        ("This wording of 'also_asked' has 41 words; at most 40 are allowed.", "question-style"),
        ("The field 'comparison.result' has 31 words; at most 30 are allowed.", "comparison-style"),
    ]


def test_papers_of_one_title_may_be_declared_different(made_up_copy: Folder) -> None:
    text = made_up_copy.file("papers/no.yml").read_text(encoding="utf-8")
    made_up_copy.file("papers/no-2.yml").write_text(
        text.partition("captures:")[0].replace("  arxiv: '2211.99992'\n", "  other: https://a.example.org\n"),
        encoding="utf-8",
    )
    problem = find(made_up_copy, "no.yml has the same title")
    assert "'reading-list different no no-2'" in problem.fix
    decisions = made_up_copy.file("decisions.yml")
    decisions.write_text("- {verdict: same, papers: ['no', no-2]}\n", encoding="utf-8")
    assert find_problems(made_up_copy) == (problem,)
    decisions.write_text("- {verdict: different, papers: [no-2, 'no']}\n", encoding="utf-8")
    assert find_problems(made_up_copy) == ()


def test_a_topic_without_papers_is_reported(made_up_copy: Folder) -> None:
    replace(made_up_copy, "topics.yml", "- id: baking\n", "- id: empty\n  title: Empty\n  topics: "
            "[{id: nothing, title: Nothing, scope: Nothing at all.}]\n- id: baking\n")  # fmt: skip
    problem = find(made_up_copy, "The topic 'nothing' has no papers.")
    assert problem.place and problem.place.line == line_of(made_up_copy, "topics.yml", "id: nothing")


def test_introductions_may_link_to_handwritten_pages_and_files(made_up_copy: Folder) -> None:
    replace(made_up_copy, "topics.yml", "(paper:no)", "(../assets/oven.md#heat)")
    page = made_up_copy.pages / "assets" / "oven.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Oven\n", encoding="utf-8")
    assert find_problems(made_up_copy) == ()


@pytest.mark.parametrize("count", [59, 121])
def test_an_introduction_of_the_wrong_length_is_reported(made_up_copy: Folder, count: int) -> None:
    path = made_up_copy.file("topics.yml")
    text = f"introduction: Read [a paper](paper:no) {'on ' * (count - 3)}\n"
    path.write_text(
        re.sub(r"introduction: >-\n(?: {6,}.*\n)+", text, path.read_text("utf-8"), count=1), "utf-8"
    )
    problem = find(made_up_copy, f"The introduction to 'sourdough' has {count} words; 60 to 120 are allowed.")
    assert problem.place
    assert problem.place.line == line_of(made_up_copy, "topics.yml", "introduction:")


def test_a_topic_without_introduction_or_path_is_reported(made_up_copy: Folder) -> None:
    path = made_up_copy.file("topics.yml")
    text = path.read_text(encoding="utf-8")
    ovens = text.index("  - id: oven-crust")
    rest = re.sub(r"    introduction: >-\n(?: {6}.*\n)+    path:\n(?: {4}[ -].*\n)+", "", text[ovens:])
    # a third paper, so that there are enough for a path
    replace(made_up_copy, "papers/no.yml", "topics: [sourdough]", "topics: [sourdough, oven-crust]")
    path.write_text(text[:ovens] + rest, encoding="utf-8")
    problems = find_problems(made_up_copy)
    assert {(problem.message, problem.severity) for problem in problems} == {
        ("The topic 'oven-crust' has no introduction.", "warning"),
        ("The topic 'oven-crust' has no reading path.", "warning"),
    }
    line = line_of(made_up_copy, "topics.yml", "- id: oven-crust")
    assert {str(problem.place) for problem in problems} == {f"content/topics.yml:{line}"}


def test_two_reading_paths_of_one_id_are_reported(made_up_copy: Folder) -> None:
    path = made_up_copy.file("topics.yml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.partition("\npaths:\n")[2], encoding="utf-8")
    problem = find(made_up_copy, "Two reading paths have the id 'first-loaf'. Change one of them.")
    assert problem.place
    assert problem.place.line == len(text.splitlines()) + 1


def test_a_reading_path_that_is_too_short_is_reported(made_up_copy: Folder) -> None:
    replace(
        made_up_copy,
        "topics.yml",
        "    - paper: 'no'\n      why: one plain question and one plain answer\n",
        "",
    )
    find(made_up_copy, "The reading path has 2 papers; 3 to 7 are allowed. Add papers.")


def test_only_loading_errors_are_reported_when_files_cannot_be_loaded(made_up_copy: Folder) -> None:
    replace(made_up_copy, "papers/no.yml", "kind: theory", "type: thoery")
    replace(made_up_copy, f"papers/{STEAM}.yml", "venue:", "venues:")
    problems = [str(problem) for problem in find_problems(made_up_copy)]
    assert len(problems) == 2
    assert problems[0].startswith("content/papers/no.yml:8: type: expected 'article'")
    assert "expected a known key (got 'venues')" in problems[1]


def test_a_capture_in_an_unknown_format_is_reported(made_up_copy: Folder) -> None:
    made_up_copy.file("captures/third.txt").write_text("Dear diary\n\nnothing happened.\n", encoding="utf-8")
    problem = find(made_up_copy, "expected a supported format")
    assert str(problem.place).startswith("content/captures/third.txt")


def test_a_day_may_be_just_outside_the_month_of_the_arxiv_identifier(made_up_copy: Folder) -> None:
    """The made-up list has a paper of June 30 whose identifier is of July."""
    slug = "soaking-bran-before-mixing-raises-the-loaf-volume-of-whole-wheat-bread"
    text = made_up_copy.file(f"papers/{slug}.yml").read_text(encoding="utf-8")
    assert "published: 2019-06-30" in text
    assert "1907.99994" in text
    replace(made_up_copy, f"papers/{slug}.yml", "2019-06-30", "2019-06-20")
    find(made_up_copy, "The date is 2019-06-20, but the arXiv identifier 1907.99994 is of 2019-07.")


def test_problems_are_sorted_and_reported_once(made_up_copy: Folder) -> None:
    for name in ("no", LEVAIN, STEAM):
        path = made_up_copy.file(f"papers/{name}.yml")
        path.write_text(re.sub(r"kind: .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    problems = find_problems(made_up_copy)
    assert [str(problem) for problem in problems] == sorted({str(problem) for problem in problems})
    assert len(problems) == 3
    assert all(problem.fix for problem in problems)

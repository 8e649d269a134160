"""Rules about publication details: types and venues, volumes and pages, ISBNs and ISSNs."""

from __future__ import annotations

import pytest

from generator.checks import find_problems
from generator.storage.folder import Folder
from generator.text.serial_numbers import find_wrong_isbn, find_wrong_issn

CEREALS = "venue: Journal of Made-Up Cereals"
RULES = {
    # name: further fields of a record, words of the warning, text of its line
    "a conference paper in a journal": (
        f"{CEREALS}\ntype: paper-conference\n",
        "'type:' says this is a conference paper, but Journal of Made-Up Cereals is a journal in venues.yml.",
        "type:",
    ),
    "a journal article at a conference": (
        "venue: BreadConf\ntype: article-journal\n",
        "'type:' says this is a journal article, but BreadConf is a conference in venues.yml.",
        "type:",
    ),
    "pages without a venue": (
        "type: article-journal\npublication:\n  volume: '3'\n  pages: 4–5\n",
        "The record has volume and pages, but no venue.",
        "volume:",
    ),
    "wrong ISBN": (
        "publication:\n  isbn: 978-3-16-148410-1\n",
        "This is not a valid ISBN: 978-3-16-148410-1.",
        "isbn:",
    ),
    "a venue before the first publication": (
        "venue: BreadConf\nvenue_year: 2021\npublished: 2022-01\nlinks:\n  arxiv: '2201.01234'\n",
        "The venue's year, 2021, is before the date of first publication, 2022-01.",
        "venue_year:",
    ),
    "a month before that of the identifier": (
        "published: 2024-05\nlinks:\n  arxiv: '2406.00700'\n",
        "The date is 2024-05, but the arXiv identifier 2406.00700 is of 2024-06.",
        "published:",
    ),
    "wrong ISSN": ("publication:\n  issn: 0028-0837\n", "This is not a valid ISSN: 0028-0837.", "issn:"),
}
SOUND = (
    f"{CEREALS}\ntype: article-journal\npublication:\n  volume: '3'\n  pages: 4–5\n  issn: 0028-0836\n",
    f"{CEREALS}\ntype: article\n",
    f"{CEREALS}\ntype: review\n",
    "type: book\npublication:\n  volume: '2'\n  isbn: 978-3-16-148410-0\n",
    "type: thesis\npublication:\n  pages: '212'\n",
    "venue: BreadConf\nvenue_year: 2021\npublished: 2021-12\nlinks:\n  arxiv: '2201.01234'\n",
    "venue: BreadConf\nvenue_year: 2021\npublished: 2022\nevidence:\n  venue_year: printed a year late\n",
    # announced on the first day of June
    "published: 2024-05\nlinks:\n  arxiv: '2406.00123'\n",
    "publication:\n  container: Loaves\n  pages: '212'\n",
)


def find_new_problems(folder: Folder, fields: str) -> list[tuple[str, str, str]]:
    """Severity, place and message of the problems of a record with these fields, and of no others."""
    record = folder.papers / "loaf.yml"
    fields = f"title: A Loaf\ntldr: It rises.\nkind: method\ntopics: [sourdough]\n{fields}"
    record.write_text(fields, encoding="utf-8")
    return [(found.severity, str(found.place), found.message) for found in find_problems(folder)]


@pytest.mark.parametrize("name", sorted(RULES))
def test_contradictory_details_cause_warnings(made_up_copy: Folder, name: str) -> None:
    fields, message, line = RULES[name]
    found = find_new_problems(made_up_copy, fields)
    number = next(place for place, text in enumerate(fields.split("\n"), 5) if line in text)
    assert found == [("warning", f"content/papers/loaf.yml:{number}", message)]


@pytest.mark.parametrize("fields", SOUND)
def test_consistent_details_cause_no_warnings(made_up_copy: Folder, fields: str) -> None:
    assert find_new_problems(made_up_copy, fields) == []


def test_facts_without_a_source_are_reported_if_the_list_asks_for_it(made_up_copy: Folder) -> None:
    fields = (
        "authors: [Ada Krume]\npublished: 2024\nvenue: BreadConf\nlinks:\n  doi: 10.1000/loaf\n"
        "evidence:\n  authors: title page\n"
    )
    assert find_new_problems(made_up_copy, fields) == []
    settings = made_up_copy.root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("checks:", "checks:\n      unsourced-fact: warning"), encoding="utf-8")
    found = [problem for problem in find_new_problems(made_up_copy, fields) if "loaf.yml" in problem[1]]
    assert found == [
        ("warning", f"content/papers/loaf.yml:{line}", f"There is no evidence for {name!r}.")
        for name, line in (("published", 6), ("venue", 7), ("doi", 9))
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("0-306-40615-2", ""),
        ("080442957X", ""),
        ("978 3 16 148410 0", ""),
        ("978-3-16-148410-0 (print), 0-306-40615-2 (online)", ""),
        ("978-3-16-148410-0, 0-306-40615-3", "0-306-40615-3"),
        ("978-3-16-14841-0", "978-3-16-14841-0"),
        ("unknown", "unknown"),
    ],
)
def test_check_digits_of_isbns(text: str, wrong: str) -> None:
    assert find_wrong_isbn(text) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("0028-0836", ""),
        ("1476-4687 0028-0836", ""),
        ("2434561X", ""),
        ("2434-5612", "2434-5612"),
        ("28-0836", "28-0836"),
    ],
)
def test_check_digits_of_issns(text: str, wrong: str) -> None:
    assert find_wrong_issn(text) == wrong

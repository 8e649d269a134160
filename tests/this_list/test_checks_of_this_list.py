"""This list follows every rule, and no record hides that another is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks import CheckedList, find_problems
from generator.checks.captures import check_entries
from generator.curation.captures import read_captures
from generator.model.catalog import Catalog
from generator.storage.documents import Locator
from generator.storage.folder import Folder
from generator.storage.json_schemas import FOLDER
from generator.storage.writing import SCHEMA_LINE

TOPICS_SCHEMA_LINE = "# yaml-language-server: $schema=../generator/schemas/topics.schema.json\n"


def test_this_list_has_no_errors(repository: Path) -> None:
    problems = find_problems(Folder(repository))
    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_every_record_stores_its_citation_key(real: Catalog) -> None:
    keys = [paper.citation_key for paper in real.papers.values()]
    assert None not in keys
    assert len(set(keys)) == len(keys)


@pytest.fixture(scope="module")
def all_checked(repository: Path, real: Catalog) -> CheckedList:
    folder = Folder(repository)
    return CheckedList(catalog=real, captures=read_captures(folder), locate=Locator(folder))


def test_the_check_misses_every_record_that_is_removed(all_checked: CheckedList, real: Catalog) -> None:
    """For any two records, one of the runs below removes the first and keeps the second.

    An entry is accepted if any one record claims it; if it is reported in all those runs, no other record
    claims it. This proves as much as removing each record in turn, with 18 runs instead of hundreds.
    """
    slugs = list(real.papers)
    for bit in range(len(slugs).bit_length()):
        for removed_value in (0, 1):
            removed = {slug for number, slug in enumerate(slugs) if number >> bit & 1 == removed_value}
            rest = {slug: paper for slug, paper in real.papers.items() if slug not in removed}
            checked = CheckedList(
                catalog=real.model_copy(update={"papers": rest}),
                captures=all_checked.captures,
                locate=all_checked.locate,
            )
            places = {str(problem.place) for problem in check_entries(checked)}
            expected = {
                f"content/captures/{ref.capture}:{checked.entries[ref].line}"
                for slug in removed
                for ref in real.papers[slug].captures
            }
            assert places == expected


def test_records_name_their_schema(repository: Path) -> None:
    folder = repository / "content" / "papers"
    for path in folder.glob("*.yml"):
        assert path.read_text(encoding="utf-8").startswith(SCHEMA_LINE), path.name
    named = SCHEMA_LINE.strip().partition("$schema=")[2]
    assert (folder / named).resolve() == FOLDER / "paper.schema.json"
    assert (repository / "content" / "topics.yml").read_text(encoding="utf-8").startswith(TOPICS_SCHEMA_LINE)
    named = TOPICS_SCHEMA_LINE.strip().partition("$schema=")[2]
    assert (repository / "content" / named).resolve() == FOLDER / "topics.schema.json"

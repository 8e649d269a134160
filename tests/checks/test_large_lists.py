"""Checking takes a time in proportion to the size of the list."""

from __future__ import annotations

import json
import time
from pathlib import Path

from generator.checks import find_problems
from generator.checks.checked_list import MOST_SUGGESTIONS
from generator.model.limits import MOST_LINKS
from tests.bread_list import make_list, write_record

RECORDS = 20
MOST_SECONDS = 20
"""Of processor time; it takes less than two, and took several minutes."""


def test_a_list_with_thousands_of_mistakes_is_checked_in_seconds(tmp_path: Path) -> None:
    folder = make_list(tmp_path)
    for number in range(RECORDS):
        links = [f"https://github.com/rye/r{number}-{link}" for link in range(MOST_LINKS)]
        write_record(
            folder, f"rye-{number}", title="Rye", topics=["doughs"], links={"code": links, "other": links}
        )
    chain = {f"old-{number}": f"old-{number + 1}" for number in range(5_000)}
    folder.file("redirects.yml").write_text(json.dumps(chain, indent=0), encoding="utf-8")
    change = {"date": "2024", "added": [f"ry-{number}" for number in range(5_000)]}
    folder.file("changes.yml").write_text(json.dumps([change], indent=0), encoding="utf-8")
    begin = time.process_time()
    problems = find_problems(folder)
    assert time.process_time() - begin < MOST_SECONDS
    repeated = [problem for problem in problems if "is already listed under 'code'" in problem.message]
    assert len({str(problem.place) for problem in repeated}) == RECORDS * MOST_LINKS
    assert sum("nothing tells the two apart" in problem.message for problem in problems) == RECORDS * 19 / 2
    unknown = [problem for problem in problems if "There is no paper 'ry-" in problem.message]
    assert len(unknown) == 5_000
    assert 0 < sum("Did you mean" in problem.fix for problem in unknown) <= MOST_SUGGESTIONS
    endless = [problem for problem in problems if "or has more than 100 steps" in problem.message]
    assert len(endless) == 5_000 - 100

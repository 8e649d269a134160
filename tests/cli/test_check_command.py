"""`reading-list check`."""

from __future__ import annotations

import json

from bread_list import run

from generator.storage.folder import Folder


def replace(folder: Folder, name: str, old: str, new: str) -> None:
    path = folder.file(name)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_a_valid_list_has_no_problems(made_up_copy: Folder) -> None:
    result = run(made_up_copy, "check", "--strict")
    assert (result.exit_code, result.output) == (0, "No problems in 8 records\n")


def test_records_to_review_are_counted(made_up_copy: Folder) -> None:
    replace(made_up_copy, "papers/no.yml", "kind: theory", "kind: theory\nreview: Is this a paper?")
    result = run(made_up_copy, "check")
    assert result.output == "No problems in 8 records; 1 still to review\n"


def test_problems_are_grouped_by_file_and_errors_fail(made_up_copy: Folder) -> None:
    replace(made_up_copy, "papers/no.yml", "kind: theory\n", "")
    replace(made_up_copy, "papers/no.yml", "published: 2022-11-30", "published: 2021-11-30")
    replace(made_up_copy, "topics.yml", "(paper:no)", "(paper:none)")
    result = run(made_up_copy, "check")
    assert result.exit_code == 1
    blocks = result.output.rstrip("\n").split("\n\n")
    assert [block.partition(":")[0] for block in blocks[:-1]] == [
        "content/papers/no.yml",
        "content/topics.yml",
    ]
    assert blocks[-1] == "2 errors, 2 warnings"
    assert (
        "content/papers/no.yml:2: error: The paper has no kind. [missing-kind]\n    Add 'kind:' with one of"
        in blocks[0]
    )
    assert "content/papers/no.yml:4: warning: The date is 2021-11-30, but content/captures/first" in blocks[0]


def test_warnings_fail_only_with_strict(made_up_copy: Folder) -> None:
    replace(made_up_copy, "papers/no.yml", "published: 2022-11-30", "published: 2022-11-29")
    assert run(made_up_copy, "check").exit_code == 0
    result = run(made_up_copy, "check", "--strict")
    assert result.exit_code == 1
    assert result.output.endswith("0 errors, 1 warning\n")


def test_other_checks_wait_for_a_record_that_cannot_be_read(made_up_copy: Folder) -> None:
    replace(made_up_copy, "papers/no.yml", "kind: theory", "kinds: theory")
    replace(made_up_copy, "topics.yml", "(paper:no)", "(paper:none)")
    result = run(made_up_copy, "check")
    assert result.exit_code == 1
    assert result.output.endswith(
        "\n1 error, 0 warnings\nAll other checks wait until every file can be read.\n"
    )
    as_json = run(made_up_copy, "check", "--json")
    assert [json.loads(line)["rule"] for line in as_json.stdout.splitlines()] == ["invalid-file"]
    assert as_json.stderr == "All other checks wait until every file can be read.\n"
    replace(made_up_copy, "papers/no.yml", "kinds: theory", "kind: theory")
    assert "wait" not in run(made_up_copy, "check").output


def test_json_has_one_object_per_problem(made_up_copy: Folder) -> None:
    made_up_copy.file("papers/no.yml").unlink()
    result = run(made_up_copy, "check", "--json")
    problems = [json.loads(line) for line in result.output.splitlines()]
    missing = next(problem for problem in problems if problem["file"] == "content/captures/first.txt")
    assert (missing["severity"], missing["rule"]) == ("error", "unlisted-entry")
    assert isinstance(missing["line"], int)
    assert "'No'" in missing["message"]
    assert missing["fix"]


def test_invalid_yaml_is_a_problem_not_a_traceback(made_up_copy: Folder) -> None:
    replace(made_up_copy, "papers/no.yml", "kind: theory", "kind: [")
    result = run(made_up_copy, "check")
    assert result.exit_code == 1
    assert "content/papers/no.yml:" in result.output
    assert "Traceback" not in result.output

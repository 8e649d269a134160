"""The workflow files follow GitHub's schema and the rules that keep them safe."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "templates" / "new" / "workflows"
"""Workflows of new lists."""
SYNC = ROOT / "docs" / "sync.yml"
"""The workflow that follows the sources of a list."""
WORKFLOWS = [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), *sorted(STARTER.glob("*.yml")), SYNC]

# actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
PINNED = re.compile(r"^\s*(?:- )?uses: ([\w.-]+/[\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$")
# Untrusted text interpolated into a shell command: `${{ github.event.issue.title }}`
UNTRUSTED = re.compile(
    r"\$\{\{[^}]*\b(?:github\.event\.(?!repository\b|issue\.number\b)|github\.head_ref|inputs\.)[^}]*\}\}"
)


def load(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    # YAML 1.1 parses the key `on` as true.
    loaded["on"] = loaded.pop(True, None) or loaded.get("on")
    return loaded


def jobs_of(name: str) -> dict[str, Any]:
    return load(ROOT / ".github" / "workflows" / name)["jobs"]


def steps_of(job: dict[str, Any]) -> str:
    return "\n".join(str(step.get("run", step.get("uses", ""))) for step in job["steps"])


each_workflow = pytest.mark.parametrize(
    "path", WORKFLOWS, ids=lambda path: f"{path.parent.parent.name}-{path.name}"
)


def test_all_workflows_are_known() -> None:
    here = ["ci.yml", "deploy.yml", "links.yml", "status.yml", "suggest.yml"]
    new = ["check.yml", "links.yml", "publish.yml", "status.yml", "suggest.yml"]
    assert [path.name for path in WORKFLOWS] == [*here, *new, "sync.yml"]


@pytest.mark.parametrize(
    ("schema", "paths"),
    [("vendor.github-workflows", WORKFLOWS), ("vendor.dependabot", [ROOT / ".github" / "dependabot.yml"])],
    ids=["workflows", "dependabot"],
)
def test_file_matches_its_schema(schema: str, paths: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


# how a workflow of a list installs the generator
INSTALL = re.compile(r"      - name: Install the generator\n        run: 'python -m pip install .*'\n")


@pytest.mark.parametrize("name", ["status.yml", "suggest.yml"])
def test_workflows_of_new_lists_do_what_they_do_here(name: str) -> None:
    theirs = (STARTER / name).read_text(encoding="utf-8")
    ours = (ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8")
    ours = ours.replace("make check", "reading-list check").replace(".venv/bin/", "")
    ours = ours.replace("requirements.lock", "requirements.txt")
    without, count = INSTALL.subn("", theirs)
    assert (count, without) == (1, ours)


def test_the_form_for_suggestions_is_the_same_in_new_lists() -> None:
    form = (STARTER.parent / "issues" / "suggest-paper.yml").read_text(encoding="utf-8")
    own_form = (ROOT / ".github" / "ISSUE_TEMPLATE" / "suggest-paper.yml").read_text(encoding="utf-8")
    assert form.partition("\n")[2] == own_form.partition("\n")[2]


@pytest.mark.skipif(
    shutil.which("actionlint") is None, reason="actionlint is not installed; the schema is checked"
)
def test_actionlint_finds_nothing() -> None:
    done = subprocess.run(
        ["actionlint", "-no-color", *map(str, WORKFLOWS)], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_guide_shows_the_workflow_that_follows_sources() -> None:
    assert f"```yaml\n{SYNC.read_text('utf-8')}```\n" in SYNC.with_suffix(".md").read_text("utf-8")


@each_workflow
def test_every_action_is_pinned_by_commit(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if re.search(r"\buses:", line)]
    assert lines
    assert [line for line in lines if not PINNED.match(line)] == []


def test_an_action_is_pinned_to_one_commit_and_version_everywhere() -> None:
    pins: dict[str, set[tuple[str, ...]]] = {}
    for path in WORKFLOWS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if found := PINNED.match(line):
                pins.setdefault(found[1], set()).add(found.groups())
    assert {action for action, commits in pins.items() if len(commits) > 1} == set()


@each_workflow
def test_permissions_are_set_per_job(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert isinstance(job.get("permissions"), dict), f"{name} must declare its permissions"
        writes = {scope for scope, level in job["permissions"].items() if level == "write"}
        allowed = {
            ("deploy.yml", "deploy"): {"pages", "id-token"},
            ("publish.yml", "deploy"): {"pages", "id-token"},
            ("links.yml", "report"): {"issues"},
            ("status.yml", "propose"): {"contents", "pull-requests"},
            ("suggest.yml", "propose"): {"contents", "pull-requests"},
            ("suggest.yml", "answer"): {"issues"},
            ("sync.yml", "propose"): {"contents", "pull-requests"},
        }
        assert writes == allowed.get((path.name, name), set()), name


@each_workflow
def test_triggers_give_outsiders_no_permissions(path: Path) -> None:
    triggers = set(load(path)["on"])
    # only people with triage permission can add a label
    labeled = {"issues"} if path.name == "suggest.yml" else set()
    assert triggers <= {"push", "pull_request", "merge_group", "schedule", "workflow_dispatch"} | labeled
    assert UNTRUSTED.findall(path.read_text(encoding="utf-8")) == []


@each_workflow
def test_job_has_a_timeout_and_leaves_no_credentials(path: Path) -> None:
    for name, job in load(path)["jobs"].items():
        assert job["timeout-minutes"] <= 90, name
        for step in job["steps"]:
            if "actions/checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False, name


@each_workflow
def test_runs_do_not_pile_up(path: Path) -> None:
    workflow = load(path)
    assert "concurrency" in workflow or all("concurrency" in job for job in workflow["jobs"].values())


def test_pull_request_is_tested_and_built() -> None:
    workflow = load(ROOT / ".github" / "workflows" / "ci.yml")
    assert "pull_request" in workflow["on"]
    assert workflow["concurrency"]["cancel-in-progress"] is True
    everything = "\n".join(steps_of(job) for job in workflow["jobs"].values())
    assert ".ci/run" in everything
    assert "make site" in everything
    assert "actions/upload-artifact@" in everything


def test_outdated_build_is_canceled_but_never_a_deployment() -> None:
    jobs = jobs_of("deploy.yml")
    assert jobs["build"]["concurrency"]["cancel-in-progress"] is True
    assert jobs["deploy"]["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    assert sorted(jobs["deploy"]["needs"]) == ["build", "test"]
    assert "actions/deploy-pages@" in steps_of(jobs["deploy"])
    assert "actions/checkout@" not in steps_of(jobs["deploy"])


def test_link_check_never_affects_deployment() -> None:
    workflow = load(ROOT / ".github" / "workflows" / "links.yml")
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    check = next(
        step for step in workflow["jobs"]["check"]["steps"] if "lychee-action@" in step.get("uses", "")
    )
    assert check["with"]["fail"] is False


def test_untrusted_issue_text_reaches_no_shell_and_no_permissions() -> None:
    workflow = load(ROOT / ".github" / "workflows" / "suggest.yml")
    assert workflow["on"] == {"issues": {"types": ["labeled"]}}
    record = workflow["jobs"]["record"]
    assert record["if"] == "github.event.label.name == 'accepted'"
    assert record["permissions"] == {"contents": "read"}
    for text in ("issue.title", "issue.body", "issue.user"):
        assert text not in (ROOT / ".github" / "workflows" / "suggest.yml").read_text(encoding="utf-8")
    # jobs with write permissions run no code from the repository; test_suggestions.py runs their scripts
    for name in ("propose", "answer"):
        assert "make " not in steps_of(workflow["jobs"][name])
        assert ".venv" not in steps_of(workflow["jobs"][name])
    # what the job leaves in a cache would be used by workflows that publish
    assert [step["with"] for step in record["steps"] if "setup-python@" in step.get("uses", "")] == [
        {"python-version": "3.12"}
    ]


@each_workflow
def test_packages_come_only_from_the_lock_files(path: Path) -> None:
    for job in load(path)["jobs"].values():
        for line in steps_of(job).splitlines():
            assert "pip install" not in line or "--only-binary :all: --require-hashes " in line
        assert "apt-get" not in steps_of(job)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--require-hashes" in makefile

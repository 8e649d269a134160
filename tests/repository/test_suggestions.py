"""The scripts of the workflow for suggested papers, from an issue to a branch of a local remote."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from bread_list import make_list, write_record
from bread_records import RYE
from fake_services import FakeServices, serve_fake_services
from issue_bodies import make_body
from workflow_runs import JobRun, run_job

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "suggest.yml"
TITLE = "Rye Doughs: Acid and Salt"
RECORD = "content/papers/rye-doughs-acid-and-salt.yml"
BRANCH = "suggestion-12"
REMOTE = "https://github.com/baker/bread.git"

# Notes what it was called with; knows one open pull request once one was created.
FAKE_GH = """#!{python}
import json, sys
from pathlib import Path
log = Path(__file__).with_name("gh.jsonl")
calls = log.read_text().splitlines() if log.exists() else []
call = {{"arguments": sys.argv[1:]}}
if "--body-file" in sys.argv:
    call["body"] = Path(sys.argv[sys.argv.index("--body-file") + 1]).read_text()
log.write_text("".join(line + "\\n" for line in [*calls, json.dumps(call)]))
if sys.argv[1:3] == ["pr", "list"] and any('["pr", "create"' in line for line in calls):
    print(1)
"""
MAKEFILE = "check:\n\t@{python} -m generator check\n"


@dataclass
class Bakery:
    """A list at GitHub: the remote, what is cloned of it for each job, and what `gh` was called with."""

    folder: Path
    services: FakeServices

    def git(self, *arguments: str, at: str = "maintainer") -> str:
        command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments]
        done = subprocess.run(
            command, cwd=self.folder / at, env=self.variables, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    @property
    def variables(self) -> dict[str, str]:
        return {
            **os.environ,
            **self.services.environment(),
            "READING_LIST_CONTACT": "bread@example.org",
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "HOME": str(self.folder),
            "GIT_CONFIG_GLOBAL": str(self.folder / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "NO_COLOR": "1",
        }

    @property
    def calls(self) -> list[dict[str, str]]:
        """What `gh` was called with, apart from queries."""
        log = self.folder / "bin" / "gh.jsonl"
        calls = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        return [call for call in calls if call["arguments"][1] != "list"]

    @property
    def heads(self) -> dict[str, str]:
        """The branches at GitHub, and their commits."""
        lines = self.git("ls-remote", "--heads", REMOTE).splitlines()
        return {name.removeprefix("refs/heads/"): commit for commit, name in map(str.split, lines)}

    def suggest(self, body: str) -> None:
        event = {"action": "labeled", "issue": {"number": 12, "body": body}}
        (self.folder / "event.json").write_text(json.dumps(event), encoding="utf-8")

    def run(self, job: str, **values: str) -> JobRun:
        """Run a job in a new checkout of the default branch."""
        shutil.rmtree(self.folder / "checkout", ignore_errors=True)
        self.git("clone", "--quiet", REMOTE, "checkout", at=".")
        tools = self.folder / "checkout" / ".venv" / "bin"
        tools.mkdir(parents=True)
        command = tools / "reading-list"
        program = ROOT / "tests" / "local_command.py"
        command.write_text(f'#!/bin/sh\nexec {sys.executable} {program} "$@"\n', encoding="utf-8")
        command.chmod(0o755)
        defaults = {
            "github.token": "a-token",
            "github.repository": "baker/bread",
            "github.server_url": "https://github.com",
            "github.run_id": "7",
            "github.event.issue.number": "12",
            "github.event.repository.default_branch": "main",
            "runner.temp": str(self.folder / "temp"),
        }
        return run_job(
            WORKFLOW,
            job,
            folder=self.folder / "checkout",
            values={**defaults, **values},
            variables=self.variables,
        )

    def record(self) -> JobRun:
        """Run the first job, and hand over the patch, or the report, as the artifacts do."""
        run = self.run("record")
        handed_over = self.folder / "temp" / "suggestion"
        shutil.rmtree(handed_over, ignore_errors=True)
        handed_over.mkdir()
        if run.succeeded:
            for name in ("suggestion.patch", "summary.md"):
                shutil.copy(self.folder / "checkout" / name, handed_over)
        return run

    def push_to_branch(self, line: str) -> str:
        """Add a line to the suggested record as a maintainer; return the commit."""
        self.git("fetch", "--quiet", REMOTE, BRANCH)
        self.git("switch", "--quiet", "--detach", "FETCH_HEAD")
        with (self.folder / "maintainer" / RECORD).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        self.git("commit", "--quiet", "--all", "--message", "content: corrections")
        self.git("push", "--quiet", REMOTE, f"HEAD:{BRANCH}")
        return self.git("rev-parse", "HEAD")


def make_bakery(folder: Path, services: FakeServices) -> Bakery:
    """Make a list of one paper with a remote, and a `gh` that notes its calls."""
    for name in ("temp", "bin"):
        (folder / name).mkdir()
    gh = folder / "bin" / "gh"
    gh.write_text(FAKE_GH.format(python=sys.executable), encoding="utf-8")
    gh.chmod(0o755)
    redirect = f'[url "{folder / "github.git"}"]\n\tinsteadOf = {REMOTE}\n'
    (folder / "gitconfig").write_text(redirect, encoding="utf-8")
    bread = make_list(folder / "maintainer")
    levels = "plugins: [{reading-list: {checks: {missing-summary: error}}}]"
    (bread.root / "mkdocs.yml").write_text(f"site_name: Bread\n{levels}\n", encoding="utf-8")
    facts = {"topics": ["doughs"], "kind": "method", "tldr": "Spelt rises.", "links": {"arxiv": "2301.00001"}}
    write_record(bread, "spelt", **facts)
    (bread.root / "Makefile").write_text(MAKEFILE.format(python=sys.executable), encoding="utf-8")
    for name in (".gitignore", ".gitattributes"):
        shutil.copy(ROOT / name, bread.root)
    bakery = Bakery(folder, services)
    bakery.git("init", "--quiet", "--bare", "--initial-branch=main", "github.git", at=".")
    bakery.git("init", "--quiet", "--initial-branch=main")
    bakery.git("add", "--all")
    bakery.git("commit", "--quiet", "--message", "content: spelt")
    bakery.git("push", "--quiet", REMOTE, "main")
    return bakery


@pytest.fixture(scope="module")
def suggested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bakery, JobRun]]:
    """A list with a suggestion whose record was created but not proposed yet; read only."""
    with serve_fake_services() as services:
        services.arxiv = [{"id": "2401.00001", "title": TITLE, "authors": ["Ada Baker"], "abstract": RYE}]
        bakery = make_bakery(tmp_path_factory.mktemp("suggested"), services)
        bakery.suggest(make_body())
        yield bakery, bakery.record()


@pytest.fixture
def bakery(suggested: tuple[Bakery, JobRun], tmp_path: Path) -> Bakery:
    """A copy of that list, free to change."""
    original = suggested[0]
    shutil.copytree(original.folder, tmp_path, dirs_exist_ok=True)
    config = tmp_path / "gitconfig"
    config.write_text(config.read_text().replace(str(original.folder), str(tmp_path)), encoding="utf-8")
    return Bakery(tmp_path, original.services)


def test_a_suggestion_passes_the_checks_and_becomes_a_pull_request(
    suggested: tuple[Bakery, JobRun], bakery: Bakery
) -> None:
    recorded = suggested[1]
    assert recorded.succeeded, recorded.log
    assert "warning: The paper has no summary." in recorded.log
    proposed = bakery.run("propose")
    assert proposed.succeeded, proposed.log
    assert set(bakery.heads) == {"main", BRANCH}
    (call,) = bakery.calls
    assert call["arguments"][:2] == ["pr", "create"]
    assert {"main", BRANCH, "content: paper suggested in #12"} <= set(call["arguments"])
    assert call["body"].startswith("Closes #12.")
    bakery.git("fetch", "--quiet", REMOTE, BRANCH)
    assert bakery.git("diff", "--name-only", "HEAD", "FETCH_HEAD").splitlines() == [
        "content/captures/arxiv-2401.00001.xml",
        "content/changes.yml",
        RECORD,
    ]


def test_labeling_again_without_a_change_leaves_the_branch_and_its_pull_request(bakery: Bakery) -> None:
    assert bakery.run("propose").succeeded
    before = bakery.heads
    again = bakery.run("propose")
    assert again.succeeded, again.log
    assert bakery.heads == before
    assert len(bakery.calls) == 1


def test_a_branch_of_ours_is_replaced_when_the_list_has_moved_on(bakery: Bakery) -> None:
    assert bakery.run("propose").succeeded
    bakery.git("commit", "--quiet", "--allow-empty", "--message", "content: more")
    (bakery.folder / "maintainer" / "more.md").touch()
    bakery.git("add", "--all")
    bakery.git("commit", "--quiet", "--message", "content: more")
    bakery.git("push", "--quiet", REMOTE, "main")
    again = bakery.run("propose")
    assert again.succeeded, again.log
    bakery.git("fetch", "--quiet", REMOTE, BRANCH)
    assert bakery.git("rev-parse", "FETCH_HEAD^") == bakery.heads["main"]


def test_commits_of_a_maintainer_are_never_discarded(bakery: Bakery) -> None:
    assert bakery.run("propose").succeeded
    commit = bakery.push_to_branch("notes: Corrected by hand.")
    again = bakery.run("propose")
    assert again.succeeded, again.log
    assert bakery.heads[BRANCH] == commit
    assert "`suggestion-12` has commits that are not from this workflow, so it was left" in again.summary
    assert len(bakery.calls) == 1
    reason = again.outputs.removeprefix("reason=").strip()
    results = {"needs.propose.outputs.reason": reason, "needs.propose.result": "success"}
    answered = bakery.run("answer", **results)
    assert answered.succeeded, answered.log
    assert bakery.calls[-1]["arguments"][:3] == ["issue", "comment", "12"]
    assert "delete the branch and add the label again" in bakery.calls[-1]["body"]


def test_a_listed_paper_is_refused_with_the_reason_on_the_issue(bakery: Bakery) -> None:
    bakery.suggest(make_body(Title="Spelt", Identifier="arXiv:2301.00001"))
    recorded = bakery.record()
    assert not recorded.succeeded
    reason = "issue 12: the paper is already on the list: spelt"
    assert reason in recorded.log
    assert f"    {reason}" in recorded.summary
    assert recorded.steps[-1] == "Show what is wrong"
    answered = answer_with_report(bakery, (bakery.folder / "temp" / "report.txt").read_bytes())
    assert f"\n    {reason}\n" in answered
    assert "[a record](https://github.com/baker/bread/actions/runs/7)" in answered


def answer_with_report(bakery: Bakery, report: bytes) -> str:
    """Return the comment of the last job on a report of the first."""
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    (script,) = [step["run"] for step in workflow["jobs"]["answer"]["steps"] if "run" in step]
    (bakery.folder / "report.txt").write_bytes(report)
    environment = {**bakery.variables, "NUMBER": "12", "RUN": "https://github.com/baker/bread/actions/runs/7"}
    command = ["bash", "-eo", "pipefail", "-c", script]
    subprocess.run(
        command,
        cwd=bakery.folder,
        env={**environment, "REASON": "", "PROPOSED": "skipped"},
        check=True,
        capture_output=True,
    )
    return bakery.calls[-1]["body"]


def test_words_of_a_stranger_are_quoted_in_the_answer(bakery: Bakery) -> None:
    report = "one @everyone\r# two\n```\n<img src=x>\x1b[31m é\n".encode() + b"x" * 100_000
    lines = answer_with_report(bakery, report).split("\n")[:-1]
    quoted = lines[2:-2]
    assert [line[:40] for line in quoted] == [
        "    one @everyone# two",
        "    ```",
        "    <img src=x>[31m é",
        "    " + "x" * 36,
    ]
    assert len(quoted[-1]) == 1004


def change_file(name: str, mode: str = "100644", content: str = "x\n") -> Callable[[Bakery], bytes]:
    def make_patch(bakery: Bakery) -> bytes:
        path = bakery.folder / "blob"
        path.write_text(content, encoding="utf-8")
        blob = bakery.git("hash-object", "-w", str(path))
        bakery.git("update-index", "--add", "--cacheinfo", f"{mode},{blob},{name}")
        return (bakery.git("diff", "--cached", "--binary") + "\n").encode()

    return make_patch


def climb(_: Bakery) -> bytes:
    name = "content/papers/../../mkdocs.yml"
    lines = (f"diff --git a/{name} b/{name}", f"--- a/{name}", f"+++ b/{name}", "@@ -1 +1 @@", "-a", "+x", "")
    return "\n".join(lines).encode()


def remove_record(bakery: Bakery) -> bytes:
    bakery.git("rm", "--quiet", "content/papers/spelt.yml")
    return (bakery.git("diff", "--cached", "--binary") + "\n").encode()


@pytest.mark.parametrize(
    "make_patch",
    [
        change_file("Makefile"),
        change_file(".github/workflows/evil.yml"),
        change_file("content/pages/evil.md"),
        change_file("content/topics.yml"),
        change_file("content/papers/sub/evil.yml"),
        change_file("content/papers/Evil.yml.exe"),
        change_file("content/captures/two words"),
        change_file("content/captures/new\nline"),
        change_file("content/papers/link.yml", "120000", "/etc/passwd"),
        change_file("content/captures/run", "100755"),
        change_file("content/captures/large", content="x" * 999 + "\n" + "yz" * 1_000_000),
        climb,
        remove_record,
        lambda bakery: b"",
    ],
)
def test_a_patch_of_anything_but_the_list_is_refused(
    bakery: Bakery, make_patch: Callable[[Bakery], bytes]
) -> None:
    patch = bakery.folder / "temp" / "suggestion" / "suggestion.patch"
    patch.write_bytes(make_patch(bakery))
    proposed = bakery.run("propose")
    assert not proposed.succeeded
    assert proposed.summary.startswith("The patch ")
    assert proposed.steps == ["Refuse a patch of anything but the list"]
    assert set(bakery.heads) == {"main"}
    assert bakery.calls == []
    assert not (bakery.folder / "checkout" / "content" / "papers" / "link.yml").is_symlink()

"""Runs the steps of a workflow with bash, as GitHub does, except for those that use an action."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

__all__ = ["JobRun", "run_job"]

# ${{ github.event.issue.number }}
EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")


@dataclass(slots=True, kw_only=True)
class JobRun:
    """What a job did: the names of its steps that ran, its log, its summary and the outputs of its steps."""

    succeeded: bool = True
    steps: list[str] = field(default_factory=list)
    log: str = ""
    summary: str = ""
    outputs: str = ""


def run_job(
    workflow: Path, name: str, *, folder: Path, values: dict[str, str], variables: dict[str, str]
) -> JobRun:
    """Run the scripts of a job; those with ``if: failure()`` only after one has failed.

    Args:
        workflow: the workflow's file.
        name: the job.
        folder: the checkout, in which the scripts run.
        values: what the expressions in environments stand for; a missing one is an error.
        variables: environment variables besides those that the workflow sets.
    """
    loaded = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert loaded["defaults"]["run"]["shell"] == "bash"
    job = loaded["jobs"][name]
    files = {each: folder.parent / f"{name}-{each}" for each in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    for path in files.values():
        path.write_text("", encoding="utf-8")
    environment = {**os.environ, **variables, **{key: str(path) for key, path in files.items()}}
    run = JobRun()
    for step in job["steps"]:
        if "run" not in step or ("failure()" in step.get("if", "")) == run.succeeded:
            continue
        set_here = _fill_in({**loaded.get("env", {}), **job.get("env", {}), **step.get("env", {})}, values)
        assert "${{" not in step["run"]
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder,
            env={**environment, **set_here},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        run.steps.append(step["name"])
        run.log += done.stdout
        run.succeeded = run.succeeded and done.returncode == 0
    run.summary, run.outputs = (path.read_text(encoding="utf-8") for path in files.values())
    return run


def _fill_in(environment: dict[str, Any], values: dict[str, str]) -> dict[str, str]:
    """Return an environment with its expressions replaced by their values."""
    return {
        name: EXPRESSION.sub(lambda match: values[match[1]], str(text)) for name, text in environment.items()
    }

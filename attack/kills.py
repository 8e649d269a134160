"""Kills and interrupts commands: a change must be complete or not made at all."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from subprocess import TimeoutExpired
from tempfile import TemporaryFile

from attack.processes import find_flaw, send, start
from attack.report import Options, Tally
from attack.small_lists import PAPERS, build_command, command, digest_files, make_small_list

KILLS = 8
"""Kills per command that writes."""
PATIENCE = 60.0
NEW = "".join(
    f"@article{{k{n}, title={{Crumb and Chew Number {n}}}, author={{Baker, Ada and Miller, Bo}}, year={{2024}}, "
    f"doi={{10.1000/crumb{n}}}, abstract={{We chew crumb number {n}.}}}}\n"
    for n in range(150)
)
DUPLICATE = PAPERS["rye-doughs"].replace("10.1000/rye", "10.1000/other")


@dataclass(frozen=True, slots=True)
class Case:
    """A command, and whether it changes records; only those that do are killed."""

    arguments: tuple[str, ...]
    writes: bool = False


CASES: dict[str, Case] = {
    "import": Case(("import", "--no-look-up", "new.bib"), writes=True),
    "rename": Case(("rename", "rye-doughs", "rye-doughs-again"), writes=True),
    "same": Case(("same", "rye-doughs", "rye-doughs-two"), writes=True),
    "exclude": Case(("exclude", "rye-doughs-two", "--reason", "It is the same."), writes=True),
    "log": Case(("log", "--note", "New."), writes=True),
    "generate": Case(("generate", "--out", "source")),
    "schema": Case(("schema",)),
    "check": Case(("check",)),
    "stats": Case(("stats",)),
    "digest": Case(("digest",)),
    "review": Case(("review",)),
    "suggest": Case(("suggest",)),
    "parse": Case(("parse", "new.bib")),
}
"""Commands by name."""


def attack(tally: Tally, options: Options) -> None:
    """Interrupt all commands and builds, and kill those that write."""
    for name, case in options.choose(CASES).items():
        attack_command(tally, options.random, name, case, KILLS if case.writes else 0)
    if options.case in "build":
        attack_build(tally, options.random, 4)
    writing = [name for name, case in CASES.items() if case.writes]
    for _ in options.go_on():
        name = options.random.choice(writing)
        attack_command(tally, options.random, name, CASES[name], 4)
        attack_build(tally, options.random, 1)


def _make(folder: Path) -> Path:
    root = make_small_list(folder / "list")
    (root / "new.bib").write_text(NEW, encoding="utf-8")
    (root / "content" / "papers" / "rye-doughs-two.yml").write_text(DUPLICATE, encoding="utf-8")
    return root


def attack_command(tally: Tally, random: Random, name: str, case: Case, kills: int) -> None:
    """Stop a command at random moments, and check the list afterward."""
    base = tally.folder / f"{name}{len(list(tally.folder.iterdir()))}"
    original = _make(base / "original")
    whole = shutil.copytree(original, base / "whole")
    begun = time.monotonic()
    stop_after(whole, command(whole, *case.arguments), None)
    longest = time.monotonic() - begun
    before, after = digest_files(original / "content"), digest_files(whole / "content")
    signals = [signal.SIGKILL] * kills + [signal.SIGINT, signal.SIGINT, signal.SIGTERM]
    for number, sent in enumerate(signals):
        tally.cases += 1
        root = shutil.copytree(original, base / str(number))
        # most of the time is spent starting; changes come at the end
        moment = longest * (
            0.5 + 0.55 * random.random() if sent == signal.SIGKILL else 0.3 + 0.7 * random.random()
        )
        ended = stop_after(root, command(root, *case.arguments), (moment, sent))
        where = f"{name} stopped by {sent.name}"
        _check_output(tally, where, ended, sent, root)
        if case.writes:
            _check_state(tally, where, root, before, after)


def stop_after(
    root: Path, arguments: Sequence[str | Path], stop: tuple[float, signal.Signals] | None
) -> tuple[int, str]:
    """Run a command, send it a signal after some seconds, and return its exit code and output."""
    with TemporaryFile() as printed:
        process = start(arguments, root, printed)
        if stop:
            try:
                process.wait(stop[0])
            except TimeoutExpired:
                send(process.pid, stop[1])
        try:
            process.wait(PATIENCE)
        except TimeoutExpired:
            send(process.pid, signal.SIGKILL)
            process.wait()
            return -999, "does not end"
        send(process.pid, signal.SIGKILL)
        printed.seek(0)
        return process.returncode, printed.read().decode("utf-8", "replace")


def _check_output(tally: Tally, where: str, ended: tuple[int, str], sent: signal.Signals, root: Path) -> None:
    code, output = ended
    if code == -999:
        tally.killed += 1
        tally.fail(where, "does not end", keep=root)
    elif sent == signal.SIGINT and "Traceback (most recent" in output:
        tally.fail(
            where, f"shows a traceback: {output.strip().splitlines()[-1][:150]} ({_find_last_file(output)})"
        )
    elif sent == signal.SIGINT and code not in (0, 130, -signal.SIGINT, 1):
        tally.fail(where, f"exits with {code}: {output[-200:]}")


def _find_last_file(output: str) -> str:
    files = [line.strip() for line in output.splitlines() if line.strip().startswith("File ")]
    return files[-1][:160] if files else ""


def _check_state(tally: Tally, where: str, root: Path, before: dict[str, str], after: dict[str, str]) -> None:
    """Check a list after a kill: the next command completes or drops the change."""
    found = tally.run(f"{where}, then check", command(root, "check"), root)
    state = {name: digest for name, digest in digest_files(root / "content").items() if not _is_draft(name)}
    if state not in (before, after):
        odd = sorted(
            name for name in {*state, *after} if state.get(name) not in (before.get(name), after.get(name))
        )
        tally.fail(
            where,
            f"left an incomplete change: {odd[:5] or sorted(set(state) ^ set(before))[:5]}",
            keep=root,
        )
    if found.code and "error" in found.output and state == after:
        errors = [line for line in found.output.splitlines() if ": error" in line or line.startswith("    ")]
        tally.fail(where, f"check reports errors afterward: {errors[:2]}", keep=root)
    with_drafts = [name for name in digest_files(root / "content") if _is_draft(name)]
    done = tally.run(f"{where}, then log", command(root, "log"), root)
    left = [name for name in digest_files(root / "content") if _is_draft(name)]
    if left and done.code == 0:
        tally.fail(where, f"left {left} (at first {with_drafts})", keep=root)


def _is_draft(name: str) -> bool:
    return Path(name).name.startswith(".")


def attack_build(tally: Tally, random: Random, kills: int) -> None:
    """Kill and interrupt builds: the content must not change, and the next build must work."""
    base = tally.folder / f"build{len(list(tally.folder.iterdir()))}"
    root = _make(base)
    before = digest_files(root / "content")
    begun = time.monotonic()
    stop_after(root, build_command(root, base / "site"), None)
    longest = time.monotonic() - begun
    for sent in [signal.SIGKILL] * kills + [signal.SIGINT, signal.SIGINT]:
        tally.cases += 1
        ended = stop_after(
            root, build_command(root, base / "site"), (longest * (0.4 + 0.6 * random.random()), sent)
        )
        _check_output(tally, f"build stopped by {sent.name}", ended, sent, root)
        if digest_files(root / "content") != before:
            tally.fail(f"build stopped by {sent.name}", "changed the content", keep=root)
    ended_again = tally.run("build after kills", build_command(root, base / "site"), root)
    if ended_again.code:
        tally.fail("build after kills", f"failed: {ended_again.output[-300:]}", keep=root)
    if flaw := find_flaw(ended_again):
        tally.fail("build after kills", flaw, keep=root)

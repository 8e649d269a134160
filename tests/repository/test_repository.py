"""Checks of the repository as a whole: its files, its lock files, its commands."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-engines.lock", "requirements-dev.lock")

BINARY = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".woff", ".woff2", ".ttf", ".pdf", ".zip", ".gz"}
    | {".npz"}
)
EVIDENCE = ("content/captures/", "tests/data/")
"""Files kept byte for byte as they were captured."""

# A path on a machine: /home/bo/list, /Users/bo/list, /root/.cache, /tmp/wt/x, /work/main; ada is made up
MACHINE_PATH = re.compile(
    r"(?<![\w.-])/(?:home/(?!ada\b)\w+|Users/(?!ada\b)\w+|root|work|tmp/(?:wt|venv|notes))(?=[/\s\"'`)]|$)"
)
# A package index, such as `--extra-index-url https://example.org/simple`: that is each machine's own setting
REGISTRY = re.compile(
    r"(?:--(?:extra-)?index-url|--find-links|--trusted-host)\b|\bpypi\.org\b|\bpythonhosted\.org\b"
    r"|\bregistry\.npmjs\b"
)
# A pinned requirement of a lock file: `numpy==2.4.6 ; python_full_version < '3.12' \`
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
# A target in the Makefile meant for people: `site: $(VENV)/.run ## build the site`
TARGET = re.compile(r"^([a-z]+):(?!=)", re.MULTILINE)


def list_tracked() -> list[str]:
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached"], cwd=ROOT, capture_output=True
    )
    if done.returncode != 0:
        pytest.skip("not a git repository")
    return [name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def read_tracked_text() -> Iterator[tuple[str, str]]:
    """Yield the name and text of every tracked text file, captures and test data excepted."""
    for name in list_tracked():
        if not name.startswith(EVIDENCE) and Path(name).suffix not in BINARY:
            yield name, (ROOT / name).read_bytes().decode("utf-8")


def find_lines(pattern: re.Pattern[str], *, but_not: frozenset[str]) -> list[str]:
    return [
        f"{name}:{number}: {found.group()}"
        for name, text in read_tracked_text()
        if name not in but_not
        for number, line in enumerate(text.splitlines(), 1)
        if (found := pattern.search(line))
    ]


def read_lock(name: str) -> dict[str, list[tuple[str, str | None, int]]]:
    """Return package name -> its pins: version, marker, number of hashes."""
    pins: dict[str, list[tuple[str, str | None, int]]] = {}
    current: tuple[str, str, str | None] | None = None
    for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if pinned := PINNED.match(line):
            current = (pinned[1], pinned[2], pinned[3])
            pins.setdefault(current[0], []).append((current[1], current[2], 0))
        elif HASH.match(line) and current is not None:
            version, marker, count = pins[current[0]][-1]
            pins[current[0]][-1] = (version, marker, count + 1)
        else:
            pytest.fail(f"{name}:{number}: expected a pinned requirement or its hash (got {line!r})")
    return pins


def test_no_file_names_a_machine() -> None:
    assert find_lines(MACHINE_PATH, but_not=frozenset({"tests/repository/test_repository.py"})) == []


def test_no_file_names_a_registry() -> None:
    assert find_lines(REGISTRY, but_not=frozenset({"tests/repository/test_repository.py"})) == []


def test_text_files_are_tidy() -> None:
    problems = []
    for name, text in read_tracked_text():
        if "\r" in text:
            problems.append(f"{name}: line endings must be \\n")
        if text and (not text.endswith("\n") or text.endswith("\n\n")):
            problems.append(f"{name}: must end with exactly one newline")
        if not name.endswith(".svg"):
            problems += [
                f"{name}:{number}: trailing whitespace"
                for number, line in enumerate(text.splitlines(), 1)
                if line != line.rstrip()
            ]
    assert problems == []


@pytest.mark.parametrize(
    "name", ["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", ".ci/run", "Makefile"]
)
def test_file_exists(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


def test_changelog_has_a_section_for_unreleased_changes() -> None:
    assert "\n## [Unreleased]\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [".ci/run", "tools/make_venv.sh", "tools/ensure_browser.sh"])
def test_script_is_executable_and_valid(name: str) -> None:
    assert (ROOT / name).stat().st_mode & 0o111
    subprocess.run(["bash", "-n", ROOT / name], check=True)


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes(name: str) -> None:
    pins = read_lock(name)
    assert "mkdocs" in pins
    assert [package for package, versions in pins.items() if any(count == 0 for *_, count in versions)] == []


def test_lock_files_agree() -> None:
    site, engines, tests = (read_lock(name) for name in LOCKS)
    assert {package: engines.get(package) for package in site} == site
    assert {package: tests.get(package) for package in engines} == engines


def test_other_engines_are_installed_only_when_asked_for() -> None:
    pins = read_lock("requirements.lock")
    assert {"properdocs", "zensical"} & set(pins) == set()


@pytest.mark.parametrize(
    ("name", "extras"),
    list(zip(LOCKS, [("build",), ("build", "engines"), ("build", "engines", "dev")], strict=True)),
)
def test_lock_file_satisfies_the_project(name: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    pins = read_lock(name)
    stale = []
    for line in wanted:
        requirement = Requirement(line)
        versions = pins.get(canonicalize_name(requirement.name), [])
        if not versions or not all(requirement.specifier.contains(version) for version, *_ in versions):
            stale.append(line)
    assert stale == [], "run `make lock`"


def print_commands(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", "--dry-run", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("engine", "commands"),
    [
        ((), ["-m mkdocs build --strict"]),
        (("ENGINE=properdocs",), ["-m properdocs build --strict --config-file mkdocs.yml"]),
        (("ENGINE=zensical",), ["-m generator generate --out", "-m zensical build --strict", "mv "]),
    ],
    ids=["default", "properdocs", "zensical"],
)
def test_make_site_builds_with_the_selected_engine(engine: tuple[str, ...], commands: list[str]) -> None:
    shown = print_commands("site", *engine).stdout
    positions = [shown.find(command) for command in commands]
    assert -1 not in positions, shown
    assert positions == sorted(positions)


def test_unknown_engines_are_named() -> None:
    assert (
        "ENGINE must be mkdocs, properdocs or zensical (got 'hugo')" in print_commands("ENGINE=hugo").stderr
    )
    assert "needs ENGINE=mkdocs or ENGINE=properdocs" in print_commands("serve", "ENGINE=zensical").stderr


def test_make_alone_lists_every_target() -> None:
    help_text = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    listed = re.findall(r"^  make (\w+) +\S", help_text.stdout, re.MULTILINE)
    assert listed == TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
    assert {"help", "site", "serve", "test", "lint", "bench", "clean"} <= set(listed)

"""The setup scripts, run with fake versions of the programs they call."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browser import BrowserNotFoundError, find_chromium

TOOLS = Path(__file__).resolve().parents[2] / "tools"
NEEDED = ("bash", "sh", "env", "id", "grep", "dirname", "cat", "chmod", "rm")

NO_PYTHON = "#!/bin/sh\nexit 127\n"
BARE_PYTHON = """#!/bin/sh
case "$2" in
*ensurepip*) [ -f "$0.venv" ] ;;
*print*) echo python3.11-venv ;;
*) [ "$1" != --version ] || echo Python 3.11.99; [ "$2" != venv ] || echo made "$3" ;;
esac
"""
BROWSER = "#!/bin/sh\necho Chromium 140.0\n"


class Machine:
    """A folder that is the entire PATH, and the programs in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        for name in NEEDED:
            (folder / name).symlink_to(str(shutil.which(name)))

    def add(self, name: str, script: str) -> Path:
        path = self.folder / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)
        return path

    def run(self, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.folder), "HOME": str(self.folder), **variables}
        return subprocess.run(
            ["bash", TOOLS / script, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def read_log(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def as_root(machine: Machine) -> Machine:
    (machine.folder / "id").unlink()
    machine.add("id", "#!/bin/sh\necho 0\n")
    return machine


@pytest.fixture
def as_user(machine: Machine) -> Machine:
    (machine.folder / "id").unlink()
    machine.add("id", "#!/bin/sh\necho 1000\n")
    machine.add("sudo", "#!/bin/sh\nexit 1\n")
    return machine


def test_missing_python_is_reported_with_a_remedy(machine: Machine) -> None:
    machine.add("python3", NO_PYTHON)
    done = machine.run("make_venv.sh", str(machine.folder / "venv"))
    assert done.returncode == 1
    assert "no Python 3.11 or newer found" in done.stderr
    assert "make PYTHON=" in done.stderr


def test_broken_shim_is_skipped(machine: Machine) -> None:
    machine.add("python3", NO_PYTHON)
    machine.add("python3.11", BARE_PYTHON)
    (machine.folder / "python3.11.venv").touch()
    done = machine.run("make_venv.sh", "somewhere")
    assert (done.returncode, done.stdout) == (0, "Creating somewhere with Python 3.11.99\nmade somewhere\n")


def test_python_without_venv_names_the_package(as_user: Machine) -> None:
    as_user.add("python3", BARE_PYTHON)
    as_user.add("apt-get", "#!/bin/sh\nexit 1\n")
    done = as_user.run("make_venv.sh", "somewhere")
    assert done.returncode == 1
    assert "apt-get install python3.11-venv" in done.stderr


def test_venv_package_is_installed_if_no_password_is_needed(as_root: Machine) -> None:
    python = as_root.add("python3", BARE_PYTHON)
    as_root.add("apt-get", f'#!/bin/sh\ncase "$*" in *python3.11-venv) : > {python}.venv ;; esac\n')
    done = as_root.run("make_venv.sh", "somewhere")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("made somewhere\n")


def add_python_with_fake_playwright(machine: Machine) -> str:
    """Add a Python that really searches for browsers but only logs calls to Playwright."""
    script = f"""#!/bin/sh
case "$2" in
playwright) echo "$@" >> {machine.log} ;;
*) exec {sys.executable} "$@" ;;
esac
"""
    return str(machine.add("python", script))


def test_installed_browser_is_used(as_root: Machine) -> None:
    as_root.add("chromium", BROWSER)
    as_root.add("apt-get", f"#!/bin/sh\necho apt >> {as_root.log}\n")
    done = as_root.run("ensure_browser.sh", add_python_with_fake_playwright(as_root))
    assert done.returncode == 0, done.stderr
    assert as_root.read_log() == []


def test_debian_updates_package_lists_and_installs_chromium(as_root: Machine) -> None:
    release = as_root.folder / "os-release"
    release.write_text("NAME=x\nID=debian\n", encoding="utf-8")
    chromium = as_root.folder / "chromium"
    as_root.add(
        "apt-get",
        f"""#!/bin/sh
echo "$DEBIAN_FRONTEND: $*" >> {as_root.log}
case "$*" in
*install*chromium*) printf '#!/bin/sh\\necho Chromium 140\\n' > {chromium}; chmod +x {chromium} ;;
esac
""",
    )
    done = as_root.run("ensure_browser.sh", add_python_with_fake_playwright(as_root), OS_RELEASE=str(release))
    assert done.returncode == 0, done.stderr
    update, install = as_root.read_log()
    assert update.startswith("noninteractive:")
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends chromium-headless-shell fonts-liberation")


def test_elsewhere_playwright_installs_chromium(as_user: Machine) -> None:
    done = as_user.run("ensure_browser.sh", add_python_with_fake_playwright(as_user))
    assert as_user.read_log() == ["-m playwright install --only-shell chromium"]
    assert done.returncode == 1
    assert "set READING_LIST_CHROMIUM" in done.stderr


def test_selected_browser_must_run(monkeypatch: pytest.MonkeyPatch, machine: Machine) -> None:
    named = machine.add("mine", "#!/bin/sh\nexit 1\n")
    monkeypatch.setenv("READING_LIST_CHROMIUM", str(named))
    with pytest.raises(BrowserNotFoundError, match=r"READING_LIST_CHROMIUM must be .* \(got "):
        find_chromium()
    machine.add("mine", BROWSER)
    assert find_chromium() == named


def test_snap_launcher_is_skipped(monkeypatch: pytest.MonkeyPatch, machine: Machine) -> None:
    monkeypatch.delenv("READING_LIST_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(machine.folder))
    machine.add("chromium", "#!/bin/sh\nexec /snap/bin/chromium\n")
    chrome = machine.add("google-chrome", "#!/bin/sh\necho Google Chrome 140\n")
    assert find_chromium() == chrome
    assert os.environ["PATH"] == str(machine.folder)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def test_pins_are_compared_with_the_tags(tmp_path: Path) -> None:
    oven = tmp_path / "bakers" / "oven.git"
    oven.mkdir(parents=True)
    git(oven, "init", "--quiet")
    for version, options in (("v1.0.0", ()), ("v1.1.0", ("--annotate", "--message", "x"))):
        git(oven, "commit", "--quiet", "--allow-empty", "--message", version)
        git(oven, "tag", *options, version)
    first, second = git(oven, "rev-parse", "v1.0.0"), git(oven, "rev-parse", "v1.1.0^{commit}")
    config = tmp_path / "gitconfig"
    config.write_text(f'[url "{tmp_path}/"]\n\tinsteadOf = https://github.com/\n', encoding="utf-8")
    workflow = tmp_path / "ci.yml"

    def check(*pins: str) -> subprocess.CompletedProcess[str]:
        workflow.write_text("".join(f"      - uses: bakers/oven{pin}\n" for pin in pins), encoding="utf-8")
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": str(config)}
        command = ["bash", TOOLS / "check_pins.sh", workflow]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    right = check(f"@{first} # v1.0.0", f"/door@{second} # v1.1.0")
    assert (right.returncode, right.stderr) == (0, "")
    wrong = check(f"@{first} # v1.0.0", f"@{first} # v1.1.0", f"@{second} # v9.0.0")
    assert wrong.returncode == 1
    assert set(wrong.stderr.splitlines()) == {
        f"error: bakers/oven is pinned to {first}, but v1.1.0 is {second}",
        f"error: bakers/oven is pinned to {second}, but v9.0.0 is not a tag",
    }

"""The scripts that set a machine up, run with stand-ins for the programs of the machine."""

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
    """A folder that is the whole PATH, and the programs that stand in it."""

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


def test_no_python_is_said_plainly(machine: Machine) -> None:
    machine.add("python3", NO_PYTHON)
    done = machine.run("make_venv.sh", str(machine.folder / "venv"))
    assert done.returncode == 1
    assert "no Python 3.11 or newer found" in done.stderr
    assert "make PYTHON=" in done.stderr


def test_shim_that_does_not_run_is_passed_over(machine: Machine) -> None:
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


def test_python_without_venv_gets_it_when_nobody_need_be_asked(as_root: Machine) -> None:
    python = as_root.add("python3", BARE_PYTHON)
    as_root.add("apt-get", f'#!/bin/sh\ncase "$*" in *python3.11-venv) : > {python}.venv ;; esac\n')
    done = as_root.run("make_venv.sh", "somewhere")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("made somewhere\n")


def add_python_that_looks_for_browsers(machine: Machine) -> str:
    """A Python that runs the search for a browser truly and notes calls of Playwright."""
    script = f"""#!/bin/sh
case "$2" in
playwright) echo "$@" >> {machine.log} ;;
*) exec {sys.executable} "$@" ;;
esac
"""
    return str(machine.add("python", script))


def test_browser_that_is_there_is_used(as_root: Machine) -> None:
    as_root.add("chromium", BROWSER)
    as_root.add("apt-get", f"#!/bin/sh\necho apt >> {as_root.log}\n")
    done = as_root.run("ensure_browser.sh", add_python_that_looks_for_browsers(as_root))
    assert done.returncode == 0, done.stderr
    assert as_root.read_log() == []


def test_debian_fetches_its_lists_and_then_chromium(as_root: Machine) -> None:
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
    done = as_root.run(
        "ensure_browser.sh", add_python_that_looks_for_browsers(as_root), OS_RELEASE=str(release)
    )
    assert done.returncode == 0, done.stderr
    update, install = as_root.read_log()
    assert update.startswith("noninteractive:")
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends chromium fonts-liberation")


def test_elsewhere_playwright_fetches_its_own(as_user: Machine) -> None:
    done = as_user.run("ensure_browser.sh", add_python_that_looks_for_browsers(as_user))
    assert as_user.read_log() == ["-m playwright install --only-shell chromium"]
    assert done.returncode == 1
    assert "set READING_LIST_CHROMIUM" in done.stderr


def test_browser_named_by_hand_must_run(monkeypatch: pytest.MonkeyPatch, machine: Machine) -> None:
    named = machine.add("mine", "#!/bin/sh\nexit 1\n")
    monkeypatch.setenv("READING_LIST_CHROMIUM", str(named))
    with pytest.raises(BrowserNotFoundError, match=r"READING_LIST_CHROMIUM must be .* \(got "):
        find_chromium()
    machine.add("mine", BROWSER)
    assert find_chromium() == named


def test_door_to_a_snap_is_passed_over(monkeypatch: pytest.MonkeyPatch, machine: Machine) -> None:
    monkeypatch.delenv("READING_LIST_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(machine.folder))
    machine.add("chromium", "#!/bin/sh\nexec /snap/bin/chromium\n")
    chrome = machine.add("google-chrome", "#!/bin/sh\necho Google Chrome 140\n")
    assert find_chromium() == chrome
    assert os.environ["PATH"] == str(machine.folder)

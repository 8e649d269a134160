"""Finds the Chromium for the browser tests.

Run as a script, it prints the path and exits with 0, or explains why there is none and exits with 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["LAUNCH_ARGUMENTS", "BrowserNotFoundError", "find_chromium"]

VARIABLE = "READING_LIST_CHROMIUM"
"""The environment variable that selects a browser."""

NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
LAUNCH_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class BrowserNotFoundError(Exception):
    """No Chromium was found; the message says what to do."""


def find_chromium() -> Path:
    """Return the browser to use: the selected one, one on the PATH, or Playwright's.

    Raises:
        BrowserNotFoundError: none was found, or the selected one does not run.
    """
    named = os.environ.get(VARIABLE)
    if named:
        if _runs(Path(named)):
            return Path(named)
        raise BrowserNotFoundError(f"{VARIABLE} must be the path of a Chromium that runs (got {named!r})")
    for name in NAMES:
        found = shutil.which(name)
        if found and not _is_snap(Path(found)) and _runs(Path(found)):
            return Path(found)
    own = _find_playwrights_own()
    if own is not None:
        return own
    raise BrowserNotFoundError(
        f"no Chromium found; `make test` installs one, or set {VARIABLE} to the path of yours"
    )


def _runs(path: Path) -> bool:
    """Whether the file is a browser that starts, which a stub or a missing library prevents."""
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "chrom" in done.stdout.lower()


def _is_snap(path: Path) -> bool:
    """Whether it is a snap or a script that starts one; snaps cannot read the tests' folders."""
    real = path.resolve()
    if "snap" in real.parts or real.name == "snap":
        return True
    with real.open("rb") as file:
        head = file.read(8192)
    return head.startswith(b"#!") and b"/snap/bin/" in head


def _find_playwrights_own() -> Path | None:
    """Return Playwright's Chromium or its headless shell, whichever is installed and starts."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        full = Path(playwright.chromium.executable_path)
    # ~/.cache/ms-playwright/chromium_headless_shell-1193/chrome-linux/headless_shell
    shells = sorted(full.parents[2].glob("chromium_headless_shell-*/*/*headless*shell"))
    return next((path for path in (*reversed(shells), full) if path.exists() and _runs(path)), None)


if __name__ == "__main__":
    try:
        print(find_chromium())
    except BrowserNotFoundError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)

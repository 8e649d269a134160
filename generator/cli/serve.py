"""``reading-list serve`` and ``reading-list build``: MkDocs, without its messages about other versions."""

import os
import subprocess
import sys
from typing import NoReturn

import click

from generator.storage.folder import Folder


def _run_mkdocs(folder: Folder, *arguments: str) -> NoReturn:
    """Run MkDocs in the list's folder instead of this process, so that signals reach it."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", *arguments]
    if os.name == "posix":
        os.chdir(folder.root)
        os.execve(command[0], command, environment)  # noqa: S606
    try:
        sys.exit(subprocess.run(command, cwd=folder.root, env=environment, check=False).returncode)  # noqa: S603
    except KeyboardInterrupt:
        sys.exit(0)


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="The host and port to serve at.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@click.pass_obj
def serve(folder: Folder, address: str, open_browser: bool) -> None:
    """Preview the site while you edit it."""
    _run_mkdocs(folder, "serve", "--dev-addr", address, *(["--open"] if open_browser else []))


@click.command()
@click.option("--strict/--no-strict", default=True, help="Whether warnings fail the build (default: yes).")
@click.option("--out", type=click.Path(file_okay=False), help="The folder to write to (default: site).")
@click.pass_obj
def build(folder: Folder, strict: bool, out: str | None) -> None:
    """Build the site."""
    options = ["--strict"] if strict else []
    if out:
        options += ["--site-dir", os.path.abspath(out)]  # noqa: PTH100 - links are kept
    _run_mkdocs(folder, "build", *options)

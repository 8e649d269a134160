"""`check` warns before a site reaches the limits of GitHub Pages, and never fails because of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from lists import make_catalog

from generator.checks import CheckedList, find_problems
from generator.checks.hosting import check_hosting_limits
from generator.cli.main import main
from generator.storage.built_site import SiteSize
from generator.storage.documents import Locator
from generator.storage.folder import Folder


def check_size(tmp_path: Path, size: SiteSize | None, papers: int = 1) -> list[str]:
    catalog = make_catalog(1)
    (paper,) = catalog.papers.values()
    catalog = catalog.model_copy(update={"papers": {f"p{number}": paper for number in range(papers)}})
    checked = CheckedList(catalog=catalog, captures={}, locate=Locator(Folder(tmp_path)), site_size=size)
    problems = list(check_hosting_limits(checked))
    assert {problem.severity for problem in problems} <= {"warning"}
    return [str(problem) for problem in problems]


def test_no_warning_below_four_fifths_of_the_limits(tmp_path: Path) -> None:
    assert check_size(tmp_path, SiteSize(bytes=799_999_999, files=79_999)) == []


def test_large_site_says_how_large_it_is_and_what_the_limit_is(tmp_path: Path) -> None:
    (message,) = check_size(tmp_path, SiteSize(bytes=812_345_678, files=10))
    assert message.startswith("site/: The site has 812 MB; GitHub Pages takes sites of up to 1 GB. ")
    assert "another host" in message


def test_many_files_are_compared_with_what_ten_minutes_are_enough_for(tmp_path: Path) -> None:
    (message,) = check_size(tmp_path, SiteSize(bytes=10, files=81_000))
    assert "has 81,000 files" in message
    assert "ten minutes" in message
    assert "estimated 100,000" in message


def test_built_site_counts_rather_than_the_estimate(tmp_path: Path) -> None:
    assert check_size(tmp_path, SiteSize(bytes=10, files=10), papers=100_000) == []


def test_site_that_is_not_built_is_estimated_from_the_papers(tmp_path: Path) -> None:
    assert check_size(tmp_path, None, papers=10_000) == []
    size, files = check_size(tmp_path, None, papers=90_000)
    assert size.startswith("content/papers/: The site of 90,000 papers will have about ")
    assert files.startswith("content/papers/: The site of 90,000 papers will have about ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allocates sparse files")
def test_built_site_is_measured_and_the_command_succeeds(made_up_copy: Folder) -> None:
    assets = made_up_copy.root / "site" / "assets"
    assets.mkdir(parents=True)
    (assets / "small.css").write_text("p {}\n", encoding="utf-8")
    assert find_problems(made_up_copy) == ()
    with (assets / "video.mp4").open("wb") as file:
        os.truncate(file.fileno(), 900_000_000)
    done = CliRunner().invoke(main, ["--root", str(made_up_copy.root), "check"])
    assert done.exit_code == 0, done.output
    assert "site/: warning: The site has 900 MB; GitHub Pages takes sites of up to 1 GB." in done.output
    assert "0 errors, 1 warning" in done.output

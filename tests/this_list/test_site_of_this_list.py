"""The built site of this list: what every site must have, and what is true only of this one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from built_pages import BuiltSite, read_built_site
from site_checks import CHECKS, find_paper_pages

from generator.model.catalog import Catalog

# $x$, \\cdot, {em, ``quoted'': readers should see none of it
LATEX = re.compile(
    r"\$\S[^$]*\$|\\[A-Za-z]+|\\[\"'`^~=.%&{}_$#]|[{}]|``|''|\^[{\w]|(?<=\d)times(?=\s|\d|[A-Z])"
)


@pytest.fixture(scope="module")
def site(site_folder: Path, real: Catalog) -> BuiltSite:
    return read_built_site(site_folder, real.site.url)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_site(check: Callable[[BuiltSite, Catalog], None], site: BuiltSite, real: Catalog) -> None:
    check(site, real)


def test_numbers(real: Catalog) -> None:
    assert len(real.papers) >= 354
    assert len(real.taxonomy.topics) == 22
    assert [topic for topic, papers in real.by_topic.items() if not papers] == []


def test_links_preview_an_image(site: BuiltSite) -> None:
    assert len(site.pages[""].attributes("//meta[@property='og:image']/@content")) == 1


def test_nothing_is_left_of_latex(site: BuiltSite, real: Catalog) -> None:
    left = []
    for slug, page in find_paper_pages(site, real).items():
        for text in (page.text("//h1").removesuffix("#"), *page.texts("//*[@class='rl-paper__abstract']")):
            # an address may hold anything
            bare = re.sub(r"https?://\S+", "", text)
            left += [f"{slug}: {match[0]}" for match in LATEX.finditer(bare)]
    assert left == []

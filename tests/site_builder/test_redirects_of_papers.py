"""Pages at the addresses of papers and topics that moved."""

from __future__ import annotations

import pytest
from built_pages import BuiltSite
from click.testing import CliRunner
from lists import BREAD

from generator.cli import main
from generator.model.catalog import Catalog
from generator.storage.folder import Folder


def test_pages_of_moved_papers_redirect(bread: BuiltSite, bread_list: Catalog) -> None:
    assert bread_list.redirects
    for old, new in bread_list.redirects.items():
        page = bread.pages[f"papers/{old}/"]
        canonical = f"{BREAD['site_url']}papers/{new}/"
        assert page.attributes("//link[@rel='canonical']/@href") == [canonical]
        (refresh,) = page.attributes("//meta[@http-equiv='refresh']/@content")
        assert refresh == f"0; url=../{new}/"
        assert page.attributes("//body//a/@href") == [f"../{new}/"]
        assert bread_list.papers[new].title in page.text("//body")


def test_addresses_of_renamed_topics_keep_working(bread: BuiltSite, bread_list: Catalog) -> None:
    assert bread_list.taxonomy.aliases == {"ovens": "oven-crust"}
    page = bread.pages["topics/ovens/"]
    assert page.attributes("//link[@rel='canonical']/@href") == [f"{BREAD['site_url']}topics/oven-crust/"]
    assert page.attributes("//body//a/@href") == ["../oven-crust/"]
    for path in ("feeds/{}.xml", "exports/topics/{}.bib"):
        old, new = ((bread.folder / path.format(id_)).read_bytes() for id_ in ("ovens", "oven-crust"))
        assert old == new
    assert b"ovens.xml" not in (bread.folder / "feeds.opml").read_bytes()
    box = bread.pages["browse/"].attributes("//input[@value='oven-crust']/@data-aliases")
    assert box == ["ovens"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("gone: nowhere-at-all", "content/redirects.yml:3: expected 'gone' to lead to a paper"),
        (
            "'no': wild-levain-mixed-cultures-for-cold-kitchens",
            "content/redirects.yml:3: expected the slug of a paper that moved",
        ),
        ("../../escaped: 'no'", "content/redirects.yml:3: "),
        ("gone: ../../escaped", "content/redirects.yml:3: gone: expected lowercase letters"),
        ("one: two\ntwo: one", "content/redirects.yml:3: expected 'one' to lead to a paper"),
    ],
)
def test_wrong_redirect_is_rejected(made_up_copy: Folder, line: str, said: str) -> None:
    path = made_up_copy.file("redirects.yml")
    path.write_text(path.read_text(encoding="utf-8").rstrip() + f"\n{line}\n", encoding="utf-8")
    done = CliRunner().invoke(
        main, ["--root", str(made_up_copy.root), "generate", "--out", str(made_up_copy.root / "out")]
    )
    assert done.exit_code == 1
    assert said in done.output
    assert not (made_up_copy.root / "out").exists()

"""Pages of papers are filled into one rendered page; each is as if the theme had rendered it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from lists import ROOT, make_list
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.mkdocs_plugin import ReadingListPlugin
from generator.site_builder.finished_html import put_back, set_aside
from generator.site_builder.shells import Shells, parse_shell

TITLES = {
    "the-name-of-a-section": "Abstract",
    "no-letter-of-an-anchor": "面包",
    "the-anchor-of-a-token": "rl_heading",
    "tokens": "\ue0000\ue001 \ue001title&\ue000 and \ue000title&\ue001",
    "markup": "A *star*, `code`, [a link](x.md) & <b>bold</b> {: #id } {{ page }} -- \\ &amp; #",
    "quotes": "\"Double\" and 'single' \\1 $& \\g<0>",
}


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> ReadingListPlugin:
    """The plugin after a build of a list with titles that could be mistaken for something else."""
    config_file = make_list(tmp_path_factory.mktemp("shells") / "list")
    for slug, title in TITLES.items():
        record = {"title": title, "topics": ["sourdough"], "abstract": f"About {title}.", "tldr": title}
        path = config_file.parent / "content" / "papers" / f"{slug}.yml"
        path.write_text(yaml.safe_dump(record), encoding="utf-8")
    config = load_config(str(config_file), site_dir=str(config_file.parent / "site"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    plugin = config.plugins["reading-list"]
    assert isinstance(plugin, ReadingListPlugin)
    return plugin


def without_layout(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", page))


def test_filled_pages_are_those_of_the_theme(plugin: ReadingListPlugin) -> None:
    assert plugin.build and plugin.build.theme
    theme, site = plugin.build.theme, plugin.build.site
    shells = Shells(theme.render_draft, theme.slugify)
    assert {f"papers/{slug}.md" for slug in TITLES} <= set(site.leaves)
    for source in site.leaves:
        draft = site.render(source)
        filled = shells.fill(draft, site.edit_url(source))
        rendered = theme.render_draft(draft, site.edit_url(source))
        assert without_layout(filled) == without_layout(rendered)


def test_few_pages_are_rendered(plugin: ReadingListPlugin) -> None:
    assert plugin.build and plugin.build.theme
    theme, site = plugin.build.theme, plugin.build.site
    rendered = []

    def render(draft: object, edit_url: str) -> str:
        rendered.append(draft)
        return ""

    shells = Shells(render, theme.slugify)
    ordinary = [source for source in site.leaves if Path(source).stem not in TITLES]
    for source in ordinary:
        shells.fill(site.render(source), "")
    assert 1 <= len(rendered) < len(ordinary)


def test_texts_are_escaped_where_the_theme_escapes_them() -> None:
    page = '<title>\ue000title&\ue001</title><p title="\ue000title&amp;\ue001">\ue000title&\ue001</p>'
    filled = parse_shell(page).fill({"title": "&lt;b&gt; & \\1"})
    expected = '<title>&lt;b&gt; & \\1</title><p title="&amp;lt;b&amp;gt; &amp; \\1">&lt;b&gt; & \\1</p>'
    assert filled == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "# Title\n\n<div>\n<p>one *x*</p>\n\n<p>two</p>\n</div>\n\n## Section\n\n<p>three</p>\n",
        "<p>only</p>",
        "text\n\n<p>html</p>\n\nmore\n",
    ],
)
def test_finished_html_is_put_back_as_it_was(markdown: str) -> None:
    skeleton, blocks = set_aside(markdown)
    assert "<" not in skeleton
    converted = re.sub("(\ue000.*?\ue001)", r"<p>\1</p>", skeleton)
    assert put_back(converted, blocks).split() == markdown.split()


@pytest.mark.parametrize(
    "markdown", ["<b>bold</b> text\nand more\n", "a\n<br>b\n", "\ue0000\ue001\n\n<p>x</p>\n"]
)
def test_html_that_goes_on_as_text_is_left_to_markdown(markdown: str) -> None:
    assert set_aside(markdown) == (markdown, [])


def build_alone(config_file: Path, out: Path, processors: int) -> dict[str, bytes]:
    """The files of a build by a process of its own that may use so many processors."""
    allowed = sorted(os.sched_getaffinity(0))[:processors]
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(out)],
        cwd=config_file.parent,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),
        check=True,
    )
    files = [path for path in out.rglob("*") if path.is_file()]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the processors of a process")
def test_builds_depend_neither_on_earlier_ones_nor_on_processes(tmp_path: Path) -> None:
    config_file = make_list(tmp_path / "list")
    once = build_alone(config_file, tmp_path / "once", processors=2)
    assert build_alone(config_file, tmp_path / "once", processors=2) == once
    # without a second processor there is no second process
    assert build_alone(config_file, tmp_path / "alone", processors=1) == once

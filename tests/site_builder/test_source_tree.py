"""Writing a site's complete source to a folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from lists import make_list, own_config

from generator.cli import main
from generator.site_builder import source_tree
from generator.site_builder.builder import SiteBuilder
from generator.storage.files import write_text
from generator.storage.folder import Folder
from generator.storage.site_settings import load_site

RYE = "title: Rye\ntopics: [sourdough]\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return make_list(tmp_path / "list")


def run(config: Path, out: Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(config.parent), "generate", "--out", str(out)])


def generate(config: Path, out: Path) -> None:
    done = run(config, out)
    assert done.exit_code == 0, done.output


def read_files(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".reading-list"
    }


def test_everything_the_site_needs_is_written(config: Path, tmp_path: Path, repository: Path) -> None:
    generate(config, tmp_path / "out")
    files = {name: data for name, (_, data) in read_files(tmp_path / "out").items()}
    folder = Folder(config.parent)
    site = SiteBuilder(folder).build(load_site(config))
    for source in (*site.sources, *site.leaves):
        name = source if source.endswith("index.md") else f"{source.removesuffix('.md')}/index.md"
        assert files.pop(f"docs/{name}").startswith(b"---\ntitle: "), source
    for path, data in site.make_files():
        assert files.pop(f"docs/{path}") == data, path
    for path in (folder.root / "content" / "pages").rglob("*.md"):
        assert files.pop(f"docs/{path.name}") == path.read_bytes()
    for name, original in {
        "docs/assets": repository / "templates" / "assets",
        "overrides": repository / "templates" / "overrides",
    }.items():
        for path in original.rglob("*"):
            if path.is_file():
                written = files.pop(f"{name}/{path.relative_to(original).as_posix()}")
                # engines that cannot translate get the texts themselves
                assert written == re.sub(rb'\b_\((".*?")\)', rb"\1", path.read_bytes())
    assert set(files) == {"mkdocs.yml"}


def test_settings_are_spelled_out_without_the_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "list"
    make_list(root)
    config = own_config(root, options={"preview": "assets/preview.png"})
    text = config.read_text(encoding="utf-8").replace(
        "plugins:\n", "plugins:\n- tags:\n    filter: !!python/name:some.function\n"
    )
    config.write_text(text.replace("copyright: ", "copyright: !ENV [YEARS] #"), encoding="utf-8")
    monkeypatch.setenv("YEARS", "2024 and 2025")
    generate(config, tmp_path / "out")
    written = (tmp_path / "out" / "mkdocs.yml").read_text(encoding="utf-8")
    assert "reading-list" not in written
    assert "filter: !!python/name:some.function" in written
    settings = yaml.safe_load(written.replace("!!python/name:some.function", ""))
    assert settings["copyright"] == "2024 and 2025"
    assert settings["plugins"] == [{"tags": {"filter": ""}}]
    policy = settings["extra"].pop("content_security_policy")
    assert "script-src 'self';" in policy
    assert "site.js" in settings["extra"].pop("scripts")["library/"]
    assert settings["extra"] == {
        "generator": False,
        "preview_image": "assets/preview.png",
        "contributing": "contributing/",
        "own_pages_last": True,
    }
    assert settings["theme"]["custom_dir"] == "overrides"
    assert (settings["docs_dir"], settings["site_dir"], "watch" in settings) == ("docs", "site", False)
    nav = {title: value for item in settings["nav"] for title, value in item.items()}
    assert nav["Home"] == "index.md"
    assert nav["Browse"] == "browse/index.md"
    assert nav["About"][0] == "about.md"
    assert {"Sourdough cultures": "topics/sourdough/index.md"} in nav["Topics"][1]["Dough"]


def test_handwritten_pages_win_and_their_links_follow(config: Path, tmp_path: Path) -> None:
    pages = config.parent / "content" / "pages"
    (pages / "map.md").write_text("# My map\n\n[back](index.md)\n", encoding="utf-8")
    (pages / "notes").mkdir()
    (pages / "notes" / "oven.md").write_text(
        "# Ovens\n\n[topic](../topics/oven-crust.md#papers) [years](../years/index.md) [map](<../map.md>)\n"
        "![logo](../assets/logo.svg) [about](../about.md) [site](https://a.example.org/map.md) [all]\n\n"
        "[all]: ../browse.md\n",
        encoding="utf-8",
    )
    (pages / ".hidden.md").write_text("# Hidden\n", encoding="utf-8")
    generate(config, tmp_path / "out")
    docs = tmp_path / "out" / "docs"
    assert (docs / "map.md").read_text(encoding="utf-8") == "# My map\n\n[back](index.md)\n"
    assert not (docs / "map").exists()
    assert not (docs / ".hidden.md").exists()
    assert (docs / "notes" / "oven.md").read_text(encoding="utf-8") == (
        "# Ovens\n\n[topic](../topics/oven-crust/index.md#papers) [years](../years/index.md) "
        "[map](<../map.md>)\n"
        "![logo](../assets/logo.svg) [about](../about.md) [site](https://a.example.org/map.md) [all]\n\n"
        "[all]: ../browse/index.md\n"
    )


def test_introductions_link_to_where_pages_are(config: Path, tmp_path: Path) -> None:
    topics = config.parent / "content" / "topics.yml"
    text = topics.read_text(encoding="utf-8")
    assert "A sourdough starter is" in text
    link = "[How](../about.md) ![x](../assets/x.png) [web](https://a.example.org/) A sourdough starter is"
    topics.write_text(text.replace("A sourdough starter is", link), encoding="utf-8")
    generate(config, tmp_path / "out")
    page = (tmp_path / "out" / "docs" / "topics" / "sourdough" / "index.md").read_text(encoding="utf-8")
    assert '<a href="../../about/">How</a> <img alt="x" src="../../assets/x.png" loading="lazy">' in page
    assert '<a href="https://a.example.org/">web</a>' in page
    assert '<a href="../../papers/wild-levain-mixed-cultures-for-cold-kitchens/">' in page
    assert '<a href="../flour-milling/">' in page


def test_only_what_changed_is_written_again(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    generate(config, out)
    before = read_files(out)
    generate(config, out)
    assert read_files(out) == before


def test_files_of_an_earlier_run_are_removed_and_no_others(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    record = config.parent / "content" / "papers" / "rye.yml"
    record.write_text(RYE, encoding="utf-8")
    generate(config, out)
    assert (out / "docs" / "papers" / "rye" / "index.md").is_file()
    (out / "own.txt").write_text("mine", encoding="utf-8")
    record.unlink()
    generate(config, out)
    assert not (out / "docs" / "papers" / "rye").exists()
    assert (out / "own.txt").read_text(encoding="utf-8") == "mine"


def test_a_mistake_leaves_the_folder_as_it_was(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    generate(config, out)
    before = read_files(out)
    record = config.parent / "content" / "papers" / "rye.yml"
    record.write_text("title: [\n", encoding="utf-8")
    done = run(config, out)
    assert done.exit_code == 1
    assert "rye.yml:" in done.output
    assert read_files(out) == before


@pytest.mark.parametrize(
    ("key", "value"),
    [("theme", 3), ("extra", ["x"]), ("plugins", 3), ("not_in_nav", ["x"]), ("docs_dir", ["x"])],
)
def test_wrong_settings_are_named_with_their_line(tmp_path: Path, key: str, value: object) -> None:
    root = tmp_path / "list"
    make_list(root)
    config = own_config(root, {key: value})
    lines = config.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith(f"{key}:"))
    done = run(config, tmp_path / "out")
    assert done.exit_code == 1
    assert f"mkdocs.yml:{line}: expected " in done.output
    assert not (tmp_path / "out").exists()


def test_wrong_pages_are_named_with_their_line(config: Path, tmp_path: Path) -> None:
    pages = config.parent / "content" / "pages"
    (pages / "about.md").write_bytes(b"# About\n\nCaf\xe9\n")
    (pages / "curating.md").write_text("---\ntitle: [\n---\n# Curating\n", encoding="utf-8")
    done = run(config, tmp_path / "out")
    assert done.exit_code == 1
    assert "content/pages/about.md:3: expected text in UTF-8" in done.output
    assert "content/pages/curating.md:" in done.output


def test_a_folder_with_other_files_is_refused(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "home"
    out.mkdir()
    (out / "letter.txt").write_text("mine", encoding="utf-8")
    done = run(config, out)
    assert done.exit_code == 1
    assert "expected an empty folder" in done.output
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


def test_a_file_of_yours_is_never_replaced(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    generate(config, out)
    (out / "docs" / "papers" / "rye").mkdir()
    mine = out / "docs" / "papers" / "rye" / "index.md"
    mine.write_text("mine", encoding="utf-8")
    (config.parent / "content" / "papers" / "rye.yml").write_text(RYE, encoding="utf-8")
    before = read_files(out)
    done = run(config, out)
    assert done.exit_code == 1
    assert "docs/papers/rye/index.md: expected no file where a generated one belongs" in done.output
    assert read_files(out) == before


def test_an_interrupted_run_is_finished_by_the_next(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    written: list[Path] = []

    def write_some(path: Path, data: str | bytes, *, durable: bool = True) -> None:
        if len(written) == 20:
            raise KeyboardInterrupt
        written.append(path)
        write_text(path, data, durable=durable)

    with monkeypatch.context() as patch:
        patch.setattr(source_tree, "write_text", write_some)
        assert run(config, out).exit_code != 0
    assert len(read_files(out)) < 20
    generate(config, out)
    generate(config, tmp_path / "other")
    ours, other = read_files(out), read_files(tmp_path / "other")
    assert {name: data for name, (_, data) in ours.items()} == {
        name: data for name, (_, data) in other.items()
    }


def test_icons_of_the_theme_are_copied(tmp_path: Path) -> None:
    root = tmp_path / "list"
    make_list(root)
    icon = root / "templates" / "overrides" / ".icons" / "own" / "loaf.svg"
    icon.parent.mkdir(parents=True)
    icon.write_text("<svg/>", encoding="utf-8")
    generate(root / "mkdocs.yml", tmp_path / "out")
    assert (tmp_path / "out" / "overrides" / ".icons" / "own" / "loaf.svg").is_file()


@pytest.mark.parametrize("inside", ["content/pages/out", "content/pages"])
def test_a_folder_among_the_pages_is_refused(config: Path, inside: str) -> None:
    done = run(config, config.parent / inside)
    assert done.exit_code == 1
    assert "expected" in done.output
    assert not (config.parent / "content" / "pages" / "out").exists()

"""A preview shows what a build would, after any sequence of saves."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists import ROOT, make_list, own_config
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files

from generator.mkdocs_plugin import ReadingListPlugin
from generator.mkdocs_plugin.preview import Preview

pytestmark = pytest.mark.hypothesis

RECORDS = "content/papers"


def load(root: Path, out: Path, *, startup: bool) -> MkDocsConfig:
    """Return the configuration; with `startup`, its plugin is a new one, as in a new process."""
    if startup:
        dict(MkDocsConfig._schema)["plugins"].plugin_cache.clear()  # type: ignore[attr-defined]
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(out))
    if startup:
        config.plugins.on_startup(command="serve", dirty=False)
    return config


def build_afresh(root: Path, out: Path) -> dict[str, bytes]:
    """Return the files of a build that knows of no other."""
    shutil.rmtree(out, ignore_errors=True)
    build(load(root, out, startup=True))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


class Curator:
    """Somebody who edits a list while looking at the preview."""

    def __init__(self, root: Path, out: Path) -> None:
        self.root = root
        self.out = out
        self.base = root.with_name("base")
        shutil.copytree(root, self.base)
        config = load(root, out, startup=True)
        build(config)
        plugin = config.plugins["reading-list"]
        assert isinstance(plugin, ReadingListPlugin)
        self.plugin = plugin
        self.preview = Preview(plugin, config, lambda: build(load(root, out, startup=False)))
        plugin._preview = self.preview

    def look(self) -> None:
        """Let the preview catch up with everything that was saved."""
        # a build afresh in this process registers another plugin
        dict(MkDocsConfig._schema)["plugins"].plugin_cache["reading-list"] = self.plugin  # type: ignore[attr-defined]
        self.preview.update()
        self.preview.live.wait()
        while self.preview.outdated.is_set():
            self.preview.update()
            self.preview.live.wait()

    def start_over(self) -> None:
        for path in (self.root / "content", self.root / "overrides"):
            shutil.rmtree(path)
            shutil.copytree(self.base / path.name, path)
        shutil.copy(self.base / "mkdocs.yml", self.root)
        self.look()

    def records(self) -> list[Path]:
        return sorted((self.root / RECORDS).glob("*.yml"))


@pytest.fixture(scope="module")
def curator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Curator]:
    root = tmp_path_factory.mktemp("preview") / "list"
    make_list(root)
    shutil.copytree(ROOT / "templates" / "overrides", root / "overrides")
    for number in range(9):
        # no reading path needs them, so they can be renamed and deleted
        text = f"title: Crumb number {number}\ntopics: [oven-crust]\nabstract: Steam, crust and crumb.\n"
        (root / RECORDS / f"crumb-{number}.yml").write_text(text, encoding="utf-8")
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    template = "{{ config.site_name }} has {{ pages|length }} pages.\n"
    (root / "content" / "pages" / "humans.txt").write_text(template, encoding="utf-8")
    theme = config["theme"] | {"custom_dir": "overrides"}
    own_config(root, {"theme": theme, "extra_templates": ["humans.txt"]})
    made = Curator(root, root.with_name("site"))
    yield made
    made.preview.live.close()
    dict(MkDocsConfig._schema)["plugins"].plugin_cache.clear()  # type: ignore[attr-defined]


Edit = Callable[[Curator, random.Random], None]


def change_record(curator: Curator, chance: random.Random) -> None:
    path = chance.choice(curator.records())
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data |= chance.choice(
        [
            {"title": f"Title {chance.randrange(99)}"},
            {"tldr": f"Summary {chance.randrange(99)} of *dough* & steam."},
            {"published": f"20{chance.randrange(10, 26)}-05"},
            {"topics": [chance.choice(["sourdough", "flour-milling", "oven-crust"])]},
            {"review": "Look again."},
        ]
    )
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def add_record(curator: Curator, chance: random.Random) -> None:
    slug = f"loaf-{chance.randrange(3)}"
    text = f"title: Loaf of rye {slug}\ntopics: [sourdough]\nabstract: Rye dough and steam.\n"
    (curator.root / RECORDS / f"{slug}.yml").write_text(text, encoding="utf-8")


def rename_record(curator: Curator, chance: random.Random) -> None:
    path = chance.choice(curator.records())
    path.rename(path.with_stem(f"{path.stem[:40].strip('-')}-{chance.randrange(9)}"))


def delete_record(curator: Curator, chance: random.Random) -> None:
    chance.choice(curator.records()).unlink()


def break_record(curator: Curator, chance: random.Random) -> None:
    mistake = chance.choice(["title: [", "tilte: Bread\n", "title: Bread\ntopics: [no-such-topic]\n"])
    chance.choice(curator.records()).write_text(mistake, encoding="utf-8")


def change_text(name: str, old: str, *texts: str) -> Edit:
    """Return an edit that replaces a text, or an earlier replacement, by one of `texts`."""

    def edit(curator: Curator, chance: random.Random) -> None:
        path = curator.root / name
        now = path.read_text(encoding="utf-8") if path.exists() else old
        found = next((text for text in (*texts, old) if text in now), "")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(now.replace(found, chance.choice([old, *texts]), 1), encoding="utf-8")

    return edit


def delete_page(curator: Curator, chance: random.Random) -> None:
    (curator.root / "content" / "pages" / "notes.md").unlink(missing_ok=True)


EDITS: tuple[Edit, ...] = (
    change_record,
    change_record,
    add_record,
    rename_record,
    delete_record,
    break_record,
    change_text("content/topics.yml", "title: Sourdough cultures", "title: Sours", "title: Sours & <b>"),
    change_text("content/topics.yml", "scope:", "scop:"),
    change_text("content/pages/about.md", "# About this list", "# About", "# About\n\nSee [no](no.md)."),
    change_text("content/pages/about.md", "# About", "---\ntitle: [\n---\n# About"),
    change_text("content/pages/notes.md", "# Notes", "# Notes\n\n[About](about.md#about-this-list)"),
    change_text("content/pages/papers/loaf-1.md", "# A loaf by hand", "# A loaf by two hands"),
    change_text("overrides/partials/footer.html", "<footer", "<footer id='below'", "<footer {{ nobody() }}"),
    change_text("mkdocs.yml", "site_name: Bread, read well", "site_name: Bread", "site_name: [", "nmae: B"),
    delete_page,
)


@settings(max_examples=2, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(range(len(EDITS))), min_size=1, max_size=6), st.integers(0, 10_000))
def test_any_sequence_of_saves_gives_what_a_build_gives(
    curator: Curator, edits: list[int], seed: int
) -> None:
    curator.start_over()
    chance = random.Random(seed)
    for number in edits:
        if curator.records():
            EDITS[number](curator, chance)
        if chance.random() < 0.7:
            curator.look()
    curator.look()
    try:
        expected = build_afresh(curator.root, curator.out)
    except (Exception, SystemExit):
        # a mistake: the last good state stays up
        assert b"</html>" in (curator.preview.get("index.html") or b"")
        return
    different = [path for path, data in expected.items() if curator.preview.get(path) != data]
    assert different == []
    gone = [path for path in curator.preview._state._files if path not in expected]
    assert gone == []


def test_file_deleted_while_it_is_read_is_reported(
    curator: Curator, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    curator.start_over()
    page = curator.root / "content" / "pages" / "notes.md"
    page.write_text("# Notes\n", encoding="utf-8")

    def list_files(config: MkDocsConfig) -> Files:
        files = get_files(config)
        page.unlink()
        return files

    monkeypatch.setattr("generator.mkdocs_plugin.preview.get_files", list_files)
    curator.preview.update()
    assert "content/pages/notes.md: The file cannot be read: No such file or directory." in caplog.text
    assert "Traceback" not in caplog.text
    assert b"</html>" in (curator.preview.get("index.html") or b"")
    monkeypatch.undo()
    curator.look()


def test_page_is_shown_before_the_analysis_is_ready(curator: Curator) -> None:
    curator.start_over()
    record = curator.root / RECORDS / "a-new-loaf.yml"
    record.write_text("title: A new loaf\ntopics: [sourdough]\n", encoding="utf-8")
    curator.look()
    before = curator.preview.live.latest
    record.write_text("title: A newer loaf\ntopics: [sourdough]\n", encoding="utf-8")
    curator.preview.update()
    assert b"A newer loaf" in (curator.preview.get("papers/a-new-loaf/index.html") or b"")
    curator.look()
    assert curator.preview.live.latest is not before

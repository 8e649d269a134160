"""Loading again: the same as loading afresh, without parsing files that did not change."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.model.catalog import Catalog
from generator.storage.folder import Folder
from generator.storage.loading import Loader

RECORDS = ("rye", "spelt", "emmer", "einkorn")
CONTENTS = (
    "title: Rye\n",
    "title: Rye\nkind: theory\ntopics: [dough]\n",
    "title: Rye\ntitle: Spelt\n",
    "title: Rye\ntype: essay\n",
    "title: &a Rye\nnotes: *a\n",
    "title: [Rye\n",
    "",
)
FILES = {
    "topics.yml": (
        "groups:\n- {id: bread, title: Bread, topics: [{id: dough, title: Dough, scope: All of it.}]}\n",
        "groups:\n- {id: bread, title: Bread, topics: [{id: dough, title: Sourdough, scope: All of it.}]}\n",
        "groups: all\n",
    ),
    "venues.yml": ("- {name: Oven}\n", "- {name: Stove, type: journal}\n", "- Oven\n"),
    "search.yml": ("synonyms: [[rye, Secale]]\n", "synonym: []\n", ""),
    "redirects.yml": ("barley: rye\n", "barley: Rye!\n"),
}
NAMES = st.sampled_from([f"papers/{slug}.yml" for slug in RECORDS] + ["papers/old/rye.yml", "papers/a.txt"])
EDITS = st.one_of(
    st.tuples(st.just("write"), NAMES, st.sampled_from(CONTENTS)),
    *(
        st.tuples(st.just("write"), st.just(name), st.sampled_from(contents))
        for name, contents in FILES.items()
    ),
    st.tuples(st.just("delete"), st.one_of(NAMES, st.sampled_from(sorted(FILES))), st.none()),
    st.tuples(st.just("rename"), NAMES, NAMES),
)


def edit(folder: Folder, kind: str, name: str, other: str | None) -> None:
    path = folder.file(name)
    if kind == "write" and other is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(other, encoding="utf-8")
    elif kind == "delete":
        path.unlink(missing_ok=True)
    elif kind == "rename" and other is not None and path.exists():
        folder.file(other).parent.mkdir(exist_ok=True)
        path.replace(folder.file(other))


def make_folder(root: Path) -> Folder:
    folder = Folder(root)
    folder.papers.mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Bread\n", encoding="utf-8")
    for name, contents in FILES.items():
        folder.file(name).write_text(contents[0], encoding="utf-8")
    for slug in RECORDS[:2]:
        (folder.papers / f"{slug}.yml").write_text(CONTENTS[0], encoding="utf-8")
    return folder


def outcome(loader: Loader) -> Catalog | list[str]:
    try:
        return loader.load()
    except ContentError as error:
        return [str(problem) for problem in error.problems]


@settings(max_examples=30)
@given(edits=st.lists(EDITS, max_size=10))
def test_loading_again_is_like_loading_afresh(
    edits: list[tuple[str, str, str | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = make_folder(tmp_path_factory.mktemp("list") / "bread")
    loader = Loader(folder)
    loader.load()
    for kind, name, other in edits:
        edit(folder, kind, name, other)
        again = outcome(loader)
        assert again == outcome(Loader(folder))


def test_only_what_changed_is_another_object(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    loader = Loader(folder)
    before = loader.load()
    edit(folder, "write", "papers/rye.yml", CONTENTS[1])
    # written again, with the same content
    edit(folder, "write", "papers/spelt.yml", CONTENTS[0])
    after = loader.load()
    assert after.papers["rye"].kind == ("theory",)
    assert after.papers["spelt"] is before.papers["spelt"]
    assert after.taxonomy is before.taxonomy
    assert after.venues[0] is before.venues[0]


def test_corrected_mistake_is_loaded(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    loader = Loader(folder)
    before = loader.load()
    edit(folder, "write", "papers/rye.yml", CONTENTS[3])
    (problem,) = outcome(loader)
    assert problem.startswith("content/papers/rye.yml:2: type: expected 'article', ")
    edit(folder, "write", "papers/rye.yml", CONTENTS[0])
    assert loader.load() == before

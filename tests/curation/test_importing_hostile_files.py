"""Files that mean harm, or that are broken in every way."""

from __future__ import annotations

import json

import pytest
from bread_list import TODAY, TOPICS
from folder_contents import read_files
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.curation.captures import SourceFile
from generator.curation.importing import ImportOptions, import_files
from generator.errors import ReadingListError
from generator.model.catalog import Site
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog, load_paper

NASTY = st.sampled_from(
    [
        "<script>alert(1)</script>", "{{ 7*7 }}", "{% raw %}", "!!python/object:os.system", "&a *a",
        "---\ntitle: x\n---", "../../etc/passwd", "..\\..\\x", "con", "\x00", "\x1b[31m", "\u202e", "\u00ad",
        "# heading", "[x](javascript:alert(1))", "- item", ": colon", "'quote", '"double', "no", "null",
        "1984", "2024-01-01", "|", ">", "%TAG", "\\", "\t", "é" * 3, "Part II", "\U0001f600", "x" * 700,
        "}", "{", "@", "~", "=", "`", "\x85", "\u2028", "\ufeff", "\udc80",
    ]
)  # fmt: skip


WORDS = st.one_of(NASTY, st.text(max_size=12), st.sampled_from(["Rye", "Doughs", "Steam", "and", "Crust"]))


TITLES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


@st.composite
def csl(draw: st.DrawFn) -> bytes:
    items = []
    for _ in range(draw(st.integers(0, 4))):
        item: dict[str, object] = {
            "type": "article",
            "title": draw(TITLES),
            "issued": {"date-parts": [[2024]]},
        }
        if draw(st.booleans()):
            item["abstract"] = draw(TITLES)
        if draw(st.booleans()):
            item["author"] = [{"family": draw(WORDS), "given": draw(WORDS)}]
        if draw(st.booleans()):
            item["DOI"] = draw(st.one_of(WORDS, st.just("10.1000/rye")))
        if draw(st.booleans()):
            item["container-title"] = draw(TITLES)
        if draw(st.booleans()):
            item["URL"] = draw(st.one_of(WORDS, st.just("https://github.com/a/b")))
        items.append(item)
    return json.dumps(items).encode()


@st.composite
def bibliography(draw: st.DrawFn) -> bytes:
    entries = [
        f"@article{{k{n}, title={{{draw(TITLES)}}}, author={{{draw(TITLES)}}}, year={{{draw(WORDS)}}}}}"
        for n in range(draw(st.integers(0, 4)))
    ]
    return "\n".join(entries).encode("utf-8", "surrogatepass")


@st.composite
def listing(draw: st.DrawFn) -> bytes:
    blocks = ["Daily Papers"]
    for _ in range(draw(st.integers(0, 4))):
        blocks += [draw(TITLES), draw(TITLES), f"  • {draw(st.integers(0, 9))} authors", "·", "Jan 9, 2024 4"]
    return "\n\n".join(blocks).encode("utf-8", "surrogatepass")


FILES = st.one_of(
    csl(),
    bibliography(),
    listing(),
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(FILES, min_size=1, max_size=3), st.one_of(NASTY, st.text(max_size=20)))
@example([b""], "x")
@example([b"\xff\xfe" + "Daily Papers".encode("utf-16-le")], "x")
@example([b'[{"type": "article", "title": "' + b"x" * 1_000_000 + b'"}]'], "../../x")
def test_hostile_files_do_no_harm(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], name: str
) -> None:
    root = tmp_path_factory.mktemp("hostile")
    (root / "content" / "papers").mkdir(parents=True)
    (root / "content" / "topics.yml").write_text(
        TOPICS.partition("        introduction")[0], encoding="utf-8"
    )
    folder = Folder(root)
    site = Site(name="Bread")
    (root / "mkdocs.yml").write_text("site_name: Bread\n", encoding="utf-8")
    files = [
        SourceFile(label=name, name=f"{name}{number}.txt", data=data) for number, data in enumerate(contents)
    ]
    try:
        report = import_files(folder, files, ImportOptions(today=TODAY))
    except ReadingListError as error:  # said, not crashed; and nothing written
        raise AssertionError(f"the import was refused as a whole: {error}") from error
    assert {path.name for path in root.iterdir()} <= {".cache", "content", "mkdocs.yml"}
    assert {path.name for path in folder.base.iterdir()} <= {
        ".lock", "topics.yml", "papers", "captures", "changes.yml"
    }  # fmt: skip
    catalog = load_catalog(folder, site)
    assert set(catalog.papers) == {paper.slug for paper in report.plan.new}
    for paper in report.plan.new:
        assert (
            load_paper((folder.papers / f"{paper.slug}.yml").read_text("utf-8"), slug=paper.slug, label="x")
            == paper
        )
    before = read_files(folder.base)
    again = import_files(folder, files, ImportOptions(today="2031-01-01"))
    assert not again.plan.new
    assert read_files(folder.base) == before
    captures = sorted(folder.captures.glob("*")) if folder.captures.is_dir() else []
    third = import_files(folder, captures, ImportOptions(today="2031-01-01"))
    assert not third.plan.new
    assert read_files(folder.base) == before

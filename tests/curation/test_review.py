"""Records to review, and how the site shows them."""

from __future__ import annotations

import pytest
from bread_list import BIB, TODAY, write_file, write_record, write_topics_with_path

from generator.analysis.topics.suggester import Suggestion
from generator.curation.edits import Edit
from generator.curation.importing import ImportOptions, import_files
from generator.curation.review import hide_unreviewed, list_to_review
from generator.errors import ContentError
from generator.model.catalog import Catalog
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.writing import dump_paper


def test_new_papers_are_listed_until_somebody_confirms_them(bread: Folder) -> None:
    def suggest(catalog: Catalog):  # type: ignore[no-untyped-def]
        return lambda paper: Suggestion(
            topics=("doughs",) if "Rye" in paper.title else (), reason="rye" if "Rye" in paper.title else ""
        )

    report = import_files(bread, [write_file(bread, "x.bib", BIB)], ImportOptions(today=TODAY, train=suggest))
    assert report.plan.reasons["rye-doughs"] == "rye"
    catalog = load_catalog(bread)
    waiting = list_to_review(catalog)
    assert [(paper.slug, paper.topics) for paper in waiting] == [
        ("rye-doughs", ("doughs",)),
        ("steam-and-crust", ()),
    ]
    assert (waiting[0].review or "").startswith("Topics are suggested: rye")
    path = bread.papers / "rye-doughs.yml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    confirmed = [line for line in lines if not line.startswith("review:")]
    path.write_text("".join(confirmed), encoding="utf-8")
    assert [paper.slug for paper in list_to_review(load_catalog(bread))] == ["steam-and-crust"]
    import_files(bread, [bread.captures / "x.bib"], ImportOptions(today="2031-01-01", train=suggest))
    assert [paper.slug for paper in list_to_review(load_catalog(bread))] == ["steam-and-crust"]


@pytest.mark.parametrize("setting", ["show", "unmarked", "hide", "refuse"])
def test_unreviewed_papers_are_shown_hidden_or_refused(bread: Folder, setting: str) -> None:
    write_topics_with_path(bread)
    write_record(bread, "rye-doughs", topics=["doughs"], review="Look.")
    write_record(bread, "steam-and-crust", topics=["ovens"])
    (bread.root / "mkdocs.yml").write_text(
        f"site_name: Bread\nplugins:\n- reading-list:\n    unreviewed: {setting}\n", encoding="utf-8"
    )
    catalog = load_catalog(bread)
    assert len(catalog.by_topic["doughs"]) == 1
    if setting == "refuse":
        with pytest.raises(ContentError, match=r"content/papers/rye-doughs\.yml: expected a reviewed record"):
            hide_unreviewed(catalog)
        return
    shown = hide_unreviewed(catalog)
    is_shown = setting in ("show", "unmarked")
    assert ("rye-doughs" in shown.papers) is is_shown
    assert len(shown.by_topic["doughs"]) == is_shown
    assert len(shown.taxonomy.topics["doughs"].path) == is_shown
    assert [paper.slug for paper in shown.papers.values() if paper.review] == ["rye-doughs"] * (
        setting == "show"
    )


def test_an_unknown_value_of_the_option_is_an_error(bread: Folder) -> None:
    (bread.root / "mkdocs.yml").write_text(
        "site_name: Bread\nplugins:\n- reading-list: {unreviewed: perhaps}\n", encoding="utf-8"
    )
    with pytest.raises(
        ContentError, match=r"mkdocs\.yml:3: .*expected 'show', 'unmarked', 'hide' or 'refuse'"
    ):
        load_catalog(bread)


def test_nothing_links_to_a_hidden_paper(bread: Folder) -> None:
    path = "paths: [{id: p, title: P, introduction: 'Try [rye](paper:rye-doughs).', steps: []}]\n"
    write_topics_with_path(bread)
    topics = bread.file("topics.yml")
    topics.write_text(topics.read_text(encoding="utf-8") + path, encoding="utf-8")
    write_record(bread, "rye-doughs", topics=["doughs"], review="Look.")
    write_record(bread, "steam-and-crust", topics=["ovens"], notes="After [rye](paper:rye-doughs).")
    catalog = load_catalog(bread)
    site = catalog.site.model_copy(update={"unreviewed": "hide"})
    shown = hide_unreviewed(catalog.model_copy(update={"site": site}))
    assert shown.taxonomy.topics["doughs"].introduction == "Begin with rye."
    assert shown.taxonomy.paths[0].introduction == "Try rye."
    assert shown.papers["steam-and-crust"].notes == "After rye."


def test_deleting_the_line_of_a_long_review_confirms_the_record(bread: Folder) -> None:
    before = write_record(bread, "rye-doughs", topics=["doughs"], abstract="Rye rises. " * 40)
    note = 'Is this "Rye: a study"? ' * 20
    path = bread.papers / "rye-doughs.yml"
    for written in (dump_paper(before.model_copy(update={"review": note.strip()})), None):
        if written is None:  # written by an edit of an existing record
            edit = Edit(bread)
            edit.update_paper(before, before.model_copy(update={"review": note.strip()}))
            edit.apply()
        else:
            path.write_text(written, encoding="utf-8")
        assert load_catalog(bread).papers["rye-doughs"].review == note.strip()
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("review:")), encoding="utf-8")
        assert load_catalog(bread).papers["rye-doughs"] == before

"""Imports keep what citations need: type, volume, pages, publisher, editors, keys and tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.curation.captures import SourceFile
from generator.curation.importing import ImportOptions, ImportReport, import_files
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

OPTIONS = ImportOptions(today="2024-07-04")
ARTICLE = r"""
@article{lecun2015, title = {Deep Loaves}, author = {LeCun, Yann}, journal = {Nature of Bread}, year = 2015,
  volume = {521}, number = {7553}, pages = {436--444}, publisher = {Crust \& Sons}, issn = {0028-0836},
  keywords = {ovens, {Rye, whole}}, language = {english}}
"""
CHAPTER = r"""
@incollection{key two, title = {On Crumbs}, author = {Lee, Ann},
  editor = {M{\"u}ller, Jan and van den Oven, Bo},
  booktitle = {Handbook of Bread}, year = 2019, edition = {2nd}, address = {Wien}, isbn = {978-3-16-148410-0}}
"""
SHORT = "@article{a1, title={Deep Loaves}, author={LeCun, Yann}, journal={Nature of Bread}, year=2015}"
THESIS = r"@phdthesis{kim, title = {Sour}, author = {Kim, Bo}, school = {Bakery University}, year = 2020}"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "mkdocs.yml").write_text("site_name: Bread\n", encoding="utf-8")
    (tmp_path / "content" / "papers").mkdir(parents=True)
    (tmp_path / "content" / "topics.yml").write_text(
        "groups:\n- id: g\n  title: G\n  topics:\n  - {id: t, title: Ovens, scope: Everything}\n",
        encoding="utf-8",
    )
    return Folder(root=tmp_path)


def import_text(folder: Folder, text: str, name: str = "refs.bib") -> ImportReport:
    return import_files(folder, [SourceFile(label=name, name=name, data=text.encode())], OPTIONS)


def only_paper(folder: Folder) -> Paper:
    (paper,) = load_catalog(folder).papers.values()
    return paper


def test_an_article_keeps_volume_issue_pages_publisher_and_its_key(folder: Folder) -> None:
    report = import_text(folder, ARTICLE)
    assert report.problems == ()
    paper = only_paper(folder)
    found = paper.publication
    assert (paper.type, paper.citation_key) == ("article-journal", "lecun2015")
    assert (found.volume, found.issue, found.pages) == ("521", "7553", "436–444")
    assert (found.publisher, found.issn, found.language) == ("Crust & Sons", "0028-0836", "english")
    assert paper.keywords == ("ovens", "Rye, whole")
    assert {"type", "publication", "keywords"} <= paper.evidence.keys()
    assert set(paper.evidence.values()) == {"refs.bib"}


def test_a_chapter_keeps_its_editors_and_a_key_that_bibtex_rejects_is_reported(folder: Folder) -> None:
    (problem,) = import_text(folder, CHAPTER).problems
    assert "left out key of 'On Crumbs'" in str(problem)
    paper = only_paper(folder)
    assert (paper.type, paper.venue, paper.citation_key) == ("chapter", "Handbook of Bread", "lee2019crumbs")
    found = paper.publication
    assert found.editors == ("Jan Müller", "Bo van den Oven")
    assert (found.edition, found.place, found.isbn) == ("2nd", "Wien", "978-3-16-148410-0")


@pytest.mark.parametrize("key", ["Nørgård:2020", "2004A&A...424..927C"])
def test_keys_of_other_programs_are_kept(folder: Folder, key: str) -> None:
    assert import_text(folder, THESIS.replace("{kim,", f"{{{key},")).problems == ()
    assert only_paper(folder).citation_key == key


def test_a_thesis_names_its_school(folder: Folder) -> None:
    import_text(folder, THESIS)
    paper = only_paper(folder)
    assert (paper.type, paper.publication.genre) == ("thesis", "PhD thesis")
    assert paper.publication.publisher == "Bakery University"


def test_importing_the_same_file_again_changes_nothing(folder: Folder) -> None:
    import_text(folder, ARTICLE + THESIS)
    again = import_text(folder, ARTICLE + THESIS, name="again.bib")
    assert (again.plan.new, again.plan.enriched) == ((), ())


def test_another_bibliography_fills_blanks_and_adds_its_key(folder: Folder) -> None:
    import_text(
        folder,
        SHORT,
    )
    (filled,) = import_text(folder, ARTICLE, name="more.bib").plan.enriched
    assert filled.fields == ("publication", "keywords", "citation_key_aliases")
    paper = only_paper(folder)
    assert (paper.publication.volume, paper.citation_key, paper.citation_key_aliases) == (
        "521",
        "a1",
        ("lecun2015",),
    )
    assert paper.evidence["publication"] == "more.bib"


def test_volume_and_pages_of_another_venue_are_not_mixed_in(folder: Folder) -> None:
    first = "@inproceedings{a1, title={Deep Loaves}, author={LeCun, Yann}, booktitle={Bread Days}, year=2015}"
    import_text(folder, first)
    import_text(folder, ARTICLE, name="more.bib")
    paper = only_paper(folder)
    assert (paper.venue, paper.publication.volume, paper.type) == ("Bread Days", None, "paper-conference")


def test_a_keyword_that_is_a_topic_of_the_record_does_not_become_a_tag(folder: Folder) -> None:
    import_text(
        folder,
        SHORT,
    )
    path = folder.papers / "deep-loaves.yml"
    path.write_text(path.read_text("utf-8") + "topics: [t]\n", encoding="utf-8")
    import_text(folder, ARTICLE, name="more.bib")
    assert only_paper(folder).keywords == ("Rye, whole",)


def test_a_known_venue_keeps_its_full_name_as_the_container(folder: Folder) -> None:
    venues = "- name: NatBread\n  type: journal\n  aliases: [Nature of Bread]\n"
    (folder.root / "content" / "venues.yml").write_text(venues, encoding="utf-8")
    import_text(folder, ARTICLE)
    paper = only_paper(folder)
    assert (paper.venue, paper.publication.container) == ("NatBread", "Nature of Bread")


README = "# Bread\n\n- [Deep Loaves: A Study](https://arxiv.org/abs/2101.00001) Ann Lee. *ICML* 2021.\n"
PROCEEDINGS = """@inproceedings{lee21, title={Deep Loaves: A Study}, author={Lee, Ann}, year=2021, volume=139,
  booktitle={International Conference on Making Loaves}, pages={1--10},
  publisher={Flour Press}, eprint={2101.00001}, archiveprefix={arXiv}}"""
PREPRINT = (
    "@article{lee21, title={Deep Loaves: A Study}, author={Lee, Ann}, journal={arXiv:2101.00001}, year=2021}"
)


@pytest.mark.parametrize("files", [("refs.bib", "list.md"), ("list.md", "refs.bib")])
def test_a_short_name_of_the_venue_does_not_hide_the_publication(
    folder: Folder, files: tuple[str, ...]
) -> None:
    texts = {"refs.bib": PROCEEDINGS, "list.md": README}
    for name in files:
        import_text(folder, texts[name], name=name)
    paper = only_paper(folder)
    assert (load_catalog(folder).find_type(paper), paper.venue_year) == ("paper-conference", 2021)
    assert (paper.publication.pages, paper.publication.publisher) == ("1–10", "Flour Press")
    assert {paper.venue, paper.publication.container} >= {"International Conference on Making Loaves"}


def test_one_import_of_both_keeps_the_publication(folder: Folder) -> None:
    sources = [
        SourceFile(label=name, name=name, data=text.encode())
        for name, text in (("list.md", README), ("refs.bib", PROCEEDINGS))
    ]
    import_files(folder, sources, OPTIONS)
    assert only_paper(folder).publication.pages == "1–10"


@pytest.mark.parametrize("files", [("refs.bib", "list.md"), ("list.md", "refs.bib")])
def test_a_preprint_that_was_published_is_no_preprint(folder: Folder, files: tuple[str, ...]) -> None:
    texts = {"refs.bib": PREPRINT, "list.md": README}
    for name in files:
        import_text(folder, texts[name], name=name)
    paper = only_paper(folder)
    assert (paper.venue, paper.type) == ("ICML", None)
    assert "type" not in paper.evidence


def test_a_key_that_another_paper_has_is_reported(folder: Folder) -> None:
    other = THESIS.replace("Sour", "Sweet")
    (problem,) = import_text(folder, THESIS + "\n" + other).problems
    assert "expected a citation key that no other paper has (got 'kim'; used 'kim2020sweet')" in str(problem)


def test_a_paper_known_as_retracted_is_recognized(folder: Folder) -> None:
    import_text(folder, SHORT)
    import_text(folder, SHORT.replace("{Deep", "{RETRACTED: Deep"), name="more.bib")
    assert only_paper(folder).status == "retracted"

"""Names of authors that are on the list in a fuller form."""

from __future__ import annotations

from pathlib import Path

import pytest
from bread_records import make_paper

from generator.checks.authors import check_author_names
from generator.checks.checked_list import CheckedList
from generator.model.catalog import Catalog, Site
from generator.model.taxonomy import Taxonomy
from generator.storage.documents import Locator
from generator.storage.folder import Folder

Authors = tuple[str, ...]


def suggest(tmp_path: Path, *papers: Authors) -> list[tuple[str, str]]:
    """Return each name and the one suggested instead, for papers with these authors."""
    records = [
        make_paper(f"Loaf {number}", f"loaf-{number}", authors=names) for number, names in enumerate(papers)
    ]
    catalog = Catalog(
        site=Site(name="Bread", checks={"author-name": "warning"}),
        taxonomy=Taxonomy(groups=()),
        papers={paper.slug: paper for paper in records},
    )  # fmt: skip
    checked = CheckedList(catalog=catalog, captures={}, locate=Locator(Folder(tmp_path)))
    messages = [problem.message.partition(", an author of ")[0] for problem in check_author_names(checked)]
    return [(name, fuller) for name, _, fuller in (message.partition(" may be ") for message in messages)]


@pytest.mark.parametrize(
    ("name", "fuller"),
    [
        ("Quoc Le", "Quoc V. Le"),
        ("M. M. Krume", "Michael M. Krume"),
        ("S. J. Hwang", "Sung Ju Hwang"),
        ("Pietro Lio", "Pietro Liò"),
        ("Jinwoo Teig", "Jin-Woo Teig"),
        ("Jin Woo Teig", "Jin-Woo Teig"),
        ("ADA KRUME", "Ada Krume"),
    ],
)
def test_the_fuller_form_of_a_name_is_suggested(tmp_path: Path, name: str, fuller: str) -> None:
    assert suggest(tmp_path, (name,), (fuller, "Bo Ofen")) == [(name, fuller)]


@pytest.mark.parametrize(
    "papers",
    [
        # one initial is no proof
        (("A. Krume",), ("Ada Krume",)),
        # several people
        (("Quoc Le",), ("Quoc V. Le",), ("Quoc T. Le",)),
        (("C. S. Hong",), ("Cheng Hong",)),
        (("Ada Krume",), ("Anna Krume",)),
        (("Quoc Le", "Quoc V. Le"),),
        (("The Dough Project",), ("Dough Project",)),
        (("Krume",), ("K. Krume",)),
    ],
)
def test_nothing_is_suggested_for_people_who_may_be_different(
    tmp_path: Path, papers: tuple[Authors, ...]
) -> None:
    assert suggest(tmp_path, *papers) == []


def test_an_initial_and_a_coauthor_suffice(tmp_path: Path) -> None:
    assert suggest(tmp_path, ("A. Krume", "Bo Ofen"), ("Ada Krume", "Bo Ofen")) == [("A. Krume", "Ada Krume")]

"""What this site exports, read back, gives the same papers."""

from __future__ import annotations

import pytest
from round_trips import catalog_of_publications, check_round_trip

from generator.model.catalog import Catalog
from generator.readers import decode, read


@pytest.mark.parametrize("extension", ["bib", "ris", "json"])
def test_every_paper_of_a_list_comes_back(made_up: Catalog, extension: str) -> None:
    assert check_round_trip(made_up, extension) > 1


@pytest.mark.parametrize("extension", ["bib", "ris", "json"])
def test_every_kind_of_publication_comes_back(extension: str) -> None:
    assert check_round_trip(catalog_of_publications(), extension) > 1


# Zotero joins the lines of notes, and writes notes as HTML
@pytest.mark.parametrize(
    "note",
    [
        "Rises. Published: 2019-08 Source code: https://c.example/a?b=1 Project: https://p.example/ Kind: x",
        "<p>Published: 2019-08<br/>Source code: https://c.example/a?b=1</p><p>Project: https://p.example/</p>",
        "Published: 2019-08\nSource code: https://c.example/a?b=1\nProject: https://p.example/",
    ],
)
def test_lines_of_notes_are_read_as_zotero_returns_them(note: str) -> None:
    text = f"@inproceedings{{a, title={{Rye}}, booktitle={{CKnead}}, year={{2020}}, annote={{{note}}}}}\n"
    (entry,) = read(decode(text.encode(), name="x.bib")).entries
    assert (entry.published, entry.code, entry.project) == (
        "2019-08",
        ("https://c.example/a?b=1",),
        ("https://p.example/",),
    )


@pytest.mark.parametrize(
    ("field", "status"),
    [
        ("note={Retracted}", "retracted"),
        ("note={Expression of concern.}", "expression of concern"),
        ("annote={Status: Withdrawn}", "withdrawn"),
        ("note={Retracted data is analyzed}", None),
    ],
)
def test_a_note_can_say_that_a_paper_was_retracted(field: str, status: str | None) -> None:
    text = f"@article{{a, title={{Rye}}, {field}}}\n"
    (entry,) = read(decode(text.encode(), name="x.bib")).entries
    assert entry.status == status

"""Asking services about retracted, withdrawn and corrected papers, and about citations."""

from __future__ import annotations

import pytest
from bread_list import load_record, run, write_rye_record
from fake_services import Failure, FakeServices, connect, make_crossref_work
from folder_contents import read_files

from generator.curation.citations import update_citations
from generator.curation.statuses import update_statuses
from generator.services.http import ServiceError
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog


def test_the_status_of_papers_comes_from_both_services(fake: FakeServices, bread_days: Folder) -> None:
    write_rye_record(bread_days, "rye", links={"arxiv": "2401.00001"})
    write_rye_record(bread_days, "steam", title="Steam and Crust", links={"doi": "10.1000/Steam"})
    write_rye_record(bread_days, "salt", title="Salt and Time", links={"doi": "10.1000/salt"})
    write_rye_record(bread_days, "sound", title="Sound of Crust", links={"arxiv": "2401.00002"})
    fake.arxiv = [
        {"id": "2401.00001", "title": "Rye", "comment": "This paper has been withdrawn by the authors"},
        {"id": "2401.00002", "title": "Sound of Crust", "comment": "It was withdrawn from a workshop once"},
    ]
    steam = {"DOI": "10.1000/STEAM", "type": "retraction"}
    fake.crossref = [
        make_crossref_work("10.1000/salt", "Salt", **{"updated-by": [{"DOI": "10.1/x", "type": "erratum"}]}),
        make_crossref_work("10.1000/steam", "Steam and Crust"),
    ]
    fake.notices = [{"DOI": "10.1000/note", "update-to": [steam, {**steam, "type": "correction"}]}]
    report = update_statuses(bread_days, connect(fake))
    found = {slug: load_record(bread_days, slug).status for slug in ("rye", "steam", "salt", "sound")}
    assert found == {"rye": "withdrawn", "steam": "retracted", "salt": "corrected", "sound": None}
    assert load_record(bread_days, "rye").evidence["status"] == "arXiv API"
    assert load_record(bread_days, "steam").evidence["status"] == "Crossref"
    assert (report.asked, report.kept) == (4, {})
    before = read_files(bread_days.base)
    assert update_statuses(bread_days, connect(fake)).plan.filled == ()
    assert read_files(bread_days.base) == before


def test_a_status_that_a_person_wrote_stays(fake: FakeServices, bread_days: Folder) -> None:
    write_rye_record(bread_days, "rye", status="corrected", links={"arxiv": "2401.00001"})
    fake.arxiv = [{"id": "2401.00001", "title": "Rye", "comment": "Withdrawn: wrong flour"}]
    report = update_statuses(bread_days, connect(fake))
    assert load_record(bread_days, "rye").status == "corrected"
    assert report.kept == {"rye": "arXiv API says withdrawn, but the record says corrected"}


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"message": 3}'])
def test_an_answer_that_cannot_be_read_changes_nothing(
    fake: FakeServices, bread_days: Folder, body: bytes
) -> None:
    write_rye_record(bread_days, "steam", links={"doi": "10.1000/steam"})
    before = read_files(bread_days.base)
    fake.failures = [Failure(body=body)]
    if body == b'{"message": 3}':
        assert update_statuses(bread_days, connect(fake)).plan.filled == ()
    else:
        with pytest.raises(ServiceError, match="response from Crossref cannot be read"):
            update_statuses(bread_days, connect(fake))
    assert read_files(bread_days.base) == before


def test_citations_within_the_list_and_of_missing_works(fake: FakeServices, bread_days: Folder) -> None:
    links = {"rye": {"arxiv": "2401.00001", "doi": "10.1000/rye"}, "steam": {"doi": "10.1000/steam"}}
    links |= {"salt": {"doi": "10.1000/salt"}, "sound": {}}
    for slug, known in links.items():
        write_rye_record(bread_days, slug, title=f"The {slug} of bread", links=known)
    address, doi = "https://openalex.org/{}".format, "https://doi.org/{}".format
    fake.openalex = [
        {
            "id": address(id_),
            "doi": doi(known),
            "title": known,
            "publication_year": 2001,
            "referenced_works": [*map(address, cited)],
        }
        for id_, known, cited in (
            ("W1", "10.1000/rye", ["W2", "W9"]),
            ("W11", "10.48550/arxiv.2401.00001", ["W3", "W1", "W8"]),
            ("W2", "10.1000/steam", ["W9", "W8", "W404"]),
            ("W3", "10.1000/salt", ["W11", "W9", "W8"]),
            ("W9", "10.1000/crumb", []),
            ("W8", "10.1000/again", []),
        )
    ]
    fake.openalex[-1]["title"] = "The Salt of Bread"
    report = update_citations(bread_days, connect(fake).openalex, today="2031-05-06")
    assert (report.asked, report.found, report.links) == (3, 3, 3)
    catalog = load_catalog(bread_days)
    assert catalog.cites == {"rye": ("salt", "steam"), "salt": ("rye",)}
    assert catalog.cited_by == {"rye": ("salt",), "salt": ("rye",), "steam": ("rye",)}
    (missing,) = catalog.citations.missing
    assert (missing.title, missing.doi, missing.cited_by) == ("10.1000/crumb", "10.1000/crumb", 3)
    run(bread_days, "rename", "salt", "sea-salt")
    assert load_catalog(bread_days).cites["rye"] == ("sea-salt", "steam")
    run(bread_days, "exclude", "steam", "--reason", "Off topic.")
    assert load_catalog(bread_days).cites == {"rye": ("sea-salt",), "sea-salt": ("rye",)}


def test_the_command_prints_what_changed(fake: FakeServices, bread_days: Folder) -> None:
    write_rye_record(bread_days, "rye", title="Rye Doughs", links={"arxiv": "2401.00001"})
    fake.arxiv = [{"id": "2401.00001", "title": "Rye Doughs", "comment": "Withdrawn."}]
    planned = run(bread_days, "enrich", "--status", "--dry-run", fake=fake)
    assert "Rye Doughs: withdrawn (arXiv API)" in planned.output
    assert load_record(bread_days, "rye").status is None
    assert "1 looked up, 1 changed" in run(bread_days, "enrich", "--status", fake=fake).output
    done = run(bread_days, "enrich", "--citations", fake=fake)
    assert "1 looked up, 0 found, 0 citations within the list" in done.output
    assert run(bread_days, "undo").exit_code == 0
    assert run(bread_days, "enrich", "--citations", "rye", fake=fake).exit_code == 2

"""Completing records from services, with failures of all kinds."""

from __future__ import annotations

from typing import Any

import pytest
from bread_list import RYE_DOUGHS, load_record, run, write_rye_record
from bread_records import RYE
from fake_services import Failure, FakeClock, FakeServices, connect, make_crossref_work
from folder_contents import read_files

from generator.curation.enriching import EnrichReport, enrich_records
from generator.services.bundle import Services
from generator.storage.folder import Folder


def cached(fake: FakeServices, folder: Folder, clock: FakeClock | None = None, **options: Any) -> Services:
    return connect(fake, clock, folder.root / ".cache", **options)


def enrich(fake: FakeServices, bread_days: Folder, **options: Any) -> EnrichReport:
    return enrich_records(bread_days, cached(fake, bread_days), **options)


def test_blanks_are_filled_and_their_sources_named(fake: FakeServices, bread_days: Folder) -> None:
    write_rye_record(bread_days, "rye", abstract=RYE)
    report = enrich(fake, bread_days)
    paper = load_record(bread_days, "rye")
    assert paper.authors == ("Ada Baker", "Bo Miller")
    assert (paper.published, paper.venue, paper.venue_year) == ("2024-01-05", "Bread Days", 2025)
    assert (paper.links.arxiv, paper.links.doi) == ("2401.00001", "10.1000/rye")
    assert paper.evidence["authors"] == paper.evidence["arxiv"] == paper.evidence["published"] == "arXiv API"
    assert paper.evidence["venue"] == paper.evidence["doi"] == "Crossref"
    assert (paper.title, paper.abstract, paper.captures) == (RYE_DOUGHS, RYE, ())
    assert (report.asked, report.unmatched, report.problems) == (1, {}, ())


def test_a_venue_that_arxiv_gives_as_free_text_is_not_used(fake: FakeServices, bread_days: Folder) -> None:
    write_rye_record(bread_days, "rye", abstract=RYE)
    fake.arxiv[0]["journal"] = "Loaves 7 (2024) 1-9"
    fake.crossref = []
    enrich(fake, bread_days)
    paper = load_record(bread_days, "rye")
    assert (paper.links.arxiv, paper.venue, paper.venue_year) == ("2401.00001", None, None)


def test_enriching_again_changes_and_asks_nothing(fake: FakeServices, bread_days: Folder) -> None:
    write_rye_record(bread_days, "rye", abstract=RYE)
    enrich(fake, bread_days)
    before, asked = read_files(bread_days.base), len(fake.asked)
    enrich(fake, bread_days)
    assert read_files(bread_days.base) == before
    assert len(fake.asked) == asked


def test_a_dry_run_writes_nothing(fake: FakeServices, bread_days: Folder) -> None:
    write_rye_record(bread_days, "rye", abstract=RYE)
    before = read_files(bread_days.base)
    report = enrich(fake, bread_days, dry_run=True)
    assert [filled.new.slug for filled in report.plan.enriched] == ["rye"]
    assert read_files(bread_days.base) == before


def test_only_the_chosen_records_are_looked_up(fake: FakeServices, bread_days: Folder) -> None:
    write_rye_record(bread_days, "rye")
    write_rye_record(bread_days, "steam", title="Steam and Crust")
    assert enrich(fake, bread_days, slugs=["steam"]).asked == 1
    assert load_record(bread_days, "rye").authors == ()


def test_nothing_is_overwritten(fake: FakeServices, bread_days: Folder) -> None:
    mine = write_rye_record(
        bread_days,
        "rye",
        authors=["A. Baker"],
        published="2023-12-24",
        venue="My Venue",
        links={"arxiv": "2401.00001"},
    )
    enrich(fake, bread_days)
    paper = load_record(bread_days, "rye")
    assert (paper.authors, paper.published, paper.venue) == (mine.authors, mine.published, mine.venue)
    assert (paper.abstract, paper.links.doi) == (RYE, "10.1000/rye")


def test_a_record_without_a_match_is_reported_and_unchanged(fake: FakeServices, bread_days: Folder) -> None:
    write_rye_record(bread_days, "honey", title="Rye Doughs: Acid and Honey")
    write_rye_record(bread_days, "wrong", title="Something Else Entirely", links={"arxiv": "2401.00002"})
    fake.crossref = []
    before = read_files(bread_days.base)
    report = enrich(fake, bread_days)
    assert read_files(bread_days.base) == before
    assert "no match" in report.unmatched["honey"]
    assert "no match" in report.unmatched["wrong"]  # Crossref was asked last


def test_an_identifier_of_another_paper_is_not_believed(fake: FakeServices, bread_days: Folder) -> None:
    write_rye_record(
        bread_days, "wrong", title="Steam", authors=["Cy Cook"], venue="V", venue_year=2024,
        publication={"pages": "1–9"}, links={"arxiv": "2401.00002", "doi": "10.1000/steam"},
    )  # fmt: skip
    fake.arxiv[1]["authors"] = ["Dee Wright"]
    report = enrich(fake, bread_days)
    assert report.unmatched == {
        "wrong": "its identifier belongs to another paper: 'Rye Doughs: Acid and Sugar'"
    }
    assert load_record(bread_days, "wrong").abstract == ""


def test_requests_are_spaced(fake: FakeServices, bread_days: Folder) -> None:
    for number in range(3):
        write_rye_record(bread_days, f"rye-{number}", title=f"{RYE_DOUGHS} and {'abc'[number]} Word")
    clock = FakeClock()
    enrich_records(bread_days, cached(fake, bread_days, clock))
    assert len(fake.asked) == 6
    assert len(clock.slept) == 5
    assert min(clock.slept) >= 0.9


@pytest.mark.parametrize(
    "failure", [Failure(403), Failure(body=b"{"), Failure(429, {"Retry-After": "86400"})], ids=str
)
def test_a_failing_service_is_reported_and_the_other_still_asked(
    fake: FakeServices, bread_days: Folder, failure: Failure
) -> None:
    write_rye_record(bread_days, "rye", abstract=RYE, links={"arxiv": "2401.00001"})
    fake.failures = [failure]
    report = enrich(fake, bread_days)
    assert len(report.problems) == 1
    assert load_record(bread_days, "rye").links.doi == "10.1000/rye"
    assert enrich(fake, bread_days).problems == ()
    assert load_record(bread_days, "rye").authors == ("Ada Baker", "Bo Miller")


def test_a_service_that_keeps_failing_is_given_up(fake: FakeServices, bread_days: Folder) -> None:
    for number in range(6):
        write_rye_record(bread_days, f"rye-{number}", title=f"{RYE_DOUGHS} {'abcdef'[number]} Word")
    fake.failures = [Failure(503)] * 1000
    report = enrich_records(bread_days, cached(fake, bread_days, attempts=2))
    attempts, failures, services = 2, 3, 2
    assert len(fake.asked) == attempts * failures * services
    messages = [problem.message for problem in report.problems]
    assert "arXiv answered with status 503. Run the command again later." in messages
    assert any(
        message.startswith("arXiv failed 3 times in a row, so 3 questions were not asked.")
        for message in messages
    )


def test_a_success_ends_a_row_of_failures(fake: FakeServices, bread_days: Folder) -> None:
    for number in range(6):
        write_rye_record(bread_days, f"rye-{number}", title=f"{RYE_DOUGHS} {'abcdef'[number]} Word")
    # arXiv and Crossref take turns; each fails twice, succeeds once, and so on
    fake.failures = [*[Failure(403)] * 4, Failure(), Failure()] * 2
    report = enrich_records(bread_days, cached(fake, bread_days, attempts=1))
    assert len(fake.asked) == 12
    assert {problem.message for problem in report.problems} == {
        "arXiv answered with status 403.",
        "Crossref answered with status 403.",
    }


def test_without_a_network_nothing_changes(bread_days: Folder) -> None:
    write_rye_record(bread_days, "rye", abstract=RYE)
    before = read_files(bread_days.base)
    done = run(bread_days, "enrich")
    assert done.exit_code == 1
    assert done.stderr == (
        "arXiv cannot be reached. Check your connection and run the command again. Nothing was changed.\n"
    )
    assert read_files(bread_days.base) == before


def test_an_interrupted_run_continues_where_it_stopped(fake: FakeServices, bread_days: Folder) -> None:
    for number in range(4):
        write_rye_record(bread_days, f"rye-{number}", title=f"{RYE_DOUGHS} {'abcd'[number]} Word")
    before = read_files(bread_days.base)
    clock = FakeClock()

    def sleep(seconds: float) -> None:
        if len(fake.asked) == 5:
            raise KeyboardInterrupt
        clock.sleep(seconds)

    with pytest.raises(KeyboardInterrupt):
        enrich_records(bread_days, cached(fake, bread_days, clock, sleep=sleep))
    assert read_files(bread_days.base) == before
    first = list(fake.asked)
    enrich_records(bread_days, cached(fake, bread_days, clock))
    assert len(set(fake.asked)) == len(fake.asked) == 8
    assert fake.asked[:5] == first


def test_an_edit_made_in_the_meantime_is_kept(fake: FakeServices, bread_days: Folder) -> None:
    write_rye_record(bread_days, "rye", abstract=RYE)

    def edit(step: str) -> None:
        if step == "Writing":
            write_rye_record(bread_days, "rye", abstract=RYE, authors=["By Hand"])

    enrich(fake, bread_days, on_step=edit)
    assert load_record(bread_days, "rye").authors == ("By Hand",)
    assert load_record(bread_days, "rye").links.doi == "10.1000/rye"


def test_volume_and_pages_come_from_crossref(fake: FakeServices, bread_days: Folder) -> None:
    work = make_crossref_work("10.1000/rye", RYE_DOUGHS)
    details = {"type": "journal-article", "volume": "7", "issue": "2", "page": "1-9", "ISSN": ["1234-5679"]}
    details |= {"container-title": ["Bread Letters"]}
    fake.crossref[:] = [work | details]
    write_rye_record(bread_days, "rye", venue="Bread Letters", venue_year=2024, links={"doi": "10.1000/rye"})
    enrich(fake, bread_days)
    record = load_record(bread_days, "rye")
    found = record.publication
    assert (found.volume, found.issue, found.pages, found.issn) == ("7", "2", "1–9", "1234-5679")
    assert record.type == "article-journal"
    assert record.evidence["publication"] == "Crossref"

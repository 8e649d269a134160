"""Asking arXiv and Crossref."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_services import Failure, FakeServices, connect, make_crossref_work, serve_fake_services

from generator.services.http import ServiceError


@pytest.fixture
def fake() -> Iterator[FakeServices]:
    with serve_fake_services() as services:
        services.arxiv = [
            {"id": f"2401.{number:05}", "title": f"Loaf {number}", "abstract": "Of rye."}
            for number in range(1, 101)
        ]
        services.crossref = [make_crossref_work("10.1000/RYE", "Rye Doughs")]
        yield services


def test_arxiv_is_asked_for_many_identifiers_at_once(fake: FakeServices) -> None:
    wanted = [f"2401.{number:05}" for number in (*range(1, 101), 999)]
    found = connect(fake).arxiv.find_by_ids([*wanted, wanted[0]])
    assert list(found) == wanted[:-1]
    assert found["2401.00007"].title == "Loaf 7"
    assert found["2401.00007"].source == "arXiv API"
    assert len(fake.asked) == 3


def test_arxiv_is_asked_for_a_title(fake: FakeServices) -> None:
    arxiv = connect(fake).arxiv
    assert [entry.arxiv for entry in arxiv.find_by_title("Nothing: 42")] == ["2401.00042"]
    assert arxiv.find_by_title("Of Wheat") == ()
    assert arxiv.find_by_title("?!") == ()
    assert len(fake.asked) == 2


def test_an_answer_is_given_byte_for_byte(fake: FakeServices) -> None:
    services = connect(fake)
    data = services.arxiv.fetch("2401.00001")
    assert data is not None
    assert data.startswith(b"<?xml")
    assert services.arxiv.fetch("2499.00001") is None
    csl = services.crossref.fetch("10.1000/rye")
    assert csl is not None
    assert b'"title": "Rye Doughs"' in csl
    assert services.crossref.fetch("10.1000/wheat") is None


def test_crossref_is_asked_for_a_doi(fake: FakeServices) -> None:
    crossref = connect(fake).crossref
    entry = crossref.find_by_doi("10.1000/rye")
    assert entry is not None
    assert (entry.title, entry.doi, entry.venue_year) == ("Rye Doughs", "10.1000/rye", 2025)
    assert crossref.find_by_doi("10.1000/wheat") is None


def test_a_preprint_at_crossref_has_no_venue(fake: FakeServices) -> None:
    fake.crossref = [make_crossref_work("10.1101/rye", "Rye Doughs", type="posted-content")]
    (entry,) = connect(fake).crossref.find_by_title("Rye Doughs", ["Ada Baker"])
    assert (entry.title, entry.venue) == ("Rye Doughs", None)


@pytest.mark.parametrize(
    "body",
    [
        b"<feed><entry><title>broken",
        b"{",
        b"",
        b"\xff\xfe\x00",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><feed><entry>&a;</entry></feed>",
    ],
    ids=["broken XML", "no XML", "empty", "bytes", "entities"],
)
def test_a_malformed_feed_is_an_error_and_not_cached(fake: FakeServices, tmp_path: Path, body: bytes) -> None:
    arxiv = connect(fake, cache=tmp_path).arxiv
    fake.failures = [Failure(body=body)]
    with pytest.raises(ServiceError, match="The response from arXiv cannot be read"):
        arxiv.find_by_title("Loaf")
    assert arxiv.find_by_title("Loaf")


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"message": 1}', b'{"message": {"items": 1}}', b"\xff"])
def test_malformed_json_is_an_error(fake: FakeServices, body: bytes) -> None:
    fake.failures = [Failure(body=body)]
    with pytest.raises(ServiceError, match="The response from Crossref cannot be read"):
        connect(fake).crossref.find_by_title("Rye")


def test_works_that_are_none_are_left_out(fake: FakeServices) -> None:
    fake.failures = [Failure(body=b'{"message": {"items": [1, {"title": []}]}}')]
    assert connect(fake).crossref.find_by_title("Rye") == ()

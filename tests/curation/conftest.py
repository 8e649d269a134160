"""What the tests of curation share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bread_list import RYE_DOUGHS, make_list
from bread_records import RYE, STEAM
from fake_services import FakeServices, make_crossref_work, serve_fake_services

from generator.storage.folder import Folder


@pytest.fixture
def bread(tmp_path: Path) -> Folder:
    """A list about bread without papers."""
    return make_list(tmp_path / "list")


@pytest.fixture
def fake() -> Iterator[FakeServices]:
    """Services that know two papers each."""
    with serve_fake_services() as services:
        services.arxiv = [
            {"id": "2401.00001", "title": RYE_DOUGHS, "authors": ["Ada Baker", "Bo Miller"], "abstract": RYE},
            {
                "id": "2401.00002",
                "title": "Rye Doughs: Acid and Sugar",
                "authors": ["Cy Cook"],
                "abstract": STEAM,
            },
        ]
        services.crossref = [
            make_crossref_work("10.1000/rye", RYE_DOUGHS),
            make_crossref_work("10.1000/steam", "Steam and Crust", family="Cook"),
        ]
        yield services


@pytest.fixture
def bread_days(bread: Folder) -> Folder:
    """The list, with the venue that the services name."""
    venues = "- name: Bread Days\n  aliases: [Proceedings of the Annual Bread Days]\n"
    bread.file("venues.yml").write_text(venues, encoding="utf-8")
    return bread

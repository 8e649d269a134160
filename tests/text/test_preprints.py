"""Preprint servers."""

from __future__ import annotations

import pytest

from generator.text.preprints import is_preprint_doi, is_preprint_venue


@pytest.mark.parametrize(
    ("venue", "preprint"),
    [("arXiv", True), ("CoRR abs/2401.00001", True), ("bioRxiv", True), ("SSRN Electronic Journal", True),
     ("Journal of Bread", False), ("Halle Symposium", False), ("Corrosion Letters", False), (None, False)],
)  # fmt: skip
def test_preprint_servers_are_not_venues(venue: str | None, preprint: bool) -> None:
    assert is_preprint_venue(venue) is preprint


def test_preprint_servers_assign_dois() -> None:
    assert is_preprint_doi("10.48550/arXiv.2401.00001")
    assert is_preprint_doi("10.1101/2020.03.03.975524")
    assert not is_preprint_doi("10.1145/3357384.3357879")

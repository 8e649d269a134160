"""What this site exports, read back, gives the same papers."""

from __future__ import annotations

import pytest
from round_trips import catalog_of_publications, check_round_trip

from generator.model.catalog import Catalog


@pytest.mark.parametrize("extension", ["bib", "ris", "json"])
def test_every_paper_of_a_list_comes_back(made_up: Catalog, extension: str) -> None:
    assert check_round_trip(made_up, extension) > 1


@pytest.mark.parametrize("extension", ["bib", "ris", "json"])
def test_every_kind_of_publication_comes_back(extension: str) -> None:
    assert check_round_trip(catalog_of_publications(), extension) > 1

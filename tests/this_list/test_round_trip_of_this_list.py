"""Every paper of this list comes back from its exports."""

from __future__ import annotations

import pytest
from round_trips import check_round_trip

from generator.model.catalog import Catalog
from generator.text.titles import make_title_readable


@pytest.mark.parametrize("extension", ["bib", "ris", "json"])
def test_every_paper_of_this_list_comes_back(real: Catalog, extension: str) -> None:
    assert check_round_trip(real, extension) == len(real.papers)


def test_titles_of_this_list_are_readable(real: Catalog) -> None:
    titles = [paper.title for paper in real.papers.values()]
    assert [make_title_readable(title) for title in titles] == titles

"""Names of venues."""

from __future__ import annotations

from bread_records import make_paper

from generator.duplicates.venues import map_venue_names, use_listed_venue_name
from generator.model.catalogue import VenueInfo


def test_venues_get_the_name_used_on_the_list() -> None:
    names = map_venue_names([VenueInfo(name="Bread Days", aliases=("Annual Days of Bread (BD)",))])
    assert (
        use_listed_venue_name(make_paper("Rye", "rye", venue="annual days of bread, BD"), names).venue
        == "Bread Days"
    )
    assert use_listed_venue_name(make_paper("Rye", "rye", venue="Elsewhere"), names).venue == "Elsewhere"

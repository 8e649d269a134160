"""Names of venues in the form used on the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.catalogue import VenueInfo
from generator.model.paper import Paper
from generator.text.titles import title_key

__all__ = ["map_venue_names", "use_listed_venue_name"]


def map_venue_names(venues: Iterable[VenueInfo]) -> dict[str, str]:
    """Return the key (:func:`title_key`) of each name and alias of a venue -> the name used on the list."""
    aliases = {title_key(alias): venue.name for venue in venues for alias in venue.aliases}
    return aliases | {title_key(venue.name): venue.name for venue in venues}


def use_listed_venue_name(paper: Paper, names: Mapping[str, str]) -> Paper:
    """Return ``paper`` with its venue's name as used on the list, if the list knows the venue."""
    name = names.get(title_key(paper.venue)) if paper.venue else None
    return paper.model_copy(update={"venue": name}) if name and name != paper.venue else paper

"""Every venue has one name, the one in ``venues.yml``."""

from collections import Counter
from collections.abc import Iterator

from generator.checks.checked_list import CheckedList
from generator.errors import Problem


def check_venue_names(checked: CheckedList) -> Iterator[Problem]:
    """No name or alias belongs to two venues."""
    venues = checked.catalog.venues
    uses = Counter(name for venue in venues for name in {venue.name, *venue.aliases})
    for number, venue in enumerate(venues):
        for name in (venue.name, *venue.aliases):
            if uses[name] > 1:
                place = checked.locate.find("venues.yml", number, text=name)
                yield checked.problem(
                    "repeated-venue",
                    place,
                    f"Two venues have the name or alias {name!r}.",
                    "Remove one of them.",
                )


def check_unknown_venues(checked: CheckedList) -> Iterator[Problem]:
    """Every venue of a paper is named as in ``venues.yml``, if there is such a file."""
    venues = checked.catalog.venues
    names = {venue.name for venue in venues}
    listed = {alias.casefold(): venue.name for venue in venues for alias in (venue.name, *venue.aliases)}
    for slug, paper in checked.catalog.papers.items():
        if venues and paper.venue and paper.venue not in names:
            name = listed.get(paper.venue.casefold())
            yield checked.problem(
                "unknown-venue",
                checked.locate.paper(slug, "venue"),
                f"There is no venue named {paper.venue!r} in venues.yml.",
                f"Write {name!r}." if name else checked.suggest(paper.venue, names, "venue"),
            )

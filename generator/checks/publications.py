"""Rules: the publication details of a record fit together."""

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList
from generator.errors import Problem
from generator.model.catalog import VENUE_TYPES
from generator.text.serial_numbers import find_wrong_isbn, find_wrong_issn

VENUE_NOUNS = {"article-journal": "a journal article", "paper-conference": "a conference paper"}
"""Types of papers published only by one kind of venue."""
OF_VENUES = ("volume", "issue", "pages")


def check_types(checked: CheckedList) -> Iterator[Problem]:
    """No paper is a journal article at a conference, or the other way around."""
    kinds = {venue.name: venue.type for venue in checked.catalog.venues}
    for slug, paper in checked.catalog.papers.items():
        kind = kinds.get(paper.venue or "")
        if kind and paper.type in VENUE_NOUNS and paper.type != VENUE_TYPES[kind]:
            yield checked.problem(
                "venue-type",
                checked.locate.paper(slug, "type"),
                f"'type:' says this is {VENUE_NOUNS[paper.type]}, "
                f"but {paper.venue} is a {kind} in venues.yml.",
                "Remove 'type:', or correct the venue's type.",
            )


def check_places_of_publication(checked: CheckedList) -> Iterator[Problem]:
    """Every article with a volume, issue or pages has a venue."""
    for slug, paper in checked.catalog.papers.items():
        found = paper.publication
        given = [name for name in OF_VENUES if getattr(found, name)]
        is_article = paper.type is None or paper.type in VENUE_TYPES.values()
        if given and is_article and not (paper.venue or found.container):
            yield checked.problem(
                "missing-venue",
                checked.locate.paper(slug, "publication", given[0]),
                f"The record has {' and '.join(given)}, but no venue.",
                "Add 'venue:'.",
            )


def check_venue_years(checked: CheckedList) -> Iterator[Problem]:
    """No venue is of a year before the paper's first publication, unless the record says why."""
    for slug, paper in checked.catalog.papers.items():
        year, published = paper.venue_year, paper.published
        # a source is a single name: Crossref, refs.bib
        is_explained = " " in paper.evidence.get("venue_year", "")
        if year and published and year < int(published[:4]) and not is_explained:
            yield checked.problem(
                "venue-year",
                checked.locate.paper(slug, "venue_year"),
                f"The venue's year, {year}, is before the date of first publication, {published}.",
                "Correct one of the two; if both are right, say why in 'venue_year:' under 'evidence:'.",
            )


def check_serial_numbers(checked: CheckedList) -> Iterator[Problem]:
    """Every ISBN and ISSN has the right check digit."""
    for slug, paper in checked.catalog.papers.items():
        for name, find_wrong in (("isbn", find_wrong_isbn), ("issn", find_wrong_issn)):
            text = getattr(paper.publication, name)
            if text and (wrong := find_wrong(text)):
                yield checked.problem(
                    "serial-number",
                    checked.locate.paper(slug, "publication", name),
                    f"This is not a valid {name.upper()}: {wrong}.",
                    "Look it up and correct it.",
                )

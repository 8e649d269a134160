"""Every redirect leads from an old address to a paper, in one step."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList, suggest_name
from generator.errors import Problem
from generator.model.fields import SLUG
from generator.model.redirects import follow_redirects

__all__ = ["check_redirect_sources", "check_redirect_targets"]


def check_redirect_sources(checked: CheckedList) -> Iterator[Problem]:
    """Every redirected slug is a slug, and no record has it."""
    for source in checked.catalogue.redirects:
        place = checked.locate.find("redirects.yml", source)
        if not SLUG.match(source):
            yield Problem(place, f"{source!r} is not a slug.", "Use lower-case letters, digits and hyphens.")
        if source in checked.catalogue.papers:
            message = f"{source!r} is redirected, but it is a record."
            yield Problem(place, message, "Remove the redirect or the record.")


def check_redirect_targets(checked: CheckedList) -> Iterator[Problem]:
    """Every redirect leads straight to a paper."""
    papers, redirects = checked.catalogue.papers, checked.catalogue.redirects
    for source, target in redirects.items():
        place = checked.locate.find("redirects.yml", source)
        if target in redirects:
            end = follow_redirects(source, redirects)
            if end is None:
                yield Problem(place, f"The redirect of {source!r} never ends.", "Remove it.")
            else:
                yield Problem(place, f"{target!r} is redirected itself.", f"Write {end!r}.")
        elif target not in papers:
            message = f"There is no paper {target!r} on the list."
            yield Problem(place, message, suggest_name(target, papers, "paper"))

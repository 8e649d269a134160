"""Every exclusion is needed: a capture contains the title, and the list does not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList, quote, warn
from generator.errors import Problem
from generator.text.titles import title_key

__all__ = ["check_exclusions"]


def check_exclusions(checked: CheckedList) -> Iterator[Problem]:
    """Every excluded title is in a capture, not on the list, and excluded only once."""
    captured = {title_key(entry.title) for entry in checked.entries.values()}
    captured |= {title_key(line) for lines in checked.capture_lines.values() for line in lines}
    listed = {title_key(paper.title): slug for slug, paper in checked.catalogue.papers.items()}
    seen: set[str] = set()
    for number, exclusion in enumerate(checked.catalogue.exclusions):
        place = checked.locate.find("excluded.yml", number, "title")
        key, title = title_key(exclusion.title), quote(exclusion.title)
        if key in listed:
            message = f"{title} is excluded, but is on the list as {listed[key]}.yml."
            yield warn(place, message, "Remove the exclusion or the record.")
        if key not in captured:
            yield warn(place, f"No capture contains the excluded title {title}.", "Remove the exclusion.")
        if key in seen:
            yield Problem(place, f"{title} is excluded twice.", "Remove one of the two exclusions.")
        seen.add(key)

"""Every author's name is written in one form."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.checks.checked_list import CheckedList
from generator.errors import Problem
from generator.model.authors import make_author_key
from generator.text.names import split_name
from generator.text.tokenizing import tokenize

Uses = Mapping[str, Sequence[tuple[str, int]]]
"""Printed name -> slug of each paper, and the name's place among its authors."""


def check_author_names(checked: CheckedList) -> Iterator[Problem]:
    """No author's name is also on the list in a fuller form, as far as only one name can be that form."""
    uses: dict[str, list[tuple[str, int]]] = {}
    for slug, paper in checked.catalog.papers.items():
        for number, name in enumerate(paper.authors):
            uses.setdefault(name, []).append((slug, number))
    for name, fuller in _find_fuller_names(checked, uses).items():
        for slug, number in uses[name]:
            yield checked.problem(
                "author-name",
                checked.locate.paper(slug, "authors", number),
                f"{name} may be {fuller}, an author of {uses[fuller][0][0]}.yml.",
                "If they are one person, write the name in one form.",
            )


def _find_fuller_names(checked: CheckedList, uses: Uses) -> dict[str, str]:
    """Return name -> the fuller form of it, for names with one such form."""
    families: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(dict)
    for name in uses:
        parts = split_name(name)
        if given := tokenize(parts.given):
            families[make_author_key(parts.full_family), given[0][0]][name] = given
    found: dict[str, str] = {}
    for family in families.values():
        for name, given in family.items():
            # names that differ in hyphens, accents or case count as one
            forms: dict[str, list[str]] = defaultdict(list)
            for other, theirs in family.items():
                is_same = "".join(given) == "".join(theirs) and _rank(other) > _rank(name)
                if is_same or _is_shorter(given, theirs):
                    forms["".join(theirs)].append(other)
            if len(forms) == 1:
                [others] = forms.values()
                fuller = max(others, key=_rank)
                if _can_be_one(checked, uses, name, fuller):
                    found[name] = fuller
    return found


def _rank(name: str) -> tuple[bool, int, int, str]:
    """Return a sort key that puts the form with most capitals and small letters, accents and hyphens last."""
    is_mixed = not name.isupper() and not name.islower()
    return is_mixed, sum(not char.isascii() for char in name), len(name), name


def _is_shorter(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether our given names are theirs with some of them abbreviated or left out at the end."""
    pairs = zip(ours, theirs, strict=False)
    return ours != theirs and len(ours) <= len(theirs) and all(one in (two, two[:1]) for one, two in pairs)


def _can_be_one(checked: CheckedList, uses: Uses, name: str, fuller: str) -> bool:
    """Return whether two names are hardly a coincidence.

    Either more than an initial agrees and only initials are left out, or they have a coauthor in common.
    """
    mine, theirs = ({slug for slug, _ in uses[each]} for each in (name, fuller))
    if mine & theirs:
        return False
    given, full = (tokenize(split_name(each).given) for each in (name, fuller))
    is_same, left_out = "".join(given) == "".join(full), full[len(given) :]
    if len("".join(given)) > 1 and (is_same or all(len(word) == 1 for word in left_out)):
        return True
    papers = checked.catalog.papers
    ours, others = ({author for slug in slugs for author in papers[slug].authors} for slugs in (mine, theirs))
    return not ours.isdisjoint(others)

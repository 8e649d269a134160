"""Intended differences from peers, and the reasons for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from peers.items import Item, fold

__all__ = ["RULES", "Difference", "Rule", "find_rule", "fold_field"]

# 10.1145/3357384, in "DOI: 10.1145/3357384" and in addresses
DOI = re.compile(r"10\.\d{4,9}/\S+")
# Proceedings of the XYZ, Working Notes
VOLUME = re.compile(r"\b(?:proceedings|working notes|conference record)\b", re.I)
# CoRR, arXiv preprint arXiv:2401.00001
PREPRINTS = re.compile(r"corr|arxiv|preprint", re.I)
SITES = frozenset(("webpage", "post", "post-weblog"))
SHOWS = frozenset(("motion_picture", "broadcast", "song", "graphic", "map", "speech", "interview"))

UNKNOWN = frozenset(("document", "article-journal"))
"""The types that Zotero gives to unknown works."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which two readings of a paper disagree.

    ``field`` is ``lost`` for a paper that only the peer found, and ``false`` for one that only we found; the
    other of ``theirs`` and ``ours`` has no title then.
    """

    field: str
    peer: str
    theirs: Item
    ours: Item

    @property
    def values(self) -> tuple[str, str]:
        """The values of the peer and ours, folded."""
        return fold_field(self.theirs, self.field), fold_field(self.ours, self.field)


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to read some fields differently."""

    name: str
    reason: str
    fields: tuple[str, ...]
    applies: Callable[[Difference], bool]


def fold_field(item: Item, name: str) -> str:
    """Return a field in a form in which the same values are equal."""
    value = getattr(item, name)
    if isinstance(value, tuple):
        return ";".join(map(fold, value))
    return str(value).strip().lower() if name in ("doi", "key", "type") else fold(value)


def _is_ours_alone(difference: Difference) -> bool:
    return not difference.values[0]


def _is_abbreviated(difference: Difference) -> bool:
    """Return whether all letters of one venue are in the other, in their order."""
    short, long = sorted(difference.values, key=len)
    rest = iter(long)
    return short[:1] == long[:1] and all(letter in rest for letter in short)


def _has_same_words(difference: Difference) -> bool:
    return _fold_words(difference.theirs.authors) == _fold_words(difference.ours.authors)


def _fold_words(names: tuple[str, ...]) -> list[list[str]]:
    return [sorted(filter(None, map(fold, name.replace(",", " ").split()))) for name in names]


def _is_open(difference: Difference) -> bool:
    return not difference.ours.type and difference.theirs.type in UNKNOWN


def _is_preprint(difference: Difference) -> bool:
    return difference.ours.type == "article"


def _has_others(difference: Difference) -> bool:
    return difference.theirs.authors[-1:] == ("others",)


def _is_preprint_server(difference: Difference) -> bool:
    return not difference.ours.venue and bool(PREPRINTS.search(difference.theirs.venue))


def _is_doi_inside(difference: Difference) -> bool:
    found = DOI.search(difference.values[0])
    return bool(found and difference.ours.doi and difference.ours.doi in found[0])


def _is_no_doi(difference: Difference) -> bool:
    return not difference.ours.doi and not DOI.search(difference.values[0])


def _is_of_another_time(difference: Difference) -> bool:
    year = difference.theirs.year
    return not difference.ours.year and ("" < year < "1600" or year > "2999")


def _is_show(difference: Difference) -> bool:
    return not difference.ours.authors and difference.theirs.type in SHOWS


def _has_no_key(difference: Difference) -> bool:
    return not difference.ours.key


def _is_of_website(difference: Difference) -> bool:
    return not difference.ours.venue and difference.theirs.type in SITES


def _is_date_of_venue(difference: Difference) -> bool:
    return difference.peer == "feedparser" and bool(difference.ours.venue)


def _is_volume(difference: Difference) -> bool:
    return bool(VOLUME.search(difference.theirs.title))


def _has_addition(difference: Difference) -> bool:
    theirs, ours = difference.values
    return difference.peer == "Zotero" and theirs.startswith(ours) and ". " in difference.theirs.title


RULES = (
    Rule(
        "ours alone",
        "The peer leaves the field empty; we also look in notes, links and parents.",
        ("authors", "year", "doi", "venue", "type", "volume", "issue", "pages", "key"),
        _is_ours_alone,
    ),
    Rule("suffix", "Zotero has 'Sam, Jr. Lee' for 'Sam Lee Jr.'.", ("authors",), _has_same_words),
    Rule("type", "We leave the type open if the file does not give it.", ("type",), _is_open),
    Rule("preprint", "An article that is only on arXiv is a preprint.", ("type",), _is_preprint),
    Rule("others", "'and others' is not a name.", ("authors",), _has_others),
    Rule("performers", "Directors and performers are not authors.", ("authors",), _is_show),
    Rule("server", "A preprint server is not a venue.", ("venue",), _is_preprint_server),
    Rule(
        "journal names",
        "Zotero looks up journal names; ours are as printed.",
        ("venue",),
        _is_abbreviated,
    ),
    Rule("DOI within text", "We take the DOI out of addresses and labels.", ("doi",), _is_doi_inside),
    Rule("no DOI", "What is not a DOI is left out.", ("doi",), _is_no_doi),
    Rule("other times", "Years before 1600 and after 2999 are left out.", ("year",), _is_of_another_time),
    Rule("addition", "Additions such as 'Editorial' are not part of a title.", ("title",), _has_addition),
    Rule("key", "We make up no keys, and drop those that BibTeX rejects.", ("key",), _has_no_key),
    Rule("website", "The name of a website is not a venue.", ("venue",), _is_of_website),
    Rule(
        "year of the venue",
        "We take the year of the venue.",
        ("year",),
        _is_date_of_venue,
    ),
    Rule("volume", "A volume of papers is not a paper.", ("lost",), _is_volume),
)
"""The known reasons."""


def find_rule(difference: Difference) -> Rule | None:
    """Return the reason for a difference; None if it is a bug of ours, or nobody has looked into it."""
    return next(
        (rule for rule in RULES if difference.field in rule.fields and rule.applies(difference)), None
    )

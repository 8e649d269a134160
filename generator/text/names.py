"""Names of people, split into their parts."""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.text.cleaning import clean

# "Jr.", "Sr", "III"
NAME_SUFFIX = re.compile(r"(?:[Jj]r|[Ss]r)\.?\Z|(?:II|III|IV)\Z")
ORGANIZATION_WORDS = frozenset((
    "&", "academy", "agency", "alliance", "association", "collaboration", "collaborators", "commission",
    "committee", "community", "company", "consortium", "contributors", "corp", "corporation", "council",
    "department", "federation", "foundation", "gmbh", "group", "hospital", "inc", "initiative", "institut",
    "institute", "institution", "investigators", "lab", "laboratories", "laboratory", "labs", "llc", "ltd",
    "ministry", "network", "organization", "project", "society", "team", "universidad", "university",
    "université", "universität", "workshop",
))  # fmt: skip
"""Words that mark a name of two or more words as that of an organization."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person's name in its parts, as BibTeX splits it.

    Attributes:
        printed: the name as in the record, with white space collapsed.
        given: everything before the particle; empty for a name of one word.
        particle: lowercase words before the family name, such as ``van den``.
        family: the family name; the whole name if it cannot be split.
        suffix: ``Jr.`` or ``III``; usually empty.
        is_organization: whether it names a group or company (``The ATLAS Collaboration``), not a person.
    """

    printed: str
    given: str
    particle: str
    family: str
    suffix: str
    is_organization: bool = False

    @property
    def full_family(self) -> str:
        """Particle and family name."""
        return f"{self.particle} {self.family}" if self.particle else self.family


@lru_cache(maxsize=2**14)
def split_name(printed: str) -> Name:
    """Split a name printed as ``Given Family`` by BibTeX's rule.

    The last word is the family name, lowercase words before it are its particle (``Aäron van den Oord``),
    and a final ``Jr.`` or ``III`` is the suffix. A name all in lowercase has no particle (``danah boyd``).
    A single word, a name with any other comma, or an organization is kept whole as the family name, since
    splitting it would be a guess.
    """
    printed = clean(printed)
    words = printed.split(" ")
    if len(words) > 1 and any(word.strip(",.()").casefold() in ORGANIZATION_WORDS for word in words):
        return Name(printed=printed, given="", particle="", family=printed, suffix="", is_organization=True)
    suffix = ""
    if len(words) > 2 and NAME_SUFFIX.match(words[-1]):
        suffix = words.pop()
        words[-1] = words[-1].removesuffix(",")
    if len(words) == 1 or "," in "".join(words) or not words[-1]:
        return Name(printed=printed, given="", particle="", family=printed, suffix="")
    lower = [place for place, word in enumerate(words[:-1]) if _starts_lower(word)]
    if all(map(_starts_lower, words)):
        lower = []
    first, last = (lower[0], lower[-1] + 1) if lower else (len(words) - 1, len(words) - 1)
    return Name(
        printed=printed,
        given=" ".join(words[:first]),
        particle=" ".join(words[first:last]),
        family=" ".join(words[last:]),
        suffix=suffix,
    )


# "A.", "J.-P.", "AB", "J. P."
INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?|[^\W\d_](?=[\s-]|\Z)|[A-Z]{2,3}\Z)+")


def is_abbreviated(name: Name) -> bool:
    """Return whether the given name is only initials: ``A. Gupta``, ``AB Gupta``."""
    return bool(name.given and INITIALS.fullmatch(name.given))


def spells_out(fuller: Name, short: Name) -> bool:
    """Return whether ``fuller`` gives the name that ``short`` abbreviates: Abhinav Gupta for A. Gupta.

    Family names must be equal, and each initial must match a given name, as far as there are any.
    """
    if not is_abbreviated(short) or is_abbreviated(fuller) or not fuller.given:
        return False
    if short.full_family.casefold() != fuller.full_family.casefold():
        return False
    words = re.findall(r"[^\W\d_]+", fuller.given.casefold())
    initials = [char for char in short.given.casefold() if char.isalpha()]
    return all(word.startswith(initial) for word, initial in zip(words, initials, strict=False))


def _starts_lower(word: str) -> bool:
    letter = next(filter(str.isalpha, word), "")
    return letter.islower()

"""Names of people, split into their parts."""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.text.cleaning import clean

# "Jr.", "Sr", "III"
NAME_SUFFIX = re.compile(r"(?:[Jj]r|[Ss]r)\.?\Z|(?:II|III|IV)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person's name in its parts, as BibTeX splits it.

    Attributes:
        printed: the name as the record has it, white space collapsed.
        given: everything before the particle; empty for a name of one word.
        particle: lowercase words before the family name, such as ``van den``.
        family: the family name; the whole name where it cannot be split.
        suffix: ``Jr.`` or ``III``; usually empty.
    """

    printed: str
    given: str
    particle: str
    family: str
    suffix: str

    @property
    def full_family(self) -> str:
        """Particle and family name."""
        return f"{self.particle} {self.family}" if self.particle else self.family


@lru_cache(maxsize=2**14)
def split_name(printed: str) -> Name:
    """Split a name printed as ``Given Family`` by BibTeX's rule.

    The last word is the family name, lowercase words before it are its particle (``Aäron van den Oord``),
    and a final ``Jr.`` or ``III`` is the suffix. A single word, or a name with any other comma, is kept
    whole as the family name, since splitting it would be a guess.
    """
    printed = clean(printed)
    words = printed.split(" ")
    suffix = ""
    if len(words) > 2 and NAME_SUFFIX.match(words[-1]):
        suffix = words.pop()
        words[-1] = words[-1].removesuffix(",")
    if len(words) == 1 or "," in "".join(words) or not words[-1]:
        return Name(printed=printed, given="", particle="", family=printed, suffix="")
    lower = [place for place, word in enumerate(words[:-1]) if _starts_lower(word)]
    first, last = (lower[0], lower[-1] + 1) if lower else (len(words) - 1, len(words) - 1)
    return Name(
        printed=printed,
        given=" ".join(words[:first]),
        particle=" ".join(words[first:last]),
        family=" ".join(words[last:]),
        suffix=suffix,
    )


def _starts_lower(word: str) -> bool:
    letter = next(filter(str.isalpha, word), "")
    return letter.islower()

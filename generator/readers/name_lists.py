"""Lists of authors in one text, as tables and web pages print them."""

import re

from generator.readers.bibliography import join_name
from generator.text.names import split_name

# Lee, Ann (57200000000)   as in Scopus
NUMBER = re.compile(r"\s*\(\d{5,15}\)")
AND = re.compile(r"\s+(?:and|&)\s+")
# ['Ann Lee', "Bo Kim"]   as written by Python programs
QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'(?=\s*[,\]])|\"((?:[^\"\\]|\\.)*)\"(?=\s*[,\]])")
# Lee A.-B.  ·  van den Brood JM   as in Scopus and PubMed
INITIALS_LAST = re.compile(r"(?P<family>\S.*?)\s(?P<initials>(?:[A-Z]\.?-?){1,4})\Z")
# BJ., the last name of a list that ends in a full stop
FULL_STOP = re.compile(r"(?<=[A-Z]{2})\.\Z")
# Xie et al.  ·  et al. (Rye University)
AND_OTHERS = re.compile(r"(?:^|\s)et\s?al\b.*", re.I)
OTHERS = frozenset({"others", "and others", "...", "…"})
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
LONGEST = 500_000


def split_author_list(text: str) -> list[str]:
    """Return the names in a list, in printed order: ``Lee, Ann; Kim, Bo`` -> ``Ann Lee``, ``Bo Kim``.

    Names are separated by semicolons, line breaks, bars, "and" or commas. A name can also contain a comma.
    """
    text = NUMBER.sub("", text[:LONGEST]).strip()
    if text.startswith("[") and text.endswith("]"):
        names = [first or second for first, second in QUOTED.findall(text)] or [text.strip("[]")]
        return _order(names)
    separator = next((sign for sign in (";", "\n", "|") if sign in text), "")
    if separator:
        names = text.split(separator)
    else:
        joined = AND.split(text)
        names = [name for part in joined for name in ([part] if _is_inverted(part) else part.split(","))]
    return _order(names)


def split_own_list(text: str) -> list[str]:
    """Return the names in a cell of this site's own tables, which are already in printed order.

    A person may have added ``Lee, Ann``, which is put into printed order.
    """
    return [_turn(name.strip()) for name in text[:LONGEST].split(";") if name.strip()]


def _is_inverted(text: str) -> bool:
    """Return whether a text with commas is one name, such as ``Lee, Ann`` or ``van der Brood, Jan``."""
    family, comma, given = text.partition(",")
    words = family.split()
    return bool(comma and words) and "," not in given and (len(words) == 1 or words[0].islower())


def _order(names: list[str]) -> list[str]:
    names = [AND_OTHERS.sub("", name).strip(" ,\t\n") for name in names]
    names = [name for name in names if name and name.lower() not in OTHERS]
    # "Lee A." is a family name and an initial only where all names look like this
    if names and all(INITIALS_LAST.match(name) and "," not in name for name in names):
        matches = [INITIALS_LAST.match(name) for name in names]
        return [f"{FULL_STOP.sub('', match['initials'])} {match['family']}" for match in matches if match]
    return [_turn(name) for name in names]


def _turn(name: str) -> str:
    """Return ``Lee, Ann`` and ``Lee, Ann, Jr.`` in printed order; ``Bakers & Sons, Ltd.`` as it is."""
    parts = [part.strip() for part in name.split(",")]
    if " " in parts[0] and split_name(name).is_organization:
        return name
    if len(parts) == 2:
        return f"{parts[0]} {parts[1]}" if parts[1].lower() in SUFFIXES else join_name(*parts)
    if len(parts) == 3:
        first, second = (parts[1], parts[2]) if parts[2].lower() in SUFFIXES else (parts[2], parts[1])
        return join_name(parts[0], first, suffix=second)
    return name

"""Lists of names in BibTeX and biblatex: split at ``and``, each put into printed order."""

import re
from collections.abc import Iterator

from generator.readers.bibliography import join_name
from generator.text.names import NAME_SUFFIX

# Ann Lee and Bo Kim   (also inside {Flour and Bread}, which stays whole)
AND = re.compile(r"\s+and(?=\s)|[{}]", re.I)
COMMA = re.compile(r"[{},]")
# {Flour Lab}   (a name that is not split into parts)
BRACED = re.compile(r"\{(?P<inner>(?:[^{}]|\{[^{}]*\})*)\}\Z")
# family=Oord, given=Aaron, prefix=van den, useprefix=true
EXTENDED = re.compile(r"\s*\"?\s*(?:family|given|prefix|suffix)(?:-i)?\s*=", re.I)
PART = re.compile(r"\s*\"?\s*(?P<name>[a-z-]{1,30})\s*=\s*(?P<value>.*?)\s*\"?\s*\Z", re.I | re.S)
# Donald~E. Knuth
TIE = re.compile(r"(?<!\\)~")


def split_at(text: str, separator: re.Pattern[str]) -> Iterator[str]:
    """Return the parts of a text between separators that are not in braces."""
    depth = begin = 0
    for match in separator.finditer(text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(depth - 1, 0)
        elif not depth:
            yield text[begin : match.start()]
            begin = match.end()
    yield text[begin:]


def split_names(value: str) -> list[str]:
    """Return the names in a field, still as LaTeX, without ``others``."""
    names = (name.strip() for name in split_at(f" {value} ", AND))
    return [name for name in names if name and name.lower() != "others"]


def unbrace(name: str) -> str | None:
    """Return what a name that is in braces as a whole consists of, such as an organization; else None."""
    match = BRACED.match(name)
    return match["inner"] if match else None


def order_name(raw: str) -> tuple[str, bool]:
    """Return a name, still as LaTeX, in printed order, and whether its commas made sense.

    Accepts ``First Last``, ``Last, First``, ``Last, Jr., First`` and biblatex's ``family=…, given=…``.
    """
    raw = TIE.sub(" ", raw)
    if EXTENDED.match(raw):
        found = (PART.match(part) for part in split_at(raw, COMMA))
        parts = {match["name"].lower(): match["value"] for match in found if match}
        return join_name(*(parts.get(name, "") for name in ("family", "given", "prefix", "suffix"))), True
    parts_list = [part.strip() for part in split_at(raw, COMMA)]
    if len(parts_list) == 1:
        return raw, True
    if len(parts_list) == 2:
        return join_name(parts_list[0], parts_list[1]), True
    family, suffix, *given = parts_list
    if NAME_SUFFIX.match(suffix) or not suffix:
        return join_name(family, " ".join(given), "", suffix), len(given) == 1
    if len(given) == 1 and NAME_SUFFIX.match(given[0]):  # Lee, Ann, Jr.
        return join_name(family, suffix, "", given[0]), True
    return join_name(family, " ".join(given), "", suffix), False

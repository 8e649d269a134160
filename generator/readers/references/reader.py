"""Plain lists of formatted references, as copied from a bibliography: numbered or not, wrapped or not."""

import re
from collections.abc import Iterator

from generator.readers.base import shorten
from generator.readers.bibliography import Work, add_work
from generator.readers.collector import Collector
from generator.readers.references.parsing import LONGEST_REFERENCE, NUMBER, Reference, parse_reference
from generator.text.identifiers import find_dois

NAME = "list of references"
SAMPLE = 100_000
"""Number of characters used to recognize the format."""
# References  ·  Works cited:
TITLE = re.compile(r"(?:references|bibliography|works cited|literature(?: cited)?|publications)\s?:?", re.I)
# a line of words without a period: the heading of a group
LONGEST_HEADING_WORDS = 8
FEWEST_WORDS = 5
"""Fewest words in a line that may be a reference on its own."""
MOST_LINES = 40
"""Most lines over which a reference may be wrapped."""
YEAR = re.compile(r"(?<![\d/.–-])(?:1[6-9]|20)\d\d(?![\d/–-])")
# 2019. Deep proofing
YEAR_AND_PERIOD = re.compile(r"\s*(?:1[6-9]|20)\d\d\.\s")
# Available from …  ·  Retrieved June 3, 2021
ACCESS = re.compile(r"\s*(?:available|retrieved|accessed|https?:|doi\b|url\b|in:|arxiv)", re.I)
NO_REFERENCES = ("<", "{", "[{", "@", "%", "#")


def split_references(text: str) -> Iterator[tuple[int, str]]:
    """Yield the references in a list with their lines, split at numbers, blank lines, indents or lines.

    Lists may mix these: a line that is a complete reference after another complete one stands on its own.
    """
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    numbered = sum(map(_has_number, filled)) * 3 >= len(filled) > 0
    indented = [line[0] in " \t" for line in filled]
    hangs = any(indented) and not all(indented)
    wraps = len(filled) < len(lines) and any(_continues(lines, place) for place in range(1, len(lines)))
    part: list[str] = []
    begin = 1
    for number, line in enumerate(lines, 1):
        if not line.strip():
            starts = True
        elif numbered:
            starts = _has_number(line)
        elif hangs:
            starts = line[0] not in " \t"
        else:
            starts = not wraps
        if part and (starts or _begins_another(part, line)):
            yield begin, " ".join(part)
            part = []
        if line.strip():
            begin = begin if part else number
            part.append(line.strip())
    if part:
        yield begin, " ".join(part)


def _has_number(line: str) -> bool:
    """Return whether a line begins with the number of a reference, not with a year (``2019. Deep bread``)."""
    return bool(NUMBER.match(line)) and not YEAR_AND_PERIOD.match(line)


def _begins_another(part: list[str], line: str) -> bool:
    """Return whether a line begins a reference although the format of the list does not show it.

    It does if the text above is complete, and the line is a reference or has a year that is not above.
    """
    last = part[-1]
    ends = last[-1] in ".)]>" or last[-1].isdigit() or "http" in last.split()[-1]
    if not ends or len(part) > MOST_LINES or not line.strip():
        return False
    if ACCESS.match(line) or not (years := set(YEAR.findall(line))):
        return False
    above = " ".join(part)[:LONGEST_REFERENCE]
    if not _is_sure(parse_reference(above)):
        return False
    if _is_sure(parse_reference(line)):
        return True
    above_years = set(YEAR.findall(above))
    words = len(line.split())
    return bool(above_years) and not years & above_years and line[0].isupper() and words >= FEWEST_WORDS


def _continues(lines: list[str], place: int) -> bool:
    """Return whether a line continues the one above, which is incomplete."""
    above, line = lines[place - 1].rstrip(), lines[place].strip()
    return bool(above and line) and above[-1] not in ".)>" and len(above) > 40 and "http" not in above[-80:]


def _is_sure(reference: Reference | None) -> bool:
    return bool(
        reference
        and not reference.guessed
        and (reference.authors or reference.organization)
        and (reference.date or reference.venue or reference.doi or reference.arxiv)
    )


def recognizes(text: str) -> bool:
    """Return whether most entries in ``text`` are references with authors, a title, and a venue or year."""
    if text.lstrip().startswith(NO_REFERENCES):
        return False
    parts = [part for _, part in split_references(text[:SAMPLE]) if not TITLE.fullmatch(part)]
    sure = sum(_is_sure(parse_reference(part)) for part in parts[:200])
    return sure > 0 and sure * 2 > len(parts[:200])


def read(text: str, collector: Collector) -> None:
    """Add the references of a list; short lines between them are headings, which become tags."""
    heading = ""
    for line, part in split_references(text):
        if TITLE.fullmatch(part):
            continue
        reference = parse_reference(part) if len(part) <= LONGEST_REFERENCE else None
        if reference and (_is_sure(reference) or reference.sure):
            _add(collector, line, reference, heading)
        elif dois := find_dois(part):
            collector.add_identifier(line, "doi", dois[0], part)
        elif len(part.split()) <= LONGEST_HEADING_WORDS and part[-1] not in ".,;" and not NUMBER.match(part):
            heading = part.strip(" :–—-")
        else:
            expected = "expected a reference with authors, title and year"
            collector.report(line, f"{expected} (got {shorten(part)!r})")


def _add(collector: Collector, line: int, reference: Reference, heading: str) -> None:
    date = reference.date
    work = Work(
        title=reference.title,
        authors=reference.authors,
        organization=reference.organization or None,
        venues=[reference.venue],
        cited=date or None,
        first=date if len(date) > len("2020") else None,
        type=reference.type or None,
        publication=reference.details,
        tags=[heading] if heading else [],
        eprint=reference.arxiv,
        doi=reference.doi,
        addresses=reference.addresses,
    )
    add_work(collector, line, work)

"""Records made of tagged lines, as in RIS, PubMed, Web of Science and Refer.

A line begins with a tag, or continues the value above it::

    TY  - JOUR
    TI  - Fast Crumb
    Estimation
    ER  -
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.readers.base import shorten
from generator.readers.bibliography import join_name
from generator.readers.collector import Collector
from generator.text.names import split_name

# 12.   (a number before a record, as rispy writes)
NUMBER = re.compile(r"\d{1,9}\.\Z")
# Jr.  ·  III
SUFFIX = re.compile(r"(?:[js]r\.?|I{2,3}|IV)\Z", re.I)
# Adler D.G., as Embase and Scopus write names
FAMILY_FIRST = re.compile(r"(?P<family>[^,.]{2,100}) (?P<given>(?:[^\W\d_]\.[ -]?){1,5})\Z")
# AB in "Lee, AB"
INITIALS = re.compile(r"\s{0,3}[A-Z]{2,4}\Z")
# B in "Lee, Ann B"
INITIAL = re.compile(r"(?<![\w.-])[^\W\d_](?![\w.'’-])")


@dataclass(slots=True, kw_only=True)
class Record:
    """The tags and values of a record, in order; the lines of a value are joined by ``\\n``."""

    line: int
    pairs: list[tuple[str, str]]
    values: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for tag, value in self.pairs:
            self.values.setdefault(tag, []).append(value)

    def all(self, *tags: str) -> list[str]:
        """Return the values of all ``tags``, in the order of the tags."""
        return [value for tag in tags for value in self.values.get(tag, ())]

    def first(self, *tags: str) -> str:
        """Return the first value of the first of ``tags`` that has one; empty if none has."""
        return next(iter(self.all(*tags)), "")

    def split(self, separator: re.Pattern[str], *tags: str) -> list[str]:
        """Return the parts of all values of ``tags`` between separators."""
        parts = (part.strip() for value in self.all(*tags) for part in separator.split(value))
        return [part for part in parts if part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a format marks records.

    Attributes:
        tag: matches a line with a tag, as the groups ``tag`` and ``value``.
        first: the tag that begins a record.
        last: the tag that ends a record; if there is none, a record ends where the next begins.
        blank: whether a tag after a blank line also begins a record.
        ignored: tags of the file as a whole, which belong to no record.
        titles: tags of which a record without the first tag needs at least one; other lines are left out.
    """

    tag: re.Pattern[str]
    first: str
    last: str = ""
    blank: bool = False
    ignored: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class _Splitter:
    """Splits lines into records, and reports everything outside them."""

    layout: Layout
    collector: Collector
    values: list[tuple[int, str, list[str]]] = field(default_factory=list)
    """Line number, tag and lines of each value of the record being read."""
    stray: list[tuple[int, str]] = field(default_factory=list)

    def split(self, text: str) -> Iterator[Record]:
        layout = self.layout
        after_blank = False
        for number, raw in enumerate(text.split("\n"), 1):
            line = raw.rstrip()
            match = layout.tag.match(line)
            tag = match["tag"] if match else ""
            if match and tag in layout.ignored:
                continue
            if layout.last and tag == layout.last:
                if not self.values:
                    got = f"expected {layout.first!r} before {tag!r} (got no record)"
                    self.collector.report(number, got, severity="warning")
                yield from self.finish()
            elif match:
                begins = tag == layout.first or (layout.blank and after_blank)
                if begins and self.values and self.values[-1][1] != layout.first:
                    yield from self.finish(f"another {tag!r}")
                self.values.append((number, tag, [match["value"].strip()]))
            elif self.values:
                self.values[-1][2].append(line.strip())
            elif not NUMBER.match(bare := line.strip("\ufeff ")) and bare:
                self.stray.append((number, line))
            after_blank = not line
        yield from self.finish("the end of the file")
        self.report_stray()

    def finish(self, got: str = "") -> Iterator[Record]:
        """Yield the record being read; ``got`` is what was found instead of its last tag."""
        if not self.values:
            return
        line, tag, lines = self.values[0]
        first, last, titles = self.layout.first, self.layout.last, self.layout.titles
        if titles and tag != first and not any(tag in titles for _, tag, _ in self.values):
            self.stray += [(number, f"{tag} {lines[0]}") for number, tag, lines in self.values]
            self.values = []
            return
        if last and tag != first:
            found = shorten(f"{tag} {lines[0]}", 60)
            message = f"expected {first!r} at the beginning of a record (got {found!r})"
            self.collector.report(line, message)
        elif last and got:
            message = f"expected {last!r} at the end of the record (got {got})"
            self.collector.report(line, message, severity="warning")
        pairs = [(tag, "\n".join(lines).strip()) for _, tag, lines in self.values]
        self.values = []
        yield Record(line=line, pairs=pairs)

    def report_stray(self) -> None:
        """Report the lines outside records."""
        if self.stray:
            number, line = self.stray[0]
            more = f" and {len(self.stray) - 1} more lines outside of records" if len(self.stray) > 1 else ""
            message = f"expected a record (got {shorten(line, 60)!r}{more}; left out)"
            self.collector.report(number, message, severity="warning")


def split_records(text: str, layout: Layout, collector: Collector) -> Iterator[Record]:
    """Yield the records of a text; report everything outside them."""
    return _Splitter(layout=layout, collector=collector).split(text)


def order_name(name: str) -> str:
    """Return ``Family, Given``, ``Family, Given, Jr.`` or ``Family G.`` in printed order.

    An organization such as ``Bakers & Sons, Ltd.`` is kept as it is.
    """
    if match := FAMILY_FIRST.match(name):
        return f"{match['given']} {match['family']}"
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) > 1 and " " in parts[0] and split_name(name).is_organization:
        return name.strip()
    if len(parts) == 3 and SUFFIX.match(parts[2]):
        return join_name(parts[0], parts[1], suffix=parts[2])
    return join_name(*parts) if len(parts) in (1, 2) else name.strip()


def dot_initials(name: str) -> str:
    """Return ``Lee, AB`` as ``Lee, A. B.`` and ``Lee, Ann B`` as ``Lee, Ann B.``; databases omit periods."""
    family, comma, given = name.partition(",")
    if INITIALS.match(given) and not family.isupper():
        return f"{family}, " + " ".join(f"{letter}." for letter in given.strip())
    return family + comma + INITIAL.sub(r"\g<0>.", given)

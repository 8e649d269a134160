"""Unicode and white space: what a text may contain at all."""

import re
import unicodedata

# characters that no text of a record may contain: C0 and C1 controls except for white space,
# bidirectional overrides and isolates, zero-width characters, noncharacters, lone surrogates
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
# white space that some programs treat as a line break and others do not
ODD_SPACES = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
# any run of white space, including line separators and no-break spaces
SPACES = re.compile(r"\s+")
# a blank line between two paragraphs
PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")

# implausibly long runs of symbols, which may be accents on one letter
LONG_RUN_OF_SIGNS = re.compile(r"[^\w\s\x00-\x7f]{31,}")
MOST_MARKS = 30
"""Most accents on one letter (https://unicode.org/reports/tr15/#Stream_Safe_Text_Format); sorting them takes
quadratic time."""


def _drop_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in match[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def remove_unprintable(text: str) -> str:
    """Return ``text`` without characters that break XML, YAML or Markdown, or disguise what it says.

    Line breaks are kept, and up to 30 accents on a letter.
    """
    return LONG_RUN_OF_SIGNS.sub(_drop_marks, UNPRINTABLE.sub("", ODD_SPACES.sub(" ", text)))


def clean(text: str) -> str:
    """Return ``text`` in NFC on one line, without control characters, with single spaces."""
    if text.isascii() and text.isprintable():
        # nothing to remove, as in most texts
        return text.strip() if "  " not in text else " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", remove_unprintable(text)).split())


def clean_paragraphs(text: str) -> str:
    """Return ``text`` with each paragraph cleaned as by :func:`clean` and a blank line between paragraphs."""
    if "\n" not in text:
        return clean(text)
    return "\n\n".join(filter(None, map(clean, PARAGRAPH_BREAK.split(text))))

"""Abbreviations explained in a text."""

import re

# Mixture of Experts (MoE)  ·  graph neural networks (GNNs)
ABBREVIATION = re.compile(r"\((?P<short>[A-Za-z]{0,20}[A-Z][A-Za-z-]{0,20}[A-Z])s?\)")
# convolution  ·  the parts of graph-based
LETTERS = re.compile(r"[A-Za-z]+")
LONGEST_PHRASE = 1_000
"""Characters before an abbreviation that are searched for its long form."""
SMALL_WORDS = frozenset(("a", "and", "for", "in", "of", "on", "the", "to", "with"))
"""Words that need no letter in an abbreviation."""


def find_abbreviations(text: str) -> list[tuple[str, str]]:
    """Return the abbreviations that ``text`` explains, each with its long form, in the order of the text.

    ``Mixture of Experts (MoE)`` gives ``("MoE", "Mixture of Experts")``: every letter must begin a word, in
    order, and only small words may be skipped. Hyphens in the long form become spaces.
    """
    found = []
    for match in ABBREVIATION.finditer(text):
        letters = [letter for letter in match["short"].lower() if letter.isalpha()]
        before = text[max(0, match.start() - LONGEST_PHRASE) : match.start()]
        words = LETTERS.findall(before)[-len(letters) - 4 :]
        first = len(words)
        while letters and first:
            first -= 1
            if words[first][0].lower() == letters[-1]:
                letters.pop()
            elif words[first].lower() not in SMALL_WORDS:
                break
        if not letters:
            found.append((match["short"], " ".join(words[first:])))
    return found

"""The texts of all papers as numbered pieces, so that a piece that many texts share is analyzed once."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from generator.analysis.search.fields import collect_texts, weigh_tokens
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.text.stop_words import FUNCTION_WORDS
from generator.text.tokenizing import split_compounds, stem_token, tokenize

PUNCTUATION = ".,;:!?()[]{}\"'"
"""What may surround a piece without being part of a word."""

WeighedWords = tuple[tuple[str, float], ...]
"""Words and what each counts; parts of a word count less than 1."""


class Piece(NamedTuple):
    """What the index needs to know about a run of characters without spaces.

    Attributes:
        words: its words, and the parts of those in camel case.
        compounds: its compounds, each written as one word.
        stems: the stems of its words, each with a space behind.
    """

    words: WeighedWords
    compounds: tuple[str, ...]
    stems: str


class Texts:
    """The texts of one field, one paper after the other.

    Attributes:
        pieces: the numbers of all pieces.
        ends: where each text ends in ``pieces``, after a 0 for the beginning of the first.
    """

    def __init__(self) -> None:
        self.pieces = array("I")
        self.ends = array("q", [0])

    def append(self, pieces: Iterable[int]) -> None:
        """Add the text of the next paper."""
        self.pieces.extend(pieces)
        self.ends.append(len(self.pieces))

    def __iter__(self) -> Iterator[Sequence[int]]:
        """Yield the pieces of each text."""
        return (self.pieces[start:end] for start, end in pairwise(self.ends))


class Pieces:
    """The texts of papers.

    Attributes:
        texts: field -> its texts, in the order of the papers.
        stems: for each piece the stems of its words, each with a space behind.
        words: for each piece its words, and its compounds that some paper writes as one word.
        title_words: the same for the pieces of titles, with all of their compounds.
    """

    def __init__(self, papers: Iterable[Paper], catalog: Catalog) -> None:
        number_of: defaultdict[str, int] = defaultdict()
        number_of.default_factory = number_of.__len__
        self.texts: defaultdict[str, Texts] = defaultdict(Texts)
        for paper in papers:
            for name, text in collect_texts(paper, catalog).items():
                self.texts[name].append(map(number_of.__getitem__, text.split()))
        analyze = cache(_analyze)
        pieces = [analyze(piece.strip(PUNCTUATION)) for piece in number_of]
        known = {word for piece in pieces for word, _ in piece.words}
        self.stems = [piece.stems for piece in pieces]
        self.words = [_add_compounds(piece, known.__contains__) for piece in pieces]
        self.title_words = self.words.copy()
        for number in set(self.texts["title"].pieces):
            self.title_words[number] = _add_compounds(pieces[number], bool)

    def join_stems(self, numbers: Iterable[int]) -> str:
        """Return the stems of the words of a text, with a space before and behind each."""
        return " " + "".join(map(self.stems.__getitem__, numbers))


def _analyze(piece: str) -> Piece:
    if piece.isascii() and piece.isalnum() and piece[1:] == piece[1:].lower():
        word = piece.lower()  # nothing else, as most pieces
        return Piece(() if word in FUNCTION_WORDS else ((word, 1.0),), (), f"{stem_token(word)} ")
    return Piece(
        words=tuple(weigh_tokens(piece)),
        compounds=tuple(map("".join, split_compounds(piece))),
        stems="".join(f"{stem_token(word)} " for word in tokenize(piece)),
    )


def _add_compounds(piece: Piece, is_wanted: Callable[[str], bool]) -> WeighedWords:
    if not piece.compounds:
        return piece.words
    return (*piece.words, *((word, 1.0) for word in piece.compounds if is_wanted(word)))

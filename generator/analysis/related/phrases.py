"""The words and phrases of all papers, numbered, and the way they are printed."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.analysis.related.sparse_rows import Integers
from generator.text.links import ADDRESS
from generator.text.plurals import drop_plural
from generator.text.stop_words import EVERYDAY_WORDS, GENERIC_WORDS

Flags = NDArray[np.bool_]

# tokens of "a k-means_2 (new)": a, k, -, means, _, 2, (, new, )
TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
JOINTS = frozenset("-‐‑–/")
"""What may be between two words of a phrase: "message-passing" is "message passing"."""
CONNECTORS = frozenset({"of", "for", "to"})
"""Words that may be inside a phrase without counting: "theory of mind"."""
SUFFIXES = frozenset({"aware", "based", "driven", "free", "level", "like", "specific", "wise"})
"""Second halves of compounds that leave the first half's meaning as it is: "attention-based"."""
SENTENCE_ENDS = frozenset((*".!?:", ""))
LONGEST_PHRASE = 3
"""Most words in a phrase."""
LEAST_PAPERS = 2
"""Papers that must have a phrase for it to count."""
SAMPLE = 8
"""About how many occurrences of a phrase are compared to find its most frequent form."""


class PaperText(NamedTuple):
    """What is compared of a paper: title, summary and abstract; topic ids, the primary one first."""

    fields: tuple[str, str, str]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one length that several papers have, and where they are.

    Attributes:
        length: number of words of each phrase.
        positions: where each occurrence begins, phrase by phrase and ascending for each.
        starts: where the positions of each phrase begin, and where those of the last one end.
        parts: the numbers of the two phrases of one word less in each phrase ("graph neural" and "neural
            network"), or -1 where such a part does not count.
    """

    length: int
    positions: Integers
    starts: Integers
    parts: Integers

    @property
    def count(self) -> int:
        """Number of phrases."""
        return len(self.starts) - 1

    @property
    def numbers(self) -> Integers:
        """The phrase of each occurrence: 0, 1, 2 ..."""
        return np.repeat(np.arange(self.count, dtype=np.int32), np.diff(self.starts))


class PhraseReader:
    """All texts as one sequence of numbered words without plurals; 0 is a break that no phrase crosses.

    Words that say little (``GENERIC_WORDS``, numbers, letters) count only as part of a compound: "few-shot".

    Attributes:
        papers: the row of the paper at each position.
        fields: the number of the field at each position.
        words: the number of the word at each position.
        generic: whether the word says little.
        opens, closes: whether a phrase may begin or end here without cutting a compound in two.
    """

    def __init__(self, texts: Iterable[PaperText]) -> None:
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        end_of_text = numbers[""]
        found = array("i")
        lengths = array("i")
        for text in texts:
            for content in text.fields:
                before = len(found)
                if "://" in content:
                    content = ADDRESS.sub(" . ", content)
                found.extend(map(numbers.__getitem__, TOKEN.findall(content)))
                found.append(end_of_text)
                lengths.append(len(found) - before)
        self._tokens = np.frombuffer(found, np.int32)
        self._spellings = list(numbers)
        fields = np.repeat(np.arange(len(lengths), dtype=np.int32), np.frombuffer(lengths, np.int32))
        self._number_words()
        self._join_words(fields)

    def _number_words(self) -> None:
        """Give each spelling the number of its word, and note what else it is."""
        words: defaultdict[str, int] = defaultdict(count(1).__next__)
        folded = [token.casefold() for token in self._spellings]
        singular = [drop_plural(word) for word in folded]
        self._words = np.array([words[word] if word.isalnum() else 0 for word in singular], np.int32)
        self._plural = np.array([one != word for one, word in zip(singular, folded, strict=True)], bool)
        self._generic = np.array(
            [word in GENERIC_WORDS or len(word) < 2 or word.isdigit() for word in folded], bool
        )
        self._everyday = self._generic | np.array([word in EVERYDAY_WORDS for word in folded], bool)
        self._joint, self._connector, self._suffix, self._ends = (
            np.array([token in kind for token in self._spellings], bool)
            for kind in (JOINTS, CONNECTORS, SUFFIXES, SENTENCE_ENDS)
        )

    def _join_words(self, fields: Integers) -> None:
        """Drop what phrases ignore: the joints of compounds, and connectors between two words."""
        at = np.flatnonzero(~self._joint[self._tokens]).astype(np.int32)
        tokens = self._tokens[at]
        word = self._words[tokens] > 0
        joined = np.zeros(len(at) + 1, bool)  # to the word before
        joined[1:-1] = (np.diff(at) == 2) & word[1:] & word[:-1]
        suffix = self._suffix[tokens]
        compound = (joined[:-1] | joined[1:]) & ~suffix
        counts = word & (~self._generic[tokens] | compound)
        dropped = self._connector[tokens]
        dropped[1:-1] &= counts[:-2] & counts[2:]
        opens, closes = ~joined[:-1], ~joined[1:]
        closes[:-1] |= suffix[1:]
        counts &= ~dropped
        # of several words that do not count, a single break stays
        kept = counts.copy()
        kept[1:] |= counts[:-1] & ~dropped[1:]
        kept = np.flatnonzero(kept)
        tokens = tokens[kept]
        self._at = at[kept]
        self.papers, self.fields = fields[self._at] // 3, (fields[self._at] % 3).astype(np.int8)
        self.words: Integers = np.where(counts[kept], self._words[tokens], 0).astype(np.int32)
        self.generic, self._vague = self._generic[tokens], self._everyday[tokens]
        self.opens, self.closes = opens[kept], closes[kept]

    def find_phrases(self) -> list[Phrases]:
        """Return the phrases of one word, of two and of three; those that few papers have are left out."""
        starts = np.flatnonzero((self.words > 0) & ~self.generic)
        nothing = np.full(len(self.words), -1, np.int32)
        found = [self._group(starts, self.words[starts], nothing, 1)]
        for length in range(2, LONGEST_PHRASE + 1):
            inner = nothing.copy()
            inner[found[-1].positions] = found[-1].numbers
            if length == 2:
                # next to another word, a word that says little counts too
                numbers = np.where((inner >= 0) | self.generic, self.words, 0)
                starts = np.flatnonzero((numbers[:-1] > 0) & (numbers[1:] > 0))
                starts = starts[~(self.generic[starts] & self.generic[starts + 1])]
            else:
                numbers = inner
                starts = np.flatnonzero((inner[:-1] >= 0) & (inner[1:] >= 0))
            codes = numbers[starts] * np.int64(numbers.max(initial=0) + 1) + numbers[starts + 1]
            found.append(self._group(starts, codes, inner, length))
        return found

    def _group(self, positions: Integers, codes: Integers, inner: Integers, length: int) -> Phrases:
        """Return the phrases with codes at some positions; ``inner`` has the shorter one at any position."""
        order = np.argsort(codes, kind="stable")
        new = np.ones(len(codes), bool)
        new[1:] = np.diff(codes[order]) > 0
        ordered = positions[order].astype(np.int32)
        firsts = np.flatnonzero(new)
        times = np.diff(firsts, append=len(codes))
        new[1:] |= np.diff(self.papers[ordered]) > 0
        papers = np.diff(np.cumsum(new)[firsts], append=int(new.sum()) + 1)
        kept = papers >= LEAST_PAPERS
        starts = np.concatenate([[0], np.cumsum(times[kept])])
        samples = ordered[firsts[kept]]
        parts = inner[samples[:, None] + np.arange(2 if length > 1 else 0)]
        return Phrases(length, ordered[np.repeat(kept, times)], starts, parts)

    def are_whole(self, positions: Integers, length: int) -> Flags:
        """Return whether the runs of words at some positions cut no compound in two."""
        return self.opens[positions] & self.closes[positions + length - 1]

    def are_terms(self, positions: Integers, length: int) -> Flags:
        """Return whether the runs of words at some positions may be terms, such as "spiking neural networks".

        No word of a term says little, a term is more than a compound, and no other word follows it: "sparsely
        activated experts" may be one, and "sparsely activated" is none.
        """
        after = positions + length
        ends = (self.words[after] == 0) | (self._at[after] - self._at[after - 1] > 1)
        inner = positions[:, None] + np.arange(length)
        are_separate = self.opens[inner[:, 1:]].any(axis=1)
        are_vague = self._vague[inner].any(axis=1)
        are_terms: Flags = self.are_whole(positions, length) & ends & are_separate & ~are_vague
        return are_terms

    def are_plural(self, positions: Integers, length: int) -> Flags:
        """Return whether the last words of the runs at some positions have a plural ending."""
        are_plural: Flags = self._plural[self._tokens[self._at[positions + length - 1]]]
        return are_plural

    def print_phrase(self, positions: Integers, length: int) -> str:
        """Return the most frequent form of a phrase at some positions; capitals in running text count."""
        positions = positions[:: 1 + len(positions) // SAMPLE]
        first, last = self._at[positions], self._at[positions + length - 1]
        # capitals mean nothing in titles and at the beginning of a sentence
        is_running = (self.fields[positions] > 0) & ~self._ends[self._tokens[first - 1]]
        running: Counter[str] = Counter()
        elsewhere: Counter[str] = Counter()
        for start, end, counts in zip(first.tolist(), last.tolist(), is_running.tolist(), strict=True):
            tokens = [self._spellings[token] for token in self._tokens[start : end + 1].tolist()]
            if counts:
                running[_join_tokens(tokens)] += 1
            else:
                elsewhere[_join_tokens(token if _is_name(token) else token.lower() for token in tokens)] += 1
        forms = running or elsewhere
        return min(forms, key=lambda form: (-forms[form], len(form), form.swapcase()))


def _join_tokens(tokens: Iterable[str]) -> str:
    text = ""
    for token in tokens:
        text += token if not text or token in JOINTS or text[-1] in JOINTS else f" {token}"
    return text


def _is_name(word: str) -> bool:
    """Return whether capitals inside a word make it a name or an acronym: GraphSAGE, MoE, 3D."""
    return any(char.isupper() for char in word[1:])

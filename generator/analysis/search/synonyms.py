"""Synonyms: other words by which a paper should be found than the ones it uses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from typing import NamedTuple

from generator.analysis.search.fields import FIELD_WEIGHTS
from generator.model.catalog import SearchWords
from generator.text.abbreviations import find_abbreviations
from generator.text.stop_words import FUNCTION_WORDS
from generator.text.tokenizing import split_compounds, stem_token, tokenize

FIELDS = ("title", "aliases", "tldr", "question", "topics", "kind", "abstract")
"""Fields whose phrases have synonyms."""
MOST_REPETITIONS = 3
"""A phrase counts this often in one field at most."""
SYNONYM_SHARE = 0.5
"""Weight of a synonym, where the phrase that a paper uses has 1."""
LEAST_EXPLANATIONS = 2
"""Abstracts that must explain an abbreviation in the same way before it counts as a synonym."""
LEAST_AGREEMENT = 0.7
"""Share of the explanations of an abbreviation that must agree."""


def _stem_phrase(text: str) -> str:
    return "".join(f" {stem_token(word)}" for word in tokenize(text)) + " "


class Expression(NamedTuple):
    """An expression that has synonyms or is one.

    Attributes:
        phrase: the stems of its words, with a space before and behind each.
        stems: the same as a set.
        words: what the index lists a paper under.
    """

    phrase: str
    stems: frozenset[str]
    words: tuple[str, ...]

    def is_in(self, text: str, stems: Set[str]) -> bool:
        """Return whether a text, given as stems like ``phrase`` and as their set, has the expression."""
        return self.stems <= stems and (len(self.stems) == 1 or self.phrase in text)


@cache
def _read_expression(text: str) -> Expression:
    phrase = _stem_phrase(text)
    words = (*tokenize(text), *map("".join, split_compounds(text)))
    return Expression(
        phrase, frozenset(phrase.split()), tuple(word for word in words if word not in FUNCTION_WORDS)
    )


class Synonyms:
    """Looks up the synonyms of the phrases in a text."""

    def __init__(self, words: SearchWords, abstracts: Iterable[str]) -> None:
        """Take the synonyms of ``search.yml`` and the abbreviations that ``abstracts`` agree on."""
        found_by: defaultdict[Expression, list[Expression]] = defaultdict(list)
        for group in (*words.synonyms, *_agreed_abbreviations(abstracts)):
            for text in group:
                found_by[_read_expression(text)] += [
                    _read_expression(other) for other in group if other != text
                ]
        for text, more in words.found_by.items():
            found_by[_read_expression(text)] += map(_read_expression, more)
        self._by_first_word: defaultdict[str, list[tuple[Expression, list[Expression]]]] = defaultdict(list)
        for expression, others in found_by.items():
            if expression.stems:
                self._by_first_word[expression.phrase.split()[0]].append((expression, others))

    def find_openers(self, texts: Iterable[str]) -> set[int]:
        """Return the numbers of the texts, given as stems, that have the first word of an expression."""
        first_words = self._by_first_word.keys()
        return {number for number, text in enumerate(texts) if not first_words.isdisjoint(text.split())}

    def find_missing(self, fields: Mapping[str, str]) -> dict[str, float]:
        """Return the words of synonyms that a paper does not use itself, each with its weight.

        A synonym counts by where and how often the paper uses the expression: a verb in passing in the
        abstract counts less than a word of the title.

        Args:
            fields: field -> stems of its words, with a space before and behind each.
        """
        whole = "|".join(fields.values())
        stems = set(whole.split())
        added: dict[str, float] = {}
        for first_word in stems & self._by_first_word.keys():
            for expression, others in self._by_first_word[first_word]:
                if not expression.is_in(whole, stems):
                    continue
                strength = SYNONYM_SHARE * sum(
                    FIELD_WEIGHTS[name] * min(MOST_REPETITIONS, fields[name].count(expression.phrase))
                    for name in FIELDS
                )
                for other in others:
                    if not other.is_in(whole, stems):
                        for word in other.words:
                            added[word] = max(added.get(word, 0.0), strength)
        return added


def _agreed_abbreviations(abstracts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield abbreviations with their long form, where enough abstracts explain them in the same way."""
    explained: defaultdict[str, Counter[str]] = defaultdict(Counter)
    printed: dict[str, str] = {}
    for abstract in abstracts:
        for short, long_form in find_abbreviations(abstract):
            key = _stem_phrase(long_form)
            explained[short][key] += 1
            printed.setdefault(key, long_form)
    for short, forms in sorted(explained.items()):
        key, count = min(forms.items(), key=lambda item: (-item[1], item[0]))
        if count >= LEAST_EXPLANATIONS and count >= LEAST_AGREEMENT * forms.total():
            yield short, printed[key]

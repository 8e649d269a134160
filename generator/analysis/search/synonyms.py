"""Synonyms: other words by which a paper should be found than the ones it uses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.analysis.search.fields import FIELD_WEIGHTS
from generator.model.catalog import SearchWords
from generator.text.abbreviations import find_abbreviations
from generator.text.stop_words import FUNCTION_WORDS
from generator.text.tokenizing import split_compounds, stem_word, tokenize

SYNONYMS_FIELD = "synonyms"
"""Name of the field that holds the synonyms of a paper's words."""
FIELDS = ("title", "tldr", "question", "topics", "kind", "abstract")
"""Fields whose phrases have synonyms."""
MOST_REPETITIONS = 3
"""A phrase counts this often in one field at most."""
SYNONYM_SHARE = 0.5
"""Weight of a synonym, where the phrase that a paper uses has 1."""
LEAST_EXPLANATIONS = 2
"""Abstracts that must explain an abbreviation in the same way before it counts as a synonym."""
LEAST_AGREEMENT = 0.7
"""Share of the explanations of an abbreviation that must agree."""


def stem_token(word: str) -> str:
    """Return the stem of a folded word; short words and other scripts are left alone."""
    return word if len(word) <= 3 or not word.isascii() else stem_word(word)


def _stem_phrase(text: str) -> str:
    return " ".join(stem_token(word) for word in tokenize(text))


class Synonyms:
    """Looks up the synonyms of the phrases in a text."""

    def __init__(self, words: SearchWords, abstracts: Iterable[str]) -> None:
        """Take the synonyms of ``search.yml`` and the abbreviations that ``abstracts`` agree on."""
        others: defaultdict[str, list[str]] = defaultdict(list)
        for group in (*words.synonyms, *_agreed_abbreviations(abstracts)):
            for phrase in group:
                others[_stem_phrase(phrase)] += [other for other in group if other != phrase]
        for phrase, more in words.found_by.items():
            others[_stem_phrase(phrase)] += more
        self._others = {phrase: tuple(dict.fromkeys(more)) for phrase, more in others.items() if phrase}
        self._by_first_word: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in sorted(self._others):
            self._by_first_word[phrase.split(" ", 1)[0]].append(phrase)

    def find_missing(self, texts: Mapping[str, str]) -> dict[str, float]:
        """Return the words of synonyms that a paper does not use itself, each with its weight.

        A synonym counts by where and how often the paper uses the phrase: a verb in passing in the abstract
        counts less than a word of the title.

        Args:
            texts: field -> text of one paper.
        """
        fields = {name: f" {_stem_phrase(text)} " for name, text in texts.items()}
        whole = " | ".join(fields.values())
        first_words = sorted(set(whole.split()) & self._by_first_word.keys())
        phrases = {phrase for word in first_words for phrase in self._by_first_word[word]}
        added: dict[str, float] = {}
        for phrase in sorted(phrases):
            if f" {phrase} " not in whole:
                continue
            strength = SYNONYM_SHARE * sum(
                FIELD_WEIGHTS[name] * min(MOST_REPETITIONS, fields[name].count(f" {phrase} "))
                for name in FIELDS
                if name in fields
            )
            for other in self._others[phrase]:
                if f" {_stem_phrase(other)} " not in whole:
                    for word in (*tokenize(other), *map("".join, split_compounds(other))):
                        if word not in FUNCTION_WORDS:
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

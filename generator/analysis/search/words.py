"""All words of a list and the classes that their forms belong to."""

from collections.abc import Iterable

from generator.text.tokenizing import stem_token

MOST_FORMS = 15
"""Forms of a word that are distinguished; any further ones count as the last."""


class Words:
    """All words, sorted. Words with the same stem are a class; classes are in the order of their first word.

    Attributes:
        number_of: the words with their numbers.
        classes: the class of each word.
        sizes: how many words each class has.
        forms: which form of its class each word is, as a bit; 0 if the class has no other.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.number_of = {word: number for number, word in enumerate(sorted(words))}
        stems: dict[str, int] = {}
        self.classes = [stems.setdefault(stem_token(word), len(stems)) for word in self.number_of]
        self.sizes = [0] * len(stems)
        for number in self.classes:
            self.sizes[number] += 1
        seen = [0] * len(stems)
        self.forms: list[int] = []
        for number in self.classes:
            self.forms.append(1 << min(seen[number], MOST_FORMS - 1) if self.sizes[number] > 1 else 0)
            seen[number] += 1

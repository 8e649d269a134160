"""A made-up catalog of any size, to measure how the generator scales; always the same.

Words are made of syllables; their frequency follows Zipf's law, with a vocabulary that keeps growing as that
of English does, and some words for each topic. The index of such a list is about as large as that of as many
real papers.
"""

from __future__ import annotations

import re
from bisect import bisect
from itertools import accumulate
from random import Random

from generator.model.catalog import Catalog, Site
from generator.model.paper import Links, Paper
from generator.model.settings import KINDS
from generator.model.taxonomy import Group, Taxonomy, Topic

__all__ = ["make_catalog"]

CONSONANTS = re.findall(
    r"\w+", "b c d f g h j k l m n p r s t v w z br cl cr dr fl gr pl pr qu sc sh sp st str th tr"
)
VOWELS = re.findall(r"\w+", "a e i o u a e i o ea ou ai io")
ENDINGS = ["", "", "", *re.findall(r"\w+", "n r l s t nt rd ck x ble tion ment ing ed al ic")]
FUNCTION_WORDS = re.findall(
    r"\w+", "the of and to in a for is on that with we as by are this from an can which our be it"
)
VOCABULARY = 120_000
TOPIC_WORDS = 400


class _Zipf:
    """Draws ranks below ``size`` with a probability proportional to 1 / (rank + 2.7) ** 1.05."""

    def __init__(self, size: int) -> None:
        self._sums = list(accumulate(1 / (rank + 2.7) ** 1.05 for rank in range(size)))

    def draw(self, random: Random) -> int:
        return min(bisect(self._sums, random.random() * self._sums[-1]), len(self._sums) - 1)


def _make_words(count: int, random: Random) -> list[str]:
    """Return distinct words; the first, which are the most frequent, are the shortest."""
    words: dict[str, None] = {}
    while len(words) < count:
        syllables = 1 + min(3, (len(words) // 400 > 0) + (len(words) // 8000 > 0) + (random.random() < 0.4))
        word = "".join(random.choice(CONSONANTS) + random.choice(VOWELS) for _ in range(syllables))
        words[word + random.choice(ENDINGS)] = None
    return list(words)


def make_catalog(count: int = 10_000, *, topics: int = 36, seed: int = 20) -> Catalog:
    """Return a catalog of ``count`` made-up papers on ``topics`` topics.

    Args:
        count: number of papers.
        topics: number of topics, in groups of six.
        seed: each seed gives another list.
    """
    random = Random(seed)
    words = _make_words(VOCABULARY, random)
    general = _Zipf(VOCABULARY)
    special = _Zipf(TOPIC_WORDS)
    own = [[random.choice(words[200:40_000]) for _ in range(TOPIC_WORDS)] for _ in range(topics)]
    first = [word.capitalize() for word in _make_words(600, random)]
    last = [word.capitalize() for word in _make_words(6000, random)]
    names = [f"{random.choice(first)} {random.choice(last)}" for _ in range(2 * count + 10)]
    venues = [f"Conference {word.upper()}" for word in words[300:340]]
    taxonomy = Taxonomy(
        groups=tuple(
            Group(
                id=f"group-{start}",
                title=f"Group of {words[700 + start]}",
                topics=tuple(
                    Topic(
                        id=f"topic-{number}",
                        title=f"{own[number][0].capitalize()} and {own[number][1]}",
                        scope=f"All of {own[number][2]}.",
                    )
                    for number in range(start, min(topics, start + 6))
                ),
            )
            for start in range(0, topics, 6)
        )
    )

    def draw(topic: int) -> str:
        chance = random.random()
        if chance < 0.35:
            return random.choice(FUNCTION_WORDS)
        return own[topic][special.draw(random)] if chance < 0.55 else words[general.draw(random)]

    papers: dict[str, Paper] = {}
    for number in range(count):
        topic = random.randrange(topics)
        text = [draw(topic) for _ in range(random.randint(120, 240))]
        rare = [word for word in text if word not in FUNCTION_WORDS]
        method = "".join(random.choice(rare)[:6].capitalize() for _ in range(2))
        sentences = []
        while text:
            length = random.randint(12, 26)
            sentences.append(" ".join(text[:length]).capitalize() + ".")
            text = text[length:]
        year = 2012 + int(14 * random.random() ** 0.5)
        others = [
            other for other in random.sample(range(topics), 2) if other != topic and random.random() < 0.3
        ]
        title = " ".join(random.sample(rare, random.randint(5, 9))).capitalize()
        slug = f"{method.lower()}-{number}"
        papers[slug] = Paper(
            slug=slug,
            title=f"{method}: {title}" if random.random() < 0.5 else title,
            authors=tuple(random.sample(names, random.randint(1, 8))) if random.random() < 0.9 else (),
            published=f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
            venue=random.choice(venues) if random.random() < 0.7 else None,
            venue_year=year,
            links=Links(
                arxiv=f"{year % 100:02}{random.randint(1, 12):02}.{number:05}"
                if random.random() < 0.8
                else None,
                code=(f"https://github.com/{method.lower()}/{method}",) if random.random() < 0.4 else (),
            ),
            topics=tuple(f"topic-{value}" for value in (topic, *others)),
            kind=(random.choice(list(KINDS)),) if random.random() < 0.95 else (),
            tldr=f"{method} {' '.join(random.sample(rare, 18))}.",
            abstract=" ".join(sentences),
            added=f"{year + 1}-01-01",
        )
    return Catalog(site=Site(name="Made-up list"), taxonomy=taxonomy, papers=papers)

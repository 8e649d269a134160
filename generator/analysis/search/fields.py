"""The searchable fields of a paper, and how much a word in them says about it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.text.stop_words import FUNCTION_WORDS
from generator.text.tokenizing import WORD, fold, strip_marks

FIELD_WEIGHTS = {
    "abstract": 1.0,
    "authors": 3.0,
    "code": 0.5,
    "kind": 0.4,
    "question": 1.5,
    "synonyms": 0.9,
    "title": 3.0,
    "tldr": 1.5,
    "topics": 0.8,
    "venue": 0.8,
}
LENGTH_PENALTIES = {"abstract": 0.6, "authors": 0.2, "question": 0.3, "title": 0.3, "tldr": 0.3}
"""How strongly a field's length counts against its words, 0 to 1 (BM25's b); 0 for the other fields."""
SATURATION = 1.2
"""How soon further occurrences of a word stop counting (BM25's k1)."""

WordCounts = Mapping[str, Mapping[str, float]]
"""Field -> word -> how often it occurs there; parts of a word count less than 1."""

# GraphSAGE -> Graph|SAGE, DeepNets -> Deep|Nets; GNNs stays whole
CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
# https://github.com/GTmac/FastRP -> GTmac, FastRP
REPOSITORY = re.compile(r"https?://[^/]+/([^/?#]+)/([^/?#]+)")
PART_WEIGHT = 0.4
"""Weight of a part of a word in camel case, where a whole word has 1."""


def weigh_tokens(text: str) -> list[tuple[str, float]]:
    """Return the words of ``text`` without function words, each with its weight, in order.

    A word in camel case is followed by its parts.
    """
    found: list[tuple[str, float]] = []
    for word in WORD.findall(strip_marks(text)):
        found.append((fold(word), 1.0))
        if not word[1:].islower() and len(parts := CAMEL_CASE.split(word)) > 1:
            found += [(fold(part), PART_WEIGHT) for part in parts if len(part) > 1]
    return [(token, weight) for token, weight in found if token not in FUNCTION_WORDS]


def collect_texts(paper: Paper, catalog: Catalog) -> dict[str, str]:
    """Return the text of each searchable field of a paper; "" if it has none."""
    topics = catalog.taxonomy.topics
    repositories = (match for url in paper.links.code if (match := REPOSITORY.match(url)))
    organization = (paper.organization.name,) if paper.organization else ()
    years = dict.fromkeys((paper.venue_year, paper.year))
    return {
        "title": paper.title,
        "authors": " ; ".join((*paper.authors, *organization)),
        "tldr": paper.tldr or "",
        "question": paper.question or "",
        "topics": " ; ".join(topics[topic].title for topic in paper.topics if topic in topics),
        "kind": paper.kind or "",
        "venue": " ".join(str(part) for part in (paper.venue, *years) if part),
        "code": " ".join(" ".join(match.groups()) for match in repositories),
        "abstract": paper.abstract,
    }


def weigh_words(counted: Sequence[WordCounts], class_of: Mapping[str, int]) -> list[dict[int, float]]:
    """Return for each class the weight, between 0 and 1, of each paper that has one of its words.

    Args:
        counted: the words of each paper by field.
        class_of: the class of each word.
    """
    weights: list[dict[int, float]] = [{} for _ in range(max(class_of.values(), default=-1) + 1)]
    lengths = {name: [sum(fields.get(name, {}).values()) for fields in counted] for name in FIELD_WEIGHTS}
    means = {name: sum(found) / max(1, sum(map(bool, found))) for name, found in lengths.items()}
    for paper, fields in enumerate(counted):
        sums: defaultdict[int, float] = defaultdict(float)
        for name, weight in FIELD_WEIGHTS.items():
            if name in fields:
                penalty = LENGTH_PENALTIES.get(name, 0.0)
                norm = 1 - penalty + penalty * lengths[name][paper] / means[name]
                for word, count in sorted(fields[name].items()):
                    sums[class_of[word]] += weight * count / norm
        for number, value in sums.items():
            weights[number][paper] = value / (SATURATION + value)
    return weights

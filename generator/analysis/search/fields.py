"""The searchable fields of a paper, and the words in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from generator.analysis.search.synonyms import SYNONYMS_FIELD, Synonyms
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.text.stop_words import FUNCTION_WORDS
from generator.text.tokenizing import WORD, fold, split_compounds, strip_marks

__all__ = ["WordCounts", "count_words", "weigh_tokens"]

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


def count_words(papers: Sequence[Paper], catalogue: Catalogue) -> list[WordCounts]:
    """Return the words of each paper by field, compounds and synonyms included."""
    texts = [_collect_texts(paper, catalogue) for paper in papers]
    tokens = [{name: weigh_tokens(text) for name, text in fields.items()} for fields in texts]
    vocabulary = {word for fields in tokens for found in fields.values() for word, _ in found}
    synonyms = Synonyms(catalogue.search, [paper.abstract for paper in papers])
    counted: list[WordCounts] = []
    for paper_texts, paper_tokens in zip(texts, tokens, strict=True):
        fields: dict[str, Mapping[str, float]] = {}
        for name, text in paper_texts.items():
            counts: Counter[str] = Counter()
            for word, weight in paper_tokens[name]:
                counts[word] += weight  # type: ignore[assignment]  # Counter is typed for whole numbers
            compounds = ("".join(parts) for parts in split_compounds(text))
            counts.update(word for word in compounds if name == "title" or word in vocabulary)
            if counts:
                fields[name] = counts
        if added := synonyms.find_missing(paper_texts):
            fields[SYNONYMS_FIELD] = added
        counted.append(fields)
    return counted


def _collect_texts(paper: Paper, catalogue: Catalogue) -> dict[str, str]:
    topics = catalogue.taxonomy.topics
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

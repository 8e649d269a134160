"""The searchable fields of a paper, and how much a word in them says about it."""

import re

from generator.analysis.topics.keywords import split_keyword
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.text.stop_words import FUNCTION_WORDS
from generator.text.tokenizing import WORD, fold, strip_marks

FIELD_WEIGHTS = {
    "abstract": 1.0,
    "aliases": 2.0,
    "also_asked": 1.5,
    "authors": 3.0,
    "code": 0.5,
    "kind": 0.4,
    "question": 1.5,
    "tags": 0.8,
    "title": 3.0,
    "tldr": 1.5,
    "topics": 0.8,
    "venue": 0.8,
}
SYNONYMS_WEIGHT = 0.9
"""Weight of the synonyms of a paper's words, as if they were another field."""
LENGTH_PENALTIES = {
    "abstract": 0.6,
    "aliases": 0.3,
    "also_asked": 0.3,
    "authors": 0.2,
    "question": 0.6,
    "title": 0.3,
    "tldr": 0.3,
}
"""How strongly a field's length counts against its words, 0 to 1 (BM25's b); 0 for the other fields."""
SATURATION = 1.2
"""How soon further occurrences of a word stop counting (BM25's k1)."""

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
    # "ICLR 2024" finds "ICLR2024" too, so that papers of that edition come before others of the year
    edition = f"{paper.venue.split()[-1]}{paper.venue_year}" if paper.venue and paper.venue_year else None
    return {
        "title": paper.title,
        "authors": " ; ".join((*paper.authors, *organization)),
        "tldr": paper.tldr or "",
        "question": paper.question or "",
        "also_asked": " ; ".join(paper.also_asked),
        "aliases": " ; ".join(paper.aliases),
        "topics": " ; ".join(topics[topic].title for topic in paper.topics if topic in topics),
        "tags": " ; ".join(level for tag in (*paper.tags, *paper.keywords) for level in split_keyword(tag)),
        "kind": " ; ".join(catalog.kinds[kind] for kind in paper.kind if kind in catalog.kinds),
        "venue": " ".join(str(part) for part in (paper.venue, *years, edition) if part),
        "code": " ".join(" ".join(match.groups()) for match in repositories),
        "abstract": paper.abstract,
    }

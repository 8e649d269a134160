"""The most similar papers of each paper."""

from itertools import islice

import numpy as np
from rapidfuzz import fuzz

from generator.analysis.related.vectors import vectorize
from generator.duplicates.identifiers import primary_identifiers
from generator.duplicates.same_title import may_be_same_paper
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.text.titles import title_key

Neighbor = tuple[str, tuple[str, ...]]
"""A similar paper: its slug, and the words or phrases that both share, the most informative first."""

LATENT_SHARE = 0.35
"""Share of the latent cosine in the similarity; the rest is the cosine of words, phrases and topics."""
LEAST_SIMILARITY = 0.15
"""Papers below it share a word or two by chance."""
MOST_NEIGHBORS = 5
"""Most neighbors of a paper."""
MOST_WORDS = 5
"""Most words that explain a neighbor."""
SPARE = 4
"""Papers examined beyond the wanted number, in case some are the same work or share no word."""
BLOCK = 256
"""Rows compared with the whole list at a time; bounds the memory."""
COPY_SIMILARITY = 0.6
"""Below it, papers with different titles are not checked for being the same work."""
REPRINT_SIMILARITY, REPRINT_TITLE = 0.75, 90
"""Similarity of two records of the same work, and of their titles (of 100)."""


def find_related(catalog: Catalog) -> dict[str, list[Neighbor]]:
    """Return the most similar papers of each paper: slug -> at most five neighbors, best first, ties by slug.

    Papers without informative words in common with others have no neighbors; another record of the same work
    is never a neighbor.
    """
    vectors = vectorize(catalog)
    papers = list(catalog.papers.values())
    size = len(papers)
    found: dict[str, list[Neighbor]] = {}
    transposed = vectors.words.T.tocsr()
    examined = min(size, MOST_NEIGHBORS + SPARE)
    for start in range(0, size, BLOCK):
        end = min(size, start + BLOCK)
        scores = (1 - LATENT_SHARE) * (vectors.words[start:end] @ transposed).toarray()
        scores += LATENT_SHARE * np.maximum(vectors.latent[start:end] @ vectors.latent.T, 0)
        scores[np.arange(end - start), np.arange(start, end)] = -1
        for row, line in enumerate(np.round(scores, 4), start):
            least = max(np.partition(line, size - examined)[size - examined], LEAST_SIMILARITY)
            near = np.flatnonzero(line >= least)
            near = near[np.argsort(-line[near], kind="stable")]
            neighbors = (
                (papers[other].slug, words)
                for other in near.tolist()
                if not _are_same_work(papers[row], papers[other], line[other])
                and (words := vectors.shared_words.find(row, other, MOST_WORDS))
            )
            found[papers[row].slug] = list(islice(neighbors, MOST_NEIGHBORS))
    return found


def _are_same_work(one: Paper, other: Paper, score: float) -> bool:
    """Return whether two similar papers are the same work by their identifiers, titles and abstracts."""
    if primary_identifiers(one).items() & primary_identifiers(other).items():
        return True
    mine, their = title_key(one.title), title_key(other.title)
    if mine == their:
        return may_be_same_paper(one, other)
    if score < COPY_SIMILARITY or not (one.abstract and other.abstract):
        return False
    reprinted = fuzz.ratio(mine, their) >= REPRINT_TITLE and score >= REPRINT_SIMILARITY
    lengths = len(one.abstract), len(other.abstract)
    copied = max(lengths) - min(lengths) < 20 and title_key(one.abstract) == title_key(other.abstract)
    return (reprinted or copied) and may_be_same_paper(one, other)

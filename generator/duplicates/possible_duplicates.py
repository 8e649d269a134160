"""Finds pairs of records that may be the same paper, for a person to confirm or reject.

Not all pairs are compared, only records that share an identifier, several features of their titles, or
several features of their abstracts. A feature that many records have is only listed for the first few.
"""

import re
import zlib
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, product

from generator.duplicates.identifiers import all_identifiers, label_identifier
from generator.duplicates.same_title import GENERIC_OVERLAP, have_conflicting_identifiers
from generator.duplicates.similarity import (
    MOST_YEARS_APART,
    NEARLY_SAME_TITLE,
    RELATED_TITLE,
    SIMILAR_TITLE,
    Similarity,
    compare_titles,
    find_surname,
    measure_similarity,
)
from generator.duplicates.titles import work_key
from generator.model.paper import Paper
from generator.text.preprints import is_preprint_venue
from generator.text.stop_words import FUNCTION_WORDS
from generator.text.titles import title_key
from generator.text.tokenizing import split_words

# 436 in "436–444"
FIRST_PAGE = re.compile(r"[A-Za-z]?\d+")
SUPPORTING_ABSTRACT = 0.45
"""Overlap of two abstracts that supports a related title."""
SUPPORTING_AUTHORS = 0.5
"""Share of authors in common that supports a similar title."""
TITLE_OF_SAME_AUTHORS = 0.8
"""Similarity of two titles that suffices if the authors match. Of 6,304 references on memory research, 20
pairs are less similar, at least 0.6, and not told apart by year or pages; none of them is one paper."""
SAME_ABSTRACT = 0.6
"""Overlap of two abstracts that suffices by itself: one paper may be the other renamed."""
MOST_LISTED = 12
"""Records that are listed for a feature."""
FEWEST_SHARED = 2
"""Features that two titles, or two abstracts, must share."""
SKETCH_SIZE = 12
"""Features that represent an abstract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleDuplicate:
    """Two records that may be the same paper, the older first.

    ``reason`` names the identifier that they share, and is empty if they share none.
    """

    one: Paper
    other: Paper
    similarity: Similarity
    reason: str = ""

    @property
    def score(self) -> float:
        """How likely it is that they are one paper, from 0 to 1."""
        return 1.0 if self.reason else self.similarity.score

    @property
    def slugs(self) -> frozenset[str]:
        """The slugs of both."""
        return frozenset((self.one.slug, self.other.slug))


def find_possible_duplicates(
    papers: Iterable[Paper],
    *,
    among: Container[str] | None = None,
    decided: Collection[frozenset[str]] = (),
) -> tuple[PossibleDuplicate, ...]:
    """Return the pairs of records that may be the same paper, most likely first.

    Args:
        papers: the records.
        among: slugs of which each pair must include at least one; None for all pairs.
        decided: pairs of slugs that a person has already confirmed or rejected.
    """
    found: list[PossibleDuplicate] = []
    records = sorted(papers, key=lambda paper: (paper.added or "9999", paper.slug))
    for one, other, reason in _find_candidate_pairs(records):
        if among is not None and one.slug not in among and other.slug not in among:
            continue
        pair = PossibleDuplicate(
            one=one, other=other, similarity=measure_similarity(one, other), reason=reason
        )
        if pair.slugs in decided:
            continue
        if reason or (_may_be_same(pair.similarity) and not _are_apart(one, other, pair.similarity)):
            found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.one.slug, pair.other.slug)))


def _may_be_same(similarity: Similarity) -> bool:
    if not similarity.same_numbers or similarity.authors == 0.0:
        return False
    if similarity.abstract is not None:
        if similarity.abstract >= SAME_ABSTRACT:
            return True
        if similarity.abstract < GENERIC_OVERLAP:
            return False
    if (similarity.abstract or 0) >= SUPPORTING_ABSTRACT or (similarity.same_name and similarity.abstract):
        return similarity.title >= RELATED_TITLE
    if similarity.replaced_words and similarity.abstract is None and similarity.authors is not None:
        return False  # the third report on a site, and the fourth
    by_same_people = (similarity.authors or 0) >= SUPPORTING_AUTHORS
    return similarity.title >= (TITLE_OF_SAME_AUTHORS if by_same_people else SIMILAR_TITLE)


def _are_apart(one: Paper, other: Paper, similarity: Similarity) -> bool:
    """Return whether identifiers, or year and pages, show that papers with different titles are not the same.

    Sources sometimes disagree about a year or a page, so a nearly identical title outweighs those, unless
    they are on different pages in different volumes of a journal.
    """
    if have_conflicting_identifiers(one, other):
        return True
    in_same_venue = one.venue and other.venue and title_key(one.venue) == title_key(other.venue)
    volumes = (one.publication.volume, other.publication.volume) if in_same_venue else ("", "")
    pages = (_first_page(one), _first_page(other))
    if similarity.title >= NEARLY_SAME_TITLE:
        # yearly reports of an excavation
        return all(mine and theirs and mine != theirs for mine, theirs in (volumes, pages))
    if one.year and other.year and abs(one.year - other.year) > MOST_YEARS_APART:
        return True
    if is_preprint_venue(one.venue) or is_preprint_venue(other.venue):
        return False
    known = [(one.venue_year, other.venue_year), pages, volumes]
    return any(mine != theirs for mine, theirs in known if mine and theirs)


def _first_page(paper: Paper) -> str:
    match = FIRST_PAGE.search(paper.publication.pages or "")
    return match[0] if match else ""


def _find_candidate_pairs(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper, str]]:
    """Yield pairs worth comparing, in the order of ``papers``, with the identifier they share or ``""``.

    The shared identifier is a phrase: ``both are DOI 10.1145/3357384``.
    """
    keys = [tuple(map(work_key, paper.titles)) for paper in papers]
    index: dict[object, tuple[int, ...]] = {}
    by_identifier: dict[tuple[str, str], int] = {}
    for number, paper in enumerate(papers):
        shared: dict[int, str] = {}
        for identifier in all_identifiers(paper):
            first = by_identifier.setdefault(identifier, number)
            if first != number:
                shared[first] = f"both are {label_identifier(*identifier)}"
        in_abstract = _count_shared(index, _list_abstract_features(paper), number)
        found = shared.keys() | {other for other, count in in_abstract.items() if count >= FEWEST_SHARED}
        for other, count in _count_shared(index, _list_title_features(paper), number).items():
            if count >= FEWEST_SHARED and other not in found and _are_related(keys[other], keys[number]):
                found.add(other)
        for other in sorted(found):
            yield papers[other], paper, shared.get(other, "")


def _list_title_features(paper: Paper) -> set[str]:
    """Return features that similar titles, or aliases, share and few others have.

    These are words, pairs of adjacent words, both ends of the title without spaces, and the first author
    with the first word.
    """
    found: set[str] = set()
    for title in paper.titles:
        tokens = work_key(title).split()
        joined = "".join(tokens)
        found |= {"^" + joined[:10], "$" + joined[-10:]}
        found.update(token for token in tokens if token not in FUNCTION_WORDS)
        found.update(
            f"{one} {other}" for one, other in pairwise(tokens) if not {one, other} <= FUNCTION_WORDS
        )
        if paper.authors and tokens:
            found.add(f"@{find_surname(paper.authors[0])} {tokens[0]}")
    return found


def _list_abstract_features(paper: Paper) -> list[int]:
    """Return the smallest hashes of three consecutive words of the abstract (a bottom-k sketch)."""
    words = split_words(paper.abstract)
    hashes = {
        zlib.crc32(" ".join(phrase).encode()) for phrase in zip(words, words[1:], words[2:], strict=False)
    }
    return sorted(hashes)[:SKETCH_SIZE]


def _count_shared(
    index: dict[object, tuple[int, ...]], features: Collection[object], number: int
) -> Counter[int]:
    """Return how many features each earlier record shares, and add ``number`` to the index."""
    found = Counter(chain.from_iterable(index.get(feature, ()) for feature in features))
    for feature in features:
        listed = index.get(feature, ())
        if len(listed) < MOST_LISTED:
            # tuples of numbers cost the garbage collector nothing; most features belong to one record
            index[feature] = (*listed, number)
    return found


def _are_related(titles: Iterable[str], others: Iterable[str]) -> bool:
    return any(
        2 * min(len(one), len(other)) >= max(len(one), len(other))
        and compare_titles(one, other) >= RELATED_TITLE
        for one, other in product(titles, others)
    )

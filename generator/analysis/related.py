"""Nearest papers by what they say, with the words that explain it.

Title, summary, abstract and topics of a paper become a weighted vector of word stems and phrases (TF-IDF),
and a truncated singular value decomposition of all vectors (latent semantic analysis) adds what words that
occur together have in common. Two papers are as near as the cosines of both say. The words shown are those
that weigh most in both vectors, as the list prints them most often: "message passing", not "messag pass".

:func:`measure` gives the vectors to others (the map of the list), :func:`related` the neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from generator.duplicates.identifiers import primary_identifiers
from generator.duplicates.same_title import may_be_same_paper
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.text.stop_words import GENERIC_WORDS
from generator.text.titles import title_key
from generator.text.words import stem_word

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

__all__ = ["Neighbour", "Space", "measure", "related"]

# words of "GraphSAGE's 2.3x on k-means": GraphSAGE, 2, 3x, on, k, means
WORD = re.compile(r"[^\W_]+")
# what stands before the first word of a sentence: nothing, or the end of the sentence before
SENTENCE_START = re.compile(r"(?:\A|[.!?:]\W*)\Z")
# what may stand inside a phrase: "message passing", "message-passing", "Graph  Neural"
JOINT = re.compile(r"\s?[-‐‑–/]?\s?\Z")
# a plural of an acronym: GNNs -> GNN
ACRONYM_PLURAL = re.compile(r"([A-Z][A-Za-z]*[A-Z]|[A-Z]{2,})s\Z")
# "-width" of "infinite-width", "-squashing" of "over-squashing"; never "-based" of "attention-based"
COMPOUND_AFTER = re.compile(r"(?:[-‐‑–](?!(?:based|driven|aware|level|wise|like|free|specific)\b)[^\W_]+)+")
# "-revo" of "over-squashing" read from its end
COMPOUND_BEFORE = re.compile(r"(?:[-‐‑–][^\W_]+)+")
# https://github.com/owner/name of "Code: https://github.com/owner/name."
ADDRESS = re.compile(r"https?://\S+")

FIELD_WEIGHTS = (3.0, 2.0, 1.0)
"""Weights of title, summary and abstract."""
TOPIC_WEIGHT = 1.6
"""Weight of a topic in a paper's vector, beside words whose weight is that of one rare word or more."""
RANK = 64
"""Dimensions of the latent space."""
LATENT_SHARE = 0.35
"""Share of the latent cosine in the score; the rest is the cosine of words and phrases."""
LEAST = 0.15
"""Least score of a neighbour; what is below shares a word or two by chance."""
SAMPLE = 300
"""Prints of a word that are looked at, about, to find its most frequent form."""
BLOCK = 256
"""Rows of the list that are compared with the whole list at a time; bounds the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """One paper that is near another.

    Attributes:
        slug: the neighbour.
        score: how near it is, from 0 to 1, to four decimals.
        words: at most five words or phrases that weigh much in both papers, the weightiest first.
    """

    slug: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The papers as points.

    Attributes:
        slugs: the papers, one per row, ordered.
        words: sparse rows of unit length (scipy CSR) over stems, phrases and topics.
        latent: rows of unit length (or zero) in the latent space, shape (papers, dimensions).
        explain: (row, other row, count) -> the words both share, as they are printed.
    """

    slugs: tuple[str, ...]
    words: Any
    latent: Array
    explain: Callable[[int, int, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Text:
    """What of a paper is compared; hashable, so that equal lists are worked out once."""

    slug: str
    fields: tuple[str, str, str]
    topics: tuple[str, ...]


def _texts(catalogue: Catalogue) -> tuple[_Text, ...]:
    return tuple(
        _Text(paper.slug, (paper.title, paper.tldr or "", paper.abstract), paper.topics)
        for paper in catalogue.papers.values()
    )


def measure(catalogue: Catalogue) -> Space:
    """Return the papers of the list as points; the same content gives the same points.

    The last result is kept in memory and used again where no text or topic has changed.
    """
    return _measure(_texts(catalogue))


def related(catalogue: Catalogue, count: int = 5) -> Mapping[str, tuple[Neighbour, ...]]:
    """Return the nearest papers of each paper.

    Args:
        catalogue: the list.
        count: how many neighbours a paper has at most.

    Returns:
        Slug -> neighbours, nearest first, equals by slug. Papers that share no telling word with any
        other have none; another record of the same work is never among them.
    """
    import numpy as np

    space = measure(catalogue)
    papers = list(catalogue.papers.values())
    size = len(papers)
    table: dict[str, tuple[Neighbour, ...]] = {}
    if not papers:
        return MappingProxyType(table)
    transposed = space.words.T.tocsr()
    reserve = min(size, count + 4)
    for start in range(0, size, BLOCK):
        end = min(size, start + BLOCK)
        scores = (1 - LATENT_SHARE) * (space.words[start:end] @ transposed).toarray()
        scores += LATENT_SHARE * np.maximum(space.latent[start:end] @ space.latent.T, 0)
        scores[np.arange(end - start), np.arange(start, end)] = -1
        scores = np.round(scores, 4)
        # stable, so that equals stay in the order of the slugs
        for row, line in enumerate(scores):
            floor = np.partition(line, size - reserve)[size - reserve]
            near = np.flatnonzero(line >= max(floor, LEAST))
            near = near[np.argsort(-line[near], kind="stable")]
            table[papers[start + row].slug] = _choose(space, papers, start + row, near, line, count)
    return MappingProxyType(table)


def _choose(
    space: Space, papers: Sequence[Paper], row: int, near: Any, scores: Any, count: int
) -> tuple[Neighbour, ...]:
    chosen: list[Neighbour] = []
    for other in near.tolist():
        if len(chosen) == count:
            break
        score = float(scores[other])
        if _same(papers[row], papers[other], score):
            continue
        words = space.explain(row, other, 5)
        if words:
            chosen.append(Neighbour(slug=papers[other].slug, score=score, words=words))
    return tuple(chosen)


def _same(one: Paper, other: Paper, score: float) -> bool:
    """Return whether two near papers are one work: an identifier, or the title and what it says, agree."""
    theirs = primary_identifiers(other) if one.links else {}
    if theirs and any(theirs.get(kind) == value for kind, value in primary_identifiers(one).items()):
        return True
    mine, their = title_key(one.title), title_key(other.title)
    if mine == their:
        return may_be_same_paper(one, other)
    if score < 0.6 or not (one.abstract and other.abstract):
        return False
    from rapidfuzz import fuzz

    alike = fuzz.ratio(mine, their) >= 90 and score >= 0.75
    lengths = len(one.abstract), len(other.abstract)
    copied = max(lengths) - min(lengths) < 20 and title_key(one.abstract) == title_key(other.abstract)
    return (alike or copied) and may_be_same_paper(one, other)


# ----------------------------------------------------------------------------------------- the points


def _singular(word: str) -> str:
    match = ACRONYM_PLURAL.match(word)
    return match[1] if match else word


@lru_cache(maxsize=2**17)
def _stem(word: str) -> str:
    """Return what forms of one word have in common, or "" for a word that explains nothing."""
    folded = word.casefold()
    if folded in GENERIC_WORDS or len(folded) < 2 or folded.isdigit():
        return ""
    if len(folded) <= 3 or not folded.isascii() or _singular(word) != word:
        return _singular(word).casefold()
    return stem_word(folded)


@lru_cache(maxsize=2)
def _measure(texts: tuple[_Text, ...]) -> Space:
    import numpy as np
    import scipy.sparse as sp

    size = len(texts)
    stream = _Stream(texts)
    grams, owner, weight = stream.grams()
    if not len(grams):
        empty = sp.csr_matrix((size, 1), dtype=np.float64)
        return Space(tuple(text.slug for text in texts), empty, np.zeros((size, 1)), lambda *_: ())
    terms, column = np.unique(grams, return_inverse=True)
    counts = sp.csr_matrix((weight, (owner, column)), shape=(size, len(terms)))
    counts.sum_duplicates()
    frequency = np.bincount(counts.indices, minlength=len(terms))
    common = max(2.0, min(max(3.0, 0.25 * size), size - 1.0))
    kept = np.flatnonzero((frequency >= 2) & (frequency <= max(common, 0.5 * size)))
    counts = counts[:, kept].tocsr()
    counts.sort_indices()
    terms, frequency = terms[kept], frequency[kept]
    order = stream.length(terms)
    idf = np.log((1 + size) / frequency) * np.array([1.0, 1.0, 0.8, 0.4])[order]
    heavy = counts.copy()
    heavy.data = (1 + np.log(counts.data)) * idf[counts.indices]
    topics = _topic_columns(texts)
    words = _unit_rows(sp.hstack([heavy, topics], format="csr"))
    latent = _latent(words)
    explain = _explainer(stream, counts, _unit_rows(heavy), terms, frequency <= common)
    return Space(tuple(text.slug for text in texts), words, latent, explain)


class _Stream:
    """All texts as one run of numbered stems; zero is a break that no phrase crosses."""

    def __init__(self, texts: tuple[_Text, ...]) -> None:
        import numpy as np

        self.texts = texts
        number: dict[str, int] = {"": 0}
        ids: list[int] = []
        owners: list[int] = []
        places: list[int] = []
        for row, text in enumerate(texts):
            for field, content in enumerate(text.fields):
                content = ADDRESS.sub(lambda match: " " * len(match[0]), content)
                end = 0
                gap = True
                for match in WORD.finditer(content):
                    stem = _stem(match[0])
                    between = content[end : match.start()]
                    linked = bool(JOINT.match(between)) or between == " " or not between
                    of = linked and match[0] in ("of", "for", "to") and not gap
                    if not linked or (not stem and not of):
                        ids.append(0)
                        owners.append(row)
                        places.append(0)
                    gap = not stem
                    end = match.end()
                    if stem:
                        ids.append(number.setdefault(stem, len(number)))
                        owners.append(row)
                        places.append((field << 40) | (match.start() << 20) | (match.end() - match.start()))
                ids.append(0)
                owners.append(row)
                places.append(0)
        self.base = len(number)
        self.ids = np.array(ids, dtype=np.int64)
        self.owners = np.array(owners, dtype=np.int64)
        self.places = np.array(places, dtype=np.int64)

    def runs(self, length: int) -> tuple[Any, Any]:
        """Return (first positions, gram numbers) of all runs of ``length`` stems without a break."""
        import numpy as np

        last = len(self.ids) - length + 1
        if last <= 0:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        code = np.zeros(last, np.int64)
        whole = np.ones(last, bool)
        for step in range(length):
            part = self.ids[step : step + last]
            whole &= part > 0
            code = code * self.base + part
        at = np.flatnonzero(whole)
        return at, code[at]

    def grams(self) -> tuple[Any, Any, Any]:
        """Return (gram, paper, weight) of every run of one to three stems."""
        import numpy as np

        weights = np.array(FIELD_WEIGHTS)
        found = [self.runs(length) for length in (1, 2, 3)]
        at = np.concatenate([where for where, _ in found])
        grams = np.concatenate([codes for _, codes in found])
        return grams, self.owners[at], weights[self.places[at] >> 40]

    def length(self, grams: Any) -> Any:
        """Return of how many stems each gram is made: 1, 2 or 3."""
        return 1 + (grams >= self.base) + (grams >= self.base**2)

    def stems(self, gram: int) -> tuple[int, ...]:
        """Return the numbers of the stems of a gram."""
        parts: list[int] = []
        while gram:
            gram, part = divmod(gram, self.base)
            parts.append(part)
        return tuple(reversed(parts))

    def printed(self, at: int, length: int) -> tuple[str, bool]:
        """Return the run of stems at a position as its text prints it, and whether that is running text.

        In titles and at the beginning of a sentence a capital says nothing.
        """
        first, last = int(self.places[at]), int(self.places[at + length - 1])
        field, start = first >> 40, (first >> 20) & 0xFFFFF
        end = ((last >> 20) & 0xFFFFF) + (last & 0xFFFFF)
        text = self.texts[int(self.owners[at])].fields[field]
        before = COMPOUND_BEFORE.match(text[max(0, start - 40) : start][::-1])
        after = COMPOUND_AFTER.match(text, end)
        start, end = start - before.end() if before else start, after.end() if after else end
        return text[start:end], field > 0 and not SENTENCE_START.search(text, max(0, start - 6), start)


def _unit_rows(matrix: Any) -> Any:
    import numpy as np
    import scipy.sparse as sp

    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sp.diags(1 / np.where(norms > 0, norms, 1)) @ matrix).tocsr()


def _topic_columns(texts: tuple[_Text, ...]) -> Any:
    """Return topics as columns; the primary topic weighs most."""
    import numpy as np
    import scipy.sparse as sp

    counts = Counter(topic for text in texts for topic in text.topics)
    place = {topic: column for column, topic in enumerate(sorted(counts))}
    size = len(texts)
    cells = [
        (row, place[topic], TOPIC_WEIGHT * np.log((1 + size) / counts[topic]) * (1.0 if first else 0.7))
        for row, text in enumerate(texts)
        for first, topic in zip([True] + [False] * len(text.topics), text.topics, strict=False)
        if counts[topic] > 1
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return sp.csr_matrix((values, (rows, columns)), shape=(size, len(place)), dtype=np.float64)


def _latent(words: Any) -> Array:
    """Return the rows in the space of the largest singular vectors, scaled to unit length.

    Only cosines of these rows mean something: the signs and the order of the dimensions are arbitrary.
    """
    import numpy as np
    from scipy.sparse.linalg import svds
    from threadpoolctl import threadpool_limits

    least = min(words.shape)
    if least <= RANK or not words.nnz:
        return np.asarray(words.toarray(), dtype=np.float64)
    # A single thread, because the order of additions changes the last bits of a sum.
    with threadpool_limits(limits=1):
        left, values, _ = svds(words, k=RANK, v0=np.ones(least))
    points = left * values
    norms = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(np.where(norms > 1e-9, points / np.where(norms > 0, norms, 1), 0), dtype=np.float64)


# ----------------------------------------------------------------------------------- the shared words


def _explainer(
    stream: _Stream, counts: Any, rows: Any, terms: Any, telling: Any
) -> Callable[[int, int, int], tuple[str, ...]]:
    """Return the function that names what two rows share."""
    import numpy as np

    length = stream.length(terms)
    boost = np.array([1.0, 1.0, 1.9, 2.6])[length]
    places: dict[int, tuple[Any, Any]] = {}
    for size in (1, 2, 3):
        at, codes = stream.runs(size)
        by_code = np.argsort(codes, kind="stable")
        places[size] = (codes[by_code], at[by_code])
    fragment = _fragments(stream, terms, length, places)
    usable = telling & ~fragment

    @cache
    def occurrences(term: int) -> tuple[Any, Any]:
        """Return where a term stands, in the order of the papers, and in which papers."""
        codes, at = places[int(length[term])]
        first, last = np.searchsorted(codes, [terms[term], terms[term] + 1])
        return at[first:last], stream.owners[at[first:last]]

    def prints(term: int, places: Iterable[int]) -> dict[str, Counter[str]]:
        """Return how often each form is printed at the places, by the form's key."""
        running: dict[str, Counter[str]] = {}
        unsure: dict[str, Counter[str]] = {}
        for place in places:
            text, certain = stream.printed(place, int(length[term]))
            form = " ".join(text.split())
            if not certain:
                form = " ".join(word if _is_name(word) else word.lower() for word in form.split(" "))
            (running if certain else unsure).setdefault(_key(form), Counter())[form] += 1
        return {**unsure, **running}

    @cache
    def own(term: int, row: int) -> dict[str, Counter[str]]:
        at, owners = occurrences(term)
        first, last = np.searchsorted(owners, [row, row + 1])
        return prints(term, at[first:last].tolist())

    @cache
    def all_over(term: int) -> dict[str, Counter[str]]:
        at, _ = occurrences(term)
        return prints(term, at[:: 1 + len(at) // SAMPLE].tolist())

    def shown(term: int, row: int, other: int) -> str:
        """Return a term as both papers print it, in the list's most frequent form; "" if they differ."""
        mine, theirs = own(term, row), own(term, other)
        total: Counter[str] = Counter()
        for key in sorted(mine.keys() & theirs.keys()):
            total.update(all_over(term).get(key) or mine[key])
        return min(total, key=lambda form: (-total[form], len(form), form), default="")

    def explain(row: int, other: int, count: int) -> tuple[str, ...]:
        mine = slice(rows.indptr[row], rows.indptr[row + 1])
        theirs = slice(rows.indptr[other], rows.indptr[other + 1])
        both, at_mine, at_theirs = np.intersect1d(
            rows.indices[mine], rows.indices[theirs], assume_unique=True, return_indices=True
        )
        one, two = rows.data[mine][at_mine], rows.data[theirs][at_theirs]
        said = np.maximum(counts.data[mine][at_mine], counts.data[theirs][at_theirs])
        # what both mention once and in passing says little
        value = one * two * boost[both] * np.where(said < 2, 0.5, 1.0) * usable[both]
        if not value.any():
            return ()
        order = np.argsort(-np.round(value, 9), kind="stable")
        most = value[order[0]]
        words: list[str] = []
        used: set[int] = set()
        named: set[str] = set()
        for place in order.tolist():
            if len(words) == count or value[place] < most * (0.06 if len(words) < 3 else 0.2):
                break
            term = int(both[place])
            stems = set(stream.stems(int(terms[term])))
            if stems & used or value[place] <= 0:
                continue
            word = shown(term, row, other)
            parts = set(_key(word).split())
            if word and not parts & named:
                used |= stems
                named |= parts
                words.append(word)
        return tuple(words)

    return explain


@lru_cache(maxsize=2**16)
def _key(form: str) -> str:
    """Return what the singular and the plural, the noun and the verb of one printed form share."""
    return " ".join(_stem(word) or word.casefold() for word in WORD.findall(form))


def _fragments(stream: _Stream, terms: Any, length: Any, places: Mapping[int, tuple[Any, Any]]) -> Any:
    """Return which terms hardly ever stand outside one longer term, as "graph neural" in one of three."""
    import numpy as np

    count = np.zeros(len(terms))
    for size in (1, 2, 3):
        codes = places[size][0]
        mine = length == size
        edges = np.searchsorted(codes, terms[mine]), np.searchsorted(codes, terms[mine] + 1)
        count[mine] = edges[1] - edges[0]
    fragment = np.zeros(len(terms), bool)
    place = {int(term): at for at, term in enumerate(terms.tolist())}
    for at in np.flatnonzero(length > 1).tolist():
        stems = stream.stems(int(terms[at]))
        parts = [stems[:-1], stems[1:]] if len(stems) == 3 else [stems[:1], stems[1:]]
        for part in parts:
            code = 0
            for stem in part:
                code = code * stream.base + stem
            inner = place.get(code)
            if inner is not None and count[at] >= 0.6 * count[inner]:
                fragment[inner] = True
    return fragment


def _is_name(word: str) -> bool:
    """Return whether capitals inside a word say that it is a name or an acronym: GraphSAGE, MoE, 3D."""
    return any(char.isupper() for char in word[1:])

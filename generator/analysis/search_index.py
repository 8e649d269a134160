"""The index of the site's own search: Catalogue -> static files that ``search-engine.js`` reads.

The index is an inverted one. What a word says about a paper is worked out here, once:

- **words**: BM25F over title, authors, summary, topics, kind, venue, repository and abstract. Forms of a
  word share one *class* (its English stem), compounds and camel case are found by their parts as well,
  and a paper that says one of several equal expressions (``content/search.yml``, or an abbreviation that
  the abstracts themselves explain) is found by the others;
- **kinship** (latent semantic analysis): a truncated singular value decomposition of the word-paper
  matrix, taken by pieces of words, says how much a word belongs to a paper that may not contain it. Its
  product is stored per word, for the nearest papers only, so that nothing has to be loaded but the words
  of the query.

Files, all JSON below ``assets/search/``:

- ``index.json``: version, dictionary of words, classes, facet columns; fetched once;
- ``<version>/p<N>.json``: postings of a run of classes, in the dictionary's order;
- ``<version>/m<N>.json``: what to show of a run of papers;
- ``<version>/order.json``: the papers by date, title and day of coming onto the list;
- ``<version>/ids.json``: papers by arXiv identifier and DOI.

``<version>`` is a hash of the content, so files of two builds never mix.
Numbers are written as VLQ text: five bits a character of the base64 alphabet, the sixth bit for "more
follows"; plain text that every web server compresses.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.linalg import eigh
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.text.abbreviations import find_abbreviations
from generator.text.hashing import hash_fnv1a
from generator.text.stop_words import FUNCTION_WORDS
from generator.text.words import stem_word

__all__ = ["SEARCH_DIR", "SearchOptions", "build_index", "fold", "tokenize"]

SEARCH_DIR = "assets/search"
"""Where the index lies below the site's root."""

FORMAT = 1
MOST_FORMS = 15
"""Forms of a word that are told apart; further ones count as the last."""

# words of "GraphSAGE: 2.3x on e-mail" are "graphsage", "2", "3x", "on", "e", "mail"
WORD = re.compile(r"[^\W_]+")
# "mixture-of-experts", "Re-Basin", "MoE^2", "L'Hôpital"
COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:[-‐‑–'’^·][^\W_]++)+")
# "GraphSAGE" -> Graph|SAGE, "DeepNets" -> Deep|Nets; "GNNs" stays whole
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
# https://github.com/GTmac/FastRP -> GTmac, FastRP
REPOSITORY = re.compile(r"https?://[^/]+/([^/?#]+)/([^/?#]+)")

LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i"}
)
VLQ = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

SAYING_FIELDS = frozenset({"title", "tldr", "question", "topics", "kind", "abstract"})
"""Fields whose words are looked up among the equal expressions."""
SAID_OFTEN = 3
"""Times that an expression counts within one field at most."""
EQUAL_SHARE = 0.5
"""What an equal expression is worth of the one that a paper uses."""

WEAK_WORDS = frozenset(
    WORD.findall(
        """able about above across actually after again against allow allows almost alone along
        already although always among answer answers apart around aspect away back bad based
        become before begin behind below best better between beyond big bigger biggest both bring
        brings build building built call called came case cases cause certain change changed
        changes choose chosen clever come comes coming common compare compared consider contain
        course create cut decide depend despite different difficult done down during easily easy
        effect effective either end enough especially even evenly exact exactly example examples
        fact far few fewer find finding finds first fit fits fixed follow following found full
        fully further general giant good great grow guess half happen happens hard help helps high
        higher hold huge idea important improve improved improves improving inside instead issue
        keep keeps kind know known knows lack large larger largest last late later least leave
        less level likely little long look looks lose lot low lower main manner matter mean means
        method methods mostly move name near nearby need needed needs never new next nice nothing
        now number often old once only open others otherwise paper papers part particular parts
        people perform perhaps place places plain possible pretty probably problem problems
        produce proper propose proposed provide put question quick quickly quite rather read real
        really reason recent recently require required result results right run running safe
        safely said same save say says see seem seen several show shown shows similar simple
        simpler simply since slow slower small smaller smallest someone something sometimes soon
        sort start state step stop straight study sure take taken takes talk tell thing things
        think three tiny together try trying turn two type types typical understand understanding
        usual usually various view well whole wide without work working works worse worst wrong"""
    )
)
"""Words of everyday language that say little of a paper, rare as they may be on a list; they count less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOptions:
    """What the index is tuned by; the defaults are the ones measured in ``bench/README.md``.

    Attributes:
        weights: weight of each field in BM25F.
        lengths: how strongly a field's length counts against it, 0 to 1.
        saturation: BM25's k1.
        rank: dimensions of the latent space.
        nearest: papers kept per word in the latent part; ``nearest_rare`` for words of one paper.
        floor: least latent value kept, as part of the word's greatest.
        pieces: pieces of words in the latent space at most, the commonest.
        common: pieces that a greater part of the papers have say nothing.
        long: number of papers above which a list is long: words of one paper have no latent part there.
        shard: length of a postings file in characters, about.
        chunk: papers per file of what there is to show.
    """

    weights: Mapping[str, float] = field(
        default_factory=lambda: {
            "title": 3.0,
            "authors": 3.0,
            "tldr": 1.5,
            "question": 1.5,
            "topics": 0.8,
            "kind": 0.4,
            "venue": 0.8,
            "code": 0.5,
            "abstract": 1.0,
            "equal": 0.9,
        }
    )
    lengths: Mapping[str, float] = field(
        default_factory=lambda: {"title": 0.3, "abstract": 0.6, "tldr": 0.3, "question": 0.3, "authors": 0.2}
    )
    saturation: float = 1.2
    rank: int = 128
    nearest: int = 40
    nearest_rare: int = 20
    floor: float = 0.1
    pieces: int = 40_000
    common: float = 0.5
    long: int = 2000
    shard: int = 16_000
    chunk: int = 32


def fold(text: str) -> str:
    """Text in lower case without accents, the form in which words are compared.

    ``search-engine.js`` does the same; the two must not differ.
    """
    if text.isascii():
        return text.lower()
    text = _without_marks(_without_marks(text).lower())
    return text.translate(LETTERS)


def _without_marks(text: str) -> str:
    return "".join(
        char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char)[0] != "M"
    )


def tokenize(text: str) -> tuple[tuple[str, float], ...]:
    """Words of a text, folded, each with its weight: 1, or less for a part of a word or a joined compound.

    Stop words are left out. The order is that of the text; derived words follow the word they come from.
    """
    found: list[tuple[str, float]] = []
    for word in WORD.findall(text):
        folded = fold(word)
        pieces = (folded,) if folded.isalnum() else WORD.findall(folded)
        found.extend((piece, 1.0) for piece in pieces if piece not in FUNCTION_WORDS)
        if not word[1:].islower() and len(parts := CAMEL.split(word)) > 1:
            found.extend(
                (part, 0.4) for raw in parts if len(part := fold(raw)) > 1 and part not in FUNCTION_WORDS
            )
    return tuple(found)


def _compounds(text: str) -> list[str]:
    """Compounds of a text written as one word: ``Re-Basin`` -> ``rebasin``."""
    return ["".join(WORD.findall(fold(match.group()))) for match in COMPOUND.finditer(text)]


@cache
def _stem(word: str) -> str:
    if len(word) <= 3 or not word.isascii():
        return word
    return stem_word(word)


def build_index(
    catalogue: Catalogue,
    options: SearchOptions | None = None,
    *,
    shown: Mapping[str, Any] | None = None,
) -> dict[str, bytes]:
    """Builds the search's files.

    Args:
        catalogue: the list; its papers, topic titles and equal expressions are read.
        options: tuning; the defaults are for use.
        shown: slug -> JSON value that is handed through to whoever shows the paper as a result.

    Returns:
        Path below the site's root (``assets/search/...``) -> content. The same catalogue gives the same
        bytes.
    """
    options = options or SearchOptions()
    papers = _order_papers(catalogue)
    texts = [_field_texts(paper, catalogue) for paper in papers]
    fields = _count_words(texts, catalogue, options)
    words = sorted({word for doc in fields for counts in doc.values() for word in counts})
    classes, class_of = _group_words(words)
    weights = _weigh_words(fields, class_of, len(classes), options)
    latent = _latent_weights(weights, _spellings(fields, words, class_of), options)
    forms = _find_forms(fields, words, class_of)
    shards, starts, degrees = _write_postings(weights, forms, latent, options)

    files: dict[str, str] = {f"p{number}.json": _json(shard) for number, shard in enumerate(shards)}
    chunk = options.chunk
    for start in range(0, len(papers), chunk):
        rows = [[*_shown(paper), (shown or {}).get(paper.slug)] for paper in papers[start : start + chunk]]
        files[f"m{start // chunk}.json"] = _json(rows)
    files["order.json"] = _json(_orders(papers))
    files["ids.json"] = _json(_identifiers(papers))
    files["slugs.json"] = _json(_places(papers, catalogue))
    core = {
        "format": FORMAT,
        "size": len(papers),
        "chunk": chunk,
        "words": _front_code(words),
        "classes": _vlq(_back_references(words, class_of)),
        "degrees": degrees,
        "starts": starts,
        "stop": " ".join(sorted(FUNCTION_WORDS)),
        "weak": " ".join(sorted(WEAK_WORDS)),
        **_columns(papers, catalogue),
    }
    digest = hashlib.sha256(_json(core).encode("utf-8", "replace"))
    for name in sorted(files):
        digest.update(name.encode())
        digest.update(files[name].encode("utf-8", "replace"))
    version = digest.hexdigest()[:10]
    index = {f"{SEARCH_DIR}/index.json": _json({"version": version, **core}).encode("utf-8", "replace")}
    index |= {
        f"{SEARCH_DIR}/{version}/{name}": text.encode("utf-8", "replace") for name, text in files.items()
    }
    return index


def _order_papers(catalogue: Catalogue) -> list[Paper]:
    """Papers by primary topic, so that papers found together tend to lie in the same files."""
    places = {topic: place for place, topic in enumerate(catalogue.taxonomy.topics)}
    return sorted(
        catalogue.papers.values(),
        key=lambda paper: (places.get(paper.primary_topic or "", len(places)), paper.slug),
    )


def _field_texts(paper: Paper, catalogue: Catalogue) -> dict[str, str]:
    topics = catalogue.taxonomy.topics
    repositories = (match for url in paper.links.code if (match := REPOSITORY.match(url)))
    organization = paper.organization
    return {
        "title": paper.title,
        "authors": " ; ".join((*paper.authors, *((organization.name,) if organization else ()))),
        "tldr": paper.tldr or "",
        "question": paper.question or "",
        "topics": " ; ".join(topics[topic].title for topic in paper.topics if topic in topics),
        "kind": paper.kind or "",
        "venue": " ".join(
            str(part)
            for part in (
                paper.venue,
                paper.venue_year,
                paper.year if paper.year != paper.venue_year else None,
            )
            if part
        ),
        "code": " ".join(" ".join(match.groups()) for match in repositories),
        "abstract": paper.abstract,
    }


def _count_words(
    texts: Sequence[Mapping[str, str]], catalogue: Catalogue, options: SearchOptions
) -> list[dict[str, Counter[str]]]:
    """Weighted words of each field of each paper, with compounds and equal expressions."""
    tokens = [{name: tokenize(text) for name, text in doc.items()} for doc in texts]
    plain = {word for doc in tokens for found in doc.values() for word, _ in found}
    counted: list[dict[str, Counter[str]]] = []
    for doc, found in zip(texts, tokens, strict=True):
        fields: dict[str, Counter[str]] = {}
        for name, text in doc.items():
            counts: Counter[str] = Counter()
            for word, weight in found[name]:
                counts[word] += weight  # type: ignore[assignment]
            for compound in _compounds(text):
                if name == "title" or compound in plain:
                    counts[compound] += 1
            if counts:
                fields[name] = counts
        counted.append(fields)
    thesaurus = _Thesaurus(_equal_expressions(texts, catalogue), catalogue.search.found_by)
    for doc, fields in zip(texts, counted, strict=True):
        equal = thesaurus.other_words(doc, options.weights)
        if equal:
            fields["equal"] = Counter(equal)
    return counted


def _equal_expressions(texts: Sequence[Mapping[str, str]], catalogue: Catalogue) -> list[tuple[str, ...]]:
    """Expressions that mean the same: those given by hand, and abbreviations that abstracts explain."""
    explained: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in texts:
        for short, long in find_abbreviations(doc["abstract"]):
            explained[short][long] += 1
    groups: list[tuple[str, ...]] = [tuple(group) for group in catalogue.search.synonyms]
    for short, forms in sorted(explained.items()):
        merged: Counter[str] = Counter()
        spoken: dict[str, str] = {}
        for long, count in sorted(forms.items()):
            key = _stems(long)
            merged[key] += count
            spoken.setdefault(key, long)
        key, count = min(merged.items(), key=lambda item: (-item[1], item[0]))
        if count >= 2 and count >= 0.7 * sum(merged.values()):
            groups.append((short, spoken[key]))
    return groups


@lru_cache(maxsize=4096)
def _stems(text: str) -> str:
    return " ".join(_stem(word) for word in WORD.findall(fold(text)))


class _Thesaurus:
    """Finds the expressions a paper uses and gives the others by which it is to be found.

    Args:
        groups: expressions that mean the same.
        found_by: expression -> others by which a paper that uses it is found.
    """

    def __init__(self, groups: Sequence[tuple[str, ...]], found_by: Mapping[str, Sequence[str]]) -> None:
        others: defaultdict[str, list[str]] = defaultdict(list)
        for group in groups:
            for phrase in group:
                others[_stems(phrase)] += [other for other in group if other != phrase]
        for phrase, more in found_by.items():
            others[_stems(phrase)] += more
        self._others = {phrase: tuple(dict.fromkeys(more)) for phrase, more in others.items() if phrase}
        self._by_first: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in sorted(self._others):
            self._by_first[phrase.split(" ", 1)[0]].append(phrase)

    def other_words(self, doc: Mapping[str, str], weights: Mapping[str, float]) -> Mapping[str, float]:
        """Words of the expressions that stand for those a paper uses and that it does not use itself.

        An expression counts by where and how often the paper says what it stands for: a verb in passing
        in the abstract is worth less than a word of the title.
        """
        fields = {name: f" {_stems(text)} " for name, text in doc.items()}
        said = " | ".join(fields.values())
        firsts = sorted(set(said.split()) & self._by_first.keys())
        used = {phrase for first in firsts for phrase in self._by_first[first] if f" {phrase} " in said}
        added: dict[str, float] = {}
        for phrase in sorted(used):
            strength = sum(
                weights.get(name, 0.0) * min(SAID_OFTEN, text.count(f" {phrase} "))
                for name, text in fields.items()
                if name in SAYING_FIELDS
            )
            for other in self._others[phrase]:
                if f" {_stems(other)} " not in said:
                    for word in (*(word for word, _ in tokenize(other)), *_compounds(other)):
                        added[word] = max(added.get(word, 0.0), EQUAL_SHARE * strength)
        return added


def _group_words(words: Sequence[str]) -> tuple[list[str], list[int]]:
    """Classes in the order of their first word, and the class of each word."""
    numbers: dict[str, int] = {}
    class_of = [numbers.setdefault(_stem(word), len(numbers)) for word in words]
    return list(numbers), class_of


def _find_forms(
    fields: Sequence[Mapping[str, Counter[str]]], words: Sequence[str], class_of: Sequence[int]
) -> list[dict[int, int] | None]:
    """Which forms of a class each paper uses: paper -> bits, by the forms' order; None for a lone form."""
    sizes = Counter(class_of)
    forms: list[dict[int, int] | None] = [{} if sizes[number] > 1 else None for number in range(len(sizes))]
    places: Counter[int] = Counter()
    bit_of: dict[str, tuple[int, int]] = {}
    for word, number in zip(words, class_of, strict=True):
        if sizes[number] > 1:
            bit_of[word] = (number, 1 << min(places[number], MOST_FORMS - 1))
            places[number] += 1
    for place, doc in enumerate(fields):
        for name, counts in doc.items():
            if name != "equal":
                for word in counts:
                    if word in bit_of:
                        number, bit = bit_of[word]
                        table = forms[number]
                        assert table is not None
                        table[place] = table.get(place, 0) | bit
    return forms


def _spellings(
    fields: Sequence[Mapping[str, Counter[str]]], words: Sequence[str], class_of: Sequence[int]
) -> list[str]:
    """The commonest word of each class."""
    counts: Counter[str] = Counter()
    for doc in fields:
        for field_counts in doc.values():
            counts.update(field_counts)
    best: dict[int, str] = {}
    for word, number in zip(words, class_of, strict=True):
        if number not in best or counts[word] > counts[best[number]]:
            best[number] = word
    return [best[number] for number in range(len(best))]


def _weigh_words(
    fields: Sequence[Mapping[str, Counter[str]]],
    class_of: Sequence[int],
    classes: int,
    options: SearchOptions,
) -> sp.csc_matrix:
    """BM25F without the inverse document frequency: papers x classes, values in 0..1."""
    words = sorted({word for doc in fields for counts in doc.values() for word in counts})
    number = dict(zip(words, class_of, strict=True))
    names = sorted(options.weights)
    totals = {name: [sum(doc.get(name, {}).values()) for doc in fields] for name in names}
    means = {name: sum(lengths) / max(1, sum(map(bool, lengths))) for name, lengths in totals.items()}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for place, doc in enumerate(fields):
        sums: defaultdict[int, float] = defaultdict(float)
        for name in names:
            slope = options.lengths.get(name, 0.0)
            norm = 1 - slope + slope * totals[name][place] / means[name] if means[name] else 1.0
            for word, count in sorted(doc.get(name, {}).items()):
                sums[number[word]] += options.weights[name] * count / norm
        for column, value in sorted(sums.items()):
            rows.append(place)
            columns.append(column)
            values.append(value / (options.saturation + value))
    return sp.csc_matrix((values, (rows, columns)), shape=(len(fields), classes))


def _inverse_frequencies(weights: sp.csc_matrix) -> np.ndarray[Any, Any]:
    papers = weights.shape[0]
    degrees = np.diff(weights.indptr)
    return np.asarray(np.log1p((papers - degrees + 0.5) / (degrees + 0.5)))


def _latent_weights(
    weights: sp.csc_matrix, spellings: Sequence[str], options: SearchOptions
) -> list[list[tuple[int, float]]]:
    """For each class the papers it is most akin to, with the kinship; by paper.

    The space is that of pieces of words (3 to 5 letters), so that words of one root are near from the
    start, and what stands together on the list comes on top. The kinship of a class and a paper is what
    the class adds to the cosine of a query's vector and the paper's. It does not depend on the signs of
    singular vectors.

    Args:
        weights: papers x classes.
        spellings: a word of each class.
        options: rank of the space, and how much to keep.
    """
    papers, classes = weights.shape
    found: list[list[tuple[int, float]]] = [[] for _ in range(classes)]
    if papers < 3 or not classes:
        return found
    pieces = CountVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), binary=True, dtype=np.float32, lowercase=False
    )
    try:
        made_of = pieces.fit_transform(spellings)
    except ValueError:  # no word is long enough to have pieces
        return found
    matrix = (weights.astype(np.float32) @ made_of).tocsc()
    degrees = np.diff(matrix.indptr)
    shared = np.flatnonzero((degrees >= 2) & (degrees <= max(2, options.common * papers)))
    if len(shared) > options.pieces:
        shared = np.sort(shared[np.argsort(-degrees[shared], kind="stable")[: options.pieces]])
    rank = min(options.rank, papers - 1, len(shared) - 1)
    if rank < 2:
        return found
    idf = (1 + np.log((1 + papers) / (1 + degrees[shared]))).astype(np.float32)
    matrix = matrix[:, shared].tocsr()
    matrix.data = np.log1p(2 * matrix.data)
    matrix = matrix @ sp.diags(idf)
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = (sp.diags(1 / np.where(norms > 0, norms, 1)) @ matrix).astype(np.float32)
    # One thread: the order of sums, and with it the last bits, must not depend on the machine's cores.
    with threadpool_limits(limits=1):
        left, values = _left_vectors(matrix, rank)
        axes = np.asarray((matrix.T @ left) / values)
        places = left * values
        lengths = np.sqrt((places**2).sum(axis=1, keepdims=True))
        places = (places / np.where(lengths > 0, lengths, 1)).T.copy()
        words = made_of.tocsc()[:, shared].tocsr() @ sp.diags(idf)
        telling = _inverse_frequencies(weights).astype(np.float32)
        sizes = np.diff(weights.indptr)
        # On a long list a word of one paper is left without kin: it names its paper already.
        wanted = np.flatnonzero(sizes >= (1 if papers <= options.long else 2))
        for start in range(0, len(wanted), 1024):
            batch = wanted[start : start + 1024]
            kin = (np.asarray(words[batch] @ axes) * telling[batch, None]) @ places
            most = min(options.nearest, papers)
            near = np.argpartition(-kin, most - 1, axis=1)[:, :most] if most < papers else None
            for place, number in enumerate(batch.tolist()):
                line = kin[place]
                docs = np.arange(papers) if near is None else near[place]
                docs = docs[np.lexsort((docs, -line[docs]))]
                if sizes[number] == 1:
                    docs = docs[: options.nearest_rare]
                if (top := float(line[docs[0]])) > 0:
                    docs = np.sort(docs[line[docs] >= options.floor * top])
                    found[number] = list(zip(docs.tolist(), line[docs].tolist(), strict=True))
    return found


def _left_vectors(matrix: sp.csr_matrix, rank: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The first left singular vectors of a matrix and their values, greatest first.

    Exact by way of the product of the matrix with itself where that is small, else by a randomized method
    with a fixed seed.
    """
    if matrix.shape[0] <= 1500:
        size = matrix.shape[0]
        product = (matrix @ matrix.T).toarray().astype(np.float64)
        squares, left = eigh(product, subset_by_index=[size - rank, size - 1])
        left, values = left[:, ::-1], np.sqrt(np.maximum(squares[::-1], 0))
    else:
        left, values, _ = randomized_svd(
            matrix, n_components=rank, n_iter=2, n_oversamples=20, random_state=0
        )
    keep = values > 1e-6
    return left[:, keep].astype(np.float32), values[keep].astype(np.float32)


def _write_postings(
    weights: sp.csc_matrix,
    forms: Sequence[Mapping[int, int] | None],
    latent: Sequence[Sequence[tuple[int, float]]],
    options: SearchOptions,
) -> tuple[list[list[str]], list[int], str]:
    """Postings as text in files of about equal length; the first class of each file; size of each class.

    A class is ``degree, gaps of papers..., weights (1..31)..., forms (bits; left out for a lone form)...,
    kin, scale (thousandths), gaps..., kinships (1..31)...``.
    """
    lines: list[str] = []
    degrees: list[str] = []
    for number, kin in enumerate(latent):
        begin, end = weights.indptr[number], weights.indptr[number + 1]
        order = np.argsort(weights.indices[begin:end], kind="stable")
        docs = weights.indices[begin:end][order].tolist()
        values = weights.data[begin:end][order].tolist()
        row = [len(docs), *_gaps(docs), *(max(1, round(31 * value)) for value in values)]
        top = max((value for _, value in kin), default=0.0)
        if (used := forms[number]) is not None:
            row += [used.get(doc, 0) for doc in docs]
        row += [len(kin), round(1000 * top)]
        if kin:
            row += [*_gaps([doc for doc, _ in kin]), *(max(1, round(31 * value / top)) for _, value in kin)]
        lines.append(_vlq(row))
        degrees.append(VLQ[math.ceil(math.log2(len(docs)))])
    shards: list[list[str]] = []
    starts: list[int] = []
    length = options.shard
    for number, line in enumerate(lines):
        if length >= options.shard:
            shards.append([])
            starts.append(number)
            length = 0
        shards[-1].append(line)
        length += len(line)
    return shards, starts, "".join(degrees)


def _gaps(numbers: Sequence[int]) -> list[int]:
    return [number - before for number, before in zip(numbers, (0, *numbers), strict=False)]


def _vlq(numbers: Iterable[int]) -> str:
    out: list[str] = []
    for number in numbers:
        while number >= 32:
            out.append(VLQ[32 | number & 31])
            number >>= 5
        out.append(VLQ[number])
    return "".join(out)


def _front_code(words: Sequence[str]) -> str:
    """Sorted words as one text: a capital letter says how many characters of the word before are kept."""
    out: list[str] = []
    before = ""
    for word in words:
        same = 0
        while same < min(25, len(word), len(before)) and word[same] == before[same]:
            same += 1
        out.append(chr(65 + same) + word[same:])
        before = word
    return "".join(out)


def _back_references(words: Sequence[str], class_of: Sequence[int]) -> list[int]:
    """For each word 0 for a new class, else how far the class lies behind the newest, plus one."""
    out: list[int] = []
    newest = -1
    for number in class_of:
        if number > newest:
            newest = number
            out.append(0)
        else:
            out.append(newest - number + 1)
    return out


def _columns(papers: Sequence[Paper], catalogue: Catalogue) -> dict[str, Any]:
    """What facets are counted from: each one's values, and each paper's value as its number plus one."""
    topics = list(catalogue.taxonomy.topics)
    group_of = {
        topic.id: number for number, group in enumerate(catalogue.taxonomy.groups) for topic in group.topics
    }
    kinds = sorted({paper.kind for paper in papers if paper.kind})
    venues = sorted({paper.venue for paper in papers if paper.venue}, key=lambda name: (fold(name), name))
    years = sorted({paper.year for paper in papers if paper.year is not None}, reverse=True)
    topic_at = {topic: place + 1 for place, topic in enumerate(topics)}
    kind_at: dict[str | None, int] = {kind: place + 1 for place, kind in enumerate(kinds)}
    venue_at: dict[str | None, int] = {venue: place + 1 for place, venue in enumerate(venues)}
    year_at: dict[int | None, int] = {year: place + 1 for place, year in enumerate(years)}
    known = [[topic_at[topic] for topic in paper.topics if topic in topic_at] for paper in papers]
    return {
        "facets": {
            "topic": [
                [topic, catalogue.taxonomy.topics[topic].title, group_of.get(topic, 0) % 8 + 1]
                for topic in topics
            ],
            "year": years,
            "kind": kinds,
            "venue": venues,
        },
        "columns": {
            "topic": _vlq(number for row in known for number in (len(row), *row)),
            "year": _vlq(year_at.get(paper.year, 0) for paper in papers),
            "kind": _vlq(kind_at.get(paper.kind, 0) for paper in papers),
            "venue": _vlq(venue_at.get(paper.venue, 0) for paper in papers),
            "code": _vlq(int(bool(paper.links.code)) for paper in papers),
        },
    }


def _shown(paper: Paper) -> list[Any]:
    """What the list shows of a paper beside its facets."""
    return [
        paper.slug,
        paper.title,
        list(paper.authors[:3]),
        len(paper.authors) or paper.author_count or 0,
        paper.organization.name if paper.organization else None,
        paper.published,
        paper.tldr,
    ]


def _orders(papers: Sequence[Paper]) -> dict[str, str]:
    places = range(len(papers))

    def latest(dates: Sequence[str | None]) -> list[int]:
        by_slug = sorted(places, key=lambda place: papers[place].slug)
        return sorted(by_slug, key=lambda place: dates[place] or "", reverse=True)

    dates = [paper.published or (str(paper.year) if paper.year else None) for paper in papers]
    orders = {
        "date": latest(dates),
        "added": latest([paper.added for paper in papers]),
        "title": sorted(places, key=lambda place: (fold(papers[place].title), papers[place].slug)),
    }
    return {name: _vlq(order) for name, order in orders.items()}


def _identifiers(papers: Sequence[Paper]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, paper in enumerate(papers):
        for identifier in (paper.links.arxiv, paper.links.doi, paper.links.openreview):
            if identifier:
                found.setdefault(identifier.lower(), place)
    return dict(sorted(found.items()))


def _places(papers: Sequence[Paper], catalogue: Catalogue) -> dict[str, Any]:
    """Where a slug's paper stands: hashes of the slugs in the order of the papers, and what they do not tell.

    ``hashes`` are FNV-1a of 32 bits, little-endian, in Base64; ``clashes`` are the slugs that share a hash
    with another; ``moved`` are the slugs that are gone and those that took their places.
    """
    hashes = [hash_fnv1a(paper.slug) for paper in papers]
    often = Counter(hashes)
    return {
        "hashes": base64.b64encode(b"".join(value.to_bytes(4, "little") for value in hashes)).decode(),
        "clashes": {
            paper.slug: place
            for place, (paper, value) in enumerate(zip(papers, hashes, strict=True))
            if often[value] > 1
        },
        "moved": dict(sorted(catalogue.redirects.items())),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

"""Which entries are the same paper, and why; merging them into one record.

Identity goes by identifier first (arXiv without version, DOI), then by normalised title. A title alone is
not enough where something speaks against it: another number in it, other authors, another abstract.
Pairs that only look like one paper are possible duplicates: they are found here and decided by people.

Everything here gives the same answer whatever the order of its input, and costs in proportion to it.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TypeVar

from rapidfuzz import fuzz

from generator.model.catalogue import VenueInfo
from generator.model.entry import CaptureRef, Entry, Organization
from generator.model.paper import Links, Paper
from generator.text.identifiers import parse_arxiv_id
from generator.text.latex import make_readable
from generator.text.links import find_links
from generator.text.slugs import slugify
from generator.text.titles import make_title_readable, title_key
from generator.text.words import split_words

__all__ = [
    "Cluster",
    "PossibleDuplicate",
    "Similarity",
    "all_identifiers",
    "cluster_entries",
    "fill_blanks",
    "find_numbers",
    "find_possible_duplicates",
    "is_preprint_venue",
    "judge_group",
    "map_venue_names",
    "may_be_same_paper",
    "measure_similarity",
    "merge_entries",
    "merge_papers",
    "new_slug",
    "primary_identifiers",
    "sort_capture_refs",
    "use_listed_venue_name",
    "work_key",
]

# ---------------------------------------------------------------------------------------------- titles

# the sign that makes another work of a name: LightHGNN+ and LightHGNN, C++ and C#
NAME_SIGN = re.compile(r"(?<=[\w)])([+⁺]+|[#♯])(?!\w)")


@lru_cache(maxsize=65536)
def work_key(title: str) -> str:
    """Return what two prints of one work's title have in common.

    As :func:`title_key`, but a plus or hash sign behind a name stays, and a title without
    any letter or digit is its own key.
    """
    text = make_title_readable(title)
    marked = NAME_SIGN.sub(lambda match: " plus" * len(match[1]) if match[1][0] != "#" else " sharp", text)
    return title_key(marked) or unicodedata.normalize("NFKC", text).casefold()


# Part II, Volume 3, Version B
PART_WORDS = frozenset(
    split_words("part volume vol version book phase stage chapter no number episode edition task level ")
)
_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
NUMBER_WORDS = {
    **{word: str(number) for number, word in enumerate(_WORDS, 1)},
    **{word: str(number) for number, word in enumerate(_ORDINALS, 1)},
}
# ii, iv, xii; what has no letter matches too and is left out by its caller
ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})\Z")
_ROMAN_UNITS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "": 0}


@lru_cache(maxsize=65536)
def find_numbers(title: str) -> tuple[str, ...]:
    """Return the numbers that a title holds, sorted: digits, Roman numerals, words, letters of parts.

    ``"YOLOv2, Part II: One Step"`` gives ``("1", "2", "2")``. A single letter is a numeral only behind a
    word such as "part" or at the title's end.
    """
    tokens = work_key(title).split()
    found: list[str] = []
    for place, token in enumerate(tokens):
        behind_part = place > 0 and tokens[place - 1] in PART_WORDS
        roman = ROMAN.match(token)
        if any(char.isdigit() for char in token):
            found += [run.lstrip("0") or "0" for run in re.findall(r"\d+", token)]
        elif token in NUMBER_WORDS:
            found.append(NUMBER_WORDS[token])
        elif roman and (len(token) > 1 or behind_part or (0 < place == len(tokens) - 1)):
            found.append(str(10 * len(roman[1]) + _ROMAN_UNITS[roman[2]]))
        elif behind_part and len(token) == 1:
            found.append(token)
    return tuple(sorted(found))


# ------------------------------------------------------------------------------------------ similarity

# words that say nothing about what an abstract is about
EMPTY_WORDS = frozenset(
    split_words(
        "a about all also an and any are as at based be been between both but by can do each for "
        "from has have however i if in into is it its method methods model models more most new no "
        "not of on one only or other our over paper propose proposed results show such than that "
        "the their then there these they this through thus to two under use used using via was we "
        "well when where which while will with work "
    )
)
GENERIC_WORDS = 3
"""Titles of at most this many words are ones that several works may bear."""
GENERIC_OVERLAP = 0.3
LEAST_OVERLAP = 0.15
"""Part of the shorter abstract's words that the other must share for one work, where the title is generic and
where it is not. Two abstracts of one topic share 0.12 at the median and 0.28 at most in a thousand pairs."""
SPEAKING_WORDS = 12
"""An abstract of fewer telling words neither proves nor refutes anything."""


def _surname(name: str) -> str:
    key = title_key(name.partition(",")[0] if "," in name else name).split()
    return key[-1] if key else ""


def _surnames(names: Sequence[str]) -> frozenset[str]:
    return frozenset(surname for name in names if (surname := _surname(name)))


@lru_cache(maxsize=32768)
def _telling_words(abstract: str) -> frozenset[str]:
    return frozenset(split_words(abstract)) - EMPTY_WORDS


def _part(mine: frozenset[str], theirs: frozenset[str]) -> float | None:
    """Return how much of the smaller set the larger one has, from 0 to 1; None where one is empty."""
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """How alike two records are, each part from 0 to 1, or None where one of them says nothing.

    Attributes:
        title: similarity of the titles, letter by letter or word by word, whichever is more.
        abstract: part of the shorter abstract's telling words that the other has.
        authors: part of the shorter list's surnames that the other has.
        same_numbers: whether the titles hold the same numbers.
        same_name: whether the titles begin with one name before a colon.
    """

    title: float
    abstract: float | None
    authors: float | None
    same_numbers: bool
    same_name: bool = False

    @property
    def score(self) -> float:
        """One figure from 0 to 1: the mean of what is known, titles and abstracts weighing more."""
        parts = [(self.title, 3.0), (self.abstract, 3.0), (self.authors, 2.0)]
        known = [(value, weight) for value, weight in parts if value is not None]
        return sum(value * weight for value, weight in known) / sum(weight for _, weight in known)

    def __str__(self) -> str:
        parts = [("title", self.title), ("abstract", self.abstract), ("authors", self.authors)]
        return ", ".join(f"{name} {value:.2f}" for name, value in parts if value is not None)


def measure_similarity(one: Entry | Paper, other: Entry | Paper) -> Similarity:
    """Return how alike two records are."""
    mine, theirs = work_key(one.title), work_key(other.title)
    plain = max(fuzz.ratio(mine, theirs), fuzz.ratio(mine.replace(" ", ""), theirs.replace(" ", "")))
    abstract = authors = None
    if one.abstract and other.abstract:
        sets = _telling_words(one.abstract), _telling_words(other.abstract)
        abstract = 1.0 if one.abstract == other.abstract else _part(*sets)
        if abstract != 1.0 and min(map(len, sets)) < SPEAKING_WORDS:
            abstract = None
    if one.authors and other.authors:
        authors = _part(_surnames(one.authors), _surnames(other.authors))
    return Similarity(
        title=max(plain, fuzz.token_sort_ratio(mine, theirs)) / 100,
        abstract=abstract,
        authors=authors,
        same_numbers=find_numbers(one.title) == find_numbers(other.title),
        same_name=_name(one.title) == _name(other.title) != "",
    )


@lru_cache(maxsize=65536)
def _name(title: str) -> str:
    """Return the name that a title begins with before a colon or dash, or nothing: ``A-SDM: Faster …``."""
    parts = re.split(r":\s|\s[–—-]\s", make_title_readable(title), maxsplit=1)
    name = work_key(parts[0]) if len(parts) > 1 else ""
    return name if len(name.split()) <= GENERIC_WORDS else ""


def _clash(one: Entry | Paper, other: Entry | Paper) -> bool:
    """Return whether the identifiers say that these are two works (a preprint's DOI says nothing)."""
    mine, theirs = primary_identifiers(one), primary_identifiers(other)
    for kind in ("arxiv", "doi"):
        here, there = mine.get(kind), theirs.get(kind)
        if here and there and here != there:
            return not set(all_identifiers(one)) & set(all_identifiers(other))
    return False


def _verdict(one: Entry | Paper, other: Entry | Paper) -> int:
    """Return what is known beside one normalised title: -1 speaks against one work, 1 for it, 0 nothing."""
    if _clash(one, other):
        return -1
    similarity = measure_similarity(one, other)
    if similarity.authors == 0.0:
        return -1
    if similarity.abstract is not None:
        generic = len(work_key(one.title).split()) <= GENERIC_WORDS
        if similarity.abstract < (GENERIC_OVERLAP if generic else LEAST_OVERLAP):
            return -1
    return 1 if (similarity.abstract or 0) >= GENERIC_OVERLAP or (similarity.authors or 0) > 0 else 0


def may_be_same_paper(one: Entry | Paper, other: Entry | Paper) -> bool:
    """Return whether two records with one normalised title can be one work.

    They can not when their identifiers differ, when neither author list shares a surname with the other,
    or when both have an abstract and the abstracts have little in common.
    """
    return _verdict(one, other) >= 0


# 10.1101/2020.03.03.975524 (bioRxiv), 10.2139/ssrn.3750000, 10.21203/rs.3.rs-1, 10.5281/zenodo.1
PREPRINT_DOI = re.compile(
    r"10\.(?:48550/|1101/|2139/ssrn|21203/rs|26434/|36227/|31234/|31219/|20944/preprints|5281/zenodo)", re.I
)
# arXiv, CoRR, bioRxiv, arXiv preprint arXiv:2401.00001
PREPRINT_VENUE = re.compile(
    r"\b(?:(?:ar|bio|med|chem|tech|psy|soc|edu|eng|vi)[a-z]{0,3}xiv|corr|ssrn"
    r"|preprints?|pre-print|research square|openreview|zenodo|hal)\b",
    re.I,
)


def is_preprint_venue(venue: str | None) -> bool:
    """Return whether ``venue`` is a preprint server rather than a conference or journal."""
    return bool(venue and PREPRINT_VENUE.search(venue))


def map_venue_names(venues: Iterable[VenueInfo]) -> dict[str, str]:
    """Return the key (:func:`title_key`) of every form of a venue's name -> the form used."""
    forms = {title_key(alias): venue.name for venue in venues for alias in venue.aliases}
    return forms | {title_key(venue.name): venue.name for venue in venues}


def use_listed_venue_name(paper: Paper, names: Mapping[str, str]) -> Paper:
    """Return ``paper`` with its venue in the form used on the list, where that is known."""
    name = names.get(title_key(paper.venue)) if paper.venue else None
    return paper.model_copy(update={"venue": name}) if name and name != paper.venue else paper


def primary_identifiers(record: Entry | Paper) -> dict[str, str]:
    """Return the record's identifiers by kind: ``arxiv``, ``doi``; DOIs in lower case.

    The DOI that arXiv gives to a preprint counts as its arXiv identifier, and DOIs of other preprint
    servers stand back: they are in :func:`all_identifiers`.
    """
    source = record.links if isinstance(record, Paper) else record
    found: dict[str, str] = {}
    arxiv = source.arxiv or (parse_arxiv_id(source.doi) if source.doi else None)
    if arxiv:
        found["arxiv"] = arxiv
    if source.doi and not PREPRINT_DOI.match(source.doi):
        found["doi"] = source.doi.lower()
    return found


# https://doi.org/10.1145/3357384.3357879
DOI_LINK = re.compile(r"https?://(?:dx\.)?doi\.org/(10\..+)\Z", re.I)


def all_identifiers(record: Entry | Paper) -> tuple[tuple[str, str], ...]:
    """Return every identifier as (kind, value), those among a paper's other links included."""
    found = set(primary_identifiers(record).items())
    source = record.links if isinstance(record, Paper) else record
    if source.doi:
        found.add(("doi", source.doi.lower()))
    for address in record.links.other if isinstance(record, Paper) else ():
        if id_ := parse_arxiv_id(address):
            found.add(("arxiv", id_))
        elif match := DOI_LINK.match(address):
            found.add(("doi", match[1].lower()))
    return tuple(sorted(found))


# ----------------------------------------------------------------------------------------- clustering


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Entries that are one paper.

    Attributes:
        entries: the entries, in the order they were read.
        reasons: why they are one: ``"arXiv 2410.05434"``, ``"same title"``; empty for one entry.
    """

    entries: tuple[Entry, ...]
    reasons: tuple[str, ...] = ()


class _Groups:
    """Disjoint sets of the numbers below ``size`` (union by least member, paths halved)."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def find(self, item: int) -> int:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def union(self, one: int, other: int) -> None:
        one, other = sorted((self.find(one), self.find(other)))
        self.parent[other] = one

    def members(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for item in range(len(self.parent)):
            found[self.find(item)].append(item)
        return found


SAMPLE = 6
"""Different prints of one group that stand for all of it where groups are compared."""
ALL_PAIRS = 40
WINDOW = 12
"""Groups under one title up to which all pairs are compared, and neighbours that are compared beyond."""


def _prints(entries: Iterable[Entry]) -> list[Entry]:
    """Return the most telling of the different prints among ``entries``, ordered by their content."""
    found = {
        (entry.arxiv or "", entry.doi or "", "; ".join(entry.authors), entry.abstract): entry
        for entry in entries
    }
    return [found[key] for key in sorted(found, reverse=True)][:SAMPLE]


def _group_verdict(mine: Sequence[Entry], theirs: Sequence[Entry | Paper]) -> int:
    verdicts = [_verdict(one, other) for one in mine for other in theirs]
    return min(verdicts) if -1 in verdicts else max(verdicts)


def judge_group(entries: Sequence[Entry], paper: Paper) -> int:
    """Return whether entries of one title and ``paper`` are one work: 1 yes, 0 unknown, -1 no."""
    return _group_verdict(_prints(entries), [paper])


def _join_by_title(groups: Sequence[Sequence[Entry]]) -> list[list[int]]:
    """Return which of the groups under one title are one paper, as lists of their numbers.

    Groups that authors or abstracts tie together are one; a group of which nothing is known beside the
    title goes with the others only where these are one paper themselves.
    """
    prints = [_prints(group) for group in groups]
    order = sorted(
        range(len(groups)),
        key=lambda n: [(e.authors, e.abstract, e.arxiv or "", e.doi or "") for e in prints[n]],
    )
    if len(order) <= ALL_PAIRS:
        pairs = list(combinations(order, 2))
    else:
        pairs = [(a, b) for place, a in enumerate(order) for b in order[place + 1 : place + 1 + WINDOW]]
    verdicts = {pair: _group_verdict(prints[pair[0]], prints[pair[1]]) for pair in pairs}
    tied = _Groups(len(groups))
    for (one, other), verdict in verdicts.items():
        if verdict == 1:
            tied.union(one, other)
    # a tie through a third that contradicts itself is no tie: 1 ~ 2 ~ 3, but 1 and 3 are two papers
    broken = {
        tied.find(one)
        for (one, other), v in verdicts.items()
        if v == -1 and tied.find(one) == tied.find(other)
    }
    parts = [part for root, part in tied.members().items() if root not in broken]
    parts += [[item] for root, part in tied.members().items() if root in broken for item in part]
    against = {frozenset((one, other)) for (one, other), verdict in verdicts.items() if verdict == -1}
    telling = [part for part in parts if any(_tells(entry) for item in part for entry in prints[item])]
    silent = [part for part in parts if part not in telling]
    joined = [item for part in silent for item in part]
    if len(telling) == 1 and not any(frozenset((a, b)) in against for a in joined for b in telling[0]):
        return [telling[0] + joined]
    if joined and not any(frozenset(pair) in against for pair in combinations(joined[:ALL_PAIRS], 2)):
        return [*telling, joined]
    return parts


def _tells(entry: Entry) -> bool:
    return bool(entry.authors or entry.abstract or entry.arxiv or entry.doi)


def cluster_entries(entries: Iterable[Entry]) -> tuple[Cluster, ...]:
    """Group entries that are one paper, in the order of their first entries.

    Entries that share an identifier are one paper, also through a third entry that has both identifiers.
    Which entries come together does not depend on their order. The cost grows with the number of
    entries, not with its square: only entries that share an identifier or a title are ever compared.
    """
    items = tuple(entries)
    groups = _Groups(len(items))
    reasons: dict[int, list[str]] = defaultdict(list)
    by_id: dict[tuple[str, str], int] = {}
    for number, entry in enumerate(items):
        for kind, value in all_identifiers(entry):
            first = by_id.setdefault((kind, value), number)
            if first != number:
                reasons[first].append(f"{'arXiv' if kind == 'arxiv' else 'DOI'} {value}")
                groups.union(first, number)
    by_title: dict[str, set[int]] = defaultdict(set)
    for number, entry in enumerate(items):
        by_title[work_key(entry.title)].add(groups.find(number))
    members = groups.members()
    joins: list[tuple[int, int]] = []
    for roots in by_title.values():
        if len(roots) > 1:
            these = sorted(roots)
            for part in _join_by_title([[items[n] for n in members[root]] for root in these]):
                joins += [(these[part[0]], these[other]) for other in part[1:]]
    for one, other in joins:
        reasons[one].append("same title")
        groups.union(one, other)
    found: list[Cluster] = []
    for _, numbers_ in sorted(groups.members().items()):
        why = dict.fromkeys(reason for number in numbers_ for reason in reasons.get(number, ()))
        found.append(Cluster(entries=tuple(items[number] for number in numbers_), reasons=tuple(why)))
    return tuple(found)


# ---------------------------------------------------------------------------------------- possible duplicates

LIKE_TITLE = 0.85
"""Similarity of two titles from which on they are asked about where nothing else is known."""
LIKE_TITLE_BACKED = 0.6
"""The same where authors or abstracts speak for one paper."""
BACKING_ABSTRACT = 0.45
"""Similarity of two abstracts that speaks for one paper."""
LIKE_ABSTRACT = 0.6
"""Similarity of two abstracts from which on a paper may be another one renamed."""
MOST_SHARED = 12
FEW_SHARED = 5
LEAST_SHARED = 2
"""Records that are compared because they share a feature, and because they share one word of the title;
features that two titles, or two abstracts, must share to be compared."""
SKETCH = 12
"""Shingles of an abstract that stand for it."""
_MASK = 0xFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleDuplicate:
    """Two records that look like one paper and that the machine does not merge.

    Attributes:
        one: the record that has been there longer, or whose slug comes first.
        other: the other record.
        similarity: how alike they are, part by part.
        reason: what they share, where that is an identifier; empty otherwise.
    """

    one: Paper
    other: Paper
    similarity: Similarity
    reason: str = ""

    @property
    def score(self) -> float:
        """How alike they are, from 0 to 1."""
        return 1.0 if self.reason else self.similarity.score

    @property
    def slugs(self) -> frozenset[str]:
        """The slugs of both."""
        return frozenset((self.one.slug, self.other.slug))


def _title_features(paper: Paper) -> set[str]:
    """Return what titles that are alike share at least one of, and few others do.

    Words and neighbouring words, both ends of the title without its spaces, and the first author with
    the first word.
    """
    tokens = work_key(paper.title).split()
    squashed = "".join(tokens)
    found = {"^" + squashed[:10], "$" + squashed[-10:]}
    found.update(token for token in tokens if token not in EMPTY_WORDS)
    found.update(f"{one} {other}" for one, other in pairwise(tokens) if not {one, other} <= EMPTY_WORDS)
    if paper.authors and tokens:
        found.add(f"@{_surname(paper.authors[0])} {tokens[0]}")
    return found


def _abstract_features(paper: Paper) -> list[int]:
    """Return the least of the hashed runs of three words of the abstract (a bottom-k sketch)."""
    codes = [zlib.crc32(word.encode()) for word in split_words(paper.abstract)]
    shingles = {
        (one * 0x9E3779B1 ^ two * 0x85EBCA6B ^ three * 0xC2B2AE35) & _MASK
        for one, two, three in zip(codes, codes[1:], codes[2:], strict=False)
    }
    # the product above keeps the order of its input in part; one more round spreads it
    return sorted(shingle * 0x27D4EB2F & _MASK for shingle in shingles)[:SKETCH]


def _looks_like(similarity: Similarity) -> bool:
    if not similarity.same_numbers or similarity.authors == 0.0:
        return False
    if similarity.abstract is not None and similarity.abstract >= LIKE_ABSTRACT:
        return True
    if similarity.abstract is not None and similarity.abstract < GENERIC_OVERLAP:
        return False
    backed = (similarity.abstract or 0) >= BACKING_ABSTRACT or (similarity.authors or 0) >= 0.5
    backed = backed or (similarity.same_name and similarity.abstract is not None)
    return similarity.title >= (LIKE_TITLE_BACKED if backed else LIKE_TITLE)


def find_possible_duplicates(
    papers: Iterable[Paper],
    *,
    among: Container[str] | None = None,
    decided: Collection[frozenset[str]] = (),
) -> tuple[PossibleDuplicate, ...]:
    """Return the pairs of records that may be one paper, the likeliest first.

    Args:
        papers: the records.
        among: slugs of which at least one must be in a pair; None for all pairs.
        decided: pairs of slugs on which a person has decided.
    """
    records = sorted(papers, key=lambda paper: (paper.added or "9999", paper.slug))
    keys = [work_key(paper.title) for paper in records]
    by_title: dict[str, tuple[int, ...]] = {}
    by_abstract: dict[int, tuple[int, ...]] = {}
    by_id: dict[tuple[str, str], int] = {}
    found: list[PossibleDuplicate] = []
    for number, other in enumerate(records):
        shared: dict[int, str] = {}
        for kind, value in all_identifiers(other):
            first = by_id.setdefault((kind, value), number)
            if first != number:
                shared[first] = f"both are {'arXiv' if kind == 'arxiv' else 'DOI'} {value}"
        by_text = _take_shelves(by_abstract, _abstract_features(other), number)
        alike = shared.keys() | {place for place, count in by_text.items() if count >= LEAST_SHARED}
        for place, count in _take_shelves(by_title, _title_features(other), number).items():
            if count >= LEAST_SHARED and place not in alike and _titles_alike(keys[place], keys[number]):
                alike.add(place)
        for place in sorted(alike):
            one = records[place]
            if among is not None and one.slug not in among and other.slug not in among:
                continue
            similarity = measure_similarity(one, other)
            reason = shared.get(place, "")
            if (reason or _looks_like(similarity)) and frozenset((one.slug, other.slug)) not in decided:
                found.append(PossibleDuplicate(one=one, other=other, similarity=similarity, reason=reason))
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.one.slug, pair.other.slug)))


_Feature = TypeVar("_Feature", str, int)


def _take_shelves(
    shelves: dict[_Feature, tuple[int, ...]], features: Iterable[_Feature], number: int
) -> dict[int, int]:
    """Return how many features each earlier record shares; put ``number`` beside them where there is room."""
    found: dict[int, int] = {}
    for feature in features:
        shelf: tuple[int, ...] = shelves.get(feature, ())
        for place in shelf:
            found[place] = found.get(place, 0) + 1
        # a word alone says less than two words or a run of three
        room = MOST_SHARED if isinstance(feature, int) or " " in feature or feature[0] in "^$" else FEW_SHARED
        if len(shelf) < room:
            # tuples of numbers cost the garbage collector nothing; most features are on one record alone
            shelves[feature] = (*shelf, number)
    return found


def _titles_alike(one: str, other: str) -> bool:
    if 2 * min(len(one), len(other)) < max(len(one), len(other)):
        return False
    least = 100 * LIKE_TITLE_BACKED
    return bool(
        fuzz.ratio(one, other, score_cutoff=least)
        or fuzz.token_sort_ratio(one, other, score_cutoff=least)
        or fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""), score_cutoff=least)
    )


# -------------------------------------------------------------------------------------------- merging


def _joined(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return addresses of all groups, each once; case, ``.git`` and a last slash make no other address."""
    seen: dict[str, str] = {}
    for group in groups:
        for address in group:
            seen.setdefault(_address_key(address), address)
    return tuple(seen.values())


def _address_key(address: str) -> str:
    return address.partition("://")[2].rstrip("/").removesuffix(".git").removeprefix("www.").casefold()


def _spare_addresses(entries: Sequence[Entry], links: Links) -> list[str]:
    """Return the addresses of identifiers that found no place of their own."""
    taken = {("arxiv", links.arxiv), ("doi", links.doi.lower() if links.doi else None)}
    spare: dict[str, None] = {}
    for entry in entries:
        for kind, value in all_identifiers(entry):
            if (kind, value) not in taken and not (kind == "doi" and parse_arxiv_id(value)):
                spare.setdefault(f"https://{'arxiv.org/abs' if kind == 'arxiv' else 'doi.org'}/{value}")
    return list(spare)


# Ada M. O'Baker-Müller: no letter or sign that a rule for LaTeX could mend
PLAIN_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]{1,2}[^\W\d_]+)*\.?\Z")


def _readable_name(name: str) -> str:
    return name if PLAIN_NAME.match(name) and name.isascii() else make_readable(name) or name


def _best_title(entries: Sequence[Entry]) -> str:
    """Return the title of the published form, else the one printed most often, else the first."""
    published = [entry for entry in entries if entry.venue and not is_preprint_venue(entry.venue)]
    titles = [make_title_readable(entry.title) for entry in published or entries]
    counts = Counter(titles)
    return max(titles, key=lambda title: counts[title])


def _best_date(entries: Sequence[Entry]) -> Entry:
    """Return the entry with the most precise date; the earliest at a tie."""
    dated = [entry for entry in entries if entry.published]
    return (
        min(dated, key=lambda entry: (-len(entry.published or ""), entry.published)) if dated else entries[0]
    )


def merge_entries(entries: Sequence[Entry], *, slug: str) -> Paper:
    """Return one record of entries that are one paper, with the sources of its facts in ``evidence``.

    The most precise date, the fullest author list, the longest abstract and the published venue (over a
    preprint server) win; at a tie, what stands first by capture and position. Links are joined;
    identifiers beyond the first of their kind become other links. An author count is kept only where
    no names are known.

    Args:
        entries: at least one entry; their order makes no difference.
        slug: address of the new record.
    """
    entries = sorted(entries, key=lambda entry: (entry.capture, entry.position, entry.title))
    authors = max(entries, key=lambda entry: len(entry.authors))
    counted = max(entries, key=lambda entry: entry.author_count or 0)
    organized = next((entry for entry in entries if entry.organization), None)
    dated = _best_date(entries)
    venued = min(
        (entry for entry in entries if entry.venue),
        key=lambda entry: (is_preprint_venue(entry.venue), entry.venue_year is None),
        default=None,
    )
    abstracts = [make_readable(entry.abstract) for entry in entries]
    longest = max(range(len(entries)), key=lambda number: len(abstracts[number]))
    found = [find_links(entry.abstract) for entry in entries]
    facts: dict[str, object] = {}
    evidence: dict[str, str] = {}

    def take(field: str, value: object, *sources: Entry) -> None:
        facts[field] = value
        evidence[field] = ", ".join(dict.fromkeys(entry.source or entry.capture for entry in sources))

    if authors.authors:
        take("authors", tuple(_readable_name(name) for name in authors.authors), authors)
    elif counted.author_count:
        take("author_count", counted.author_count, counted)
    if organized and organized.organization:
        name = make_readable(organized.organization) or organized.organization
        take("organization", Organization(name=name, account=organized.organization_account), organized)
    if dated.published:
        take("published", dated.published, dated)
    if venued and venued.venue:
        take("venue", make_readable(venued.venue) or venued.venue, venued)
        facts["venue_year"] = venued.venue_year
    if abstracts[longest] and len({abstract for abstract in abstracts if abstract}) > 1:
        evidence["abstract"] = entries[longest].source or entries[longest].capture
    ids = [(entry, primary_identifiers(entry)) for entry in entries]
    with_arxiv = next((entry for entry, known in ids if "arxiv" in known), None)
    with_doi = next((entry for entry, known in ids if "doi" in known), None) or next(
        (entry for entry in entries if entry.doi and not parse_arxiv_id(entry.doi)), None
    )
    with_openreview = next((entry for entry in entries if entry.openreview), None)
    links = Links(
        arxiv=primary_identifiers(with_arxiv)["arxiv"] if with_arxiv else None,
        doi=with_doi.doi if with_doi else None,
        openreview=with_openreview.openreview if with_openreview else None,
        code=_joined([*(entry.code for entry in entries), *(links.code for links in found)]),
        project=_joined([*(entry.project for entry in entries), *(links.project for links in found)]),
    )
    links = links.model_copy(update={"other": tuple(_spare_addresses(entries, links))})
    for field, sources in (
        ("arxiv", [with_arxiv] if with_arxiv else []),
        ("doi", [with_doi] if with_doi else []),
        ("openreview", [with_openreview] if with_openreview else []),
        ("code", [entry for entry, links_ in zip(entries, found, strict=True) if entry.code or links_.code]),
        (
            "project",
            [entry for entry, links_ in zip(entries, found, strict=True) if entry.project or links_.project],
        ),
    ):
        if sources:
            evidence[field] = ", ".join(dict.fromkeys(entry.source or entry.capture for entry in sources))
    return Paper.model_validate(
        {
            "slug": slug,
            "title": _best_title(entries),
            **facts,
            "links": links,
            "abstract": abstracts[longest],
            "evidence": evidence,
            "captures": sort_capture_refs(entry.ref for entry in entries),
        }
    )


def sort_capture_refs(refs: Iterable[CaptureRef]) -> tuple[CaptureRef, ...]:
    """Return the references each once, ordered by capture and position."""
    return tuple(sorted(set(refs), key=lambda ref: (ref.capture, ref.position)))


def _is_better(field: str, paper: Paper, other: Paper) -> bool:
    """Return whether ``other`` says more in ``field`` without contradicting what ``paper`` says."""
    mine, theirs = getattr(paper, field), getattr(other, field)
    if not theirs or mine == theirs:
        return False
    if not mine:
        return True
    if field == "published":
        return bool(theirs.startswith(mine + "-"))
    if field == "venue":
        return is_preprint_venue(mine) and not is_preprint_venue(theirs)
    if field == "authors" and "authors" in paper.evidence and len(theirs) > len(mine):
        # only a list that the machine wrote is made longer, and only behind its end
        return [_surname(name) for name in mine] == [_surname(name) for name in theirs[: len(mine)]]
    return False


def fill_blanks(paper: Paper, other: Paper, *, join_links: bool = False) -> Paper:
    """Return ``paper`` with its blanks filled from ``other``; nothing that a person wrote is changed.

    A date may become more precise, a preprint server give way to the venue of publication, and a list of
    authors that an import wrote grow at its end. Topics, kind, summary, notes and the review mark are a
    person's: they are never filled.

    Args:
        paper: the record.
        other: what a source says of the same paper.
        join_links: whether addresses are added to lists that are not empty; otherwise a list is only
            filled where there is none, so that an address that a person took out stays out.
    """
    updates: dict[str, object] = {}
    evidence = dict(paper.evidence)

    def source(field: str, *, join: bool = False) -> None:
        if field not in other.evidence:
            return
        parts = [*(evidence.get(field, "").split(", ") if join else ()), *other.evidence[field].split(", ")]
        evidence[field] = ", ".join(dict.fromkeys(part for part in parts if part))

    for field in ("authors", "organization", "published", "venue", "abstract"):
        if _is_better(field, paper, other):
            updates[field] = getattr(other, field)
            source(field)
    if "abstract" in updates and "abstract" not in other.evidence and other.captures:
        evidence["abstract"] = other.captures[0].capture
    if "venue" in updates and (paper.venue_year is None or paper.venue):
        updates["venue_year"] = other.venue_year or paper.venue_year
    elif paper.venue and paper.venue == other.venue and paper.venue_year is None and other.venue_year:
        updates["venue_year"] = other.venue_year
        if "venue" in other.evidence:
            evidence["venue_year"] = other.evidence["venue"]
    if not (paper.author_count or paper.authors or updates.get("authors")) and other.author_count:
        updates["author_count"] = other.author_count
        source("author_count")
    links = _fill_links(paper, other, join_lists=join_links)
    for field in links:
        source(field, join=isinstance(links[field], tuple))
    if links:
        updates["links"] = paper.links.model_copy(update=links)
    captures = sort_capture_refs([*paper.captures, *other.captures])
    if set(captures) != set(paper.captures):
        updates["captures"] = captures
    if updates and evidence != dict(paper.evidence):
        updates["evidence"] = evidence
    return paper.model_copy(update=updates) if updates else paper


def _fill_links(paper: Paper, other: Paper, *, join_lists: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in ("arxiv", "doi", "openreview"):
        if not getattr(paper.links, name) and getattr(other.links, name):
            found[name] = getattr(other.links, name)
    for name in ("code", "project", "other"):
        mine, theirs = getattr(paper.links, name), getattr(other.links, name)
        if name == "other" or not mine or join_lists:
            joined = _joined([mine, theirs])
            if len(joined) > len(mine) and (join_lists or not mine):
                found[name] = joined
    return found


def merge_papers(kept: Paper, gone: Paper) -> Paper:
    """Return one record of two that a person calls the same paper, at the slug of ``kept``.

    As :func:`fill_blanks`, with the fullest author list, all links, and what a person wrote in either; an
    identifier of ``gone`` for which there is no place becomes another link. The citation key of ``kept``
    stays, and that of ``gone`` becomes an alias of it.
    """
    paper = fill_blanks(kept, gone, join_links=True)
    updates: dict[str, object] = {}
    evidence = dict(paper.evidence)
    if len(gone.authors) > len(paper.authors):
        updates["authors"] = gone.authors
        evidence["authors"] = gone.evidence.get("authors", f"record {gone.slug}")
    for field in ("topics", "kind", "tldr", "question"):
        if not getattr(paper, field) and getattr(gone, field):
            updates[field] = getattr(gone, field)
    if gone.notes and gone.notes != paper.notes:
        updates["notes"] = "\n\n".join(filter(None, (paper.notes, gone.notes)))
    if gone.added and (not paper.added or gone.added < paper.added):
        updates["added"] = gone.added
    updates["citation_key_aliases"] = (
        *paper.citation_key_aliases,
        gone.citation_key or gone.slug,
        *gone.citation_key_aliases,
    )
    have = set(all_identifiers(paper))
    spare = [
        f"https://{'arxiv.org/abs' if kind == 'arxiv' else 'doi.org'}/{value}"
        for kind, value in all_identifiers(gone)
        if (kind, value) not in have
    ]
    if spare:
        other = _joined([paper.links.other, spare])
        updates["links"] = paper.links.model_copy(update={"other": other})
    if evidence != dict(paper.evidence):
        updates["evidence"] = evidence
    return paper.model_copy(update=updates) if updates else paper


# the page of a folder, and the names that Windows keeps for devices: no file can have them
RESERVED_NAME = re.compile(r"index|con|prn|aux|nul|com[0-9]|lpt[0-9]")


def new_slug(title: str, taken: Container[str], counts: dict[str, int] | None = None) -> str:
    """Return a slug for ``title`` that is not among ``taken``: ``name``, ``name-2``, ``name-3`` …

    Args:
        title: the title, as it reads.
        taken: slugs that are given already.
        counts: the last number given to each name, kept from call to call; it only saves time.
    """
    base = slugify(make_title_readable(title))
    if RESERVED_NAME.fullmatch(base):
        base = f"{base}-paper"
    number = (counts or {}).get(base, 1)
    slug = base if number == 1 else f"{base}-{number}"
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    if counts is not None:
        counts[base] = number
    return slug

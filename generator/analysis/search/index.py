"""Puts the files of the search index together."""

import base64
import hashlib
import json
import struct
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from generator.analysis.search.encoding import encode_numbers
from generator.analysis.search.postings import write_postings
from generator.model.catalog import Catalog
from generator.model.paper import LEVELS, Paper
from generator.model.taxonomy import Topic, group_color
from generator.text.stop_words import EVERYDAY_WORDS, FUNCTION_WORDS
from generator.text.thesaurus import SYNONYMS
from generator.text.titles import title_key
from generator.text.tokenizing import fold, hash_fnv1a
from generator.text.translation import _

SEARCH_DIR = "assets/search"
"""The folder of the index below the site's root."""
PAPERS_PER_FILE = 32
"""Papers in a file of what to show."""
ABSTRACTS_PER_FILE = 16
"""Papers in a file of abstracts: fewer make more files, more make a reader fetch what is not shown."""


def build_index(catalog: Catalog, *, shown: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """Return the files of the search index: path below the site's root -> content.

    The same catalog gives the same bytes.

    Args:
        catalog: the list; its papers, topic titles and synonyms are read.
        shown: slug -> JSON value that is passed on to whatever shows the paper as a result.
    """
    papers = _order_papers(catalog)
    dictionary, postings = write_postings(papers, catalog)
    files: dict[str, Any] = {f"p{number}.json": lines for number, lines in enumerate(postings)}
    for start in range(0, len(papers), PAPERS_PER_FILE):
        files[f"m{start // PAPERS_PER_FILE}.json"] = [
            [*_summarize(paper), (shown or {}).get(paper.slug)]
            for paper in papers[start : start + PAPERS_PER_FILE]
        ]
    for start in range(0, len(papers), ABSTRACTS_PER_FILE):
        files[f"a{start // ABSTRACTS_PER_FILE}.json"] = [
            paper.abstract for paper in papers[start : start + ABSTRACTS_PER_FILE]
        ]
    files["words.json"] = {
        "stop": " ".join(sorted(FUNCTION_WORDS)),
        "weak": " ".join(sorted(EVERYDAY_WORDS)),
        "synonyms": "|".join(" ".join(group) for group in SYNONYMS),
        **dictionary,
    }
    files["order.json"] = _sort_orders(papers)
    files["authors.json"] = _list_authors(papers, catalog.authors.slugs)
    files["ids.json"] = _list_identifiers(papers)
    files["slugs.json"] = _list_slugs(papers, catalog)
    core = {
        "size": len(papers),
        "chunk": PAPERS_PER_FILE,
        "abstracts": ABSTRACTS_PER_FILE,
        **_write_facets(papers, catalog),
    }
    contents = {name: _to_json(value) for name, value in sorted(files.items())}
    digest = hashlib.sha256(_to_json(core))
    for name, content in contents.items():
        digest.update(name.encode() + content)
    version = digest.hexdigest()[:10]
    index = {f"{SEARCH_DIR}/index.json": _to_json({"version": version, **core})}
    return index | {f"{SEARCH_DIR}/{version}/{name}": content for name, content in contents.items()}


def _order_papers(catalog: Catalog) -> list[Paper]:
    """Return the papers by primary topic, so that papers found together tend to share files."""
    places = {topic: place for place, topic in enumerate(catalog.taxonomy.topics)}
    return sorted(
        catalog.papers.values(),
        key=lambda paper: (places.get(paper.primary_topic or "", len(places)), paper.slug),
    )


def _summarize(paper: Paper) -> list[Any]:
    """Return what a result shows of a paper besides its facets."""
    return [
        paper.slug,
        paper.title,
        list(paper.authors[:3]),
        len(paper.authors) or paper.author_count or 0,
        paper.organization.name if paper.organization else None,
        paper.published,
        paper.tldr,
        list(paper.aliases),
    ]


def _write_facets(papers: Sequence[Paper], catalog: Catalog) -> dict[str, Any]:
    """Return the values of each facet, and a column for each with the value of every paper.

    A column gives the position of the value in its facet plus one, or 0 for none; the columns of topics,
    tags and kinds give for each paper their number first. Marks of the curator have columns only if the list
    uses them.
    """
    topics = catalog.taxonomy.topics
    color_of = {
        topic.id: group_color(number)
        for number, group in enumerate(catalog.taxonomy.groups)
        for topic in group.topics
    }
    kinds = [kind for kind in catalog.kinds if any(kind in paper.kind for paper in papers)]
    venues = sorted({paper.venue for paper in papers if paper.venue}, key=lambda name: (fold(name), name))
    venue_years = sorted(
        {paper.venue_year for paper in papers if paper.venue and paper.venue_year}, reverse=True
    )
    years = sorted({paper.year for paper in papers if paper.year is not None}, reverse=True)
    tags = sorted({tag for paper in papers for tag in paper.tags}, key=lambda tag: (fold(tag), tag))
    levels = [level for level in LEVELS if any(paper.level == level for paper in papers)]
    marks = {}
    if tags:
        marks["tag"] = _encode_lists((paper.tags for paper in papers), tags)
    if levels:
        marks["level"] = _encode_column((paper.level for paper in papers), levels)
    if any(paper.must_read for paper in papers):
        marks["must-read"] = encode_numbers(int(bool(paper.must_read)) for paper in papers)
    return {
        "facets": {
            "topic": [
                [id_, topic.title, color_of[id_], *_list_names(topic)] for id_, topic in topics.items()
            ],
            "year": years,
            "kind": [[kind, _(catalog.kinds[kind])] for kind in kinds],
            "venue": venues,
            "venue-year": venue_years,
            "tag": tags,
            "level": [[level, _(LEVELS[level])] for level in levels],
        },
        "columns": {
            "topic": _encode_lists((paper.topics for paper in papers), list(topics)),
            "year": _encode_column((paper.year for paper in papers), years),
            "kind": _encode_lists((paper.kind for paper in papers), kinds),
            "venue": _encode_column((paper.venue for paper in papers), venues),
            "venue-year": _encode_column((paper.venue_year for paper in papers), venue_years),
            "code": encode_numbers(int(bool(paper.links.code)) for paper in papers),
            **marks,
        },
    }


def _list_names(topic: Topic) -> list[str]:
    """Return what a topic is found by besides its title: its former ids in words, and terms."""
    former = (alias.replace("-", " ") for alias in topic.aliases)
    return list(dict.fromkeys((*former, *topic.words)))


def _encode_column(column: Iterable[Hashable], values: Sequence[Hashable]) -> str:
    position = {value: place for place, value in enumerate(values, 1)}
    return encode_numbers(position.get(value, 0) for value in column)


def _encode_lists(column: Iterable[Iterable[Hashable]], values: Sequence[Hashable]) -> str:
    position = {value: place for place, value in enumerate(values, 1)}
    known = ([position[value] for value in row if value in position] for row in column)
    return encode_numbers(number for row in known for number in (len(row), *row))


def _sort_orders(papers: Sequence[Paper]) -> dict[str, str]:
    """Return each order in which papers can be listed: the papers' numbers, encoded."""
    places = range(len(papers))
    by_title = sorted(places, key=lambda place: (title_key(papers[place].title), papers[place].slug))

    def newest_first(dates: Sequence[str | None]) -> list[int]:
        return sorted(by_title, key=lambda place: dates[place] or "", reverse=True)

    dates = [paper.published or (str(paper.year) if paper.year else None) for paper in papers]
    orders = {
        "date": newest_first(dates),
        "added": newest_first([paper.added for paper in papers]),
        "title": sorted(places, key=lambda place: (fold(papers[place].title), papers[place].slug)),
    }
    return {name: encode_numbers(order) for name, order in orders.items()}


def _list_authors(papers: Sequence[Paper], slugs: Mapping[str, str]) -> dict[str, Any]:
    """Return all authors, those with most papers first, and a column with those of each paper.

    ``pages`` are the slugs of their pages, with a space between; authors without a page have "".
    """
    rows = [dict.fromkeys(paper.authors) for paper in papers]
    counts = Counter(name for row in rows for name in row)
    names = sorted(counts, key=lambda name: (-counts[name], fold(name), name))
    pages = [slugs.get(name, "") for name in names]
    return {"names": names, "pages": " ".join(pages), "papers": _encode_lists(rows, names)}


def _list_identifiers(papers: Sequence[Paper]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, paper in enumerate(papers):
        for identifier in (paper.links.arxiv, paper.links.doi, paper.links.openreview):
            if identifier:
                found.setdefault(identifier.lower(), place)
    return dict(sorted(found.items()))


def _list_slugs(papers: Sequence[Paper], catalog: Catalog) -> dict[str, Any]:
    """Return what finds a paper by its slug.

    ``hashes`` are the FNV-1a hashes of the slugs in the order of the papers, 32 bits, little-endian, in
    Base64; ``clashes`` are the slugs that share a hash with another; ``moved`` are former slugs.
    """
    hashes = [hash_fnv1a(paper.slug) for paper in papers]
    frequency = Counter(hashes)
    return {
        "hashes": base64.b64encode(struct.pack(f"<{len(hashes)}I", *hashes)).decode(),
        "clashes": {
            paper.slug: place
            for place, (paper, value) in enumerate(zip(papers, hashes, strict=True))
            if frequency[value] > 1
        },
        "moved": dict(sorted(catalog.redirects.items())),
    }


def _to_json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # "replace", because a string of JSON may hold a lone surrogate and UTF-8 may not
    return text.encode("utf-8", "replace")

"""The authors on a list: names that several papers share, and other forms of these names."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.model.paper import Paper
from generator.text.names import split_name
from generator.text.slugs import choose_slug
from generator.text.tokenizing import tokenize

LEAST_PAPERS = 2
"""Papers from which an author has a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A name under which several papers appeared.

    Attributes:
        slug: of the author's page.
        name: the most common spelling.
        papers: in the order of their slugs.
        other_names: names that may belong to the same person, each with the address of its page, or of its
            only paper, below the site's root.
    """

    slug: str
    name: str
    papers: tuple[Paper, ...]
    other_names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Authors:
    """The authors with pages.

    Attributes:
        by_slug: slug of the page -> author, in alphabetical order of family names.
        slugs: printed name -> slug of the author's page.
    """

    by_slug: Mapping[str, Author]
    slugs: Mapping[str, str]


def make_author_key(name: str) -> str:
    """Return what spellings of one name share: ``Quoc V Le`` and ``Quoc V. Le`` have the same key."""
    return " ".join(tokenize(name))


def collect_authors(papers: Iterable[Paper]) -> Authors:
    """Return the authors of at least two papers."""
    written: dict[str, dict[str, Paper]] = {}
    spellings: dict[str, Counter[str]] = {}
    find_key = cache(make_author_key)
    for paper in papers:
        for name in paper.authors:
            if key := find_key(name):
                written.setdefault(key, {})[paper.slug] = paper
                spellings.setdefault(key, Counter())[name] += 1
    names = {key: min(counts, key=lambda name: (-counts[name], name)) for key, counts in spellings.items()}
    given = {key: tokenize(split_name(name).given) for key, name in names.items()}
    # names of one person have the same family name and the same initial
    families: dict[tuple[str, str], list[str]] = {}
    for key in sorted(names, key=lambda key: (_sort_key(names[key]), key)):
        family_key = make_author_key(split_name(names[key]).full_family)
        families.setdefault((family_key, given[key][0][0] if given[key] else ""), []).append(key)
    pages: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(names):
        if len(written[key]) >= LEAST_PAPERS:
            pages[key] = choose_slug(names[key], taken)
            taken.add(pages[key])
    authors = {}
    for family in families.values():
        for key in filter(pages.__contains__, family):
            others = [other for other in family if _may_be_same(given[key], given[other])]
            authors[pages[key]] = Author(
                slug=pages[key],
                name=names[key],
                papers=tuple(written[key].values()),
                other_names=tuple(
                    (names[other], f"authors/{pages[other]}/" if other in pages else f"papers/{slug}/")
                    for other in others
                    for slug in [next(iter(written[other]))]
                ),
            )
    slugs = {name: pages[key] for key, counts in spellings.items() if key in pages for name in counts}
    return Authors(authors, slugs)


def _may_be_same(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether two people's given names differ only in what one leaves out or abbreviates."""
    return (
        bool(ours and theirs)
        and ours != theirs
        and all(one == two or one == two[0] or two == one[0] for one, two in zip(ours, theirs, strict=False))
    )


def _sort_key(name: str) -> str:
    parts = split_name(name)
    return make_author_key(f"{parts.family} {parts.given} {parts.particle}")

"""Citation keys: ``chen2019fast`` in ``\\cite{chen2019fast}``.

A key is chosen once, when a record is created, and stored in the record as ``citation_key``; from then on
nothing changes it. A record written by hand without one is cited by its slug, which never changes either.
"""

from collections.abc import Container, Iterable
from itertools import count

from generator.model.history import Exclusion
from generator.model.paper import Paper
from generator.text.names import split_name
from generator.text.slugs import slugify
from generator.text.stop_words import TITLE_WORDS


def current_keys(papers: Iterable[Paper]) -> dict[str, str]:
    """Return slug -> citation key of each paper: the stored key, or else the slug.

    A slug that another record has stored as its key gets a number (``deep-sets-2``).
    """
    papers = tuple(papers)
    stored = {
        key.casefold() for paper in papers for key in (paper.citation_key or "", *paper.citation_key_aliases)
    }
    slugs = {paper.slug for paper in papers}
    keys: dict[str, str] = {}
    for paper in papers:
        numbered = (f"{paper.slug}-{number}" for number in count(2))
        free = (key for key in numbered if key not in stored and key not in slugs)
        keys[paper.slug] = paper.citation_key or (paper.slug if paper.slug not in stored else next(free))
    return keys


def list_used_keys(papers: Iterable[Paper], exclusions: Iterable[Exclusion] = ()) -> set[str]:
    """Return every key that no new paper may have, in lowercase, since BibTeX ignores case.

    These are the keys and aliases of the records, and the keys of records that were removed: a document
    that cites one of those must never end up citing another paper.
    """
    papers = tuple(papers)
    used = {*current_keys(papers).values()}
    used.update(alias for paper in papers for alias in paper.citation_key_aliases)
    used.update(key for exclusion in exclusions for key in exclusion.citation_keys)
    return {key.casefold() for key in used}


def choose_key(paper: Paper, used: Container[str]) -> str:
    """Return a key for a new record: family name, year, and as many title words as make it unique.

    The family name is the first author's, or the organization's first word besides "the"; the year is that
    of first publication. Without a name, the key begins with three words of the title.

    Args:
        paper: the record.
        used: keys that are taken, from :func:`list_used_keys`.
    """
    stem, words = _split_key(paper)
    candidates = [stem + "".join(words[:length]) for length in range(1, len(words) + 1)]
    candidates.append(stem + paper.slug.replace("-", ""))
    numbered = (f"{candidates[-1]}x{number}" for number in count(2))
    return next((key for key in candidates if key and key not in used), "") or next(
        key for key in numbered if key not in used
    )


def take_keys(wanted: Iterable[str], used: set[str]) -> tuple[str, ...]:
    """Return the ``wanted`` keys that are still free, each once, and add them to ``used``."""
    taken: list[str] = []
    for key in wanted:
        if key and key.casefold() not in used:
            used.add(key.casefold())
            taken.append(key)
    return tuple(taken)


def _split_key(paper: Paper) -> tuple[str, list[str]]:
    """Return what a key of this paper begins with, and the words that may follow."""
    title = [word for word in slugify(paper.title).split("-") if word not in TITLE_WORDS]
    words = [word for word in title if not word.isdigit()] or title or paper.slug.split("-")
    author = split_name(paper.authors[0]) if paper.authors else None
    if author and not author.is_organization:
        name = slugify(author.family).replace("-", "")
    elif author or paper.organization:
        named = author.printed if author else paper.organization.name if paper.organization else ""
        name = slugify(named).removeprefix("the-").split("-")[0]
    else:
        name, words = "".join(words[:3]), ["", *words[3:]]
    return f"{name}{paper.year or ''}", words

"""Which entries are the same paper, and why; merging them into one record.

Two entries are the same paper when they share an identifier (arXiv without version, DOI) or, where
neither contradicts the other, a normalised title. Titles that many works share are told apart by their
authors and abstracts.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from generator.models import CaptureRef, Entry, Links, Organization, Paper
from generator.text import find_links, readable, readable_title, slugify, title_key, words

__all__ = ["Cluster", "capture_refs", "cluster", "fill", "identifiers", "merge", "new_slug", "same_work"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Entries that are one paper.

    Attributes:
        entries: the entries, in the order they were read.
        reasons: why they are one: ``"arXiv 2410.05434"``, ``"same title"``; empty for one entry.
    """

    entries: tuple[Entry, ...]
    reasons: tuple[str, ...] = ()


def _surnames(names: Sequence[str]) -> set[str]:
    return {key[-1] for name in names if (key := title_key(name.partition(",")[0] or name).split())}


def _overlap(one: str, other: str) -> float:
    """Return how much of the shorter text's vocabulary the longer one has, from 0 to 1."""
    mine, theirs = set(words(readable(one))), set(words(readable(other)))
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 1.0


def same_work(one: Entry | Paper, other: Entry | Paper, *, least_overlap: float = 0.35) -> bool:
    """Return whether two records with one normalised title can be one work.

    They can not when their arXiv identifiers differ, when neither author list shares a surname with the
    other, or when both have an abstract and the abstracts have little in common.
    """
    mine, theirs = identifiers(one), identifiers(other)
    if mine.get("arxiv") and theirs.get("arxiv") and mine["arxiv"] != theirs["arxiv"]:
        return False
    if one.authors and other.authors and not _surnames(one.authors) & _surnames(other.authors):
        return False
    if one.abstract and other.abstract and one.abstract != other.abstract:
        return _overlap(one.abstract, other.abstract) >= least_overlap
    return True


def identifiers(record: Entry | Paper) -> dict[str, str]:
    """Return the record's identifiers by kind: ``arxiv``, ``doi``; DOIs in lower case."""
    source = record.links if isinstance(record, Paper) else record
    found = {"arxiv": source.arxiv, "doi": source.doi.lower() if source.doi else None}
    return {kind: value for kind, value in found.items() if value}


def cluster(entries: Iterable[Entry]) -> tuple[Cluster, ...]:
    """Group entries that are one paper, in the order of their first entries.

    The cost grows with the number of entries, not with its square: only entries that share an
    identifier or a title are ever compared.
    """
    groups: list[list[Entry]] = []
    reasons: list[list[str]] = []
    by_id: dict[tuple[str, str], int] = {}
    by_title: dict[str, list[int]] = {}
    for entry in entries:
        home: int | None = None
        why = ""
        for kind, value in identifiers(entry).items():
            if (kind, value) in by_id:
                home, why = by_id[kind, value], f"{'arXiv' if kind == 'arxiv' else 'DOI'} {value}"
                break
        if home is None:
            for candidate in by_title.get(title_key(entry.title), ()):
                if all(same_work(entry, member) for member in groups[candidate]):
                    home, why = candidate, "same title"
                    break
        if home is None:
            home = len(groups)
            groups.append([])
            reasons.append([])
        elif why not in reasons[home]:
            reasons[home].append(why)
        groups[home].append(entry)
        for kind, value in identifiers(entry).items():
            by_id.setdefault((kind, value), home)
        places = by_title.setdefault(title_key(entry.title), [])
        if home not in places:
            places.append(home)
    return tuple(
        Cluster(entries=tuple(group), reasons=tuple(why)) for group, why in zip(groups, reasons, strict=True)
    )


def _joined(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return addresses of all groups, each once; case, ``.git`` and a last slash make no other address."""
    seen: dict[str, str] = {}
    for group in groups:
        for address in group:
            seen.setdefault(address.rstrip("/").removesuffix(".git").casefold(), address)
    return tuple(seen.values())


def merge(entries: Sequence[Entry], *, slug: str) -> Paper:
    """Return one record of entries that are one paper, with the sources of its facts in ``evidence``.

    The most precise date, the fullest author list and the longest abstract win; at a tie, what was
    printed first. Links are joined. An author count is kept only where no names are known, and an
    organization only where neither is.

    Args:
        entries: at least one entry.
        slug: address of the new record.
    """
    authors = max(entries, key=lambda entry: len(entry.authors))
    counted = next((entry for entry in entries if entry.author_count), None)
    organized = next((entry for entry in entries if entry.organization), None)
    dated = max(entries, key=lambda entry: len(entry.published or ""))
    venued = next((entry for entry in entries if entry.venue), None)
    abstract = max((readable(entry.abstract) for entry in entries), key=len)
    found = [find_links(entry.abstract) for entry in entries]
    facts: dict[str, object] = {}
    evidence: dict[str, str] = {}

    def take(field: str, value: object, entry: Entry) -> None:
        facts[field] = value
        evidence[field] = entry.capture

    if authors.authors:
        take("authors", tuple(readable(name) for name in authors.authors), authors)
    elif counted:
        take("author_count", counted.author_count, counted)
    if organized and organized.organization:
        name = readable(organized.organization)
        take("organization", Organization(name=name, account=organized.organization_account), organized)
    if dated.published:
        take("published", dated.published, dated)
    if venued and venued.venue:
        take("venue", readable(venued.venue), venued)
        facts["venue_year"] = venued.venue_year
    links = Links(
        arxiv=next((entry.arxiv for entry in entries if entry.arxiv), None),
        doi=next((entry.doi for entry in entries if entry.doi), None),
        code=_joined([*(entry.code for entry in entries), *(links.code for links in found)]),
        project=_joined([*(entry.project for entry in entries), *(links.project for links in found)]),
    )
    return Paper.model_validate(
        {
            "slug": slug,
            "title": readable_title(entries[0].title),
            **facts,
            "links": links,
            "abstract": abstract,
            "evidence": evidence,
            "captures": capture_refs(entry.ref for entry in entries),
        }
    )


def capture_refs(refs: Iterable[CaptureRef]) -> tuple[CaptureRef, ...]:
    """Return the references each once, ordered by capture and position."""
    return tuple(sorted(set(refs), key=lambda ref: (ref.capture, ref.position)))


def fill(paper: Paper, other: Paper) -> Paper:
    """Return ``paper`` with its blanks filled from ``other``; nothing that stands in it is changed.

    Links, captures and evidence are joined; a list of repositories is only filled where there is none.
    Topics, kind, summary, notes and the review mark are a person's: they are never filled.
    """
    updates: dict[str, object] = {}
    evidence = dict(paper.evidence)
    for field in ("authors", "organization", "published", "venue", "abstract"):
        if not getattr(paper, field) and getattr(other, field):
            updates[field] = getattr(other, field)
            if field in other.evidence:
                evidence.setdefault(field, other.evidence[field])
    if "venue" in updates and paper.venue_year is None:
        updates["venue_year"] = other.venue_year
    if not (paper.author_count or paper.authors or updates.get("authors")) and other.author_count:
        updates["author_count"] = other.author_count
        if "author_count" in other.evidence:
            evidence.setdefault("author_count", other.evidence["author_count"])
    links = {
        name: getattr(other.links, name)
        for name in Links.model_fields
        if not getattr(paper.links, name) and getattr(other.links, name)
    }
    if links:
        updates["links"] = paper.links.model_copy(update=links)
    captures = capture_refs([*paper.captures, *other.captures])
    if set(captures) != set(paper.captures):
        updates["captures"] = captures
    if evidence != dict(paper.evidence):
        updates["evidence"] = evidence
    return paper.model_copy(update=updates) if updates else paper


def new_slug(title: str, taken: Container[str]) -> str:
    """Return a slug for ``title`` that is not among ``taken``: ``name``, ``name-2``, ``name-3`` …"""
    base = slugify(readable_title(title))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug

"""Merges entries that are the same paper into one record."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.duplicates.identifiers import join_addresses, list_extra_addresses, primary_identifiers
from generator.model.entry import CaptureRef, Entry, Organization
from generator.model.limits import LONGEST_PROSE, MOST_TAGS
from generator.model.paper import MATERIAL, Paper
from generator.model.publication import Publication
from generator.text.abstracts import make_abstract_readable
from generator.text.identifiers import parse_arxiv_id
from generator.text.latex import make_readable
from generator.text.links import find_links
from generator.text.names import spells_out, split_name
from generator.text.preprints import is_preprint_venue, is_publication_venue
from generator.text.titles import make_title_readable, title_key

# Ada M. O'Baker-Muller: no LaTeX in it
PLAIN_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]{1,2}[^\W\d_]+)*\.?\Z")

# "<T>" of List<T>, which would be a tag in Markdown
TAG_START = re.compile(r"<(?=[A-Za-z/!?])")


@dataclass(frozen=True, slots=True)
class _Facts:
    """Fields of the merged record, and the sources of each."""

    fields: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)

    def set(self, name: str, value: object, *sources: Entry) -> None:
        self.fields[name] = value
        self.cite(name, *sources)

    def cite(self, name: str, *sources: Entry) -> None:
        if sources:
            self.evidence[name] = ", ".join(dict.fromkeys(entry.source or entry.capture for entry in sources))


def merge_entries(entries: Sequence[Entry], *, slug: str) -> Paper:
    """Return one record of entries that are the same paper, with the source of each fact in ``evidence``.

    The most precise date, the longest list of authors, the longest abstract and the venue of publication
    (rather than a preprint server) win; at a tie, the first by capture and position. Links are joined, and
    surplus identifiers become other links. The number of authors is kept only if no names are known.

    Args:
        entries: at least one entry; their order makes no difference.
        slug: the slug of the new record.
    """
    entries = sorted(entries, key=lambda entry: (entry.capture, entry.position, entry.title))
    facts = _Facts()
    _merge_authors(entries, facts)
    _merge_publication(entries, facts)
    _merge_abstracts(entries, facts)
    _merge_links(entries, facts)
    _merge_keywords(entries, facts)
    _merge_notes(entries, facts)
    return Paper.model_validate(
        {
            "slug": slug,
            "title": _choose_title(entries),
            **facts.fields,
            "evidence": facts.evidence,
            "captures": sort_capture_refs(entry.ref for entry in entries),
        }
    )


def sort_capture_refs(refs: Iterable[CaptureRef]) -> tuple[CaptureRef, ...]:
    """Return the distinct references, ordered by capture and position."""
    return tuple(sorted(set(refs), key=lambda ref: (ref.capture, ref.position)))


def _choose_title(entries: Sequence[Entry]) -> str:
    """Return the title of the published version, or else the most frequent title, or else the first."""
    published = [entry for entry in entries if is_publication_venue(entry.venue)]
    titles = [make_title_readable(entry.title) for entry in published or entries]
    counts = Counter(titles)
    return max(titles, key=lambda title: counts[title])


def _make_name_readable(name: str) -> str:
    return name if PLAIN_NAME.match(name) and name.isascii() else make_readable(name) or name


def spell_out(names: tuple[str, ...], others: Sequence[str]) -> tuple[str, ...]:
    """Return ``names`` with initials spelled out as in ``others``, the same authors in the same order."""
    parts = zip(map(split_name, names), map(split_name, others), strict=False)
    known = tuple(other.printed if spells_out(other, mine) else mine.printed for mine, other in parts)
    return known + names[len(known) :]


def _merge_authors(entries: Sequence[Entry], facts: _Facts) -> None:
    named = max(entries, key=lambda entry: len(entry.authors))
    counted = max(entries, key=lambda entry: entry.author_count or 0)
    if named.authors:
        names = tuple(map(_make_name_readable, named.authors))
        sources = [named]
        for entry in entries:
            fuller = spell_out(names, tuple(map(_make_name_readable, entry.authors)))
            if fuller != names:
                names = fuller
                sources.append(entry)
        facts.set("authors", names, *sources)
    elif counted.author_count:
        facts.set("author_count", counted.author_count, counted)
    for entry in entries:
        if entry.organization:
            name = make_readable(entry.organization) or entry.organization
            facts.set("organization", Organization(name=name, account=entry.organization_account), entry)
            break


def is_same_publication(one: Entry | Paper, other: Entry | Paper) -> bool:
    """Return whether two records of one paper with venues describe the same publication.

    Venues have many names, so the same year and type suffice: a paper is rarely published twice in a year.
    """
    if not (one.venue and other.venue):
        return False
    if title_key(one.venue) == title_key(other.venue):
        return True
    if is_preprint_venue(one.venue) or is_preprint_venue(other.venue):
        return False
    same_type = not (one.type and other.type) or one.type == other.type
    return same_type and one.venue_year is not None and one.venue_year == other.venue_year


def _rank_venue(entry: Entry) -> tuple[bool, bool, int]:
    """Return a sort key that puts the entry with the most publication details first."""
    known = len(entry.publication.model_dump(exclude_defaults=True))
    return is_preprint_venue(entry.venue), entry.venue_year is None, -known


def _merge_publication(entries: Sequence[Entry], facts: _Facts) -> None:
    dated = [entry for entry in entries if entry.published]
    if dated:
        best = min(dated, key=lambda entry: (-len(entry.published or ""), entry.published))
        facts.set("published", best.published, best)
    with_venue = [entry for entry in entries if entry.venue]
    if with_venue:
        best = min(with_venue, key=_rank_venue)
        venue = best.venue or ""
        facts.set("venue", make_readable(venue) or venue, best)
        facts.fields["venue_year"] = best.venue_year
        others = (entry for entry in entries if entry is not best)
        entries = [best, *(entry for entry in others if is_same_publication(entry, best))]
    _merge_citation(entries, facts)


def _merge_citation(entries: Sequence[Entry], facts: _Facts) -> None:
    """Merge type, status and publication details; the first entry that has each wins."""
    for name in ("type", "status"):
        if found := next((entry for entry in entries if getattr(entry, name)), None):
            facts.set(name, getattr(found, name), found)
    described = [entry for entry in entries if entry.publication]
    publication: dict[str, object] = {}
    for entry in described:
        for name in Publication.model_fields:
            if value := getattr(entry.publication, name):
                is_list = name == "editors"
                readable = tuple(map(_make_name_readable, value)) if is_list else make_readable(value)
                publication.setdefault(name, readable or value)
    if publication:
        facts.set("publication", publication, *described)


def _merge_keywords(entries: Sequence[Entry], facts: _Facts) -> None:
    tagged = [entry for entry in entries if entry.tags]
    tags = (tag for entry in tagged for tag in entry.tags)
    if distinct := {title_key(tag) or tag: tag for tag in tags}:
        facts.set("keywords", tuple(distinct.values())[:MOST_TAGS], *tagged)


def _merge_notes(entries: Sequence[Entry], facts: _Facts) -> None:
    """Join the remarks of sources as Markdown; only new records get them, since notes belong to people."""
    noted = [entry for entry in entries if entry.notes]
    if notes := "\n\n".join(dict.fromkeys(entry.notes or "" for entry in noted)):
        facts.set("notes", TAG_START.sub("&lt;", notes)[:LONGEST_PROSE], *noted)


def _merge_abstracts(entries: Sequence[Entry], facts: _Facts) -> None:
    abstracts = [make_abstract_readable(entry.abstract) for entry in entries]
    longest = max(range(len(entries)), key=lambda number: len(abstracts[number]))
    facts.fields["abstract"] = abstracts[longest]
    if len({abstract for abstract in abstracts if abstract}) > 1:
        facts.cite("abstract", entries[longest])


def _merge_links(entries: Sequence[Entry], facts: _Facts) -> None:
    ids = [(entry, primary_identifiers(entry)) for entry in entries]
    candidates = [
        *(("arxiv", found.get("arxiv"), entry) for entry, found in ids),
        *(("doi", entry.doi, entry) for entry, found in ids if "doi" in found),
        *(("doi", entry.doi, entry) for entry in entries if not parse_arxiv_id(entry.doi or "")),
        *(("openreview", entry.openreview, entry) for entry in entries),
    ]
    links: dict[str, Any] = {}
    for name, value, entry in candidates:
        if value and name not in links:
            links[name] = value
            facts.cite(name, entry)
    in_abstracts = [find_links(entry.abstract) for entry in entries]
    for name in ("code", "project"):
        own = [getattr(entry, name) for entry in entries]
        written = [getattr(found, name) for found in in_abstracts]
        links[name] = join_addresses([*own, *written])
        facts.cite(name, *(entry for entry, *found in zip(entries, own, written, strict=True) if any(found)))
    for name in MATERIAL:
        links[name] = join_addresses(getattr(entry, name) for entry in entries)
        facts.cite(name, *(entry for entry in entries if getattr(entry, name)))
    known = {("arxiv", links.get("arxiv", "")), ("doi", links.get("doi", "").lower())}
    extra = list_extra_addresses(entries, known=known)
    links["other"] = join_addresses([*(entry.other for entry in entries), extra])
    facts.cite("other", *(entry for entry in entries if entry.other))
    facts.fields["links"] = links

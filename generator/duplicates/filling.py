"""Fills the blanks of a record from another record of the same paper; names venues as the list does."""

from collections.abc import Iterable, Mapping, Sequence

from generator.duplicates.identifiers import all_identifiers, join_addresses, list_extra_addresses
from generator.duplicates.merging import is_same_publication, sort_capture_refs, spell_out
from generator.duplicates.similarity import find_surname
from generator.model.catalog import VenueInfo
from generator.model.limits import MOST_RELATED, MOST_TAGS, MOST_WORDINGS
from generator.model.paper import LISTS_OF_LINKS, Paper, RelatedPaper
from generator.model.publication import Publication
from generator.text.preprints import is_preprint_venue, is_publication_venue
from generator.text.titles import title_key

JOINED = (*LISTS_OF_LINKS, "publication", "keywords")
"""Fields to which several sources can contribute."""


def fill_blanks(paper: Paper, other: Paper, *, join_links: bool = False) -> Paper:
    """Return ``paper`` with its blanks filled from ``other``; nothing that a person wrote is changed.

    A date may become more precise, a preprint server may give way to the venue of publication, and a list
    of authors written by an import may get more names at its end. Topics, kind, summary, notes and the
    review mark belong to people and are never filled.

    Args:
        paper: the record.
        other: what a source says about the same paper.
        join_links: whether to add addresses to lists that are not empty. Otherwise only empty lists are
            filled, so that an address deleted by a person stays deleted.
    """
    updates = _fill_fields(paper, other)
    if join_links or not paper.keywords:
        updates |= _join_keywords(paper, other)
    links = _fill_links(paper, other, join_lists=join_links)
    evidence = _update_evidence(paper, other, [*updates, *links])
    if "type" in updates and not updates["type"]:
        evidence.pop("type", None)
    if links:
        updates["links"] = paper.links.model_copy(update=links)
    captures = sort_capture_refs([*paper.captures, *other.captures])
    if set(captures) != set(paper.captures):
        updates["captures"] = captures
    if evidence != dict(paper.evidence):
        updates["evidence"] = evidence
    return paper.model_copy(update=updates) if updates else paper


def _fill_fields(paper: Paper, other: Paper) -> dict[str, object]:
    updates: dict[str, object] = {
        name: getattr(other, name)
        for name in ("authors", "organization", "published", "venue", "abstract")
        if _improves(name, paper, other)
    }
    if "venue" in updates:
        if paper.venue_year is None or paper.venue:
            updates["venue_year"] = other.venue_year or paper.venue_year
    elif paper.venue and paper.venue == other.venue and paper.venue_year is None and other.venue_year:
        updates["venue_year"] = other.venue_year
    updates |= _fill_citation(paper, other, replaced="venue" in updates and bool(paper.venue))
    if not (paper.author_count or paper.authors or updates.get("authors")) and other.author_count:
        updates["author_count"] = other.author_count
    return updates


def _join_keywords(paper: Paper, other: Paper) -> dict[str, object]:
    known = set(map(title_key, paper.keywords))
    new = (keyword for keyword in other.keywords if title_key(keyword) not in known)
    keywords = (*paper.keywords, *new)[:MOST_TAGS]
    return {"keywords": keywords} if keywords != paper.keywords else {}


def _fill_citation(paper: Paper, other: Paper, *, replaced: bool) -> dict[str, object]:
    """Return type, status and publication details, if ``other`` adds to them.

    Volume and pages belong to a venue. They are filled in only if ``other`` has the same venue, and replaced
    if the venue of a preprint is. A paper with a venue of publication is not a preprint.
    """
    updates: dict[str, object] = {}
    venue = paper.venue if paper.venue and not replaced else other.venue
    mine_type, their_type = (
        None if each.type == "article" and is_publication_venue(venue) else each.type
        for each in (paper, other)
    )
    if (type_ := mine_type or their_type) != paper.type:
        updates["type"] = type_
    if other.status and not paper.status:
        updates["status"] = other.status
    if replaced or not (paper.venue and other.venue) or is_same_publication(paper, other):
        mine = {} if replaced else paper.publication.model_dump(exclude_defaults=True)
        joined = Publication(**(other.publication.model_dump(exclude_defaults=True) | mine))
        longer = len(other.venue or "") > len(paper.venue or other.venue or "")
        if longer and not (replaced or joined.container):
            joined = joined.model_copy(update={"container": other.venue})
        if joined != paper.publication:
            updates["publication"] = joined
    return updates


def _improves(name: str, paper: Paper, other: Paper) -> bool:
    """Return whether ``other`` says more in the field ``name`` without contradicting ``paper``."""
    mine, theirs = getattr(paper, name), getattr(other, name)
    if not theirs or mine == theirs:
        return False
    if not mine:
        # a single organization is read as such, even if a record has it as an author
        return not (name == "organization" and paper.authors == (theirs.name,))
    if name == "published":
        is_full = len(theirs) == len("2024-07-04")
        return bool(theirs.startswith(mine + "-")) or (paper.has_rough_date and is_full)
    if name == "venue":
        return is_preprint_venue(mine) and not is_preprint_venue(theirs)
    if name == "authors" and "authors" in paper.evidence and len(theirs) > len(mine):
        # only a list written by an import grows, and only at its end
        return [find_surname(each) for each in mine] == [find_surname(each) for each in theirs[: len(mine)]]
    return name == "authors" and "authors" in paper.evidence and spell_out(mine, theirs) == theirs


def _fill_links(paper: Paper, other: Paper, *, join_lists: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    known = {address.rstrip("/") for name in LISTS_OF_LINKS for address in getattr(paper.links, name)}
    for name in ("arxiv", "doi", "openreview", *LISTS_OF_LINKS):
        mine, theirs = getattr(paper.links, name), getattr(other.links, name)
        may_grow = join_lists and name in LISTS_OF_LINKS
        if name in LISTS_OF_LINKS:
            # what the curator calls a project is not code, too
            theirs = join_addresses([mine, tuple(each for each in theirs if each.rstrip("/") not in known)])
        if theirs and (not mine or (may_grow and len(theirs) > len(mine))):
            found[name] = theirs
    return found


def _update_evidence(paper: Paper, other: Paper, filled: Sequence[str]) -> dict[str, str]:
    """Return the sources of all facts once the fields in ``filled`` are filled from ``other``."""
    evidence = dict(paper.evidence)
    for name in filled:
        if name in other.evidence and name != "venue_year":
            before = evidence.get(name, "").split(", ") if name in JOINED else []
            sources = [*before, *other.evidence[name].split(", ")]
            evidence[name] = ", ".join(dict.fromkeys(filter(None, sources)))
    if "abstract" in filled and "abstract" not in other.evidence and other.captures:
        evidence["abstract"] = other.captures[0].capture
    if "venue_year" in filled and "venue" not in filled and "venue" in other.evidence:
        evidence["venue_year"] = other.evidence["venue"]
    return evidence


def merge_papers(kept: Paper, removed: Paper) -> Paper:
    """Return one record of two that a person calls the same paper, with the slug of ``kept``.

    As :func:`fill_blanks`, with the longer list of authors, all links, and what people wrote in either
    record; identifiers of ``removed`` that conflict with those of ``kept`` become other links, and its
    citation key becomes an alias.
    """
    paper = fill_blanks(kept, removed, join_links=True)
    updates: dict[str, object] = {
        name: getattr(removed, name)
        for name in ("topics", "kind", "must_read", "level", "tldr", "question", "comparison")
        if not getattr(paper, name) and getattr(removed, name)
    }
    related = rename_related((*paper.related, *removed.related), removed.slug, kept.slug, owner=kept.slug)
    updates["related"] = related[:MOST_RELATED]
    if not (paper.why_read or paper.who_can_skip):
        updates |= {"why_read": removed.why_read, "who_can_skip": removed.who_can_skip}
    updates["aliases"] = _join_titles(paper, removed)
    wordings = (*paper.also_asked, *removed.also_asked)
    updates["also_asked"] = tuple(dict.fromkeys(wordings))[:MOST_WORDINGS]
    updates["citation_key_aliases"] = (
        *paper.citation_key_aliases,
        removed.citation_key or removed.slug,
        *removed.citation_key_aliases,
    )
    if len(removed.authors) > len(paper.authors):
        updates["authors"] = spell_out(removed.authors, paper.authors)
        source = removed.evidence.get("authors", f"record {removed.slug}")
        updates["evidence"] = {**paper.evidence, "authors": source}
    if removed.notes and removed.notes != paper.notes:
        updates["notes"] = "\n\n".join(filter(None, (paper.notes, removed.notes)))
    if new := [tag for tag in removed.tags if tag not in paper.tags]:
        updates["tags"] = (*paper.tags, *new)[:MOST_TAGS]
    if removed.added and (not paper.added or removed.added < paper.added):
        updates["added"] = removed.added
    if extra := list_extra_addresses([removed], known=all_identifiers(paper)):
        links = join_addresses([paper.links.other, extra])
        updates["links"] = paper.links.model_copy(update={"other": links})
    return paper.model_copy(update=updates)


def rename_related(
    related: Iterable[RelatedPaper], old: str, new: str, *, owner: str
) -> tuple[RelatedPaper, ...]:
    """Return the related papers of ``owner`` with ``old`` replaced by ``new``, each once and never itself."""
    renamed: dict[str, RelatedPaper] = {}
    for other in related:
        slug = new if other.paper == old else other.paper
        if slug != owner:
            renamed.setdefault(slug, other.model_copy(update={"paper": slug}))
    return tuple(renamed.values())


def _join_titles(paper: Paper, removed: Paper) -> tuple[str, ...]:
    """Return the other titles of a paper once another record of it is removed, each once."""
    titles = {title_key(title): title for title in (removed.title, *removed.aliases)}
    titles |= {title_key(title): title for title in paper.aliases}
    titles.pop(title_key(paper.title), None)
    new = [title for title in titles.values() if title not in paper.aliases]
    return (*paper.aliases, *new)[:MOST_WORDINGS]


def map_venue_names(venues: Iterable[VenueInfo]) -> dict[str, str]:
    """Return the key (:func:`title_key`) of each name and alias of a venue -> the name used on the list."""
    aliases = {title_key(alias): venue.name for venue in venues for alias in venue.aliases}
    return aliases | {title_key(venue.name): venue.name for venue in venues}


def use_listed_venue_name(paper: Paper, names: Mapping[str, str]) -> Paper:
    """Return ``paper`` with its venue's name as used on the list, if the list knows the venue.

    A longer name is kept as the container of the publication.
    """
    name = names.get(title_key(paper.venue)) if paper.venue else None
    if not name or name == paper.venue:
        return paper
    updates: dict[str, object] = {"venue": name}
    if len(paper.venue or "") > len(name) and not paper.publication.container:
        updates["publication"] = paper.publication.model_copy(update={"container": paper.venue})
    return paper.model_copy(update=updates)

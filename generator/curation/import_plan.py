"""What an import changes: records to create, and records to complete."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from generator.analysis.topics.suggester import Suggestion
from generator.curation.matching import Matches
from generator.duplicates.filling import fill_blanks, map_venue_names, use_listed_venue_name
from generator.duplicates.merging import merge_entries
from generator.duplicates.possible_duplicates import PossibleDuplicate, find_possible_duplicates
from generator.errors import Place, Problem, show
from generator.model.catalog import Catalog
from generator.model.citation_keys import choose_key, list_used_keys, take_keys
from generator.model.entry import Entry
from generator.model.history import Change
from generator.model.limits import MOST_CAPTURES, MOST_KEYS, describe_limit
from generator.model.paper import Paper
from generator.storage.documents import Document
from generator.storage.validation import describe_error
from generator.text.slugs import choose_slug
from generator.text.titles import title_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A record before and after an import."""

    old: Paper
    new: Paper

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields and links that changed, other than captures and evidence."""
        names = []
        for name in Paper.model_fields:
            if name in ("captures", "evidence") or getattr(self.old, name) == getattr(self.new, name):
                continue
            if name == "links":
                names += [
                    link
                    for link in type(self.new.links).model_fields
                    if getattr(self.old.links, link) != getattr(self.new.links, link)
                ]
            else:
                names.append(name)
        return tuple(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import changes.

    Attributes:
        new: records to create, with suggested topics.
        filled: records that gain facts or a capture.
        known: slugs of all records that were matched, including those that gain nothing.
        excluded: entries that ``excluded.yml`` names.
        possible_duplicates: pairs of records that may be the same paper; at least one of each is imported.
        reasons: slug of a new record -> why its topics were suggested.
        problems: papers left out because their merged entries exceed a limit.
    """

    new: tuple[Paper, ...] = ()
    filled: tuple[Filled, ...] = ()
    known: tuple[str, ...] = ()
    excluded: tuple[Entry, ...] = ()
    possible_duplicates: tuple[PossibleDuplicate, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def enriched(self) -> tuple[Filled, ...]:
        """The records that gain facts, not only a capture."""
        return tuple(filled for filled in self.filled if filled.fields)


def plan_import(
    catalog: Catalog,
    matches: Matches,
    *,
    suggest: Callable[[Paper], Suggestion] | None = None,
    today: str,
) -> ImportPlan:
    """Return what the entries in ``matches`` change.

    Args:
        catalog: the list.
        matches: the entries of the import, by record.
        suggest: suggests topics for a new record; None for records without topics.
        today: the date of the import, ISO 8601.
    """
    problems: list[Problem] = []
    new = _create_records(catalog, matches.new, today, problems)
    reasons: dict[str, str] = {}
    if suggest:
        suggestions = {paper.slug: suggest(paper) for paper in new}
        reasons = {slug: suggestion.reason for slug, suggestion in suggestions.items()}
        new = [
            paper.model_copy(update={"topics": suggestion.topics, "review": make_review_text(suggestion)})
            for paper, suggestion in zip(new, suggestions.values(), strict=True)
        ]
    possible_duplicates = tuple(matches.conflicts)
    if new:
        possible_duplicates += find_possible_duplicates(
            [*catalog.papers.values(), *new],
            among={paper.slug for paper in new},
            decided=frozenset(decision.pair for decision in catalog.decisions),
        )
    return ImportPlan(
        new=tuple(new),
        filled=_fill_records(catalog, matches.known, new, problems),
        known=tuple(matches.known),
        excluded=tuple(matches.excluded),
        possible_duplicates=possible_duplicates,
        reasons=reasons,
        problems=tuple(problems),
    )


def _merge(
    entries: Sequence[Entry], slug: str, names: Mapping[str, str], problems: list[Problem]
) -> Paper | None:
    """Merge entries into a paper; if it exceeds a limit, add to ``problems`` and return None."""
    if len(entries) > MOST_CAPTURES:
        flaw = f"captures: {describe_limit(len(entries), MOST_CAPTURES, 'entries')}"
        problems.append(_report_excess(entries[0], flaw))
        return None
    try:
        return use_listed_venue_name(merge_entries(entries, slug=slug), names)
    except ValidationError as error:
        problems.append(_report_excess(entries[0], describe_error(error.errors()[0], Document("")).message))
        return None


def _report_excess(entry: Entry, flaw: str) -> Problem:
    return Problem(Place(entry.capture, entry.line), f"left out {show(entry.title)}: {flaw}")


def _report_taken_key(entry: Entry, wanted: str, used: str) -> Problem:
    message = f"expected a citation key that no other paper has (got {show(wanted)}; used {show(used)})"
    return Problem(Place(entry.capture, entry.line), message, severity="warning")


def _create_records(
    catalog: Catalog, groups: Sequence[Sequence[Entry]], today: str, problems: list[Problem]
) -> list[Paper]:
    names = map_venue_names(catalog.venues)
    taken = {*catalog.papers, *catalog.redirects, *catalog.removed_slugs}
    used_keys = list_used_keys(catalog.papers.values(), catalog.exclusions)
    counts: dict[str, int] = {}
    papers = []
    for group in groups:
        paper = _merge(group, "paper", names, problems)
        if paper is None:
            continue
        slug = choose_slug(paper.title, taken, counts)
        taken.add(slug)
        paper = paper.model_copy(update={"slug": slug, "added": today})
        wanted = next(_list_keys(group), "")
        keys = take_keys(_list_keys(group), used_keys) or take_keys([choose_key(paper, used_keys)], used_keys)
        if wanted and wanted not in keys:
            problems.append(_report_taken_key(group[0], wanted, keys[0]))
        updates = {"citation_key": keys[0], "citation_key_aliases": keys[1 : MOST_KEYS + 1]}
        papers.append(paper.model_copy(update=updates))
    return papers


def _list_keys(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the citation keys of the paper in ``entries``, the main ones first."""
    entries = tuple(entries)
    yield from (entry.key for entry in entries if entry.key)
    for entry in entries:
        yield from entry.key_aliases


def _remove_implied(facts: Paper, old: Paper, catalog: Catalog) -> Paper:
    """Return ``facts`` without what the topics and venue of the record ``old`` already say."""
    topics = catalog.taxonomy.topics
    titles = [topics[id_].title for id_ in old.topics if id_ in topics]
    # CSL-JSON separates keywords with commas, even if keywords contain commas
    filed = {title_key(part) for title in titles for part in (title, *title.split(","))}
    keywords = tuple(keyword for keyword in facts.keywords if title_key(keyword) not in filed)
    updates: dict[str, object] = {"keywords": keywords}
    if facts.type == catalog.find_type(old.model_copy(update={"venue": old.venue or facts.venue})):
        updates["type"] = None
    return facts.model_copy(update=updates)


def _fill_records(
    catalog: Catalog,
    known: Mapping[str, Sequence[Entry]],
    new: Sequence[Paper],
    problems: list[Problem],
) -> tuple[Filled, ...]:
    names = map_venue_names(catalog.venues)
    used_keys = list_used_keys([*catalog.papers.values(), *new], catalog.exclusions)
    filled = []
    for slug, entries in known.items():
        old = catalog.papers[slug]
        from_new_capture = not {entry.ref for entry in entries} <= set(old.captures)
        facts = _merge(entries, slug, names, problems)
        if facts is None:
            continue
        completed = fill_blanks(old, _remove_implied(facts, old, catalog), join_links=from_new_capture)
        if from_new_capture and (keys := take_keys(_list_keys(entries), used_keys)):
            aliases = (*completed.citation_key_aliases, *keys)[:MOST_KEYS]
            completed = completed.model_copy(update={"citation_key_aliases": aliases})
        if completed == old:
            continue
        try:
            Paper.model_validate(completed.model_dump())
        except ValidationError as error:
            flaw = describe_error(error.errors()[0], Document("")).message
            problems.append(_report_excess(entries[0], f"{slug}.yml: {flaw}"))
        else:
            filled.append(Filled(old=old, new=completed))
    return tuple(filled)


def make_review_text(suggestion: Suggestion) -> str:
    """Return the ``review`` line of a record with suggested topics."""
    if not suggestion.topics:
        return "No topic could be suggested. Add topics, then delete this line."
    reason = f": {suggestion.reason}" if suggestion.reason else ""
    return f"Topics are suggested{reason}. Correct or confirm them, then delete this line."


def make_log_entry(plan: ImportPlan, sources: Sequence[str], today: str) -> Change | None:
    """Return the entry of an import from the captures ``sources``, or None if it adds no paper.

    Suggested topics are logged once they are confirmed, by ``find_unlogged``.
    """
    if not plan.new:
        return None
    papers = sorted(plan.new, key=lambda paper: paper.slug)
    return Change(
        date=today,
        sources=tuple(dict.fromkeys(sources)),
        added=tuple(paper.slug for paper in papers),
        filed={paper.slug: paper.topics[0] for paper in papers if paper.topics and not paper.review},
    )

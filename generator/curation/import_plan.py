"""What an import changes: records to create, and records to complete."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from generator.analysis.topics.suggester import Suggestion
from generator.curation.matching import Matches
from generator.curation.revisions import Gone, Revisions
from generator.duplicates.filling import fill_blanks, map_venue_names, use_listed_venue_name
from generator.duplicates.merging import merge_entries
from generator.duplicates.possible_duplicates import PossibleDuplicate, find_possible_duplicates
from generator.duplicates.three_way import Difference, revise
from generator.duplicates.titles import work_key
from generator.errors import Place, Problem, show
from generator.model.catalog import Catalog
from generator.model.citation_keys import choose_key, list_used_keys, take_keys
from generator.model.entry import Entry
from generator.model.history import Change, Exclusion
from generator.model.limits import MOST_CAPTURES, MOST_KEYS, describe_limit
from generator.model.paper import Paper
from generator.storage.documents import Document
from generator.storage.validation import describe_error
from generator.text.slugs import choose_slug
from generator.text.titles import title_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A record before and after an import.

    Attributes:
        updated: the names of the fields and links that follow a change of the source.
    """

    old: Paper
    new: Paper
    updated: tuple[str, ...] = ()

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

    @property
    def added(self) -> tuple[str, ...]:
        """The names of the fields and links that gain facts."""
        return tuple(name for name in self.fields if name not in self.updated)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import changes.

    Attributes:
        new: records to create, with suggested topics.
        filled: records that gain facts or a capture, or follow a new version of one.
        known: slugs of all records that were matched, including those that gain nothing.
        excluded: entries that ``excluded.yml`` names.
        exclusions: the new titles of excluded entries.
        differences: facts that both the source and a person have changed; records keep what the person wrote.
        gone: entries that the new versions of captures lack.
        possible_duplicates: pairs of records that may be the same paper; at least one of each is imported.
        reasons: slug of a new record -> why its topics were suggested.
        problems: identifiers of other papers, and papers left out because they exceed a limit.
    """

    new: tuple[Paper, ...] = ()
    filled: tuple[Filled, ...] = ()
    known: tuple[str, ...] = ()
    excluded: tuple[Entry, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    differences: tuple[Difference, ...] = ()
    gone: tuple[Gone, ...] = ()
    possible_duplicates: tuple[PossibleDuplicate, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def enriched(self) -> tuple[Filled, ...]:
        """The records that gain facts, not only a capture."""
        return tuple(filled for filled in self.filled if filled.added)

    @property
    def updated(self) -> tuple[Filled, ...]:
        """The records that follow a change of their source."""
        return tuple(filled for filled in self.filled if filled.updated)


def plan_import(
    catalog: Catalog,
    matches: Matches,
    *,
    revisions: Revisions | None = None,
    suggest: Callable[[Paper], Suggestion] | None = None,
    today: str,
) -> ImportPlan:
    """Return what the entries in ``matches`` change.

    Args:
        catalog: the list.
        revisions: the captures among the files that replace an older version.
        matches: the entries of the import, by record.
        suggest: suggests topics for a new record; None for records without topics.
        today: the date of the import, ISO 8601.
    """
    problems = list(matches.problems)
    revisions = revisions or Revisions(catalog=catalog)
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
    filler = _Filler(catalog, revisions, problems)
    return ImportPlan(
        new=tuple(new),
        filled=tuple(filler.fill_records(matches.known, new)),
        known=tuple(matches.known),
        excluded=tuple(matches.excluded),
        exclusions=tuple(_list_new_titles(catalog, matches.excluded, revisions, today)),
        differences=tuple(filler.differences),
        gone=revisions.gone,
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


def _list_new_titles(
    catalog: Catalog, entries: Iterable[Entry], revisions: Revisions, today: str
) -> Iterator[Exclusion]:
    """Yield an exclusion for each entry that was excluded by the title it had before."""
    reasons = {work_key(exclusion.title): exclusion.reason for exclusion in catalog.exclusions}
    for entry in entries:
        old = revisions.before.get(entry.ref)
        if old and work_key(entry.title) not in reasons:
            yield Exclusion(title=entry.title, reason=reasons[work_key(old.title)], date=today)


@dataclass(frozen=True, slots=True)
class _Filler:
    """Completes and updates records; collects what goes wrong, and facts in which sources now differ."""

    catalog: Catalog
    revisions: Revisions
    problems: list[Problem]
    differences: list[Difference] = field(default_factory=list)

    def fill_records(self, known: Mapping[str, Sequence[Entry]], new: Sequence[Paper]) -> Iterator[Filled]:
        """Yield the records that change, given the entries of each, and the new records."""
        papers, before = self.revisions.catalog.papers, self.revisions.before
        owners = {ref: slug for slug, paper in papers.items() for ref in paper.captures} if before else {}
        names = map_venue_names(self.catalog.venues)
        used_keys = list_used_keys([*self.catalog.papers.values(), *new], self.catalog.exclusions)
        for slug in (*known, *(slug for slug in papers if slug not in known)):
            current, entries = papers[slug], known.get(slug, ())
            revised = [entry for entry in entries if entry.ref in before and owners.get(entry.ref) == slug]
            others = [entry for entry in entries if entry.ref not in before]
            completed, updated = self._follow(current, revised, names) if revised else (current, ())
            is_listed = {entry.ref for entry in others} <= set(current.captures)
            if others:
                facts = _merge(others, slug, names, self.problems)
                if facts is None:
                    continue
                facts = _remove_implied(facts, completed, self.catalog)
                completed = fill_blanks(completed, facts, join_links=not is_listed)
            keys = [] if is_listed else list(_list_keys(others))
            old_keys = set(_list_keys(before[entry.ref] for entry in revised))
            keys += [key for key in _list_keys(revised) if key not in old_keys]
            if taken := take_keys(keys, used_keys):
                aliases = (*completed.citation_key_aliases, *taken)[:MOST_KEYS]
                completed = completed.model_copy(update={"citation_key_aliases": aliases})
            old = self.catalog.papers[slug]
            if completed == old:
                continue
            try:
                Paper.model_validate(completed.model_dump())
            except ValidationError as error:
                flaw = describe_error(error.errors()[0], Document("")).message
                self.problems.append(_report_excess(entries[0], f"{slug}.yml: {flaw}"))
            else:
                yield Filled(old=old, new=completed, updated=updated)

    def _follow(
        self, paper: Paper, entries: Sequence[Entry], names: Mapping[str, str]
    ) -> tuple[Paper, tuple[str, ...]]:
        """Return a record with the changes of its source, and the names of the fields that changed."""
        versions = []
        for version in ([self.revisions.before[entry.ref] for entry in entries], entries):
            facts = _merge(version, paper.slug, names, self.problems)
            if facts is None:
                return paper, ()
            keywords = _remove_implied(facts, paper, self.catalog).keywords
            versions.append(facts.model_copy(update={"keywords": keywords}))
        revised = revise(paper, *versions)
        completed = fill_blanks(revised.paper, _remove_implied(revised.news, revised.paper, self.catalog))
        self.differences.extend(revised.kept)
        return completed, revised.changed


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


def forget_captures(plan: ImportPlan) -> ImportPlan:
    """Return ``plan`` without references to captures that are not kept."""
    filled = (
        replace(filled, new=filled.new.model_copy(update={"captures": filled.old.captures}))
        for filled in plan.filled
    )
    return replace(
        plan,
        new=tuple(paper.model_copy(update={"captures": ()}) for paper in plan.new),
        filled=tuple(each for each in filled if each.new != each.old),
    )

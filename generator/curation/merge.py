"""Answers to "are these two records the same paper?": merge them, or keep them apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.curation.edits import Edit, reload
from generator.curation.private_notes import move_private_note
from generator.curation.rename import rename_in_decisions, replace_slug, resolve_slug
from generator.duplicates.filling import merge_papers
from generator.errors import ContentError, Place, Problem
from generator.model.catalog import Catalog
from generator.model.history import Change, Decision
from generator.storage.editing import update_list
from generator.storage.folder import Folder
from generator.text.plurals import count_nouns

HEADER = """\
# Decisions about records that look like the same paper, so that each question is asked only once.
# Written by `reading-list same A B` and `reading-list different A B`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A curator's answer to whether two records are the same paper.

    Attributes:
        verdict: ``same`` to merge them, ``different`` to keep both.
        one: the slug of a record.
        other: the slug of the other one.
        keep: the slug to keep if they are merged; by default that of the record added first, or ``one`` if
            both were added on the same day.
        place: where the answer is written, if it is in a file.
    """

    verdict: Literal["same", "different"]
    one: str
    other: str
    keep: str | None = None
    place: Place | None = None


def plan_same(
    folder: Folder, catalog: Catalog, one: str, other: str, *, keep: str | None = None, today: str
) -> Edit:
    """Return the edit that merges two records, as :func:`plan_answers`."""
    answer = Answer(verdict="same", one=one, other=other, keep=keep)
    return plan_answers(folder, catalog, [answer], today=today)


def plan_different(folder: Folder, catalog: Catalog, one: str, other: str, *, today: str) -> Edit:
    """Return the edit that records two papers as different, as :func:`plan_answers`."""
    return plan_answers(folder, catalog, [Answer(verdict="different", one=one, other=other)], today=today)


def plan_answers(folder: Folder, catalog: Catalog, answers: Sequence[Answer], *, today: str) -> Edit:
    """Return the edit that merges records, and records others as different; empty if that is done already.

    A kept record is completed from the other, whose file is deleted and whose address redirects.

    Args:
        folder: the list.
        catalog: its content.
        answers: in order; an answer can name records that an earlier one has merged.
        today: the date of the change, ISO 8601.

    Raises:
        ContentError: a slug is unknown, records that are different according to an answer have been merged,
            or a file's layout does not allow the change. Every problem is listed.
    """
    edit = Edit(folder)
    messages: list[str] = []
    merged: dict[str, str] = {}
    problems: list[Problem] = []
    for answer in answers:
        before = dict(edit.contents)
        try:
            plan = _merge if answer.verdict == "same" else _keep_apart
            message, removed = plan(edit, catalog, answer, today)
        except ContentError as error:
            problems += [replace(problem, place=problem.place or answer.place) for problem in error.problems]
            continue
        messages.append(message)
        merged |= removed
        catalog = reload(catalog, edit, before)
    if problems:
        raise ContentError(problems)
    if merged:
        edit.append("changes.yml", Change(date=today, merged=merged))
    edit.message = messages[0] if len(messages) == 1 else _summarize(answers, len(merged))
    return edit


def _summarize(answers: Sequence[Answer], merged: int) -> str:
    if not answers:
        return "There is nothing to write."
    different = sum(answer.verdict == "different" for answer in answers)
    pairs = count_nouns(different, "pair")
    return f"Merged {count_nouns(merged, 'record')}, and recorded {pairs} as different papers."


def _merge(edit: Edit, catalog: Catalog, answer: Answer, today: str) -> tuple[str, dict[str, str]]:
    """Add a merge to ``edit``; return a message, and the slugs of the removed and the kept record, if any."""
    first, second = resolve_slug(catalog, answer.one), resolve_slug(catalog, answer.other)
    if first == second:
        return f"{answer.one} and {answer.other} are already one record: {first}.", {}
    kept_slug = _choose_kept(catalog, first, second, answer.keep)
    kept = catalog.papers[kept_slug]
    removed = catalog.papers[second if kept_slug == first else first]
    edit.update_paper(kept, merge_papers(kept, removed))
    edit.write(edit.folder.papers / f"{removed.slug}.yml", None)
    move_private_note(edit, removed.slug, kept.slug)
    replace_slug(edit, catalog, removed.slug, kept.slug)
    earlier = rename_in_decisions(catalog.decisions, removed.slug, kept.slug)
    pair = (kept.slug, removed.slug)
    titles = (kept.title, removed.title)
    _record_decision(edit, earlier, Decision(verdict="same", papers=pair, titles=titles, date=today))
    return f"Merged {removed.slug} into {kept.slug}.", {removed.slug: kept.slug}


def _keep_apart(edit: Edit, catalog: Catalog, answer: Answer, today: str) -> tuple[str, dict[str, str]]:
    """Add the decision that two records are different to ``edit``; return a message."""
    one, other = resolve_slug(catalog, answer.one), resolve_slug(catalog, answer.other)
    if one == other:
        raise ContentError(Problem(None, f"Both slugs lead to {one}: these records have been merged."))
    titles = (catalog.papers[one].title, catalog.papers[other].title)
    decision = Decision(verdict="different", papers=(one, other), titles=titles, date=today)
    if not any(old.pair == decision.pair and old.verdict == "different" for old in catalog.decisions):
        _record_decision(edit, catalog.decisions, decision)
    return f"Recorded {one} and {other} as different papers.", {}


def _choose_kept(catalog: Catalog, first: str, second: str, keep: str | None) -> str:
    if keep is None:
        return min((first, second), key=lambda slug: (catalog.papers[slug].added or "9999", slug != first))
    kept = resolve_slug(catalog, keep)
    if kept not in (first, second):
        raise ContentError(Problem(None, f"--keep must be {first} or {second} (got {keep!r})."))
    return kept


def _record_decision(edit: Edit, earlier: Sequence[Decision], new: Decision) -> None:
    """Append ``new`` to ``decisions.yml``, in place of an earlier decision about the same pair."""
    path = edit.folder.file("decisions.yml")
    others = [decision for decision in earlier if decision.pair != new.pair]
    if len(others) < len(earlier):
        edit.write(path, update_list(edit.read(path), others))
    elif not edit.read(path):
        edit.write(path, HEADER)
    edit.append("decisions.yml", new)

"""One session of editing a list, such as that of the local site: actions on papers, which can be undone."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.curation.captures import read_entries
from generator.curation.changing import FieldChanges, plan_changes, plan_confirmation
from generator.curation.edits import Edit
from generator.curation.exclude import plan_exclusions
from generator.curation.merge import plan_different, plan_same
from generator.curation.private_notes import set_private_note
from generator.curation.rename import resolve_slug
from generator.curation.review import find_undecided_pairs, list_to_review
from generator.errors import ContentError, Problem, show
from generator.model.catalog import Catalog
from generator.model.fields import Slug
from generator.model.limits import LONGEST_SENTENCE, LONGEST_TITLE
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import Loader
from generator.storage.transactions import locked
from generator.storage.undo import describe_last_change, undo
from generator.text.cleaning import clean, remove_unprintable
from generator.text.tokenizing import fold, tokenize

PATIENCE = 5.0
"""Seconds to wait for a command that is writing to the list."""
MOST_SHOWN = 500
"""Records described at once."""
MOST_FOUND = 8
"""Records found by a few words."""
EDITABLE = {
    "topics": "topics",
    "kind": "kind",
    "tldr": "summary",
    "why_read": "reason to read it",
    "who_can_skip": "reason to skip it",
    "question": "question",
    "also_asked": "other wordings",
    "notes": "notes",
    "must_read": "must-read mark",
    "private_notes": "private notes",
}
"""What an action can set, and how messages name it: fields of records, and the private notes."""


class Action(BaseModel):
    """What a person wants to do to a paper.

    Attributes:
        action: its name.
        slug: the paper's record.
        other: the record to merge it with, or to tell it apart from.
        reason: why to exclude it.
        changes: new values of fields by name; None or "" removes one.
        before: the values that the person saw; if one has changed since, nothing is written.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    action: Literal["confirm", "set", "exclude", "same", "different"]
    slug: Slug
    other: Slug | None = None
    reason: str = Field("", max_length=LONGEST_SENTENCE)
    changes: Mapping[str, str | list[str] | None] = Field(default_factory=dict)
    before: Mapping[str, str | list[str] | None] = Field(default_factory=dict)


class Question(BaseModel):
    """Which papers to describe: those named by slug, or found by words of their titles."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slugs: tuple[Slug, ...] = Field((), max_length=MOST_SHOWN)
    words: str = Field("", max_length=LONGEST_TITLE)


@dataclass(frozen=True, slots=True)
class _Done:
    """What an action has done, to which paper, and how many papers fewer there are to review."""

    message: str
    slug: str
    reviewed: int


class Session:
    """Carries out actions on papers one after the other, and undoes the last ones.

    Args:
        folder: the list.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._loader = Loader(folder)
        self._done: list[_Done] = []
        # the lock of the folder only keeps other processes out
        self._lock = threading.Lock()

    def act(self, action: Action, today: str) -> dict[str, Any]:
        """Carry out an action; return a message, the slug to go on with, and the progress.

        Raises:
            ContentError: it cannot be done; nothing was written.
        """
        with self._lock, locked(self._folder.base, patience=PATIENCE):
            before = after = self._loader.load()
            edit = self._plan(before, action, today)
            if edit.apply():
                after = self._loader.load()
                reviewed = len(list_to_review(before)) - len(list_to_review(after))
                self._done.append(_Done(edit.message, action.slug, reviewed))
            gone = sorted(set(before.papers).difference(after.papers))
            answer = {"message": edit.message, "slug": action.slug, "gone": gone}
            return answer | self._describe_progress(after)

    def undo(self) -> dict[str, Any]:
        """Undo the last action that has not been undone; return a message, the paper, and the progress.

        Raises:
            ContentError: there is none, a command was run since, or a file was edited since.
        """
        with self._lock, locked(self._folder.base, patience=PATIENCE):
            if not self._done:
                raise ContentError("There is nothing to undo.")
            found = describe_last_change(self._folder)
            messages = [done.message for done in self._done]
            if found not in messages:
                message = f"A command has changed the list since: {found or 'undo'}"
                raise ContentError(Problem(None, message, "Run `reading-list undo` in a terminal."))
            # those after it were undone in a terminal
            del self._done[len(messages) - messages[::-1].index(found) :]
            message = f"Undone: {undo(self._folder)}"
            last = self._done.pop()
            catalog = self._loader.load()
            paper = catalog.papers.get(last.slug)
            answer = {"message": message, "slug": last.slug, "paper": paper and self._describe(paper)}
            return answer | self._describe_progress(catalog)

    def describe(self, question: Question) -> dict[str, Any]:
        """Return what the pages need to know: papers, possible duplicates of them, topics and the progress.

        Raises:
            ContentError: the list cannot be read.
        """
        with self._lock:
            catalog = self._loader.load()
        if question.words:
            return {"found": [_name(paper) for paper in _find(catalog, question.words)]}
        slugs = [slug for slug in question.slugs if slug in catalog.papers]
        pairs = find_undecided_pairs(catalog, set(slugs))
        shown = dict.fromkeys([*slugs, *(paper.slug for pair in pairs for paper in (pair.one, pair.other))])
        return {
            "papers": {slug: self._describe(catalog.papers[slug]) for slug in shown},
            "pairs": [[pair.one.slug, pair.other.slug, round(100 * pair.score)] for pair in pairs],
            "topics": [
                {"id": topic.id, "title": topic.title, "group": group.title}
                for group in catalog.taxonomy.groups
                for topic in group.topics
            ],
            "kinds": [{"id": kind, "label": label} for kind, label in catalog.kinds.items()],
            **self._describe_progress(catalog),
        }

    def _list_values(self, paper: Paper) -> dict[str, Any]:
        """Return what an action can set, by name."""
        values = {name: getattr(paper, name, None) for name in EDITABLE}
        private = self._folder.private / f"{paper.slug}.md"
        values["private_notes"] = Edit(self._folder).read(private).strip()
        return {
            name: list(value) if isinstance(value, tuple) else value or "" for name, value in values.items()
        }

    def _describe(self, paper: Paper) -> dict[str, Any]:
        """Return what the pages show and edit of a paper, and what tells it apart from others."""
        return {
            **_name(paper),
            "values": self._list_values(paper),
            "review": paper.review or "",
            "facts": {name: value or "" for name, value in _list_facts(paper).items()},
        }

    def _describe_progress(self, catalog: Catalog) -> dict[str, Any]:
        last = self._done[-1].message if self._done else ""
        reviewed = sum(done.reviewed for done in self._done)
        return {"undo": last, "reviewed": reviewed, "waiting": len(list_to_review(catalog))}

    def _plan(self, catalog: Catalog, action: Action, today: str) -> Edit:
        folder, slug = self._folder, resolve_slug(catalog, action.slug)
        if action.action == "confirm":
            return plan_confirmation(folder, catalog, [slug])
        if action.action == "set":
            changes = _check_changes(self._list_values(catalog.papers[slug]), action)
            message = f"Changed the {' and '.join(EDITABLE[name] for name in changes)} of {slug}."
            private = changes.pop("private_notes", None)
            edit = plan_changes(folder, catalog, [slug], FieldChanges(set=changes), today=today)
            edit.message = message
            if private is not None:
                set_private_note(edit, slug, private)
            return edit
        if action.action == "exclude":
            reason = clean(action.reason)
            if not reason:
                raise ContentError("expected a reason in one sentence (got no text)")
            entries = read_entries(folder)
            return plan_exclusions(folder, catalog, [slug], reason=reason, today=today, entries=entries)
        if action.other is None:
            raise ContentError("Choose the other record.")
        plan = plan_same if action.action == "same" else plan_different
        return plan(folder, catalog, slug, action.other, today=today)


def _check_changes(held: Mapping[str, Any], action: Action) -> dict[str, Any]:
    """Return the new values by name.

    Args:
        held: the values in the files.
        action: what to change.

    Raises:
        ContentError: a field cannot be changed here, or was changed by somebody else.
    """
    changes: dict[str, Any] = {}
    for name, value in action.changes.items():
        if name not in EDITABLE:
            raise ContentError(f"expected one of {', '.join(EDITABLE)} (got {show(name)})")
        if name in action.before and (action.before[name] or "") != (held[name] or ""):
            message = f"The {EDITABLE[name]} of {action.slug} changed while you were editing."
            raise ContentError(Problem(None, message, f"Now: {show(held[name])}"))
        if name == "private_notes" and not isinstance(value, str):
            raise ContentError(f"{name}: expected text (got {show(value)})")
        if isinstance(value, str):
            value = _clean_notes(value) if name.endswith("notes") else clean(value)
        changes[name] = value
    return changes


def _clean_notes(text: str) -> str:
    return remove_unprintable(text.replace("\r\n", "\n")).strip()


def _name(paper: Paper) -> dict[str, str]:
    facts = (", ".join(paper.authors[:2]), paper.venue, str(paper.year or ""))
    return {"slug": paper.slug, "title": paper.title, "facts": " · ".join(filter(None, facts))}


def _find(catalog: Catalog, words: str) -> Iterable[Paper]:
    """Return the papers whose title or aliases contain all words or their beginnings."""
    wanted = tokenize(words)
    found = [
        paper
        for paper in catalog.papers.values()
        if wanted and all(f" {word}" in f" {' '.join(tokenize(' '.join(paper.titles)))}" for word in wanted)
    ]
    return sorted(found, key=lambda paper: (len(paper.title), fold(paper.title)))[:MOST_FOUND]


def _list_facts(paper: Paper) -> dict[str, str | None]:
    """Return what tells a record apart from others, by label."""
    return {
        "Title": paper.title,
        "Authors": ", ".join(paper.authors),
        "Published": paper.published,
        "Venue": " ".join(filter(None, (paper.venue, str(paper.venue_year or "")))),
        "arXiv": paper.links.arxiv,
        "DOI": paper.links.doi,
        "Added": paper.added,
        "Captures": ", ".join(map(str, paper.captures[:5])),
        "Topics": ", ".join(paper.topics),
        "Summary": paper.tldr,
        "Abstract": paper.abstract,
    }

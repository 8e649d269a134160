"""What a curator decides about records that are there: one paper or two, another address, off the list.

Each function here reads the content and returns an :class:`Edit`, the files that change as a whole;
writing it is the pipeline's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import process

from generator.duplicates.filling import merge_papers
from generator.duplicates.titles import work_key
from generator.errors import ContentError, Place, Problem
from generator.model.catalogue import Catalogue
from generator.model.citation_keys import current_keys
from generator.model.entry import CaptureRef, Entry
from generator.model.fields import SLUG
from generator.model.history import Change, Decision, Exclusion
from generator.model.paper import Paper
from generator.model.redirects import follow_redirects
from generator.model.taxonomy import Taxonomy
from generator.storage.store import (
    Folder,
    append_record,
    parse_taxonomy,
    read_bytes,
    update_list,
    update_mapping,
    update_paper,
)

__all__ = ["Edit", "plan_different", "plan_exclusion", "plan_rename", "plan_same", "resolve"]


@dataclass(slots=True)
class Edit:
    """Files that change together.

    Attributes:
        folder: the list.
        texts: path -> new content, None for a file that shall be gone.
        before: path -> the content that was read.
        message: what was done, in one sentence.
    """

    folder: Folder
    texts: dict[Path, bytes | None] = field(default_factory=dict)
    before: dict[Path, bytes | None] = field(default_factory=dict)
    message: str = ""

    def read(self, path: Path) -> str:
        """Return the content of ``path`` as it will be after the edits so far; empty for no file."""
        if path not in self.texts:
            self.before[path] = self.texts[path] = read_bytes(path)
        data = self.texts[path] or b""
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise ContentError(
                Problem(Place(self.folder.label(path)), "expected text in UTF-8 (got other bytes)")
            ) from None

    def write(self, path: Path, text: str | None) -> None:
        """Set what ``path`` shall hold; empty text or None for no file."""
        if path not in self.texts:
            self.before[path] = read_bytes(path)
        self.texts[path] = text.encode() if text else None


def resolve(catalogue: Catalogue, slug: str) -> str:
    """Return the slug of the record that ``slug`` leads to, by redirects where it is gone.

    A file name or address of a record is taken too (``content/papers/x.yml``, ``…/papers/x/``).

    Raises:
        ContentError: there is no such record; the message names the nearest one.
    """
    name = slug.strip().rstrip("/").rpartition("/")[2].removesuffix(".yml")
    end = follow_redirects(name, catalogue.redirects, papers=catalogue.papers)
    if end and end in catalogue.papers:
        return end
    near = process.extractOne(name, list(catalogue.papers), score_cutoff=60)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise ContentError(Problem(None, f"expected the slug of a record (got {slug!r}).{hint}"))


def _paper_path(folder: Folder, slug: str) -> Path:
    return folder.papers / f"{slug}.yml"


def _redirect(edit: Edit, catalogue: Catalogue, gone: str, target: str) -> None:
    """Lead ``gone`` to ``target``, and whatever led to ``gone`` too."""
    redirects = {old: target if new == gone else new for old, new in catalogue.redirects.items()}
    redirects[gone] = target
    redirects.pop(target, None)
    path = edit.folder.file("redirects.yml")
    edit.write(path, update_mapping(edit.read(path), redirects, label=edit.folder.label(path)))


def _replace_references(edit: Edit, gone: str, target: str) -> None:
    """Name ``target`` where topics, pages and notes name ``gone``."""
    folder = edit.folder
    link = re.compile(rf"(\]\(\s*<?paper:){re.escape(gone)}(?![a-z0-9-])")
    topics = folder.file("topics.yml")
    text = edit.read(topics)
    # "- paper: wild-levain" and "{paper: wild-levain, why: …}", beside links in introductions
    step = re.compile(rf"(\bpaper:\s*[\"']?){re.escape(gone)}(?![a-z0-9-])")
    changed = link.sub(rf"\g<1>{target}", step.sub(rf"\g<1>{target}", text))
    if changed != text:
        _check_steps(parse_taxonomy(changed, label=folder.label(topics)), target, folder.label(topics))
        edit.write(topics, changed)
    pages = sorted(folder.pages.rglob("*.md")) if folder.pages.is_dir() else []
    records = sorted(folder.papers.glob("*.yml"))
    for path in [*pages, *records]:
        data = read_bytes(path) or b""
        if gone.encode() in data and path not in edit.texts:
            text = edit.read(path)
            changed = link.sub(rf"\g<1>{target}", text)
            if changed != text:
                edit.write(path, changed)
            else:
                del edit.texts[path], edit.before[path]


def _check_steps(taxonomy: Taxonomy, slug: str, label: str) -> None:
    paths = [(f"topic {topic.id}", topic.path) for topic in taxonomy.topics.values()]
    paths += [(f"path {path.id}", path.steps) for path in taxonomy.paths]
    for name, steps in paths:
        if [step.paper for step in steps].count(slug) > 1:
            raise ContentError(
                Problem(
                    Place(label),
                    f"expected each paper once in the reading path of {name} (got {slug} twice then)."
                    " Take one of the two steps out first.",
                )
            )


def _log(edit: Edit, change: Change) -> None:
    path = edit.folder.file("changes.yml")
    edit.write(path, append_record(edit.read(path), change, label=edit.folder.label(path)))


def _decide(edit: Edit, catalogue: Catalogue, decision: Decision) -> None:
    path = edit.folder.file("decisions.yml")
    text = edit.read(path) or (
        "# What was said of records that look like one paper, so that nobody is asked twice:\n"
        "# `reading-list same A B` and `reading-list different A B` write this.\n"
    )
    if any(old.pair == decision.pair for old in catalogue.decisions):
        kept = [old for old in catalogue.decisions if old.pair != decision.pair]
        edit.write(path, update_list(text, [*kept, decision]))
    else:
        edit.write(path, append_record(text, decision, label=edit.folder.label(path)))


def plan_different(folder: Folder, catalogue: Catalogue, one: str, other: str, *, today: str) -> Edit:
    """Return the edit that keeps ``one`` and ``other`` two papers for good; empty where that is known.

    Raises:
        ContentError: a slug is unknown, or both are one record.
    """
    one, other = resolve(catalogue, one), resolve(catalogue, other)
    if one == other:
        raise ContentError(Problem(None, f"expected two records (got {one} twice; they have been merged)"))
    edit = Edit(folder, message=f"{one} and {other} are different papers.")
    titles = (catalogue.papers[one].title, catalogue.papers[other].title)
    decision = Decision(verdict="different", papers=(one, other), titles=titles, date=today)
    if not any(old.pair == decision.pair and old.verdict == "different" for old in catalogue.decisions):
        _decide(edit, catalogue, decision)
    return edit


def plan_same(
    folder: Folder, catalogue: Catalogue, one: str, other: str, *, keep: str | None = None, today: str
) -> Edit:
    """Return the edit that makes one record of two; empty where they are one already.

    The record that came onto the list first stays (``one`` at a tie), or ``keep``. It gets what the other
    knows and it does not; the address of the other leads to it.

    Raises:
        ContentError: a slug is unknown, or the files cannot be edited safely.
    """
    first, second = resolve(catalogue, one), resolve(catalogue, other)
    if first == second:
        return Edit(folder, message=f"{one} and {other} are one record already: {first}.")
    if keep is not None:
        stays = resolve(catalogue, keep)
        if stays not in (first, second):
            raise ContentError(Problem(None, f"expected --keep {first} or {second} (got {keep!r})"))
    else:
        stays = min((first, second), key=lambda slug: (catalogue.papers[slug].added or "9999", slug != first))
    kept, gone = catalogue.papers[stays], catalogue.papers[second if stays == first else first]
    joined = merge_papers(kept, gone)
    edit = Edit(folder, message=f"{gone.slug} is part of {kept.slug} now.")
    path = _paper_path(folder, kept.slug)
    edit.write(path, update_paper(edit.read(path), kept, joined, label=folder.label(path)))
    edit.write(_paper_path(folder, gone.slug), None)
    _redirect(edit, catalogue, gone.slug, kept.slug)
    _replace_references(edit, gone.slug, kept.slug)
    _log(edit, Change(date=today, merged={gone.slug: kept.slug}))
    # decisions that name the record that is gone hold for the one it is part of now
    moved = [_moved(old, gone.slug, kept.slug) for old in catalogue.decisions]
    new = Decision(verdict="same", papers=(kept.slug, gone.slug), titles=(kept.title, gone.title), date=today)
    decided = [old for old in moved if old is not None and old.pair != new.pair]
    if decided == list(catalogue.decisions):
        _decide(edit, catalogue, new)
    else:
        decisions = folder.file("decisions.yml")
        edit.write(decisions, update_list(edit.read(decisions), [*decided, new]))
    return edit


def _moved(decision: Decision, old: str, new: str) -> Decision | None:
    """Return ``decision`` with the first name changed to the second; None where that makes it empty."""
    if old not in decision.papers:
        return decision
    if decision.verdict == "same":
        papers = (new if decision.papers[0] == old else decision.papers[0], decision.papers[1])
    else:
        one, other = (new if slug == old else slug for slug in decision.papers)
        papers = (one, other)
    return decision.model_copy(update={"papers": papers}) if papers[0] != papers[1] else None


def plan_rename(folder: Folder, catalogue: Catalogue, old: str, new: str) -> Edit:
    """Return the edit that gives the record ``old`` the slug ``new``; its old address leads to the new one.

    Raises:
        ContentError: ``old`` is unknown, or ``new`` is no slug or is taken.
    """
    slug = resolve(catalogue, old)
    if slug == new:
        return Edit(folder, message=f"{new} has that name already.")
    if not SLUG.match(new) or len(new) > 120:
        raise ContentError(
            Problem(
                None,
                "expected a slug of lower-case letters and digits joined by single hyphens,"
                f" at most 120 characters (got {new[:140]!r})",
            )
        )
    if new in catalogue.papers:
        raise ContentError(
            Problem(
                Place(folder.label(_paper_path(folder, new))), "expected a free slug (got one that is taken)"
            )
        )
    if catalogue.redirects.get(new, slug) != slug:
        raise ContentError(
            Problem(
                Place(folder.label(folder.file("redirects.yml"))),
                f"expected a free slug (got {new}, which leads to {catalogue.redirects[new]})",
            )
        )
    edit = Edit(folder, message=f"{slug} is {new} now; its old address leads there.")
    text = edit.read(_paper_path(folder, slug))
    paper = catalogue.papers[slug]
    # the citation key of a record without one is its slug, which must survive the renaming
    keyed = paper.model_copy(update={"citation_key": current_keys(catalogue.papers.values())[slug]})
    text = update_paper(text, paper, keyed, label=folder.label(_paper_path(folder, slug)))
    edit.write(_paper_path(folder, new), text)
    edit.write(_paper_path(folder, slug), None)
    _redirect(edit, catalogue, slug, new)
    _replace_references(edit, slug, new)
    moved = [decision for old_ in catalogue.decisions if (decision := _moved(old_, slug, new))]
    if moved != list(catalogue.decisions):
        decisions = folder.file("decisions.yml")
        edit.write(decisions, update_list(edit.read(decisions), moved))
    return edit


# 001_9068107334478e0a.txt#141
REFERENCE = re.compile(r"(?P<capture>[^#]+)#(?P<position>\d{1,9})\Z")


def plan_exclusion(
    folder: Folder,
    catalogue: Catalogue,
    what: str,
    *,
    reason: str,
    today: str,
    entries: Mapping[CaptureRef, Entry] | Iterable[Entry] = (),
) -> Edit:
    """Return the edit that keeps an entry off the list by name, and takes its record off where there is one.

    Args:
        folder: the list.
        catalogue: its content.
        what: a title, a slug, or a place in a capture (``name.txt#12``).
        reason: why, in one sentence.
        today: day of the exclusion, ISO 8601.
        entries: what the captures hold.

    Raises:
        ContentError: nothing of that name is known, or the record stands in a reading path.
    """
    all_entries = list(entries.values() if isinstance(entries, Mapping) else entries)
    reference = REFERENCE.match(what)
    key = work_key(what)
    paper: Paper | None = None
    met: list[Entry] = []
    if reference:
        met = [
            entry
            for entry in all_entries
            if (entry.capture, entry.position) == (reference["capture"], int(reference["position"]))
        ]
        refs = {entry.ref for entry in met}
        paper = next((paper for paper in catalogue.papers.values() if refs & set(paper.captures)), None)
    else:
        if SLUG.match(what) and what in catalogue.papers:
            paper = catalogue.papers[what]
        else:
            named = [paper for paper in catalogue.papers.values() if work_key(paper.title) == key]
            if len(named) > 1:
                slugs = ", ".join(paper.slug for paper in named)
                raise ContentError(
                    Problem(None, f"expected one record of that title (got {slugs}); name its slug")
                )
            paper = named[0] if named else None
        met = [entry for entry in all_entries if work_key(entry.title) == key]
    if paper is None and not met:
        raise ContentError(
            Problem(
                None, f"expected a title, a slug or a place in a capture such as name.txt#12 (got {what!r})"
            )
        )
    refs = set(paper.captures) if paper else set()
    titles = {work_key(entry.title): entry.title for entry in all_entries if entry.ref in refs}
    titles |= {work_key(entry.title): entry.title for entry in met}
    if paper:
        titles.setdefault(work_key(paper.title), paper.title)
    off = {work_key(exclusion.title) for exclusion in catalogue.exclusions}
    new = [
        Exclusion(title=" ".join(title.split()), reason=reason, date=today)
        for key_, title in sorted(titles.items())
        if key_ not in off
    ]
    if paper and new:
        keys = (current_keys(catalogue.papers.values())[paper.slug], *paper.citation_key_aliases)
        new[0] = new[0].model_copy(update={"citation_keys": keys})
    edit = Edit(folder)
    path = folder.file("excluded.yml")
    for exclusion in new:
        edit.write(path, append_record(edit.read(path), exclusion, label=folder.label(path)))
    if paper:
        _refuse_if_named(folder, catalogue.taxonomy, paper.slug)
        edit.write(_paper_path(folder, paper.slug), None)
        gone = {old: to for old, to in catalogue.redirects.items() if to != paper.slug}
        if gone != dict(catalogue.redirects):
            redirects = folder.file("redirects.yml")
            edit.write(redirects, update_mapping(edit.read(redirects), gone, label=folder.label(redirects)))
    if new:
        _log(edit, Change(date=today, excluded={exclusion.title: exclusion.reason for exclusion in new}))
    name = paper.slug if paper else repr(next(iter(titles.values())))
    edit.message = f"{name} is off the list." if edit.texts else f"{name} is off the list already."
    return edit


def _refuse_if_named(folder: Folder, taxonomy: Taxonomy, slug: str) -> None:
    paths = [(f"topic {topic.id}", topic.path) for topic in taxonomy.topics.values()]
    paths += [(f"path {path.id}", path.steps) for path in taxonomy.paths]
    texts = [(f"topic {topic.id}", topic.introduction or "") for topic in taxonomy.topics.values()]
    named = [name for name, steps in paths if slug in {step.paper for step in steps}]
    named += [name for name, text in texts if re.search(rf"paper:{re.escape(slug)}(?![a-z0-9-])", text)]
    if named:
        where = ", ".join(dict.fromkeys(named))
        raise ContentError(
            Problem(
                Place(folder.label(folder.file("topics.yml"))),
                f"expected no reading path or introduction to name {slug} (got {where})."
                " Take it out there first.",
            )
        )

"""Changes to the fields of many records at once: all of them, or none."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from generator.curation.change_log import find_logged_topics
from generator.curation.edits import Edit
from generator.errors import ContentError, Problem, show, suggest
from generator.model.catalog import Catalog
from generator.model.history import Change
from generator.model.paper import Paper
from generator.model.taxonomy import Topic
from generator.storage.folder import Folder
from generator.storage.validation import make
from generator.text.plurals import count_nouns

FIXED = frozenset(("slug", "citation_key", "citation_key_aliases", "captures", "evidence", "added")) | {
    "organization",
    "related",
}
"""Fields that identify a paper, say where it is from, or have items of several parts."""
OF_TOPICS = frozenset(Topic.model_fields) - frozenset(Paper.model_fields)
"""Fields that only topics have."""
WORDINGS = ("aliases", "also_asked")
"""Lists of texts, which may have commas: each is on its own line."""
BLANK = Paper.model_construct(slug="", title="")
"""A record without any facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChanges:
    """What to change in each of several records.

    Fields are named as in records, those of mappings with a dot (``links.code``). Texts may stand for lists:
    ``"pruning, surveys"`` is two topics, web addresses are separated by spaces, titles by line breaks.

    Attributes:
        set: field -> its new value; None or "" removes the field.
        add: list field -> what to append; what it already contains stays where it is.
        remove: list field -> what to remove.
        confirm: whether to confirm the records, too.
    """

    set: Mapping[str, Any] = field(default_factory=dict)
    add: Mapping[str, Any] = field(default_factory=dict)
    remove: Mapping[str, Any] = field(default_factory=dict)
    confirm: bool = False

    def without(self, names: Container[str]) -> "FieldChanges":
        """Return the changes of other fields."""

        def keep(values: Mapping[str, Any]) -> dict[str, Any]:
            return {name: value for name, value in values.items() if name not in names}

        return replace(self, set=keep(self.set), add=keep(self.add), remove=keep(self.remove))

    def __bool__(self) -> bool:
        return bool(self.set or self.add or self.remove or self.confirm)


def plan_confirmation(folder: Folder, catalog: Catalog, slugs: Iterable[str]) -> Edit:
    """Return the edit that deletes the review notes of records; others are left alone.

    Raises:
        ContentError: the layout of a record does not allow it; all such records are listed.
    """
    waiting = [slug for slug in dict.fromkeys(slugs) if catalog.papers[slug].review is not None]
    edit = plan_changes(folder, catalog, waiting, FieldChanges(confirm=True), today="")
    what = waiting[0] if len(waiting) == 1 else count_nouns(len(waiting), "paper")
    edit.message = f"Confirmed {what}." if waiting else "Nothing to confirm."
    return edit


def plan_changes(
    folder: Folder, catalog: Catalog, slugs: Iterable[str], changes: FieldChanges, *, today: str
) -> Edit:
    """Return the edit that changes fields of records and logs which confirmed papers moved.

    Args:
        folder: the list.
        catalog: its content.
        slugs: of the records.
        changes: to make in each of them.
        today: the date of the change, ISO 8601.

    Raises:
        ContentError: a field or topic is unknown, a value is invalid, or the layout of a record does not
            allow the change. Every problem is listed, and nothing is to be written.
    """
    slugs = tuple(dict.fromkeys(slugs))
    wrong = (*_find_unknown_values(catalog, changes), *_find_wrong_names(folder, slugs, changes))
    problems = [problem for _, problem in wrong]
    # reported once, and not for each record, too
    changes = changes.without({name for name, _ in wrong})
    flaws: dict[str, list[Problem]] = {}
    edit = Edit(folder)
    changed: list[Paper] = []
    for slug in slugs:
        old = catalog.papers[slug]
        try:
            new = _change(old, changes, label=folder.label(folder.papers / f"{slug}.yml"))
        except ContentError as error:
            for flaw in error.problems:
                flaws.setdefault(flaw.message, []).append(flaw)
            continue
        if new != old:
            changed.append(new)
            problems += edit.try_to_update_paper(old, new)
    for same in flaws.values():
        # a value that no record may have is reported once
        problems += [replace(same[0], place=None)] if len(same) == len(slugs) > 1 else same
    if problems:
        raise ContentError(problems)
    if moved := _find_moved(catalog, changed):
        edit.append("changes.yml", Change(date=today, moved=moved))
    what = changed[0].slug if len(changed) == 1 else count_nouns(len(changed), "paper")
    edit.message = f"Changed {what}." if changed else "Nothing to change."
    return edit


def _find_moved(catalog: Catalog, papers: Iterable[Paper]) -> dict[str, tuple[str, str]]:
    """Return slug -> logged and present primary topic of papers that a reader would say have moved."""
    logged = find_logged_topics(catalog)
    return {
        paper.slug: (logged[paper.slug], paper.topics[0])
        for paper in papers
        if paper.topics and not paper.review and logged.get(paper.slug, paper.topics[0]) != paper.topics[0]
    }


def _find_wrong_names(
    folder: Folder, slugs: Sequence[str], changes: FieldChanges
) -> Iterator[tuple[str, Problem]]:
    """Yield each field that does not exist or can only be changed in a file, and the problem."""
    record = folder.label(folder.papers / f"{slugs[0]}.yml" if len(slugs) == 1 else folder.papers)
    for name in dict.fromkeys((*changes.set, *changes.add, *changes.remove)):
        first = name.partition(".")[0]
        if first == "slug":
            message = "The field 'slug' is the name of the record's file."
            yield name, Problem(None, message, "Run 'reading-list rename'.")
        elif first in FIXED:
            message = f"The field {name!r} can only be changed in the record itself."
            yield name, Problem(None, message, f"Edit {record}.")
        elif first in OF_TOPICS:
            message = f"The field {name!r} belongs to topics, not to records."
            yield name, Problem(None, message, f"Edit {folder.label(folder.file('topics.yml'))}.")
        else:
            try:
                default = _find_default(name)
            except ContentError as error:
                yield name, error.problems[0]
                continue
            if name not in changes.set and not isinstance(default, tuple):
                message = f"The field {name!r} is not a list."
                yield name, Problem(None, message, "Set its value instead.")


def _find_unknown_values(catalog: Catalog, changes: FieldChanges) -> Iterator[tuple[str, Problem]]:
    """Yield ``kind`` or ``topics``, and a problem, for each of their values that the list does not have."""
    for name, what, known, file in (
        ("kind", "kind", catalog.site.kinds, "mkdocs.yml"),
        ("topics", "topic", catalog.taxonomy.topics, "topics.yml"),
    ):
        for value in _list_new_values(name, changes):
            if value not in known:
                fix = suggest(value, known, "Add it there first.")
                yield name, Problem(None, f"There is no {what} {show(value)} in {file}.", fix)


def _list_new_values(name: str, changes: FieldChanges) -> Iterable[str]:
    return dict.fromkeys([*_to_items(name, changes.set.get(name)), *_to_items(name, changes.add.get(name))])


def _to_items(name: str, value: Any) -> tuple[Any, ...]:
    """Return the items of a list field: of the list itself, or of a text in which they are separated."""
    if not isinstance(value, str):
        return tuple(value or ())
    if name in WORDINGS:
        parts = value.splitlines()
    else:
        parts = value.split() if name.startswith("links.") else value.split(",")
    return tuple(part.strip() for part in parts if part.strip())


def _change(paper: Paper, changes: FieldChanges, *, label: str) -> Paper:
    """Return ``paper`` with the changes made; what a person has set has no other source anymore."""
    fields = paper.model_dump()
    for name, value in changes.set.items():
        default = _find_default(name)
        if isinstance(default, tuple):
            value = _to_items(name, value)
        _put(fields, name, default if value in (None, "") else value)
    for name, value in changes.add.items():
        items = _get_items(fields, name)
        _put(fields, name, (*items, *(item for item in _to_items(name, value) if item not in items)))
    for name, value in changes.remove.items():
        gone = _to_items(name, value)
        _put(fields, name, tuple(item for item in _get_items(fields, name) if item not in gone))
    if changes.confirm:
        fields["review"] = None
    touched = {part for name in (*changes.set, *changes.add, *changes.remove) for part in (name, _last(name))}
    fields["evidence"] = {name: text for name, text in paper.evidence.items() if name not in touched}
    return make(Paper, label, **fields)


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _find_default(name: str) -> Any:
    """Return the value of a field that a record leaves out.

    Raises:
        ContentError: there is no such field, or it consists of others.
    """
    default: Any = BLANK
    above = ""
    for part in name.split("."):
        if not isinstance(default, BaseModel) or part not in type(default).model_fields:
            is_part = above and isinstance(default, BaseModel)
            names = _list_parts(default, above) if is_part else _list_parts(BLANK)
            fix = f"Fields are {', '.join(names)}."
            fix = fix if is_part else suggest(name, names, fix)
            raise ContentError(Problem(None, f"Records have no field {show(name)}.", fix))
        default = getattr(default, part, None)
        above = f"{above}{part}."
    if isinstance(default, BaseModel):
        parts = " or ".join(_list_parts(default, above))
        raise ContentError(Problem(None, f"The field {name!r} consists of others.", f"Change {parts}."))
    return default


def _list_parts(holder: BaseModel, above: str = "") -> list[str]:
    return [f"{above}{part}" for part in type(holder).model_fields if part not in FIXED]


def _get_items(fields: Mapping[str, Any], name: str) -> Sequence[Any]:
    value: Any = fields
    for part in name.split("."):
        value = value[part]
    items: Sequence[Any] = value
    return items


def _put(fields: dict[str, Any], name: str, value: Any) -> None:
    *parents, last = name.split(".")
    for part in parents:
        fields = fields[part]
    fields[last] = value

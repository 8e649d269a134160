"""Renames, merges and splits topics: in ``topics.yml``, in all records, and in every link to them."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.curation.edits import Edit
from generator.errors import ContentError, Problem, show, suggest
from generator.model.catalog import Catalog
from generator.model.fields import SLUG
from generator.model.history import Change
from generator.model.limits import LONGEST_SLUG, MOST_WORDS
from generator.model.paper import Paper
from generator.model.taxonomy import UNFILLED_SCOPE, Group, Taxonomy, Topic
from generator.storage.editing import update_taxonomy
from generator.storage.folder import Folder
from generator.text.plurals import count_nouns
from generator.text.slugs import RESERVED_NAME

# [words](topic:rye), [words](../topics/rye.md), [words](../../topics/rye/#papers)
TOPIC_LINK = r"(\]\(\s*<?(?:topic:|(?:\.{{0,2}}/)*topics/)){id}(?![a-z0-9-])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A topic that gets some of another one's papers.

    Attributes:
        id: its id; a new topic is created unless there is one.
        title: of a new topic; made of the id if empty.
        papers: slugs of the papers.
    """

    id: str
    title: str = ""
    papers: frozenset[str]


def plan_topic_rename(folder: Folder, catalog: Catalog, old: str, new: str, *, title: str = "") -> Edit:
    """Return the edit that changes the id of a topic, and its title if one is given.

    The addresses of its page, feed and export keep working.

    Raises:
        ContentError: there is no topic ``old``; ``new`` is invalid or taken; a file's layout does not allow
            the change.
    """
    topic = find_topic(catalog.taxonomy, old)
    changes: dict[str, object] = {"title": title} if title else {}
    if new != topic.id:
        _check_new_id(catalog.taxonomy, new, allowed=topic.aliases)
        kept = (alias for alias in topic.aliases if alias != new)
        changes |= {"id": new, "aliases": (*kept, topic.id)}
    edit = Edit(folder, message=f"Renamed {topic.id} to {new}." if new != topic.id else f"Retitled {new}.")
    renamed = _replace(catalog.taxonomy, topic.id, topic.model_copy(update=changes))
    _write_taxonomy(edit, catalog.taxonomy, renamed)
    _refile(edit, catalog.papers.values(), lambda paper: {topic.id: (new,)})
    _relink(edit, topic.id, new)
    return edit


def plan_topic_merge(
    folder: Folder, catalog: Catalog, source: str, into: str, *, note: str | None = None, today: str
) -> Edit:
    """Return the edit that moves all papers of the topic ``source`` to another one, and removes it.

    Args:
        folder: the list.
        catalog: its content.
        source: the topic to remove; the addresses of its page, feed and export keep working.
        into: the topic that gets its papers and words, and what is written about it where it has nothing.
        note: a sentence for the change log.
        today: the date of the change, ISO 8601.

    Raises:
        ContentError: there is no such topic, or a file's layout does not allow the change.
    """
    gone, kept = find_topic(catalog.taxonomy, source), find_topic(catalog.taxonomy, into)
    if gone == kept:
        raise ContentError(Problem(None, f"expected two topics (got {kept.id} twice)"))
    edit = Edit(folder)
    without = _without(catalog.taxonomy, gone.id)
    merged, lost = _absorb(kept, gone, papers=catalog.papers)
    words: dict[str, str] = {}
    for word in (*kept.words, gone.title, *gone.words):
        words.setdefault(word.casefold(), word)
    merged = merged.model_copy(update={"words": tuple(words.values())[:MOST_WORDS]})
    _write_taxonomy(edit, catalog.taxonomy, without)
    _write_taxonomy(edit, without, _replace(without, kept.id, merged))
    count = _refile(edit, catalog.papers.values(), lambda paper: {gone.id: (kept.id,)})
    _relink(edit, gone.id, kept.id)
    if note:
        edit.append("changes.yml", Change(date=today, note=note))
    edit.message = f"Merged {gone.id} into {kept.id}: {count_nouns(count, 'paper')}.{lost}"
    return edit


def plan_topic_split(
    folder: Folder,
    catalog: Catalog,
    source: str,
    parts: Sequence[Part],
    *,
    note: str | None = None,
    today: str,
) -> Edit:
    """Return the edit that moves papers of a topic to others, and removes it if none is left.

    A paper that is in several parts gets several topics, the first one in the place of the old topic. The
    addresses of a removed topic lead to the first part.

    Args:
        folder: the list.
        catalog: its content.
        source: the topic.
        parts: what becomes of its papers; other papers are ignored, and papers that no part names stay.
        note: a sentence for the change log.
        today: the date of the change, ISO 8601.

    Raises:
        ContentError: there is no such topic, an id is invalid, a part would have no papers, or a file's
            layout does not allow the change.
    """
    topic = find_topic(catalog.taxonomy, source)
    members = {paper.slug: paper for paper in catalog.by_topic[topic.id]}
    _check_parts(catalog.taxonomy, topic, parts, members)
    goals = {slug: tuple(part.id for part in parts if slug in part.papers) or (topic.id,) for slug in members}
    rest = {slug for slug, ids in goals.items() if topic.id in ids}
    created = [_make_topic(part) for part in parts if part.id not in catalog.taxonomy.topics]
    edit = Edit(folder)
    changed = _add_beside(catalog.taxonomy, topic.id, created, stays=bool(rest))
    _write_taxonomy(edit, catalog.taxonomy, changed)
    if rest:
        completed, lost = _shorten_path(topic, rest)
    else:
        completed, lost = _absorb(changed.topics[parts[0].id], topic, papers=parts[0].papers & members.keys())
    _write_taxonomy(edit, changed, _replace(changed, completed.id, completed))
    _refile(edit, members.values(), lambda paper: {topic.id: goals[paper.slug]})
    if not rest:
        _relink(edit, topic.id, completed.id)
    filed = {slug: ids[0] for slug, ids in goals.items() if _is_filed_in(members[slug], topic)}
    if filed or note:
        edit.append("changes.yml", Change(date=today, filed=filed, note=note))
    sizes = ", ".join(f"{sum(part.id in ids for ids in goals.values())} in {part.id}" for part in parts)
    edit.message = f"Split {topic.id}: {sizes}{f', {len(rest)} left' if rest else ''}.{lost}"
    return edit


def _is_filed_in(paper: Paper, topic: Topic) -> bool:
    """Return whether readers know a paper by this topic; the log gets its new one, but not as a move."""
    return paper.primary_topic == topic.id and not paper.review


def find_topic(taxonomy: Taxonomy, id_: str) -> Topic:
    """Return the topic with an id.

    Raises:
        ContentError: there is none; the message suggests a similar one, or the one it has become.
    """
    if id_ in taxonomy.topics:
        return taxonomy.topics[id_]
    fix = suggest(id_, taxonomy.topics, "")
    if id_ in taxonomy.aliases:
        fix = f"It is {taxonomy.aliases[id_]!r} now."
    raise ContentError(Problem(None, f"There is no topic {show(id_)} in topics.yml.", fix))


def _check_new_id(taxonomy: Taxonomy, id_: str, *, allowed: Collection[str] = ()) -> None:
    if not SLUG.match(id_) or len(id_) > LONGEST_SLUG:
        message = f"expected an id of lowercase letters and digits joined by single hyphens (got {show(id_)})"
        raise ContentError(Problem(None, message))
    if RESERVED_NAME.fullmatch(id_):
        raise ContentError(Problem(None, f"The id {id_} is reserved. Choose another, such as {id_}-papers."))
    if id_ in taxonomy.topics:
        raise ContentError(Problem(None, f"There is a topic {id_} already.", "To join both, merge them."))
    if id_ in taxonomy.aliases and id_ not in allowed:
        raise ContentError(Problem(None, f"The id {id_} is taken: it leads to {taxonomy.aliases[id_]}."))


def _check_parts(taxonomy: Taxonomy, topic: Topic, parts: Sequence[Part], members: Collection[str]) -> None:
    for part in parts:
        if part.id == topic.id:
            fix = "Papers that no part names stay in it."
            raise ContentError(Problem(None, f"expected a topic other than {topic.id}", fix))
        if part.id not in taxonomy.topics:
            _check_new_id(taxonomy, part.id)
        if part.papers.isdisjoint(members):
            raise ContentError(Problem(None, f"No paper of {topic.id} would be in {part.id}."))
    if len({part.id for part in parts}) < len(parts):
        raise ContentError(Problem(None, "expected each topic once"))


def _make_topic(part: Part) -> Topic:
    title = part.title or part.id.replace("-", " ").capitalize()
    return Topic(id=part.id, title=title, scope=UNFILLED_SCOPE)


def _absorb(kept: Topic, gone: Topic, *, papers: Collection[str]) -> tuple[Topic, str]:
    """Return ``kept`` with what it takes over from a removed topic, and a sentence about what it does not.

    Args:
        kept: the topic that stays.
        gone: the one that is removed.
        papers: slugs of the papers that a reading path may have.
    """
    path = tuple(step for step in gone.path if step.paper in papers)
    updates = {
        "aliases": (*kept.aliases, gone.id, *gone.aliases),
        "introduction": kept.introduction or gone.introduction,
        "read_first": kept.read_first or gone.read_first,
        "path": kept.path or path,
    }
    lost = ["introduction"] if kept.introduction and gone.introduction else []
    lost += ["list of works to read first"] if kept.read_first and gone.read_first else []
    lost += ["reading path"] if gone.path and (kept.path or path != gone.path) else []
    verb = "was" if len(lost) == 1 else "were"
    message = f" The {' and the '.join(lost)} of {gone.id} {verb} removed." if lost else ""
    return kept.model_copy(update=updates), message


def _shorten_path(topic: Topic, papers: Collection[str]) -> tuple[Topic, str]:
    """Return a topic whose reading path has only ``papers``, and a sentence about what was removed."""
    path = tuple(step for step in topic.path if step.paper in papers)
    lost = len(topic.path) - len(path)
    message = f" Its reading path lost {count_nouns(lost, 'step')}." if lost else ""
    return topic.model_copy(update={"path": path}), message


def _edit_groups(taxonomy: Taxonomy, edit: Callable[[Group], Iterable[Topic]]) -> Taxonomy:
    """Return ``taxonomy`` with other topics in its groups, without groups that have none left."""
    groups = [group.model_copy(update={"topics": tuple(edit(group))}) for group in taxonomy.groups]
    kept = [
        group for group, was in zip(groups, taxonomy.groups, strict=True) if group.topics or not was.topics
    ]
    return Taxonomy(groups=tuple(kept), paths=taxonomy.paths)


def _replace(taxonomy: Taxonomy, id_: str, topic: Topic) -> Taxonomy:
    return _edit_groups(
        taxonomy, lambda group: [topic if other.id == id_ else other for other in group.topics]
    )


def _without(taxonomy: Taxonomy, id_: str) -> Taxonomy:
    return _edit_groups(taxonomy, lambda group: [topic for topic in group.topics if topic.id != id_])


def _add_beside(taxonomy: Taxonomy, id_: str, new: Iterable[Topic], *, stays: bool) -> Taxonomy:
    """Return ``taxonomy`` with new topics at the end of the group of a topic, which is removed or stays."""

    def edit(group: Group) -> Iterable[Topic]:
        if id_ not in {topic.id for topic in group.topics}:
            return group.topics
        return [*(topic for topic in group.topics if stays or topic.id != id_), *new]

    return _edit_groups(taxonomy, edit)


def _write_taxonomy(edit: Edit, old: Taxonomy, new: Taxonomy) -> None:
    path = edit.folder.file("topics.yml")
    edit.write(path, update_taxonomy(edit.read(path), old, new, label=edit.folder.label(path)))


def _refile(
    edit: Edit, papers: Iterable[Paper], choose: Callable[[Paper], Mapping[str, tuple[str, ...]]]
) -> int:
    """Replace topics of records by the ones that ``choose`` returns for them; return the number of records.

    Raises:
        ContentError: the layout of records does not allow it; all of them are listed.
    """
    problems: list[Problem] = []
    count = 0
    for paper in papers:
        ids = choose(paper)
        topics = tuple(dict.fromkeys(new for old in paper.topics for new in ids.get(old, (old,))))
        if topics != paper.topics:
            count += 1
            problems += edit.try_to_update_paper(paper, paper.model_copy(update={"topics": topics}))
    if problems:
        raise ContentError(problems)
    return count


def _relink(edit: Edit, old: str, new: str) -> None:
    """Change all links to a topic: in ``topics.yml``, records and handwritten pages."""
    folder = edit.folder
    link = re.compile(TOPIC_LINK.format(id=re.escape(old)))
    pages = folder.pages.rglob("*.md") if folder.pages.is_dir() else ()
    for path in sorted([folder.file("topics.yml"), *pages, *folder.papers.glob("*.yml")]):
        text = edit.read(path)
        if (changed := link.sub(rf"\g<1>{new}", text)) != text:
            edit.write(path, changed)

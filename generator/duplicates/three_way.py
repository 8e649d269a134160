"""Updates a record when its source changes, without touching what a person has changed since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.duplicates.identifiers import join_addresses
from generator.model.limits import MOST_TAGS
from generator.model.paper import Paper
from generator.text.titles import title_key

FACTS = (
    "title", "authors", "author_count", "organization", "published", "venue", "venue_year", "type", "status",
    "keywords", "abstract", "notes",
)  # fmt: skip
"""Fields of a record that sources fill, besides ``publication`` and ``links``."""
SETS = ("keywords", "code", "project", "other")
"""Fields to which sources and people can add items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A fact that the source has changed, and for which the record has a value of its own.

    Attributes:
        slug: the record's.
        field: the name of the field or link.
        ours: what the record says.
        theirs: what the source says now.
    """

    slug: str
    field: str
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A record with the changes of its source.

    Attributes:
        paper: the record.
        changed: the names of the fields that follow the source.
        news: what the source says now and did not say before, for filling blanks.
        kept: facts in which the record differs from the new version of the source.
    """

    paper: Paper
    changed: tuple[str, ...]
    news: Paper
    kept: tuple[Difference, ...]


def revise(paper: Paper, before: Paper, after: Paper) -> Revised:
    """Return ``paper`` with what its source has changed.

    A fact follows the source if the record still has the source's old value. Facts that the source no longer
    has are kept; items of lists, such as keywords, come and go with the source.

    Args:
        paper: the record.
        before: what the source said when it was last imported.
        after: what it says now.
    """
    chooser = _Chooser(paper.slug)
    updates = chooser.choose_all(FACTS, paper, before, after)
    updates["links"] = chooser.choose_model("links", paper, before, after)
    inner = _Chooser(paper.slug)
    updates["publication"] = inner.choose_model("publication", paper, before, after)
    changed = [*chooser.changed, *(["publication"] if inner.changed else [])]
    if changed:
        cited = {name: after.evidence[name] for name in changed if name in after.evidence}
        updates["evidence"] = {**paper.evidence, **cited}
    return Revised(
        paper=paper.model_copy(update=updates),
        changed=tuple(changed),
        news=_find_news(before, after),
        kept=(*chooser.kept, *inner.kept),
    )


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Chooses between the values of a record and of its source, and remembers the choices."""

    slug: str
    changed: list[str] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)

    def choose_all(self, names: Iterable[str], *versions: Any) -> dict[str, Any]:
        """Return the fields of a record, given the record and its source before and after."""
        return {name: self.choose(name, *(getattr(each, name) for each in versions)) for name in names}

    def choose_model(self, name: str, *versions: Any) -> Any:
        """Return a field that has fields."""
        parts = [getattr(each, name) for each in versions]
        return parts[0].model_copy(update=self.choose_all(type(parts[0]).model_fields, *parts))

    def choose(self, name: str, mine: Any, old: Any, new: Any) -> Any:
        """Return the value of a fact."""
        value = mine
        if old == new or mine == new:
            return mine
        if name in SETS:
            value = _follow_items(name, mine, old, new)
        elif mine == old and new:
            value = new
        elif mine and new:
            self.kept.append(Difference(slug=self.slug, field=name, ours=mine, theirs=new))
        if value != mine:
            self.changed.append(name)
        return value


def _follow_items(name: str, mine: Sequence[str], old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Return a list without the items that the source has dropped, and with those that it has added."""
    stay = [item for item in mine if item not in old or item in new]
    added = [item for item in new if item not in old]
    if name == "keywords":
        known = set(map(title_key, stay))
        return tuple([*stay, *(word for word in added if title_key(word) not in known)][:MOST_TAGS])
    return join_addresses([stay, added])


def _find_news(before: Paper, after: Paper) -> Paper:
    """Return ``after`` without the facts that ``before`` has too."""

    def drop_known(part: str = "") -> dict[str, Any]:
        new, old = (getattr(each, part) if part else each for each in (after, before))
        names = [name for name in type(new).model_fields if name in FACTS[1:] or part]
        known = [name for name in names if getattr(new, name) == getattr(old, name)]
        fields = type(new).model_fields
        return {name: fields[name].get_default(call_default_factory=True) for name in known}

    updates = drop_known()
    for part in ("publication", "links"):
        updates[part] = getattr(after, part).model_copy(update=drop_known(part))
    return after.model_copy(update=updates)

"""What a person has yet to look at: records that an import made, and what the site does with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.duplicates.possible_duplicates import PossibleDuplicate, find_possible_duplicates
from generator.errors import ContentError, Place, Problem
from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.model.taxonomy import ReadingPath, Taxonomy, Topic

__all__ = ["ToReview", "find_undecided_pairs", "hide_unreviewed", "list_to_review", "question"]


# [SMEAR](paper:soft-merging-of-experts-with-adaptive-routing)
PAPER_LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\(paper:(?P<slug>[a-z0-9-]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReview:
    """One record that waits for a person.

    Attributes:
        paper: the record.
        reason: what its ``review`` line says.
        topics: the topics that it has for now; the first is the primary one.
        possible_duplicates: records that look like the same paper.
    """

    paper: Paper
    reason: str
    topics: tuple[Topic, ...] = ()
    possible_duplicates: tuple[PossibleDuplicate, ...] = ()


def find_undecided_pairs(
    catalogue: Catalogue, among: Iterable[str] | None = None
) -> tuple[PossibleDuplicate, ...]:
    """Return the possible duplicates that nobody has confirmed or rejected yet.

    Args:
        catalogue: the list.
        among: slugs of which at least one must be in a pair; None for all.
    """
    return find_possible_duplicates(
        catalogue.papers.values(),
        among=None if among is None else frozenset(among),
        decided=frozenset(decision.pair for decision in catalogue.decisions),
    )


def question(pair: PossibleDuplicate) -> tuple[str, str]:
    """Return the two commands of which a person runs one: the pair is the same paper, or it is not."""
    slugs = f"{pair.one.slug} {pair.other.slug}"
    return f"reading-list same {slugs}", f"reading-list different {slugs}"


def list_to_review(catalogue: Catalogue) -> tuple[ToReview, ...]:
    """Return the records that wait for a person, the newest first, then by title."""
    waiting = [paper for paper in catalogue.papers.values() if paper.review]
    if not waiting:
        return ()
    pairs = find_undecided_pairs(catalogue, (paper.slug for paper in waiting))
    waiting.sort(key=lambda paper: (paper.title.casefold(), paper.slug))
    waiting.sort(key=lambda paper: paper.added or "", reverse=True)
    return tuple(
        ToReview(
            paper=paper,
            reason=paper.review or "",
            topics=tuple(
                catalogue.taxonomy.topics[id_] for id_ in paper.topics if id_ in catalogue.taxonomy.topics
            ),
            possible_duplicates=tuple(pair for pair in pairs if paper.slug in pair.slugs),
        )
        for paper in waiting
    )


def hide_unreviewed(catalogue: Catalogue) -> Catalogue:
    """Return the list as it may be published, by the option ``unreviewed`` in ``mkdocs.yml``.

    ``show`` changes nothing; ``hide`` leaves out the records that nobody has reviewed, and the steps of
    reading paths that lead to them; ``refuse`` accepts none.

    Raises:
        ContentError: the setting is ``refuse`` and records wait for a person, each of which is named.
    """
    waiting = {slug for slug, paper in catalogue.papers.items() if paper.review}
    if not waiting or catalogue.site.unreviewed == "show":
        return catalogue
    if catalogue.site.unreviewed == "refuse":
        raise ContentError(
            Problem(
                Place(f"content/papers/{slug}.yml"),
                f"expected a reviewed record (got review: {catalogue.papers[slug].review!r})",
                "Correct it and delete the line 'review:'.",
            )
            for slug in sorted(waiting)
        )
    # made anew, not copied: a copy would keep the look-ups that were made for all papers
    parts = {name: getattr(catalogue, name) for name in type(catalogue).model_fields}
    parts["papers"] = {slug: paper for slug, paper in catalogue.papers.items() if slug not in waiting}
    parts["taxonomy"] = _without(catalogue.taxonomy, waiting)
    parts["redirects"] = {old: new for old, new in catalogue.redirects.items() if new not in waiting}
    return Catalogue(**parts)


def _without(taxonomy: Taxonomy, slugs: set[str]) -> Taxonomy:
    def unlink(match: re.Match[str]) -> str:
        return match["words"] if match["slug"] in slugs else match[0]

    def topic(old: Topic) -> Topic:
        path = tuple(step for step in old.path if step.paper not in slugs)
        introduction = PAPER_LINK.sub(unlink, old.introduction) if old.introduction else None
        return old.model_copy(update={"path": path, "introduction": introduction})

    def path(old: ReadingPath) -> ReadingPath:
        return old.model_copy(update={"steps": tuple(step for step in old.steps if step.paper not in slugs)})

    return Taxonomy(
        groups=tuple(
            group.model_copy(update={"topics": tuple(topic(old) for old in group.topics)})
            for group in taxonomy.groups
        ),
        paths=tuple(path(old) for old in taxonomy.paths),
    )

"""What a person has yet to review: new records, and pairs of records that may be the same paper."""

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from generator.curation.change_log import group_by_topic
from generator.errors import ContentError, Place, Problem
from generator.model.catalog import Catalog, follow_redirects
from generator.model.paper import Paper
from generator.model.taxonomy import PathStep, Taxonomy, Topic

if TYPE_CHECKING:
    from generator.duplicates.possible_duplicates import PossibleDuplicate

# [SMEAR](paper:soft-merging-of-experts-with-adaptive-routing)
PAPER_LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\(paper:(?P<slug>[a-z0-9-]+)\)")


def find_undecided_pairs(
    catalog: Catalog, among: Collection[str] | None = None
) -> "tuple[PossibleDuplicate, ...]":
    """Return the possible duplicates that nobody has confirmed or rejected yet.

    Args:
        catalog: the list.
        among: slugs, at least one of which must be in each pair; None for all pairs.
    """
    if among is not None and not among:
        return ()
    # imported late: most builds need no comparison of titles
    from generator.duplicates.possible_duplicates import find_possible_duplicates

    return find_possible_duplicates(
        catalog.papers.values(),
        among=among,
        decided=frozenset(decision.pair for decision in catalog.decisions),
    )


def list_commands(pair: "PossibleDuplicate") -> tuple[str, str]:
    """Return the command that confirms a possible duplicate, and the one that rejects it."""
    slugs = f"{pair.one.slug} {pair.other.slug}"
    return f"reading-list same {slugs}", f"reading-list different {slugs}"


def list_to_review(catalog: Catalog) -> list[Paper]:
    """Return the records to review, newest first; those of one day by primary topic, then by title."""
    waiting = [paper for paper in catalog.papers.values() if paper.review]
    waiting.sort(key=lambda paper: (paper.title.casefold(), paper.slug))
    waiting = [paper for _, papers in group_by_topic(waiting, catalog.taxonomy) for paper in papers]
    waiting.sort(key=lambda paper: paper.added or "", reverse=True)
    return waiting


def hide_unreviewed(catalog: Catalog) -> Catalog:
    """Return the list as it is published, according to the option ``unreviewed`` in ``mkdocs.yml``.

    ``show`` publishes everything, ``unmarked`` as if it had been reviewed. ``hide`` leaves out records that
    nobody has reviewed, with the steps of reading paths and the links that lead to them. ``refuse`` publishes
    nothing until all are reviewed.

    Raises:
        ContentError: the option is ``refuse`` and there are unreviewed records; all of them are listed.
    """
    waiting = {slug for slug, paper in catalog.papers.items() if paper.review}
    if not waiting or catalog.site.unreviewed == "show":
        return catalog
    if catalog.site.unreviewed == "refuse":
        raise ContentError(
            Problem(
                Place(f"content/papers/{slug}.yml"),
                f"expected a reviewed record (got review: {catalog.papers[slug].review!r})",
                "Correct it and delete the line 'review:'.",
            )
            for slug in sorted(waiting)
        )
    # a new value, not a copy: a copy would keep lookups that were cached for all papers
    parts = {name: getattr(catalog, name) for name in type(catalog).model_fields}
    if catalog.site.unreviewed == "unmarked":
        parts["papers"] = {
            slug: paper.model_copy(update={"review": None}) if paper.review else paper
            for slug, paper in catalog.papers.items()
        }
        return Catalog(**parts)
    parts["papers"] = {
        slug: paper.model_copy(update={"notes": _unlink(paper.notes, waiting)})
        for slug, paper in catalog.papers.items()
        if slug not in waiting
    }
    parts["taxonomy"] = _hide_in_taxonomy(catalog.taxonomy, waiting)
    parts["redirects"] = {
        old: new
        for old, new in catalog.redirects.items()
        if follow_redirects(old, catalog.redirects) not in waiting
    }
    return Catalog(**parts)


def _unlink(markdown: str | None, slugs: Collection[str]) -> str | None:
    """Return ``markdown`` with links to hidden papers replaced by their words."""
    if markdown is None:
        return None
    return PAPER_LINK.sub(lambda match: match["words"] if match["slug"] in slugs else match[0], markdown)


def _hide_in_taxonomy(taxonomy: Taxonomy, slugs: Collection[str]) -> Taxonomy:
    def keep_steps(steps: Iterable[PathStep]) -> tuple[PathStep, ...]:
        return tuple(step for step in steps if step.paper not in slugs)

    def hide_in_topic(topic: Topic) -> Topic:
        introduction = _unlink(topic.introduction, slugs)
        return topic.model_copy(update={"path": keep_steps(topic.path), "introduction": introduction})

    return Taxonomy(
        groups=tuple(
            group.model_copy(update={"topics": tuple(map(hide_in_topic, group.topics))})
            for group in taxonomy.groups
        ),
        paths=tuple(
            path.model_copy(
                update={
                    "steps": keep_steps(path.steps),
                    "introduction": _unlink(path.introduction, slugs),
                }
            )
            for path in taxonomy.paths
        ),
    )

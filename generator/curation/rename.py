"""Slugs of records: finding a record by its slug, and renaming it wherever the content names it."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import process

from generator.curation.edits import Edit
from generator.curation.private_notes import move_private_note
from generator.duplicates.filling import rename_related
from generator.errors import ContentError, Place, Problem, show
from generator.model.catalog import Catalog, follow_redirects
from generator.model.citation_keys import current_keys
from generator.model.fields import SLUG
from generator.model.history import Decision
from generator.model.limits import LONGEST_SLUG
from generator.model.taxonomy import PathStep, Taxonomy
from generator.storage.editing import update_list, update_mapping
from generator.storage.folder import Folder
from generator.storage.loading import parse_taxonomy
from generator.text.slugs import RESERVED_NAME

SIMILAR_SLUG = 75
"""Similarity, out of 100, from which another slug is suggested."""
PAPER_LINK = r"(\]\(\s*<?paper:){slug}(?![a-z0-9-])"
"""A link in Markdown: ``[rye](paper:rye-doughs)``."""
PATH_STEP = r"(\bpaper:\s*[\"']?){slug}(?![a-z0-9-])"
"""A step of a reading path: ``- paper: rye-doughs`` or ``{paper: rye-doughs, why: …}``."""


def resolve_slug(catalog: Catalog, slug: str) -> str:
    """Return the slug of the record that ``slug`` names, directly or by redirects.

    The path of its file and the address of its page work too (``content/papers/x.yml``, ``…/papers/x/``).

    Raises:
        ContentError: there is no such record; the message suggests the most similar slug.
    """
    name = slug.strip().rstrip("/").rpartition("/")[2].removesuffix(".yml")
    end = follow_redirects(name, catalog.redirects, papers=catalog.papers)
    if end and end in catalog.papers:
        return end
    similar = process.extractOne(name, list(catalog.papers), score_cutoff=SIMILAR_SLUG)
    hint = f"Did you mean {similar[0]}?" if similar else ""
    raise ContentError(Problem(None, f"There is no record {show(slug)}.", hint))


def find_references(catalog: Catalog, slug: str) -> dict[str, list[str]]:
    """Return what names a record, by the file: topics and reading paths, and records that are related."""
    link = re.compile(PAPER_LINK.format(slug=re.escape(slug)))
    names = [
        name
        for name, introduction, steps in _list_paths(catalog.taxonomy)
        if link.search(introduction) or slug in {step.paper for step in steps}
    ]
    records = catalog.related_from.get(slug, ())
    found = {f"papers/{name}.yml": [f"record {name}"] for name in records}
    return {"topics.yml": names, **found} if names else found


def _list_paths(taxonomy: Taxonomy) -> Iterator[tuple[str, str, tuple[PathStep, ...]]]:
    """Yield the name, the introduction and the steps of each reading path, those of the topics first."""
    for topic in taxonomy.topics.values():
        yield f"topic {topic.id}", topic.introduction or "", topic.path
    for path in taxonomy.paths:
        yield f"path {path.id}", path.introduction, path.steps


def plan_rename(folder: Folder, catalog: Catalog, old: str, new: str) -> Edit:
    """Return the edit that renames the record ``old`` to ``new`` and redirects its old address.

    Raises:
        ContentError: ``old`` is unknown, or ``new`` is invalid or taken.
    """
    slug = resolve_slug(catalog, old)
    if slug == new:
        return Edit(folder, message=f"The record is already named {new}.")
    _check_new_slug(folder, catalog, slug, new)
    edit = Edit(folder, message=f"Renamed {slug} to {new}. The old address redirects to the new one.")
    paper = catalog.papers[slug]
    # without a stored citation key, the slug is the key, and must stay it
    key = current_keys(catalog.papers.values())[slug]
    edit.update_paper(paper, paper.model_copy(update={"citation_key": key}))
    source = folder.papers / f"{slug}.yml"
    edit.move(source, folder.papers / f"{new}.yml")
    move_private_note(edit, slug, new)
    replace_slug(edit, catalog, slug, new)
    return edit


def _check_new_slug(folder: Folder, catalog: Catalog, slug: str, new: str) -> None:
    if not SLUG.match(new) or len(new) > LONGEST_SLUG:
        message = (
            "expected a slug of lowercase letters and digits joined by single hyphens,"
            f" at most {LONGEST_SLUG} characters (got {show(new)})"
        )
        raise ContentError(Problem(None, message))
    if RESERVED_NAME.fullmatch(new):
        raise ContentError(Problem(None, f"The slug {new} is reserved. Choose another, such as {new}-paper."))
    if new in catalog.papers:
        place = Place(folder.label(folder.papers / f"{new}.yml"))
        raise ContentError(Problem(place, f"The slug {new} is taken by another record."))
    target = catalog.redirects.get(new, slug)
    if target != slug:
        place = Place(folder.label(folder.file("redirects.yml")))
        raise ContentError(Problem(place, f"The slug {new} is taken: it redirects to {target}."))


def replace_slug(edit: Edit, catalog: Catalog, old: str, new: str) -> None:
    """Replace the slug ``old`` by ``new`` wherever the content names it, and redirect ``old`` to ``new``.

    That is in redirects, reading paths, introductions, related papers, pages, notes and decisions. The change
    log keeps the slugs of its day: the redirects lead from them.

    Raises:
        ContentError: a reading path would contain ``new`` twice.
    """
    folder = edit.folder
    _redirect(edit, catalog, old, new)
    link = re.compile(PAPER_LINK.format(slug=re.escape(old)))
    step = re.compile(PATH_STEP.format(slug=re.escape(old)))
    topics = folder.file("topics.yml")
    text = edit.read(topics)
    changed = link.sub(rf"\g<1>{new}", step.sub(rf"\g<1>{new}", text))
    if changed != text:
        _refuse_repeated_step(changed, new, folder.label(topics))
        edit.write(topics, changed)
    _rename_in_related(edit, catalog, old, new)
    pages = folder.pages.rglob("*.md") if folder.pages.is_dir() else ()
    for path in sorted([*pages, *folder.papers.glob("*.yml")]):
        text = edit.read(path)
        changed = link.sub(rf"\g<1>{new}", text)
        if changed != text:
            edit.write(path, changed)
    decisions = rename_in_decisions(catalog.decisions, old, new)
    if decisions != list(catalog.decisions):
        path = folder.file("decisions.yml")
        edit.write(path, update_list(edit.read(path), decisions))


def _rename_in_related(edit: Edit, catalog: Catalog, old: str, new: str) -> None:
    for slug in catalog.related_from.get(old, ()):
        if slug not in (old, new):
            paper = catalog.papers[slug]
            related = rename_related(paper.related, old, new, owner=slug)
            edit.update_paper(paper, paper.model_copy(update={"related": related}))


def _redirect(edit: Edit, catalog: Catalog, old: str, new: str) -> None:
    redirects = {source: new if target == old else target for source, target in catalog.redirects.items()}
    redirects[old] = new
    redirects.pop(new, None)
    path = edit.folder.file("redirects.yml")
    edit.write(path, update_mapping(edit.read(path), redirects, label=edit.folder.label(path)))


def _refuse_repeated_step(topics: str, slug: str, label: str) -> None:
    for name, _, steps in _list_paths(parse_taxonomy(topics, label=label)):
        if [step.paper for step in steps].count(slug) > 1:
            message = f"The reading path of {name} would contain {slug} twice."
            raise ContentError(Problem(Place(label), message, "Remove one of the two steps first."))


def rename_in_decisions(decisions: Sequence[Decision], old: str, new: str) -> list[Decision]:
    """Return ``decisions`` with the slug ``old`` replaced by ``new``.

    A decision about two records that are now the same one is dropped. The second slug of "same" names
    the record that was removed, so it is never replaced.
    """
    renamed = []
    for decision in decisions:
        one, other = decision.papers
        one = new if one == old else one
        other = new if other == old and decision.verdict == "different" else other
        if one != other:
            renamed.append(decision.model_copy(update={"papers": (one, other)}))
    return renamed

"""Slugs that a person types, and every place in the content that names a record by its slug."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import process

from generator.curation.decisions import rename_in_decisions, write_decisions
from generator.curation.edits import Edit
from generator.errors import ContentError, Place, Problem
from generator.model.catalogue import Catalogue, follow_redirects
from generator.model.taxonomy import PathStep, Taxonomy
from generator.storage.editing import update_mapping
from generator.storage.loading import parse_taxonomy

SIMILAR_SLUG = 75
"""Similarity, out of 100, from which another slug is suggested."""
PAPER_LINK = r"(\]\(\s*<?paper:){slug}(?![a-z0-9-])"
"""A link in Markdown: ``[rye](paper:rye-doughs)``."""
PATH_STEP = r"(\bpaper:\s*[\"']?){slug}(?![a-z0-9-])"
"""A step of a reading path: ``- paper: rye-doughs`` or ``{paper: rye-doughs, why: …}``."""


def resolve_slug(catalogue: Catalogue, slug: str) -> str:
    """Return the slug of the record that ``slug`` names, directly or by redirects.

    The path of its file and the address of its page work too (``content/papers/x.yml``, ``…/papers/x/``).

    Raises:
        ContentError: there is no such record; the message suggests the most similar slug.
    """
    name = slug.strip().rstrip("/").rpartition("/")[2].removesuffix(".yml")
    end = follow_redirects(name, catalogue.redirects, papers=catalogue.papers)
    if end and end in catalogue.papers:
        return end
    similar = process.extractOne(name, list(catalogue.papers), score_cutoff=SIMILAR_SLUG)
    hint = f"Did you mean {similar[0]}?" if similar else ""
    raise ContentError(Problem(None, f"There is no record {slug!r}.", hint))


def list_paths(taxonomy: Taxonomy) -> Iterator[tuple[str, tuple[PathStep, ...]]]:
    """Yield each reading path with a name for messages, those of the topics first."""
    for topic in taxonomy.topics.values():
        yield f"topic {topic.id}", topic.path
    for path in taxonomy.paths:
        yield f"path {path.id}", path.steps


def find_references(taxonomy: Taxonomy, slug: str) -> list[str]:
    """Return the names of the reading paths and introductions in ``topics.yml`` that name a record."""
    found = [name for name, steps in list_paths(taxonomy) if slug in {step.paper for step in steps}]
    link = re.compile(PAPER_LINK.format(slug=re.escape(slug)))
    texts = [(f"topic {topic.id}", topic.introduction or "") for topic in taxonomy.topics.values()]
    texts += [(f"path {path.id}", path.introduction) for path in taxonomy.paths]
    found += [name for name, text in texts if link.search(text)]
    return list(dict.fromkeys(found))


def replace_slug(edit: Edit, catalogue: Catalogue, old: str, new: str) -> None:
    """Replace the slug ``old`` by ``new`` wherever the content names it, and redirect ``old`` to ``new``.

    That is in redirects, reading paths, introductions, pages, notes and decisions. The change log keeps
    the slugs of its day: the redirects lead from them.

    Raises:
        ContentError: a reading path would contain ``new`` twice.
    """
    folder = edit.folder
    _redirect(edit, catalogue, old, new)
    link = re.compile(PAPER_LINK.format(slug=re.escape(old)))
    step = re.compile(PATH_STEP.format(slug=re.escape(old)))
    topics = folder.file("topics.yml")
    text = edit.read(topics)
    changed = link.sub(rf"\g<1>{new}", step.sub(rf"\g<1>{new}", text))
    if changed != text:
        _refuse_repeated_step(parse_taxonomy(changed, label=folder.label(topics)), new, folder.label(topics))
        edit.write(topics, changed)
    pages = folder.pages.rglob("*.md") if folder.pages.is_dir() else ()
    for path in sorted([*pages, *folder.papers.glob("*.yml")]):
        text = edit.read(path)
        changed = link.sub(rf"\g<1>{new}", text)
        if changed != text:
            edit.write(path, changed)
    write_decisions(edit, catalogue.decisions, rename_in_decisions(catalogue.decisions, old, new))


def _redirect(edit: Edit, catalogue: Catalogue, old: str, new: str) -> None:
    redirects = {source: new if target == old else target for source, target in catalogue.redirects.items()}
    redirects[old] = new
    redirects.pop(new, None)
    path = edit.folder.file("redirects.yml")
    edit.write(path, update_mapping(edit.read(path), redirects, label=edit.folder.label(path)))


def _refuse_repeated_step(taxonomy: Taxonomy, slug: str, label: str) -> None:
    for name, steps in list_paths(taxonomy):
        if [step.paper for step in steps].count(slug) > 1:
            raise ContentError(
                Problem(
                    Place(label),
                    f"The reading path of {name} would contain {slug} twice.",
                    "Remove one of the two steps first.",
                )
            )

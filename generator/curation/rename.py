"""Gives a record another slug, and thereby its page another address."""

from __future__ import annotations

from generator.curation.edits import Edit
from generator.curation.references import replace_slug, resolve_slug
from generator.errors import ContentError, Place, Problem
from generator.model.catalogue import Catalogue
from generator.model.citation_keys import current_keys
from generator.model.fields import SLUG
from generator.storage.folder import Folder

LONGEST_SLUG = 120


def plan_rename(folder: Folder, catalogue: Catalogue, old: str, new: str) -> Edit:
    """Return the edit that renames the record ``old`` to ``new`` and redirects its old address.

    Raises:
        ContentError: ``old`` is unknown, or ``new`` is invalid or taken.
    """
    slug = resolve_slug(catalogue, old)
    if slug == new:
        return Edit(folder, message=f"The record is already named {new}.")
    _check_choose_slug(folder, catalogue, slug, new)
    edit = Edit(folder, message=f"Renamed {slug} to {new}. The old address redirects to the new one.")
    paper = catalogue.papers[slug]
    # without a stored citation key, the slug is the key, and must stay it
    key = current_keys(catalogue.papers.values())[slug]
    edit.update_paper(paper, paper.model_copy(update={"citation_key": key}))
    source = folder.papers / f"{slug}.yml"
    edit.write(folder.papers / f"{new}.yml", edit.read(source))
    edit.write(source, None)
    replace_slug(edit, catalogue, slug, new)
    return edit


def _check_choose_slug(folder: Folder, catalogue: Catalogue, slug: str, new: str) -> None:
    if not SLUG.match(new) or len(new) > LONGEST_SLUG:
        raise ContentError(
            Problem(
                None,
                "expected a slug of lower-case letters and digits joined by single hyphens,"
                f" at most {LONGEST_SLUG} characters (got {new[:140]!r})",
            )
        )
    if new in catalogue.papers:
        place = Place(folder.label(folder.papers / f"{new}.yml"))
        raise ContentError(Problem(place, f"The slug {new} is taken by another record."))
    target = catalogue.redirects.get(new, slug)
    if target != slug:
        place = Place(folder.label(folder.file("redirects.yml")))
        raise ContentError(Problem(place, f"The slug {new} is taken: it redirects to {target}."))

"""Loading: the files of a list as values, with every problem of every file reported together."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.errors import ContentError, Place, Problem
from generator.model.catalog import Catalog, SearchWords, Site, VenueInfo
from generator.model.fields import SLUG, Slug
from generator.model.history import Change, Decision, Exclusion
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy
from generator.storage.documents import Document, parse_document
from generator.storage.files import read_text
from generator.storage.folder import Folder
from generator.storage.site_settings import load_site
from generator.storage.transactions import check_settled
from generator.storage.validation import describe_error, validate

Model = TypeVar("Model", bound=BaseModel)


def load_paper(text: str, *, slug: str, label: str) -> Paper:
    """Return the record in the YAML ``text``.

    Args:
        text: YAML of one record.
        slug: the record's slug, which is its file's name.
        label: how messages name the file.

    Raises:
        ContentError: with the line of each problem.
    """
    document = parse_document(text, label)
    if not isinstance(document.data, dict):
        raise ContentError(Problem(Place(label, 1), "expected keys such as title and abstract (got none)"))
    if "slug" in document.data:
        raise ContentError(
            Problem(document.place(("slug",)), "expected no key 'slug': the file's name is the slug")
        )
    if not SLUG.match(slug):
        raise ContentError(
            Problem(
                Place(label),
                f"expected a file name of lower-case letters, digits and single hyphens (got {slug!r})",
            )
        )
    return validate(Paper, {"slug": slug, **document.data}, document)


def load_papers(folder: Folder) -> dict[str, Paper]:
    """Return every record in ``folder.papers`` by slug.

    Raises:
        ContentError: with all problems of all records.
    """
    papers: dict[str, Paper] = {}
    problems: list[Problem] = []
    for path in sorted(folder.papers.rglob("*")):
        inside = path.relative_to(folder.papers)
        if any(part.startswith(".") for part in inside.parts) or path.is_dir():
            continue
        label = folder.label(path)
        if len(inside.parts) > 1:
            where = folder.label(folder.papers)
            problems.append(
                Problem(Place(label), f"Records in subfolders are not read. Move the file to {where}/.")
            )
            continue
        if path.suffix != ".yml":
            problems.append(Problem(Place(label), f"expected records to end in .yml (got {path.name!r})"))
            continue
        try:
            papers[path.stem] = load_paper(read_text(path, label), slug=path.stem, label=label)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return papers


def load_taxonomy(folder: Folder) -> Taxonomy:
    """Return the taxonomy in ``topics.yml``.

    Raises:
        ContentError: with the line of each problem.
    """
    path = folder.file("topics.yml")
    label = folder.label(path)
    return parse_taxonomy(read_text(path, label), label=label)


def parse_taxonomy(text: str, *, label: str) -> Taxonomy:
    """Return the taxonomy in the YAML ``text``.

    Raises:
        ContentError: with the line of each problem.
    """
    document = parse_document(text, label)
    return validate(Taxonomy, document.data, document)


def _parse_optional(folder: Folder, name: str) -> Document:
    """Return a document of the content folder, empty if there is no such file."""
    path = folder.file(name)
    label = folder.label(path)
    return parse_document(read_text(path, label), label) if path.exists() else Document(label)


def _load_list(folder: Folder, name: str, model: type[Model]) -> tuple[Model, ...]:
    document = _parse_optional(folder, name)
    if document.data is None:
        return ()
    if not isinstance(document.data, list):
        raise ContentError(Problem(Place(document.file, 1), "expected a list (each item begins with '- ')"))
    problems: list[Problem] = []
    items: list[Model] = []
    for number, data in enumerate(document.data):
        try:
            items.append(validate(model, data, document, start=(number,)))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return tuple(items)


def _load_redirects(folder: Folder) -> dict[str, str]:
    document = _parse_optional(folder, "redirects.yml")
    try:
        return TypeAdapter(dict[Slug, Slug]).validate_python(document.data or {})
    except ValidationError as error:
        raise ContentError([describe_error(item, document) for item in error.errors()]) from None


def load_search_words(folder: Folder) -> SearchWords:
    """Return the synonyms in ``search.yml``, none if there is no such file.

    Raises:
        ContentError: with the line of each problem.
    """
    document = _parse_optional(folder, "search.yml")
    return validate(SearchWords, document.data, document)


def load_catalog(folder: Folder, site: Site | None = None) -> Catalog:
    """Return everything on the list.

    Args:
        folder: where the list is.
        site: name and addresses of the site; read from ``mkdocs.yml`` if None.

    Raises:
        ContentError: with the problems of all files.
    """
    check_settled(folder.base)
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    loaders: dict[str, Callable[[], Any]] = {
        "site": lambda: site or load_site(folder.root / "mkdocs.yml"),
        "taxonomy": lambda: load_taxonomy(folder),
        "papers": lambda: load_papers(folder),
        "exclusions": lambda: _load_list(folder, "excluded.yml", Exclusion),
        "changes": lambda: _load_list(folder, "changes.yml", Change),
        "redirects": lambda: _load_redirects(folder),
        "venues": lambda: _load_list(folder, "venues.yml", VenueInfo),
        "search": lambda: load_search_words(folder),
        "decisions": lambda: _load_list(folder, "decisions.yml", Decision),
    }
    for name, load in loaders.items():
        try:
            parts[name] = load()
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return Catalog(**parts)

"""Loading: the files of a list as values, with every problem of every file reported together."""

import hashlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.errors import ContentError, Place, Problem, show
from generator.model.catalog import Catalog, SearchWords, Site, VenueInfo
from generator.model.citations import Citations
from generator.model.fields import SLUG, Slug
from generator.model.history import Change, Decision, Exclusion
from generator.model.limits import LONGEST_SLUG, MOST_LINES, MOST_PAPERS, UNITS, describe_limit
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy
from generator.storage.documents import Document, parse_document
from generator.storage.files import LARGEST_FILE, LARGEST_RECORD, decode_text, read_content
from generator.storage.folder import Folder
from generator.storage.languages import open_translator, parse_wording
from generator.storage.site_settings import load_site
from generator.storage.special_files import check_content
from generator.storage.transactions import check_settled
from generator.storage.validation import describe_error, validate
from generator.text.slugs import RESERVED_NAME

Model = TypeVar("Model", bound=BaseModel)
Value = TypeVar("Value")


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
    if not SLUG.match(slug) or len(slug) > LONGEST_SLUG:
        message = (
            "expected a file name of lowercase letters, digits and single hyphens,"
            f" at most {LONGEST_SLUG} characters before '.yml' (got {show(slug)}, {len(slug)} characters)"
        )
        raise ContentError(Problem(Place(label), message))
    if RESERVED_NAME.fullmatch(slug):
        message = f"expected another file name (got {slug!r}, which is reserved)."
        raise ContentError(
            Problem(Place(label), message, f"Rename the file, for example to {slug}-paper.yml.")
        )
    return validate(Paper, {"slug": slug, **document.data}, document)


def parse_taxonomy(text: str, *, label: str) -> Taxonomy:
    """Return the taxonomy in the YAML ``text``.

    Raises:
        ContentError: with the line of each problem.
    """
    document = parse_document(text, label)
    return validate(Taxonomy, document.data, document)


def _parse_list(text: str, *, label: str, model: type[Model], most: int) -> tuple[Model, ...]:
    document = parse_document(text, label)
    if document.data is None:
        return ()
    if not isinstance(document.data, list):
        raise ContentError(Problem(Place(label, 1), "expected a list (each item begins with '- ')"))
    _check_length(document, most)
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


def _check_length(document: Document, most: int) -> None:
    if len(document.data) > most:
        message = describe_limit(len(document.data), most, UNITS["too_long"])
        raise ContentError(Problem(Place(document.file, 1), message))


def _parse_redirects(text: str, *, label: str) -> dict[str, str]:
    document = parse_document(text, label)
    if isinstance(document.data, dict):
        _check_length(document, MOST_PAPERS)
    try:
        return TypeAdapter(dict[Slug, Slug]).validate_python(document.data or {})
    except ValidationError as error:
        raise ContentError([describe_error(item, document) for item in error.errors()]) from None


def _parse_search_words(text: str, *, label: str) -> SearchWords:
    document = parse_document(text, label)
    return validate(SearchWords, document.data, document)


def _parse_citations(text: str, *, label: str) -> Citations:
    document = parse_document(text, label)
    return validate(Citations, document.data, document)


OPTIONAL_FILES: dict[str, tuple[str, Callable[..., Any]]] = {
    "exclusions": ("excluded.yml", partial(_parse_list, model=Exclusion, most=MOST_PAPERS)),
    "changes": ("changes.yml", partial(_parse_list, model=Change, most=MOST_LINES)),
    "redirects": ("redirects.yml", _parse_redirects),
    "venues": ("venues.yml", partial(_parse_list, model=VenueInfo, most=MOST_LINES)),
    "search": ("search.yml", _parse_search_words),
    "citations": ("citations.yml", _parse_citations),
    "decisions": ("decisions.yml", partial(_parse_list, model=Decision, most=MOST_PAPERS)),
    "wording": ("wording.yml", parse_wording),
}
"""Part of the catalog -> its file in the content folder, and what parses it. Missing files are empty ones."""


class Loader:
    """Loads a list again and again, and parses only files whose content changed.

    A file that did not change gives the same objects as before.

    Attributes:
        folder: where the list is.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        # path below the content folder -> digest of the content, and what it says
        self._parsed: dict[str, tuple[bytes, Any]] = {}

    def load(self, site: Site | None = None) -> Catalog:
        """Return everything on the list.

        Args:
            site: name and addresses of the site; read from ``mkdocs.yml`` if None.

        Raises:
            ContentError: with the problems of all files.
        """
        check_settled(self.folder.base)
        check_content(self.folder)
        problems: list[Problem] = []
        parts: dict[str, Any] = {}
        loaders: dict[str, Callable[[], Any]] = {
            "site": lambda: site or load_site(self.folder.root / "mkdocs.yml"),
            "taxonomy": self.load_taxonomy,
            "papers": self.load_papers,
        }
        loaders |= {part: partial(self.load_optional, *file) for part, file in OPTIONAL_FILES.items()}
        for name, load in loaders.items():
            try:
                parts[name] = load()
            except ContentError as error:
                problems += error.problems
        if problems:
            raise ContentError(problems)
        translator = open_translator(parts["site"].language, parts.pop("wording"))
        return Catalog(translator=translator, **parts)

    def load_papers(self) -> dict[str, Paper]:
        """Return every record in ``folder.papers`` by slug.

        Raises:
            ContentError: the folder is missing, or records have problems (all are listed).
        """
        where = self.folder.label(self.folder.papers)
        if not self.folder.papers.is_dir():
            message = "The folder for records is missing."
            fix = f"If the list has no records yet, add an empty file {where}/.gitkeep."
            raise ContentError(Problem(Place(where), message, fix))
        papers: dict[str, Paper] = {}
        problems: list[Problem] = []
        names = _list_files(self.folder.papers)
        for name in names:
            label = f"{where}/{name}"
            if "/" in name:
                message = f"Records in subfolders are not read. Move the file to {where}/."
                problems.append(Problem(Place(label), message))
                continue
            if not name.endswith(".yml"):
                problems.append(Problem(Place(label), f"expected records to end in .yml (got {name!r})"))
                continue
            slug = name.removesuffix(".yml")
            try:
                papers[slug] = self._load(f"papers/{name}", label, partial(load_paper, slug=slug))
            except ContentError as error:
                problems += error.problems
        gone = {path for path in self._parsed if path.startswith("papers/")} - {
            f"papers/{name}" for name in names
        }
        for path in gone:
            del self._parsed[path]
        if problems:
            raise ContentError(problems)
        return papers

    def load_taxonomy(self) -> Taxonomy:
        """Return the taxonomy in ``topics.yml``.

        Raises:
            ContentError: the file is missing or has problems (all are listed).
        """
        path = self.folder.file("topics.yml")
        label = self.folder.label(path)
        if not path.exists():
            message = "This file is missing."
            fix = "Add at least one group with a topic that has an id, a title and a scope."
            raise ContentError(Problem(Place(label), message, fix))
        return self._load("topics.yml", label, parse_taxonomy)

    def load_optional(self, name: str, parse: Callable[..., Value]) -> Value:
        """Return what a file of the content folder says; a missing file is like an empty one.

        Raises:
            ContentError: with the line of each problem.
        """
        path = self.folder.file(name)
        label = self.folder.label(path)
        return self._load(name, label, parse) if path.exists() else parse("", label=label)

    def _load(self, path: str, label: str, parse: Callable[..., Value]) -> Value:
        most = LARGEST_RECORD if path.startswith("papers/") else LARGEST_FILE
        data = read_content(self.folder.file(path), label, most=most)
        digest = hashlib.sha256(data).digest()
        known = self._parsed.get(path)
        if known is None or known[0] != digest:
            known = self._parsed[path] = digest, parse(decode_text(data, label), label=label)
        value: Value = known[1]
        return value


def _list_files(folder: Path) -> list[str]:
    """Return the sorted relative paths of all files below a folder, except hidden and backup files."""
    files: list[str] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return files
    for entry in entries:
        if entry.name.startswith((".", "#")) or entry.name.endswith("~"):
            continue
        if not entry.is_dir(follow_symlinks=False):
            files.append(entry.name)
        else:
            files += [f"{entry.name}/{name}" for name in _list_files(folder / entry.name)]
    return files


def load_papers(folder: Folder) -> dict[str, Paper]:
    """Return every record of a list by slug, as :meth:`Loader.load_papers`."""
    return Loader(folder).load_papers()


def load_taxonomy(folder: Folder) -> Taxonomy:
    """Return the taxonomy of a list, as :meth:`Loader.load_taxonomy`."""
    return Loader(folder).load_taxonomy()


def load_search_words(folder: Folder) -> SearchWords:
    """Return the synonyms in ``search.yml``, none if there is no such file.

    Raises:
        ContentError: with the line of each problem.
    """
    return Loader(folder).load_optional("search.yml", _parse_search_words)


def load_catalog(folder: Folder, site: Site | None = None) -> Catalog:
    """Return everything on a list, as :meth:`Loader.load`."""
    return Loader(folder).load(site)

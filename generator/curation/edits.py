"""Changes to several files of a list that are written together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import ContentError, Place, Problem
from generator.model.catalog import Catalog
from generator.model.fields import Record
from generator.model.paper import Paper
from generator.storage.editing import append_records, update_paper
from generator.storage.files import read_bytes
from generator.storage.folder import Folder
from generator.storage.loading import OPTIONAL_FILES, load_paper, parse_taxonomy
from generator.storage.transactions import commit
from generator.storage.undo import undoable
from generator.storage.validation import make
from generator.storage.writing import SCHEMA_LINE, dump_paper
from generator.text.plurals import count_nouns

if TYPE_CHECKING:
    from generator.curation.import_plan import ImportPlan


@dataclass(slots=True)
class Edit:
    """Files that change together: all of them, or none.

    Nothing is written before ``apply`` is called. Paths are absolute or relative to the working directory,
    as those of ``Folder`` are.

    Attributes:
        folder: the list.
        contents: the new content of each file, None for a file to delete.
        originals: the content of each file when it was first read, None if it did not exist.
        message: one sentence for the curator about what the edit has done.
    """

    folder: Folder
    contents: dict[Path, bytes | None] = field(default_factory=dict)
    originals: dict[Path, bytes | None] = field(default_factory=dict)
    message: str = ""

    def read(self, path: Path) -> str:
        """Return the content of ``path`` including the changes so far, or "" if there is no such file.

        Lines end in line feeds, unless the file mixes line ends.

        Raises:
            ContentError: the file is not UTF-8.
        """
        data = (self.contents[path] if path in self.contents else self._read_original(path)) or b""
        try:
            return (data.replace(b"\r\n", b"\n") if _is_windows(data) else data).decode("utf-8")
        except UnicodeDecodeError:
            raise ContentError(
                Problem(Place(self.folder.label(path)), "expected text in UTF-8 (got other bytes)")
            ) from None

    def write(self, path: Path, content: str | bytes | None) -> None:
        """Set the content of ``path``, keeping its line ends; empty content or None deletes the file."""
        original = self._read_original(path) or b""
        if isinstance(content, str):
            content = content.encode()
            if _is_windows(original) and b"\r\n" not in content:
                content = content.replace(b"\n", b"\r\n")
        self.contents[path] = content or None

    def move(self, source: Path, target: Path) -> None:
        """Move ``source`` to ``target``, including earlier changes."""
        self.read(source)
        self.write(target, self.contents.get(source, self.originals[source]))
        self.write(source, None)

    def _read_original(self, path: Path) -> bytes | None:
        if path not in self.originals:
            self.originals[path] = read_bytes(path)
        return self.originals[path]

    def append(self, name: str, *records: Record) -> None:
        """Append ``records`` to a file of the content folder that holds a list, such as ``changes.yml``.

        Raises:
            ContentError: the file's layout does not allow appending, or a record exceeds a limit.
        """
        path = self.folder.file(name)
        label = self.folder.label(path)
        for record in records:
            make(type(record), label, **record.model_dump())
        if records:
            self.write(path, append_records(self.read(path), records, label=label))

    def update_paper(self, old: Paper, new: Paper) -> None:
        """Change the fields of the record ``old`` that differ in ``new``; comments and layout stay.

        Raises:
            ContentError: the file's layout does not allow the change, or it exceeds a limit.
        """
        path = self.folder.papers / f"{old.slug}.yml"
        label = self.folder.label(path)
        make(Paper, label, **new.model_dump())
        self.write(path, update_paper(self.read(path), old, new, label=label))

    def try_to_update_paper(self, old: Paper, new: Paper) -> tuple[Problem, ...]:
        """Change a record as :meth:`update_paper`; return the problems that keep it from being changed."""
        try:
            self.update_paper(old, new)
        except ContentError as error:
            return error.problems
        return ()

    def apply(self) -> tuple[Path, ...]:
        """Write all files or none; return the paths of those that changed. :func:`undo` takes it back.

        Raises:
            ContentError: a file was changed by somebody else since it was read, or cannot be written.
        """
        with undoable(self.folder, self.message, before=self.originals, after=self.contents):
            return commit(self.folder.base, self.contents, before=self.originals)


def reload(catalog: Catalog, edit: Edit, before: Mapping[Path, bytes | None]) -> Catalog:
    """Return ``catalog`` with what ``edit`` has changed since its contents were ``before``.

    Raises:
        ContentError: a file has become invalid.
    """
    folder = edit.folder
    parts: dict[str, Any] = {}
    papers = dict(catalog.papers)
    for path in [path for path, data in edit.contents.items() if path not in before or before[path] != data]:
        label = folder.label(path)
        if path.parent == folder.papers:
            papers.pop(path.stem, None)
            if text := edit.read(path):
                papers[path.stem] = load_paper(text, slug=path.stem, label=label)
        elif path == folder.file("topics.yml"):
            parts["taxonomy"] = parse_taxonomy(edit.read(path), label=label)
        for part, (name, parse) in OPTIONAL_FILES.items():
            if path == folder.file(name):
                parts[part] = parse(edit.read(path), label=label)
    values = {name: getattr(catalog, name) for name in type(catalog).model_fields}
    return Catalog.model_construct(**{**values, **parts, "papers": papers})


def edit_records(folder: Folder, plan: "ImportPlan") -> Edit:
    """Return the edit that creates and completes the records of ``plan``.

    Raises:
        ContentError: the layout of a record does not allow the change; all such records are listed.
    """
    edit = Edit(folder)
    problems: list[Problem] = []
    head = SCHEMA_LINE if (folder.root / "generator" / "schemas" / "paper.schema.json").is_file() else ""
    for paper in plan.new:
        edit.write(folder.papers / f"{paper.slug}.yml", head + dump_paper(paper))
    for filled in plan.filled:
        problems += edit.try_to_update_paper(filled.old, filled.new)
    if problems:
        raise ContentError(problems)
    edit.message = f"Completed {count_nouns(len(plan.filled), 'paper')}."
    return edit


def _is_windows(data: bytes) -> bool:
    """Return whether every line ends in CRLF."""
    return b"\r\n" in data and data.count(b"\r\n") == data.count(b"\n")

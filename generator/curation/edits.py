"""Changes to several files of a list that are written together."""

from dataclasses import dataclass, field
from pathlib import Path

from generator.curation.import_plan import ImportPlan
from generator.errors import ContentError, Place, Problem
from generator.model.fields import Record
from generator.model.paper import Paper
from generator.storage.editing import append_record, update_paper
from generator.storage.files import read_bytes
from generator.storage.folder import Folder
from generator.storage.transactions import commit
from generator.storage.validation import make
from generator.storage.writing import dump_paper


@dataclass(slots=True)
class Edit:
    """Files that change together: all of them, or none.

    Nothing is written before ``apply`` is called. Paths are absolute or relative to the working directory,
    as those of ``Folder`` are.

    Attributes:
        folder: the list.
        contents: the new content of each file, None for a file to delete.
        originals: the content of each file when it was first read, None if it did not exist.
        message: one sentence for the curator about what the edit does.
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

    def append(self, name: str, record: Record) -> None:
        """Append ``record`` to a file of the content folder that holds a list, such as ``changes.yml``.

        Raises:
            ContentError: the file's layout does not allow appending, or the record exceeds a limit.
        """
        path = self.folder.file(name)
        label = self.folder.label(path)
        make(type(record), label, **record.model_dump())
        self.write(path, append_record(self.read(path), record, label=label))

    def update_paper(self, old: Paper, new: Paper) -> None:
        """Change the fields of the record ``old`` that differ in ``new``; comments and layout stay.

        Raises:
            ContentError: the file's layout does not allow the change, or it exceeds a limit.
        """
        path = self.folder.papers / f"{old.slug}.yml"
        label = self.folder.label(path)
        make(Paper, label, **new.model_dump())
        self.write(path, update_paper(self.read(path), old, new, label=label))

    def apply(self) -> tuple[Path, ...]:
        """Write all files or none; return the paths of those that changed.

        Raises:
            ContentError: a file was changed by somebody else since it was read, or cannot be written.
        """
        return commit(self.folder.base, self.contents, before=self.originals)


def edit_records(folder: Folder, plan: ImportPlan) -> Edit:
    """Return the edit that creates and completes the records of ``plan``.

    Raises:
        ContentError: the layout of a record does not allow the change; all such records are listed.
    """
    edit = Edit(folder)
    problems: list[Problem] = []
    for paper in plan.new:
        edit.write(folder.papers / f"{paper.slug}.yml", dump_paper(paper))
    for filled in plan.filled:
        try:
            edit.update_paper(filled.old, filled.new)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return edit


def _is_windows(data: bytes) -> bool:
    """Return whether every line ends in CRLF."""
    return b"\r\n" in data and data.count(b"\r\n") == data.count(b"\n")

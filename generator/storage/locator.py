"""Lines of values in the files of a list."""

from __future__ import annotations

from generator.errors import ContentError, Place
from generator.storage.documents import Document, Where, parse_document
from generator.storage.files import read_text
from generator.storage.folder import Folder

__all__ = ["Locator"]


class Locator:
    """Finds the line of a value by reading its file again, once per file.

    Values do not carry line numbers, so that they stay plain; this class serves problems found later, when
    values are compared.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._read: dict[str, tuple[Document, list[str]]] = {}

    def _document(self, name: str) -> tuple[Document, list[str]]:
        if name not in self._read:
            path = self.folder.file(name)
            label = self.folder.label(path)
            try:
                text = read_text(path, label)
                self._read[name] = parse_document(text, label), text.split("\n")
            except ContentError:
                self._read[name] = Document(label), []
        return self._read[name]

    def find(self, name: str, *where: str | int, text: str = "") -> Place:
        """Return the place of a value, or of the innermost value around it that has a line.

        Args:
            name: the file, relative to the content folder: ``topics.yml``, ``papers/x.yml``.
            where: keys and list positions that lead to the value: ``"groups", 0, "topics", 2``.
            text: a part of the line to find, for values of several lines.
        """
        document, lines = self._document(name)
        if not document.lines:
            return Place(document.file)
        place = document.place(where)
        if text and place.line is not None and where:
            deeper = [line for path, line in document.lines.items() if line > place.line]
            ends = [line for line in deeper if not _inside(document, line, where)]
            for number in range(place.line, min(ends, default=len(lines) + 1)):
                if text in lines[number - 1]:
                    return Place(document.file, number)
        return place

    def paper(self, slug: str, *where: str | int, text: str = "") -> Place:
        """Return the place of a value in the record ``slug``, as :meth:`find`."""
        return self.find(f"papers/{slug}.yml", *where, text=text)

    def capture(self, name: str, line: int | None = None) -> Place:
        """Return a place in a capture."""
        return Place(self.folder.label(self.folder.captures / name), line)


def _inside(document: Document, line: int, where: Where) -> bool:
    return any(at == line and path[: len(where)] == where for path, at in document.lines.items())

"""Where the parts of a list are on disk."""

from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
TEMPLATES = next(
    path for path in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if path.is_dir()
)  # in an installed package, and in a checkout
"""The folder of the generator's templates, of the theme's overrides, of the assets and of the languages."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a list.

    Attributes:
        root: the folder that holds ``mkdocs.yml`` and ``content/``.
        content: name of the content folder below it.
    """

    root: Path
    content: str = "content"

    @property
    def base(self) -> Path:
        """The content folder."""
        return self.root / self.content

    @property
    def captures(self) -> Path:
        """The captures."""
        return self.base / "captures"

    @property
    def papers(self) -> Path:
        """The records."""
        return self.base / "papers"

    @property
    def pages(self) -> Path:
        """The hand-written pages."""
        return self.base / "pages"

    @property
    def templates(self) -> Path:
        """The list's own templates, which replace those of the generator; optional."""
        return self.root / "templates"

    @property
    def private(self) -> Path:
        """The private notes, which are never published."""
        return self.base / "private"

    def list_captures(self) -> list[Path]:
        """Return the files of the captures folder that are not hidden, sorted by name."""
        return sorted(
            path for path in self.captures.glob("*") if not path.is_dir() and not path.name.startswith(".")
        )

    def file(self, name: str) -> Path:
        """Return the path of a file of the content folder, such as ``topics.yml``."""
        return self.base / name

    def label(self, path: Path) -> str:
        """Return ``path`` for messages: relative to the list's folder, with forward slashes.

        Links are not resolved.
        """
        try:
            return path.absolute().relative_to(self.root.absolute()).as_posix()
        except ValueError:
            return path.as_posix()

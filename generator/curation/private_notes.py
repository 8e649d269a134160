"""Private notes: what the curator writes about papers for nobody else.

They are not part of the records, so nothing that publishes the list can publish them. Each is a Markdown
file, ``content/private/<slug>.md``, which only the preview reads. Git ignores the folder.
"""

from generator.curation.edits import Edit
from generator.storage.files import LARGEST_RECORD, read_text
from generator.storage.folder import Folder

IGNORE = "*\n"
"""The ``.gitignore`` of the folder, by which Git ignores all files in it."""


def read_private_notes(folder: Folder) -> dict[str, str]:
    """Return slug -> private note.

    Raises:
        ContentError: a note cannot be read, or is not UTF-8.
    """
    return {
        path.stem: text
        for path in sorted(folder.private.glob("[!.]*.md"))
        if (text := read_text(path, folder.label(path), most=LARGEST_RECORD).strip())
    }


def set_private_note(edit: Edit, slug: str, text: str) -> None:
    """Let ``edit`` replace the private note on a record; an empty text removes it."""
    text = text.strip()
    edit.write(edit.folder.private / f"{slug}.md", f"{text}\n" if text else None)
    if text and not is_ignored(edit.folder):
        edit.write(edit.folder.private / ".gitignore", IGNORE)


def move_private_note(edit: Edit, old: str, new: str) -> None:
    """Let ``edit`` add the private note on the record ``old`` to the one on ``new``."""
    texts = [edit.read(edit.folder.private / f"{slug}.md").strip() for slug in (new, old)]
    if texts[1]:
        set_private_note(edit, new, "\n\n".join(filter(None, texts)))
        set_private_note(edit, old, "")


def is_ignored(folder: Folder) -> bool:
    """Return whether a ``.gitignore`` says what to do with private notes."""
    if (folder.private / ".gitignore").is_file():
        return True
    path = folder.root / ".gitignore"
    lines = read_text(path, path.name).split("\n") if path.is_file() else ()
    return any(line.strip().strip("/") == f"{folder.content}/private" for line in lines)

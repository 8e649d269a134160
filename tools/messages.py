"""Collects the messages of the interface from code, templates and scripts, and updates the catalogs.

Writes `messages.pot` and every `.po` in `templates/languages/`, and lists what is left to translate. A message
that has changed keeps no translation: write it anew.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

__all__ = ["LANGUAGES", "collect_messages", "write_catalog"]

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ROOT / "templates" / "languages"

METHODS = [
    ("generator/**.py", "python"),
    ("templates/**.jinja", "jinja2"),
    ("templates/overrides/**.html", "jinja2"),
    ("templates/assets/js/**.js", "javascript"),
]
OPTIONS = {
    "templates/**.jinja": {"trimmed": "true", "trim_blocks": "true", "silent": "false"},
    "templates/overrides/**.html": {"silent": "false"},
    "templates/assets/js/**.js": {"template_string": "false"},
}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "t": None, "nt": (1, 2)}


def collect_messages() -> Catalog:
    """Return every message of the interface with the files that have it, in the order of these."""
    catalog = Catalog(project="reading-list", charset="utf-8")
    found = []
    for folder in ("generator", "templates"):
        names = [(name.removeprefix(f"{folder}/"), method) for name, method in METHODS if name.startswith(folder)]
        options = {name.removeprefix(f"{folder}/"): value for name, value in OPTIONS.items()}
        for name, _, message, comments, _ in extract_from_dir(
            ROOT / folder, names, options, KEYWORDS, ("Translators:",), strip_comment_tags=True
        ):
            found.append((f"{folder}/{name}", message, comments))
    for path, message, comments in sorted(found, key=lambda item: item[0]):
        catalog.add(message, locations=[(path, 0)], auto_comments=comments)
    return catalog


def write_catalog(catalog: Catalog) -> bytes:
    """Return a catalog as the text of a `.po` file, the same for the same messages."""
    file = BytesIO()
    write_po(file, catalog, width=100, omit_header=catalog.locale is None, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def main() -> int:
    """Update the catalogs; return 1 if something is left to translate."""
    template = collect_messages()
    (LANGUAGES / "messages.pot").write_bytes(write_catalog(template))
    missing = 0
    for path in sorted(LANGUAGES.glob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        path.write_bytes(write_catalog(catalog))
        left = [message for message in catalog if message.id and not all(_strings(message.string))]
        missing += len(left)
        for message in left:
            print(f"{path.relative_to(ROOT)}: not translated: {message.id!r}")
    return 1 if missing else 0


def _strings(string: object) -> tuple[object, ...]:
    return string if isinstance(string, tuple) else (string,)


if __name__ == "__main__":
    sys.exit(main())

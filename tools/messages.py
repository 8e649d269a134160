"""Collects the messages of the interface from code, templates and scripts, and updates the catalogs.

Writes `messages.pot` and every `.po` in `templates/languages/`, and lists what is left to translate. A
message that has changed loses its translation. Arguments are languages to start a catalog for.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

__all__ = ["LANGUAGES", "collect_messages", "list_untranslated", "write_catalog"]

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ROOT / "templates" / "languages"

SOURCES = {
    "generator": [("**.py", "python")],
    "templates": [
        ("**.jinja", "jinja2"),
        ("overrides/**.html", "jinja2"),
        ("assets/js/**.js", "javascript"),
    ],
}
OPTIONS = {
    "**.jinja": {"trimmed": "true", "silent": "false"},
    "overrides/**.html": {"silent": "false"},
    "assets/js/**.js": {"parse_template_string": "true"},
}
UNUSED = (b'"Report-', b'"POT-', b'"PO-', b'"Last-', b'"Language-Team', b'"Generated-')
"""Parts of a catalog's head that Babel fills with placeholders and the time of day."""
KEYWORDS = {
    "python": {"_": None, "translatable": None, "ngettext": (1, 2)},
    "jinja2": {"_": None, "gettext": None, "ngettext": (1, 2)},
    "javascript": {"t": None, "nt": (1, 2)},
}


def collect_messages() -> Catalog:
    """Return every message of the interface with the files that have it, in the order of these."""
    catalog = Catalog(charset="utf-8")
    found = []
    for folder, methods in SOURCES.items():
        for pattern, method in methods:
            items = extract_from_dir(ROOT / folder, [(pattern, method)], OPTIONS, KEYWORDS[method])
            found += [(f"{folder}/{name}", line, message) for name, line, message, _, _ in items]
    for path, _, message in sorted(found, key=lambda item: item[:2]):
        catalog.add(message, locations=[(path, 0)])
    return catalog


def write_catalog(catalog: Catalog, *, header: bool = True) -> bytes:
    """Return a catalog as the text of a `.po` file, the same for the same messages."""
    file = BytesIO()
    write_po(file, catalog, 100, omit_header=not header, include_lineno=False, ignore_obsolete=True)
    lines = file.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(UNUSED)).rstrip() + b"\n"


def main(*languages: str) -> int:
    """Update the catalogs, and start those of new languages; return 1 if something is left to translate."""
    for language in languages:
        path = LANGUAGES / f"{language}.po"
        if not path.exists():
            locale = Locale.parse(language, sep="-")
            about = {"project": "curated-reading-list", "version": "1", "header_comment": "", "fuzzy": False}
            catalog = Catalog(locale, **about)
            path.write_bytes(write_catalog(catalog))
    template = collect_messages()
    (LANGUAGES / "messages.pot").write_bytes(write_catalog(template, header=False))
    missing = 0
    for path in sorted(LANGUAGES.glob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        path.write_bytes(write_catalog(catalog))
        left = list_untranslated(catalog)
        missing += len(left)
        for id_ in left:
            print(f"{path.relative_to(ROOT)}: not translated: {id_!r}")
    return 1 if missing else 0


def list_untranslated(catalog: Catalog) -> list[str | tuple[str, ...]]:
    """Return the messages of a catalog that lack a translation or one of its forms."""
    return [
        message.id
        for message in catalog
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Files next to the handwritten pages that are published as they are, and run scripts in browsers."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from generator.errors import ContentError
from generator.storage.files import read_content
from generator.storage.folder import Folder
from generator.storage.site_settings import load_plain_settings

SCRIPTS = frozenset((".js", ".mjs", ".wasm"))
DOCUMENTS = frozenset((".htm", ".html", ".svg", ".xht", ".xhtml", ".xml", ".xsl", ".xslt"))
"""Endings of files that browsers show, and that may have scripts inside."""
ACTIVE_TAGS = frozenset(("script", "iframe", "frame", "object", "embed", "base", "foreignobject"))
# javascript:…, JavaScript&#10;:…
SCRIPT_ADDRESS = re.compile(r"[\x00-\x20]*(?:javascript|data|vbscript)[\x00-\x20]*:", re.I)
# invisible to a parser of HTML: entities that stand for tags, and style sheets that are programs
XML_TRICK = re.compile(r"<!ENTITY|<\?xml-stylesheet|http://www\.w3\.org/1999/XSL/Transform", re.I)


def find_scripts(folder: Folder) -> tuple[Path, ...]:
    """Return the files below ``content/pages/`` that browsers run or that have scripts inside, in order.

    Those that ``extra_javascript`` in ``mkdocs.yml`` names are left out, and so are pages in Markdown, where
    the site's Content-Security-Policy stops scripts.
    """
    try:
        wanted = _list_scripts(load_plain_settings(folder.root / "mkdocs.yml"))
    except ContentError:  # which is reported elsewhere
        wanted = frozenset()
    return tuple(
        path
        for path in sorted(folder.pages.rglob("*"))
        if path.relative_to(folder.pages).as_posix() not in wanted and _has_script(path)
    )


def _list_scripts(settings: Mapping[str, Any]) -> frozenset[str]:
    scripts = settings.get("extra_javascript") or ()
    return frozenset(
        str(script.get("path", "") if isinstance(script, Mapping) else script) for script in scripts
    )


def _has_script(path: Path) -> bool:
    ending = path.suffix.lower()
    if ending in SCRIPTS:
        return path.is_file()
    if ending not in DOCUMENTS or not path.is_file():
        return False
    try:
        data = read_content(path, path.name)
    except ContentError:
        return True
    # without the zeros of UTF-16, tags look the same in all encodings
    text = data.replace(b"\0", b"").decode("utf-8", "replace")
    parser = _ScriptFinder()
    parser.feed(text)
    parser.close()
    return parser.found or bool(XML_TRICK.search(text))


class _ScriptFinder(HTMLParser):
    """Looks for what runs scripts, or loads other pages, in HTML or XML."""

    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name.rpartition(":")[2]: value or "" for name, value in attrs}
        self.found |= (
            tag.rpartition(":")[2] in ACTIVE_TAGS
            or (tag == "meta" and "http-equiv" in values)
            or any(name.startswith("on") or SCRIPT_ADDRESS.match(value) for name, value in values.items())
        )

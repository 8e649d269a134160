"""Finds files next to the handwritten pages that run scripts in browsers."""

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
"""Extensions of files that browsers show and that may contain scripts."""
ACTIVE_TAGS = frozenset(("script", "iframe", "frame", "object", "embed", "base", "foreignobject"))
# javascript:…, JavaScript&#10;:…
SCRIPT_ADDRESS = re.compile(r"[\x00-\x20]*(?:javascript|data|vbscript)[\x00-\x20]*:", re.I)
# hidden from an HTML parser: entities that expand to tags, and XSLT style sheets
XML_TRICK = re.compile(r"<!ENTITY|<\?xml-stylesheet|http://www\.w3\.org/1999/XSL/Transform", re.I)


def find_scripts(folder: Folder) -> tuple[Path, ...]:
    """Return the scripts, and files that contain scripts, in ``content/pages/``, sorted.

    Files in ``extra_javascript`` in ``mkdocs.yml`` are left out, and so are Markdown pages, where the site's
    Content-Security-Policy blocks scripts.
    """
    try:
        wanted = _list_scripts(load_plain_settings(folder.root / "mkdocs.yml"))
    except ContentError:  # reported elsewhere
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
    # without the NUL bytes of UTF-16, tags look the same in all encodings
    text = data.replace(b"\0", b"").decode("utf-8", "replace")
    parser = _ScriptFinder()
    parser.feed(text)
    parser.close()
    return parser.found or bool(XML_TRICK.search(text))


class _ScriptFinder(HTMLParser):
    """Finds markup in HTML or XML that runs scripts or loads other pages."""

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

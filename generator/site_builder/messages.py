"""Finds the file and line of errors that MkDocs reports without them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Place
from generator.storage.files import find_line
from generator.storage.folder import Folder
from generator.storage.site_settings import find_option

# Doc file 'about.md' contains a link 'nowhere.md', but the target is not found among documentation files.
LINK_MESSAGE = re.compile(
    r"Doc file '(?P<page>[^']+)' contains an? (?:[a-z]+ )*link '(?P<link>.*?)'(?:,|\. )", re.S
)
# Config value 'plugins': Plugin 'reading-list' option 'unreviewed': Expected one of: …
OPTION_MESSAGE = re.compile(r"Config value 'plugins': Plugin '[^']+' option '(?P<key>\w+)': ")
# Config value 'theme': Unrecognised theme name: 'materiel'.
CONFIG_MESSAGE = re.compile(r"Config value '(?P<key>\w+)': ")
# A reference to 'gone.md' is included in the 'nav' configuration, which is not found in the …
NAV_MESSAGE = re.compile(r"(?:A reference|An absolute path) to '(?P<entry>[^']+)' is included in the 'nav'")
# Error building page 'about.md': 'nowhere' is undefined
PAGE_MESSAGE = re.compile(r"Error (?:building|reading) page '(?P<page>[^']+)':")


def is_page_message(message: str) -> bool:
    """Return whether a message only names the page whose building failed; the error itself follows."""
    return bool(PAGE_MESSAGE.match(message))


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLocator:
    """Finds the place that a message of MkDocs is about.

    Attributes:
        config_file: path of ``mkdocs.yml``.
        docs_dir: folder of the pages written by hand.
    """

    config_file: Path
    docs_dir: Path

    def find(self, message: str) -> Place | None:
        """Return the file and line that ``message`` is about, or None if they cannot be found."""
        if match := OPTION_MESSAGE.match(message):
            return find_option(self.config_file, match["key"])
        if match := CONFIG_MESSAGE.match(message):
            return self._find_in_config(rf"{re.escape(match['key'])}\s*:")
        if match := NAV_MESSAGE.match(message):
            return self._find_in_config(f".*{re.escape(match['entry'])}")
        if match := LINK_MESSAGE.match(message):
            return self._find_link(match["page"], match["link"])
        return None

    def _find_in_config(self, pattern: str) -> Place:
        return Place(self.config_file.name, find_line(self.config_file, re.compile(pattern)))

    def _find_link(self, page: str, link: str) -> Place | None:
        folder = Folder(self.config_file.parent)
        path = self.docs_dir / page
        if path.is_file():
            return Place(folder.label(path), find_line(path, re.compile(f".*{re.escape(link)}")))
        # a generated page: the link ../papers/gone.md is written paper:gone in topics.yml
        target = Path(link.partition("#")[0])
        name = re.escape(f"{target.parent.name.removesuffix('s')}:{target.stem}")
        topics = folder.file("topics.yml")
        line = find_line(topics, re.compile(rf".*\({name}\)"))
        return Place(folder.label(topics), line) if line else None

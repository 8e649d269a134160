"""Finds the file and line of errors that MkDocs reports without them."""

import re
from pathlib import Path

from generator.errors import Place
from generator.storage.files import find_line
from generator.storage.folder import Folder

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
PAGE_MESSAGE = re.compile(r"Error (?:building|reading) page '[^']+':")
"""Only names the page whose building failed; the error itself follows."""


def find_place(message: str, config_file: Path, docs_dir: Path) -> Place | None:
    """Return the file and line that a message of MkDocs is about, or None if they cannot be found.

    Args:
        message: the message.
        config_file: path of ``mkdocs.yml``.
        docs_dir: folder of the pages written by hand.
    """
    if match := OPTION_MESSAGE.match(message):
        # "    filter: x", "- tags: {filter: x}", but not "filter: x"
        return _find_in_config(config_file, rf"[\s-]+(?:[^#]*[\s{{,])?{re.escape(match['key'])}\s*:")
    if match := CONFIG_MESSAGE.match(message):
        return _find_in_config(config_file, rf"{re.escape(match['key'])}\s*:")
    if match := NAV_MESSAGE.match(message):
        return _find_in_config(config_file, f".*{re.escape(match['entry'])}")
    if match := LINK_MESSAGE.match(message):
        return _find_link(Folder(config_file.parent), docs_dir / match["page"], match["link"])
    return None


def _find_in_config(config_file: Path, pattern: str) -> Place:
    return Place(config_file.name, find_line(config_file, re.compile(pattern)))


def _find_link(folder: Folder, page: Path, link: str) -> Place | None:
    if not page.is_file():
        return None
    return Place(folder.label(page), find_line(page, re.compile(f".*{re.escape(link)}")))

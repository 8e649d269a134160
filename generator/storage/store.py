"""The former names of the modules of storage, until every importer uses the new ones."""

from generator.storage.editing import append_record, update_list, update_mapping, update_paper
from generator.storage.editing import append_record as append_change
from generator.storage.files import find_line, read_bytes, write_text
from generator.storage.folder import Folder
from generator.storage.front_matter import check_front_matter as check_page
from generator.storage.loading import (
    load_catalogue,
    load_paper,
    load_papers,
    load_search_words,
    load_taxonomy,
    parse_taxonomy,
)
from generator.storage.locator import Locator
from generator.storage.site_settings import SITE_OPTIONS, find_option, load_site, make_site
from generator.storage.writing import SCHEMA_LINE, dump_paper

__all__ = [
    "SCHEMA_LINE",
    "SITE_OPTIONS",
    "Folder",
    "Locator",
    "append_change",
    "append_record",
    "check_page",
    "dump_paper",
    "find_line",
    "find_option",
    "load_catalogue",
    "load_paper",
    "load_papers",
    "load_search_words",
    "load_site",
    "load_taxonomy",
    "make_site",
    "parse_taxonomy",
    "read_bytes",
    "update_list",
    "update_mapping",
    "update_paper",
    "write_text",
]

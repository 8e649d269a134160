"""Options that several commands share, and what they configure."""

import os
from datetime import date

import click

from generator.services.bundle import Services, set_up_services
from generator.storage.folder import Folder
from generator.storage.site_settings import load_site
from generator.text.cleaning import clean

DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change without writing anything.")
LOOK_UP = click.option(
    "--look-up/--no-look-up",
    default=True,
    help="Look up identifiers at arXiv and Crossref (default: look up).",
)
CONTACT = click.option(
    "--contact",
    envvar="READING_LIST_CONTACT",
    default="",
    help="The e-mail address to send to these services (default: the option contact in mkdocs.yml).",
)


class _Words(click.ParamType):
    """A text to publish: on one line, without control characters, and not empty."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> str:
        """Return the text as it will be published."""
        return clean(value) or self.fail("expected a sentence (got none)", param, context)


WORDS = _Words()


def get_today() -> str:
    """Return the date of today, ISO 8601."""
    return date.today().isoformat()


def open_services(folder: Folder, contact: str) -> Services:
    """Return the services to ask about papers; their answers are kept in ``.cache/services``."""
    site = load_site(folder.root / "mkdocs.yml")
    cache = folder.root / ".cache" / "services"
    return set_up_services(site, cache=cache, contact=contact, environment=os.environ)

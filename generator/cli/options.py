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
    help="The email address to send to these services (default: the option contact in mkdocs.yml).",
)


def check_sentence(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    """Return the value of a published option on one line and without control characters.

    Raises:
        click.BadParameter: the rest is empty.
    """
    cleaned = None if text is None else clean(text)
    if cleaned == "":
        raise click.BadParameter("expected a sentence (got no text)")
    return cleaned


def get_today() -> str:
    """Return the date of today, ISO 8601."""
    return date.today().isoformat()


def open_services(folder: Folder, contact: str, *, keep: bool = True) -> Services:
    """Return the services to ask about papers; ``keep`` their answers in ``.cache/services``."""
    site = load_site(folder.root / "mkdocs.yml")
    cache = folder.root / ".cache" / "services" if keep else None
    return set_up_services(site, cache=cache, contact=contact, environment=os.environ)

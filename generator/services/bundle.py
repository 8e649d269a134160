"""All services of a list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import __version__
from generator.model.catalog import Site
from generator.services.answer_cache import AnswerCache
from generator.services.arxiv import Arxiv
from generator.services.crossref import Crossref
from generator.services.http import Fetcher, ServiceError
from generator.services.openalex import OpenAlex

EMAIL = re.compile(r"[^\s@<>()\"',;:\\]+@[\w.-]+\.\w+")
# what a comment in a user agent may not contain
NOT_IN_COMMENT = re.compile(r"[^\x21-\x7e ]|[()\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that is asked over the network."""

    fetcher: Fetcher
    arxiv: Arxiv
    crossref: Crossref
    openalex: OpenAlex


def set_up_services(
    site: Site,
    *,
    cache: Path | None,
    environment: Mapping[str, str],
    contact: str = "",
    local: bool = False,
) -> Services:
    """Return the services for a list.

    Args:
        site: the site, which names a contact.
        cache: folder for cached answers; None to cache nothing.
        environment: ``READING_LIST_ARXIV_API``, ``READING_LIST_CROSSREF_API``, ``READING_LIST_OPENALEX_API``
            and ``READING_LIST_DOI_RESOLVER`` replace the services' addresses, for tests and mirrors.
        contact: an email address to use instead of the site's.
        local: whether to allow unencrypted requests to this computer; only for tests.

    Raises:
        ServiceError: there is no contact to name.
    """
    answers = AnswerCache(folder=cache) if cache else None
    fetcher = Fetcher(agent=name_agent(site, contact), cache=answers, local=local)
    arxiv, crossref = Arxiv(fetcher=fetcher), Crossref(fetcher=fetcher)
    arxiv.base = environment.get("READING_LIST_ARXIV_API", "").rstrip("/") or arxiv.base
    crossref.base = environment.get("READING_LIST_CROSSREF_API", "").rstrip("/") or crossref.base
    crossref.resolver = environment.get("READING_LIST_DOI_RESOLVER", "").rstrip("/") or crossref.resolver
    openalex = OpenAlex(fetcher=fetcher)
    openalex.base = environment.get("READING_LIST_OPENALEX_API", "").rstrip("/") or openalex.base
    return Services(fetcher=fetcher, arxiv=arxiv, crossref=crossref, openalex=openalex)


def name_agent(site: Site, contact: str = "") -> str:
    """Return the user agent: ``reading-list/1.0 (https://…; mailto:ada@example.org)``.

    Raises:
        ServiceError: neither ``contact`` nor the site names an email address or a repository.
    """
    contact = (contact or site.contact).strip()
    if not contact and not site.repo_url:
        raise ServiceError(
            "arXiv and Crossref want to know whom to contact. Set the option contact in mkdocs.yml to your"
            " email address, or use --contact."
        )
    if contact and not EMAIL.fullmatch(contact):
        raise ServiceError(f"The contact must be an email address, not {contact!r}.")
    parts = [part for part in (site.repo_url or site.url, f"mailto:{contact}" if contact else "") if part]
    return f"reading-list/{__version__} ({NOT_IN_COMMENT.sub('', '; '.join(parts))})"

"""Fetches a paper to add by its arXiv identifier, its DOI or its web address, or as an issue suggests it."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from generator.curation.captures import SourceFile
from generator.curation.issue_form import Suggested, as_csl
from generator.duplicates.identifiers import all_identifiers
from generator.duplicates.similarity import RELATED_TITLE, measure_similarity
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.readers import decode, read
from generator.services.bundle import Services
from generator.services.http import ServiceError, WrongTypeError
from generator.services.page_metadata import PageMetadata, page_endpoint, read_page_metadata
from generator.text.hosts import show_address
from generator.text.identifiers import find_arxiv_id, identify

GIVE_IDENTIFIER = "Give the arXiv identifier, the DOI, or the address of the paper's web page."
# everything but letters, digits and dots becomes a hyphen in the name of a capture
NOT_IN_NAME = re.compile(r"[^A-Za-z0-9.]+")


def fetch_paper(catalog: Catalog, services: Services, what: str) -> SourceFile | Paper:
    """Return the file to import for an arXiv identifier, a DOI or a web address, or the record on the list.

    No service is asked about a paper whose identifier is already on the list.

    Raises:
        ServiceError: no service knows the paper, or none answers.
    """
    found = identify(what)
    if found is None:
        raise ServiceError(f"{what[:100]!r} is neither an arXiv identifier nor a DOI nor a web address.")
    kind, value = found
    if kind == "url":
        if arxiv := find_arxiv_id(value):
            return _find_or_request(catalog, services, "arxiv", arxiv)
        return _fetch_page(catalog, services, value)
    return _find_or_request(catalog, services, kind, value)


def _find_or_request(catalog: Catalog, services: Services, kind: str, value: str) -> SourceFile | Paper:
    return _find_listed(catalog, kind, value) or _request(services, kind, value)


def _request(services: Services, kind: str, value: str) -> SourceFile:
    name = NOT_IN_NAME.sub("-", value)
    if kind == "arxiv":
        data = services.arxiv.fetch(value)
        if data is None:
            raise ServiceError(f"arXiv has no paper {value}.")
        return SourceFile(label=f"arXiv {value}", name=f"arxiv-{name}.xml", data=data)
    data = services.crossref.fetch(value)
    if data is None:
        raise ServiceError(f"Neither Crossref nor doi.org knows the DOI {value}.")
    return SourceFile(label=f"DOI {value}", name=f"doi-{name}.json", data=data)


def _find_listed(catalog: Catalog, kind: str, value: str) -> Paper | None:
    wanted = (kind, value.lower() if kind == "doi" else value)
    return next((paper for paper in catalog.papers.values() if wanted in all_identifiers(paper)), None)


def _fetch_page(catalog: Catalog, services: Services, address: str) -> SourceFile | Paper:
    try:
        host, path = urlsplit(show_address(address)).netloc, urlsplit(address).path
    except ValueError:
        raise ServiceError(f"{address} has no host such as example.org.") from None
    try:
        answer = services.fetcher.get(address, page_endpoint(host))
    except WrongTypeError as error:
        raise ServiceError(f"{address} is not a web page but {error.found}. {GIVE_IDENTIFIER}") from None
    if answer is None:
        raise ServiceError(f"There is nothing at {address}.")
    page = read_page_metadata(answer.body.decode("utf-8", errors="replace"), address)
    found = _request_named(catalog, services, page)
    if found is None and page.csl:
        end = NOT_IN_NAME.sub("-", path.replace(".", "-"))[-40:].strip("-") or "paper"
        name = f"{NOT_IN_NAME.sub('-', host)}-{end}.json"
        found = SourceFile(label=address, name=name, data=page.csl)
    if found is None:
        raise ServiceError(f"{address} has no citation_ tags that name its paper. {GIVE_IDENTIFIER}")
    if isinstance(found, SourceFile) and urlsplit(answer.address).hostname != urlsplit(f"//{host}").hostname:
        return replace(found, label=f"{found.label} ({host} redirects to {answer.address})")
    return found


def _request_named(catalog: Catalog, services: Services, page: PageMetadata) -> SourceFile | Paper | None:
    """Return the paper named by identifiers on a page, or None if there are none."""
    if page.arxiv:
        return _find_or_request(catalog, services, "arxiv", page.arxiv)
    if page.doi:
        try:
            return _find_or_request(catalog, services, "doi", page.doi)
        except ServiceError:
            if page.csl is None:
                raise
    return None


def fetch_suggested(
    catalog: Catalog, services: Services | None, suggested: Suggested, number: int
) -> tuple[SourceFile | Paper, str]:
    """Return the file to import for a suggested paper, or its record, and a note on where its facts are from.

    arXiv or Crossref is asked if the issue gives an identifier. The words of the form are used if they do
    not answer, and for a web address, which is never visited.

    Args:
        catalog: the list.
        services: the services to ask; None to ask nobody.
        suggested: the paper.
        number: the number of the issue.

    Raises:
        ServiceError: the identifier belongs to a paper with another title.
    """
    form = SourceFile(label=f"issue {number}", name=f"suggestion-{number}.json", data=as_csl(suggested))
    if suggested.kind == "url":
        return form, "Title and authors are from the form; the address was not visited."
    if listed := _find_listed(catalog, suggested.kind, suggested.identifier):
        return listed, ""
    if services is None:
        return form, "Title and authors are from the form; no service was asked."
    try:
        fetched = _request(services, suggested.kind, suggested.identifier)
    except ServiceError as error:
        return form, f"Title and authors are from the form; looking them up failed: {error}"
    entries = read(decode(fetched.data, name=fetched.name, label=fetched.label)).entries
    wanted = Paper(slug="suggested", title=suggested.title)
    if not any(measure_similarity(wanted, entry).title >= RELATED_TITLE for entry in entries):
        title = repr(entries[0].title) if entries else "without a title"
        raise ServiceError(f"{suggested.identifier} is not the suggested paper but {title}.")
    return fetched, f"Facts are from {'the arXiv API' if suggested.kind == 'arxiv' else 'Crossref'}."

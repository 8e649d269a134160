"""The identifiers and addresses of records, in a form in which they can be compared."""

from collections.abc import Collection, Iterable
from itertools import chain
from urllib.parse import unquote

from generator.model.entry import Entry
from generator.model.paper import Paper
from generator.text.identifiers import arxiv_url, doi_url, parse_arxiv_id, parse_doi
from generator.text.preprints import is_preprint_doi


def primary_identifiers(record: Entry | Paper) -> dict[str, str]:
    """Return the record's identifiers by kind, ``arxiv`` and ``doi``; DOIs in lowercase.

    arXiv's own DOI counts as the arXiv identifier. DOIs of other preprint servers are left out, since the
    published version has another one; :func:`all_identifiers` includes them.
    """
    source = record.links if isinstance(record, Paper) else record
    found: dict[str, str] = {}
    if arxiv := source.arxiv or (parse_arxiv_id(source.doi) if source.doi else None):
        found["arxiv"] = arxiv
    if source.doi and not is_preprint_doi(source.doi):
        found["doi"] = source.doi.lower()
    return found


def all_identifiers(record: Entry | Paper) -> tuple[tuple[str, str], ...]:
    """Return every identifier as (kind, value), including those among a paper's other links; sorted."""
    found = set(primary_identifiers(record).items())
    source = record.links if isinstance(record, Paper) else record
    if source.doi:
        found.add(("doi", source.doi.lower()))
    for address in record.links.other if isinstance(record, Paper) else ():
        if arxiv := parse_arxiv_id(address):
            found.add(("arxiv", arxiv))
        elif doi := parse_doi(unquote(address)):
            found.add(("doi", doi))
    return tuple(sorted(found))


def label_identifier(kind: str, value: str) -> str:
    """Return an identifier as messages print it: ``arXiv 2410.05434``, ``DOI 10.1145/3357384``."""
    return f"{'arXiv' if kind == 'arxiv' else 'DOI'} {value}"


def join_addresses(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the addresses of all groups without repetitions.

    Addresses are the same if they differ only in scheme, ``www.``, case, ``.git`` or a final slash.
    """
    found: dict[str, str] = {}
    for address in chain.from_iterable(groups):
        key = address.partition("://")[2].rstrip("/").removesuffix(".git").removeprefix("www.").casefold()
        found.setdefault(key, address)
    return tuple(found.values())


def list_extra_addresses(
    records: Iterable[Entry | Paper], *, known: Collection[tuple[str, str]]
) -> tuple[str, ...]:
    """Return addresses for the identifiers of ``records`` that are not in ``known``.

    arXiv's own DOIs are left out, since they say the same as the arXiv identifier.
    """
    extra = dict.fromkeys(item for record in records for item in all_identifiers(record))
    return tuple(
        arxiv_url(value) if kind == "arxiv" else doi_url(value)
        for kind, value in extra
        if (kind, value) not in known and not (kind == "doi" and parse_arxiv_id(value))
    )

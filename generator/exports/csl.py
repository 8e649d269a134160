"""CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), as Zotero and pandoc read it.

============== =======================================================================================
Fact           Where it goes
============== =======================================================================================
type           ``type``; a preprint is an ``article``
key, title     ``id`` and ``citation-key``, ``title``
names          ``author``, ``editor``: ``family`` with its particle and ``given`` with a suffix
               (``Martin Luther, Jr.``), which processors split; Zotero ignores fields of their own
organization   ``author``: ``literal``, also next to people
cited date     ``issued``: the date of first publication if it is in the cited year, else that year
published      ``submitted`` and a line of ``note``, if it is not ``issued``
venue          ``container-title``; of a preprint ``publisher`` and a line of ``note``; next to a full title,
               ``event-title`` (conferences) and a line of ``note``, since styles print
               ``container-title-short`` as the abbreviation
container      ``container-title``
publication    ``volume``, ``issue``, ``page``, ``number``, ``publisher``, ``collection-title`` (series), …
status         ``status`` and a line of ``note``
arXiv          ``publisher`` and ``number`` of a preprint; a line of ``note``
DOI, address   ``DOI``, ``URL``
links          lines of ``note``: ``Source code: ...``, ``Project: ...``, ``Link: ...``
topics, tags   ``keyword``, separated by commas; by semicolons if one has a comma
kind, summary  lines of ``note``: ``Kind: ...``, ``TL;DR: ...``
abstract       ``abstract``
============== =======================================================================================
"""

import json
from typing import Any, Final

from generator.exports.references import Reference
from generator.text.names import Name

ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def make_item(reference: Reference) -> dict[str, Any]:
    """Return one paper as a CSL-JSON item, without empty fields."""
    ref = reference
    authors = list(map(_write_name, ref.authors))
    if not authors and ref.organization:
        authors = [{"literal": ref.organization}]
    # Zotero rejects files with this type, but reads it in notes
    is_software = ref.type == "software"
    is_preprint = ref.type == "article"
    lines = ["Type: software"] if is_software else []
    lines += [f"Venue: {ref.venue}"] if is_preprint and ref.venue else []
    fields: dict[str, Any] = {
        "id": ref.key,
        "citation-key": ref.key,
        "type": "document" if is_software else ref.type,
        "title": ref.title,
        "author": authors,
        "issued": _date(ref.date_parts),
        "submitted": _date(ref.other_published_parts),
        "container-title": "" if is_preprint else ref.container,
        **_describe_publication(ref),
        "DOI": ref.doi,
        "URL": ref.url,
        "keyword": _join_keywords(ref.subjects),
        "status": ref.status.capitalize(),
        "abstract": ref.abstract,
        "note": "\n".join(lines + [f"{label}: {value}" for label, value in ref.extras]),
    }
    return {name: value for name, value in fields.items() if value}


def write_entry(reference: Reference) -> str:
    """Write one item as JSON on one line, without a line break."""
    return ENCODER.encode(make_item(reference))


def _describe_publication(ref: Reference) -> dict[str, Any]:
    found = ref.publication
    if ref.type == "article":
        fields: dict[str, Any] = {
            "publisher": found.publisher or ref.venue or ("arXiv" if ref.arxiv else ""),
            "number": f"arXiv:{ref.arxiv}" if ref.arxiv and not ref.venue else found.number,
        }
    else:
        fields = {"publisher": found.publisher, "number": found.number}
    if not found:
        return fields
    is_named = ref.type == "paper-conference" and ref.container != ref.venue
    return fields | {
        "event-title": ref.venue if is_named else "",
        "editor": list(map(_write_name, ref.editors)),
        "volume": found.volume,
        "issue": found.issue,
        "page": (found.pages or "").replace("–", "-"),
        "collection-title": found.series,
        "edition": found.edition,
        "publisher-place": found.place,
        "genre": found.genre,
        "ISBN": found.isbn,
        "ISSN": found.issn,
        "language": found.language,
    }


def _join_keywords(keywords: tuple[str, ...]) -> str:
    return ("; " if any("," in keyword for keyword in keywords) else ", ").join(keywords)


def _write_name(name: Name) -> dict[str, str]:
    if name.is_organization:
        return {"literal": name.printed}
    given = ", ".join(filter(None, (name.given, name.suffix)))
    return {"family": name.full_family, "given": given} if given else {"family": name.full_family}


def _date(parts: tuple[int, ...]) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]} if parts else {}

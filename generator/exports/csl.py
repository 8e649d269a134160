"""CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), as Zotero and pandoc read it.

============== =======================================================================================
Fact           Where it goes
============== =======================================================================================
type           ``paper-conference``, ``article-journal``, else ``article`` (what CSL calls a preprint)
key, title     ``id`` and ``citation-key``, ``title``
authors        ``author``: ``family``, ``given``, ``non-dropping-particle``, ``suffix``
organization   ``author``: ``literal``
cited date     ``issued``: the date of first publication if it is in the cited year, else that year
published      ``submitted`` and a line of ``note``, if it is not ``issued``
venue          ``container-title``
arXiv          ``publisher`` and ``number`` of a preprint; a line of ``note``
DOI, address   ``DOI``, ``URL``
links          lines of ``note``: ``Code: ...``, ``Project: ...``, ``Link: ...``
topics         ``keyword``, titles separated by commas
kind, summary  lines of ``note``: ``Kind: ...``, ``TL;DR: ...``
abstract       ``abstract``
============== =======================================================================================
"""

import json
from typing import Any

from generator.exports.references import Reference
from generator.text.names import Name


def make_item(reference: Reference) -> dict[str, Any]:
    """Return one paper as a CSL-JSON item, without empty fields."""
    ref = reference
    authors = [_author(name) for name in ref.authors]
    if not authors and ref.organization:
        authors = [{"literal": ref.organization}]
    on_arxiv = ref.type == "article" and bool(ref.arxiv)
    fields: dict[str, Any] = {
        "id": ref.key,
        "citation-key": ref.key,
        "type": ref.type,
        "title": ref.title,
        "author": authors,
        "issued": _date(ref.date_parts),
        "submitted": _date(ref.other_published_parts),
        "container-title": "" if on_arxiv else ref.venue,
        "publisher": "arXiv" if on_arxiv else "",
        "number": f"arXiv:{ref.arxiv}" if on_arxiv else "",
        "DOI": ref.doi,
        "URL": ref.url,
        "keyword": ", ".join(ref.topics),
        "abstract": ref.abstract,
        "note": "\n".join(f"{label}: {value}" for label, value in ref.extras),
    }
    return {name: value for name, value in fields.items() if value}


def write_entry(reference: Reference) -> str:
    """Write one item as JSON on one line, without a line break."""
    return json.dumps(make_item(reference), ensure_ascii=False, separators=(",", ":"))


def _author(name: Name) -> dict[str, str]:
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def _date(parts: tuple[int, ...]) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]} if parts else {}

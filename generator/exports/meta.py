"""What a paper's page says of it in its head: Highwire ``citation_*`` tags and schema.org JSON-LD.

Highwire's names are those that Google Scholar and Zotero read
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing); the type is
https://schema.org/ScholarlyArticle.
"""

from __future__ import annotations

import json
from typing import Any

from generator.exports.references import Reference
from generator.text.urls import arxiv_pdf_url

__all__ = ["citation_tags", "embed_json", "scholarly_article"]


def citation_tags(reference: Reference) -> tuple[tuple[str, str], ...]:
    """Return the ``<meta>`` tags as name and content, not yet escaped for HTML, in their order.

    ``citation_publication_date`` is the date the paper is cited by (``YYYY``, ``YYYY/MM`` or
    ``YYYY/MM/DD``), ``citation_online_date`` that of first publication where it is another.
    """
    ref = reference
    arxiv_pdf = arxiv_pdf_url(ref.arxiv) if ref.arxiv else ""
    pairs = [
        ("citation_title", ref.title),
        *(("citation_author", name.printed) for name in ref.authors),
        ("citation_author", ref.organization),
        ("citation_publication_date", "/".join(f"{part:02}" for part in ref.date_parts)),
        ("citation_online_date", ref.published_apart.replace("-", "/")),
        ("citation_conference_title", ref.venue if ref.type in ("conference", "workshop") else ""),
        ("citation_journal_title", ref.venue if ref.type == "journal" else ""),
        ("citation_technical_report_institution", "arXiv" if ref.type == "preprint" and ref.arxiv else ""),
        ("citation_doi", ref.doi),
        ("citation_arxiv_id", ref.arxiv),
        ("citation_abstract_html_url", ref.page),
        ("citation_pdf_url", arxiv_pdf),
        *(("citation_keywords", topic) for topic in ref.topics),
        ("citation_abstract", ref.abstract),
    ]
    return tuple(pair for pair in pairs if pair[1])


def scholarly_article(reference: Reference) -> dict[str, Any]:
    """Return the paper as a schema.org ``ScholarlyArticle``; fields without a value are left out."""
    ref = reference
    authors: list[dict[str, str]] = [
        {
            "@type": "Person",
            "name": name.printed,
            **({"givenName": name.given} if name.given else {}),
            **({"familyName": name.full_family} if name.given else {}),
        }
        for name in ref.authors
    ]
    if not authors and ref.organization:
        authors = [{"@type": "Organization", "name": ref.organization}]
    identifiers = [
        {"@type": "PropertyValue", "propertyID": id_, "value": value}
        for id_, value in (("DOI", ref.doi), ("arXiv", ref.arxiv), ("OpenReview", ref.openreview))
        if value
    ]
    part_of: dict[str, str] = {}
    if ref.venue and ref.type != "preprint":
        part_of = {"@type": "Periodical" if ref.type == "journal" else "PublicationVolume", "name": ref.venue}
    same_as = list(dict.fromkeys(filter(None, (ref.doi_url, ref.url))))
    fields: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": ref.page,
        "headline": ref.title,
        "name": ref.title,
        "author": authors,
        "datePublished": ref.published or (str(ref.year) if ref.year else ""),
        "isPartOf": part_of,
        "description": ref.tldr,
        "abstract": ref.abstract,
        "keywords": list(ref.topics),
        "identifier": identifiers,
        "url": ref.page or ref.url,
        "sameAs": same_as,
    }
    return {name: value for name, value in fields.items() if value}


def embed_json(value: Any) -> str:
    """Return JSON that can stand inside a ``<script>`` element: no ``<``, ``>`` or ``&`` is left in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text

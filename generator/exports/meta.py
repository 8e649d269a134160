"""Metadata in pages: Highwire ``citation_*`` tags and schema.org JSON-LD in a paper's page, COinS in lists.

Google Scholar and Zotero read Highwire's names
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing); the JSON-LD is a
https://schema.org/ScholarlyArticle. Zotero finds the papers on a page by COinS, ContextObjects in Spans
(OpenURL, Z39.88-2004), in the key/value formats that it maps back to its item types: ``book`` with the genre
``proceeding`` for a conference paper, ``journal`` for an article, ``dc`` for a preprint.
"""

import json
from html import escape
from typing import Any, Final
from urllib.parse import quote_plus

from generator.exports.references import Reference
from generator.text.identifiers import arxiv_pdf_url
from generator.text.names import Name
from generator.text.paper_sites import is_pdf

NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
CONTAINER_TAGS: Final = {
    "article-journal": "citation_journal_title",
    "article-magazine": "citation_journal_title",
    "article-newspaper": "citation_journal_title",
    "review": "citation_journal_title",
    "paper-conference": "citation_conference_title",
    "chapter": "citation_inbook_title",
}
PUBLISHER_TAGS: Final = {
    "thesis": "citation_dissertation_institution",
    "report": "citation_technical_report_institution",
}
ZOTERO_TYPES: Final = {
    "article": "preprint",
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "book": "book",
    "chapter": "bookSection",
    "dataset": "dataset",
    "paper-conference": "conferencePaper",
    "patent": "patent",
    "post-weblog": "blogPost",
    "report": "report",
    "review": "journalArticle",
    "software": "computerProgram",
    "speech": "presentation",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "webpage",
}
"""Zotero's names of types, which ``DC.type`` may have; all else is a ``document``."""
GENRES: Final = {
    "article-journal": ("journal", "article"),
    "article-magazine": ("journal", "article"),
    "article-newspaper": ("journal", "article"),
    "review": ("journal", "article"),
    "paper-conference": ("book", "proceeding"),
    "chapter": ("book", "bookitem"),
    "book": ("book", "book"),
    "report": ("book", "report"),
    "thesis": ("dissertation", "dissertation"),
}
"""Format and genre of ContextObjects."""


def make_citation_tags(reference: Reference) -> tuple[tuple[str, str], ...]:
    """Return the ``<meta>`` tags in order, as pairs of name and content that are not yet escaped for HTML.

    ``citation_publication_date`` is the date the paper is cited by (``YYYY``, ``YYYY/MM`` or
    ``YYYY/MM/DD``), ``citation_online_date`` that of first publication if it differs. ``DC.type`` is there
    only if no ``citation_*`` tag implies the type: Zotero takes a paper without either for a journal article.
    """
    ref = reference
    names = list(map(_write_name, ref.authors))
    if len(names) == 1:
        # Zotero splits a single "van Ny, Ann Bo" at the comma if there are spaces on both sides of it
        family, comma, given = names[0].partition(", ")
        names = [family + comma + given.replace(" ", NO_BREAK_SPACE)]
    container = CONTAINER_TAGS.get(ref.type, "") if ref.container else ""
    is_told = container or (ref.type in PUBLISHER_TAGS and ref.publication.publisher)
    pairs = [
        ("citation_title", ref.title),
        *(("citation_author", name) for name in names),
        ("citation_author", ref.organization),
        ("citation_publication_date", "/".join(f"{part:02}" for part in ref.date_parts)),
        ("citation_online_date", ref.published.replace("-", "/") if ref.other_published_parts else ""),
        (container, ref.container),
        ("DC.type", "" if is_told else ZOTERO_TYPES.get(ref.type, "document")),
        ("citation_publisher", _name_server(ref)),
        *(_list_publication_tags(ref) if ref.publication else ()),
        ("citation_doi", ref.doi),
        ("citation_arxiv_id", ref.arxiv),
        ("citation_public_url", ref.url),
        ("citation_abstract_html_url", ref.page),
        ("citation_pdf_url", _find_pdf(ref)),
        *(("citation_keywords", topic) for topic in ref.topics),
        ("citation_abstract", ref.abstract),
    ]
    return tuple(pair for pair in pairs if pair[0] and pair[1])


def _name_server(ref: Reference) -> str:
    """Return the server of a preprint; empty for other papers."""
    if ref.type != "article" or ref.publication.publisher:
        return ""
    return ref.venue or ("arXiv" if ref.arxiv else "")


def _find_pdf(ref: Reference) -> str:
    if ref.arxiv:
        return arxiv_pdf_url(ref.arxiv)
    return next(iter((*ref.material.get("pdf", ()), *filter(is_pdf, ref.other))), "")


def _list_publication_tags(ref: Reference) -> list[tuple[str, str]]:
    found = ref.publication
    first, last = _split_pages(ref)
    pairs = [
        *(("citation_editor", _write_name(name)) for name in ref.editors),
        ("citation_volume", found.volume),
        ("citation_issue", found.issue),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_technical_report_number", found.number if ref.type == "report" else ""),
        (PUBLISHER_TAGS.get(ref.type, "citation_publisher"), found.publisher),
        ("citation_isbn", found.isbn),
        ("citation_issn", found.issn),
        ("citation_language", found.language),
    ]
    return [(name, value) for name, value in pairs if value]


def _write_name(name: Name) -> str:
    """Return a name as printed, or ``van Ny, Ann`` with a particle, which Zotero takes for a given name."""
    return (
        f"{name.full_family}, {name.given}"
        if name.particle and name.given and not name.suffix
        else name.printed
    )


def _list_creators(ref: Reference) -> list[str]:
    return list(map(_write_name, ref.authors)) or list(ref.creators)


def _split_pages(ref: Reference) -> tuple[str, str]:
    """Return the first and last page; if the pages are not a range, all of them and nothing."""
    first, _, last = (ref.publication.pages or "").partition("–")
    return first, last


def describe_article(reference: Reference) -> dict[str, Any]:
    """Return the paper as a schema.org ``ScholarlyArticle``, without empty fields.

    Its summary is in the page's description.
    """
    ref = reference
    authors = [
        {"@type": "Organization" if name.is_organization else "Person", "name": name.printed}
        | ({"givenName": name.given, "familyName": name.full_family} if name.given else {})
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
    if ref.container and ref.type != "article":
        kind = "Periodical" if ref.type == "article-journal" else "PublicationVolume"
        part_of = {"@type": kind, "name": ref.container}
    same_as = list(dict.fromkeys(filter(None, (ref.doi_url, ref.url))))
    fields: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": ref.page,
        "headline": ref.title,
        "author": authors,
        "datePublished": ref.published or (str(ref.year) if ref.year else ""),
        "isPartOf": part_of,
        "pagination": ref.publication.pages,
        "creativeWorkStatus": ref.status.capitalize(),
        "keywords": list(dict.fromkeys((*ref.topics, *ref.tags))),
        "identifier": identifiers,
        "url": "" if ref.page else ref.url,
        "sameAs": same_as,
    }
    return {name: value for name, value in fields.items() if value}


def embed_json(value: Any) -> str:
    """Return JSON for use inside a ``<script>`` element, with ``<``, ``>`` and ``&`` escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def write_head(reference: Reference, bibtex: str = "") -> str:
    """Return the tags and the JSON-LD for the ``<head>`` of the paper's page, escaped.

    Search engines want an article to have an author, so there is no JSON-LD if none is known.

    Args:
        reference: the paper.
        bibtex: address of its BibTeX file, seen from the page; empty if it has none.
    """
    tags = [
        f'<meta name="{name}" content="{escape(content)}">' for name, content in make_citation_tags(reference)
    ]
    if bibtex:
        tags.append(f'<link rel="alternate describedby" type="application/x-bibtex" href="{escape(bibtex)}">')
    if reference.creators:
        article = embed_json(describe_article(reference))
        tags.append(f'<script type="application/ld+json">{article}</script>')
    return "\n".join(tags)


def write_coins(reference: Reference) -> str:
    """Return the empty HTML element with the ContextObject, escaped and ready to insert into a page."""
    return f'<span class="Z3988" title="{escape(make_context_object(reference))}" aria-hidden="true"></span>'


def make_context_object(reference: Reference) -> str:
    """Return the ContextObject: percent-encoded ``key=value`` pairs joined by ``&``."""
    ref = reference
    pairs = [("ctx_ver", "Z39.88-2004")]
    pairs += [("rft_id", f"info:doi/{ref.doi}" if ref.doi else ""), ("rft_id", ref.url)]
    pairs += _list_published(ref) if ref.type in GENRES else _list_unpublished(ref)
    pairs += _list_publication_pairs(ref) if ref.publication else []
    pairs.append(("rft.date", "-".join(f"{part:02}" for part in ref.date_parts)))
    return "&".join(f"{name}={quote_plus(value, safe=':/,()')}" for name, value in pairs if value)


def _list_published(ref: Reference) -> list[tuple[str, str]]:
    form, genre = GENRES[ref.type]
    is_part = genre in ("article", "proceeding", "bookitem")
    title = "rft.atitle" if is_part else "rft.btitle" if form == "book" else "rft.title"
    pairs = [
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rft.genre", genre),
        (title, ref.title),
        ("rft.jtitle" if form == "journal" else "rft.btitle", ref.container if is_part else ""),
    ]
    if ref.authors:
        pairs += [("rft.aufirst", ref.authors[0].given), ("rft.aulast", ref.authors[0].full_family)]
    return [*pairs, *(("rft.au", name) for name in _list_creators(ref))]


def _list_publication_pairs(ref: Reference) -> list[tuple[str, str]]:
    found = ref.publication
    pairs = [
        ("rft.volume", found.volume),
        ("rft.issue", found.issue),
        ("rft.pages", (found.pages or "").replace("–", "-")),
        ("rft.inst" if ref.type == "thesis" else "rft.pub", found.publisher),
        ("rft.place", found.place),
        ("rft.series", found.series),
        ("rft.edition", found.edition),
        ("rft.isbn", found.isbn),
        ("rft.issn", found.issn),
        ("rft.language", found.language),
    ]
    return [(name, value) for name, value in pairs if value]


def _list_unpublished(ref: Reference) -> list[tuple[str, str]]:
    is_preprint = ref.type == "article"
    return [
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "preprint" if is_preprint else "document"),
        ("rft.title", ref.title),
        ("rft.source", "arXiv" if is_preprint and ref.arxiv else ref.container),
        ("rft.identifier", ref.url),
        *(("rft.creator", name) for name in _list_creators(ref)),
    ]

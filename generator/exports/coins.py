"""COinS: ContextObjects in Spans (OpenURL, Z39.88-2004), by which Zotero finds the papers on a page.

The key/value formats are those that Zotero maps back to its item types: ``book`` with the genre
``proceeding`` for a conference paper, ``journal`` for an article, ``dc`` for a preprint.
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from generator.exports.references import Reference

__all__ = ["make_context_object", "write_span"]


def make_context_object(reference: Reference) -> str:
    """Return the ContextObject: percent-encoded ``key=value`` pairs joined by ``&``."""
    ref = reference
    pairs = [("url_ver", "Z39.88-2004"), ("ctx_ver", "Z39.88-2004")]
    pairs += [("rft_id", f"info:doi/{ref.doi}" if ref.doi else ""), ("rft_id", ref.url)]
    pairs += _list_published(ref) if ref.at_venue else _list_unpublished(ref)
    pairs.append(("rft.date", "-".join(f"{part:02}" for part in ref.date_parts)))
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs if value)


def _list_published(ref: Reference) -> list[tuple[str, str]]:
    is_journal = ref.type == "journal"
    pairs = [
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{'journal' if is_journal else 'book'}"),
        ("rft.genre", "article" if is_journal else "proceeding"),
        ("rft.atitle", ref.title),
        ("rft.jtitle" if is_journal else "rft.btitle", ref.venue),
    ]
    if ref.authors:
        pairs += [("rft.aufirst", ref.authors[0].given), ("rft.aulast", ref.authors[0].full_family)]
    return [*pairs, *(("rft.au", name) for name in ref.creators)]


def _list_unpublished(ref: Reference) -> list[tuple[str, str]]:
    is_preprint = ref.type == "preprint"
    return [
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "preprint" if is_preprint else "document"),
        ("rft.title", ref.title),
        ("rft.source", "arXiv" if is_preprint and ref.arxiv else ref.venue),
        ("rft.identifier", ref.url),
        *(("rft.creator", name) for name in ref.creators),
    ]


def write_span(reference: Reference) -> str:
    """Return the empty HTML element with the ContextObject, escaped and ready to insert into a page."""
    return f'<span class="Z3988" title="{escape(make_context_object(reference))}" aria-hidden="true"></span>'

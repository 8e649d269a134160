"""COinS: ContextObjects in Spans (OpenURL, Z39.88-2004), by which Zotero finds the papers of a page.

The key/value formats are those that Zotero maps back to its item types: ``book`` with genre
``proceeding`` for a conference paper, ``journal`` for an article, ``dc`` for a preprint.
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from generator.exports.references import Reference

__all__ = ["context_object", "span"]


def context_object(reference: Reference) -> str:
    """Return the ContextObject: percent-encoded ``key=value`` pairs joined by ``&``."""
    ref = reference
    who = [name.printed for name in ref.authors] or ([ref.organization] if ref.organization else [])
    date = "-".join(f"{part:02}" for part in ref.date_parts)
    pairs = [("url_ver", "Z39.88-2004"), ("ctx_ver", "Z39.88-2004")]
    pairs += [("rft_id", f"info:doi/{ref.doi}" if ref.doi else ""), ("rft_id", ref.url)]
    if ref.type in ("conference", "workshop", "journal"):
        journal = ref.type == "journal"
        pairs += [
            ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{'journal' if journal else 'book'}"),
            ("rft.genre", "article" if journal else "proceeding"),
            ("rft.atitle", ref.title),
            ("rft.jtitle" if journal else "rft.btitle", ref.venue),
        ]
        if ref.authors:
            pairs += [("rft.aufirst", ref.authors[0].given), ("rft.aulast", ref.authors[0].full_family)]
        pairs += [("rft.au", name) for name in who]
    else:
        preprint = ref.type == "preprint"
        pairs += [
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
            ("rft.type", "preprint" if preprint else "document"),
            ("rft.title", ref.title),
            ("rft.source", "arXiv" if preprint and ref.arxiv else ref.venue),
            ("rft.identifier", ref.url),
        ]
        pairs += [("rft.creator", name) for name in who]
    pairs.append(("rft.date", date))
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs if value)


def span(reference: Reference) -> str:
    """Return the empty HTML element that carries the ContextObject; safe to put into a page as it is."""
    return f'<span class="Z3988" title="{escape(context_object(reference))}" aria-hidden="true"></span>'

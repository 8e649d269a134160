"""A citation to paste: formatted in the style of APA (7th edition), or as a Markdown link."""

from collections.abc import Sequence
from functools import cache

from generator.exports.references import Reference
from generator.text.markdown import escape_link_target, escape_markdown
from generator.text.names import Name
from generator.text.plurals import make_ordinal

LONGEST_LIST = 20
"""Most authors to name; of a longer list, the first 19 and the last are named."""
WITHOUT_PUBLISHER = ("article", "article-journal", "article-magazine", "article-newspaper", "thesis")
"""Types whose publisher is left out, or given with the title."""


def format_citation(reference: Reference) -> str:
    """Return the citation as plain text on one line.

    Example:
        ``Chen, H., & Skiena, S. (2019). Fast and Accurate Network Embeddings. In CIKM.
        https://doi.org/10.1145/3357384.3357879``
    """
    ref = reference
    names = _list_names(ref.authors) or ref.organization
    date = f"({ref.year or 'n.d.'})."
    title = _end_sentence(ref.title + _describe_title(ref))
    parts = [_end_sentence(names), date, title] if names else [title, date]
    source = f"arXiv:{ref.arxiv}" if ref.type == "article" and ref.arxiv else _describe_source(ref)
    publisher = "" if ref.type in WITHOUT_PUBLISHER else ref.publication.publisher or ""
    parts += [_end_sentence(part) for part in (source, publisher) if part]
    parts.append(ref.doi_url or ref.url)
    if ref.status:
        parts.append(f"({ref.status.capitalize()})")
    return " ".join(part for part in parts if part)


def format_markdown_link(reference: Reference) -> str:
    """Return a Markdown link followed by authors, venue and year, with all markup in the data escaped.

    Example:
        ``[Fast and Accurate Network Embeddings](https://arxiv.org/abs/1908.11512) (Chen et al., CIKM 2019)``
    """
    ref = reference
    title = escape_markdown(ref.title)
    address = ref.url or ref.page
    linked = f"[{title}]({escape_link_target(address)})" if address else title
    place = " ".join(part for part in (ref.venue, str(ref.year or "")) if part)
    facts = ", ".join(part for part in (abbreviate_authors(ref), place, ref.status) if part)
    return f"{linked} ({escape_markdown(facts)})" if facts else linked


def abbreviate_authors(reference: Reference) -> str:
    """Return ``Chen``, ``Chen & Skiena``, ``Chen et al.`` or the organization; empty if unknown."""
    names = [name.full_family for name in reference.authors]
    if not names:
        return reference.organization
    return f"{names[0]} et al." if len(names) > 2 else " & ".join(names)


def _describe_title(ref: Reference) -> str:
    """Return what follows the title of a work that is published on its own; otherwise nothing."""
    found = ref.publication
    if ref.type == "book":
        return _list_in_parentheses(_write_edition(ref), f"Vol. {found.volume}" if found.volume else "")
    if ref.type == "thesis":
        described = ", ".join(filter(None, (found.genre, found.publisher)))
        return f" [{described}]" if described else ""
    if ref.type in ("report", "standard", "patent"):
        return _list_in_parentheses(" No. ".join(filter(None, (found.genre, found.number))))
    return ""


def _describe_source(ref: Reference) -> str:
    """Return what the work is part of, with volume, issue and pages."""
    found = ref.publication
    if not ref.container:
        return ""
    if ref.type in ("paper-conference", "chapter"):
        editors = [_write_printed(name) for name in ref.editors]
        role = "Eds." if len(editors) > 1 else "Ed."
        by = f"{_join_names(editors)} ({role}), " if editors else ""
        label = "p." if (found.pages or "").isdecimal() else "pp."
        volume = f"Vol. {found.volume}" if found.volume else ""
        pages = f"{label} {found.pages}" if found.pages else ""
        return f"In {by}{ref.container}{_list_in_parentheses(_write_edition(ref), volume, pages)}"
    issue = f"({found.issue})" if found.issue else ""
    volume = f"{found.volume or ''}{issue}"
    return ", ".join(part for part in (ref.container, volume, found.pages) if part)


def _write_edition(ref: Reference) -> str:
    """Return ``2nd ed.``, or the edition as printed if it is not a number."""
    edition = ref.publication.edition or ""
    return f"{make_ordinal(edition)} ed." if edition.isdecimal() else edition


def _list_in_parentheses(*parts: str) -> str:
    listed = ", ".join(filter(None, parts))
    return f" ({listed})" if listed else ""


def _end_sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…", "。")) else f"{text}."


def _list_names(authors: Sequence[Name]) -> str:
    names = [_invert(name) for name in authors]
    if len(names) > LONGEST_LIST:
        return f"{', '.join(names[: LONGEST_LIST - 1])}, … {names[-1]}"
    if len(names) > 1:
        return f"{', '.join(names[:-1])}, & {names[-1]}"
    return "".join(names)


def _join_names(names: Sequence[str]) -> str:
    return " & ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])}, & {names[-1]}"


def _write_printed(name: Name) -> str:
    """Return ``E. van Knead``."""
    return " ".join(part for part in (_abbreviate_given(name.given), name.full_family, name.suffix) if part)


def _invert(name: Name) -> str:
    return ", ".join(part for part in (name.full_family, _abbreviate_given(name.given), name.suffix) if part)


@cache
def _abbreviate_given(given: str) -> str:
    words = []
    for word in given.split(" "):
        pieces = [piece for piece in word.split("-") if piece]
        words.append("-".join(f"{piece[0]}." for piece in pieces))
    return " ".join(word for word in words if word)

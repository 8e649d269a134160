"""A citation to paste: formatted in the style of APA (7th edition), or as a Markdown link."""

from collections.abc import Sequence
from functools import cache

from generator.exports.references import Reference
from generator.text.markdown import escape_link_target, escape_markdown
from generator.text.names import Name

LONGEST_LIST = 20
"""Most authors to name; of a longer list, the first 19 and the last are named."""


def format_citation(reference: Reference) -> str:
    """Return the citation as plain text on one line.

    Example:
        ``Chen, H., & Skiena, S. (2019). Fast and Accurate Network Embeddings. In CIKM.
        https://doi.org/10.1145/3357384.3357879``
    """
    ref = reference
    names = _list_names(ref.authors) or ref.organization
    date = f"({ref.year or 'n.d.'})."
    title = _end_sentence(ref.title)
    parts = [_end_sentence(names), date, title] if names else [title, date]
    if ref.type == "paper-conference" and ref.venue:
        parts.append(_end_sentence(f"In {ref.venue}"))
    elif ref.type == "article" and ref.arxiv:
        parts.append(f"arXiv:{ref.arxiv}.")
    elif ref.venue:
        parts.append(_end_sentence(ref.venue))
    parts.append(ref.doi_url or ref.url)
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
    facts = ", ".join(part for part in (abbreviate_authors(ref), place) if part)
    return f"{linked} ({escape_markdown(facts)})" if facts else linked


def abbreviate_authors(reference: Reference) -> str:
    """Return ``Chen``, ``Chen & Skiena``, ``Chen et al.`` or the organization; empty if unknown."""
    names = [name.full_family for name in reference.authors]
    if not names:
        return reference.organization
    return f"{names[0]} et al." if len(names) > 2 else " & ".join(names)


def _end_sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…", "。")) else f"{text}."


def _list_names(authors: Sequence[Name]) -> str:
    names = [_invert(name) for name in authors]
    if len(names) > LONGEST_LIST:
        return f"{', '.join(names[: LONGEST_LIST - 1])}, … {names[-1]}"
    if len(names) > 1:
        return f"{', '.join(names[:-1])}, & {names[-1]}"
    return "".join(names)


def _invert(name: Name) -> str:
    return ", ".join(part for part in (name.full_family, _abbreviate_given(name.given), name.suffix) if part)


@cache
def _abbreviate_given(given: str) -> str:
    words = []
    for word in given.split(" "):
        pieces = [piece for piece in word.split("-") if piece]
        words.append("-".join(f"{piece[0]}." for piece in pieces))
    return " ".join(word for word in words if word)

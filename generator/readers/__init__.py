"""Readers: one module an input format, text in, entries out; the registry picks one by content.

:func:`load` makes a :class:`Source` of a file or of standard input, :func:`read` the papers of a source.
"""

from __future__ import annotations

from generator.errors import ContentError, Place, Problem
from generator.readers import arxiv_atom, bibtex, csl_json, identifiers, opml, ris
from generator.readers.base import Identifier, Reader, ReadResult, Source, shorten
from generator.readers.decoding import decode, load
from generator.readers.huggingface import api as huggingface_json
from generator.readers.huggingface import html as huggingface_html
from generator.readers.huggingface import markup as huggingface_markup
from generator.readers.huggingface import plain as huggingface_text

__all__ = [
    "READERS",
    "Identifier",
    "ReadResult",
    "Reader",
    "Source",
    "decode",
    "load",
    "pick_reader",
    "read",
]

READERS: tuple[Reader, ...] = (
    huggingface_json,
    csl_json,
    arxiv_atom,
    opml,
    huggingface_html,
    ris,
    huggingface_markup,
    huggingface_text,
    bibtex,
    identifiers,
)
"""Every reader, the most particular first."""


def pick_reader(source: Source) -> Reader:
    """Return the reader of the format that ``source`` is in.

    Raises:
        ContentError: no reader knows it; the message says what was looked for.
    """
    for reader in READERS:
        if reader.recognise(source.text):
            return reader
    looked_for = "; ".join(reader.LOOKED_FOR for reader in READERS)
    number, first = next(
        ((number, line) for number, line in enumerate(source.text.split("\n"), 1) if line.strip()), (1, "")
    )
    raise ContentError(
        Problem(
            Place(source.file, number),
            f"expected a format that can be read (got {shorten(first, 60)!r}); looked for: {looked_for}",
        )
    )


def read(source: Source) -> ReadResult:
    """Return the entries of ``source``, read by the reader of its format.

    Raises:
        ContentError: the format is unknown.
    """
    return pick_reader(source).read(source)

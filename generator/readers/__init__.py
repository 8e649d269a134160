"""Readers: one module an input format, text in, entries out; the registry picks one by content."""

from __future__ import annotations

from generator.errors import ContentError, Place, Problem
from generator.readers import huggingface_text
from generator.readers.base import Reader, ReadResult, Source

__all__ = ["READERS", "ReadResult", "Reader", "Source", "pick_reader", "read"]

READERS: tuple[Reader, ...] = (huggingface_text,)
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
    first = next((line.strip() for line in source.text.split("\n") if line.strip()), "")
    raise ContentError(
        Problem(
            Place(source.file, 1),
            f"expected a format that can be read (got {first[:60]!r}); looked for: {looked_for}",
        )
    )


def read(source: Source) -> ReadResult:
    """Return the entries of ``source``, read by the reader of its format.

    Raises:
        ContentError: the format is unknown.
    """
    return pick_reader(source).read(source)

"""Reads a file as an import does, with a limit on the time."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from generator.errors import ContentError
from generator.model.entry import Entry
from generator.readers import decode, read
from generator.text.latex import make_readable
from generator.text.titles import make_title_readable
from peers.items import Item

__all__ = ["SLOWEST", "Reading", "read_ours"]

SLOWEST = 60
"""Most seconds that reading a file may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What our readers found in a file.

    Attributes:
        format: the name of the reader; empty if none recognizes the file.
        identifiers: the number of papers given only by an identifier.
        failure: why the reader failed; empty if it did not.
    """

    format: str = ""
    items: tuple[Item, ...] = ()
    identifiers: int = 0
    problems: tuple[str, ...] = ()
    failure: str = ""


def read_ours(data: bytes) -> Reading:
    """Return what our readers find in a file; never raises."""
    started = time.monotonic()
    try:
        with _time_limit():
            result = read(decode(data, name="capture"))
            items = tuple(map(_make_item, result.entries))
    except ContentError as error:
        return Reading(problems=tuple(map(str, error.problems)))
    except Exception:
        return Reading(failure=traceback.format_exc())
    seconds = time.monotonic() - started
    return Reading(
        format=result.format,
        items=items,
        identifiers=len(result.identifiers),
        problems=tuple(map(str, result.problems)),
        failure=f"took {seconds:.0f} s" if seconds > SLOWEST else "",
    )


def _make_item(entry: Entry) -> Item:
    publication = entry.publication
    return Item(
        title=make_title_readable(entry.title),
        authors=entry.authors or ((entry.organization,) if entry.organization else ()),
        year=str(entry.venue_year or (entry.published or "")[:4]),
        doi=entry.doi or "",
        venue=make_readable(entry.venue or publication.container or ""),
        type=entry.type or "",
        volume=publication.volume or "",
        issue=publication.issue or "",
        pages=publication.pages or "",
        key=entry.key,
        line=entry.line,
    )


@contextmanager
def _time_limit() -> Iterator[None]:
    """Raise :class:`TimeoutError` after ``SLOWEST`` seconds, on systems that have alarms."""

    def stop(_: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"still reading after {SLOWEST} s")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    previous = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SLOWEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)

"""What holds of everything that a reader returns, whatever it was given."""

from __future__ import annotations

from generator.readers import ReadResult, Source

__all__ = ["check_result"]

FORBIDDEN = frozenset("\x00\x1b\u202e\u2066\ufeff\r")
"""Some of the characters that no text of a record may contain."""


def check_result(source: Source, result: ReadResult) -> None:
    """Check that papers and problems have their places, and that texts are clean."""
    lines = source.text.count("\n") + 1
    papers = [*result.entries, *result.identifiers]
    assert sorted(paper.position for paper in papers) == list(range(1, len(papers) + 1))
    for paper in papers:
        assert 1 <= paper.line <= lines
        assert paper.capture == source.name
    for entry in result.entries:
        assert entry.title.strip() == entry.title != ""
        assert not set(entry.title + entry.abstract) & FORBIDDEN
    for problem in result.problems:
        assert problem.message and problem.place is not None
        assert problem.place.line is None or 1 <= problem.place.line <= lines + 1

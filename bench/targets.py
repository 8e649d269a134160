"""What builds and saves may cost, and tables that say whether they do."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.list_folders import OWN_SIZE


@dataclass(frozen=True, slots=True)
class Target:
    """What a list of some size may cost at most; None where there is no limit.

    Attributes:
        ratio: wall time of a build, as a multiple of the plain site's.
        memory: megabytes that all processes of a build have at once.
        site: megabytes of the site.
        files: files of the site.
        save: seconds from a save to the page that shows it.
    """

    ratio: float | None = None
    memory: float | None = None
    site: float | None = None
    files: float | None = None
    save: float | None = None


TARGETS = {
    OWN_SIZE: Target(ratio=1.0, memory=200, site=15, save=0.5),
    10_000: Target(ratio=0.5, memory=600, site=300, files=15_000, save=2),
}
GROWTH = 1.1
"""Cost grows linearly: per paper, a build takes at most so much more processor time than at 1,000 papers."""


def judge(value: float | None, unit: str, limit: float | None, digits: int = 0) -> str:
    """Return a figure with its target and whether it is met: ``1.4 s (≤ 0.5: missed)``."""
    if value is None:
        return "not measured"
    text = f"{value:,.{digits}f}{unit}"
    if limit is None:
        return text
    return f"{text} (≤ {limit:g}: {'met' if value <= limit else 'missed'})"


def write_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table in Markdown, with columns of equal width."""
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in lines
    )

"""Pairs of records that may be the same paper, with the two commands that decide."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from generator.cli.console import MOST_ROWS, print_lines, to_plain_text
from generator.curation.review import list_commands
from generator.duplicates.possible_duplicates import PossibleDuplicate
from generator.model.paper import Paper


def print_possible_duplicates(console: Console, pairs: Iterable[PossibleDuplicate]) -> None:
    """Print each pair: its score, both records, and the commands to confirm or reject it."""
    console.print("Possible duplicates. Confirm or reject each pair; the answer is remembered:", style="bold")
    pairs = list(pairs)
    for pair in pairs[:MOST_ROWS]:
        console.print()
        reason = f"{pair.reason}; " if pair.reason else ""
        print_lines(console, [f"{pair.score:.2f}  {reason}{pair.similarity}"])
        for paper in (pair.one, pair.other):
            print_lines(console, [f"      {paper.title}"])
            details = to_plain_text(f"        {paper.slug}: {_describe(paper)}")
            console.print(details, style="dim", soft_wrap=True)
        print_lines(console, [f"    {command}" for command in list_commands(pair)])
    if len(pairs) > MOST_ROWS:
        print_lines(console, [f"… and {len(pairs) - MOST_ROWS} more"])


def _describe(paper: Paper) -> str:
    """Return in one line what distinguishes a record: authors, venue, date, identifiers, captures."""
    authors = ", ".join(paper.authors[:2]) + (" …" if len(paper.authors) > 2 else "")
    parts = [
        authors,
        paper.venue,
        paper.published,
        f"arXiv {paper.links.arxiv}" if paper.links.arxiv else "",
        f"DOI {paper.links.doi}" if paper.links.doi else "",
        ", ".join(str(ref) for ref in paper.captures[:2]),
    ]
    return "; ".join(filter(None, parts))

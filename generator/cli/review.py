"""``reading-list review``, and how commands print possible duplicates."""

from collections.abc import Sequence

import click
from rich.console import Console

from generator.cli.console import MOST_ROWS, make_console, print_lines, print_rest, print_table, to_plain_text
from generator.curation.review import find_undecided_pairs, list_commands, list_to_review
from generator.duplicates.possible_duplicates import PossibleDuplicate
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.text.plurals import count_nouns


@click.command()
@click.option(
    "--all", "all_records", is_flag=True, help="Look for duplicates among all records, not only new ones."
)
@click.pass_obj
def review(folder: Folder, all_records: bool) -> None:
    """List new records and possible duplicates to review."""
    catalog = load_catalog(folder)
    waiting = list_to_review(catalog)
    pairs = find_undecided_pairs(catalog, None if all_records else {paper.slug for paper in waiting})
    console = make_console()
    if waiting:
        rows = [(paper.title, ", ".join(paper.topics) or "none", paper.review) for paper in waiting]
        print_table(console, ("To review", "Topics", "Why"), rows)
        console.print()
        papers = folder.label(folder.papers)
        print_lines(console, [f"  {papers}/{paper.slug}.yml" for paper in waiting])
        console.print()
    if pairs:
        print_possible_duplicates(console, pairs)
        console.print()
    duplicates = count_nouns(len(pairs), "possible duplicate")
    print_lines(console, [f"{count_nouns(len(waiting), 'record')} to review, {duplicates}"])


def print_possible_duplicates(console: Console, pairs: Sequence[PossibleDuplicate]) -> None:
    """Print each pair: its score, both records, and the commands to confirm or reject it."""
    console.print("Possible duplicates. Confirm or reject each pair; the answer is remembered:", style="bold")
    for pair in pairs[:MOST_ROWS]:
        console.print()
        reason = f"{pair.reason}; " if pair.reason else ""
        print_lines(console, [f"{pair.score:.2f}  {reason}{pair.similarity}"])
        for paper in (pair.one, pair.other):
            print_lines(console, [f"      {paper.title}"])
            details = to_plain_text(f"        {paper.slug}: {_describe(paper)}")
            console.print(details, style="dim", soft_wrap=True)
        print_lines(console, [f"    {command}" for command in list_commands(pair)])
    print_rest(console, len(pairs))


def _describe(paper: Paper) -> str:
    """Return in one line what distinguishes a record: authors, venue, date, identifiers, captures."""
    parts = [
        ", ".join(paper.authors[:2]) + (" …" if len(paper.authors) > 2 else ""),
        paper.venue,
        paper.published,
        f"arXiv {paper.links.arxiv}" if paper.links.arxiv else "",
        f"DOI {paper.links.doi}" if paper.links.doi else "",
        ", ".join(str(ref) for ref in paper.captures[:2]),
    ]
    return "; ".join(filter(None, parts))

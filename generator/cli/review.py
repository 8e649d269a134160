"""``reading-list review``."""

from __future__ import annotations

import click

from generator.cli.console import make_console, print_lines, print_table
from generator.cli.duplicates_report import print_possible_duplicates
from generator.curation.review import find_undecided_pairs, list_to_review
from generator.storage.folder import Folder
from generator.storage.loading import load_catalogue
from generator.text.plurals import count_nouns


@click.command()
@click.option(
    "--all", "all_records", is_flag=True, help="Look for duplicates among all records, not only new ones."
)
@click.pass_obj
def review(folder: Folder, all_records: bool) -> None:
    """List new records and possible duplicates to review."""
    catalogue = load_catalogue(folder)
    waiting = list_to_review(catalogue)
    pairs = find_undecided_pairs(catalogue, None if all_records else [item.paper.slug for item in waiting])
    console = make_console()
    if waiting:
        rows = [(item.paper.title, ", ".join(item.paper.topics) or "none", item.reason) for item in waiting]
        print_table(console, ("To review", "Topics", "Why"), rows)
        console.print()
        papers = folder.label(folder.papers)
        print_lines(console, [f"  {papers}/{item.paper.slug}.yml" for item in waiting])
        console.print()
    if pairs:
        print_possible_duplicates(console, pairs)
        console.print()
    duplicates = count_nouns(len(pairs), "possible duplicate")
    print_lines(console, [f"{count_nouns(len(waiting), 'record')} to review, {duplicates}"])

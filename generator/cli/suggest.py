"""``reading-list suggest``."""

import click

from generator.analysis.topics.suggester import Suggester, Suggestion
from generator.cli.console import report_waiting
from generator.curation.edits import edit_records
from generator.curation.import_plan import Filled, ImportPlan, make_review_text
from generator.curation.rename import resolve_slug
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.transactions import locked
from generator.text.plurals import count_nouns


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--all-unreviewed", is_flag=True, help="Suggest topics for all records to review.")
@click.option("--write", is_flag=True, help="Write the topics into the records to review.")
@click.pass_obj
def suggest(folder: Folder, slugs: tuple[str, ...], all_unreviewed: bool, write: bool) -> None:
    """Suggest topics for records.

    Shows the words that point to each topic. The suggestions are learned from all other records. Records
    that have topics and no review line were confirmed by a person: --write does not change them.
    """
    if not slugs and not all_unreviewed:
        raise click.UsageError("Give the slug of a record, or --all-unreviewed.")
    catalog = load_catalog(folder)
    chosen = dict.fromkeys(resolve_slug(catalog, slug) for slug in slugs)
    if all_unreviewed:
        chosen |= dict.fromkeys(slug for slug, paper in catalog.papers.items() if _is_unreviewed(paper))
    others = {slug: paper for slug, paper in catalog.papers.items() if slug not in chosen}
    suggester = Suggester(catalog.model_copy(update={"papers": others}))
    filled: list[Filled] = []
    for slug in chosen:
        paper = catalog.papers[slug]
        suggestion = suggester.suggest(paper)
        _print_suggestion(paper, suggestion, suggester)
        if suggestion.topics and _is_unreviewed(paper):
            update = {"topics": suggestion.topics, "review": make_review_text(suggestion)}
            filled.append(Filled(old=paper, new=paper.model_copy(update=update)))
    if write:
        with locked(folder.base, waiting=report_waiting):
            changed = edit_records(folder, ImportPlan(filled=tuple(filled))).apply()
        click.echo(f"{count_nouns(len(changed), 'record')} updated")


def _is_unreviewed(paper: Paper) -> bool:
    return paper.review is not None or not paper.topics


def _print_suggestion(paper: Paper, suggestion: Suggestion, suggester: Suggester) -> None:
    click.echo(f"{paper.slug}\n    {paper.title}")
    if paper.topics:
        click.echo(f"    current topics: {', '.join(paper.topics)}")
    for ranked in suggester.rank(paper):
        mark = "*" if ranked.topic in suggestion.topics else " "
        click.echo(f"  {mark} {ranked.share:5.2f}  {ranked.topic}: {', '.join(ranked.words) or '-'}")

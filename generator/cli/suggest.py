"""``reading-list suggest``."""

import click

from generator.analysis.topics.proposals import LEAST_PAPERS, count_papers, propose_topics
from generator.analysis.topics.suggester import Suggester, Suggestion
from generator.cli.console import report_waiting
from generator.curation.edits import edit_records
from generator.curation.import_plan import Filled, ImportPlan, make_review_text
from generator.curation.proposed_topics import write_proposed_topics
from generator.curation.rename import resolve_slug
from generator.model.paper import Paper
from generator.storage.documents import Locator
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.transactions import locked
from generator.text.plurals import count_nouns


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--all-unreviewed", is_flag=True, help="Suggest topics for all records to review.")
@click.option("--write", is_flag=True, help="Write the topics into the records to review.")
@click.option("--topics", is_flag=True, help="Print topics for topics.yml, based on the records' keywords.")
@click.option(
    "--least",
    default=LEAST_PAPERS,
    show_default=True,
    type=click.IntRange(min=1),
    help="With --topics: ignore keywords of fewer records.",
)
@click.pass_obj
def suggest(
    folder: Folder, slugs: tuple[str, ...], all_unreviewed: bool, write: bool, topics: bool, least: int
) -> None:
    """Suggest topics for records, or topics for the list.

    Shows the keyword or the words that point to each topic. Suggestions are learned from all other records.
    Records that have topics and no review line count as confirmed: --write does not change them.

    With --topics, prints keywords that are not topics yet as YAML for topics.yml.
    """
    if topics:
        if slugs or all_unreviewed or write:
            raise click.UsageError("Use --topics alone or with --least.")
        _print_topics(folder, least)
        return
    if not slugs and not all_unreviewed:
        raise click.UsageError("Give the slug of a record, --all-unreviewed or --topics.")
    _suggest(folder, slugs, all_unreviewed=all_unreviewed, write=write)


def _suggest(folder: Folder, slugs: tuple[str, ...], *, all_unreviewed: bool, write: bool) -> None:
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
        click.echo(f"  {mark} {ranked.share:5.2f}  {ranked.topic}: {ranked.reason or '-'}")


def _print_topics(folder: Folder, least: int) -> None:
    """Print proposed topics as YAML, indented like the existing groups, and what to do with them."""
    catalog = load_catalog(folder)
    groups = propose_topics(catalog.taxonomy, catalog.papers.values(), least=least)
    if not groups:
        papers = count_nouns(least, "record")
        click.echo(f"No keyword of at least {papers} could become a topic.", err=True)
        return
    head, indent = "groups:\n", ""
    if catalog.taxonomy.groups:
        locate = Locator(folder)
        first = locate.lines("topics.yml")[(locate.find("topics.yml", "groups", 0).line or 1) - 1]
        head, indent = "", first[: len(first) - len(first.lstrip(" "))]
    click.echo(head + write_proposed_topics(groups, catalog.taxonomy, indent=indent), nl=False)
    papers = count_nouns(count_papers(groups), "paper")
    click.echo(
        f"These topics cover {papers}. Paste the ones you want under 'groups:' in content/topics.yml, "
        "describe their scopes, and run `reading-list suggest --all-unreviewed --write`.",
        err=True,
    )

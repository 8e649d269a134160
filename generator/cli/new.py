"""``reading-list new``."""

import re
import shlex
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from generator.cli.console import make_console, print_lines, print_problems, show_progress
from generator.cli.import_ import STEPS as IMPORT_STEPS
from generator.cli.import_report import describe_capture
from generator.cli.options import LOOK_UP, get_today, open_services
from generator.cli.review import print_possible_duplicates
from generator.cli.selecting import is_terminal
from generator.curation.importing import ImportOptions, ImportReport
from generator.scaffold.new_list import STEPS, NewList, check_target, make_list
from generator.scaffold.starter import Answers
from generator.scaffold.wheel import make_wheel
from generator.storage.folder import Folder
from generator.text.cleaning import clean
from generator.text.plurals import count_nouns
from generator.text.slugs import slugify

Callback = Callable[[click.Context, click.Parameter, str | None], str | None]

MOST_SHOWN = 10
"""Most problems and possible duplicates that are printed; `check` and `review` list all."""
# de, pt-BR, zh-Hant
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
# https://ada.github.io/papers/
URL = re.compile(r"https?://[^\s/]+(?:/\S*)?")

PUBLISH = """\
Publish it on GitHub Pages:
  git init -b main && git add . && git commit -m "Start the list"
  gh repo create {name} --public --source . --push
  gh api -X POST 'repos/{{owner}}/{{repo}}/pages' -f build_type=workflow && gh workflow run publish.yml"""


def _check_name(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    if text is not None and not clean(text):
        raise click.BadParameter("expected a name (got no text)")
    return None if text is None else clean(text)


def _check_url(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    if text and not URL.fullmatch(text):
        raise click.BadParameter(f"expected an address such as https://ada.github.io/papers/ (got {text!r})")
    return text


def _check_language(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    if text is not None and not LANGUAGE.fullmatch(text):
        raise click.BadParameter(f"expected the code of a language, such as en, de or pt-BR (got {text!r})")
    return text


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("more", metavar="", nargs=-1)
@click.option("--from", "sources", metavar="FILE...", multiple=True, help="Import the papers in these files.")
@click.option("--name", callback=_check_name, help="The name of the list (default: the folder's).")
@click.option(
    "--url", callback=_check_url, help="The site's future address, such as https://ada.github.io/papers/."
)
@click.option("--language", callback=_check_language, help="The site's language, such as de (default: en).")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@LOOK_UP
@click.pass_context
def new(
    context: click.Context,
    /,
    target: Path,
    sources: tuple[str, ...],
    more: tuple[str, ...],
    look_up: bool,
    **given: Any,
) -> None:
    """Start a list of your own in the folder DIR.

    In a terminal, asks for what no option gives. With --from, imports the papers in the files, in any format
    that `reading-list import` reads. Their headings, collections or keywords become topics; without them,
    similar papers are grouped.
    """
    if more and not sources:
        raise click.UsageError(f"Got an unexpected argument ({more[0]}). To import a file, use --from.")
    check_target(target)
    answers = _ask(target, **given)
    files = [*sources, *more]
    with show_progress(len(files) + IMPORT_STEPS + STEPS) as begin_step:
        begin_step("Packing the generator")
        options = ImportOptions(
            today=get_today(),
            open_services=(lambda: open_services(Folder(target.parent), "")) if look_up else None,
            on_step=begin_step,
        )
        made = make_list(target, answers, make_wheel(), files, options)
    _print(target, answers, made)


def _ask(target: Path, *, yes: bool, name: str | None, url: str | None, language: str | None) -> Answers:
    """Return the answers given as options, those of the person at the terminal, or the defaults."""
    asking = not yes and is_terminal()
    folder = " ".join(re.split(r"[\s_-]+", clean(target.absolute().name))).strip()
    default = folder[:1].upper() + folder[1:] or "Reading list"

    def ask(question: str, value: str | None, default: str, check: Callback) -> str:
        if value is not None or not asking:
            return default if value is None else value
        convert = partial(_convert, check)
        answer: str = click.prompt(question, default, show_default=bool(default), value_proc=convert)
        return answer

    return Answers(
        name=ask("Name of the list", name, default, _check_name),
        url=ask("Address of the site, if you know it", url, "", _check_url),
        language=ask("Language of the site", language, "en", _check_language),
    )


def _convert(check: Callback, text: str) -> str:
    return check(click.get_current_context(), click.Option(["--answer"]), text) or ""


def _print(target: Path, answers: Answers, made: NewList) -> None:
    """Print what was made, and what to do next."""
    console = make_console()
    if made.report:
        for capture in made.report.captures:
            print_lines(console, [describe_capture(capture, written=True)])
        _print_papers(console, made.report, made)
    print_lines(console, [f"{answers.name!r} is in {target.as_posix()}/. See it in your browser:"])
    print_lines(console, [f"  cd {shlex.quote(target.as_posix())}", "  reading-list serve"])
    print_lines(console, PUBLISH.format(name=slugify(target.absolute().name)).splitlines())


def _print_papers(console: Console, report: ImportReport, made: NewList) -> None:
    """Print what was imported: problems, possible duplicates and topics."""
    print_problems(report.problems[:MOST_SHOWN])
    if (more := len(report.problems) - MOST_SHOWN) > 0:
        click.echo(f"… and {count_nouns(more, 'other problem')}, which `reading-list check` lists", err=True)
    pairs = report.plan.possible_duplicates
    if pairs:
        console.print()
        print_possible_duplicates(console, pairs[:MOST_SHOWN])
        if (more := len(pairs) - MOST_SHOWN) > 0:
            print_lines(
                console, [f"… and {count_nouns(more, 'other pair')}, which `reading-list review` lists"]
            )
    if made.filing:
        counts = Counter(id_ for paper in made.filing.papers for id_ in paper.topics)
        source = "groups of similar papers" if made.filing.clustered else "headings, collections or keywords"
        console.print()
        papers = count_nouns(len(made.filing.papers), "paper")
        print_lines(console, [f"{papers} in {count_nouns(len(made.filing.topics), 'topic')}, from {source}:"])
        rows = [f"  {counts[id_]:5}  {topic.title}" for id_, topic in made.filing.topics.items()]
        print_lines(console, rows)
        console.print()

"""A small list about bread in a folder of its own, to import into and to edit."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result
from fake_services import FakeServices
from local_command import allow_local_services

from generator.cli import main
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.writing import dump_paper

__all__ = [
    "BIB",
    "RYE_DOUGHS",
    "TODAY",
    "TOPICS",
    "load_record",
    "make_list",
    "run",
    "write_file",
    "write_record",
    "write_rye_record",
    "write_topics_with_path",
]

TODAY = "2030-01-02"
RYE_DOUGHS = "Rye Doughs: Acid and Salt"
TOPICS = """\
# the topics
groups:
  - id: bread
    title: Bread
    topics:
      - id: doughs
        title: Doughs
        scope: What is kneaded.
        introduction: Begin with [rye](paper:rye-doughs).
        path:
          - paper: rye-doughs  # the first
            why: begins
      - id: ovens
        title: Ovens
        scope: What is hot.
"""
"""Two topics; an introduction and a reading path name the record `rye-doughs`."""

BIB = """\
@article{a, title={Rye Doughs}, author={Baker, Ada}, year={2024}, doi={10.1000/rye}}
@article{b, title={Steam and Crust}, author={Miller, Bo and Baker, Ada}, year={2023}, eprint={2301.00002},
  archiveprefix={arXiv}}
"""
"""Two papers, which become the records `rye-doughs` and `steam-and-crust`."""


def make_list(root: Path) -> Folder:
    """Make a list in `root` with the topic "doughs" and no papers."""
    folder = Folder(root)
    folder.pages.mkdir(parents=True)
    folder.papers.mkdir()
    (root / "mkdocs.yml").write_text("site_name: Bread\n", encoding="utf-8")
    topics = TOPICS.partition("        introduction")[0]
    folder.file("topics.yml").write_text(topics, encoding="utf-8")
    return folder


def write_topics_with_path(folder: Folder) -> None:
    """Give the list both topics, whose texts name the record `rye-doughs`."""
    folder.file("topics.yml").write_text(TOPICS, encoding="utf-8")


def write_file(folder: Folder, name: str, text: str | bytes) -> Path:
    """Write a file next to the content folder and return its path."""
    path = folder.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def write_record(folder: Folder, slug: str, **facts: object) -> Paper:
    """Write a record whose title is its slug in words."""
    paper = Paper.model_validate({"slug": slug, "title": slug.replace("-", " ").title(), **facts})
    folder.papers.mkdir(parents=True, exist_ok=True)
    (folder.papers / f"{slug}.yml").write_text(dump_paper(paper), encoding="utf-8")
    return paper


def write_rye_record(folder: Folder, slug: str, **facts: object) -> Paper:
    """Write a record with the title ``RYE_DOUGHS``, if ``facts`` give no other, and a topic."""
    return write_record(folder, slug, **{"title": RYE_DOUGHS, "topics": ["doughs"], **facts})


def load_record(folder: Folder, slug: str) -> Paper:
    """Return a record as it is on disk."""
    return load_catalog(folder).papers[slug]


def run(
    folder: Folder, *arguments: str | Path, input: bytes | None = None, fake: FakeServices | None = None
) -> Result:
    """Run `reading-list` on the list; exceptions other than the exit of the command are raised.

    Args:
        folder: the list.
        arguments: the subcommand and its arguments.
        input: what standard input contains.
        fake: the services to ask; None for none that can be reached.
    """
    unreachable = dict.fromkeys(FakeServices().environment(), "http://127.0.0.1:9")
    environment = fake.environment() if fake else unreachable
    environment["READING_LIST_CONTACT"] = "bread@example.org"
    command = ["--root", str(folder.root), *map(str, arguments)]
    with allow_local_services():
        result = CliRunner().invoke(main, command, input=input, env=environment)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result

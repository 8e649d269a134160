"""Folders of lists to build: a copy of this repository, with its own papers or with made-up ones."""

import compileall
import shutil
from pathlib import Path

import yaml

from bench.synthetic import make_catalog
from generator.storage.writing import dump_paper

ROOT = Path(__file__).resolve().parent.parent
OWN_SIZE = len(list((ROOT / "content" / "papers").glob("*.yml")))
"""How many papers the list of this repository has."""


def copy_list(folder: Path) -> None:
    """Copy the list of this repository, its generator and its templates into the new ``folder``."""
    _copy_generator(folder)
    shutil.copytree(ROOT / "content", folder / "content")


def write_list(folder: Path, count: int) -> None:
    """Write a list of ``count`` made-up papers, with generator and templates, into the new ``folder``."""
    _copy_generator(folder)
    shutil.copytree(ROOT / "content" / "pages", folder / "content" / "pages")
    for page in (folder / "content" / "pages").glob("*.md"):
        page.write_text(f"# {page.stem.capitalize()}\n\nA page written by hand.\n", encoding="utf-8")
    catalog = make_catalog(count)
    papers = folder / "content" / "papers"
    papers.mkdir()
    for number, (slug, paper) in enumerate(catalog.papers.items()):
        record = dump_paper(paper.model_copy(update={"citation_key": f"key{number}"}))
        (papers / f"{slug}.yml").write_text(record, encoding="utf-8")
    groups = [
        {
            "id": group.id,
            "title": group.title,
            "topics": [
                {"id": topic.id, "title": topic.title, "scope": topic.scope, "introduction": topic.scope}
                for topic in group.topics
            ],
        }
        for group in catalog.taxonomy.groups
    ]
    text = yaml.safe_dump({"groups": groups}, sort_keys=False, allow_unicode=True)
    (folder / "content" / "topics.yml").write_text(text, encoding="utf-8")


def make_list(folder: Path, count: int) -> None:
    """Write a list of ``count`` papers into ``folder``: this repository's own if it has so many."""
    if count == OWN_SIZE:
        copy_list(folder)
    else:
        write_list(folder, count)


def _copy_generator(folder: Path) -> None:
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(folder / "generator", quiet=1)
    shutil.copy(ROOT / "mkdocs.yml", folder)

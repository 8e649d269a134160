"""Makes small lists, each in its own folder like this repository, about something else."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from yaml_env_tag import add_env_tag

from generator.model.catalog import Catalog, Site
from generator.model.paper import Paper
from generator.model.taxonomy import Group, Taxonomy, Topic

__all__ = ["BREAD", "MADE_UP", "build_list", "make_catalog", "make_list", "own_config"]

ROOT = Path(__file__).resolve().parent.parent
MADE_UP = ROOT / "tests" / "data" / "site"

BREAD = {
    "site_name": "Bread, read well",
    "site_url": "https://bread.example.org/list/",
    "site_description": "What has been written about flour, water, salt and heat.",
    "repo_url": "https://git.example.org/bread/list",
    "copyright": "Titles belong to their bakers.",
}
"""What the curator of another list changes in ``mkdocs.yml``."""

PAGES = {
    "about.md": "# About this list\n\nA list about [loaves](https://loaf.example.org/).\n",
    "curating.md": "# Curating\n\nSee [about](about.md).\n",
    "contributing.md": "# Contributing\n\nWrite to the [bakers](about.md#about-this-list).\n",
}


class _Loader(yaml.SafeLoader):
    """Reads the variables in this repository's ``mkdocs.yml`` as MkDocs does."""


add_env_tag(_Loader)


KINDS = {
    name: name
    for name in (
        "method",
        "system",
        "theory",
        "empirical study",
        "benchmark or dataset",
        "survey",
        "application",
    )
}
"""The kinds of papers on the made-up lists."""

STRICT = {
    **dict.fromkeys(("missing-kind", "missing-summary", "missing-topics", "empty-topic"), "error"),
    **dict.fromkeys(
        ("summary-style", "question-style", "advice-style", "comparison-style", "latex", "unread-line"),
        "error",
    ),
    **dict.fromkeys(("introduction-length", "path-length", "path-topic", "doubtful-reference"), "error"),
    **dict.fromkeys(("missing-introduction", "missing-path"), "warning"),
}
"""Levels of checks for a list that is complete."""


def own_config(
    root: Path,
    changes: dict[str, Any] | None = None,
    *,
    options: dict[str, Any] | None = None,
) -> Path:
    """Write the ``mkdocs.yml`` of a list that is set up like this one but for its name and ``changes``.

    Args:
        root: the list's folder.
        changes: keys that differ.
        options: those of the plugin.
    """
    data = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)
    data |= BREAD
    data["plugins"] = [{"reading-list": {"kinds": KINDS, **(options or {})}}]
    for key in ("logo", "favicon", "language"):
        data["theme"].pop(key, None)
    data |= changes or {}
    path = root / "mkdocs.yml"
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def make_list(root: Path, *, content: Path | None = MADE_UP / "content") -> Path:
    """Make a list in ``root`` and return the path of its ``mkdocs.yml``.

    Args:
        root: a folder that does not exist yet.
        content: records and topics to copy; the list is empty if None.
    """
    if content:
        shutil.copytree(content, root / "content")
    for name, text in PAGES.items():
        path = root / "content" / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return own_config(root)


def build_list(config_file: Path, out: Path, *, strict: bool = True) -> Path:
    """Build a list in this process into the folder ``out``; return ``out``.

    Raises:
        SystemExit: there was an error, or a warning if ``strict``.
    """
    config = load_config(str(config_file), site_dir=str(out), strict=strict)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return out


WORDS = [
    "river",
    "mill",
    "flour",
    "oven",
    "yeast",
    "crumb",
    "salt",
    "rye",
    "spelt",
    "bowl",
    "steam",
    "crust",
] * 2


def make_catalog(size: int, *, years: bool = True, hostile: str = "") -> Catalog:
    """A list of `size` papers about baking, some of them without a year, a kind or a topic.

    Args:
        size: number of papers.
        years: whether any paper has a year.
        hostile: text added to every title.
    """
    ids = ["starters", "ovens", "mills", "salt"]
    groups = tuple(
        Group(
            id=f"g{number}",
            title=f"Part {number}{hostile}",
            topics=tuple(
                Topic(id=id_, title=f"On {id_} of every sort{hostile}", scope="All of it.")
                for id_ in ids[number * 2 : number * 2 + 2]
            ),
        )
        for number in range(2)
    )
    papers = {}
    for n in range(size):
        topics = [] if n % 17 == 16 else [ids[n % 4], *([ids[(n + 1) % 4]] if n % 3 == 0 else [])]
        papers[f"p{n:03}"] = Paper.model_validate(
            {
                "slug": f"p{n:03}",
                "title": f"Paper {n}{hostile}",
                "abstract": " ".join(WORDS[(n % 4) * 3 + k % 5] for k in range(n % 7 + 6))
                + f" {WORDS[n % 16]}",
                "topics": topics,
                "kind": [list(KINDS)[n % 5], *list(KINDS)[5 : 6 - n % 4]] if n % 6 else [],
                "published": str(2005 + n % 19) if years and n % 7 else None,
                "links": {"code": ["https://example.org/a/b"]} if n % 4 == 1 else {},
            }
        )
    return Catalog(site=Site(name="Baking", kinds=KINDS), taxonomy=Taxonomy(groups=groups), papers=papers)

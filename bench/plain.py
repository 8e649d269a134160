"""The same papers as a plain site of MkDocs and Material, to compare with.

One page for each paper and topic, written as Markdown before the build, and the theme's own search.
"""

from collections.abc import Iterator
from pathlib import Path

import yaml

from generator.model.paper import Paper
from generator.model.taxonomy import Topic
from generator.storage.folder import Folder
from generator.storage.loading import load_papers, load_taxonomy


def write_plain_site(list_folder: Path, folder: Path) -> None:
    """Write the plain site of the list in ``list_folder`` into the new ``folder``."""
    papers = load_papers(Folder(list_folder))
    topics = load_taxonomy(Folder(list_folder)).topics
    docs = folder / "docs"
    for name in ("papers", "topics"):
        (docs / name).mkdir(parents=True)
    for slug, paper in papers.items():
        (docs / "papers" / f"{slug}.md").write_text(_write_paper(paper), encoding="utf-8")
    for topic in topics.values():
        on_it = (paper for paper in papers.values() if topic.id in paper.topics)
        text = "\n".join(_list_topic(topic, on_it))
        (docs / "topics" / f"{topic.id}.md").write_text(text, encoding="utf-8")
    links = [f"- [{_escape(topic.title)}](topics/{topic.id}.md)" for topic in topics.values()]
    (docs / "index.md").write_text("\n".join(["# Papers", "", *links, ""]), encoding="utf-8")
    settings = {
        "site_name": "Plain",
        "theme": {"name": "material"},
        "nav": [
            {"Home": "index.md"},
            {"Topics": [{topic.title: f"topics/{topic.id}.md"} for topic in topics.values()]},
        ],
        "not_in_nav": "/papers/",
    }
    text = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def _write_paper(paper: Paper) -> str:
    parts = [
        f"# {_escape(paper.title)}",
        ", ".join(paper.authors),
        f"{paper.venue or ''} {paper.published or ''}".strip(),
        _escape(paper.tldr or ""),
        "## Abstract",
        _escape(paper.abstract or ""),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _list_topic(topic: Topic, papers: Iterator[Paper]) -> Iterator[str]:
    yield from (f"# {_escape(topic.title)}", "", _escape(topic.scope), "")
    for paper in papers:
        yield f"- [{_escape(paper.title)}](../papers/{paper.slug}.md): {_escape(paper.tldr or '')}"
    yield ""


def _escape(text: str) -> str:
    return text.replace("<", "&lt;").replace("[", "\\[").replace("]", "\\]")

"""Papers of a listing while they are being read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.readers.base import shorten
from generator.readers.collector import Collector
from generator.text.titles import title_key


@dataclass(slots=True)
class Draft:
    """A paper of a listing that is still being read.

    Attributes:
        line: line of its title.
        paragraphs: the paragraphs of its abstract so far.
        facts: other fields of the entry, by name.
        closed: whether its abstract has ended.
    """

    line: int
    title: str
    arxiv: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    code: list[str] = field(default_factory=list)
    project: list[str] = field(default_factory=list)
    closed: bool = False

    def add_facts(self, facts: Mapping[str, Any]) -> None:
        """Add the facts that are not known yet."""
        for name, value in facts.items():
            if self.facts.get(name) is None:
                self.facts[name] = value

    def set_organization(self, account: str | None, name: str) -> None:
        """Set organization and account unless an organization is known."""
        self.facts.setdefault("organization", name)
        if account:
            self.facts.setdefault("organization_account", account)

    def absorb(self, other: Draft) -> None:
        """Fill gaps from another print of the same paper."""
        self.add_facts(other.facts)
        self.paragraphs = self.paragraphs or other.paragraphs
        self.code += other.code
        self.project += other.project


def collect_drafts(drafts: Iterable[Draft], votes: Mapping[str, int], collector: Collector) -> None:
    """Add each paper to ``collector`` once; a page prints papers for wide and for narrow screens.

    ``votes`` are upvotes by arXiv identifier, where the page states them separately. A title without anything
    below it is a problem.
    """
    kept: dict[str, Draft] = {}
    for draft in drafts:
        key = draft.arxiv or f"{title_key(draft.title[:1000])}|{' '.join(draft.paragraphs)[:200]}"
        if key in kept:
            kept[key].absorb(draft)
        else:
            kept[key] = draft
    for draft in kept.values():
        if draft.arxiv and draft.arxiv in votes:
            draft.facts["upvotes"] = votes[draft.arxiv]
        if not draft.arxiv and not draft.paragraphs and not draft.facts and not draft.code:
            collector.report(
                draft.line, f"expected an abstract or authors below the title (got {shorten(draft.title)!r})"
            )
            continue
        collector.add(
            draft.line,
            title=draft.title,
            abstract="\n\n".join(draft.paragraphs),
            arxiv=draft.arxiv,
            code=draft.code,
            project=draft.project,
            **draft.facts,
        )

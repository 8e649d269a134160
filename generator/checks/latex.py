"""No LaTeX is left in what people read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.checked_list import CheckedList
from generator.errors import Problem

__all__ = ["check_latex"]

# \cdot  ·  {\em x}  ·  ``seed graph''  ·  $O(n)$   (never "$5": a price)
LATEX = re.compile(r"\\[A-Za-z]+|\\[\"'`^~=.%&#_{}$]|[{}]|``|''|\$(?!\d)|(?<=\w)\$")
# https://example.org/{id}, which is not LaTeX
ADDRESS = re.compile(r"https?://\S+")


def check_latex(checked: CheckedList) -> Iterator[Problem]:
    """Titles, abstracts, summaries and questions contain no LaTeX."""
    for slug, paper in checked.catalogue.papers.items():
        for name in ("title", "abstract", "tldr", "question"):
            text = ADDRESS.sub("", getattr(paper, name) or "")
            if match := LATEX.search(text):
                context = text[max(0, match.start() - 20) : match.end() + 20]
                yield Problem(
                    checked.locate.paper(slug, name, text=match[0]),
                    f"The field {name!r} contains LaTeX: {match[0]!r} in {context!r}.",
                    "Write it in Unicode.",
                )

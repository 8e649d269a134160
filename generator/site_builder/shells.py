"""Renders pages of the same shape through the theme once, and fills in what differs.

The theme's header, navigation and footer are the same on every paper's page, and rendering them takes a
hundred times as long as filling in a page. A *shell* is a page rendered with tokens in place of its texts.
Where the theme escapes a text, its token comes out escaped too, so the text is escaped there.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.pages.rendering import Draft
from generator.site_builder.finished_html import CLOSE, OPEN, find_anchors, set_aside

HEADING_TOKEN = f"{OPEN}rl_heading{CLOSE}"
"""Stands for the title in a page; its anchor is ``rl_heading``."""

TOKEN = re.compile(
    rf"(?:<p>)?{OPEN}(?P<block>\d+){CLOSE}(?:</p>)?"
    rf"|{OPEN}(?P<name>[a-z_]+)(?P<amp>&amp;|&){CLOSE}"
    rf"|(?P<slug>%EE%80%80slug%EE%80%81|{OPEN}slug{CLOSE})"
    rf"|(?P<heading>{HEADING_TOKEN})|(?P<anchor>rl_heading)"
)
# "# Attention Is All You Need"
HEADING = re.compile(r"^# (?P<title>[^\n]+)$", re.M)


@dataclass(frozen=True, slots=True)
class Shell:
    """A page of the theme in pieces.

    Attributes:
        pieces: literal HTML, then the name of the text that follows it and whether that is to be escaped.
        end: literal HTML after the last text.
        anchors: ids in the literal HTML.
    """

    pieces: tuple[tuple[str, str, bool], ...]
    end: str
    anchors: frozenset[str]

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the page with these texts."""
        parts: list[str] = []
        for literal, name, escaped in self.pieces:
            value = values[name]
            parts += (literal, html.escape(value) if escaped else value)
        return "".join((*parts, self.end))


def parse_shell(page: str) -> Shell:
    """Return a page rendered with tokens as a shell."""
    pieces = []
    end = 0
    for match in TOKEN.finditer(page):
        name = match["block"] or match["name"] or str(match.lastgroup)
        pieces.append((page[end : match.start()], name, match["amp"] == "&amp;"))
        end = match.end()
    return Shell(tuple(pieces), page[end:], frozenset(find_anchors([page])))


class Shells:
    """The shells of a build.

    Args:
        render: renders a page through Markdown and the theme, given the page and where to edit its source.
        slugify: turns the text of a heading into its anchor.
    """

    def __init__(self, render: Callable[[Draft, str], str], slugify: Callable[[str], str]) -> None:
        self._render = render
        self._slugify = slugify
        self._shells: dict[Any, Shell] = {}

    def fill(self, draft: Draft, edit_url: str) -> str:
        """Return the HTML of a page, filled into the shell of pages of its shape where it fits.

        Args:
            draft: the page.
            edit_url: where to edit its source; empty if that is unknown.
        """
        texts = {key: value for key, value in draft.meta.items() if isinstance(value, str)}
        texts |= {"edit_url": edit_url} if edit_url else {}
        skeleton, blocks = set_aside(draft.body)
        heading = HEADING.search(skeleton)
        if heading is None or any(OPEN in text for text in (draft.body, *texts.values())):
            return self._render(draft, edit_url)
        folder, _, name = draft.source.rpartition("/")
        anchor = self._slugify(html.unescape(heading["title"]))
        others = {key: value for key, value in draft.meta.items() if key not in texts}
        start, end = heading.span("title")
        shape = (folder, skeleton[:start], skeleton[end:], tuple(texts), repr(others))
        shell = self._shells.get(shape)
        if shell is None:
            meta = {key: _token(key) for key in texts} | others
            body = skeleton[:start] + HEADING_TOKEN + skeleton[end:]
            url = meta.pop("edit_url", "")
            page = self._render(Draft(f"{folder}/{OPEN}slug{CLOSE}.md", meta, body), url)
            shell = self._shells[shape] = parse_shell(page)
        if not anchor or anchor in shell.anchors:
            return self._render(draft, edit_url)
        values = {**texts, "slug": name.removesuffix(".md"), "heading": heading["title"], "anchor": anchor}
        return shell.fill(values | {str(number): block for number, block in enumerate(blocks)})


def _token(name: str) -> str:
    return f"{OPEN}{name}&{CLOSE}"

"""Contributed Markdown as safe HTML: formatting, tables, links and the site's own images.

Each text is converted on its own, so that its definitions cannot affect the rest of a page, and only the
markup listed here is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any, NamedTuple

import nh3
from markdown import Markdown

EXTENSIONS: dict[str, dict[str, Any]] = {
    "tables": {"use_align_attribute": True},
    "fenced_code": {},
    "def_list": {},
    "nl2br": {},
    "sane_lists": {},
    "smarty": {},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.betterem": {},
    "pymdownx.caret": {},
    "pymdownx.mark": {},
    "pymdownx.smartsymbols": {},
    "pymdownx.tilde": {},
}
"""Safe Markdown extensions and their options; sites choose from them."""

ALWAYS = ("tables", "fenced_code")
"""Extensions that MkDocs always uses."""

TAGS = {
    *("a", "abbr", "b", "br", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "s", "small", "span"),
    *("strong", "sub", "sup", "u"),
    *(
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "ul",
    ),
    *("table", "tbody", "td", "th", "thead", "tr"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "code": {"class"},
    "div": {"class"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "span": {"class"},
    "td": {"align"},
    "th": {"align"},
}
SCHEMES = {"http", "https", "mailto", "paper", "topic"}
# the classes of code in a language and of formulas: "language-python", "arithmatex"
CLASS = re.compile(r"language-[\w+#-]+|arithmatex")
# "../assets/loaf.png": no other host, whichever way a browser reads slashes
OWN_IMAGE = re.compile(r"(?:\.\./)*[\w%.-][\w%./-]*")
# ../about.md#history, ../assets/loaf.png, but not https://example.org or #history
RELATIVE_TARGET = re.compile(r"(?P<path>[^/:?#][^:?#]*)(?P<rest>[?#].*)?")
PREFORMATTED = re.compile(r"<pre>.*?</pre>", re.S)
# an image in a paragraph of its own
FIGURE = re.compile(
    r'<p>(?P<image><img(?: [a-z]+="[^"]*")* title="(?P<caption>[^"]+)"(?: [a-z]+="[^"]*")*>)</p>'
)
MOST_BRACKETS = 500
"""Most opening brackets in a text; for each, Markdown searches the rest for the end of a link."""


def render_prose(
    markdown: str, resolve: Callable[[str], str | None], extensions: Iterable[str] = ALWAYS
) -> str:
    """Return a text as safe HTML on one line; an image on its own with a title is a figure with a caption.

    Args:
        markdown: untrusted text.
        resolve: turns the target of a link or the source of an image into an address; None removes it.
        extensions: names of the Markdown extensions of the site; unsafe ones are ignored.
    """
    html = _convert(markdown, extensions)
    html = f"<p>{escape(markdown)}</p>" if html is None else _clean(html, resolve)
    html = FIGURE.sub(_make_figure, html)
    # lines of finished HTML must begin with a tag, and braces mean something to other plugins
    html = PREFORMATTED.sub(lambda match: match[0].replace("\n", "&#10;"), html).replace("\n", " ")
    return html.replace("{", "&#123;").replace("}", "&#125;")


def _make_figure(match: re.Match[str]) -> str:
    image = match["image"].replace(f' title="{match["caption"]}"', "", 1)
    return f"<figure>{image}<figcaption>{escape(unescape(match['caption']))}</figcaption></figure>"


class Findings(NamedTuple):
    """How a text changes on its way to the page.

    Attributes:
        removed: removed markup such as ``<script>`` and ``onclick="…"``, sorted.
        targets: targets of its links and images, such as ``paper:slug``, in order.
        is_plain: whether all formatting is lost because of deep nesting or too many brackets.
    """

    removed: list[str]
    targets: list[str]
    is_plain: bool = False


def examine_prose(markdown: str, extensions: Iterable[str] = ALWAYS) -> Findings:
    """Return the markup removed from a text, and the targets of its links and images."""
    html = _convert(markdown, extensions)
    return Findings([], [], is_plain=True) if html is None else _examine(html)


@lru_cache(maxsize=256)
def _examine(html: str) -> Findings:
    targets: list[str] = []

    def note(target: str) -> str:
        targets.append(target)
        return target

    kept = Counter(_list_markup(_clean(html, note)))
    removed = set(Counter(_list_markup(html)) - kept)
    # skip end tags whose start tags are listed
    named = sorted(found for found in removed if found.replace("</", "<") not in removed - {found})
    return Findings(named, targets)


def _convert(markdown: str, extensions: Iterable[str]) -> str | None:
    if markdown.count("[") > MOST_BRACKETS:
        return None
    names = {name.removeprefix("markdown.extensions.") for name in extensions}
    chosen = tuple(name for name in EXTENSIONS if name in ALWAYS or name in names)
    try:
        return _convert_with(chosen, markdown)
    except RecursionError:  # from "1. 1. 1. …", for example
        return None


@lru_cache(maxsize=256)
def _convert_with(extensions: tuple[str, ...], markdown: str) -> str:
    return _make_converter(extensions).reset().convert(markdown)


@cache
def _make_converter(extensions: tuple[str, ...]) -> Markdown:
    return Markdown(extensions=extensions, extension_configs={name: EXTENSIONS[name] for name in extensions})


def _clean(html: str, resolve: Callable[[str], str | None]) -> str:
    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return value if CLASS.fullmatch(value) else None
        if name == "src":
            return resolve(value) if OWN_IMAGE.fullmatch(value) else None
        return resolve(value) if name == "href" else value

    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=keep,
        url_schemes=SCHEMES,
        link_rel=None,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
    )


def _list_markup(html: str) -> Iterator[str]:
    parser = _MarkupParser()
    parser.feed(html)
    parser.close()
    yield from parser.found


class _MarkupParser(HTMLParser):
    """Collects tags, attributes, comments and other markup."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(f"<{tag}>")
        if tag in TAGS:
            self.found += [f'{name}="{value}"' if value else name for name, value in attrs]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.found.append("<!--")

    def handle_decl(self, decl: str) -> None:
        self.found.append("<!")

    def handle_pi(self, data: str) -> None:
        self.found.append("<?")

    def unknown_decl(self, data: str) -> None:
        self.found.append("<![")

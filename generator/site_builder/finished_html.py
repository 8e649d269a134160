"""Keeps finished HTML away from Markdown, which would parse every tag of it.

Templates write HTML that needs no more processing: lines that begin with a tag. A *token* on a line of its
own takes the place of each run of such lines until Markdown has converted the rest.
"""

import re
from collections.abc import Iterable

OPEN, CLOSE = "\ue000", "\ue001"
"""First and last character of a token: private-use characters, which no keyboard types."""

# "<div>" after a blank line, up to the last line before one that is neither blank nor begins with a tag
RUN = re.compile(r"(?:\A|(?<=\n\n))(?:<[^\n]*(?:\n|\Z)(?:[ \t]*\n(?=<))*+)++(?=[ \t]*(?:\n|\Z))", re.M)
# a token as Markdown returns it: in a paragraph of its own
TOKEN = re.compile(rf"<p>{OPEN}(\d+){CLOSE}</p>")
# what the theme's templates leave between lines
INDENTATION = re.compile(r"\n[ \t\n]+")
PREFORMATTED = re.compile(r"<(pre|textarea)\b")
ANCHOR = re.compile(r'\sid="([^"]+)"')


def set_aside(markdown: str) -> tuple[str, list[str]]:
    """Return Markdown with tokens in place of its finished HTML, and the HTML of each token.

    Args:
        markdown: of a generated page, in which text from records is on lines that begin with a tag or ``#``.
    """
    blocks: list[str] = []
    if OPEN in markdown:
        return markdown, blocks

    def replace(match: re.Match[str]) -> str:
        blocks.append(match[0].rstrip())
        return f"\n{OPEN}{len(blocks) - 1}{CLOSE}\n\n"

    return RUN.sub(replace, markdown), blocks


def put_back(html: str, blocks: list[str]) -> str:
    """Return converted Markdown with its finished HTML in place of the tokens."""
    return TOKEN.sub(lambda match: blocks[int(match[1])], html)


def drop_indentation(page: str) -> str:
    """Return a page without indentation and empty lines, unless it has preformatted text."""
    return page if PREFORMATTED.search(page) else INDENTATION.sub("\n", page)


def find_anchors(blocks: Iterable[str]) -> set[str]:
    """Return the ids of the elements in pieces of HTML."""
    return {id_ for block in blocks for id_ in ANCHOR.findall(block)}

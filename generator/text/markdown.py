"""Plain text as Markdown that shows exactly that text."""

import re

# "*bold*", "[link]", "`code`"
MARKUP = re.compile(r"[\\`*_\[\]{}!]|#(?!\d+;)")
# "&amp;", "&#38;"
REFERENCE = re.compile(r"&(?=#?\w+;)")
# characters that not every dialect allows after a backslash
ENTITIES = str.maketrans({"<": "&lt;", ">": "&gt;", "~": "&#126;", "|": "&#124;", "$": "&#36;"})
# "- item", "+ item", "1. item", "1) item" at the beginning of a line
BLOCK_START = re.compile(r"^(\d*)([-+=.)])(?=\s|\Z|[-+=])")
LINK_TARGET = str.maketrans({character: f"%{ord(character):02X}" for character in "()<>\\ `"})
# "*", "https:", ":smile:"
SPECIAL = re.compile(r"[&<>\"\\`*_{}\[\]#|~^=$@!]|:(?!\s)|[\r\n]")


def escape_markdown(text: str) -> str:
    """Return one line of text as Markdown for people to copy, in CommonMark and older dialects alike.

    Markup is escaped by backslashes, so that the source stays readable.
    """
    escaped = MARKUP.sub(lambda match: f"\\{match[0]}", REFERENCE.sub("&amp;", text).translate(ENTITIES))
    return BLOCK_START.sub(lambda match: f"{match[1]}\\{match[2]}", escaped)


def encode_for_markdown(text: str) -> str:
    """Return text on one line as Markdown for the site, where it may also be inside an HTML block.

    Every special character becomes an HTML entity: backslashes would be visible inside HTML, and Markdown
    extensions interpret more characters than :func:`escape_markdown` escapes (``:smile:``, ``==mark==``).
    """
    return SPECIAL.sub(lambda match: " " if match[0] in "\r\n" else f"&#{ord(match[0])};", text)


def escape_link_target(address: str) -> str:
    """Return a web address for use within the parentheses of a Markdown link."""
    return address.translate(LINK_TARGET)

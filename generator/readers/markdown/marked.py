"""A list item as one text, with single characters that mark where links and emphasis begin and end.

Regular expressions can then match words together with their markup.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from generator.readers.markdown.inline import Span, parse_inline
from generator.readers.markdown.labels import find_role, is_label, is_local_file
from generator.readers.references.places import parse_place

STRONG, STRONG_END, EM, EM_END, LINK, LINK_END, GONE = (chr(0xE000 + number) for number in range(7))
"""Beginning and end of bold, italics and links, and the place of a removed link."""
MARKS = STRONG + STRONG_END + EM + EM_END + LINK + LINK_END + GONE
MARK = re.compile(f"[{MARKS}]")
# what is left of "[[paper](…)] [[code](…)]", "(pdf | code)" and "[]"
REMAINS = re.compile(rf"[\[(]{{1,2}}[\s|/,;&·•+:{MARKS}-]*[\])]{{1,2}}")
# a label without a link: [paper], [[code]]
UNLINKED = re.compile(r"\[{1,2}(?P<label>[^\[\]\n]{1,30})\]{1,2}")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3]+")


@dataclass(slots=True, kw_only=True)
class MarkedText:
    """An item's text with marks for its Markdown.

    Attributes:
        text: the text, without links that are only a label (``[pdf](…)``).
        hrefs: the addresses of the links in ``text``, in order.
        resources: label and address of each removed link.
    """

    text: str = ""
    hrefs: list[str] = field(default_factory=list)
    resources: list[tuple[str, str]] = field(default_factory=list)


def plain(text: str) -> str:
    """Return a marked text without its marks, on one line."""
    return " ".join(MARK.sub("", text).split())


def _mark(span: Span) -> str:
    text = MARK.sub("", span.text)
    inner = text.strip()
    if not inner or not (span.strong or span.em):
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if span.em:
        inner = EM + inner + EM_END
    if span.strong:
        inner = STRONG + inner + STRONG_END
    return before + inner + after


def _is_kept(label: str) -> bool:
    """Return whether text in brackets is kept: it is no label, or it is a venue with its year."""
    place = parse_place(label) if is_label(label) else None
    return not is_label(label) or bool(place and place.venue and place.date)


@lru_cache(maxsize=1024)
def mark(text: str) -> MarkedText:
    """Return Markdown as a marked text, which must not be modified."""
    marked = MarkedText()
    parts: list[str] = []
    for key, group in groupby(parse_inline(text), key=lambda span: (span.linked, span.href)):
        spans = list(group)
        linked, href = key
        if not linked:
            parts += map(_mark, spans)
            continue
        label = "".join(span.text for span in spans)
        is_bare = label.strip() == href
        is_local = is_local_file(href)
        if not label.strip() or (not find_role("", href) and not href.startswith("http") and not is_local):
            parts += map(_mark, spans) if not is_label(label) else ()
        elif is_bare or is_label(label):
            marked.resources.append(("" if is_bare else label, href))
            parts.append(GONE)
        else:
            marked.hrefs.append(href)
            parts += (LINK, *map(_mark, spans), LINK_END)
    joined = "".join(parts)
    # neighbors in one style: "**Deep** **Sets**" stays apart, "**[Deep](…) Sets**" does not
    joined = joined.replace(STRONG_END + STRONG, "").replace(EM_END + EM, "")
    joined = UNLINKED.sub(lambda match: match[0] if _is_kept(match["label"]) else GONE, joined)
    joined = REMAINS.sub(GONE, joined)
    marked.text = EMOJI.sub(" ", joined)
    return marked

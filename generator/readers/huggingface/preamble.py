"""What precedes a listing: front matter, the note of the tool that saved it, and the year they state."""

from __future__ import annotations

import re

from generator.readers.huggingface.furniture import is_banner

__all__ = ["blank_preamble", "find_year"]

# --- ⏎ url: https://huggingface.co/papers ⏎ retrieved: 2026-10-02 ⏎ ---
FRONT_MATTER = re.compile(
    r"\A\s{0,20}---[ \t]*\n(?P<body>(?:(?!---[ \t]*(?:\n|\Z)).*\n){0,200})---[ \t]*(?:\n|\Z)"
)
# "- Captured (UTC): 2026-06-29T16:31:22"  ·  "retrieved: 2026-10-02"  ·  "exported: 2026-07-28"
TIMESTAMP = re.compile(
    r"^[^\w\n]{0,8}[\w ()-]{0,40}?(?:retriev|captur|export|access|saved|fetch|crawl|download|scrap|archiv"
    r"|collect|snapshot|timestamp|publish|creat|updat|date)[\w ()-]{0,40}[*\"']{0,3}"
    r"\s{0,3}[:=]\s{0,3}\D{0,12}"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.I | re.M,
)
# https://huggingface.co/papers/date/2026-03-24  ·  /papers/month/2025-03  ·  ?date=2024-05-01
DAY_ADDRESS = re.compile(r"/papers(?:/(?:date|week|month)/|\?date=)(?P<year>20\d\d)-")
# "date":"2026-03-24T00:00:00.000Z" in the page's data
PAGE_DATE = re.compile(r"(?:&quot;|\")date(?:String)?(?:&quot;|\"): ?(?:&quot;|\")(?P<year>20\d\d)-\d\d-\d\d")
# - URL: https://…  ·  **Page Title:** …  ·  Markdown Content:
NOTE_LINE = re.compile(
    r"[\s*#>_-]{0,12}(?:source|url|title|page title|markdown content|retrieved|captured|exported"
    r"|accessed|saved|date|fetched|published time|warning|generated|extraction|description|language|type"
    r"|author|site)\b[^\n:]{0,40}:",
    re.I,
)
MOST_NOTE_LINES = 120
LONGEST_NOTE_LINE = 300
LONGEST_BANNER = 200


def find_year(text: str) -> int | None:
    """Return the year in which a listing was saved, if its front matter, note or addresses state it."""
    page = text[:200_000]
    for pattern, where in ((TIMESTAMP, text[:3000]), (DAY_ADDRESS, page), (PAGE_DATE, page)):
        if match := pattern.search(where):
            return int(match["year"])
    return None


def blank_preamble(text: str) -> str:
    """Return ``text`` with the front matter and the note of a tool blanked out, so that line numbers stay.

    A note is everything above the page's own first line (``Daily Papers``), if that is near the top and
    nothing above it is as long as an abstract.
    """
    if match := FRONT_MATTER.match(text):
        text = "\n" * match[0].count("\n") + text[match.end() :]
    lines = text.split("\n", MOST_NOTE_LINES)
    for number, line in enumerate(lines[:MOST_NOTE_LINES]):
        if len(line) > LONGEST_NOTE_LINE:
            break
        if not NOTE_LINE.match(line) and len(line) < LONGEST_BANNER and is_banner(line):
            return "\n" * number + "\n".join(lines[number:])
    return text

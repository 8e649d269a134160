"""The texts of a listing that belong to no paper.

Page furniture (menus, buttons, banners), front matter, and the note of the tool that saved the page, of which
only the year is read.
"""

import re

from generator.readers.huggingface.metadata import MONTH_PATTERN, SUBMITTED

LONGEST_FURNITURE = 160
# Subscribe  ·  Log In  ·  by AK and the research community  ·  GitHub 11.3k  ·  Mar 25
FURNITURE = re.compile(
    r"(?:new|Subscribe|Daily Papers(?: - Hugging Face)?|Trending Papers(?: - Hugging Face)?"
    r"|Papers|Models|Datasets|Spaces|Buckets(?:\s*new)?|Docs|Enterprise|Pricing|Tasks|HuggingChat|Collections"
    r"|Languages|Organizations|Blog|Posts|Learn|Discord|Forum|Solutions|Team & Enterprise|Hugging Face PRO"
    r"|Enterprise Support|Inference Providers|Inference Endpoints|Storage Buckets"
    r"|Log ?In|Sign ?Up|Join|Website|System theme|Settings|Notifications"
    r"|by\s*\.?|AK|and the research community|(?:by)?\s*.{1,40}\s*and the research community"
    r"|Get trending papers in your email inbox.*"
    r"|(?:Previous|Next|Daily|Weekly|Monthly|Community|Hugging Face|Back to Articles|Submit|Search|Filters?)"
    r"|Today|Yesterday|Load more|Show more|Sort(?: by)?:?.{0,30}|Submit (?:a )?paper|Upvote"
    r"|View (?:all|more)|Papers with Code"
    r"|Published on|arXiv(?: Page)?|PDF|Project page|GitHub"
    r"|(?:LINK: )?GitHub [\d.,]+[kKmM]?"
    r"|(?:image|avatar|logo|thumbnail)|.{1,60}'s (?:avatar|logo)(?: .{1,60})?"
    r"|\[(?:image|avatar|logo|图片)[^\]]{0,80}\]|\[Content truncated\]"
    r"|" + MONTH_PATTERN + r" \d{1,2}(?:, \d{4})?"
    r"|AI & ML interests|Company|TOS|Privacy|About|Careers|Terms(?: of Service)?"
    r"|© ?(?:\d{4} )?Hugging Face|[<>«»‹›←→|⋮…▲△+*\[\]-]|```\w*|</?(?:text|html)>)\Z",
    re.I,
)
# "Get trending papers in your email inbox!"  ·  "# Daily Papers"  ·  "byAK and the research community"
BANNER = re.compile(
    r"^[^\w\n]{0,8}(?:Get trending papers in your email|Daily Papers\b|Trending Papers\b"
    r"|by\s{0,3}AK and the research)",
    re.M | re.I,
)
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
MOST_NOTE_LINES = 120
LONGEST_NOTE_LINE = 300


def is_furniture(text: str) -> bool:
    """Return whether a text is a part of the page that belongs to no paper."""
    return len(text) <= LONGEST_FURNITURE and bool(FURNITURE.match(text) or SUBMITTED.match(text))


def is_banner(text: str) -> bool:
    """Return whether a text begins with a line found at the top of every listing."""
    return bool(BANNER.match(text))


def find_year(text: str) -> int | None:
    """Return the year in which a listing was saved, if its front matter, note or addresses state it."""
    match = TIMESTAMP.search(text[:3000]) or DAY_ADDRESS.search(text[:200_000])
    return int(match["year"]) if match else None


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
        if is_banner(line):
            return "\n" * number + "\n".join(lines[number:])
    return text

"""Page furniture: the texts of a listing page that belong to no paper."""

from __future__ import annotations

import re

from generator.readers.huggingface.metadata import MONTH_PATTERN

__all__ = ["BYLINE_OR_BANNER", "is_banner", "is_furniture", "is_pager"]

LONGEST_FURNITURE = 160
# Subscribe  ·  Log In  ·  by AK and the research community  ·  Submitted by  ·  GitHub 11.3k  ·  Mar 25
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
    r"|Submitted by(?: \S{1,60})?|Published on|arXiv(?: Page)?|PDF|Project page|GitHub"
    r"|(?:LINK: )?GitHub [\d.,]+[kKmM]?"
    r"|(?:image|avatar|logo|thumbnail)|.{1,60}'s (?:avatar|logo)(?: .{1,60})?"
    r"|\[(?:image|avatar|logo|图片)[^\]]{0,80}\]|\[Content truncated\]"
    r"|" + MONTH_PATTERN + r" \d{1,2}(?:, \d{4})?"
    r"|AI & ML interests|Company|TOS|Privacy|About|Careers|Terms(?: of Service)?"
    r"|© ?(?:\d{4} )?Hugging Face|[<>«»‹›←→|⋮…▲△+*\[\]-]|```\w*|</?(?:text|html)>)\Z",
    re.I,
)
PAGER = re.compile(r"Previous|Next|Load more|Show more", re.I)
# "Get trending papers in your email inbox!"  ·  "# Daily Papers"  ·  "byAK and the research community"
BANNER = re.compile(
    r"^\W*(?:Get trending papers in your email|Daily Papers\b|Trending Papers\b"
    r"|by\s*.{1,40}\s*and the research)",
    re.I,
)
# the same at the beginning of any line; only the byline of the site's own editor is specific enough here
BYLINE_OR_BANNER = re.compile(
    r"^[^\w\n]{0,8}(?:Get trending papers in your email|Daily Papers\b|Trending Papers\b"
    r"|by\s{0,3}AK and the research)",
    re.M | re.I,
)


def is_furniture(text: str) -> bool:
    """Return whether a text is a part of the page that belongs to no paper."""
    return len(text) <= LONGEST_FURNITURE and bool(FURNITURE.match(text))


def is_pager(text: str) -> bool:
    """Return whether a text is a button that turns the pages of a listing."""
    return bool(PAGER.fullmatch(text))


def is_banner(text: str) -> bool:
    """Return whether a text begins with a line found at the top of every listing."""
    return bool(BANNER.match(text))

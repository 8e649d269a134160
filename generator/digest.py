"""The digest: what came onto the list since a day, as Markdown and as the body of an HTML e-mail.

Both say the same in the same order: papers by topic, then moves, mergers and what was left out. The HTML
needs no style sheet and sets no colours, so that it reads in light and dark mail programs alike; all
data in it are escaped, all addresses absolute.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from generator.changes import Left, Merge, Move, group_by_topic, list_days
from generator.exports import collect_references, paths
from generator.exports.citation import authors_in_short, escape_markdown, link_target
from generator.exports.references import Reference, clean, page_url
from generator.models import Catalogue, Topic

__all__ = ["Digest", "build_digest", "render_html", "render_markdown"]

FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
BODY = f"margin:0;padding:24px 16px;{FONT};font-size:16px;line-height:1.5"
COLUMN = "max-width:640px;margin:0 auto"
H1 = "font-size:24px;line-height:1.25;margin:0 0 8px"
H2 = "font-size:18px;line-height:1.3;margin:32px 0 8px;padding-top:16px;border-top:1px solid #8886"
ITEM = "margin:0 0 20px"
TITLE = "font-weight:600"
FACTS = "font-size:14px"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What both renderings say.

    Attributes:
        title: heading and subject.
        summary: one sentence with the numbers.
        notes: sentences by the curator, newest first.
        topics: topic (None for papers without one) with the references of its new papers.
        moved: papers that changed their primary topic, newest first.
        merged: records that became part of another.
        excluded: titles kept off the list.
    """

    title: str
    summary: str
    notes: tuple[str, ...]
    topics: tuple[tuple[Topic | None, tuple[Reference, ...]], ...]
    moved: tuple[Move, ...]
    merged: tuple[Merge, ...]
    excluded: tuple[Left, ...]


def build_digest(
    catalogue: Catalogue, since: str, references: Mapping[str, Reference] | None = None
) -> Digest:
    """Collect what changed on ``since`` (ISO 8601) and after it.

    Args:
        catalogue: the list with its log.
        since: the first day that counts.
        references: ``collect_references(catalogue)``, where the caller has them already.
    """
    references = references or collect_references(catalogue)
    days = list_days(catalogue, since=since)
    added = [paper for day in days for paper in day.added]
    moved = tuple(move for day in days for move in day.moved)
    merged = tuple(merge for day in days for merge in day.merged)
    excluded = tuple(left for day in days for left in day.excluded)
    counts = [
        _count(len(added), "new paper", "new papers"),
        _count(len(moved), "moved to another topic", "moved to another topic"),
        _count(len(merged), "merged with another record", "merged with other records"),
        _count(len(excluded), "left off the list", "left off the list"),
    ]
    summary = ", ".join(count for count in counts if count)
    return Digest(
        title=f"{clean(catalogue.site.name)}: what is new since {since}",
        summary=f"{summary}." if summary else f"Nothing has changed since {since}.",
        notes=tuple(clean(note) for day in days for note in day.notes),
        topics=tuple(
            (topic, tuple(references[paper.slug] for paper in papers))
            for topic, papers in group_by_topic(added, catalogue.taxonomy)
        ),
        moved=moved,
        merged=merged,
        excluded=excluded,
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


# ------------------------------------------------------------------------------------------- Markdown


def render_markdown(catalogue: Catalogue, since: str) -> str:
    """Render the digest as Markdown (CommonMark); markup in the data is escaped."""
    digest = build_digest(catalogue, since)
    site = catalogue.site.url
    blocks = [f"# {escape_markdown(digest.title)}", escape_markdown(digest.summary)]
    blocks += [f"> {escape_markdown(note)}" for note in digest.notes]
    for topic, references in digest.topics:
        blocks.append(f"## {_markdown_topic(topic, site)}")
        blocks.append("\n".join(map(_markdown_paper, references)))
    if digest.moved:
        blocks.append("## Moved to another topic")
        blocks.append("\n".join(_markdown_move(move, site) for move in digest.moved))
    if digest.merged:
        blocks.append("## Merged")
        blocks.append("\n".join(_markdown_merge(merge, site) for merge in digest.merged))
    if digest.excluded:
        blocks.append("## Left off the list")
        blocks.append(
            "\n".join(
                f"- {escape_markdown(clean(left.title))}: {escape_markdown(clean(left.reason))}"
                for left in digest.excluded
            )
        )
    if site:
        blocks.append(
            f"[The whole list]({link_target(page_url(site, ''))}) · "
            f"[Feed]({link_target(page_url(site, paths.feed()))})"
        )
    return "\n\n".join(blocks) + "\n"


def _markdown_link(text: str, address: str) -> str:
    return f"[{escape_markdown(text)}]({link_target(address)})" if address else escape_markdown(text)


def _markdown_topic(topic: Topic | None, site: str) -> str:
    if topic is None:
        return "Without a topic"
    return _markdown_link(clean(topic.title), page_url(site, f"topics/{topic.id}/") if site else "")


def _markdown_paper(ref: Reference) -> str:
    lines = [f"- **{_markdown_link(ref.title, ref.page or ref.url)}**"]
    facts = [escape_markdown(_facts(ref))] if _facts(ref) else []
    facts += [f"[{label}]({link_target(address)})" for label, address in _links(ref)]
    if facts:
        lines.append(f"  {' · '.join(facts)}")
    if ref.tldr:
        lines.append(f"  {escape_markdown(ref.tldr)}")
    return "\\\n".join(lines)


def _markdown_move(move: Move, site: str) -> str:
    page = page_url(site, f"papers/{move.paper.slug}/") if site else ""
    return (
        f"- {_markdown_link(clean(move.paper.title), page)}: "
        f"{escape_markdown(clean(move.old_title))} → {escape_markdown(clean(move.new_title))}"
    )


def _markdown_merge(merge: Merge, site: str) -> str:
    page = page_url(site, f"papers/{merge.into.slug}/") if site else ""
    return f"- {escape_markdown(merge.slug)} is part of {_markdown_link(clean(merge.into.title), page)}"


# ----------------------------------------------------------------------------------------------- HTML


def render_html(catalogue: Catalogue, since: str) -> str:
    """Render the digest as a complete HTML document with inline styles, to send as an e-mail's body."""
    digest = build_digest(catalogue, since)
    site = catalogue.site.url
    parts = [f'<h1 style="{H1}">{escape(digest.title)}</h1>', f"<p>{escape(digest.summary)}</p>"]
    parts += [f"<p><em>{escape(note)}</em></p>" for note in digest.notes]
    for topic, references in digest.topics:
        parts.append(f'<h2 style="{H2}">{_html_topic(topic, site)}</h2>')
        parts += map(_html_paper, references)
    if digest.moved:
        parts.append(_html_list("Moved to another topic", [_html_move(move, site) for move in digest.moved]))
    if digest.merged:
        parts.append(_html_list("Merged", [_html_merge(merge, site) for merge in digest.merged]))
    if digest.excluded:
        left = [f"{escape(clean(left.title))}: {escape(clean(left.reason))}" for left in digest.excluded]
        parts.append(_html_list("Left off the list", left))
    if site:
        parts.append(
            f'<p style="{H2};{FACTS}">{_html_link("The whole list", page_url(site, ""))} · '
            f"{_html_link('Feed', page_url(site, paths.feed()))}</p>"
        )
    content = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="supported-color-schemes" content="light dark">\n'
        f"<title>{escape(digest.title)}</title>\n</head>\n"
        f'<body style="{BODY}">\n<div style="{COLUMN}">\n{content}\n</div>\n</body>\n</html>\n'
    )


def _html_link(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


def _html_topic(topic: Topic | None, site: str) -> str:
    if topic is None:
        return "Without a topic"
    return _html_link(clean(topic.title), page_url(site, f"topics/{topic.id}/") if site else "")


def _html_paper(ref: Reference) -> str:
    facts = [escape(_facts(ref))] if _facts(ref) else []
    facts += [_html_link(label, address) for label, address in _links(ref)]
    lines = [f'<span style="{TITLE}">{_html_link(ref.title, ref.page or ref.url)}</span>']
    if ref.tldr:
        lines.append(escape(ref.tldr))
    if facts:
        lines.append(f'<span style="{FACTS}">{" · ".join(facts)}</span>')
    return f'<p style="{ITEM}">{"<br>".join(lines)}</p>'


def _html_list(title: str, items: list[str]) -> str:
    return f'<h2 style="{H2}">{escape(title)}</h2>\n' + "\n".join(
        f'<p style="margin:0 0 8px">{item}</p>' for item in items
    )


def _html_move(move: Move, site: str) -> str:
    page = page_url(site, f"papers/{move.paper.slug}/") if site else ""
    topics = f"{escape(clean(move.old_title))} → {escape(clean(move.new_title))}"
    return f"{_html_link(clean(move.paper.title), page)}: {topics}"


def _html_merge(merge: Merge, site: str) -> str:
    page = page_url(site, f"papers/{merge.into.slug}/") if site else ""
    return f"{escape(merge.slug)} is part of {_html_link(clean(merge.into.title), page)}"


# ---------------------------------------------------------------------------------------------- shared


def _facts(ref: Reference) -> str:
    """Authors, venue and year on one line."""
    place = " ".join(part for part in (ref.venue, str(ref.year or "")) if part)
    return ", ".join(part for part in (authors_in_short(ref), place) if part)


def _links(ref: Reference) -> list[tuple[str, str]]:
    pairs = [("Paper", ref.url if ref.page else ""), ("Code", next(iter(ref.code), ""))]
    return [(label, address) for label, address in pairs if address]

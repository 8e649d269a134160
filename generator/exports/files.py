"""Every exported file of the site, at its stable address (see ``paths.py``).

Every file of several papers has them in the order of their slugs. The citation data for the browser are
entries as written here, so that the browser joins text and knows no format:
``assets/data/cite/index.json`` has the number of shards and each format's ``head``, ``separator`` and
``tail``; a shard is an object of slug -> entry. ``citation`` and ``md`` shards hold the formatted
citation and the Markdown link.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from generator.exports import FORMATS, atom, citation, collect_references, opml, paths
from generator.exports.references import Reference
from generator.model.catalogue import Catalogue

__all__ = ["export_files", "list_paths"]

LINES: Final[Mapping[str, Callable[[Reference], str]]] = {
    "citation": citation.plain,
    "md": citation.markdown,
}
"""What the browser has beside the formats: one line for each paper."""


def list_paths(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the paths of the exported files that pages may link to, without writing any."""
    return (
        *(paths.list_file(extension) for extension in paths.LIST_EXTENSIONS),
        *(paths.topic_file(id_, ext) for id_ in catalogue.by_topic for ext in paths.LIST_EXTENSIONS),
        *(paths.year_file(year, ext) for year in catalogue.by_year for ext in paths.LIST_EXTENSIONS),
        *(paths.paper_file(slug, ext) for slug in catalogue.papers for ext in paths.PAPER_EXTENSIONS),
        paths.feed(),
        *(paths.feed(id_) for id_ in catalogue.by_topic),
        paths.FEEDS_OPML,
    )


def export_files(catalogue: Catalogue) -> dict[str, bytes]:
    """Write every export of the list.

    Args:
        catalogue: the list; ``catalogue.site.url`` makes the addresses in feeds absolute.

    Returns:
        Path from the root of the site (as ``paths.py`` gives it) -> contents in UTF-8, in the order of
        the paths.
    """
    references = collect_references(catalogue)
    groups: list[tuple[Callable[[str], str], list[str]]] = [(paths.list_file, list(references))]
    for id_, papers in catalogue.by_topic.items():
        slugs = sorted(paper.slug for paper in papers)
        groups.append((lambda extension, id_=id_: paths.topic_file(id_, extension), slugs))  # type: ignore[misc]
    for year, papers in catalogue.by_year.items():
        slugs = sorted(paper.slug for paper in papers)
        groups.append((lambda extension, year=year: paths.year_file(year, extension), slugs))  # type: ignore[misc]

    files: dict[str, bytes] = {}
    for extension, format_ in FORMATS.items():
        entries = {slug: format_.entry(reference) for slug, reference in references.items()}
        for path, slugs in groups:
            files[path(extension)] = format_.join(entries[slug] for slug in slugs).encode()
        if extension in paths.PAPER_EXTENSIONS:
            for slug, text in entries.items():
                files[paths.paper_file(slug, extension)] = format_.join([text]).encode()
        files.update(_shards(extension, entries))
    for name, write in LINES.items():
        files.update(_shards(name, {slug: write(reference) for slug, reference in references.items()}))
    files[paths.CITE_INDEX] = _compact(_cite_index(len(references)))

    dates = atom.added_dates(catalogue)
    files[paths.feed()] = atom.write(catalogue, references, dates).encode()
    for id_ in catalogue.taxonomy.topics:
        files[paths.feed(id_)] = atom.write_topic(catalogue, references, id_, dates).encode()
    files[paths.FEEDS_OPML] = opml.write(catalogue).encode()
    return dict(sorted(files.items()))


def _cite_index(papers: int) -> dict[str, Any]:
    formats = {
        extension: {
            "name": format_.name,
            "mediaType": format_.media_type,
            "head": format_.head,
            "separator": format_.separator,
            "tail": format_.tail,
        }
        for extension, format_ in FORMATS.items()
    }
    lines = {
        "citation": {"name": "Citations", "mediaType": "text/plain", "extension": "txt"},
        "md": {"name": "Markdown", "mediaType": "text/markdown", "extension": "md"},
    }
    for extension, line in lines.items():
        formats[extension] = {**line, "head": "", "separator": "\n", "tail": "\n"}
    return {"shards": paths.shard_count(papers), "formats": formats}


def _shards(name: str, entries: Mapping[str, str]) -> Iterable[tuple[str, bytes]]:
    count = paths.shard_count(len(entries))
    shards: list[dict[str, str]] = [{} for _ in range(count)]
    for slug, text in entries.items():
        shards[paths.shard_of(slug, count)][slug] = text
    return [(paths.cite_shard(name, place, count), _compact(shard)) for place, shard in enumerate(shards)]


def _compact(value: Any) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n".encode()

"""Every exported file of the site, at the address that :mod:`~generator.exports.paths` gives it.

Files of several papers have them in the order of their slugs. For a selection of papers, the browser joins
entries that are written here, so that no script knows any format: ``assets/data/cite/index.json`` contains
the number of shards, and each format's ``head``, ``separator`` and ``tail``; a shard maps slugs to entries.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.exports import feeds, paths
from generator.exports.formats import FORMATS
from generator.exports.references import collect_references
from generator.model.catalog import Catalog


def list_paths(catalog: Catalog) -> tuple[str, ...]:
    """Return the paths of the exported files that pages may link to, without writing any."""
    return (
        *(path for extension in paths.LIST_EXTENSIONS for path in _list_groups(catalog, extension)),
        *(paths.paper_file(slug, ext) for slug in catalog.papers for ext in paths.PAPER_EXTENSIONS),
        paths.feed(),
        *(paths.feed(id_) for id_ in catalog.by_topic),
        paths.FEEDS_OPML,
    )


def _list_groups(catalog: Catalog, extension: str) -> dict[str, list[str]]:
    """Return the files of several papers in one format, and the slugs of their papers."""
    groups = {paths.list_file(extension): list(catalog.papers)}
    for id_, papers in catalog.by_topic.items():
        groups[paths.topic_file(id_, extension)] = sorted(paper.slug for paper in papers)
    for year, papers in catalog.by_year.items():
        groups[paths.year_file(year, extension)] = sorted(paper.slug for paper in papers)
    return groups


def export_files(catalog: Catalog) -> dict[str, bytes]:
    """Return path from the root of the site -> content in UTF-8 of every export, sorted by path."""
    references = collect_references(catalog)
    files: dict[str, str] = {}
    for name, format_ in FORMATS.items():
        entries = {slug: format_.write_entry(reference) for slug, reference in references.items()}
        if name in paths.LIST_EXTENSIONS:
            for path, slugs in _list_groups(catalog, name).items():
                files[path] = format_.join(entries[slug] for slug in slugs)
        if name in paths.PAPER_EXTENSIONS:
            files |= {paths.paper_file(slug, name): format_.join([text]) for slug, text in entries.items()}
        files.update(_write_shards(name, entries))
    files[paths.CITE_INDEX] = _dump(_make_cite_index(len(references)))
    files[paths.feed()] = feeds.write_feed(catalog, references)
    for id_ in catalog.taxonomy.topics:
        files[paths.feed(id_)] = feeds.write_topic_feed(catalog, references, id_)
    files[paths.FEEDS_OPML] = feeds.write_opml(catalog)
    return {path: text.encode() for path, text in sorted(files.items())}


def _make_cite_index(papers: int) -> dict[str, Any]:
    formats = {
        name: {
            "name": format_.name,
            "mediaType": format_.media_type,
            **({"extension": format_.extension} if format_.extension else {}),
            "head": format_.head,
            "separator": format_.separator,
            "tail": format_.tail,
        }
        for name, format_ in FORMATS.items()
    }
    return {"shards": paths.shard_count(papers), "formats": formats}


def _write_shards(name: str, entries: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    count = paths.shard_count(len(entries))
    shards: list[dict[str, str]] = [{} for _ in range(count)]
    for slug, text in entries.items():
        shards[paths.shard_of(slug, count)][slug] = text
    for number, shard in enumerate(shards):
        yield paths.cite_shard(name, number, count), _dump(shard)


def _dump(value: Any) -> str:
    return f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"

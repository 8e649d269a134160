"""Every exported file of the site, at the address that :mod:`~generator.exports.paths` gives it.

Files of several papers have them in the order of their slugs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from tempfile import TemporaryFile

from generator.exports import feeds, paths, shards
from generator.exports.formats import FORMATS, Format, write_entries
from generator.exports.references import Reference
from generator.model.catalog import Catalog
from generator.text.translation import speak


class Exports:
    """The exported files of a list; nothing is made before it is asked for.

    Args:
        catalog: the list.
        references: slug -> the paper as something to cite.
    """

    def __init__(self, catalog: Catalog, references: Mapping[str, Reference]) -> None:
        self._catalog = catalog
        self._references = references
        self._feeds = feeds.Feeds(catalog, references)
        self._shards = shards.split_into_shards(list(catalog.papers))
        self._bibtex_files = dict(self._list_bibtex_files())
        self._makers = dict(self._list_makers())

    @property
    def paths(self) -> tuple[str, ...]:
        """Paths of all files from the root of the site."""
        return tuple(self._makers)

    def make(self, path: str) -> bytes:
        """Return the content of one file."""
        return self._makers[path]()

    def make_all(self) -> Iterator[tuple[str, bytes]]:
        """Return path and content of every file, one after the other.

        Only the entries in BibTeX stay in memory meanwhile.
        """
        made = set()
        for path, content in self._make_entries():
            made.add(path)
            yield path, content
        for path, make in self._makers.items():
            if path not in made:
                yield path, make()

    def _list_bibtex_files(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the BibTeX file of each topic, year, author and paper, and the slugs of its papers."""
        for id_, papers in self._catalog.by_topic.items():
            slugs = sorted(paper.slug for paper in papers)
            for name in (id_, *self._catalog.taxonomy.topics[id_].aliases):
                yield paths.topic_file(name), slugs
        if paths.has_small_files(len(self._catalog.papers)):
            for year, papers in self._catalog.by_year.items():
                yield paths.year_file(year), sorted(paper.slug for paper in papers)
            for author in self._catalog.authors.by_slug.values():
                yield paths.author_file(author.slug), [paper.slug for paper in author.papers]
            for slug in self._catalog.papers:
                yield paths.paper_file(slug), [slug]

    def _list_makers(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield the path of each file and the function that makes it."""
        for id_, format_ in FORMATS.items():
            if format_.for_list:
                yield paths.list_file(format_.extension), partial(self._make_file, id_, self._catalog.papers)
        for path, slugs in self._bibtex_files.items():
            yield path, partial(self._make_file, "bib", slugs)
        for number, members in enumerate(self._shards):
            yield self._shard_path(number), partial(self._make_shard, members)
        yield paths.CITE_FORMATS, self._make_formats
        yield paths.CITE_INDEX, partial(shards.write_index, self._shards)
        yield paths.CITE_GROUPS, self._make_groups
        yield paths.feed(), partial(self._make_feed, self._feeds.write)
        for topic in self._catalog.taxonomy.topics.values():
            # feed readers do not follow redirecting pages, so the feed stays where it was, too
            for name in (topic.id, *topic.aliases):
                yield paths.feed(name), partial(self._make_feed, partial(self._feeds.write_topic, topic.id))
        if paths.has_small_files(len(self._catalog.papers)):
            for slug in self._catalog.authors.by_slug:
                yield (
                    paths.author_feed(slug),
                    partial(self._make_feed, partial(self._feeds.write_author, slug)),
                )
        yield paths.FEEDS_OPML, lambda: feeds.write_opml(self._catalog).encode()

    def _make_file(self, format_id: str, slugs: Iterable[str]) -> bytes:
        return FORMATS[format_id].write(self._references[slug] for slug in slugs).encode()

    def _make_shard(self, slugs: Iterable[str]) -> bytes:
        return shards.compress(self._write_entries(slugs))

    def _write_entries(self, slugs: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return slug -> format -> entry."""
        return {slug: write_entries(self._references[slug]) for slug in slugs}

    def _shard_path(self, number: int) -> str:
        return paths.cite_shard(number, len(self._shards))

    def _make_groups(self) -> bytes:
        topics = {f"topics/{id_}": papers for id_, papers in self._catalog.by_topic.items()}
        years = {f"years/{year or 'unknown'}": papers for year, papers in self._catalog.by_year.items()}
        authors = {f"authors/{slug}": author.papers for slug, author in self._catalog.authors.by_slug.items()}
        groups = (topics | years | authors).items()
        slugs = {group: [paper.slug for paper in papers] for group, papers in groups}
        return shards.compress(slugs)

    def _make_formats(self) -> bytes:
        with speak(self._catalog.translator):
            return shards.write_formats()

    def _make_feed(self, write: Callable[[], str]) -> bytes:
        with speak(self._catalog.translator):
            return write().encode()

    def _make_entries(self) -> Iterator[tuple[str, bytes]]:
        """Make the shards and all files of papers, writing each entry once."""
        lists = {id_: _GrowingFile(format_) for id_, format_ in FORMATS.items() if format_.for_list}
        bibtex: dict[str, str] = {}
        for number, slugs in enumerate(self._shards):
            entries = self._write_entries(slugs)
            yield self._shard_path(number), shards.compress(entries)
            bibtex |= {slug: written["bib"] for slug, written in entries.items()}
            for id_, file in lists.items():
                file.add(written[id_] for written in entries.values())
        for id_, file in lists.items():
            yield paths.list_file(FORMATS[id_].extension), file.finish()
        for path, members in self._bibtex_files.items():
            yield path, FORMATS["bib"].join(bibtex[slug] for slug in members).encode()


class _GrowingFile:
    """A file that waits on disk, not in memory, until all its entries are written."""

    def __init__(self, format_: Format) -> None:
        self._format = format_
        self._file = TemporaryFile()  # noqa: SIM115 - finish() closes it
        self._before = format_.head

    def add(self, entries: Iterable[str]) -> None:
        """Add some entries, at least one."""
        separator = self._format.separator
        self._file.write(f"{self._before}{separator.join(entries)}".encode())
        self._before = separator

    def finish(self) -> bytes:
        """Return the content of the file."""
        with self._file as file:
            if not file.tell():
                file.write(self._format.head.encode())
            file.write(self._format.tail.encode())
            file.seek(0)
            return file.read()

"""Builds the pages and files of a site from its content, again and again."""

import logging
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from generator.curation.markdown_texts import find_broken_links, find_lost_markup
from generator.curation.private_notes import read_private_notes
from generator.curation.review import hide_unreviewed
from generator.exports.files import Exports
from generator.model.catalog import Site
from generator.pages.authors import make_author_page, make_authors_page
from generator.pages.browse import make_browse_page
from generator.pages.cards import Cards
from generator.pages.comparison import list_compared, make_comparison_page
from generator.pages.languages import make_messages
from generator.pages.paper import make_paper_page, record_url
from generator.pages.pictures import list_picture_sources
from generator.pages.reading_paths import make_paths_file
from generator.pages.rendering import Draft, Page, Renderer
from generator.pages.review import list_review_pages
from generator.pages.single_pages import (
    make_feeds_page,
    make_home_page,
    make_library_page,
)
from generator.pages.topic_preview import list_previews, make_previews
from generator.pages.topics import make_topic_page, make_topics_page
from generator.pages.whats_new import make_whats_new_page
from generator.pages.years import make_year_page, make_years_page
from generator.site_builder.analysis import Analysis, analyze
from generator.site_builder.navigation import list_sections
from generator.site_builder.redirects import make_redirects
from generator.storage.documents import Locator
from generator.storage.files import write_new
from generator.storage.folder import Folder
from generator.storage.languages import list_languages
from generator.storage.loading import Loader
from generator.text.translation import speak

# MkDocs prints and counts these messages; without MkDocs they go to the terminal
log = logging.getLogger("mkdocs.plugins.reading_list")

NOT_TRANSLATED = "The interface is not translated into %r yet; see docs/languages.md."


class GeneratedSite:
    """Everything the generator adds to a site; each page and file is made when it is asked for.

    Args:
        cards: of all papers shown.
        renderer: fills the templates.
        analysis: what the texts of the papers have in common; may be that of an earlier state of the list.
        exports: the files for download.
        redirects: path below the site's root -> HTML.
        private_notes: slug -> private note, if the site is for the curator rather than the public; adds the
            page for review.

    Attributes:
        cards, analysis: as given.
        sources: source paths below ``docs_dir`` of the pages that lead to papers.
        leaves: source paths of the pages of papers and authors.
        paths: paths of the files below the site's root.
        sections: name of a section of the navigation, such as ``topics/`` -> its entries in MkDocs' ``nav``.
    """

    def __init__(
        self,
        cards: Cards,
        renderer: Renderer,
        analysis: Analysis,
        exports: Exports,
        *,
        redirects: dict[str, bytes],
        private_notes: Mapping[str, str] | None = None,
    ) -> None:
        self.cards = cards
        self.analysis = analysis
        self._private_notes = private_notes
        self._renderer = renderer
        catalog = cards.catalog
        self._exports = exports
        self.start_writing: Callable[[], None] = lambda: None
        """Lets the exports be written, once nothing empties the folder of the site anymore."""
        self._makers = list_page_makers(cards, local=private_notes is not None)
        self._pictures = list_picture_sources(catalog)
        self.leaves = (
            *(f"papers/{slug}.md" for slug in catalog.papers),
            *(f"authors/{slug}.md" for slug in catalog.authors.by_slug),
        )
        self.sources = (*self._makers, *self._pictures)
        self._previews = list_previews(catalog)
        with speak(catalog.translator):
            self._small_files = {**redirects, **make_messages(catalog.translator), **make_paths_file(cards)}
            self.sections = list_sections(catalog)
        self.paths = (*self._exports.paths, *self._small_files, *self._previews)

    def render(self, source: str) -> Draft:
        """Return one page rendered to Markdown.

        Args:
            source: one of ``sources`` or ``leaves``.

        Raises:
            ContentError: its template has errors.
        """
        with speak(self.cards.catalog.translator):
            return self._renderer.render(self._make_page(source))

    def _make_page(self, source: str) -> Page:
        if make := self._makers.get(source):
            return make()
        if source in self._pictures:
            return self.analysis.pictures[source]
        folder, name = source.removesuffix(".md").split("/")
        if folder == "authors":
            return make_author_page(self.cards, self.cards.catalog.authors.by_slug[name])
        paper = self.cards.catalog.papers[name]
        related = self.analysis.related.get(paper.slug, ())
        note = None if self._private_notes is None else self._private_notes.get(paper.slug, "")
        crop = self.analysis.crops.get(paper.slug)
        return make_paper_page(self.cards, paper, related, private_note=note, crop=crop)

    def edit_url(self, source: str) -> str:
        """Return where to edit what a page is made of; empty if it is not a paper's or that is unknown."""
        folder, name = source.removesuffix(".md").split("/")
        return record_url(self.cards.catalog.site, name) if folder == "papers" else ""

    def make_file(self, path: str) -> bytes | None:
        """Return one file by its path below the site's root; None if there is none."""
        if path in self._small_files:
            return self._small_files[path]
        if path in self._exports.paths:
            return self._exports.make(path)
        if draw := self._previews.get(path):
            return draw()
        return self.analysis.index.get(path)

    def make_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path below the site's root and content of every file."""
        yield from self._exports.make_all()
        yield from make_previews(self.cards.catalog)
        yield from self._list_others()

    def write_others(self, out: Path) -> None:
        """Write the files that are not written yet to the folder of the site, and wait for the others."""
        self.start_writing()
        _write_files(out, self._list_others())
        self.analysis.finish()

    def _list_others(self) -> Iterator[tuple[str, bytes]]:
        yield from self.analysis.index.items()
        yield from self._small_files.items()


class SiteBuilder:
    """Builds the site of a list again and again; only records that changed are read again.

    Args:
        folder: where the list is stored.
        analyze: returns the analysis of a list; also runs the functions passed after it.
    """

    def __init__(self, folder: Folder, analyze: Callable[..., Analysis] = analyze) -> None:
        self.folder = folder
        self.analyze = analyze
        self._loader = Loader(folder)
        self._cards: Cards | None = None

    def build(
        self,
        site: Site,
        *,
        local: bool = False,
        private: bool = False,
        make_folder: Callable[[], Path] | None = None,
    ) -> GeneratedSite:
        """Return the pages and files of the site for the current content.

        Args:
            site: name and addresses of the site.
            local: whether it is for the curator rather than the public.
            private: whether nobody else can see it, so that it may show private notes.
            make_folder: makes a folder for the site once the content is known to be good; exports are
                written there as soon as ``start_writing`` is called. None to write nothing.

        Raises:
            ContentError: the content has errors.
        """
        loaded = self._loader.load(site)
        if site.language not in list_languages():
            log.info(NOT_TRANSLATED, site.language)
        catalog = loaded if local else hide_unreviewed(loaded)
        renderer = Renderer(site.markdown_extensions, self.folder.templates)
        with speak(catalog.translator):
            redirects = make_redirects(loaded, self.folder, renderer, shown=catalog.papers)
        self._cards = Cards(catalog, self._cards)
        exports = Exports(catalog, self._cards.references)
        then = []
        start_writing = None
        if make_folder:
            out, folder_ready = make_folder(), multiprocessing.Event()
            start_writing = folder_ready.set

            def write_exports() -> None:
                folder_ready.wait()
                _write_files(out, exports.make_all())
                _write_files(out, make_previews(catalog))

            then.append(write_exports)
        analysis = self.analyze(catalog, *then)
        notes = read_private_notes(self.folder) if private else {} if local else None
        made = GeneratedSite(
            self._cards, renderer, analysis, exports, redirects=redirects, private_notes=notes
        )
        if start_writing:
            made.start_writing = start_writing
        self._warn_about_texts(made)
        return made

    def _warn_about_texts(self, made: GeneratedSite) -> None:
        catalog, locate = made.cards.catalog, Locator(self.folder)
        lost = find_lost_markup(catalog, locate)
        for text, problem in (*lost, *find_broken_links(catalog, locate, {*made.sources, *made.leaves})):
            # imported notes need not be Markdown
            if not (text.slug and catalog.papers[text.slug].review):
                log.warning("%s", problem)


def _write_files(out: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for path, data in files:
        write_new(out / path, data)


def list_page_makers(cards: Cards, *, local: bool) -> dict[str, Callable[[], Page]]:
    """Return the pages that lead to papers, in a fixed order: source path -> function that makes the page."""
    catalog = cards.catalog
    makers: dict[str, Callable[[Cards], Page]] = {
        "index.md": make_home_page,
        "topics/index.md": make_topics_page,
    }
    for topic in catalog.taxonomy.topics.values():
        makers[f"topics/{topic.id}.md"] = partial(make_topic_page, topic=topic)
        if list_compared(catalog, topic.id):
            makers[f"topics/{topic.id}/compare.md"] = partial(make_comparison_page, topic=topic)
    makers["years/index.md"] = make_years_page
    for year in catalog.by_year:
        makers[f"years/{year or 'unknown'}.md"] = partial(make_year_page, year=year)
    if catalog.authors.by_slug:
        makers["authors/index.md"] = make_authors_page
    makers |= {
        "browse.md": make_browse_page,
        "library.md": make_library_page,
        "feeds.md": make_feeds_page,
        "new.md": make_whats_new_page,
    }
    if local:
        makers |= list_review_pages(cards)
    return {source: partial(make, cards) for source, make in makers.items()}

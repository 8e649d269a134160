"""Builds the pages and files of a site from its content, again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.curation.review import hide_unreviewed
from generator.exports.files import export_files, list_paths
from generator.model.catalog import Catalog, Site
from generator.pages.browse import make_browse_page
from generator.pages.cards import Cards, list_facts
from generator.pages.paper import make_paper_page
from generator.pages.pictures import list_picture_sources, make_picture_pages
from generator.pages.rendering import Page, Renderer
from generator.pages.single_pages import (
    make_feeds_page,
    make_home_page,
    make_library_page,
    make_review_page,
    make_whats_new_page,
)
from generator.pages.topics import make_topic_page, make_topics_page
from generator.pages.years import make_year_page, make_years_page
from generator.site_builder.background import BackgroundTasks
from generator.site_builder.navigation import list_sections
from generator.site_builder.redirects import make_redirects
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

if TYPE_CHECKING:
    from generator.analysis.related.neighbors import Neighbor

BATCH = 40
"""Pages of papers rendered together, so that MkDocs can begin with the first while others are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFiles:
    """Everything the generator adds to a site; pages and files are made when they are asked for.

    Attributes:
        sources: source paths of the pages below ``docs_dir``, in the order in which to ask for them.
        paths: paths of the files below the site's root that are known before the files are made.
        sections: name of a section of the navigation, such as ``topics/`` -> its entries in MkDocs' ``nav``.
        render: source path -> Markdown of the page; raises ContentError if its template has errors.
        make_files: returns path below the site's root -> content of every file.
    """

    sources: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    sections: dict[str, list[Any]] = field(default_factory=dict)
    render: Callable[[str], str] = str
    make_files: Callable[[], dict[str, bytes]] = dict

    def render_all(self) -> dict[str, str]:
        """Return source path -> Markdown of every page.

        Raises:
            ContentError: a template has errors.
        """
        return {source: self.render(source) for source in self.sources}


class SiteBuilder:
    """Builds the site repeatedly, keeping what did not change.

    Args:
        folder: where the list is stored.
        background: whether a second process may be used.
    """

    def __init__(self, folder: Folder, *, background: bool = False) -> None:
        self.folder = folder
        self.renderer = Renderer()
        self.background = background
        self._analysis: _Analysis | None = None

    def build(self, site: Site, *, local: bool = False) -> SiteFiles:
        """Return the pages and files of the site for the current content.

        Args:
            site: name and addresses of the site.
            local: whether the curator looks at it rather than the public: adds the page for review.

        Raises:
            ContentError: the content has errors.
        """
        loaded = load_catalog(self.folder, site)
        catalog = loaded if local else hide_unreviewed(loaded)
        redirects = make_redirects(loaded, self.folder, self.renderer, shown=catalog.papers)
        analysis = self._analysis
        if analysis is None or analysis.cards.catalog != catalog:
            analysis = _Analysis(catalog, self.renderer, background=self.background)
            self._analysis = analysis
        else:
            # templates may have changed
            analysis.use_rendered = False
        pages = {page.source: page for page in make_list_pages(analysis.cards)}
        if local:
            review = make_review_page(analysis.cards)
            pages[review.source] = review

        def render(source: str) -> str:
            page = pages.get(source)
            return self.renderer.render(page) if page else analysis.render(source)

        return SiteFiles(
            sources=(*pages, *analysis.sources),
            paths=(*list_paths(catalog), *redirects),
            sections=list_sections(catalog),
            render=render,
            make_files=lambda: {**analysis.files, **redirects},
        )


def make_list_pages(cards: Cards) -> tuple[Page, ...]:
    """Return the pages that lead to papers, in a fixed order."""
    catalog = cards.catalog
    return (
        make_home_page(cards),
        make_topics_page(cards),
        *(make_topic_page(cards, topic) for topic in catalog.taxonomy.topics.values()),
        make_years_page(cards),
        *(make_year_page(cards, year) for year in catalog.by_year),
        make_browse_page(cards),
        make_library_page(cards),
        make_feeds_page(cards),
        make_whats_new_page(cards),
    )


class _Analysis:
    """What takes long to derive from a list: pages of papers, pictures, and files.

    Attributes:
        cards: of all papers.
        sources: source paths of the pages.
        use_rendered: whether pages of papers that were rendered already are still right.
    """

    def __init__(self, catalog: Catalog, renderer: Renderer, *, background: bool) -> None:
        self.cards = Cards(catalog)
        papers = [f"papers/{slug}.md" for slug in catalog.papers]
        self.sources = (*papers, *list_picture_sources(catalog))
        self.use_rendered = True
        self._renderer = renderer
        batches = [papers[start : start + BATCH] for start in range(0, len(papers), BATCH)]
        self._batches = {source: number for number, batch in enumerate(batches) for source in batch}
        self._tasks = BackgroundTasks(
            *(partial(self._render_papers, batch) for batch in batches),
            partial(make_picture_pages, catalog),
            partial(_make_files, catalog),
            allowed=background,
        )

    def render(self, source: str) -> str:
        """Return the Markdown of the page of a paper, of the charts or of the map."""
        batch = self._batches.get(source)
        if batch is None:
            return self._renderer.render(self._pictures[source])
        rendered = self._tasks.result(batch) if self.use_rendered else self._render_papers([source])
        return str(rendered[source])

    @property
    def files(self) -> dict[str, bytes]:
        """Path below the site's root -> content of the exports and the search index."""
        return dict(self._tasks.result(-1))

    @cached_property
    def _pictures(self) -> dict[str, Page]:
        return {page.source: page for page in self._tasks.result(-2)}

    @cached_property
    def _related(self) -> dict[str, list[Neighbor]]:
        # imported late: it takes longer than most commands
        from generator.analysis.related import find_related

        return find_related(self.cards.catalog)

    def _render_papers(self, sources: Iterable[str]) -> dict[str, str]:
        rendered = {}
        for source in sources:
            paper = self.cards.catalog.papers[Path(source).stem]
            page = make_paper_page(self.cards, paper, self._related.get(paper.slug, ()))
            rendered[source] = self._renderer.render(page)
        return rendered


def _make_files(catalog: Catalog) -> dict[str, bytes]:
    # imported late: it is slow to import, and mostly runs in the background process
    from generator.analysis.search import build_index

    return {**export_files(catalog), **build_index(catalog, shown=list_facts(catalog))}

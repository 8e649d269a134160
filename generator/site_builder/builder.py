"""Builds the pages and files of a site from its content, again and again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, partial

from generator.curation.review import hide_unreviewed
from generator.exports import collect_references, meta
from generator.exports.files import list_paths
from generator.model.catalogue import Catalogue, Site
from generator.pages.cards import Cards
from generator.pages.list_pages import make_list_pages
from generator.pages.navigation import list_sections
from generator.pages.page import Page
from generator.pages.paper import PaperExtras, make_paper_page
from generator.pages.pictures import list_picture_sources, make_picture_pages
from generator.pages.rendering import Renderer
from generator.pages.to_review import make_review_page
from generator.site_builder.background import BackgroundTasks
from generator.site_builder.paper_extras import collect_extras, make_files
from generator.site_builder.redirects import make_redirects
from generator.site_builder.site_files import SiteFiles
from generator.storage.folder import Folder
from generator.storage.loading import load_catalogue

BATCH = 40
"""Pages of papers rendered together, so that MkDocs can begin with the first while others are made."""


class SiteBuilder:
    """Builds the site repeatedly, keeping what did not change.

    Args:
        folder: where the list is stored.
        renderer: fills the templates.
        background: whether a second process may be used.
    """

    def __init__(self, folder: Folder, renderer: Renderer | None = None, *, background: bool = False) -> None:
        self.folder = folder
        self.renderer = renderer or Renderer()
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
        loaded = load_catalogue(self.folder, site)
        catalogue = loaded if local else hide_unreviewed(loaded)
        redirects = make_redirects(loaded, self.folder, self.renderer, shown=catalogue.papers)
        analysis = self._analysis
        if analysis is None or analysis.catalogue != catalogue:
            analysis = _Analysis(catalogue)
            analysis.start(self.renderer, background=self.background)
            self._analysis = analysis
        else:
            # templates may have changed
            analysis.forget_rendered()
        pages = {page.source: page for page in make_list_pages(analysis.cards)}
        if local:
            review = make_review_page(analysis.cards)
            pages[review.source] = review

        def render(source: str) -> str:
            page = pages.get(source)
            return self.renderer.render(page) if page else analysis.render(source, self.renderer)

        return SiteFiles(
            sources=(*pages, *analysis.sources),
            paths=(*list_paths(catalogue), *redirects),
            sections=list_sections(catalogue),
            render=render,
            files=lambda: {**analysis.files, **redirects},
        )


class _Analysis:
    """What takes long to derive from a list: pages of papers, pictures, and files."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.references = collect_references(catalogue)
        spans = {slug: meta.write_coins(reference) for slug, reference in self.references.items()}
        self.cards = Cards(catalogue, spans)
        self.slugs = slugs = list(catalogue.papers)
        self.batches = [slugs[start : start + BATCH] for start in range(0, len(slugs), BATCH)]
        self.sources = (*(_paper_source(slug) for slug in slugs), *list_picture_sources(catalogue))
        self._numbers = {_paper_source(slug): number for number, slug in enumerate(slugs)}
        self._tasks = BackgroundTasks()
        self._rendered = False

    def start(self, renderer: Renderer, *, background: bool) -> None:
        """Begin the work, in the background if allowed."""
        self._tasks = BackgroundTasks(
            *(partial(self._render_papers, batch, renderer) for batch in self.batches),
            partial(make_picture_pages, self.catalogue),
            partial(make_files, self.catalogue),
            allowed=background,
        )
        self._rendered = True

    def forget_rendered(self) -> None:
        """Render every page again when it is asked for; models, pictures and files are kept."""
        self._rendered = False

    def render(self, source: str, renderer: Renderer) -> str:
        """Return the Markdown of the page of a paper, of the charts or of the map."""
        number = self._numbers.get(source)
        if number is None:
            return renderer.render(self._pictures[source])
        if self._rendered:
            return str(self._tasks.result(number // BATCH)[source])
        return renderer.render(self._make_paper(self.slugs[number]))

    @property
    def files(self) -> dict[str, bytes]:
        """Path below the site's root -> content of the exports and the search index."""
        return dict(self._tasks.result(len(self.batches) + 1))

    @cached_property
    def _pictures(self) -> dict[str, Page]:
        return {page.source: page for page in self._tasks.result(len(self.batches))}

    @cached_property
    def _extras(self) -> PaperExtras:
        return collect_extras(self.catalogue, self.references)

    def _make_paper(self, slug: str) -> Page:
        return make_paper_page(self.cards, self.catalogue.papers[slug], self._extras)

    def _render_papers(self, slugs: Iterable[str], renderer: Renderer) -> dict[str, str]:
        return {_paper_source(slug): renderer.render(self._make_paper(slug)) for slug in slugs}


def _paper_source(slug: str) -> str:
    return f"papers/{slug}.md"

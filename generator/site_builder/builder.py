"""Joins the steps that make a site: content to catalogue, catalogue to pages and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from generator.analysis.related import related
from generator.curation.review import hide_unreviewed, list_commands, list_to_review
from generator.exports import FORMATS, Reference, citation, coins, collect_references, meta
from generator.exports.files import export_files, list_paths
from generator.model.catalogue import Catalogue, Site
from generator.pages.charts import SiteAddresses, plots
from generator.pages.paper_map import LEAST, paper_map
from generator.pages.rendering import Renderer
from generator.pages.views import Page, Parts, list_facts, make_card, nav_sections, pages, paper_address
from generator.site_builder.background import BackgroundTasks
from generator.site_builder.redirects import make_redirects
from generator.site_builder.site_files import SiteFiles
from generator.storage.store import Folder, load_catalogue

__all__ = ["SiteBuilder", "site_parts"]


PART = 40
"""Pages of papers that are made in one go."""


class SiteBuilder:
    """Builds the site again and again, doing anew only what changed.

    Args:
        folder: where the list stands.
        renderer: fills the templates.
        background: whether a second process may be used.
    """

    def __init__(self, folder: Folder, renderer: Renderer | None = None, *, background: bool = False) -> None:
        self.folder = folder
        self.renderer = renderer or Renderer()
        self.background = background
        self._catalogue: Catalogue | None = None
        self._coins: dict[str, str] = {}
        self._pictures: tuple[str, ...] = ()
        self._parts: Callable[[], Parts] = Parts
        self._analysis = BackgroundTasks()

    def build(self, site: Site, *, local: bool = False) -> SiteFiles:
        """Return the pages and files of the site as the content stands now.

        Args:
            site: name and addresses of the site.
            local: whether the curator looks at it, not the public: pages for review are made.

        Raises:
            ContentError: the content has faults.
        """
        loaded = load_catalogue(self.folder, site)
        catalogue = loaded if local else hide_unreviewed(loaded)
        fresh = catalogue != self._catalogue
        if fresh:
            references = collect_references(catalogue)
            self._coins = {slug: coins.span(reference) for slug, reference in references.items()}
            self._parts = cache(lambda: site_parts(catalogue, references, self._coins))
        waiting = [f"papers/{slug}.md" for slug in catalogue.papers]
        # in parts, so that MkDocs can begin with the first while the next are made
        parts = [waiting[start : start + PART] for start in range(0, len(waiting), PART)]
        part_of = {source: number for number, part in enumerate(parts) for source in part}

        @cache
        def models() -> dict[str, Page]:
            return {page.source: page for page in pages(catalogue, self._parts())}

        def render_part(part: list[str]) -> dict[str, str]:
            return {source: self.renderer.render(models()[source]) for source in part}

        if fresh:
            self._analysis = BackgroundTasks(
                *(partial(render_part, part) for part in parts),
                lambda: draw_pictures(catalogue),
                lambda: make_files(catalogue),
                allowed=self.background,
            )
            self._pictures = name_pictures(catalogue)
            self._catalogue = catalogue
        analysis, pictures = self._analysis, self._pictures
        own = (_to_review(catalogue),) if local else ()
        lists = pages(catalogue, Parts(coins=self._coins, pages=own), papers=False)
        early = {page.source: page for page in lists}
        redirects = make_redirects(loaded, self.folder, self.renderer, shown=catalogue.papers)

        @cache
        def drawn() -> dict[str, Page]:
            return {page.source: page for page in analysis.result(len(parts))}

        def render(source: str) -> str:
            if source in part_of:
                if fresh:
                    return str(analysis.result(part_of[source])[source])
                return self.renderer.render(models()[source])
            return self.renderer.render(drawn()[source] if source in pictures else early[source])

        return SiteFiles(
            sources=(
                *early,
                *waiting,
                *pictures,
            ),
            paths=(*list_paths(catalogue), *redirects),
            sections=nav_sections(catalogue),
            render=render,
            files=lambda: {**analysis.result(len(parts) + 1), **redirects},
        )


def site_parts(catalogue: Catalogue, references: Mapping[str, Reference], spans: dict[str, str]) -> Parts:
    """Return what exports and other rooms contribute to the pages of the papers."""
    return Parts(
        coins=spans,
        related=find_neighbours(catalogue),
        meta={
            slug: {
                "citation": [list(pair) for pair in meta.citation_tags(reference)],
                "jsonld": meta.embed_json(meta.scholarly_article(reference)),
            }
            for slug, reference in references.items()
        },
        citations={
            slug: {
                "citation": citation.plain(reference),
                "bib": FORMATS["bib"].write([reference]),
                "ris": FORMATS["ris"].write([reference]),
                "json": FORMATS["json"].write([reference]),
                "md": citation.markdown(reference),
            }
            for slug, reference in references.items()
        },
    )


def find_neighbours(catalogue: Catalogue) -> dict[str, Sequence[tuple[str, Sequence[str]]]]:
    """Return the papers most like each paper, with the words that they share: slug -> neighbours."""
    return {
        slug: tuple((near.slug, tuple(near.words)) for near in found)
        for slug, found in related(catalogue).items()
    }


def make_files(catalogue: Catalogue) -> dict[str, bytes]:
    """Return the exports and the search index: path below the site's root -> content."""
    from generator.analysis.search_index import build_index

    return {**export_files(catalogue), **build_index(catalogue, shown=list_facts(catalogue))}


def name_pictures(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the source paths of the pages that :func:`draw_pictures` makes, without drawing the map."""
    dated = any(paper.year for paper in catalogue.papers.values())
    # years are always drawn where there are any; otherwise it must be tried
    if not dated and not plots(catalogue, SiteAddresses(root="../")):
        return ()
    return ("pictures.md", "map.md") if len(catalogue.papers) >= LEAST else ("pictures.md",)


def draw_pictures(catalogue: Catalogue) -> tuple[Page, ...]:
    """Return the pages of the plots and of the map; a list without papers has none."""
    addresses = SiteAddresses(root="../")
    drawn = plots(catalogue, addresses)
    if not drawn:
        return ()
    drawn_map = paper_map(catalogue, addresses)
    meta = {"hide": ["navigation", "toc"], "drawn": True}
    found = [
        Page(
            source="pictures.md",
            template="pictures.md.jinja",
            title="The list in charts",
            description="What is on the list and what is growing, in charts that link to the papers.",
            model={"plots": drawn, "has_map": drawn_map is not None},
            meta=meta,
        )
    ]
    if drawn_map:
        found.append(
            Page(
                source="map.md",
                template="map.md.jinja",
                title="The map of the list",
                description="Every paper as a mark, with similar papers close together.",
                model={"map": drawn_map},
                meta=meta,
            )
        )
    return tuple(found)


def _to_review(catalogue: Catalogue) -> Page:
    """Return the curator's page of records to review, with their possible duplicates."""
    waiting = []
    for item in list_to_review(catalogue):
        pairs = []
        for pair in item.possible_duplicates:
            other = pair.other if pair.one.slug == item.paper.slug else pair.one
            pairs.append(
                {
                    "title": other.title,
                    "address": paper_address(other.slug),
                    "score": round(100 * pair.score),
                    "commands": list_commands(pair),
                }
            )
        waiting.append(
            {
                "card": make_card(catalogue, item.paper),
                "reason": item.reason,
                "possible_duplicates": pairs,
            }
        )
    return Page(
        source="to-review.md",
        template="to-review.md.jinja",
        title="To review",
        description="Records that need review.",
        model={"waiting": waiting},
        meta={"hide": ["navigation", "toc"]},
        local=True,
    )

"""The page of the charts, and the page of the map."""

from generator.model.catalog import Catalog
from generator.pages.publication import describe_citations
from generator.pages.rendering import Page
from generator.text.identifiers import doi_url
from generator.text.translation import _

LEAST_PAPERS = 8
"""Papers below which a map says nothing."""
META = {"hide": ["navigation", "toc"], "style": "charts"}


def list_picture_sources(catalog: Catalog) -> tuple[str, ...]:
    """Return the source paths of the pages of :func:`make_picture_pages`, without drawing the map."""
    papers = catalog.papers.values()
    # each chart needs years; or topics, and a paper with code, with a kind or with several topics
    has_kinds = bool(catalog.kinds)
    if not any(paper.year for paper in papers) and not (
        any(paper.topics for paper in papers)
        and any(paper.links.code or (has_kinds and paper.kind) or paper.topics[1:] for paper in papers)
    ):
        return ()
    return ("pictures.md", "map.md") if len(catalog.papers) >= LEAST_PAPERS else ("pictures.md",)


def make_picture_pages(catalog: Catalog) -> tuple[Page, ...]:
    """Return the page of the charts and the page of the map; a list without papers has neither."""
    # imported late: a build draws in its second process
    from generator.pages.charts import draw_charts
    from generator.pages.paper_map import draw_paper_map

    charts = draw_charts(catalog)
    if not charts:
        return ()
    paper_map = draw_paper_map(catalog)
    pages = [
        Page(
            source="pictures.md",
            template="pictures.md.jinja",
            title=_("The list in charts"),
            description=_("What is on the list and what is growing, in charts that link to the papers."),
            model={
                "charts": charts,
                "has_map": paper_map is not None,
                "missing": [
                    (work, doi_url(work.doi) if work.doi else "") for work in catalog.citations.missing
                ],
                "citation_source": describe_citations(catalog),
            },
            meta=META,
        )
    ]
    if paper_map:
        pages.append(
            Page(
                source="map.md",
                template="map.md.jinja",
                title=_("The map of the list"),
                description=_("Every paper as a mark, with similar papers close together."),
                model={"map": paper_map},
                meta=META,
            )
        )
    return tuple(pages)

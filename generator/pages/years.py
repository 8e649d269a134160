"""The page of each year, and the page of all years."""

from collections.abc import Sequence

from generator.model.paper import Paper
from generator.pages.addresses import year_address
from generator.pages.cards import Cards, sort_newest_first
from generator.pages.offers import offer_year
from generator.pages.rendering import Page
from generator.pages.topics import Section
from generator.text.translation import _, ngettext


def make_years_page(cards: Cards) -> Page:
    """Return the page of all years."""
    years = cards.catalog.by_year
    most = max((len(papers) for papers in years.values()), default=1)
    return Page(
        source="years/index.md",
        template="years.md.jinja",
        title=_("Years"),
        description=_("The papers on the list, by year of first publication."),
        model={
            "years": [
                {
                    "label": str(year) if year else _("Unknown"),
                    "address": year_address(year),
                    "count": len(papers),
                    "share": round(100 * len(papers) / most, 1),
                }
                for year, papers in years.items()
            ]
        },
    )


def make_year_page(cards: Cards, year: int | None) -> Page:
    """Return the page of one year, its papers by group of topics; None is for papers without a year."""
    papers = cards.catalog.by_year[year]
    years = list(cards.catalog.by_year)
    position = years.index(year)
    newer, older = years[:position][-1:], years[position + 1 :][:1]
    return Page(
        source=f"years/{year or 'unknown'}.md",
        template="year.md.jinja",
        title=str(year) if year else _("Year unknown"),
        description=(
            ngettext(
                "%(count)s paper on the list was first published in %(year)s.",
                "%(count)s papers on the list were first published in %(year)s.",
                len(papers),
                year=year,
            )
            if year
            else ngettext(
                "%(count)s paper on the list has no known year.",
                "%(count)s papers on the list have no known year.",
                len(papers),
            )
        ),
        model={
            "year": year,
            "exports": offer_year(year, len(cards.catalog.papers)),
            "sections": _split_by_group(cards, papers),
            "newer": [(str(other or _("Year unknown")), year_address(other)) for other in newer],
            "older": [(str(other or _("Year unknown")), year_address(other)) for other in older],
        },
        meta={"printed": True},
    )


def _split_by_group(cards: Cards, papers: Sequence[Paper]) -> tuple[Section, ...]:
    sections = []
    for group in cards.catalog.taxonomy.groups:
        ids = {topic.id for topic in group.topics}
        chosen = sort_newest_first(paper for paper in papers if paper.primary_topic in ids)
        if chosen:
            sections.append(Section(id=group.id, title=group.title, cards=cards.cards(chosen)))
    rest = sort_newest_first(paper for paper in papers if paper.primary_topic not in cards.topics)
    if rest:
        sections.append(Section(id="no-topic", title=_("Without a topic"), cards=cards.cards(rest)))
    return tuple(sections)

"""Every generated page but those of papers, charts and the map."""

from __future__ import annotations

from generator.pages.browse import make_browse_page
from generator.pages.cards import Cards
from generator.pages.feeds import make_feeds_page
from generator.pages.home import make_home_page
from generator.pages.library import make_library_page
from generator.pages.page import Page
from generator.pages.topics import make_topic_page, make_topics_page
from generator.pages.whats_new import make_whats_new_page
from generator.pages.years import make_year_page, make_years_page


def make_list_pages(cards: Cards) -> tuple[Page, ...]:
    """Return the pages that lead to papers, in a fixed order."""
    catalogue = cards.catalogue
    return (
        make_home_page(cards),
        make_topics_page(cards),
        *(make_topic_page(cards, topic) for topic in catalogue.taxonomy.topics.values()),
        make_years_page(cards),
        *(make_year_page(cards, year) for year in catalogue.by_year),
        make_browse_page(cards),
        make_library_page(cards),
        make_feeds_page(cards),
        make_whats_new_page(cards),
    )

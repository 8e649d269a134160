"""The page of each author of several papers, and the page of all of them."""

from collections import Counter
from itertools import groupby

from generator.exports.paths import author_feed, has_small_files
from generator.model.authors import Author
from generator.pages.addresses import Address, TextLink, author_address
from generator.pages.cards import Cards, sort_newest_first
from generator.pages.offers import offer_author
from generator.pages.rendering import Page
from generator.text.names import split_name
from generator.text.tokenizing import fold
from generator.text.translation import _, ngettext

COAUTHORS = 8
"""Coauthors whose pages an author's page links to."""
TOPICS = 6
"""Topics that an author's page names."""


def make_authors_page(cards: Cards) -> Page:
    """Return the page of all authors of several papers, by the first letters of their family names."""
    authors = cards.catalog.authors.by_slug.values()
    letters = groupby(authors, key=lambda author: fold(split_name(author.name).family)[:1].upper())
    return Page(
        source="authors/index.md",
        template="authors.md.jinja",
        title=_("Authors"),
        description=ngettext(
            "%(count)s author has more than one paper on the list.",
            "%(count)s authors have more than one paper on the list.",
            len(authors),
        ),
        model={
            "letters": [
                (letter, [(author.name, author_address(author.slug), len(author.papers)) for author in group])
                for letter, group in letters
            ],
        },
        meta={"hide": ["navigation", "toc"]},
    )


def make_author_page(cards: Cards, author: Author) -> Page:
    """Return the page of one author: topics, coauthors, papers."""
    catalog = cards.catalog
    papers = sort_newest_first(author.papers)
    count = len(papers)
    topics = Counter(id_ for paper in papers for id_ in paper.topics if id_ in cards.topics)
    coauthors = Counter(
        slug
        for paper in papers
        for slug in {catalog.authors.slugs.get(name) for name in paper.authors} - {author.slug, None}
        if slug
    )
    most_shared = sorted(coauthors, key=lambda slug: (-coauthors[slug], slug))[:COAUTHORS]
    years = [paper.year for paper in papers if paper.year]
    has_feed = has_small_files(len(catalog.papers))
    return Page(
        source=f"authors/{author.slug}.md",
        template="author.md.jinja",
        title=author.name,
        description=ngettext(
            "%(count)s paper by %(name)s on this list.",
            "%(count)s papers by %(name)s on this list.",
            count,
            name=author.name,
        ),
        model={
            "author": author,
            "count": count,
            "code": sum(1 for paper in papers if paper.links.code),
            "first_year": min(years, default=None),
            "last_year": max(years, default=None),
            "topics": [cards.topics[id_] for id_, number in topics.most_common(TOPICS)],
            "coauthors": [
                TextLink(catalog.authors.by_slug[slug].name, author_address(slug).path)
                for slug in most_shared
            ],
            "other_names": [TextLink(name, path) for name, path in author.other_names],
            "feed": Address(author_feed(author.slug)) if has_feed else None,
            "exports": offer_author(author.slug, len(catalog.papers)),
            "cards": cards.cards(papers),
        },
        meta={"hide": ["navigation", "toc"], **({"feed": author_feed(author.slug)} if has_feed else {})},
    )

"""What pages offer to copy and download, on small and on large lists."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from generator.exports import paths
from generator.model.catalog import Catalog
from generator.pages.cards import Cards
from generator.pages.paper import make_paper_page
from generator.pages.rendering import Renderer
from generator.pages.single_pages import make_feeds_page
from generator.pages.topics import make_topic_page
from generator.pages.years import make_year_page


def list_files(html: str) -> list[str]:
    """Return the addresses of all files that a page links to."""
    return [str(link["href"]) for link in BeautifulSoup(html, "html.parser").select("a[download]")]


def list_buttons(html: str) -> list[str]:
    """Return the formats that the browser saves, each once."""
    buttons = BeautifulSoup(html, "html.parser").select(".rl-js[data-rl-save], .rl-js > [data-rl-save]")
    return sorted({str(button["data-rl-save"]) for button in buttons})


def test_pages_link_to_files_and_leave_the_other_formats_to_the_browser(made_up: Catalog) -> None:
    render = Renderer().render
    cards = Cards(made_up)
    paper = next(iter(made_up.papers.values()))
    page = render(make_paper_page(cards, paper))
    assert list_files(page.body) == [f"{paper.slug}.bib"]
    assert list_buttons(page.body) == ["citation", "json", "md", "ris"]
    topic = next(iter(made_up.taxonomy.topics.values()))
    text = render(make_topic_page(cards, topic)).body
    assert list_files(text) == [f"../../exports/topics/{topic.id}.bib"]
    assert list_buttons(text) == ["citation", "csv", "json", "md", "ris"]


def test_a_large_list_links_to_no_file_of_a_paper_or_year(
    made_up: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "MOST_PAPERS_WITH_FILES", len(made_up.papers) - 1)
    render = Renderer().render
    cards = Cards(made_up)
    paper = next(iter(made_up.papers.values()))
    for page in (make_paper_page(cards, paper), make_year_page(cards, next(iter(made_up.by_year)))):
        text = render(page).body
        assert list_files(text) == []
        assert "bib" in list_buttons(text)
        assert "x-bibtex" not in str(page.meta)
    feeds = render(make_feeds_page(cards)).body
    assert not any("/years/" in address for address in list_files(feeds))
    assert "exports/all.bib" in "".join(list_files(feeds))

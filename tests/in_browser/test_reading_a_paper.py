"""Reading, following a path and going astray, on the page of a paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from reader import Reader

from generator.model.catalog import Catalog


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_the_pdf_and_all_actions_are_in_the_first_view(
    read: Reader, addresses: dict[str, str], width: int, height: int
) -> None:
    page = read.open(addresses["paper"], viewport={"width": width, "height": height})
    expect(page.locator(".rl-button--primary")).to_have_text("Read PDF")
    controls = [page.get_by_role("link", name=name, exact=True) for name in ("Read PDF", "Code", "Cite")]
    row = page.locator(".rl-actions :is(button, a)")
    expect(row).to_have_count(5)
    boxes = row.evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(set(boxes)) == 1, "the actions are in one row"
    for control in (*controls, row.first):
        expect(control).to_be_in_viewport(ratio=1)
    if width > 1000:
        page.get_by_role("heading", name="About this record").scroll_into_view_if_needed()
        expect(controls[0]).to_be_in_viewport(ratio=1)


def test_a_path_is_followed_from_its_topic(read: Reader, catalog: Catalog) -> None:
    topic = next(topic for topic in catalog.taxonomy.topics.values() if len(topic.path) > 1)
    titles = [catalog.papers[step.paper].title for step in topic.path]
    page = read.open(f"topics/{topic.id}/")
    page.locator(".rl-path__step a").first.click()
    place = page.get_by_role("navigation", name=f"Reading path: {topic.title}")
    expect(place).to_contain_text(f"step 1 of {len(titles)}")
    assert page.evaluate("scrollY") == 0
    place.get_by_role("link", name="Next").click()
    expect(page.locator("h1")).to_contain_text(titles[1])
    expect(place.get_by_role("link", name="Previous")).to_contain_text(titles[0])


def test_the_page_that_was_not_found_suggests_others(read: Reader, catalog: Catalog) -> None:
    slug, paper = next(iter(catalog.papers.items()))
    page = read.open(f"papers/{slug[:-2]}.html")
    expect(page.locator(".rl-missing a", has_text=paper.title)).to_have_attribute(
        "href", read.site.at(f"papers/{slug}/")
    )
    topic = next(topic for topic in catalog.taxonomy.topics.values())
    read.go(page, f"tags/{topic.title.lower()}/")
    expect(page.locator(".rl-missing a").first).to_have_text(topic.title)
    read.go(page, "%E0%A4%A")
    expect(page.get_by_role("heading", name="Not found")).to_be_visible()
    read.problems[:] = [problem for problem in read.problems if "404 (Not Found)" not in problem]

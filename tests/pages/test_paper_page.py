"""The page of a paper: what to do with it, its question, where facts are from, and its place on paths."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from generator.model.catalog import Catalog
from generator.model.paper import Links, Paper
from generator.model.taxonomy import PathStep
from generator.pages.cards import Cards, list_facts
from generator.pages.paper import make_paper_page
from generator.pages.rendering import Renderer


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def change(catalog: Catalog, **parts: object) -> Catalog:
    return Catalog(**({name: getattr(catalog, name) for name in Catalog.model_fields} | parts))


def show(renderer: Renderer, catalog: Catalog, slug: str, *, private_note: str | None = None) -> Tag:
    page = make_paper_page(Cards(catalog), catalog.papers[slug], private_note=private_note)
    return BeautifulSoup(renderer.render(page).body, "html.parser")


def show_with(renderer: Renderer, catalog: Catalog, **fields: object) -> Tag:
    """The page of the first paper with other fields."""
    slug, paper = next(iter(catalog.papers.items()))
    changed = Paper.model_validate(paper.model_dump() | fields)
    return show(renderer, change(catalog, papers={**catalog.papers, slug: changed}), slug)


@pytest.mark.parametrize(
    ("links", "read", "others"),
    [
        ({"arxiv": "2401.00001", "code": ("https://git.example/rye",)}, "Read PDF", {"arXiv"}),
        ({"doi": "10.1000/rye", "pdf": ("https://oven.example/rye",)}, "Read PDF", {"DOI"}),
        ({"doi": "10.1000/rye"}, "Read at the publisher", set()),
        ({"openreview": "abc"}, "Read on OpenReview", set()),
        ({"project": ("https://oven.example/",)}, None, {"Project"}),
    ],
)
def test_one_filled_button_leads_to_the_paper(
    renderer: Renderer, made_up: Catalog, links: dict[str, object], read: str | None, others: set[str]
) -> None:
    page = show_with(renderer, made_up, links=Links.model_validate(links))
    filled = [button.text for button in page.select(".rl-button--primary")]
    assert filled == ([read] if read else [])
    buttons = [button.text for button in page.select(".rl-read > .rl-button")]
    assert buttons == [*filled, *(["Code"] if "code" in links else [])]
    assert others <= {link.text for link in page.select(".rl-read .rl-link")}


def test_hundreds_of_authors_do_not_push_the_paper_away(renderer: Renderer, made_up: Catalog) -> None:
    names = [f"Baker Number{number}" for number in range(300)]
    page = show_with(renderer, made_up, authors=names, author_count=None)
    shown, folded = page.select_one(".rl-paper__authors"), page.select_one(".rl-paper details")
    assert shown is not None
    assert folded is not None
    assert folded.summary is not None
    assert folded.summary.text == "288 more authors"
    assert folded.p is not None
    assert f"{shown.text}, {folded.p.text}".split(", ") == names


def test_other_programs_can_read_the_citation_tags(renderer: Renderer, made_up: Catalog) -> None:
    slug, paper = next(iter(made_up.papers.items()))
    head = renderer.render(make_paper_page(Cards(made_up), made_up.papers[slug])).meta["head"]
    title = BeautifulSoup(head, "html.parser").select_one("meta[name=citation_title]")
    assert title is not None
    assert title["content"] == paper.title


@pytest.mark.parametrize(
    ("arxiv", "source", "shown"),
    [
        # announced on the first day, so perhaps submitted in May
        ("2406.00123", "arXiv identifier", "about June 2024"),
        ("2406.00700", "arXiv identifier", "June 2024"),
        ("2406.00123", "first.txt", "June 2024"),
        (None, "arXiv identifier", "June 2024"),
    ],
)
def test_a_month_is_rough_if_it_is_of_an_identifier_from_its_first_day(
    renderer: Renderer, made_up: Catalog, arxiv: str | None, source: str, shown: str
) -> None:
    fields: dict[str, object] = {
        "published": "2024-06",
        "venue": None,
        "links": {"arxiv": arxiv},
        "evidence": {"published": source},
    }
    page = show_with(renderer, made_up, **fields)
    facts = [fact.text for fact in page.select(".rl-paper .rl-facts > span")]
    assert shown in facts
    assert bool(page.select(".rl-paper > .rl-facts time")) == (shown == "June 2024")
    paper = Paper.model_validate(next(iter(made_up.papers.values())).model_dump() | fields)
    [(_, date, marks, *_rest)] = list_facts(change(made_up, papers={paper.slug: paper})).values()
    assert (date, bool(marks & 4)) == (shown, shown != "June 2024")


def test_a_question_advice_and_other_titles_are_shown_in_place(renderer: Renderer, made_up: Catalog) -> None:
    page = show_with(
        renderer,
        made_up,
        title="Steam and the Crust",
        aliases=("On Steam", "<b>Crusts</b>"),
        tldr="Steam delays it.",
        question="Will my *snack* stay soft?",
        also_asked=("why is my bread hard",),
        who_can_skip="Whoever bakes in tins: <i>steam</i> never reaches the loaf.",
    )
    (question,) = page.select(".rl-paper__question")
    assert question.text == "Will my *snack* stay soft?"
    (advice,) = page.select(".rl-paper__advice")
    assert advice.text == "Who can skip it: Whoever bakes in tins: <i>steam</i> never reaches the loaf."
    assert advice.find_previous(class_="rl-paper__tldr")
    (aliases,) = page.select(".rl-paper__aliases")
    assert aliases.text == "Also known as: On Steam · <b>Crusts</b>"
    assert "why is my bread hard" not in str(page)


def test_without_a_question_advice_or_other_titles_nothing_stands_for_them(
    renderer: Renderer, made_up: Catalog
) -> None:
    page = show_with(renderer, made_up, question=None, why_read=None, who_can_skip=None, aliases=())
    assert not page.select(".rl-paper__question, .rl-paper__advice, .rl-paper__aliases")


def test_a_paper_has_two_kinds_on_its_page(renderer: Renderer, made_up: Catalog) -> None:
    page = show_with(renderer, made_up, kind=("theory", "survey"))
    assert [place.text for place in page.select(".rl-facts__kind")] == ["theory, survey"]


def test_sources_are_named_in_words(renderer: Renderer, made_up: Catalog) -> None:
    evidence = {
        "arxiv": "reference lists",
        "authors": "reference lists",
        "published": "arXiv identifier",
        "venue": "https://papers.example.org/1?a=1, https://mirror.example.org/2",
        "organization": "004_2054db5deaf17c0e.txt, refs.bib",
        "level": "checked by the curator",
    }
    slug, paper = next((slug, paper) for slug, paper in made_up.papers.items() if paper.captures)
    papers = {**made_up.papers, slug: paper.model_copy(update={"evidence": evidence})}
    record = show(renderer, change(made_up, papers=papers), slug).select_one(".rl-record")
    assert record is not None
    (sources,) = (row.dd for row in record.select("div") if row.dt and row.dt.text == "Sources")
    assert sources is not None
    assert list(sources.stripped_strings) == [
        "Authors and identifiers: from public reference lists",
        "Organization: from an imported list",
        "Venue: from public web pages",
        "Date: from the arXiv identifier",
        "Level: checked by the curator",
        "Citations: OpenAlex, March 4, 2031",
    ]
    assert ".txt" not in record.text
    assert ".yml" not in record.text
    # only the curator sees files
    private = show(renderer, made_up, slug, private_note="").select_one(".rl-record")
    assert private is not None
    assert paper.captures[0].capture in private.text


def test_a_paper_shows_its_place_on_each_path(renderer: Renderer, made_up: Catalog) -> None:
    first, second, third = list(made_up.papers)[:3]
    (path, *_) = made_up.taxonomy.paths
    steps = tuple(PathStep(paper=slug, why="next") for slug in (first, "gone", second, third))
    taxonomy = made_up.taxonomy.model_copy(
        update={"paths": (path.model_copy(update={"steps": steps, "title": "From Flour"}),)}
    )
    catalog = change(made_up, taxonomy=taxonomy)

    def list_steps(slug: str) -> dict[str, str]:
        place = show(renderer, catalog, slug).select_one(f"#path-{path.id}")
        assert place is not None
        assert place.p is not None
        links = {str(link["rel"][0]): str(link["href"]) for link in place.select("a[rel]")}
        return {"path": place.p.text, **links}

    assert list_steps(second) == {
        "path": "From Flour, step 2 of 3",
        "prev": f"../{first}/#path-{path.id}",
        "next": f"../{third}/#path-{path.id}",
    }
    assert "prev" not in list_steps(first)
    assert "next" not in list_steps(third)


def test_related_papers_that_curators_name_come_first_on_both_pages(
    renderer: Renderer, made_up: Catalog
) -> None:
    one, other, third, fourth = list(made_up.papers)[:4]
    related = (
        {"paper": other, "why": "Both measure <b>rye</b>"},
        {"paper": third, "why": "explains its crust"},
    )
    paper = Paper.model_validate(made_up.papers[one].model_dump() | {"related": related})
    catalog = change(made_up, papers={**made_up.papers, one: paper})

    def list_related(slug: str, *found: str) -> list[tuple[str, str]]:
        page = make_paper_page(Cards(catalog), catalog.papers[slug], [(near, "rye bran") for near in found])
        body = BeautifulSoup(renderer.render(page).body, "html.parser")
        items = body.select("#related-papers ~ .rl-related > li") or body.select(".rl-related > li")
        why = [item.select_one(".rl-related__why") for item in items]
        return [
            (str(item.a["href"]).strip("./"), reason.text if reason else "")
            for item, reason in zip(items, why, strict=True)
            if item.a
        ]

    assert list_related(one, fourth, third)[:3] == [
        (other, "Both measure <b>rye</b>"),
        (third, "explains its crust"),
        (fourth, "both on rye bran"),
    ]
    assert list_related(other)[:1] == [(one, "Both measure <b>rye</b>")]
    # the reason goes for one of the two only
    assert list_related(third)[:1] == [(one, "")]

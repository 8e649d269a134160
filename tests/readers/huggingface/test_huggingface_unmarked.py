"""Listings without marked titles, copied as text: what separates papers, and what belongs to none."""

from __future__ import annotations

import pytest

from generator.readers import ReadResult, decode, read

LONG = "We bake bread in large ovens and measure its crumb at every step of the way, which takes time. " * 4
OTHER = "A second study measures steam in the oven, and finds that a humid minute is enough for a crust. " * 5
META = "• 4 authors\n·\nJul 4, 2024"


def read_text(*blocks: str, tight: bool = False) -> ReadResult:
    return read(decode(("\n" if tight else "\n\n").join(blocks).encode(), name="listing.txt"))


def list_titles(result: ReadResult) -> list[str]:
    return [entry.title for entry in result.entries]


def test_furniture_between_papers_is_not_a_paper() -> None:
    result = read_text("Daily Papers", "Rye Bread", LONG, "Subscribe", "Mar 11", "Wheat Bread", LONG)
    assert list_titles(result) == ["Rye Bread", "Wheat Bread"]
    assert not result.problems


def test_a_title_without_an_abstract_is_reported_and_its_neighbors_are_read() -> None:
    result = read_text("Daily Papers", "Rye Bread", LONG, "Lonely Title of Bread", "Wheat Bread", LONG)
    assert list_titles(result) == ["Rye Bread", "Wheat Bread"]
    assert [str(problem) for problem in result.problems] == [
        "listing.txt:7: expected an abstract below the title (got 'Lonely Title of Bread')"
    ]


def test_a_paper_without_an_abstract_but_with_authors_is_kept() -> None:
    result = read_text("Daily Papers", "Rye Bread", "• 4 authors\n·\nJul 4, 2024", "Oats", LONG)
    first = result.entries[0]
    assert (first.title, first.abstract, first.author_count) == ("Rye Bread", "", 4)
    assert result.entries[1].title == "Oats"


def test_an_abstract_of_two_paragraphs_stays_one() -> None:
    result = read_text(
        "Daily Papers", "Rye", LONG, LONG + "Second.", "• 4 authors\n·\nJul 4, 2024", "Oats", LONG
    )
    assert list_titles(result) == ["Rye", "Oats"]
    assert result.entries[0].abstract == f"{LONG.strip()}\n\n{LONG}Second."


def test_a_paper_titled_like_furniture_is_a_paper() -> None:
    result = read_text("Daily Papers", "Spaces", LONG, "• 4 authors\n·\nJul 4, 2024", "Docs", LONG)
    assert list_titles(result) == ["Spaces", "Docs"]


def test_a_date_without_a_year_is_in_the_year_that_the_capture_states() -> None:
    text_ = f"Daily Papers\n\nRye\n\n{LONG}\n\n• 4 authors\n·\nMay 29 6\n"
    unknown = read(decode(text_.encode(), name="x")).entries[0]
    noted = read(decode(f"---\nretrieved: 2025-10-02\n---\n{text_}".encode(), name="x")).entries[0]
    assert (unknown.published, noted.published) == (None, "2025-05-29")
    assert unknown.comments == noted.comments == 6


def test_a_button_glued_to_the_first_title_is_removed() -> None:
    result = read_text("Get trending papers in your email inbox!", "SubscribeRye Bread", LONG, tight=True)
    assert list_titles(result) == ["Rye Bread"]


def test_one_long_second_paragraph_among_many_papers_is_reported_as_an_abstract_without_a_title() -> None:
    papers = [block for number in range(4) for block in (f"Rye Bread {number}", OTHER)]
    result = read_text("Daily Papers", *papers, LONG + LONG)
    assert [(entry.title, entry.abstract) for entry in result.entries][-1] == ("Rye Bread 3", OTHER.strip())
    (problem,) = result.problems
    assert str(problem).startswith("listing.txt:19: expected one abstract below the title in line 15")
    assert "is a title missing?" in problem.message


@pytest.mark.parametrize(
    ("line", "account", "name"),
    [
        ("huawei-noah HUAWEI Noah's Ark Lab", "huawei-noah", "HUAWEI Noah's Ark Lab"),
        ("Gensyn Gensyn", "Gensyn", "Gensyn"),
        ("nvidia NVIDIA", "nvidia", "NVIDIA"),
        ("AI2 Allen Institute", "AI2", "Allen Institute"),
        ("CrustU Crust University", "CrustU", "Crust University"),
        ("Flour Research", None, "Flour Research"),
        ("Ovenworks", None, "Ovenworks"),
    ],
)
def test_an_organization_takes_the_place_of_the_authors(line: str, account: str | None, name: str) -> None:
    (entry,) = read_text("Daily Papers", "Rye Bread", LONG, f"{line}\n·\nJul 4, 2024 3").entries
    assert (entry.organization_account, entry.organization) == (account, name)
    assert (entry.published, entry.comments, entry.abstract) == ("2024-07-04", 3, LONG.strip())


def test_an_organization_and_its_date_can_be_on_one_line() -> None:
    result = read_text("Daily Papers", "Rye Bread", LONG, "Gensyn · Jul 4, 2024 3", "Oats", LONG)
    assert list_titles(result) == ["Rye Bread", "Oats"]
    first = result.entries[0]
    assert (first.organization, first.published, first.comments) == ("Gensyn", "2024-07-04", 3)


def test_votes_above_titles_and_comments_below_dates_are_told_apart() -> None:
    blocks = ("65", "Rye", LONG, META, "7", "1.2k", "Oats", LONG, META, "-", "Spelt", LONG)
    result = read_text("Daily Papers", *blocks)
    assert [(e.title, e.upvotes, e.comments) for e in result.entries] == [
        ("Rye", 65, 7),
        ("Oats", 1200, None),
        ("Spelt", None, None),
    ]


def test_numbers_without_votes_above_the_first_title_are_comments() -> None:
    result = read_text(
        "Daily Papers", "Rye", LONG, META, "7", "Oats", LONG, META, "Previous", "1", "2", "Next"
    )
    assert [(e.upvotes, e.comments) for e in result.entries] == [(None, 7), (None, None)]


def test_labeled_votes_and_stars_are_told_apart() -> None:
    result = read_text("Daily Papers", "Rye", LONG, META, "GitHub", "99", "Upvote", "65")
    assert [(e.upvotes, e.comments) for e in result.entries] == [(65, None)]


def test_the_submitter_is_not_a_paper() -> None:
    result = read_text("Daily Papers", "Submitted by", "rye-baker", "Rye Bread", LONG)
    assert list_titles(result) == ["Rye Bread"]
    assert not result.problems


@pytest.mark.parametrize("tight", [False, True], ids=["spaced", "tight"])
@pytest.mark.parametrize(
    "line", ["Submitted by rye-baker", "Submitted by Alice Smith", "Submitted by\nAlice Smith"]
)
@pytest.mark.parametrize(
    "place", range(4), ids=["above title", "below title", "below abstract", "below date"]
)
def test_a_submitter_anywhere_around_a_paper_belongs_to_no_paper(place: int, line: str, tight: bool) -> None:
    blocks = ["Daily Papers"]
    for title in ("Rye Bread", "Oats"):
        paper = [title, LONG, META]
        blocks += [*paper[:place], line, *paper[place:]]
    result = read_text(*blocks, tight=tight)
    assert [(entry.title, entry.abstract, entry.author_count) for entry in result.entries] == [
        ("Rye Bread", LONG.strip(), 4),
        ("Oats", LONG.strip(), 4),
    ]
    assert not result.problems


@pytest.mark.parametrize("below", [(), (META,)], ids=["bare", "with authors"])
def test_a_paper_titled_like_a_submitter_is_a_paper(below: tuple[str, ...]) -> None:
    result = read_text("Daily Papers", "Rye", LONG, *below, "Submitted by Chance", OTHER, *below)
    assert list_titles(result) == ["Rye", "Submitted by Chance"]
    assert not result.problems


def test_text_that_fits_nowhere_is_reported() -> None:
    text = "Kneading " * 60
    result = read_text("Daily Papers", "Rye Bread", LONG, "• 4 authors\n·\nJul 4, 2024", text.strip() + ",")
    assert list_titles(result) == ["Rye Bread"]
    assert [problem.place.line for problem in result.problems if problem.place] == [11]
    assert "expected a title, an abstract, or a line with" in str(result.problems[0])


def test_hard_wrapped_lines_are_joined() -> None:
    lines = [
        "Get trending papers in your email inbox!", "", "Rye Bread in Stripes", "",
        "We bake bread in large ovens and measure its crumb at every step of the well-",
        "known way, which takes time and patience. We bake bread in large ovens and then",
        "we measure.", "", "• 4 authors", "·", "Jul 4, 2024",
    ]  # fmt: skip
    (entry,) = read_text(*lines, tight=True).entries
    assert entry.abstract == (
        "We bake bread in large ovens and measure its crumb at every step of the well-known way,"
        " which takes time and patience. We bake bread in large ovens and then we measure."
    )
    assert entry.line == 3


def test_a_banner_between_title_and_abstract_is_not_part_of_the_abstract() -> None:
    result = read_text("Daily Papers", "Rye Bread", "Get trending papers in your email inbox!", LONG)
    assert [(entry.title, entry.abstract) for entry in result.entries] == [("Rye Bread", LONG.strip())]

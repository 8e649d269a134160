"""Listings as Markdown: links across lines, headings, lists, and addresses on lines of their own."""

from __future__ import annotations

import pytest

from generator.readers import ReadResult, decode, read
from generator.readers.huggingface.pieces import join_wrapped_lines

SITE = "https://huggingface.co"
PAGE = f"{SITE}/papers/2401.00001"
ABSTRACT = "We study stripes as a mask for attention and show that they help on many benchmarks."


def read_text(*blocks: str) -> ReadResult:
    return read(decode("\n\n".join(("# Daily Papers", *blocks)).encode(), name="x.md"))


def read_abstract(*blocks: str) -> str:
    (entry,) = read_text(f"### [Rye in Stripes]({PAGE})", *blocks).entries
    assert (entry.title, entry.arxiv) == ("Rye in Stripes", "2401.00001")
    return entry.abstract


@pytest.mark.parametrize(
    ("linked", "abstract"),
    [
        (f"[{ABSTRACT}]({PAGE})", ABSTRACT),
        (f'[{ABSTRACT}]({PAGE} "Rye")', ABSTRACT),
        (f"[{ABSTRACT}](<{PAGE}>)", ABSTRACT),
        (f"[in [0, 1) hours. {ABSTRACT}]({PAGE})", f"in [0, 1) hours. {ABSTRACT}"),
        (f"[\n\nin [0, 1) hours. {ABSTRACT}\n\n]({PAGE})", f"in [0, 1) hours. {ABSTRACT}"),
        (f"[in \\[0, 1\\) hours. {ABSTRACT}]({PAGE})", f"in [0, 1) hours. {ABSTRACT}"),
        (f"[It is **bold** &amp; *kept*. {ABSTRACT}]({PAGE})", f"It is bold & *kept*. {ABSTRACT}"),
        (f"[One two\\\\\nthree-\nfour. {ABSTRACT}]({PAGE})", f"One two three-four. {ABSTRACT}"),
        (f"[First.\n\n{ABSTRACT}]({PAGE})", f"First.\n\n{ABSTRACT}"),
        (f"[![](https://x.example.org/a.png) {ABSTRACT}]({PAGE})", ABSTRACT),
        (f"[{ABSTRACT}<br>More.]({PAGE})", f"{ABSTRACT} More."),
        (f'[Na\\"ive R\\&D. {ABSTRACT}]({PAGE})', f'Na\\"ive R\\&D. {ABSTRACT}'),
        (f"{ABSTRACT}\nSee [code](https://github.com/a/b) too.", f"{ABSTRACT} See code too."),
        (f"{ABSTRACT} A](b) and c][1] are kept.", f"{ABSTRACT} A](b) and c][1] are kept."),
        (f"{ABSTRACT} <https://rye.example.org>", f"{ABSTRACT} https://rye.example.org"),
    ],
)
def test_abstracts_are_read_as_displayed(linked: str, abstract: str) -> None:
    assert read_abstract(linked) == abstract


def test_addresses_on_their_own_lines_belong_to_the_text_above() -> None:
    result = read_text(
        "[-] 65", f"{SITE}/login?next=%2Fpapers%2F2401.00001", "Rye in Stripes", PAGE, ABSTRACT, PAGE,
        "Flour Lab", f"{SITE}/flour-lab", "·", "Jan 3, 2024", "6", f"{PAGE}#community",
        "GitHub", "https://github.com/a/b",
    )  # fmt: skip
    (entry,) = result.entries
    assert (entry.title, entry.abstract, entry.upvotes, entry.comments) == ("Rye in Stripes", ABSTRACT, 65, 6)
    assert (entry.organization_account, entry.organization) == ("flour-lab", "Flour Lab")
    assert (entry.published, entry.code) == ("2024-01-03", ("https://github.com/a/b",))
    assert not result.problems


def test_addresses_directly_below_a_text_belong_to_it() -> None:
    blocks = f"Rye in Stripes\n{PAGE}\n\n{ABSTRACT}\n{PAGE}\n\nFlour Lab\n\n{SITE}/flour-lab\n\nJan 3, 2024"
    (entry,) = read_text(blocks).entries
    assert (entry.title, entry.arxiv, entry.abstract) == ("Rye in Stripes", "2401.00001", ABSTRACT)
    assert (entry.organization, entry.published) == ("Flour Lab", "2024-01-03")


def test_titles_underlined_or_wrapped_below_their_mark_are_headings() -> None:
    result = read_text(f"Rye in Stripes\n------\n\n{ABSTRACT}", f"## Oats in\n  Rows\n\n{ABSTRACT} Again.")
    assert [entry.title for entry in result.entries] == ["Rye in Stripes", "Oats in Rows"]


def test_a_listing_with_links_but_without_marked_titles_is_read_by_order() -> None:
    long = f"{ABSTRACT} " * 4
    result = read_text(
        f"[Subscribe]({SITE}/login)", f"[Models]({SITE}/models)", f"[Docs]({SITE}/docs)",
        "Rye in Stripes", long, "• 4 authors", "·", "Jan 3, 2024", "Oats", long,
    )  # fmt: skip
    assert [(e.title, e.author_count) for e in result.entries] == [("Rye in Stripes", 4), ("Oats", None)]
    assert not result.problems


def test_text_below_the_comments_is_not_part_of_the_abstract() -> None:
    comments = f"[6]({PAGE}#community)"
    result = read_text(
        f"### [Rye]({PAGE})", f"[{ABSTRACT}]({PAGE})", comments, "Kneading " * 30, "Kneading on"
    )
    (entry,) = result.entries
    assert (entry.abstract, entry.comments) == (ABSTRACT, 6)
    assert [(problem.place.line, problem.severity) for problem in result.problems if problem.place] == [
        (9, "error"),
        (11, "warning"),
    ]


def test_long_text_above_the_first_title_is_reported() -> None:
    result = read_text("Kneading " * 30, f"### [Rye]({PAGE})", ABSTRACT)
    assert [entry.title for entry in result.entries] == ["Rye"]
    assert [problem.message.partition(" (")[0] for problem in result.problems] == [
        "expected a title above this text"
    ]


def test_links_below_the_abstract_are_code_project_and_paper() -> None:
    result = read_text(
        "### Rye in Stripes", ABSTRACT, "[arXiv Page](https://arxiv.org/abs/2401.00001)",
        "[GitHub 11.3k](https://github.com/a/b)", "[Project page](https://rye.example.org)",
    )  # fmt: skip
    (entry,) = result.entries
    assert (entry.arxiv, entry.code) == ("2401.00001", ("https://github.com/a/b",))
    assert (entry.project, entry.abstract) == (("https://rye.example.org",), ABSTRACT)


def test_a_paper_printed_twice_is_read_once_with_the_facts_of_both() -> None:
    title = f"### [Rye]({PAGE})"
    result = read_text(
        title, ABSTRACT, "- 4 authors", title, "[GitHub](https://github.com/a/b)", "·", "Jan 3, 2024"
    )
    (entry,) = result.entries
    assert (entry.author_count, entry.published, entry.abstract) == (4, "2024-01-03", ABSTRACT)
    assert entry.code == ("https://github.com/a/b",)


def test_a_heading_of_the_page_is_not_a_title() -> None:
    result = read_text("### Rye in Stripes", ABSTRACT, "### Company", "### Trending Papers of the Week")
    assert [entry.title for entry in result.entries] == ["Rye in Stripes"]
    assert not result.problems


def test_a_heading_with_nothing_below_it_is_reported() -> None:
    result = read_text("### Rye in Stripes", ABSTRACT, "### Oats in Rows")
    assert [str(problem) for problem in result.problems] == [
        "x.md:7: expected an abstract or authors below the title (got 'Oats in Rows')"
    ]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["well-", "known"], "well-known"),
        (["pre-", "and post-war"], "pre- and post-war"),
        (["an x-", "ray"], "an x-ray"),
        (["a -", "b"], "a - b"),
        (["a--", "b"], "a-- b"),
        (["one", "", " two "], "one two"),
        ([], ""),
    ],
)
def test_hyphenated_compounds_are_rejoined(lines: list[str], joined: str) -> None:
    assert join_wrapped_lines(lines) == joined

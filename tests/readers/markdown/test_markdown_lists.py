"""Whole Markdown lists: their papers and topics, and what is left out."""

from __future__ import annotations

import time

import pytest

from generator.errors import ContentError
from generator.readers import ReadResult, decode, read

ARXIV = "https://arxiv.org/abs/2101.000"
CODE = "https://github.com/a/b"
MOST_SECONDS = 10
"""Seconds of processor time; without limits, these items took up to 40."""


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="README.md"))


def read_titles(text: str) -> list[str]:
    return [entry.title for entry in read_text(text).entries]


def test_headings_become_topics() -> None:
    text = f"""# Awesome Bread

## Contents
- [Dough](#dough)

## 📄 Papers
### 1. Dough [back to top](#contents)
- [Deep Proofing]({ARXIV}01)
#### 2021
- [Wide Proofing](https://oven.example.org/wide.pdf) ICML
#### Sourdough (2)
- Starters
  - [Old Starters]({ARXIV}03)

Flours
------
- [Fine Flour]({ARXIV}04)
"""
    entries = read_text(text).entries
    assert [(entry.title, entry.tags, entry.venue_year) for entry in entries] == [
        ("Deep Proofing", ("Dough",), None),
        ("Wide Proofing", ("Dough",), 2021),
        ("Old Starters", ("Dough / Sourdough / Starters",), None),
        ("Fine Flour", ("Flours",), None),
    ]


def test_top_level_headings_may_be_topics() -> None:
    text = f"# Dough\n- [Deep Proofing]({ARXIV}01)\n# Flour\n- [Fine Flour]({ARXIV}02)\n"
    assert [entry.tags for entry in read_text(text).entries] == [("Dough",), ("Flour",)]


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ("Title | Venue | Date | Code", f"[Deep Proofing]({ARXIV}01) | ICML | 2021 | [Link]({CODE})"),
        ("Year | Title | Journal | Paper | Repo", f"2021 | Deep Proofing | ICML | [doi]({ARXIV}01) | {CODE}"),
        ("Name | Paper", f"DP | **Deep Proofing** [[pdf]({ARXIV}01)] [[code]({CODE})] ICML'21"),
    ],
)  # fmt: skip
def test_tables_are_read_by_their_columns(columns: str, row: str) -> None:
    rule = "|".join(["---"] * columns.count("|") + ["---"])
    (entry,) = read_text(f"## Papers\n\n| {columns} |\n|{rule}|\n| {row} |\n").entries
    assert (entry.title, entry.arxiv, entry.venue, entry.venue_year) == (
        "Deep Proofing",
        "2101.00001",
        "ICML",
        2021,
    )
    assert entry.code == (CODE,)


def test_a_topic_may_end_in_a_word_for_other_things() -> None:
    text = (
        f"# Bread\n## With warm data\n- Ada Rye, Bo Oat. *Deep Proofing*. ICML 2021. [[site](https://x.example.org)]\n"
        f"## Overview\n- [Deep Kneading]({ARXIV}02)\n"
    )
    assert [entry.tags for entry in read_text(text).entries] == [("With warm data",), ("Overview",)]


def test_tables_in_html_are_read() -> None:
    head = "<table><tr><th>Title</th><th>Year</th></tr>"
    row = f"<tr><td><a href='{ARXIV}01'>Deep Proofing</a></td>\n<td>2021</td></tr>"
    (entry,) = read_text(f"# Papers\n{head}\n{row}</table>\n").entries
    assert (entry.title, entry.published, entry.line) == ("Deep Proofing", "2021-01", 3)


def test_entries_that_are_not_papers_are_counted_in_one_warning() -> None:
    result = read_text(f"""# Bread
## Papers
- [Deep Proofing]({ARXIV}01)
## Software
- [ovenlib](https://github.com/oven/ovenlib) - A library, see the [paper]({ARXIV}09)
- [Loaf Tracker for Home Bakers](https://loaf.example.org)
## Blogs
- [Why my dough never rises at all](https://medium.com/@ada/dough)
## News
- 2024: [Our survey of crumbs is out]({ARXIV}08)
## Ovens
- [Oven of Ada](https://a.example.org)
- [Oven of Bo](https://b.example.org)
- [Oven of Cy](https://c.example.org)
- [Oven of Di](https://d.example.org)

## Salt
- [Salt of Ada](https://e.example.org)
""")
    assert [entry.title for entry in result.entries] == ["Deep Proofing"]
    assert [str(problem) for problem in result.problems] == [
        "README.md:5: left out 3 entries under headings for other things than papers (expected authors"
        " or a paper's identifier): lines 5, 6 under 'Software'; line 8 under 'Blogs'",
        "README.md:12: left out 5 entries without a link to a paper, or authors with a venue or year:"
        " lines 12, 13, 14 and 1 more under 'Ovens'; line 18 under 'Salt'",
    ]
    assert result.problems[0].severity == "warning"


def test_links_of_papers_without_a_title_are_identifiers_or_problems() -> None:
    result = read_text(
        f"- [Deep Proofing]({ARXIV}01)\n- RyeNet [[paper]({ARXIV}02)]\n- [[pdf](https://x.example.org/y.pdf)]\n"
    )
    assert [(each.value, each.note, each.line) for each in result.identifiers] == [
        ("2101.00002", "RyeNet", 2)
    ]
    assert [str(problem) for problem in result.problems] == [
        "README.md:3: expected the title of a paper next to its link"
        " (got '[[pdf](https://x.example.org/y.pdf)]')"
    ]


def test_an_entry_without_a_link_is_kept_among_papers() -> None:
    papers = "".join(f"- **Proofing of Dough Number {n}.** [[pdf]({ARXIV}0{n})]\n" for n in range(1, 4))
    titles = read_titles(
        f"# Bread\n## Dough\n{papers}- **Kneading in the Dark.**\n## About us\n- **We like warm bread.**\n"
    )
    assert titles[3:] == ["Kneading in the Dark"]


def test_titles_with_links_below_may_be_separated_by_blank_lines() -> None:
    papers = "".join(f"Proofing of Dough Number {n} ,\nPDF: <{ARXIV}0{n}>\n\n" for n in range(1, 4))
    titles = read_titles(f"# Bread\n{papers}Kneading in the Dark Oven ,\nProject: <https://k.example.org>\n")
    assert titles[3:] == ["Kneading in the Dark Oven"]


@pytest.mark.parametrize(
    "text",
    [
        "# Notes\n\n- buy milk\n- call [Ada](https://ada.example.org)\n",
        "# ovenlib\n\n- **Fast** and easy to use\n- [Documentation](https://ovenlib.readthedocs.io)\n",
        f"<!doctype html><ul><li><a href='{ARXIV}01'>Deep Proofing</a></li></ul>",
    ],
)
def test_other_markdown_and_html_are_not_lists(text: str) -> None:
    with pytest.raises(ContentError):
        read_text(text)


def test_code_comments_and_links_in_prose_are_skipped() -> None:
    text = f"""# Bread
We build on [Attention Is All You Need]({ARXIV}09) in this list.
<!--
- [Hidden Dough]({ARXIV}08)
-->
```bibtex
@article{{a, title={{- [Cited Dough]({ARXIV}07)}}}}
```
- [Deep Proofing]({ARXIV}01)
"""
    assert read_titles(text) == ["Deep Proofing"]


def test_bibtex_that_contains_markdown_is_read_as_bibtex() -> None:
    abstract = f"We show:\n- [Rye Breads]({ARXIV}01)\n- [Oat Breads]({ARXIV}02)"
    text = f"@article{{a,\n title = {{Deep Proofing}},\n abstract = {{{abstract}}}\n}}\n"
    assert read_text(text).format == "BibTeX"


def test_broken_and_nested_lists_are_read() -> None:
    lines = "".join(f"{' ' * (n % 7)}- [Loaf {n} **of]( [[x] *y _z ({n})\n" for n in range(2_000))
    assert len(read_titles(f"- [Deep Proofing]({ARXIV}01)\n{lines}")) >= 1


@pytest.mark.parametrize("part", ["[a](http://b.c) ", "http://b.c/x ", "Ada Rye, ", "**a b** ", "(a ", "[ "])
def test_an_item_with_many_parts_is_read_quickly(part: str) -> None:
    begin = time.process_time()
    read_titles(f"- [Deep Proofing]({ARXIV}01)\n- {part * (18_000 // len(part))}\n")
    assert time.process_time() - begin < MOST_SECONDS


def test_papers_in_files_next_to_the_list_are_kept_without_their_links() -> None:
    result = read_text("""# Bread
## <a name='dough'> Dough
* [Why Dough Rises](papers/rise.pdf) (1997): Ada explains it. See [yeast](yeast.md).
* **Old Flour, New Flour.** [[pdf](flour.ps.gz)]
* [Deep Proofing](https://oven.example.org/p.pdf)
""")
    assert [(each.title, each.published, each.tags, each.authors) for each in result.entries] == [
        ("Why Dough Rises", "1997", ("Dough",), ()),
        ("Old Flour, New Flour", None, ("Dough",), ()),
        ("Deep Proofing", None, ("Dough",), ()),
    ]
    assert [str(problem) for problem in result.problems] == [
        f"README.md:{line}: left out a link to a file next to the list: expected a web address (got {got!r})"
        for line, got in ((3, "papers/rise.pdf"), (4, "flour.ps.gz"))
    ]


def test_citations_in_links_give_family_names_and_years() -> None:
    text = """# Bread
1. **Sorting Out Crumbs. [Oat, McRye (1993)](https://a.example.edu/x.pdf).**
    * On understanding flour, water, and salt. [van den Oat (1956)](https://b.example.edu/k.pdf).
      * A Note on Ovens. [Rye et al (1959)](https://c.example.edu/d.html)
2. Bread for All. [NeurIPS (2020)](https://arxiv.org/abs/2101.00011)
"""
    assert [(each.title, each.authors, each.published, each.other) for each in read_text(text).entries] == [
        ("Sorting Out Crumbs", ("Oat", "McRye"), "1993", ("https://a.example.edu/x.pdf",)),
        (
            "On understanding flour, water, and salt",
            ("van den Oat",),
            "1956",
            ("https://b.example.edu/k.pdf",),
        ),
        ("A Note on Ovens", ("Rye",), "1959", ("https://c.example.edu/d.html",)),
        ("Bread for All", (), "2020", ()),
    ]


def test_nested_links_are_papers_or_reported() -> None:
    result = read_text("""# Bread
- Dough and Flour
  - [Why Dough Rises at Night](https://a.example.edu/x.pdf)
  - [Bakery of Ada](https://ada.example.org/)
- [Deep Proofing of Doughs](https://b.example.edu/y.pdf)
  - [Deep Proofing of Crumbs](https://b.example.edu/z.pdf)
  - see [what Ada says about it](https://ada.example.org/post)
""")
    assert [(entry.title, entry.tags, entry.other[1:]) for entry in result.entries] == [
        ("Why Dough Rises at Night", ("Dough and Flour",), ()),
        ("Deep Proofing of Doughs", (), ("https://ada.example.org/post",)),
        ("Deep Proofing of Crumbs", (), ()),
    ]
    assert "left out 1 entry" in str(result.problems[0])


def test_a_table_of_contents_is_no_list_of_papers() -> None:
    contents = "- [Dough](#dough)\n  - [Boosting Dough: An Old View of Flour (FSE 2020)](#boosting) (2)\n"
    assert read_titles(f"# Bread\n{contents}## Dough\n- [Deep Proofing]({ARXIV}01)\n") == ["Deep Proofing"]


def test_a_heading_with_venue_and_year_is_the_title_of_the_paper_below() -> None:
    text = f"""# Bread
## Dough
### Boosting Dough Tools: An Old View of Flour (FSE 2020)
* [Paper](https://oven.example.org/a.pdf)
* [arXiv]({ARXIV}01)

### Papers at ICML (ICML 2020)
* [Paper]({ARXIV}02)
"""
    result = read_text(text.replace("2101", "2001"))
    assert [(each.title, each.venue, each.venue_year, each.tags, each.arxiv) for each in result.entries] == [
        ("Boosting Dough Tools: An Old View of Flour", "FSE", 2020, ("Dough",), "2001.00001")
    ]
    assert [each.value for each in result.identifiers] == ["2001.00002"]

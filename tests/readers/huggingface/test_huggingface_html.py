"""Saved pages: what is shown, what is hidden, and the data they carry."""

from __future__ import annotations

import html
import json

from generator.readers import ReadResult, decode, read

ABSTRACT = "We study stripes as a mask for attention and show that they help on many benchmarks."
TITLE = '<h3><a href="/papers/2401.00001">Rye in Stripes</a></h3>'


def read_page(*parts: str) -> ReadResult:
    page = "\n".join(["<!DOCTYPE html>", "<html><body>", *parts, "</body></html>"])
    return read(decode(page.encode(), name="x.html"))


def make_data(*titles: str) -> str:
    papers = [
        {"paper": {"id": f"2401.0000{n}", "title": title, "summary": "We bake."}}
        for n, title in enumerate(titles, 1)
    ]
    props = html.escape(json.dumps({"dailyPapers": [*papers, *papers], "total": 2}))
    return f'<div data-target="DailyPapers" data-props="{props}"></div>'


def test_a_paper_shown_on_the_page_is_read() -> None:
    result = read_page(
        '<a href="/login?next=%2Fpapers%2F2401.00001"><svg></svg>65</a>', TITLE,
        f"<p>{ABSTRACT}<!-- x --> <b>Bold</b>, see <a href='https://github.com/a/b'>our code</a>.</p>",
        "<script>var x = 'no text';</script><a href='/flour-lab'><img alt='flour-lab'>Flour Lab</a>",
        '<time datetime="2024-01-03T10:00:00">Jan 3</time>', '<a href="/papers/2401.00001#community">6</a>',
    )  # fmt: skip
    (entry,) = result.entries
    assert (entry.title, entry.arxiv, entry.line) == ("Rye in Stripes", "2401.00001", 4)
    assert entry.abstract == f"{ABSTRACT} Bold, see our code."
    assert (entry.organization_account, entry.organization) == ("flour-lab", "Flour Lab")
    assert (entry.published, entry.upvotes, entry.comments) == ("2024-01-03", 65, 6)
    assert not result.problems


def test_the_data_of_the_page_is_read_if_it_has_all_papers() -> None:
    result = read_page(make_data("Rye in Stripes", "Oats in Rows"), TITLE, f"<p>{ABSTRACT}</p>")
    assert [(entry.title, entry.abstract, entry.line) for entry in result.entries] == [
        ("Rye in Stripes", "We bake.", 3),
        ("Oats in Rows", "We bake.", 3),
    ]


def test_the_page_is_read_if_its_data_lacks_papers() -> None:
    # the data holds one paper, twice
    second = '<h3><a href="/papers/2401.00002">Oats</a></h3>'
    data = make_data("Rye in Stripes")
    result = read_page(data, TITLE, f"<p>{ABSTRACT}</p>", second, f"<p>{ABSTRACT}</p>")
    assert [entry.title for entry in result.entries] == ["Rye in Stripes", "Oats"]


def test_data_that_is_not_json_is_ignored() -> None:
    result = read_page('<div data-props="{broken, broken, broken"></div>', TITLE, f"<p>{ABSTRACT}</p>")
    assert [entry.title for entry in result.entries] == ["Rye in Stripes"]


def test_lines_count_from_the_beginning_of_the_file() -> None:
    page = f"\n\n\n<html><body>\n{TITLE}\n<p>{ABSTRACT}</p></body></html>"
    (entry,) = read(decode(page.encode(), name="x.html")).entries
    assert entry.line == 5

"""Listings with marked titles: what stands around a title, an abstract and the line below it."""

from __future__ import annotations

import re

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, Source, decode, read

SITE = "https://huggingface.co"
ABSTRACT = "We study stripes as a mask for attention and show that they help on many benchmarks."
NUMBERED = f"""\
# Web source

- Captured (UTC): 2026-06-29T16:31:22+00:00

```text
[[Hugging Face's logo] Hugging Face][1]
* [ Models ][2]
new

Get trending papers in your email inbox!

[Subscribe][3]

# Daily Papers

## by[AK][4] and the research community
* Daily
* Weekly

Jun 29
[
-
][5]

### [Rye Bread in Stripes][6]

[

{ABSTRACT} It goes on
over two lines.

][7]
[
·3 authors
][8]
·
May 30 [ 6][9]
[
65
][10]

### [Oats in Rows][11]

[

{ABSTRACT}

][12]
[[flour-lab] Flour Lab][13]
·
Mar 8, 2024

[6]: {SITE}/papers/2605.00001
[7]: {SITE}/papers/2605.00001
[8]: {SITE}/papers/2605.00001
[9]: {SITE}/papers/2605.00001#community
[10]: {SITE}/login?next=%2Fpapers%2F2403.00002
[11]: {SITE}/papers/2403.00002
[12]: {SITE}/papers/2403.00002
[13]: {SITE}/flour-lab
```
"""


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="listing.md"))


def facts(entry: Entry) -> tuple[object, ...]:
    organization = (entry.organization_account, entry.organization)
    return (
        entry.title, entry.author_count, organization, entry.published, entry.comments, entry.upvotes,
    )  # fmt: skip


RYE = ("Rye Bread in Stripes", 3, (None, None), "2026-05-30", 6, None)
OATS = ("Oats in Rows", None, ("flour-lab", "Flour Lab"), "2024-03-08", None, 65)


def test_numbered_links_are_resolved() -> None:
    result = read_text(NUMBERED)
    assert [facts(entry) for entry in result.entries] == [RYE, OATS]
    assert [entry.arxiv for entry in result.entries] == ["2605.00001", "2403.00002"]
    assert not result.problems


def test_numbered_links_without_definitions_still_mark_titles_abstracts_authors_and_organizations() -> None:
    result = read_text(re.sub(r"^\[\d+\]: .*\n", "", NUMBERED, flags=re.M))
    assert [facts(entry) for entry in result.entries] == [RYE, OATS]
    assert [entry.abstract for entry in result.entries] == [
        f"{ABSTRACT} It goes on over two lines.",
        ABSTRACT,
    ]
    assert [entry.arxiv for entry in result.entries] == [None, None]
    assert not result.problems


def test_an_abstract_cut_off_in_the_middle_is_kept() -> None:
    cut = NUMBERED.partition("over two lines")[0] + "\n\n[Content truncated]\n```\n"
    (entry,) = read_text(cut).entries
    assert entry.abstract == f"{ABSTRACT} It goes on"


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("·3 authors\n·\nMay 30, 2025", (3, (None, None))),
        ("[·3 authors][7]·May 30, 2025", (3, (None, None))),
        ("·3 authors·May 30, 2025", (3, (None, None))),
        ("[[flour-lab] Flour Lab][13] · May 30, 2025", (None, ("flour-lab", "Flour Lab"))),
        ("Flour Lab\n\n·\n\nMay 30, 2025", (None, (None, "Flour Lab"))),
        ("Flour Lab · May 30, 2025", (None, (None, "Flour Lab"))),
    ],
)
@pytest.mark.parametrize("defined", [True, False], ids=["defined", "cut off"])
def test_authors_and_organization_next_to_the_date_are_read(
    below: str, found: tuple[object, ...], defined: bool
) -> None:
    definitions = f"[6]: {SITE}/papers/2605.00001\n[7]: {SITE}/papers/2605.00001\n[13]: {SITE}/flour-lab\n"
    text = f"# Daily Papers\n\n### [Rye Bread][6]\n\n[{ABSTRACT}][7]\n\n{below}\n\n"
    result = read_text(text + (definitions if defined else ""))
    assert [(entry.title, entry.abstract) for entry in result.entries] == [("Rye Bread", ABSTRACT)]
    (_, *who, published, _, _) = facts(result.entries[0])
    assert (tuple(who), published) == (found, "2025-05-30")
    assert not result.problems


def test_a_short_paragraph_that_no_date_follows_is_not_an_organization() -> None:
    rye = f"### [Rye Bread][6]\n\n{ABSTRACT}\n\nIt bakes well"
    first, _ = read_text(f"# Daily Papers\n\n{rye}\n\n### [Oats][7]\n\n{ABSTRACT}\n").entries
    assert (first.abstract, first.organization) == (f"{ABSTRACT}\n\nIt bakes well", None)


@pytest.mark.parametrize(
    "submitted",
    [
        "[Submitted by ![](https://cdn-avatars.huggingface.co/v1/x.jpeg) foo](https://huggingface.co/foo)",
        "Submitted by\n\n[foo](https://huggingface.co/foo)",
        "Submitted by\n\nfoo",
    ],
)
def test_the_submitter_between_title_and_abstract_is_skipped(submitted: str) -> None:
    address = f"{SITE}/papers/2505.11111"
    title = f"### [Stripes Improve Training]({address})"
    text = f"# Daily Papers\n\n{title}\n\n{submitted}\n\n[{ABSTRACT}]({address})\n\n- 5 authors\n"
    (entry,) = read(Source(name="a.md", text=text)).entries
    assert (entry.title, entry.abstract) == ("Stripes Improve Training", ABSTRACT)


def test_the_name_of_a_submitter_below_the_abstract_is_not_reported() -> None:
    title = f"### [Rye]({SITE}/papers/2505.11111)"
    text = f"# Daily Papers\n\n{title}\n\n{ABSTRACT}\n\n- 5 authors\n\nSubmitted by\n\nRita Baker\n"
    result = read_text(text)
    assert [entry.abstract for entry in result.entries] == [ABSTRACT]
    assert not result.problems

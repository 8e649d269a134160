"""Single entries of Markdown lists, as people write them."""

from __future__ import annotations

import pytest

from generator.model.entry import Entry
from generator.readers import decode, read

PAPER = "https://arxiv.org/abs/2101.00011"
CODE = "https://github.com/rye/proof"
NAMES = ("Ada Rye", "Bo Oat")
SHORT = ("A. Rye", "B. Oat")


def read_list(*items: str) -> tuple[Entry, ...]:
    result = read(decode("\n".join(["# Bread", "", *items]).encode(), name="README.md"))
    assert result.format == "Markdown list", result
    return result.entries


FORMS: dict[str, dict[str, object]] = {
    f"- **[Deep Proofing]({PAPER})** Ada Rye, Bo Oat. *ICML* 2021. [[code]({CODE})] ![x](https://x.y/z)": {
        "authors": NAMES, "venue": "ICML", "venue_year": 2021, "code": (CODE,),
    },
    f"1. **Deep Proofing.** ICML 2021. [paper]({PAPER})\n\n\t*Ada Rye, Bo Oat.*": {
        "authors": NAMES, "venue": "ICML", "venue_year": 2021,
    },
    f"- (*ICML'21*) Deep Proofing [[paper]({PAPER})][[code]({CODE})]![s](https://img.shields.io/z)": {
        "venue": "ICML", "venue_year": 2021, "code": (CODE,),
    },
    f"- [2023/05] **Deep Proofing** | [paper]({PAPER}) | [code]({CODE})": {
        "published": "2023-05", "code": (CODE,),
    },
    f"* [ICML 2021 Oral] Deep Proofing [[pdf]]({PAPER})": {
        "venue": "ICML", "venue_year": 2021, "notes": "Oral",
    },
    f"- **2023-05** | Deep Proofing | *Ada Rye & Bo Oat* | [Oven Science]({PAPER})": {
        "published": "2023-05", "authors": NAMES, "venue": "Oven Science", "venue_year": 2023,
    },
    f"- **[DP]** Deep Proofing | **[CVPR' 16]** |[`[pdf]`]({PAPER}) [`[code]`]({CODE})": {
        "venue": "CVPR", "venue_year": 2016, "published": "2016", "code": (CODE,),
    },
    f"- Deep Proofing (2021), A. Rye et al. [[pdf]]({PAPER})": {
        "authors": ("A. Rye",),
    },
    f"- [Deep Proofing]({PAPER}) - Why doughs rise when they are warm.": {
        "notes": "Why doughs rise when they are warm.",
    },
    f"- [Deep Proofing]({PAPER})\n  - Ada Rye, Bo Oat\n  - Keyword: dough, oven\n  - Code: [tf]({CODE})": {
        "authors": NAMES, "tags": ("dough", "oven"), "code": (CODE,),
    },
    f"- Deep Proofing.\n  [[pdf]]({PAPER})\n  [[code]]({CODE})\n  - Rye, Ada and Oat, Bo. *ICML 2021*": {
        "authors": NAMES, "venue": "ICML", "venue_year": 2021, "code": (CODE,),
    },
    f"- [2021/02] **Deep Proofing.** *Ada Rye (Oven University) et al. arXiv* [[paper]({PAPER})]": {
        "published": "2021-02", "authors": ("Ada Rye",),
    },
    "+ Deep Proofing of Doughs. _Ada Rye, Bo Oat_. ICML'21": {
        "title": "Deep Proofing of Doughs", "arxiv": None,
        "authors": NAMES, "venue": "ICML", "venue_year": 2021,
    },
    "* Ada Rye, Bo Oat: Deep Proofing, ICML 2003.": {
        "authors": NAMES, "venue": "ICML", "venue_year": 2003, "arxiv": None,
    },
    f"* Ada Rye and Bo Oat, Deep Proofing (ICML 2003) [[Paper]]({PAPER})": {
        "authors": NAMES, "venue": "ICML", "venue_year": 2003, "published": "2003",
    },
    f"* Ovens [[Paper]({PAPER})]\n  * Ada Rye, Bo Oat, and Cy Spelt, *Deep Proofing*, arXiv:2101.00011": {
        "authors": (*NAMES, "Cy Spelt"),
    },
    f'<li><a href="{PAPER}"><b>Deep Proofing</b></a>, <i>ICML</i> 2021</li>': {
        "venue": "ICML", "venue_year": 2021,
    },
    f'- [Rye, Ada, and Bo Oat. "Deep Proofing." Oven Science 7 (2020): 1-9.]({PAPER})': {
        "authors": NAMES, "venue": "Oven Science", "venue_year": 2020, "published": "2020",
    },
    f'- **ProofNet 2**: "Deep Proofing of Warm Doughs", *ICML, Jul 2021*. [[Paper]({PAPER})]': {
        "title": "Deep Proofing of Warm Doughs", "venue": "ICML", "venue_year": 2021, "published": "2021-07",
    },
    f'- **ProofNet**: "Deep Proofing of Doughs", *arXiv, 2021*. [[pdf]({PAPER})] [[My Oven](http://x.y)]': {
        "title": "Deep Proofing of Doughs", "published": "2021-01",
    },
    f"Deep Proofing ,\nPDF: <{PAPER}>\nCode: <{CODE}>": {"code": (CODE,)},
    f"- [Deep Proofing][1] ICML 2021\n\n[1]: {PAPER}": {"venue": "ICML", "venue_year": 2021},
    f"- **[Deep Proofing]({PAPER})** by Bo Oat et al., ICML 2021.": {
        "authors": NAMES[1:], "venue": "ICML", "venue_year": 2021,
    },
    f"- [Deep Proofing]({PAPER}) by Ada Rye and Bo Oat, ICML 2021": {
        "authors": NAMES, "venue": "ICML", "venue_year": 2021,
    },
    f"- [Deep Proofing]({PAPER}) - Ada Rye, Bo Oat. arXiv 2021.": {"authors": NAMES},
    f"- [x] [Deep Proofing]({PAPER}) (Rye et al., ICML 2021) ⭐": {
        "authors": ("Rye",), "venue": "ICML", "venue_year": 2021,
    },
    f'- <a href="{PAPER}">Deep Proofing</a>, Ada Rye, ICML 2021': {
        "authors": NAMES[:1], "venue": "ICML", "venue_year": 2021,
    },
    f"- [Deep Proofing]({PAPER}), Oven Research, ICML 2021": {"notes": "Oven Research, ICML 2021"},
    **{
        f"- {text} [[paper]({PAPER})]": {"venue": "NeurIPS", "venue_year": 2021}
        for text in ("[NeurIPS 2021] Deep Proofing", "(*NeurIPS2021*) Deep Proofing",
            "`[NeurIPS'21]` Deep Proofing", "Deep Proofing [NeurIPS 2021]", "[`NeurIPS'21`] Deep Proofing")
    },
    f"- [[NeurIPS 2021] Deep Proofing]({PAPER})": {"venue": "NeurIPS", "venue_year": 2021},
}  # fmt: skip


@pytest.mark.parametrize("item", FORMS)
def test_an_item_gives_its_parts(item: str) -> None:
    (entry,) = read_list(item)
    expected = {"title": "Deep Proofing", "arxiv": "2101.00011"} | FORMS[item]
    expected = {"published": "2021-01" if expected["arxiv"] else None} | expected
    empty = {"authors": (), "venue": None, "venue_year": None, "code": (), "notes": None}
    assert {name: getattr(entry, name) for name in empty | expected} == empty | expected


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("**Proofing, Explained.**", "Proofing, Explained"),
        ("**Do Doughs Sleep?**", "Do Doughs Sleep?"),
        ("**Doughs at Night...**", "Doughs at Night..."),
        ("**Doughs \\[Revised\\]**", "Doughs [Revised]"),
        ("**A\\* Search in `ovenlib`**", "A* Search in ovenlib"),
        ("**Proofing $k$ Doughs with snake_case**", "Proofing $k$ Doughs with snake_case"),
        ("**Rye &amp; Oats ** :star: 🔥", "Rye & Oats"),
        ("**Old Starters, New Loaves.**", "Old Starters, New Loaves"),
    ],
)
def test_a_title_keeps_its_symbols_but_not_its_final_period(written: str, title: str) -> None:
    assert [entry.title for entry in read_list(f"- {written} [[paper]({PAPER})]")] == [title]


def test_links_are_sorted_by_what_they_lead_to() -> None:
    (entry,) = read_list(
        f"- Deep Proofing [[paper]({PAPER})] [[pdf](https://ovens.example.org/p.pdf)]"
        " [[page](https://p.example.org/)] [[video](https://youtu.be/abc)]"
        " [[official code (tf)](https://gitlab.com/a/b)] [[bib](x.bib)] [[data](https://d.example.org/)]"
        " [[Slides](https://s.example.org/s.pdf)] [[Poster](https://s.example.org/p.pdf)]"
        " [[Blog post](https://b.example.org/)] [[Talk](https://t.example.org/)]"
    )
    assert entry.other == ("https://ovens.example.org/p.pdf", "https://d.example.org/")
    assert entry.video == ("https://youtu.be/abc", "https://t.example.org/")
    assert entry.slides == ("https://s.example.org/s.pdf",)
    assert entry.poster == ("https://s.example.org/p.pdf",)
    assert entry.blog == ("https://b.example.org/",)
    assert entry.project == ("https://p.example.org/",)
    assert entry.code == ("https://gitlab.com/a/b",)


def test_one_item_may_link_several_papers() -> None:
    entries = read_list(f"- [Deep Proofing]({PAPER}), [Wide Proofing](https://doi.org/10.1234/wide)")
    assert [(entry.title, entry.arxiv, entry.doi) for entry in entries] == [
        ("Deep Proofing", "2101.00011", None),
        ("Wide Proofing", None, "10.1234/wide"),
    ]


@pytest.mark.parametrize("place", ["Bo Oat ACL 2017.", "Bo Oat, ACL 2017", "Bo Oat. ACL 2017"])
def test_a_venue_after_a_name_is_not_part_of_it(place: str) -> None:
    (entry,) = read_list(f"- [Deep Proofing of Doughs]({PAPER}) - Ada Rye, {place}")
    assert (entry.authors, entry.venue, entry.venue_year) == (NAMES, "ACL", 2017)


@pytest.mark.parametrize(
    ("text", "title", "authors"),
    [
        ("Rye Made Simple: No Flour Matters (2001)", "Rye Made Simple: No Flour Matters", ()),
        ("A. Rye, B. Oat, Bread Encoders: Rise Again, ICML 2016", "Bread Encoders: Rise Again", SHORT),
        ("Rye, Oat, Bread Encoders: Rise by Rise, ICML 2016", "Rye, Oat, Bread Encoders: Rise by Rise", ()),
    ],
)  # fmt: skip
def test_half_a_title_is_no_author(text: str, title: str, authors: tuple[str, ...]) -> None:
    for item in (f"- {text} [[pdf]({PAPER})]", f"- [{text}]({PAPER})"):
        (entry,) = read_list(item)
        assert (entry.title.removesuffix(", ICML 2016"), entry.authors) == (title, authors), item

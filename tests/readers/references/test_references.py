"""References in the common citation styles, and lists of them."""

from __future__ import annotations

import pytest

from generator.errors import ContentError
from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read

NAMES = ("Ada Rye", "Bo Oat")
SHORT = ("A. Rye", "B. Oat")


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.txt"))


def read_one(text: str) -> Entry:
    result = read_text(text)
    assert result.format == "list of references"
    (entry,) = result.entries
    return entry


STYLES = {
    "APA": "Rye, A., & Oat, B. (2019). Deep proofing: A study. Oven Science, 12(3), 41–58. https://doi.org/10.1234/o.4",
    "IEEE": "[7] A. Rye and B. Oat, “Deep proofing: A study,” Oven Science, vol. 12, no. 3,"
    " pp. 41–58, 2019, doi: 10.1234/o.4.",
    "Chicago": 'Rye, Ada, and Bo Oat. "Deep Proofing: A Study." Oven Science 12, no. 3 (2019): 41–58. '
    "https://doi.org/10.1234/o.4.",
    "ACM": "Ada Rye and Bo Oat. 2019. Deep proofing: A study. Oven Science 12, 3 (2019), 41–58."
    " https://doi.org/10.1234/o.4",
    "MLA": 'Rye, Ada, and Bo Oat. "Deep Proofing: A Study." Oven Science 12.3 (2019): 41-58. doi:10.1234/o.4',
    "Nature": "Rye, A. & Oat, B. Deep proofing: a study. Oven Science 12, 41–58 (2019). https://doi.org/10.1234/o.4",
    "LNCS": "1. Rye, A., Oat, B.: Deep proofing: a study. Oven Science 12(3), 41–58 (2019). doi:10.1234/o.4",
    "Vancouver": "1. Rye A, Oat B. Deep proofing: a study. Oven Science. 2019;12(3):41-58. doi: 10.1234/o.4",
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_every_style_gives_the_same_facts(style: str) -> None:
    entry = read_one(STYLES[style])
    assert entry.title.lower() == "deep proofing: a study"
    assert [name.replace(".", "").split()[-1] for name in entry.authors] == ["Rye", "Oat"]
    assert [name[0] for name in entry.authors] == ["A", "B"]
    assert (entry.venue, entry.venue_year, entry.doi) == ("Oven Science", 2019, "10.1234/o.4")
    assert (entry.publication.volume, entry.publication.pages) == ("12", "41–58")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "OpenOven. (2023). Bread-4 technical report. arXiv preprint arXiv:2303.00011.",
            {"organization": "OpenOven", "arxiv": "2303.00011"},
        ),
        (
            "A. Rye and B. Oat, Deep Bread. Cambridge, MA, USA: Oven Press, 2016.",
            {"type": "book", "venue": None},
        ),
        (
            "Rye, A. (2003). On crusts (Doctoral dissertation). University of Ovens.",
            {"type": "thesis", "title": "On crusts"},
        ),
        ("Rye, A. et al. Deep bread. Nature 521, 436–444 (2015).", {"authors": SHORT[:1], "venue": "Nature"}),
        (
            "van den Oat, B., & O'Rye, A.-M. (2019). Deep bread. ICML.",
            {"authors": ("B. van den Oat", "A.-M. O'Rye"), "venue": "ICML"},
        ),
        ("Rye A., van den Oat B. (2016) Deep bread. Ovens 5.", {"authors": ("A. Rye", "B. van den Oat")}),
        ("Ada Rye, Bo Oat: Deep Bread, ICML 2003.", {"authors": NAMES, "venue": "ICML", "venue_year": 2003}),
        (
            "Ada Rye, Bo Oat, Cy Spelt, Deep Bread for All, ICML, 2003.",
            {"authors": (*NAMES, "Cy Spelt"), "title": "Deep Bread for All"},
        ),
        (
            'A. Rye, B. Oat, "Who bakes?," arXiv, 18 Nov 2015.',
            {"authors": SHORT, "title": "Who bakes?", "published": "2015-11-18"},
        ),
    ],
)  # fmt: skip
def test_a_reference_gives_its_parts(text: str, expected: dict[str, object]) -> None:
    entry = read_one(text)
    assert {name: getattr(entry, name) for name in expected} == expected


def test_references_are_split_by_blank_lines_numbers_or_indents() -> None:
    one = (
        "Rye, A., & Oat, B. (2019). Deep proofing of doughs that nobody\n"
        "{indent}ever kneaded. Oven Science, 12(3), 41–58."
    )
    two = "Oat, B. (2020). Starters. Oven Science, 13, 1–9."
    for first, second, between, indent in (
        ("", "", "\n\n", ""),
        ("1. ", "2. ", "\n", ""),
        ("", "", "\n", "    "),
    ):
        text = f"Dough\n\n{first}{one.format(indent=indent)}{between}{second}{two}\n"
        entries = read_text(text if between == "\n\n" else text.removeprefix("Dough\n\n")).entries
        titles = ["Deep proofing of doughs that nobody ever kneaded", "Starters"]
        assert [entry.title for entry in entries] == titles, text
    assert [entry.tags for entry in read_text(f"Dough\n\n{two}\n\n{two}").entries] == [("Dough",)] * 2


MIXED = (
    "1. Rye A, Oat B. Deep proofing. Oven Sci. 2019;12(3):41-58. doi:10.1234/o.4",
    "2. Oat, B. & Rye, A. Wild starters. Oven Science 13, 1–9 (2020).",
    '[3] C. Spelt et al., "Crumbs and crusts," in Proc. Ovens, 2012, pp. 7–11.',
    "Spelt, C. (1998). Flour theory. New York: Oven Press.",
    "Oat, B. (2006). Steam. Oven Science, 9, 3–4.",
    "Oven Council. (2021). Global report on bread. https://ovens.example.org/report",
    "Rye, A. (2007). Salt. Oven Science, 10, 5–6.",
)


@pytest.mark.parametrize("count", [4, 5, 7])
@pytest.mark.parametrize("heading", ["", "References\n\n"])
def test_numbered_and_unnumbered_references_are_told_apart(count: int, heading: str) -> None:
    result = read_text(heading + "\n".join(MIXED[:count]))
    first = 3 if heading else 1
    assert [entry.line for entry in result.entries] == [*range(first, first + count)]
    assert [entry.publication.pages for entry in result.entries][:3] == ["41–58", "1–9", "7–11"]
    assert result.entries[0].other == ()
    assert not result.problems


def test_a_line_below_a_whole_reference_is_reported_rather_than_lost() -> None:
    lines = [*MIXED[:3], "A booklet on salt that the Oven Council printed in 1987."]
    result = read_text("\n".join(lines))
    assert len(result.entries) == 3
    assert [problem.place and problem.place.line for problem in result.problems] == [4]


def test_a_wrapped_reference_stays_one() -> None:
    entry = read_one("1. Ada Rye and Bo Oat.\n2019. Deep proofing.\nOven Science 12, 3 (2019), 41–58.")
    assert (entry.authors, entry.publication.pages) == (NAMES, "41–58")


@pytest.mark.parametrize(
    "text",
    ["Buy milk.\nCall Ada (2020).\n", "Dear Ada, Bo is here. He says hi.\n"],
)
def test_prose_is_not_a_list_of_references(text: str) -> None:
    with pytest.raises(ContentError):
        read_text(text)

"""Names of people are split as BibTeX splits them."""

from __future__ import annotations

import pytest
from bibtexparser.middlewares.names import parse_single_name_into_parts
from exports_samples import NAMES
from hypothesis import given

from generator.text.names import split_name


@given(NAMES)
def test_names_are_split_as_bibtex_splits_them(printed: str) -> None:
    name = split_name(printed)
    rejoined = " ".join(part for part in (name.given, name.particle, name.family, name.suffix) if part)
    assert rejoined == name.printed
    words = printed.split()
    # unlike BibTeX, bibtexparser reads a leading "van" as a first name, and caseless letters as a "von"
    if words[-1] != "Jr." and words[0][0].isupper() and printed.isascii():
        parts = parse_single_name_into_parts(printed)
        assert (" ".join(parts.first), " ".join(parts.von), " ".join(parts.last)) == (
            name.given,
            name.particle,
            name.family,
        )


def test_a_name_with_a_comma_is_not_split_unless_a_suffix_follows() -> None:
    name = split_name("Doe, Jane")
    assert (name.family, name.given) == ("Doe, Jane", "")
    assert split_name("Martin Luther King, Jr.").family == "King"


@pytest.mark.parametrize(
    "printed",
    [
        "The ATLAS Collaboration",
        "Google Brain Team",
        "Barnes & Noble",
        "Bakers & Sons, Ltd.",
        "Oven University",
        "University of Rye",
        "Lab of Crumbs",
        "Rye Working Group",
        "Ovens Inc.",
    ],
)
def test_organizations_are_not_split(printed: str) -> None:
    name = split_name(printed)
    assert (name.family, name.given, name.is_organization) == (printed, "", True)


@pytest.mark.parametrize(
    ("printed", "given_name", "family"),
    [
        ("Ann Grouper", "Ann", "Grouper"),
        ("The Anh Nguyen", "The Anh", "Nguyen"),
        ("Lab", "", "Lab"),
        ("danah boyd", "danah", "boyd"),
        ("van Gogh", "", "Gogh"),
    ],
)
def test_persons_are_not_taken_for_organizations(printed: str, given_name: str, family: str) -> None:
    name = split_name(printed)
    assert (name.given, name.family, name.is_organization) == (given_name, family, False)

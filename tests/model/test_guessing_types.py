"""The type of a publication, guessed from the name of its venue."""

from __future__ import annotations

import pytest

from generator.model.publication import Publication, guess_type


@pytest.mark.parametrize(
    ("venue", "type_"),
    [
        ("Journal of Bread", "article-journal"),
        ("J. Bread Res.", "article-journal"),
        ("IEEE Trans. Ovens", "article-journal"),
        ("Nature", "article-journal"),
        ("Proceedings of the IEEE", "article-journal"),
        ("Proceedings of the National Academy of Sciences", "article-journal"),
        ("Proceedings of the IEEE Conference on Ovens", "paper-conference"),
        ("Proceedings of the IEEE/CVF Conference on Computer Vision", "paper-conference"),
        ("Proc. Bread Days", "paper-conference"),
        ("Workshop on Steam", "paper-conference"),
        ("NeurIPS 2020", "paper-conference"),
        ("bioRxiv", "article"),
        ("Gazette", "document"),
    ],
)
def test_the_name_of_a_venue_tells_the_type(venue: str, type_: str) -> None:
    assert guess_type(venue, Publication()) == type_


def test_volume_and_issue_are_those_of_a_journal() -> None:
    assert guess_type("Gazette", Publication(volume="3", issue="2")) == "article-journal"

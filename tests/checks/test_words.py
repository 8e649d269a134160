"""Lengths of texts, and words copied from the abstract."""

from __future__ import annotations

from generator.checks.links import replace_links
from generator.checks.words import (
    count_words,
    find_copied_words,
)

SOURCE = "We show that bread, when it is warm, smells good."


def test_copied_words_are_found_whatever_their_case_and_punctuation() -> None:
    copied = "that bread when it is warm smells"
    assert find_copied_words("That Bread when it is warm smells!", SOURCE) == copied.split()


def test_the_longest_run_of_copied_words_is_returned() -> None:
    text = "Show that bread, when it is warm. But we show that bread when it is warm smells nice"
    assert " ".join(find_copied_words(text, SOURCE)) == "we show that bread when it is warm smells"


def test_hyphens_hide_no_copied_words() -> None:
    source = "We use a state-of-the-art pretrained sour dough, re-fed daily."
    found = find_copied_words("The state of the art pre-trained sour-dough rises.", source)
    assert " ".join(found) == "state of the art pre trained sour dough"
    assert find_copied_words("pre-trained sour-dough, refed", source) == []


def test_a_number_and_a_possessive_are_one_word() -> None:
    assert find_copied_words("1.5 to 2.5 of the baker's bread", "Sell 1.5 to 2.5 of the baker's bread.") != []
    assert find_copied_words("1.5 to 2.5 of the baker's", "Sell 1.5 to 2.5 of the baker's bread.") == []


def test_six_copied_words_are_allowed() -> None:
    assert find_copied_words("that bread when it is warm", SOURCE) == []
    assert find_copied_words("bread when it is warm smells", SOURCE) == []


def test_a_run_may_reach_the_end_of_both_texts() -> None:
    assert len(find_copied_words(SOURCE, SOURCE)) == 10


def test_links_count_by_their_words_and_dashes_not_at_all() -> None:
    text = "Read [two words](paper:no), then [rest](https://example.org/a_(b)) — done."
    assert replace_links(text) == "Read two words, then rest — done."
    assert count_words(replace_links(text)) == 6

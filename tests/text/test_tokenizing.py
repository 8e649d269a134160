"""Words of the search: the same in Python, which writes the index, and in the browser, which reads queries."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.tokenizing import WORD, fold, hash_fnv1a, split_compounds, strip_marks, tokenize

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Evaluate = Callable[[str, Any], Any]
"""(function of text.js, texts) -> its result for each text."""

SCRIPTS = [
    "Mu\u0308ller et Jose\u0301: na\u00efve",
    "深度学习中的图神经网络",
    "ディープラーニングのガイド",
    "딥러닝 그래프",
    "الشَّبَكَات العَصَبِيَّة",
    "गहन शिक्षण की हिन्दी",
    "การเรียนรู้เชิงลึก น้ำ",
    "עִבְרִית",
    "ΣΊΣΥΦΟΣ ὈΔΥΣΣΕΎΣ. ΟΔΟΣ",
    "Глубокое обучение, Ёлка",
    "İstanbul ısı IĞDIR",
    "ǅ ĳ ﬁ ½ x² ＦＵＬＬ Ⅷ ㎏",
    "👩🏽‍🔬 e\u0301\u20dd ☕️",
    "Re-Basin MoE^2 L’Hôpital a‑b",
]
OLD = unicodedata.ucd_3_2_0
CHARACTERS = [
    char for char in map(chr, range(sys.maxunicode + 1)) if OLD.category(char) not in ("Cn", "Cs", "Co")
]
"""Every character of Unicode 3.2, which is older than any browser and any Python."""
MARKS = st.sampled_from([char for char in CHARACTERS if unicodedata.category(char)[0] == "M"])
TEXTS = st.lists(
    st.text(
        st.one_of(st.sampled_from(CHARACTERS), MARKS, st.sampled_from("aBéßΣς'’-‐^· 09İ\u0308")), max_size=60
    ),
    min_size=10,
    max_size=20,
)


@pytest.fixture(scope="module")
def evaluate(browser: Browser, repository: Path) -> Iterator[Evaluate]:
    context = browser.new_context()
    page = context.new_page()
    script = (repository / "templates" / "assets" / "js" / "text.js").read_text(encoding="utf-8")
    page.route("**/text.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.route("http://list.test/", lambda route: route.fulfill(body="<!doctype html>"))
    page.goto("http://list.test/")
    page.evaluate("async () => Object.assign(window, { text: await import('/text.js') })")
    # as one text, because handing over thousands of values takes seconds
    call = "([name, texts]) => JSON.stringify(texts.map((one) => text[name](one)))"
    yield lambda name, texts: json.loads(page.evaluate(call, [name, texts]))
    context.close()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mu\u0308ller", ["muller"]),
        ("Schotthöfer ÇELİKKANAT Łukasz Großmann", ["schotthofer", "celikkanat", "lukasz", "grossmann"]),
        ("GraphSAGE: 2.3x on e-mail", ["graphsage", "2", "3x", "on", "e", "mail"]),
        ("snake_case", ["snake", "case"]),
        ("深度学习, 图", ["深度学习", "图"]),
        ("हिन्दी", ["हनद"]),
        ("ΟΔΟΣ οδος οδοσ", ["οδοσ", "οδοσ", "οδοσ"]),
        ("😀", []),
    ],
)
def test_words_are_folded_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert tokenize(text) == words
    assert (
        tokenize(unicodedata.normalize("NFD", text)) == tokenize(unicodedata.normalize("NFC", text)) == words
    )


@pytest.mark.parametrize("text", SCRIPTS)
def test_browser_and_generator_agree_on_every_script(evaluate: Evaluate, text: str) -> None:
    assert evaluate("tokenize", [text]) == [tokenize(text)]
    assert evaluate("splitCompounds", [text]) == [split_compounds(text)]


def test_browser_and_generator_agree_on_every_character(evaluate: Evaluate) -> None:
    # one long text, because handing over many short ones takes half a minute
    text = "\n".join(f"a{char}b {char}" for char in CHARACTERS if char != "\n")
    in_browser, here = evaluate("fold", [text])[0].split("\n"), fold(text).split("\n")
    assert [pair for pair in zip(in_browser, here, strict=True) if pair[0] != pair[1]] == []
    in_browser, here = evaluate("tokenize", [text])[0], tokenize(text)
    assert [pair for pair in zip(in_browser, here, strict=True) if pair[0] != pair[1]] == []


@settings(max_examples=50)
@given(texts=TEXTS)
def test_browser_and_generator_agree_on_any_text(evaluate: Evaluate, texts: list[str]) -> None:
    assert evaluate("fold", texts) == [fold(text) for text in texts]
    assert evaluate("tokenize", texts) == [tokenize(text) for text in texts]
    assert evaluate("splitCompounds", texts) == [split_compounds(text) for text in texts]
    assert evaluate("hashFnv1a", texts) == [hash_fnv1a(text) for text in texts]


@given(texts=TEXTS)
def test_folding_again_changes_nothing(texts: list[str]) -> None:
    for text in texts:
        assert fold(fold(text)) == fold(text)


@given(texts=TEXTS)
def test_words_can_be_folded_one_by_one(texts: list[str]) -> None:
    for text in texts:
        assert [fold(word) for word in WORD.findall(strip_marks(text))] == tokenize(text)

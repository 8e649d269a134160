"""Abstracts as listings print them, and as people read them."""

from __future__ import annotations

import pytest

from generator.text.abstracts import make_abstract_readable


@pytest.mark.parametrize(
    ("printed", "readable"),
    [
        ("into an INT32 output.We propose a format", "into an INT32 output. We propose a format"),
        ("loaves in the end.A budget-aware oven", "loaves in the end. A budget-aware oven"),
        ("on the shelf.Second, we bake", "on the shelf. Second, we bake"),
        ("old rustic doughs(ORDs) rise", "old rustic doughs (ORDs) rise"),
        ("the state-of-the-art(SOTA) ovens", "the state-of-the-art (SOTA) ovens"),
        ("on 512 V100 GPUs(40% of peak)", "on 512 V100 GPUs (40% of peak)"),
        ("the framework OVENFORMER(ICLR 2023)", "the framework OVENFORMER (ICLR 2023)"),
        ("at once (i.e.parallel baking)", "at once (i.e. parallel baking)"),
        ("loaves that provide25-33X higher yields", "loaves that provide 25-33× higher yields"),
        ("the stateof-the-art oven", "the state-of-the-art oven"),
        ("State-of-theart ovens and a state-of-the art oven", "State-of-the-art ovens and a state-of-the-art oven"),
        ("scales as O(LlogL)", "scales as O(L log L)"),
        ("at https://bread.example.org/Rye .", "at https://bread.example.org/Rye."),
    ],
)  # fmt: skip
def test_glued_words_are_apart(printed: str, readable: str) -> None:
    assert make_abstract_readable(printed) == readable
    assert make_abstract_readable(readable) == readable


@pytest.mark.parametrize(
    ("printed", "readable"),
    [
        ("4.8x, 110X and 10 x faster, a 10 × speedup", "4.8×, 110× and 10× faster, a 10× speedup"),
        ("1.6x - 4.1x, 2-10x, 1.2x~3.3x, 1,000x (2-3X).", "1.6× - 4.1×, 2-10×, 1.2×~3.3×, 1,000× (2-3×)."),
        ("1.73x to 10.29x, 1.2x/1.5x, the 1x schedule", "1.73× to 10.29×, 1.2×/1.5×, the 1× schedule"),
        ("3x3 kernels, F(2x2, 3x3), 256 x 256 pixels", "3×3 kernels, F(2×2, 3×3), 256 × 256 pixels"),
    ],
)
def test_factors_and_dimensions_have_one_form(printed: str, readable: str) -> None:
    assert make_abstract_readable(printed) == readable
    assert make_abstract_readable(readable) == readable


@pytest.mark.parametrize(
    "text",
    [
        "MixRye-3x, ResRye-101(64x4d), Rye32x32, Rye 8x7B, rye50x2, a Nexus 5X phone",
        "0x1F and 0x3, (0, x), x3, 2x + 1, y = 2x, 2x - 1, f(2x), a vector 5 x is",
        "v2.0.1x, Python 3.x, version 3.2x, arXiv:2103.01234, github.com/a/3x3",
        "https://bread.example.org/10x/rye.The and `state.The inside`",
        "torch.Tensor, O(V), log(n), softmax(QK), L(L+1)/2, (under)proofs, loaf(s)",
        "Adam et al. We vs. the e.g., i.e., rest, ...) .NET",
        "from 45, 152 layers",
    ],
)
def test_names_formulas_addresses_and_code_stay(text: str) -> None:
    assert make_abstract_readable(text) == text

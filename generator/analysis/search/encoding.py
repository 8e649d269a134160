"""Numbers and words as compact text, for JSON files that a web server compresses."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
"""The digits of a number, in order; each holds 6 bits."""
LONGEST_PREFIX = 25
"""The most characters that a word can share with the one before, so that a capital letter can give them."""


def encode_numbers(numbers: Iterable[int]) -> str:
    """Return non-negative integers as variable-length quantities.

    A character holds five bits of a number, lowest first; its sixth bit says that more follow.
    """
    out: list[str] = []
    for number in numbers:
        while number >= 32:
            out.append(BASE64[32 | number & 31])
            number >>= 5
        out.append(BASE64[number])
    return "".join(out)


def encode_array(numbers: NDArray[Any]) -> tuple[str, NDArray[np.intp]]:
    """Return the same as :func:`encode_numbers`, and where each number starts and the last one ends."""
    lengths = np.ones(len(numbers), np.uint8)
    columns = [numbers & 31]
    while (longer := numbers >> 5 * len(columns)).any():
        columns[-1] |= np.where(longer, 32, 0).astype(numbers.dtype)
        columns.append(longer & 31)
        lengths += longer > 0
    digits = np.stack(columns, axis=1, dtype=np.uint8, casting="unsafe")
    codes = np.frombuffer(BASE64.encode(), np.uint8)[digits[np.arange(len(columns)) < lengths[:, None]]]
    ends = np.zeros(len(numbers) + 1, np.intp)
    lengths.cumsum(out=ends[1:])
    return codes.tobytes().decode(), ends


def encode_words(words: Sequence[str]) -> str:
    """Return sorted lowercase words as one text.

    Each begins with a capital letter that gives the number of characters shared with the word before:
    ``graph``, ``graphs`` and ``grid`` are ``AgraphFsCid``.
    """
    out: list[str] = []
    before = ""
    for word in words:
        shared = 0
        for char, other in zip(word[:LONGEST_PREFIX], before, strict=False):
            if char != other:
                break
            shared += 1
        out.append(chr(ord("A") + shared) + word[shared:])
        before = word
    return "".join(out)


def encode_classes(class_of: Sequence[int]) -> str:
    """Return the class of each word, where classes are numbered in the order of their first word.

    A word of a new class is 0, any other is one more than the distance of its class from the newest.
    """
    out: list[int] = []
    newest = -1
    for number in class_of:
        if number > newest:
            newest = number
            out.append(0)
        else:
            out.append(newest - number + 1)
    return encode_numbers(out)

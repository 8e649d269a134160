"""ISBNs and ISSNs in texts, and their check digits.

The last digit makes the weighted sum of all digits a multiple of 11 or, in an ISBN of 13 digits, of 10
(https://www.isbn-international.org, https://www.issn.org/understanding-the-issn/what-is-an-issn/).
"""

import re
from collections.abc import Sequence

# 978-3-642-00230-4  ·  0306406152
ISBN = re.compile(r"(?<![\d-])(?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dXx](?![\d-])")
# 1234-567X
ISSN = re.compile(r"(?<![\d-])\d{4}-?\d{3}[\dXx](?![\d-])")


def find_wrong_isbn(text: str) -> str:
    """Return the first ISBN in ``text`` whose check digit is wrong, ``text`` if it has none, or ""."""
    return next((number for number in ISBN.findall(text) or [text] if not _is_isbn(number)), "")


def find_wrong_issn(text: str) -> str:
    """Return the first ISSN in ``text`` whose check digit is wrong, ``text`` if it has none, or ""."""
    return next((number for number in ISSN.findall(text) or [text] if not _is_issn(number)), "")


def _is_isbn(number: str) -> bool:
    digits = _read_digits(number)
    if len(digits) == 13:
        return sum(digits[::2]) % 10 == -3 * sum(digits[1::2]) % 10 and 10 not in digits
    return len(digits) == 10 and _has_check_digit(digits)


def _is_issn(number: str) -> bool:
    digits = _read_digits(number)
    return len(digits) == 8 and _has_check_digit(digits)


def _read_digits(number: str) -> list[int]:
    return [10 if char in "Xx" else int(char) for char in number if char in "0123456789Xx"]


def _has_check_digit(digits: Sequence[int]) -> bool:
    return sum(weight * digit for weight, digit in enumerate(reversed(digits), 1)) % 11 == 0

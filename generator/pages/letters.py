"""The letters that images can show, which ``tools/draw_letters.py`` draws."""

import unicodedata

from generator.storage.folder import TEMPLATES

LETTERS = TEMPLATES / "new" / "letters.npz"
RANGES = ((0x20, 0x7E), (0xA1, 0x17F), (0x386, 0x3CE), (0x401, 0x45F), (0x2013, 0x2014), (0x2018, 0x201E))
"""First and last character of each range: Latin, Greek, Cyrillic and punctuation."""
MISSING = 0xAD
"""In a range, but not drawn: the soft hyphen."""


def can_draw(text: str) -> bool:
    """Return whether there are letters for all of a text, which is not empty."""
    codes = {ord(letter) for letter in unicodedata.normalize("NFC", text)}
    drawn = all(code != MISSING and any(low <= code <= high for low, high in RANGES) for code in codes)
    return bool(text.strip()) and drawn

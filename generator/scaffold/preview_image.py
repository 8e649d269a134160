"""The image that links to a new list show elsewhere: its name and a book, as a PNG."""

import struct
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.storage.folder import TEMPLATES

LETTERS = TEMPLATES / "new" / "letters.npz"
"""Drawn by ``tools/draw_letters.py``."""
WIDTH, HEIGHT = 1200, 630
MARGIN = 88
BACKGROUND, INK, SHADE = (0x12, 0x34, 0x3B), (0xF6, 0xF1, 0xE7), (0x2C, 0x56, 0x5C)
SHADES = 15
LINE_SPACING = 1.1
SCALES = (1, 2, 4)
"""Factors by which letters can be scaled down; longer names need more."""
COLUMNS, ROWS = WIDTH - 2 * MARGIN, 280
"""The largest size of the name, which ends above the book."""

Pixels = NDArray[np.float64]
"""How much of each pixel is covered, from 0 to 1."""


def draw_preview(name: str) -> bytes:
    """Return the image for a list.

    The name is left out if it is in a script of which there are no letters; see :func:`can_draw`.
    """
    book = np.zeros((HEIGHT, WIDTH))
    _draw_book(book)
    text = np.zeros((HEIGHT, WIDTH))
    if can_draw(name):
        _write(text, name)
    image = np.array(BACKGROUND, np.float64) * np.ones((HEIGHT, WIDTH, 1))
    for covered, color in ((book, SHADE), (text, INK)):
        image += covered[:, :, None] * (np.array(color) - image)
    return _encode_png(image.round().astype(np.uint8))


def can_draw(name: str) -> bool:
    """Return whether there are letters for a name: Latin, Greek or Cyrillic."""
    return _load_letters().keys() >= set(unicodedata.normalize("NFC", name))


@cache
def _load_letters() -> Mapping[str, Pixels]:
    with np.load(LETTERS) as data:
        ends = np.cumsum(data["widths"].astype(int)).tolist()
        places = zip(data["letters"].tolist(), [0, *ends], ends, strict=False)
        # read once: each access reads and unpacks the file again
        image = data["image"]
        return {chr(code): image[:, start:end] / SHADES for code, start, end in places}


def _write(image: Pixels, name: str) -> None:
    """Write the name as large as possible."""
    letters = _load_letters()
    words = [
        np.hstack([letters[letter] for letter in word]) for word in unicodedata.normalize("NFC", name).split()
    ]
    for scale in SCALES:
        lines = _wrap(words, letters[" "], COLUMNS * scale)
        height = int(lines[0].shape[0] / scale * LINE_SPACING)
        if len(lines) * height <= ROWS and max(line.shape[1] for line in lines) <= COLUMNS * scale:
            break
    for number, line in enumerate(lines[: ROWS // height]):
        rows, columns = line.shape[0] // scale, min(line.shape[1] // scale, COLUMNS)
        small = line[: rows * scale, : columns * scale].reshape(rows, scale, columns, scale).mean((1, 3))
        top = MARGIN + number * height
        image[top : top + rows, MARGIN : MARGIN + columns] = small


def _wrap(words: Sequence[Pixels], space: Pixels, width: int) -> list[Pixels]:
    """Return words as lines no wider than ``width``, unless a single word is."""
    lines = [words[0]]
    for word in words[1:]:
        longer = np.hstack([lines[-1], space, word])
        if longer.shape[1] <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _draw_book(image: Pixels) -> None:
    """Draw the outline of an open book in the lower right corner."""
    x, y = np.meshgrid(np.arange(WIDTH) + 0.5, np.arange(HEIGHT) + 0.5)
    # distance from the spine, as a share of a page's width, and the curve of a page's edge
    side = np.abs(x - 960) / 170
    curve = 34 * np.clip(1 - side, 0, 1) ** 2 + 4 * side
    upper, lower, stroke = 300 + curve, 536 + curve, 15
    page = (side <= 1) & (y >= upper) & (y <= lower)
    inner = (np.abs(x - 960) <= 170 - stroke) & (y >= upper + stroke) & (y <= lower - stroke)
    image[page & ~inner] = 1
    image[page & (np.abs(x - 960) <= stroke / 2)] = 1


def _encode_png(image: NDArray[np.uint8]) -> bytes:
    """Return an image as a PNG; the same pixels give the same bytes with the same zlib."""
    height, width, _ = image.shape
    rows = np.hstack([np.zeros((height, 1), np.uint8), image.reshape(height, -1)])
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)

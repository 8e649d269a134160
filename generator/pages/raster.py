"""Images with large letters, as PNG: what links to a site show elsewhere."""

import struct
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.pages.letters import LETTERS

WIDTH, HEIGHT = 1200, 630
MARGIN = 88
SHADES = 15
"""Shades of a letter's pixels beyond none, and so of each color of an image."""
LINE_SPACING = 1.1

Pixels = NDArray[np.uint8]
Color = tuple[int, int, int]


class Raster:
    """An image on a background, drawn with a few colors.

    Args:
        background: red, green and blue, from 0 to 255.
        colors: what is drawn with; functions take their positions, from 0.
    """

    def __init__(self, background: Color, *colors: Color) -> None:
        self._palette = [_mix(background, color, shade) for color in colors for shade in range(SHADES + 1)]
        self._image: Pixels = np.zeros((HEIGHT, WIDTH), np.uint8)

    def fill(self, color: int, where: NDArray[np.bool_] | tuple[slice, slice]) -> None:
        """Fill pixels, given by a mask or by their rows and columns."""
        self._image[where] = color * (SHADES + 1) + SHADES

    def write(self, color: int, text: str, top: int, scale: int) -> int:
        """Write a text below ``top`` on as many lines as it needs; return where it ends.

        Args:
            color: its position.
            text: only letters that can be drawn.
            top: row of the first line.
            scale: letters are this many times smaller than they are stored.
        """
        for line in wrap(text, scale):
            rows, columns = line.shape[0] // scale, min(line.shape[1] // scale, WIDTH - 2 * MARGIN)
            small = line[: rows * scale, : columns * scale].reshape(rows, scale, columns, scale)
            shades = small.mean((1, 3)).round().astype(np.uint8)
            part = self._image[top : top + rows, MARGIN : MARGIN + columns]
            part[shades > 0] = shades[shades > 0] + color * (SHADES + 1)
            top += find_line_height(scale)
        return top

    def encode(self) -> bytes:
        """Return the image as a PNG; the same pixels give the same bytes with the same zlib."""
        rows = np.hstack([np.zeros((HEIGHT, 1), np.uint8), self._image])
        chunks = (
            (b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)),
            (b"PLTE", bytes(part for color in self._palette for part in color)),
            (b"IDAT", zlib.compress(rows.tobytes(), 6)),
            (b"IEND", b""),
        )
        packed = (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )
        return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def find_line_height(scale: int) -> int:
    """Return the distance of lines of letters that are so many times smaller."""
    return int(_load_letters()[" "].shape[0] / scale * LINE_SPACING)


def wrap(text: str, scale: int) -> list[Pixels]:
    """Return a text as lines in full size that fit when scaled down, unless a single word does not."""
    letters = _load_letters()
    words = [
        np.hstack([letters[letter] for letter in word]) for word in unicodedata.normalize("NFC", text).split()
    ]
    lines = words[:1]
    for word in words[1:]:
        longer = np.hstack([lines[-1], letters[" "], word])
        if longer.shape[1] <= (WIDTH - 2 * MARGIN) * scale:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def choose_scale(text: str, scales: Sequence[int], height: int) -> int:
    """Return the first of several scales at which a text fits into the height, or the last one."""
    for scale in scales:
        lines = wrap(text, scale)
        fits = all(line.shape[1] <= (WIDTH - 2 * MARGIN) * scale for line in lines)
        if fits and len(lines) * find_line_height(scale) <= height:
            return scale
    return scales[-1]


@cache
def _load_letters() -> Mapping[str, Pixels]:
    with np.load(LETTERS) as data:
        ends = np.cumsum(data["widths"].astype(int)).tolist()
        places = zip(data["letters"].tolist(), [0, *ends], ends, strict=False)
        # read once: each access reads and unpacks the file again
        image = data["image"]
        return {chr(code): image[:, start:end] for code, start, end in places}


def _mix(background: Color, color: Color, shade: int) -> Color:
    parts = zip(background, color, strict=True)
    red, green, blue = (round(below + (above - below) * shade / SHADES) for below, above in parts)
    return red, green, blue

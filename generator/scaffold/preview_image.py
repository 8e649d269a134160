"""The image that links to a new list show elsewhere: its name and a book, as a PNG."""

import numpy as np
from numpy.typing import NDArray

from generator.pages.letters import can_draw
from generator.pages.raster import HEIGHT, MARGIN, WIDTH, Raster, choose_scale

BACKGROUND, INK, SHADE = (0x12, 0x34, 0x3B), (0xF6, 0xF1, 0xE7), (0x2C, 0x56, 0x5C)
SCALES = (1, 2, 4)
"""Factors by which letters can be scaled down; longer names need more."""
ROWS = 280
"""The greatest height of the name, which ends above the book."""


def draw_preview(name: str) -> bytes:
    """Return the image for a list.

    The name is left out if it is in a script of which there are no letters; see :func:`can_draw`.
    """
    image = Raster(BACKGROUND, INK, SHADE)
    image.fill(1, _draw_book())
    if can_draw(name):
        image.write(0, name, MARGIN, choose_scale(name, SCALES, ROWS))
    return image.encode()


def _draw_book() -> NDArray[np.bool_]:
    """Return the pixels of the outline of an open book in the lower right corner."""
    x, y = np.meshgrid(np.arange(WIDTH) + 0.5, np.arange(HEIGHT) + 0.5)
    # distance from the spine, as a share of a page's width, and the curve of a page's edge
    side = np.abs(x - 960) / 170
    curve = 34 * np.clip(1 - side, 0, 1) ** 2 + 4 * side
    upper, lower, stroke = 300 + curve, 536 + curve, 15
    page = (side <= 1) & (y >= upper) & (y <= lower)
    inner = (np.abs(x - 960) <= 170 - stroke) & (y >= upper + stroke) & (y <= lower - stroke)
    return np.asarray((page & ~inner) | (page & (np.abs(x - 960) <= stroke / 2)))

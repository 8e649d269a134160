"""Draws the letters of preview images into ``templates/new/letters.npz``, with a browser.

Run it with the font Liberation Serif installed: ``.venv/bin/python tools/draw_letters.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import LAUNCH_ARGUMENTS, find_chromium  # noqa: E402

from generator.pages.letters import LETTERS, MISSING, RANGES  # noqa: E402

SIZE, ABOVE, HEIGHT = 96, 88, 118
"""Font size, and height above the baseline and in total, in pixels."""

DRAW = """([letters, size, above, height]) => {
  const canvas = new OffscreenCanvas(300, height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.font = `bold ${size}px "Liberation Serif"`;
  return letters.map((letter) => {
    const width = Math.round(pen.measureText(letter).width);
    pen.clearRect(0, 0, 300, height);
    pen.fillText(letter, 0, above);
    const { data } = pen.getImageData(0, 0, width, height);
    return [width, Array.from(data.filter((value, index) => index % 4 === 3))];
  });
}"""


def main() -> None:
    """Draw all letters side by side, in 16 shades."""
    letters = [chr(code) for first, last in RANGES for code in range(first, last + 1) if code != MISSING]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH_ARGUMENTS)
        drawn = browser.new_page().evaluate(DRAW, [letters, SIZE, ABOVE, HEIGHT])
        browser.close()
    images = [np.array(pixels, np.uint8).reshape(HEIGHT, width) // 17 for width, pixels in drawn]
    packed = np.hstack(images)
    packed = packed[:, : packed.shape[1] // 2 * 2]
    np.savez_compressed(
        LETTERS,
        letters=np.array([ord(letter) for letter in letters], np.uint16),
        widths=np.array([width for width, _ in drawn], np.uint8),
        image=packed,
    )


if __name__ == "__main__":
    main()

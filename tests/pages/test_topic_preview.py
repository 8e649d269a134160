"""The preview images of topics."""

from __future__ import annotations

import struct
import zlib
from unicodedata import normalize

import numpy as np
import pytest
from lists import make_catalog
from numpy.typing import NDArray

from generator.model.catalog import Catalog
from generator.model.taxonomy import Group, Taxonomy, Topic
from generator.pages.letters import LETTERS, can_draw
from generator.pages.topic_preview import draw_topic_preview, make_previews, preview_path


@pytest.fixture(scope="module")
def baking() -> Catalog:
    return make_catalog(80)


def rename(catalog: Catalog, title: str) -> tuple[Catalog, Topic]:
    """A list whose only topic has this title."""
    old = next(iter(catalog.taxonomy.topics.values()))
    topic = Topic(id=old.id, title=title, scope=old.scope)
    taxonomy = Taxonomy(groups=(Group(id="all", title="All", topics=(topic,)),))
    return Catalog(site=catalog.site, taxonomy=taxonomy, papers=catalog.papers), topic


def decode(png: bytes) -> NDArray[np.uint8]:
    """The pixels of an image: rows, columns, colors."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        data = png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + data)
        chunks[kind], at = data, at + 12 + length
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, width + 1)
    return np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)[rows[:, 1:]]


def test_images_differ_and_are_the_same_when_drawn_again(baking: Catalog) -> None:
    images = dict(make_previews(baking))
    assert set(images) == {f"topics/{id_}/preview.png" for id_ in baking.taxonomy.topics}
    assert len(set(images.values())) == len(images)
    assert dict(make_previews(make_catalog(80))) == images


def test_an_image_has_the_color_of_the_group_and_a_bar_for_the_best_year(baking: Catalog) -> None:
    topic = next(iter(baking.taxonomy.topics.values()))
    image = decode(draw_topic_preview(baking, topic))
    assert image.shape == (630, 1200, 3)
    color = image[300, 5]
    assert (color == (0x8D, 0xB4, 0xF0)).all()
    # bars are in the lower right part, and the highest has 130 rows
    bars = (image[:, 600:] == color).all(axis=2)
    assert bars.sum(axis=0).max() == 130
    assert not bars[:400].any()


@pytest.mark.parametrize("title", ["Bread", "Brot für Öfen", "Хлеб", "Pane " * 30, "Unbreakable" * 12])
def test_titles_of_any_length_leave_room_for_the_number_of_papers(baking: Catalog, title: str) -> None:
    catalog, topic = rename(baking, title.strip())
    image = decode(draw_topic_preview(catalog, topic))
    ink = (image[:, 60:] == (0xF6, 0xF1, 0xE7)).all(axis=2)
    assert ink[130:400].any() and ink[440:500].any()
    assert not ink[400:435].any() and not ink[:, 1060:].any()


def test_titles_in_other_scripts_leave_the_image_of_the_list(baking: Catalog) -> None:
    catalog, topic = rename(baking, "面包")
    assert preview_path(catalog, topic) == ""
    assert dict(make_previews(catalog)) == {}


def test_letters_are_those_that_the_file_has() -> None:
    with np.load(LETTERS) as data:
        letters = {chr(code) for code in data["letters"].tolist()}
    assert all(can_draw(letter) for letter in letters if letter.strip())
    # composed letters stand for those that are typed with an accent after them
    others = {chr(code) for code in range(0x21, 0x3000)} - letters
    assert not {letter for letter in others if can_draw(letter) and normalize("NFC", letter) == letter}

"""OPML: every feed of the list."""

from __future__ import annotations

from xml.etree import ElementTree

from exports_samples import sample

from generator.exports import opml


def test_opml_lists_every_feed() -> None:
    catalogue = sample()
    root = ElementTree.fromstring(opml.write_opml(catalogue).encode())
    feeds = {node.get("text"): node.get("xmlUrl") for node in root.iter("outline") if node.get("xmlUrl")}
    assert feeds == {
        "Kitchen papers & more": "https://kitchen.example/list/feed.xml",
        "Tea, green & black": "https://kitchen.example/list/feeds/tea.xml",
        "Bread": "https://kitchen.example/list/feeds/bread.xml",
        "Cheese": "https://kitchen.example/list/feeds/cheese.xml",
    }

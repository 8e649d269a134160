"""The image that links to a topic's page show elsewhere."""

from collections.abc import Callable, Iterator
from functools import partial

from generator.model.catalog import Catalog
from generator.model.taxonomy import Topic, group_color
from generator.pages.letters import can_draw
from generator.pages.topic_profile import make_topic_profile
from generator.text.translation import count_papers, speak

BACKGROUND, INK, MUTED = (0x12, 0x34, 0x3B), (0xF6, 0xF1, 0xE7), (0xA7, 0xB9, 0xBA)
GROUPS = (
    (0x8D, 0xB4, 0xF0), (0xF0, 0x9A, 0x76), (0xBC, 0xCB, 0x5A), (0xD7, 0x9A, 0xDB),
    (0x6F, 0xCB, 0xD6), (0xED, 0xB9, 0x5E), (0xF0, 0x8F, 0xB0), (0xA9, 0xB7, 0xC2),
)  # fmt: skip
"""Colors of groups of topics, those of the site in dark mode."""
TOP, TITLE_TOP, TITLE_ROWS, FOOT = 72, 138, 262, 542
"""Rows of the list's name and of the title, the title's greatest height, and the row that bars stand on."""
BARS, BAR_ROWS = slice(700, 1112), 130
"""Columns of the bars, and the height of the highest."""


def preview_path(catalog: Catalog, topic: Topic) -> str:
    """Return the path of a topic's image below the site's root; empty if letters are missing."""
    drawable = can_draw(topic.title) and can_draw(catalog.site.name)
    return f"topics/{topic.id}/preview.png" if drawable else ""


def list_previews(catalog: Catalog) -> dict[str, Callable[[], bytes]]:
    """Return the path of each image below the site's root, and the function that draws it."""
    return {
        path: partial(draw_topic_preview, catalog, topic)
        for topic in catalog.taxonomy.topics.values()
        if (path := preview_path(catalog, topic))
    }


def make_previews(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Yield the path of each image below the site's root, and the image."""
    return ((path, draw()) for path, draw in list_previews(catalog).items())


def draw_topic_preview(catalog: Catalog, topic: Topic) -> bytes:
    """Return the image of a topic for which there is one: names, number of papers, and bars by year."""
    # imported late: a build draws in its second process
    from generator.pages.raster import Raster, choose_scale, find_line_height

    groups = enumerate(catalog.taxonomy.groups)
    position = next(place for place, group in groups if topic in group.topics)
    image = Raster(BACKGROUND, INK, MUTED, GROUPS[group_color(position) - 1])
    image.fill(2, (slice(None), slice(0, 18)))
    image.write(1, catalog.site.name, TOP, 3)
    image.write(0, topic.title, TITLE_TOP, choose_scale(topic.title, (1, 2, 3), TITLE_ROWS))
    profile = make_topic_profile(catalog, topic.id)
    with speak(catalog.translator):
        count = " ".join(count_papers(len(catalog.by_topic[topic.id])).split())
    top = FOOT - find_line_height(2) - find_line_height(4)
    if can_draw(count):
        image.write(0, count, top, 2)
    if profile.span:
        image.write(1, profile.span, top + find_line_height(2), 4)
    most = max(profile.counts, default=1)
    step = (BARS.stop - BARS.start) / max(1, len(profile.counts))
    for number, papers in enumerate(profile.counts):
        left = round(BARS.start + number * step)
        rows = slice(FOOT - max(2, round(BAR_ROWS * papers / most)), FOOT)
        image.fill(2, (rows, slice(left, round(left + step * 0.75))))
    return image.encode()

"""The analysis of all papers together: related papers, charts and map, and the search index.

It takes a while, so a build does it in a second process, and a preview shows the last result until the next
one is ready.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator.model.catalog import Catalog
from generator.pages.cards import list_facts
from generator.pages.rendering import Page
from generator.site_builder.background import BackgroundTasks
from generator.text.translation import speak

if TYPE_CHECKING:
    from generator.analysis.related.neighbors import Neighbor


class Analysis:
    """The results; whoever needs one waits until it is ready.

    Args:
        result: returns a result by its number: first those of ``STEPS``, then those of other functions.
        others: the number of other functions.
        stop: stops background work.
    """

    def __init__(
        self, result: Callable[[int], Any], others: int = 0, stop: Callable[[], None] = lambda: None
    ) -> None:
        self._result = result
        self._others = others
        self.stop = stop

    def finish(self) -> None:
        """Wait until everything is done."""
        for number in range(len(STEPS) + self._others):
            self._result(number)

    @property
    def related(self) -> Mapping[str, list["Neighbor"]]:
        """Slug -> similar papers."""
        related: Mapping[str, list[Neighbor]] = self._result(1)
        return related

    @property
    def pictures(self) -> Mapping[str, Page]:
        """Source path -> page of the charts or of the map."""
        pictures: Mapping[str, Page] = self._result(0)
        return pictures

    @property
    def crops(self) -> Mapping[str, Markup]:
        """Slug -> the map around a paper as a small drawing; without papers that are not on the map."""
        page = self.pictures.get("map.md")
        crops: Mapping[str, Markup] = page.model["map"].crops if page else {}
        return crops

    @property
    def index(self) -> Mapping[str, bytes]:
        """Path below the site's root -> file of the search index."""
        index: Mapping[str, bytes] = self._result(2)
        return index


def _find_related(catalog: Catalog) -> Mapping[str, list["Neighbor"]]:
    # imported late, like the others: most commands need no numerical library
    from generator.analysis.related import find_related

    return find_related(catalog)


def _draw_pictures(catalog: Catalog) -> Mapping[str, Page]:
    from generator.pages.pictures import make_picture_pages

    with speak(catalog.translator):
        return {page.source: page for page in make_picture_pages(catalog)}


def _build_index(catalog: Catalog) -> Mapping[str, bytes]:
    from generator.analysis.search import build_index

    with speak(catalog.translator):
        return build_index(catalog, shown=list_facts(catalog))


STEPS: tuple[Callable[[Catalog], Any], ...] = (_draw_pictures, _find_related, _build_index)
"""Functions of a catalog, in the order in which a build needs their results."""


def analyze(catalog: Catalog, *then: Callable[[], Any], background: bool = False) -> Analysis:
    """Return the analysis of a list, which runs in a second process where that is possible.

    Args:
        catalog: the list.
        then: what else to do there afterward.
        background: whether a second process may be used.
    """
    tasks = BackgroundTasks(*(partial(step, catalog) for step in STEPS), *then, allowed=background)
    return Analysis(tasks.result, len(then), tasks.stop)

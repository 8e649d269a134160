"""Charts of the list: questions a reader has, answered from the records, drawn as SVG at build time.

Every chart has a question, one sentence that answers it from the numbers, a drawing whose marks lead to the
papers behind them, and a table with the same numbers and links. Colors are the custom properties of
``charts.css``.
"""

from generator.model.catalog import Catalog
from generator.pages.charts.chart import Chart
from generator.pages.charts.growing_topics import draw_growing_topics
from generator.pages.charts.kinds_of_work import draw_kinds_of_work
from generator.pages.charts.papers_by_year import draw_papers_by_year
from generator.pages.charts.papers_with_code import draw_papers_with_code
from generator.pages.charts.shared_papers import draw_shared_papers


def draw_charts(catalog: Catalog) -> tuple[Chart, ...]:
    """Return the charts of the list, without those for which it has no numbers.

    A paper counts in each of its topics, so that every number is that of the browse page it leads to.
    """
    if not catalog.papers:
        return ()
    drawn = [draw_papers_by_year(catalog)]
    if any(paper.topics for paper in catalog.papers.values()):
        drawn += [
            draw_growing_topics(catalog),
            draw_shared_papers(catalog),
            draw_kinds_of_work(catalog),
            draw_papers_with_code(catalog),
        ]
    return tuple(chart for chart in drawn if chart is not None)

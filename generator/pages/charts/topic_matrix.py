"""The matrix of topics that share papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.paper import Paper
from generator.pages.addresses import RelativeAddresses
from generator.pages.charts.chart import Caption
from generator.pages.charts.drawing import WIDTH, draw_svg, draw_tick
from generator.pages.charts.paper_sets import PaperSet
from generator.pages.svg import draw_lines, make_element, make_link, wrap_text
from generator.text.plurals import count_nouns

__all__ = ["Pairs", "TopicMatrix", "draw_topic_matrix", "order_topics"]

Pairs = Mapping[tuple[str, str], Sequence[Paper]]
"""Two topics -> the papers that have both; each pair is there once, in either order."""

LABEL_WIDTH = 134.0
HEAD = 30.0
TEXT_SIZE = 10.5


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMatrix:
    """Topics in the order of rows and columns, and the papers they share."""

    topics: Sequence[PaperSet]
    pairs: Pairs

    @property
    def step(self) -> float:
        """Width of a column."""
        return min(28.0, (WIDTH - LABEL_WIDTH) / len(self.topics))

    def find_pair(self, one: PaperSet, other: PaperSet) -> tuple[str, str] | None:
        """Return the key of two topics that share papers, or None."""
        return next((key for key in ((one.id, other.id), (other.id, one.id)) if key in self.pairs), None)


def order_topics(topics: Sequence[PaperSet], pairs: Pairs) -> list[PaperSet]:
    """Return topics so that those that share many papers are neighbors.

    They are ordered by the Fiedler vector of the graph whose weights are the shares of common papers.
    """
    import numpy as np

    size = len(topics)
    if size < 3:
        return list(topics)
    weight = np.full((size, size), 1e-3)
    for row, one in enumerate(topics):
        for column, other in enumerate(topics):
            papers = pairs.get((one.id, other.id)) or pairs.get((other.id, one.id)) or ()
            weight[row, column] += len(papers) / (len(one.papers) * len(other.papers)) ** 0.5
    np.fill_diagonal(weight, 0)
    scale = 1 / np.sqrt(weight.sum(axis=1))
    _, vectors = np.linalg.eigh(np.eye(size) - weight * scale[:, None] * scale[None, :])
    place = np.round(vectors[:, 1] * scale, 6)
    turn = -1 if place[0] > place[-1] else 1
    return [topics[at] for at in sorted(range(size), key=lambda at: (turn * place[at], at))]


def draw_topic_matrix(caption: Caption, matrix: TopicMatrix, addresses: RelativeAddresses) -> Markup:
    """Return the drawing; its dots lead to the rows ``#<id>-<topic>--<topic>`` of the chart's table."""
    heads = _draw_heads(len(matrix.topics), matrix.step)
    marks: list[Markup] = []
    y = HEAD
    for row, topic in enumerate(matrix.topics):
        lines = wrap_text(f"{row + 1} {topic.title}", LABEL_WIDTH - 8, TEXT_SIZE, 2)
        height = max(matrix.step, 15.0, len(lines) * TEXT_SIZE * 1.15 + 5)
        if row % 2 == 0:
            heads.append(make_element("rect", x=0, y=y, width=WIDTH, height=height, class_="rl-plot__stripe"))
        label = draw_lines(lines, 2, y + height / 2, TEXT_SIZE)
        name = f"{topic.title}: {count_nouns(len(topic.papers), 'paper')}"
        marks.append(make_link(addresses.topic(topic.id), name, label))
        marks += _draw_row(caption.id, matrix, row, y, height)
        y += height
    return draw_svg(caption, y + 2, [*heads, *marks])


def _draw_heads(columns: int, step: float) -> list[Markup]:
    """Return the numbers of the columns, on two lines where they are narrow."""
    return [
        draw_tick(
            str(column + 1),
            LABEL_WIDTH + step * (column + 0.5),
            HEAD - 5 - (12 if column % 2 and step < 16 else 0),
        )
        for column in range(columns)
    ]


def _draw_row(id_: str, matrix: TopicMatrix, row: int, y: float, height: float) -> list[Markup]:
    one, step, middle = matrix.topics[row], matrix.step, y + height / 2
    top = max(len(papers) for papers in matrix.pairs.values())
    marks = []
    for column, other in enumerate(matrix.topics):
        x = LABEL_WIDTH + step * (column + 0.5)
        pair = matrix.find_pair(one, other)
        if pair:
            count = len(matrix.pairs[pair])
            radius = max(1.8, (step / 2 - 0.1) * (count / top) ** 0.5)
            css = one.css_class if one.group == other.group else "rl-plot__dot"
            dot = make_element("circle", cx=x, cy=middle, r=radius, class_=css)
            target = make_element(
                "rect", x=x - step / 2, y=y, width=step, height=height, class_="rl-plot__target"
            )
            name = f"{one.title} and {other.title}: {count_nouns(count, 'paper')}"
            marks.append(make_link(f"#{id_}-{pair[0]}--{pair[1]}", name, target, dot))
        elif row == column:
            marks.append(
                make_element("rect", x=x - 1.5, y=middle - 1.5, width=3, height=3, class_="rl-plot__none")
            )
    return marks

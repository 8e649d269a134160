"""Positions on the map: similar papers close together, apart from one another, and always the same."""

import numpy as np

from generator.analysis.map_layout import Frame, place_papers
from generator.analysis.related import vectorize
from generator.model.paper import Paper

FRAME = Frame(width=400, height=300, margin=10, spacing=9)
SUBJECTS = ("sourdough yeast starter flour", "espresso grinder pressure cup", "tomato soil greenhouse seed")


def place(abstracts: list[str]) -> np.ndarray:
    papers = [
        Paper(slug=f"p{number:02}", title=f"Study {number}", abstract=abstract)
        for number, abstract in enumerate(abstracts)
    ]
    place_papers.cache_clear()
    return np.array(place_papers(vectorize(papers), ("",) * len(papers), FRAME))


def test_papers_on_one_subject_are_close_together():
    points = place([f"{SUBJECTS[number % 3]} bowl{number % 5}" for number in range(30)])
    centers = np.array([points[subject::3].mean(axis=0) for subject in range(3)])
    for number, point in enumerate(points):
        distances = np.hypot(*(centers - point).T)
        assert distances.argmin() == number % 3, number


def test_positions_stay_apart_and_inside_even_for_equal_papers():
    points = place(["the same words"] * 40)
    assert points.min() >= FRAME.margin
    assert (points <= (FRAME.width - FRAME.margin, FRAME.height - FRAME.margin)).all()
    distances = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(distances, np.inf)
    assert distances.min() > FRAME.spacing - 1.5, "positions are whole units"


def test_same_papers_get_the_same_positions():
    abstracts = [f"{SUBJECTS[number % 3]} bowl{number % 5}" for number in range(30)]
    assert (place(abstracts) == place(abstracts)).all()

"""What's new: the log by day, and what it does not say yet."""

from __future__ import annotations

from dataclasses import replace

from exports_samples import TAXONOMY, catalogue_of

from generator.changes import Day, extend_log, find_unlogged, group_by_topic, list_days
from generator.models import Catalogue, Change, Exclusion, Paper


def paper(slug: str, *topics: str, added: str | None = "2026-01-01") -> Paper:
    return Paper(slug=slug, title=slug.replace("-", " ").title(), topics=topics, added=added)


def list_of(*papers: Paper, **fields: object) -> Catalogue:
    return catalogue_of(*papers).model_copy(update=fields)


def test_days_come_newest_first_with_all_that_happened() -> None:
    catalogue = list_of(
        paper("rye", "bread"),
        paper("oolong", "tea"),
        changes=(
            Change(date="2026-01-01", sources=("a.txt",), added=("rye", "old-oolong"), note="Begun."),
            Change(
                date="2026-01-09",
                moved={"rye": ("tea", "bread")},
                merged={"old-oolong": "oolong"},
                excluded={"Prices": "not about bread"},
            ),
            Change(date="2026-01-09", sources=("b.txt",), note="More."),
        ),
        redirects={"old-oolong": "oolong"},
    )
    newest, oldest = list_days(catalogue)
    assert (newest.date, newest.sources, newest.notes) == ("2026-01-09", ("b.txt",), ("More.",))
    (move,) = newest.moved
    assert (move.paper.slug, move.old, move.old_title, move.new_title) == (
        "rye",
        "tea",
        "Tea, green & black",
        "Bread",
    )
    assert [(merge.slug, merge.into.slug) for merge in newest.merged] == [("old-oolong", "oolong")]
    assert [(left.title, left.reason) for left in newest.excluded] == [("Prices", "not about bread")]
    assert [found.slug for found in oldest.added] == ["oolong", "rye"]
    assert list_days(catalogue, since="2026-01-02") == (newest,)
    assert list_days(catalogue, since="2026-02") == ()


def test_papers_outside_the_log_stand_under_the_day_of_their_record() -> None:
    catalogue = list_of(
        paper("rye", added="2026-03-01"),
        paper("oolong", added=None),
        paper("logged", added="2026-09-09"),
        changes=(Change(date="2026-02-01", added=("logged", "gone")),),
    )
    assert [(day.date, [found.slug for found in day.added]) for day in list_days(catalogue)] == [
        ("2026-03-01", ["rye"]),
        ("2026-02-01", ["logged"]),
    ]


def test_each_paper_comes_once_and_empty_days_never() -> None:
    catalogue = list_of(
        paper("rye"),
        changes=(
            Change(date="2026-01-01", added=("rye",)),
            Change(date="2026-01-02", added=("rye", "loop"), sources=("b.txt",)),
        ),
        redirects={"loop": "pool", "pool": "loop"},
    )
    assert [day.date for day in list_days(catalogue)] == ["2026-01-01"]
    assert not Day(date="2026-01-02", sources=("b.txt",))


def test_papers_group_by_topic_in_the_order_of_the_taxonomy() -> None:
    rye, oolong, stray = paper("rye", "bread", "tea"), paper("oolong", "tea"), paper("stray", "gone")
    groups = group_by_topic([stray, rye, oolong], TAXONOMY)
    assert [(topic.id if topic else None, [found.slug for found in papers]) for topic, papers in groups] == [
        ("tea", ["oolong"]),
        ("bread", ["rye"]),
        (None, ["stray"]),
    ]


def test_what_the_log_does_not_say_becomes_a_change_once() -> None:
    catalogue = list_of(
        paper("rye", "bread"),
        paper("oolong", "tea"),
        redirects={"old": "rye"},
        exclusions=(Exclusion(title="Prices", reason="not about bread"),),
    )
    first = find_unlogged(catalogue, "2026-01-01", sources=["a.txt"])
    assert first == Change(
        date="2026-01-01",
        sources=("a.txt",),
        added=("oolong", "rye"),
        filed={"oolong": "tea", "rye": "bread"},
        merged={"old": "rye"},
        excluded={"Prices": "not about bread"},
    )
    log = extend_log((), first)
    assert find_unlogged(catalogue.model_copy(update={"changes": log}), "2026-01-02") is None

    edited = list_of(
        paper("rye", "tea"), paper("oolong", "tea"), redirects={"old": "rye"}, changes=log,
        exclusions=catalogue.exclusions,
    )  # fmt: skip
    second = find_unlogged(edited, "2026-01-02")
    assert second == Change(date="2026-01-02", moved={"rye": ("bread", "tea")})
    log = extend_log(log, second)
    assert [change.date for change in log] == ["2026-01-01", "2026-01-02"]
    assert find_unlogged(edited.model_copy(update={"changes": log}), "2026-01-03") is None


def test_two_moves_of_one_day_are_one_and_there_and_back_is_none() -> None:
    there = Change(date="2026-01-02", moved={"rye": ("bread", "tea")})
    on = Change(date="2026-01-02", moved={"rye": ("tea", "cheese")}, note="Sorted.")
    back = Change(date="2026-01-02", moved={"rye": ("tea", "bread")})
    (joined,) = extend_log(extend_log((), there), on)
    assert joined.moved == {"rye": ("bread", "cheese")}
    assert joined.note == "Sorted."
    (nothing,) = extend_log(extend_log((), there), back)
    assert nothing.moved == {}
    catalogue = list_of(paper("rye", "bread"), changes=(Change(date="2026-01-01", added=("rye",)), nothing))
    assert find_unlogged(catalogue, "2026-01-03") is None


def test_the_log_stays_in_order_of_its_dates() -> None:
    late, early = Change(date="2026-02-01", note="b"), Change(date="2026-01-01", note="a")
    assert [change.note for change in extend_log((late,), early)] == ["a", "b"]


def test_days_of_the_made_up_list(made_up: Catalogue) -> None:
    days = list_days(made_up)
    assert [day.date for day in days] == sorted({day.date for day in days}, reverse=True)
    shown = [found.slug for day in days for found in day.added]
    assert sorted(shown) == sorted(set(shown))
    assert replace(days[0], added=()).date == days[0].date

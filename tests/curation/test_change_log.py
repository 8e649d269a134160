"""The change log by day, and what it lacks."""

from __future__ import annotations

from exports_samples import TAXONOMY, catalog_of

from generator.curation.change_log import Day, find_unlogged, group_by_topic, list_days
from generator.model.catalog import Catalog
from generator.model.history import Change, Exclusion
from generator.model.paper import Paper


def paper(slug: str, *topics: str, added: str | None = "2026-01-01") -> Paper:
    return Paper(slug=slug, title=slug.replace("-", " ").title(), topics=topics, added=added)


def list_of(*papers: Paper, **fields: object) -> Catalog:
    return catalog_of(*papers).model_copy(update=fields)


def test_days_are_newest_first_with_everything_that_changed() -> None:
    catalog = list_of(
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
    newest, oldest = list_days(catalog)
    assert (newest.date, newest.sources, newest.notes) == ("2026-01-09", ("b.txt",), ("More.",))
    (move,) = newest.moved
    assert (move.paper.slug, move.old, move.new) == ("rye", "tea", "bread")
    assert [(slug, into.slug) for slug, into in newest.merged] == [("old-oolong", "oolong")]
    assert newest.excluded == (("Prices", "not about bread"),)
    assert [found.slug for found in oldest.added] == ["oolong", "rye"]
    assert list_days(catalog, since="2026-01-02") == (newest,)
    assert list_days(catalog, since="2026-02") == ()


def test_papers_missing_from_the_log_appear_on_the_date_in_their_record() -> None:
    catalog = list_of(
        paper("rye", added="2026-03-01"),
        paper("oolong", added=None),
        paper("logged", added="2026-09-09"),
        changes=(Change(date="2026-02-01", added=("logged", "gone")),),
    )
    assert [(day.date, [found.slug for found in day.added]) for day in list_days(catalog)] == [
        ("2026-03-01", ["rye"]),
        ("2026-02-01", ["logged"]),
    ]


def test_papers_appear_once_and_empty_days_are_left_out() -> None:
    catalog = list_of(
        paper("rye"),
        changes=(
            Change(date="2026-01-01", added=("rye",)),
            Change(date="2026-01-02", added=("rye", "loop"), sources=("b.txt",)),
        ),
        redirects={"loop": "pool", "pool": "loop"},
    )
    assert [day.date for day in list_days(catalog)] == ["2026-01-01"]
    assert not Day(date="2026-01-02", sources=("b.txt",))


def test_papers_are_grouped_by_topic_in_the_order_of_the_taxonomy() -> None:
    rye, oolong, stray = paper("rye", "bread", "tea"), paper("oolong", "tea"), paper("stray", "gone")
    groups = group_by_topic([stray, rye, oolong], TAXONOMY)
    assert [(topic.id if topic else None, [found.slug for found in papers]) for topic, papers in groups] == [
        ("tea", ["oolong"]),
        ("bread", ["rye"]),
        (None, ["stray"]),
    ]


def test_what_the_log_lacks_becomes_a_change_once() -> None:
    catalog = list_of(
        paper("rye", "bread"),
        paper("oolong", "tea"),
        redirects={"old": "rye"},
        exclusions=(Exclusion(title="Prices", reason="not about bread"),),
    )
    first = find_unlogged(catalog, "2026-01-01")
    assert first == Change(
        date="2026-01-01",
        added=("oolong", "rye"),
        filed={"oolong": "tea", "rye": "bread"},
        merged={"old": "rye"},
        excluded={"Prices": "not about bread"},
    )
    log = (first,)
    assert find_unlogged(catalog.model_copy(update={"changes": log}), "2026-01-02") is None

    edited = list_of(
        paper("rye", "tea"), paper("oolong", "tea"), redirects={"old": "rye"}, changes=log,
        exclusions=catalog.exclusions,
    )  # fmt: skip
    second = find_unlogged(edited, "2026-01-02")
    assert second == Change(date="2026-01-02", moved={"rye": ("bread", "tea")})
    log = (*log, second)
    assert find_unlogged(edited.model_copy(update={"changes": log}), "2026-01-03") is None


def test_moves_on_one_day_are_combined_and_moving_back_cancels_them() -> None:
    there = Change(date="2026-01-02", moved={"rye": ("bread", "tea")})
    on = Change(date="2026-01-02", moved={"rye": ("tea", "cheese")})
    back = Change(date="2026-01-02", moved={"rye": ("tea", "bread")})
    (day, _) = list_days(list_of(paper("rye", "cheese"), changes=(there, on)))
    assert [(move.old, move.new) for move in day.moved] == [("bread", "cheese")]
    catalog = list_of(paper("rye", "bread"), changes=(Change(date="2026-01-01", added=("rye",)), there, back))
    assert [day.date for day in list_days(catalog)] == ["2026-01-01"]
    assert find_unlogged(catalog, "2026-01-03") is None


def test_each_day_and_each_paper_of_a_list_appears_once(made_up: Catalog) -> None:
    days = list_days(made_up)
    assert [day.date for day in days] == sorted({day.date for day in days}, reverse=True)
    shown = [found.slug for day in days for found in day.added]
    assert sorted(shown) == sorted(set(shown))


def test_only_confirmed_topics_are_logged_and_compared() -> None:
    rye = paper("rye", "tea").model_copy(update={"review": "Topics are suggested."})
    suggested = list_of(rye, changes=(Change(date="2026-01-01", added=("rye",)),))
    assert find_unlogged(suggested, "2026-01-02") is None
    replaced = list_of(rye.model_copy(update={"topics": ("bread",)}), changes=suggested.changes)
    assert find_unlogged(replaced, "2026-01-03") is None
    confirmed = list_of(paper("rye", "bread"), changes=suggested.changes)
    change = find_unlogged(confirmed, "2026-01-04")
    assert change is not None
    assert (change.filed, change.moved) == ({"rye": "bread"}, {})
    moved = find_unlogged(list_of(paper("rye", "tea"), changes=(*suggested.changes, change)), "2026-01-05")
    assert moved is not None
    assert moved.moved == {"rye": ("bread", "tea")}

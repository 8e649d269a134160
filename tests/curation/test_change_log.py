"""What's new: the log by day, and what it does not say yet."""

from __future__ import annotations

from click.testing import CliRunner, Result
from exports_samples import TAXONOMY, catalogue_of

from generator.cli import main
from generator.curation.change_log import Day, find_unlogged, group_by_topic, list_days
from generator.model.catalogue import Catalogue
from generator.model.history import Change, Exclusion
from generator.model.paper import Paper
from generator.pages.cards import Cards
from generator.pages.rendering import Renderer
from generator.pages.whats_new import make_whats_new_page
from generator.storage.store import Folder, load_catalogue


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
    first = find_unlogged(catalogue, "2026-01-01")
    assert first == Change(
        date="2026-01-01",
        added=("oolong", "rye"),
        filed={"oolong": "tea", "rye": "bread"},
        merged={"old": "rye"},
        excluded={"Prices": "not about bread"},
    )
    log = (first,)
    assert find_unlogged(catalogue.model_copy(update={"changes": log}), "2026-01-02") is None

    edited = list_of(
        paper("rye", "tea"), paper("oolong", "tea"), redirects={"old": "rye"}, changes=log,
        exclusions=catalogue.exclusions,
    )  # fmt: skip
    second = find_unlogged(edited, "2026-01-02")
    assert second == Change(date="2026-01-02", moved={"rye": ("bread", "tea")})
    log = (*log, second)
    assert find_unlogged(edited.model_copy(update={"changes": log}), "2026-01-03") is None


def test_two_moves_of_one_day_are_one_and_there_and_back_is_none() -> None:
    there = Change(date="2026-01-02", moved={"rye": ("bread", "tea")})
    on = Change(date="2026-01-02", moved={"rye": ("tea", "cheese")})
    back = Change(date="2026-01-02", moved={"rye": ("tea", "bread")})
    (day, _) = list_days(list_of(paper("rye", "cheese"), changes=(there, on)))
    assert [(move.old, move.new) for move in day.moved] == [("bread", "cheese")]
    catalogue = list_of(
        paper("rye", "bread"), changes=(Change(date="2026-01-01", added=("rye",)), there, back)
    )
    assert [day.date for day in list_days(catalogue)] == ["2026-01-01"]
    assert find_unlogged(catalogue, "2026-01-03") is None


def test_days_of_the_made_up_list(made_up: Catalogue) -> None:
    days = list_days(made_up)
    assert [day.date for day in days] == sorted({day.date for day in days}, reverse=True)
    shown = [found.slug for day in days for found in day.added]
    assert sorted(shown) == sorted(set(shown))


def run(folder: Folder, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder.root), *arguments])


def test_the_command_log_records_a_move_and_keeps_the_file(made_up_copy: Folder) -> None:
    path = made_up_copy.file("changes.yml")
    path.write_text("# by hand\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert run(made_up_copy, "log").exit_code == 0
    before = path.read_text(encoding="utf-8")
    assert run(made_up_copy, "log").output == "The change log is up to date.\n"
    assert path.read_text(encoding="utf-8") == before

    record = next(iter(sorted(made_up_copy.papers.glob("*.yml"))))
    slug = record.stem
    topic = load_catalogue(made_up_copy).papers[slug].primary_topic
    other = next(id_ for id_ in load_catalogue(made_up_copy).taxonomy.topics if id_ != topic)
    lines = record.read_text(encoding="utf-8").split("\n")
    place = next(place for place, line in enumerate(lines) if line.startswith("topics:"))
    end = next(p for p in range(place + 1, len(lines)) if not lines[p].startswith((" ", "-")))
    lines[place:end] = [f"topics: [{other}]"]
    record.write_text("\n".join(lines), encoding="utf-8")
    result = run(made_up_copy, "log", "--note", "Sorted again.")
    assert "0 added, 1 moved, 0 merged, 0 excluded" in result.output
    assert path.read_text(encoding="utf-8").startswith(before)
    newest = load_catalogue(made_up_copy).changes[-1]
    assert dict(newest.moved) == {slug: (topic, other)}
    assert newest.note == "Sorted again."


def test_the_log_begins_where_there_is_none(made_up_copy: Folder) -> None:
    made_up_copy.file("changes.yml").unlink()
    assert run(made_up_copy, "log").exit_code == 0
    catalogue = load_catalogue(made_up_copy)
    assert set(catalogue.changes[0].added) == set(catalogue.papers)


def test_a_log_of_another_layout_is_left_alone(made_up_copy: Folder) -> None:
    path = made_up_copy.file("changes.yml")
    path.write_text("[{date: 2031-01-01, note: flow}]\n", encoding="utf-8")
    result = run(made_up_copy, "log")
    assert result.exit_code == 1
    assert "changes.yml" in result.output
    assert path.read_text(encoding="utf-8") == "[{date: 2031-01-01, note: flow}]\n"


def test_the_page_has_each_day_once_and_papers_outside_the_log() -> None:
    catalogue = list_of(
        paper("rye", "bread", added="2026-01-02"),
        paper("oolong", "tea", added="2026-01-03"),
        changes=(
            Change(date="2026-01-02", added=("old-rye",), note="Begun."),
            Change(date="2026-01-02", moved={"old-rye": ("tea", "bread")}),
        ),
        redirects={"old-rye": "rye"},
    )
    text = Renderer().render(make_whats_new_page(Cards(catalogue)))
    assert text.count("#d2026-01-02") == text.count("#d2026-01-03") == 1
    assert "Begun." in text
    assert "Rye" in text
    assert "Tea, green &amp; black → Bread" in text

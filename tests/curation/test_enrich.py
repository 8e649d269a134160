"""Adding and enriching against a local server that answers as arXiv and Crossref do, faults included."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bread_records import RYE, STEAM
from click.testing import CliRunner, Result
from folder_contents import read_files as state
from services import Fault, World, serving

from generator.cli import main
from generator.curation.enriching import find_match
from generator.curation.lookup import fetch_paper, run_enrich
from generator.model.catalogue import Site
from generator.model.entry import Entry
from generator.model.paper import Paper
from generator.services.fetching import Fetcher, OfflineError, ServiceError, Services, page_as_csl
from generator.storage.store import Folder, dump_paper, load_catalogue

TOPICS = "groups: [{id: b, title: B, topics: [{id: doughs, title: Doughs, scope: What is kneaded.}]}]\n"
RYE_DOUGHS = "Rye Doughs: Acid and Salt"


@pytest.fixture
def world() -> Iterator[World]:
    with serving() as found:
        found.arxiv = [
            {"id": "2401.00001", "title": RYE_DOUGHS, "authors": ["Ada Baker", "Bo Miller"], "abstract": RYE},
            {
                "id": "2401.00002",
                "title": "Rye Doughs: Acid and Sugar",
                "authors": ["Cy Cook"],
                "abstract": STEAM,
            },
        ]
        found.crossref = [
            work("10.1000/rye", RYE_DOUGHS),
            work("10.1000/steam", "Steam and Crust", family="Cook"),
        ]
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "list"
    (root / "content" / "papers").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(
        "site_name: Bread\nplugins: [{reading-list: {contact: bread@example.org}}]\n", encoding="utf-8"
    )
    (root / "content" / "topics.yml").write_text(TOPICS, encoding="utf-8")
    (root / "content" / "venues.yml").write_text(
        "- name: Bread Days\n  aliases: [Proceedings of the Annual Bread Days]\n", encoding="utf-8"
    )
    return Folder(root)


def work(doi: str, title: str, *, family: str = "Baker", **facts: Any) -> dict[str, Any]:
    """One work as Crossref has it."""
    return {
        "DOI": doi,
        "type": "proceedings-article",
        "title": [title],
        "container-title": ["Proceedings of the Annual Bread Days"],
        "author": [{"given": "Ada", "family": family, "sequence": "first", "affiliation": []}],
        "issued": {"date-parts": [[2025, 3]]},
        "score": 40.0,
        **facts,
    }


class Time:
    """A clock that moves only by sleeping."""

    def __init__(self) -> None:
        self.now = 1_900_000_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


def services(world: World, folder: Folder, time: Time | None = None, **options: Any) -> Services:
    time = time or Time()
    fetcher = Fetcher(
        agent="", cache=folder.root / ".cache", sleep=time.sleep, clock=time.clock, wall=time.clock,
        jitter=lambda: 1.0, timeout=5.0, **options,
    )  # fmt: skip
    site = Site(name="Bread", contact="bread@example.org", repo_url="https://git.example.org/bread")
    return Services.of(site, cache=None, environment=world.environment(), fetcher=fetcher)


def record(folder: Folder, slug: str, **facts: Any) -> Paper:
    paper = Paper.model_validate({"slug": slug, "title": RYE_DOUGHS, "topics": ["doughs"], **facts})
    (folder.papers / f"{slug}.yml").write_text(dump_paper(paper), encoding="utf-8")
    return paper


def call(folder: Folder, world: World | None, *arguments: str) -> Result:
    names = World().environment()
    environment = world.environment() if world else dict.fromkeys(names, "http://127.0.0.1:9")
    return CliRunner().invoke(main, ["--root", str(folder.root), *arguments], env=environment)


def load(folder: Folder, slug: str) -> Paper:
    return load_catalogue(folder).papers[slug]


# -------------------------------------------------------------------------------------------- enriching


def test_enrich_fills_blanks_and_says_where_from(world: World, folder: Folder) -> None:
    record(folder, "rye", abstract=RYE)
    time = Time()
    report = run_enrich(folder, services(world, folder, time))
    paper = load(folder, "rye")
    assert paper.authors == ("Ada Baker", "Bo Miller")
    assert (paper.published, paper.venue, paper.venue_year) == ("2024-01-05", "Bread Days", 2025)
    assert (paper.links.arxiv, paper.links.doi) == ("2401.00001", "10.1000/rye")
    assert paper.evidence["authors"] == paper.evidence["arxiv"] == paper.evidence["published"] == "arXiv API"
    assert paper.evidence["venue"] == paper.evidence["doi"] == "Crossref"
    assert (paper.title, paper.abstract, paper.captures) == (RYE_DOUGHS, RYE, ())
    assert report.unmatched == {}
    before = state(folder.base)
    asked = len(world.asked)
    run_enrich(folder, services(world, folder, time))
    assert state(folder.base) == before
    assert len(world.asked) == asked


def test_enrich_never_overwrites(world: World, folder: Folder) -> None:
    mine = record(
        folder,
        "rye",
        authors=["A. Baker"],
        published="2023-12-24",
        venue="My Venue",
        links={"arxiv": "2401.00001"},
    )
    run_enrich(folder, services(world, folder))
    paper = load(folder, "rye")
    assert (paper.authors, paper.published, paper.venue) == (mine.authors, mine.published, mine.venue)
    assert paper.abstract == RYE
    assert paper.links.doi == "10.1000/rye"


@pytest.mark.parametrize(
    "facts",
    [
        {"title": "Rye Doughs: Acid and Honey"},  # another word
        {"title": f"{RYE_DOUGHS}, Part II"},  # another number
        {"abstract": STEAM},  # another abstract
        {"authors": ["Dee Wright"]},  # other authors
        {"title": "Rye"},
    ],
)
def test_what_is_not_surely_the_paper_fills_nothing(
    world: World, folder: Folder, facts: dict[str, Any]
) -> None:
    record(folder, "rye", **facts)
    if "abstract" in facts:
        world.crossref = []  # it gives no abstract that could speak against the title
    before = state(folder.base)
    report = run_enrich(folder, services(world, folder))
    assert state(folder.base) == before
    assert "no answer is this paper" in report.unmatched["rye"]


def test_an_identifier_of_another_title_is_not_believed(world: World, folder: Folder) -> None:
    record(folder, "rye", title="Something Else Entirely", links={"arxiv": "2401.00002"})
    report = run_enrich(folder, services(world, folder))
    assert load(folder, "rye").authors == ()
    assert "Rye Doughs: Acid and Sugar" in report.unmatched["rye"] or "no answer" in report.unmatched["rye"]


def test_a_title_alone_proves_a_paper_only_when_it_is_long() -> None:
    answer = Entry(title=RYE_DOUGHS, authors=("Ada Baker",), published="2024", capture="x", position=1)
    assert find_match(Paper(slug="a", title=RYE_DOUGHS), [answer]).entry == answer
    short = answer.model_copy(update={"title": "Sourdough"})
    assert find_match(Paper(slug="a", title="Sourdough"), [short]).entry is None
    late = Paper(slug="a", title=RYE_DOUGHS, published="2010")
    assert find_match(late, [answer]).entry is None


# ---------------------------------------------------------------------------------------------- faults


def test_requests_are_spaced_named_and_kept(world: World, folder: Folder) -> None:
    for number in range(3):
        record(folder, f"rye-{number}", title=f"{RYE_DOUGHS} and {'abc'[number]} Word")
    time = Time()
    run_enrich(folder, services(world, folder, time))
    assert sum(seconds >= 0.9 for seconds in time.slept) == len(world.asked) - 1
    assert {agent.partition("/")[0] for agent in world.agents} == {"reading-list"}
    assert all("mailto:bread@example.org" in agent for agent in world.agents)
    assert all("https://git.example.org/bread" in agent for agent in world.agents)


FAULTS = {
    "429 with Retry-After": (Fault(429, {"Retry-After": "17"}), 17.0),
    "429 with a date": (Fault(429, {"Retry-After": "Sun, 17 Mar 2030 17:46:49 GMT"}), 9.0),
    "503": (Fault(503), 2.0),
    "cut off": (Fault(cut=True), 2.0),
    "hangs up": (Fault(silent=True), 2.0),
    "wrong type": (Fault(type="text/html", body=b"<h1>Rate exceeded</h1>"), 2.0),
}


@pytest.mark.parametrize(("fault", "pause"), FAULTS.values(), ids=FAULTS)
def test_a_fault_that_passes_is_waited_out(world: World, folder: Folder, fault: Fault, pause: float) -> None:
    record(folder, "rye", abstract=RYE)
    world.faults = [fault]
    time = Time()
    report = run_enrich(folder, services(world, folder, time))
    assert report.problems == ()
    assert load(folder, "rye").authors == ("Ada Baker", "Bo Miller")
    assert time.slept[0] == pytest.approx(pause, abs=1.5)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(body=b"<feed><entry><title>broken", type="application/atom+xml"),
        Fault(body=b"{", type="application/atom+xml"),
        Fault(body=b"", type="application/atom+xml"),
        Fault(body=b"\xff\xfe\x00", type="application/atom+xml"),
        Fault(
            body=b"<!DOCTYPE x [<!ENTITY a 'b'>]><feed><entry>&a;</entry></feed>", type="application/atom+xml"
        ),
        Fault(403),
        Fault(429, {"Retry-After": "86400"}),
    ],
    ids=["broken XML", "no XML", "empty", "bytes", "entities", "403", "a day"],
)
def test_a_fault_that_stays_is_said_and_the_other_service_still_asked(
    world: World, folder: Folder, fault: Fault
) -> None:
    record(folder, "rye", abstract=RYE, links={"arxiv": "2401.00001"})
    world.faults = [fault]
    report = run_enrich(folder, services(world, folder))
    assert len(report.problems) == 1
    assert load(folder, "rye").links.doi == "10.1000/rye"
    # what could not be used was not kept: the next run asks again
    assert run_enrich(folder, services(world, folder)).problems == ()
    assert load(folder, "rye").authors == ("Ada Baker", "Bo Miller")


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b'{"message": 1}', b'{"message": {"items": [1, {"title": 3}]}}', b"\xff"]
)
def test_broken_json_is_no_crash(world: World, folder: Folder, body: bytes) -> None:
    record(folder, "rye", abstract=RYE)
    world.faults = [Fault(), Fault(body=body)]
    report = run_enrich(folder, services(world, folder))
    paper = load(folder, "rye")
    assert paper.links.arxiv == "2401.00001"
    assert paper.links.doi is None
    assert report.problems or body.endswith(b"3}]}}")


def test_a_service_that_keeps_failing_is_left_alone(world: World, folder: Folder) -> None:
    for number in range(6):
        record(folder, f"rye-{number}", title=f"{RYE_DOUGHS} {'abcdef'[number]} Word")
    world.faults = [Fault(503)] * 1000
    report = run_enrich(folder, services(world, folder, attempts=2))
    assert len(world.asked) == 2 * 3 * 2
    assert "arXiv was left alone after 3 faults in a row; 3 questions were not asked" in str(report.problems)


def test_slow_drips_are_given_up() -> None:
    time = Time()
    fetcher = Fetcher(agent="x", sleep=time.sleep, clock=time.clock, attempts=1)

    class Slow:
        headers = types.MappingProxyType[str, str]({})

        def iter_content(self, size: int) -> Iterator[bytes]:
            while True:
                time.now += 10
                yield b"x"

    with pytest.raises(ServiceError, match="no whole answer within 90 seconds"):
        fetcher._body("host", Slow())


def test_without_a_network_nothing_changes(folder: Folder) -> None:
    record(folder, "rye", abstract=RYE)
    before = state(folder.base)
    for arguments in (["enrich"], ["add", "2401.00001"], ["add", "10.1000/rye"]):
        done = call(folder, None, *arguments)
        assert done.exit_code == 1
        assert "No network" in done.stderr
        assert "Nothing was changed" in done.stderr
    assert state(folder.base) == before


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(world: World, folder: Folder) -> None:
    for number in range(4):
        record(folder, f"rye-{number}", title=f"{RYE_DOUGHS} {'abcd'[number]} Word")
    before = state(folder.base)
    time = Time()
    asking = services(world, folder, time)
    real = asking.fetcher.session.get

    def get(*arguments: Any, **options: Any) -> Any:
        if len(world.asked) == 5:
            raise KeyboardInterrupt
        return real(*arguments, **options)

    asking.fetcher.session.get = get
    with pytest.raises(KeyboardInterrupt):
        run_enrich(folder, asking)
    assert state(folder.base) == before
    first = list(world.asked)
    run_enrich(folder, services(world, folder, time))
    assert len(set(world.asked)) == len(world.asked) == 8
    assert world.asked[:5] == first


def test_a_record_edited_meanwhile_keeps_the_edit(world: World, folder: Folder) -> None:
    record(folder, "rye", abstract=RYE)

    def step(what: str) -> None:
        if what == "Writing":
            record(folder, "rye", abstract=RYE, authors=["By Hand"])

    run_enrich(folder, services(world, folder), step=step)
    assert load(folder, "rye").authors == ("By Hand",)


def test_a_damaged_kept_answer_is_asked_for_again(world: World, folder: Folder) -> None:
    record(folder, "rye", abstract=RYE)
    (folder.root / ".cache").mkdir()
    asking = services(world, folder)
    asking.arxiv.by_title(RYE_DOUGHS)
    (kept,) = (folder.root / ".cache").iterdir()
    kept.write_bytes(b"{")
    assert len(services(world, folder).arxiv.by_title(RYE_DOUGHS)) == 2
    assert len(world.asked) == 2


@pytest.mark.parametrize("contact", ["", "nobody", "a@b.org\r\nX-Evil: 1", "<script>@x.org"])
def test_somebody_has_to_be_named(contact: str) -> None:
    with pytest.raises(ServiceError, match="contact"):
        Services.of(Site(name="Bread"), cache=None, contact=contact)


# ---------------------------------------------------------------------------------------------- adding


@pytest.mark.parametrize(
    "what", ["2401.00001", "arXiv:2401.00001v2", "https://arxiv.org/abs/2401.00001", "https://huggingface.co/papers/2401.00001"]
)  # fmt: skip
def test_add_takes_arxiv_by_any_name_once(world: World, folder: Folder, what: str) -> None:
    done = call(folder, world, "add", what)
    assert done.exit_code == 0, done.output
    assert "1 new" in done.output
    paper = load(folder, "rye-doughs-acid-and-salt")
    assert (paper.links.arxiv, paper.published) == ("2401.00001", "2024-01-05")
    assert [ref.capture for ref in paper.captures] == ["arxiv-2401.00001.xml"]
    before = state(folder.base)
    again = call(folder, world, "add", what)
    assert "already on the list: rye-doughs-acid-and-salt" in again.output
    assert state(folder.base) == before
    assert (
        "0 new, 1 known, 0 completed"
        in call(folder, None, "import", str(folder.captures / "arxiv-2401.00001.xml")).output
    )


@pytest.mark.parametrize(
    "what", ["10.1000/rye", "https://doi.org/10.1000/RYE", "https://press.example.org/doi/full/10.1000/rye?download=1"]
)  # fmt: skip
def test_add_takes_a_doi(world: World, folder: Folder, what: str) -> None:
    assert call(folder, world, "add", what).exit_code == 0
    paper = load(folder, "rye-doughs-acid-and-salt")
    assert (paper.links.doi, paper.venue, paper.authors) == ("10.1000/rye", "Bread Days", ("Ada Baker",))


def test_add_takes_a_doi_that_is_registered_elsewhere(world: World, folder: Folder) -> None:
    world.elsewhere["10.5281/zenodo.1"] = {
        "type": "dataset", "title": "Loaves", "DOI": "10.5281/zenodo.1", "issued": {"date-parts": [[2024]]},
    }  # fmt: skip
    assert call(folder, world, "add", "10.5281/zenodo.1").exit_code == 0
    assert load(folder, "loaves").links.doi == "10.5281/zenodo.1"


PAGE = """<html><head><meta name="citation_title" content="Steam &amp; Crust">
<meta name="citation_author" content="Cook, Cy"><meta name="citation_author" content="Dee Wright">
<meta name="citation_publication_date" content="2024/05/06">
<meta name="citation_conference_title" content="Bread Days">
{more}</head><body><script>alert(1)</script></body></html>"""


def test_add_reads_the_page_of_a_paper(world: World, folder: Folder) -> None:
    world.pages["/forum"] = PAGE.format(more="")
    assert call(folder, world, "add", f"{world.base}/forum").exit_code == 0
    paper = load(folder, "steam-crust")
    assert (paper.title, paper.authors) == ("Steam & Crust", ("Cy Cook", "Dee Wright"))
    assert paper.venue == "Bread Days"
    data, ids = page_as_csl(world.pages["/forum"], "https://review.example.org/forum")
    assert ids == {}
    assert data is not None
    (item,) = json.loads(data)
    assert item["title"] == "Steam & Crust"
    assert item["author"] == [{"family": "Cook", "given": "Cy"}, {"family": "Wright", "given": "Dee"}]
    assert item["issued"] == {"raw": "2024-05-06"}
    assert page_as_csl("<html><head></head></html>", "https://x.example.org") == (None, {})


def test_a_page_that_names_an_identifier_is_asked_for_by_it(world: World, folder: Folder) -> None:
    world.pages["/page"] = PAGE.format(more='<meta name="citation_arxiv_id" content="2401.00001">')
    found = fetch_paper(load_catalogue(folder), services(world, folder), f"{world.base}/page")
    assert found.name == "arxiv-2401.00001.xml"


@pytest.mark.parametrize("what", ["2499.99999", "10.1000/none", "rye", "file:///etc/passwd", "", "-x"])
def test_add_says_what_it_cannot_find(world: World, folder: Folder, what: str) -> None:
    before = state(folder.base)
    done = call(folder, world, "add", "--", what)
    assert done.exit_code == 1
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert state(folder.base) == before


def test_a_list_of_identifiers_is_looked_up(world: World, folder: Folder) -> None:
    file = folder.root / "ids.txt"
    file.write_text("2401.00001\nhttps://arxiv.org/abs/2401.00002\n2401.09999\n", encoding="utf-8")
    offline = call(folder, None, "import", str(file))
    assert "0 new" in offline.output
    assert "reading-list add 2401.00001" in offline.output
    assert "not all identifiers were looked up" in offline.stderr
    done = call(folder, world, "import", str(file))
    assert "2 new" in done.output
    assert "reading-list add 2401.09999" in done.output
    paper = load(folder, "rye-doughs-acid-and-salt")
    assert [str(ref) for ref in paper.captures] == ["ids.txt#1"]
    assert paper.evidence["authors"] == "arXiv API"
    before = state(folder.base)
    assert "0 new, 2 known, 0 completed" in call(folder, world, "import", str(file)).output
    assert "0 new, 2 known, 0 completed" in call(folder, None, "import", "--no-look-up", str(file)).output
    assert state(folder.base) == before


def test_a_name_that_is_not_known_is_not_asked_for_again(folder: Folder) -> None:
    time = Time()
    fetcher = Fetcher(agent="x", sleep=time.sleep, clock=time.clock)
    with pytest.raises(OfflineError):
        fetcher.get("http://127.0.0.1:9/x", accept="*/*", types=(), every=1)
    assert time.slept == []

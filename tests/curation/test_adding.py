"""Adding one paper by identifier, DOI or web address."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import time
from traceback import walk_stack

import pytest
from bread_list import load_record, run
from fake_services import FakeServices, connect
from folder_contents import read_files
from raw_servers import drip, say, serve_raw

from generator.curation.adding import fetch_paper
from generator.curation.captures import SourceFile
from generator.services.http import ServiceError
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

PAGE = """<html><head><meta name="citation_title" content="Steam &amp; Crust">
<meta name="citation_author" content="Cook, Cy"><meta name="citation_conference_title" content="Bread Days">
{more}</head></html>"""


@pytest.mark.parametrize(
    "what",
    [
        "2401.00001",
        "arXiv:2401.00001v2",
        "https://arxiv.org/abs/2401.00001",
        "https://arxiv.org/pdf/2401.00001v2.pdf",
        "https://huggingface.co/papers/2401.00001",
        "https://papers.example.org/copies/2401.00001v3.pdf?download=1",
    ],
)
def test_arxiv_identifiers_have_many_forms(fake: FakeServices, bread_days: Folder, what: str) -> None:
    done = run(bread_days, "add", what, fake=fake)
    assert done.exit_code == 0, done.output
    paper = load_record(bread_days, "rye-doughs-acid-and-salt")
    assert (paper.links.arxiv, paper.published) == ("2401.00001", "2024-01-05")
    assert [ref.capture for ref in paper.captures] == ["arxiv-2401.00001.xml"]
    before, asked = read_files(bread_days.base), len(fake.asked)
    again = run(bread_days, "add", what, fake=fake)
    assert "already on the list: rye-doughs-acid-and-salt" in again.output
    assert (read_files(bread_days.base), len(fake.asked)) == (before, asked)


def test_the_capture_of_an_added_paper_can_be_imported(fake: FakeServices, bread_days: Folder) -> None:
    run(bread_days, "add", "2401.00001", fake=fake)
    before = read_files(bread_days.base)
    capture = bread_days.captures / "arxiv-2401.00001.xml"
    assert "0 new, 1 known" in run(bread_days, "import", str(capture)).output
    assert read_files(bread_days.base) == before


@pytest.mark.parametrize(
    "what",
    [
        "10.1000/rye",
        "https://doi.org/10.1000/RYE",
        "https://press.example.org/doi/full/10.1000/rye?download=1",
    ],
)
def test_dois_have_many_forms(fake: FakeServices, bread_days: Folder, what: str) -> None:
    assert run(bread_days, "add", what, fake=fake).exit_code == 0
    paper = load_record(bread_days, "rye-doughs-acid-and-salt")
    assert (paper.links.doi, paper.venue, paper.authors) == ("10.1000/rye", "Bread Days", ("Ada Baker",))


def test_a_doi_may_be_registered_elsewhere(fake: FakeServices, bread_days: Folder) -> None:
    fake.elsewhere["10.5281/zenodo.1"] = {
        "type": "dataset", "title": "Loaves", "DOI": "10.5281/zenodo.1", "issued": {"date-parts": [[2024]]},
    }  # fmt: skip
    assert run(bread_days, "add", "10.5281/zenodo.1", fake=fake).exit_code == 0
    assert load_record(bread_days, "loaves").links.doi == "10.5281/zenodo.1"


def test_the_page_of_a_paper_is_read(fake: FakeServices, bread_days: Folder) -> None:
    fake.pages["/forum"] = PAGE.format(more="")
    assert run(bread_days, "add", f"{fake.base}/forum", fake=fake).exit_code == 0
    paper = load_record(bread_days, "steam-crust")
    assert (paper.title, paper.authors, paper.venue) == ("Steam & Crust", ("Cy Cook",), "Bread Days")


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ('<meta name="citation_arxiv_id" content="2401.00001">', "arxiv-2401.00001.xml"),
        ('<meta name="citation_doi" content="10.1000/rye">', "doi-10.1000-rye.json"),
        ('<meta name="citation_doi" content="10.1000/unknown">', "127.0.0.1-{port}-page.json"),
    ],
)
def test_an_identifier_on_the_page_is_preferred(
    fake: FakeServices, bread_days: Folder, tag: str, name: str
) -> None:
    fake.pages["/page"] = PAGE.format(more=tag)
    found = fetch_paper(load_catalog(bread_days), connect(fake), f"{fake.base}/page")
    assert isinstance(found, SourceFile)
    assert found.name == name.format(port=fake.base.rpartition(":")[2])


def test_a_pdf_without_an_identifier_fails_at_once(fake: FakeServices, bread_days: Folder) -> None:
    fake.files["/rye.pdf"] = b"%PDF-1.7"
    address = f"{fake.base}/rye.pdf"
    with pytest.raises(ServiceError) as error:
        fetch_paper(load_catalog(bread_days), connect(fake), address)
    assert str(error.value) == (
        f"{address} is not a web page but application/pdf. Give the arXiv identifier, the DOI, or the address"
        " of the paper's web page."
    )
    assert fake.asked == ["/rye.pdf"]


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("2412.99999", "arXiv has no paper 2412.99999."),
        ("10.1000/none", "Neither Crossref nor doi.org knows the DOI 10.1000/none."),
        ("{base}/none", "There is nothing at {base}/none."),
        ("{base}/bare", "{base}/bare has no citation_ tags that name its paper. Give the"),
        ("https://[1]/rye", "https://[1]/rye has no host such as example.org."),
        ("rye", "'rye' is neither an arXiv identifier nor a DOI nor a web address."),
        ("file:///etc/passwd", "'file:///etc/passwd' is neither"),
        ("", "'' is neither"),
        ("-x", "'-x' is neither"),
    ],
)
def test_what_cannot_be_found_is_an_error(
    fake: FakeServices, bread_days: Folder, what: str, message: str
) -> None:
    fake.pages["/bare"] = "<html></html>"
    before = read_files(bread_days.base)
    done = run(bread_days, "add", "--", what.format(base=fake.base), fake=fake)
    assert done.exit_code == 1
    assert done.stderr.startswith(message.format(base=fake.base))
    assert read_files(bread_days.base) == before


@pytest.mark.parametrize(("what", "service"), [("2401.00001", "arXiv"), ("10.1000/rye", "Crossref")])
def test_without_a_network_nothing_changes(bread_days: Folder, what: str, service: str) -> None:
    before = read_files(bread_days.base)
    done = run(bread_days, "add", what)
    assert done.exit_code == 1
    assert done.stderr == (
        f"{service} cannot be reached. Check your connection and run the command again."
        " Nothing was changed.\n"
    )
    assert read_files(bread_days.base) == before


def wait_until_main_thread_calls(name: str) -> None:
    """Return when a function of this name is running in the main thread."""
    main = threading.main_thread().ident or 0
    end = time.monotonic() + 60
    while not any(frame.f_code.co_name == name for frame, _ in walk_stack(sys._current_frames()[main])):
        assert time.monotonic() < end, f"{name} is never called"
        time.sleep(0.01)


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_ends_a_slow_answer_at_once(bread_days: Folder) -> None:
    def talk(connection: socket.socket) -> None:
        wait_until_main_thread_calls("result")
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        drip(b"HTTP/1.1 200 OK\r\n", b"X")(connection)

    before = read_files(bread_days.base)
    with serve_raw(talk) as server:
        done = run(bread_days, "add", f"http://127.0.0.1:{server.port}/rye")
        assert (done.exit_code, done.stderr) == (130, "Stopped.\n")
        assert server.hung_up.wait(10), "the connection stays open"
    assert read_files(bread_days.base) == before


def test_an_answer_about_another_doi_is_refused(fake: FakeServices, bread_days: Folder) -> None:
    fake.elsewhere["10.5281/zenodo.1"] = {"type": "dataset", "title": "Loaves", "DOI": "10.1000/rye"}
    before = read_files(bread_days.base)
    done = run(bread_days, "add", "10.5281/zenodo.1", fake=fake)
    assert done.exit_code == 1
    assert done.stderr == (
        "doi.org was asked for 10.5281/zenodo.1 but returned a record for '10.1000/rye'.\n"
    )
    assert read_files(bread_days.base) == before


def test_a_page_that_moved_is_recorded_under_the_address_given(
    fake: FakeServices, bread_days: Folder
) -> None:
    fake.pages["/forum"] = PAGE.format(more="")
    target = f"{fake.base.replace('127.0.0.1', 'localhost')}/forum"
    moved = f"HTTP/1.1 301 Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n"
    with serve_raw(say(moved.encode())) as server:
        address = f"http://127.0.0.1:{server.port}/rye"
        done = run(bread_days, "add", address)
        assert done.exit_code == 0, done.output
        moved_to = f"127.0.0.1:{server.port} redirects to {target}"
        assert f"{address} ({moved_to}): detected as" in done.output
    written = b"".join(read_files(bread_days.base).values())
    assert address.encode() in written
    assert target.encode() not in written

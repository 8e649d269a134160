"""Fetching addresses: spacing, retries, clear errors, the cache."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest
from fake_services import Failure, FakeClock, FakeServices, make_fetcher, serve_fake_services

from generator.services.http import Endpoint, OfflineError, ServiceError, WrongTypeError

PAGE = Endpoint(name="The bakery", accept="text/html", types=("html",), interval=1.0)


@pytest.fixture
def fake() -> Iterator[FakeServices]:
    with serve_fake_services() as services:
        services.pages["/rye"] = "<p>Rye</p>"
        yield services


def test_an_answer_is_fetched_with_the_agent_and_the_type_asked_for(fake: FakeServices) -> None:
    answer = make_fetcher(FakeClock(), agent="bread/1").get(f"{fake.base}/rye", PAGE)
    assert answer is not None
    assert (answer.body, answer.type) == (b"<p>Rye</p>", "text/html")
    assert (fake.agents, fake.accepted) == (["bread/1"], ["text/html"])


def test_nothing_at_an_address_is_an_answer_too(fake: FakeServices, tmp_path: Path) -> None:
    fetcher = make_fetcher(FakeClock(), tmp_path)
    assert fetcher.get(f"{fake.base}/wheat", PAGE) is None
    assert fetcher.get(f"{fake.base}/wheat", PAGE) is None
    assert fake.asked == ["/wheat"]


def test_requests_to_one_host_are_spaced(fake: FakeServices) -> None:
    clock = FakeClock()
    fetcher = make_fetcher(clock)
    for _ in range(3):
        fetcher.get(f"{fake.base}/rye", PAGE)
    assert clock.slept == [1.0, 1.0]


@pytest.mark.parametrize(
    ("failure", "pause"),
    [
        (Failure(429, {"Retry-After": "17"}), 17.0),
        (Failure(503, {"Retry-After": "soon"}), 2.0),
        (Failure(503), 2.0),
        (Failure(cut=True), 2.0),
        (Failure(hang_up=True), 2.0),
        (Failure(type="application/json"), 2.0),
    ],
    ids=["Retry-After", "bad Retry-After", "503", "cut off", "hangs up", "wrong type"],
)
def test_a_transient_failure_is_waited_out(fake: FakeServices, failure: Failure, pause: float) -> None:
    fake.failures = [failure]
    clock = FakeClock()
    assert make_fetcher(clock).get(f"{fake.base}/rye", PAGE) is not None
    assert clock.slept == [pause]


def test_a_service_may_name_the_moment_to_come_back(fake: FakeServices) -> None:
    fake.failures = [Failure(429, {"Retry-After": formatdate(time.time() + 60, usegmt=True)})]
    clock = FakeClock()
    make_fetcher(clock).get(f"{fake.base}/rye", PAGE)
    assert clock.slept[0] == pytest.approx(60, abs=5)


def test_waiting_times_double(fake: FakeServices) -> None:
    fake.failures = [Failure(503)] * 4
    clock = FakeClock()
    make_fetcher(clock).get(f"{fake.base}/rye", PAGE)
    assert clock.slept == [2.0, 4.0, 8.0, 16.0]


@pytest.mark.parametrize(
    ("failure", "message", "requests"),
    [
        (Failure(503), "The bakery answered with status 503. Run the command again later.", 3),
        (Failure(403), "The bakery answered with status 403.", 1),
        (Failure(429, {"Retry-After": "86400"}), "asks to wait longer than 120 s. Run the", 1),
        (Failure(429, {"Retry-After": "9" * 30}), "asks to wait longer than 120 s", 1),
        (Failure(hang_up=True), "The bakery closed the connection too early. Check your connection", 3),
        (Failure(cut=True), "The bakery closed the connection too early. Check your connection", 3),
        (Failure(type="text/csv"), "The response from The bakery is text/csv, not text/html. Run the", 3),
    ],
)
def test_a_lasting_failure_is_an_error_with_advice(
    fake: FakeServices, failure: Failure, message: str, requests: int
) -> None:
    fake.failures = [failure] * 5
    with pytest.raises(ServiceError, match=message):
        make_fetcher(FakeClock(), attempts=3).get(f"{fake.base}/rye", PAGE)
    assert len(fake.asked) == requests


def test_a_file_instead_of_a_page_fails_at_once(fake: FakeServices) -> None:
    fake.files["/rye.pdf"] = b"%PDF"
    page = Endpoint(name="The bakery", accept="text/html", types=("html",), interval=1, type_may_change=False)
    clock = FakeClock()
    with pytest.raises(WrongTypeError, match=r"rye\.pdf is application/pdf, not text/html") as error:
        make_fetcher(clock).get(f"{fake.base}/rye.pdf", page)
    assert error.value.found == "application/pdf"
    assert (len(fake.asked), clock.slept) == (1, [])


def test_a_host_that_cannot_be_reached_is_not_asked_again() -> None:
    clock = FakeClock()
    with pytest.raises(OfflineError, match=r"The bakery cannot be reached\. Check your connection"):
        make_fetcher(clock).get("http://127.0.0.1:9/x", PAGE)
    assert clock.slept == []


def test_a_host_that_never_answers_times_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        with pytest.raises(ServiceError, match=r"The bakery did not answer within 0.05 s\. Check"):
            make_fetcher(FakeClock(), attempts=1, timeout=0.05).get(address, PAGE)


def test_a_cached_answer_is_for_one_address_and_one_type(fake: FakeServices, tmp_path: Path) -> None:
    fetcher = make_fetcher(FakeClock(), tmp_path)
    anything = Endpoint(name="The bakery", accept="*/*", types=("html",), interval=1.0)
    for endpoint in (PAGE, anything, PAGE, anything):
        fetcher.get(f"{fake.base}/rye", endpoint)
    assert fake.accepted == ["text/html", "*/*"]


def test_a_useless_answer_can_be_forgotten(fake: FakeServices, tmp_path: Path) -> None:
    fetcher = make_fetcher(FakeClock(), tmp_path)
    for _ in range(2):
        fetcher.get(f"{fake.base}/rye", PAGE)
        fetcher.forget(f"{fake.base}/rye", PAGE)
    assert len(fake.asked) == 2

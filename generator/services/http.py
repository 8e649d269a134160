"""Fetches addresses politely: one request at a time, spaced out, retried if that may help, cached."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from requests import exceptions
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential
from urllib3.exceptions import InvalidHeader, ProtocolError, ReadTimeoutError
from urllib3.util import Retry

from generator.errors import ReadingListError
from generator.services.answer_cache import Answer, AnswerCache

CHECK_CONNECTION = "Check your connection and run the command again."
RETRY_LATER = "Run the command again later."
LARGEST_ANSWER = 20_000_000
"""Bytes of the largest answer that is accepted."""
LONGEST_ANSWER = 90.0
"""Seconds that one answer may take, however slowly it arrives."""
LONGEST_WAIT = 120.0
"""Seconds that a service may ask to wait; if it asks for more, the request fails."""
TRANSIENT_STATUSES = frozenset({429, 500, 502, 503, 504})
NOTHING_THERE = frozenset({404, 410})


class ServiceError(ReadingListError):
    """A service gave no answer, or none that can be used."""


class OfflineError(ServiceError):
    """A service cannot be reached: there is no network, or its name cannot be resolved."""


class WrongTypeError(ServiceError):
    """An answer has the media type ``found`` instead of the one asked for."""

    def __init__(self, message: str, *, found: str) -> None:
        super().__init__(message)
        self.found = found


class _TransientError(ServiceError):
    """An error that may not occur again, at least not after the seconds that the service asks to wait."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """What to ask a service for, and how often.

    Attributes:
        name: the service's name in messages.
        accept: media types to ask for, as in the header ``Accept``.
        types: parts of media types; the answer's media type must contain one of them.
        interval: least number of seconds between two requests to the same host.
        type_may_change: whether to retry after an answer of the wrong type (an overloaded service may send
            an HTML page with status 200).
    """

    name: str
    accept: str
    types: tuple[str, ...]
    interval: float
    type_may_change: bool = True


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Fetches addresses.

    Attributes:
        agent: the user agent, which names a contact.
        cache: the answers so far; None to cache nothing.
        attempts: how many times an address is tried.
        timeout: seconds to wait for a connection, and for each part of an answer.
        sleep: waits for a number of seconds.
        clock: returns seconds since any fixed moment.
        session: makes the requests.
    """

    agent: str
    cache: AnswerCache | None = None
    attempts: int = 5
    timeout: float = 20.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    session: Any = field(default_factory=requests.Session)
    _last: dict[str, float] = field(default_factory=dict)

    def get(self, address: str, endpoint: Endpoint) -> Answer | None:
        """Return the answer at ``address``, or None if nothing is there (status 404 or 410).

        Raises:
            OfflineError: the host cannot be reached.
            ServiceError: it does not answer, or its answer cannot be used.
        """
        answer = self.cache.load(address, endpoint.accept) if self.cache else None
        if answer is None:
            retrying = Retrying(
                stop=stop_after_attempt(self.attempts),
                wait=_choose_wait,
                retry=retry_if_exception_type(_TransientError),
                sleep=self.sleep,
                reraise=True,
            )
            answer = retrying(self._request, address, endpoint)
            if self.cache:
                self.cache.store(address, endpoint.accept, answer)
        return answer if answer.type else None

    def forget(self, address: str, endpoint: Endpoint) -> None:
        """Remove the cached answer at ``address``, which turned out to be useless."""
        if self.cache:
            self.cache.remove(address, endpoint.accept)

    def _request(self, address: str, endpoint: Endpoint) -> Answer:
        host = urlsplit(address).netloc
        pause = self._last.get(host, float("-inf")) + endpoint.interval - self.clock()
        if pause > 0:
            self.sleep(pause)
        headers = {"User-Agent": self.agent, "Accept": endpoint.accept}
        try:
            with self.session.get(address, headers=headers, timeout=self.timeout, stream=True) as response:
                _check_status(endpoint.name, response)
                if response.status_code in NOTHING_THERE:
                    return Answer()
                type_ = _check_type(address, endpoint, response)
                return Answer(body=self._read(endpoint, response), type=type_)
        except exceptions.RequestException as error:
            raise self._explain(error, endpoint.name) from None
        finally:
            self._last[host] = self.clock()

    def _read(self, endpoint: Endpoint, response: Any) -> bytes:
        start = self.clock()
        parts: list[bytes] = []
        size = 0
        for part in response.iter_content(65536):
            parts.append(part)
            size += len(part)
            if size > LARGEST_ANSWER:
                raise ServiceError(f"The answer of {endpoint.name} is larger than {LARGEST_ANSWER:,} bytes.")
            if self.clock() - start > LONGEST_ANSWER:
                message = f"{endpoint.name} did not answer within {LONGEST_ANSWER:g} s. {CHECK_CONNECTION}"
                raise _TransientError(message)
        return b"".join(parts)

    def _explain(self, error: exceptions.RequestException, name: str) -> ServiceError:
        cause = error.args[0] if error.args else None
        if isinstance(error, exceptions.ConnectTimeout):
            return OfflineError(f"{name} did not respond within {self.timeout:g} s. {CHECK_CONNECTION}")
        if isinstance(error, exceptions.Timeout) or isinstance(cause, ReadTimeoutError):
            return _TransientError(f"{name} did not answer within {self.timeout:g} s. {CHECK_CONNECTION}")
        if isinstance(error, exceptions.ChunkedEncodingError) or isinstance(cause, ProtocolError):
            return _TransientError(f"{name} broke off its answer. {CHECK_CONNECTION}")
        if isinstance(error, exceptions.SSLError):
            return OfflineError(f"There is no secure connection to {name}. {CHECK_CONNECTION}")
        if isinstance(error, exceptions.ProxyError):
            return OfflineError(f"The proxy does not connect to {name}. {CHECK_CONNECTION}")
        if isinstance(error, exceptions.ConnectionError):
            # trying again neither resolves the name nor opens the port
            return OfflineError(f"{name} cannot be reached. {CHECK_CONNECTION}")
        return ServiceError(f"The request to {name} failed ({type(error).__name__}).")


def _choose_wait(state: RetryCallState) -> float:
    """Return the seconds to wait before the next attempt: as many as the service asks for, or 2, 4, 8 …"""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, _TransientError) and error.retry_after is not None:
        return error.retry_after
    return wait_exponential(multiplier=2, max=60)(state)


def _check_status(name: str, response: Any) -> None:
    status = int(response.status_code)
    message = f"{name} answered with status {status}"
    if status in TRANSIENT_STATUSES:
        wait = _parse_retry_after(response.headers.get("Retry-After", ""))
        if wait is not None and wait > LONGEST_WAIT:
            raise ServiceError(f"{message} and asks to wait longer than {LONGEST_WAIT:g} s. {RETRY_LATER}")
        raise _TransientError(f"{message}. {RETRY_LATER}", retry_after=wait)
    if status >= 400 and status not in NOTHING_THERE:
        raise ServiceError(f"{message}.")


def _parse_retry_after(text: str) -> float | None:
    """Return the seconds in a header ``Retry-After``: ``120`` or ``Sun, 17 Mar 2030 17:46:49 GMT``."""
    try:
        return Retry().parse_retry_after(text)
    except (InvalidHeader, ValueError, OverflowError):
        return None


def _check_type(address: str, endpoint: Endpoint, response: Any) -> str:
    header = str(response.headers.get("Content-Type", ""))
    found = header.partition(";")[0].strip().lower() or "data of unknown type"
    if any(part in found for part in endpoint.types):
        return found
    if endpoint.type_may_change:
        message = f"The answer of {endpoint.name} is {found}, not {endpoint.accept}. {RETRY_LATER}"
        raise _TransientError(message)
    raise WrongTypeError(f"{address} is {found}, not {endpoint.accept}.", found=found)

"""Fetches addresses politely: one request at a time, spaced out, retried if that may help, cached."""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import urlsplit

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    wait_exponential,
)
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    InvalidHeader,
    NewConnectionError,
    ProxyError,
    SSLError,
)
from urllib3.exceptions import TimeoutError as SlowAnswerError
from urllib3.util import Retry

from generator.errors import ReadingListError
from generator.services.answer_cache import Answer, AnswerCache
from generator.services.exchange import LONGEST_ANSWER, DeadlineError, Exchange, Reply
from generator.services.public_hosts import RefusedError

CHECK_CONNECTION = "Check your connection and run the command again."
RETRY_LATER = "Run the command again later."
LAST_ATTEMPT = 210.0
"""Seconds after the first attempt in which others may start; with it, no request takes over five minutes."""
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
        may_leave: whether redirects may lead to other hosts.
        type_may_change: whether to retry after an answer of the wrong type (an overloaded service may send
            an HTML page with status 200).
    """

    name: str
    accept: str
    types: tuple[str, ...]
    interval: float
    may_leave: bool = False
    type_may_change: bool = True


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Fetches addresses.

    Attributes:
        agent: the user agent, which names a contact.
        cache: the answers so far; None to cache nothing.
        attempts: how many times an address is tried.
        timeout: seconds to wait for a connection and for each part of an answer.
        longest: most seconds for one attempt, however slowly the answer arrives.
        local: whether to allow unencrypted requests to this computer; only for tests.
        sleep: waits for a number of seconds.
        clock: returns seconds since any fixed moment.
    """

    agent: str
    cache: AnswerCache | None = None
    attempts: int = 5
    timeout: float = 20.0
    longest: float = LONGEST_ANSWER
    local: bool = False
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _last: dict[str, float] = field(default_factory=dict)

    def get(self, address: str, endpoint: Endpoint) -> Answer | None:
        """Return the answer at ``address``, or None if nothing is there (status 404 or 410).

        Raises:
            OfflineError: the host cannot be reached.
            ServiceError: it does not answer, or its answer cannot be used.
        """
        answer = self.cache.load(address, endpoint.accept) if self.cache else None
        if answer is None:
            end = self.clock() + LAST_ATTEMPT
            retrying = Retrying(
                stop=lambda state: (
                    state.attempt_number >= self.attempts or self.clock() + state.upcoming_sleep > end
                ),
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
        exchange = Exchange(
            headers={"User-Agent": self.agent, "Accept": endpoint.accept},
            types=endpoint.types,
            may_leave=endpoint.may_leave,
            seconds=self.longest,
            timeout=self.timeout,
            local=self.local,
        )
        try:
            reply = exchange.run(address)
        except (RefusedError, DeadlineError, HTTPError, HTTPException, OSError) as error:
            raise self._explain(error, endpoint.name) from None
        finally:
            self._last[host] = self.clock()
        _check_status(endpoint.name, reply)
        if reply.status in NOTHING_THERE:
            return Answer()
        _check_type(endpoint, reply)
        return Answer(body=reply.body, type=reply.type, address=reply.address)

    def _explain(self, error: Exception, name: str) -> ServiceError:
        """Return the error to report for a failed exchange."""
        match error:
            case RefusedError():
                return ServiceError(str(error))
            case DeadlineError():
                message = f"{name} did not answer within {self.longest:g} s."
            case NewConnectionError():
                # retrying would not help
                message = f"{name} cannot be reached."
            case ConnectTimeoutError():
                message = f"{name} did not respond within {self.timeout:g} s."
            case SSLError() | ssl.SSLError():
                message = f"Cannot connect securely to {name}."
            case ProxyError():
                message = f"The proxy could not connect to {name}."
            case SlowAnswerError() | TimeoutError():
                return _TransientError(f"{name} did not answer within {self.timeout:g} s. {CHECK_CONNECTION}")
            case HTTPError() | HTTPException() | ConnectionError():
                return _TransientError(f"{name} closed the connection too early. {CHECK_CONNECTION}")
            case _:
                message = f"{name} cannot be reached."
        return OfflineError(f"{message} {CHECK_CONNECTION}")


def _choose_wait(state: RetryCallState) -> float:
    """Return the seconds to wait before the next attempt: as many as the service asks for, or 2, 4, 8 …"""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, _TransientError) and error.retry_after is not None:
        return error.retry_after
    return wait_exponential(multiplier=2, max=60)(state)


def _check_status(name: str, reply: Reply) -> None:
    status = reply.status
    message = f"{name} answered with status {status}"
    if status in TRANSIENT_STATUSES:
        wait = _parse_retry_after(reply.headers.get("Retry-After", ""))
        if wait is not None and wait > LONGEST_WAIT:
            raise ServiceError(f"{message} and asks to wait longer than {LONGEST_WAIT:g} s. {RETRY_LATER}")
        raise _TransientError(f"{message}. {RETRY_LATER}", retry_after=wait)
    if status != 200 and status not in NOTHING_THERE:
        raise ServiceError(f"{message}.")


def _parse_retry_after(text: str) -> float | None:
    """Return the seconds in a header ``Retry-After``: ``120`` or ``Sun, 17 Mar 2030 17:46:49 GMT``."""
    try:
        return Retry().parse_retry_after(text)
    except (InvalidHeader, ValueError, OverflowError):
        return None


def _check_type(endpoint: Endpoint, reply: Reply) -> None:
    if any(part in reply.type for part in endpoint.types):
        return
    found = reply.type or "data of unknown type"
    if endpoint.type_may_change:
        message = f"The response from {endpoint.name} is {found}, not {endpoint.accept}. {RETRY_LATER}"
        raise _TransientError(message)
    raise WrongTypeError(f"{reply.address} is {found}, not {endpoint.accept}.", found=found)

"""What can go wrong when a service is asked."""

from __future__ import annotations

from generator.errors import ReadingListError

__all__ = [
    "CHECK_CONNECTION",
    "RETRY_LATER",
    "OfflineError",
    "ServiceError",
    "TransientError",
    "WrongTypeError",
]

CHECK_CONNECTION = "Check your connection and run the command again."
RETRY_LATER = "Run the command again later."


class ServiceError(ReadingListError):
    """A service gave no answer, or none that can be used."""


class OfflineError(ServiceError):
    """A service cannot be reached: there is no network, or its name cannot be resolved."""


class WrongTypeError(ServiceError):
    """An answer has another media type than the one asked for.

    Attributes:
        found: its media type, such as ``application/pdf``.
    """

    def __init__(self, message: str, *, found: str) -> None:
        super().__init__(message)
        self.found = found


class TransientError(ServiceError):
    """An error that may not occur again.

    Attributes:
        advice: what a person can do if it does.
        retry_after: seconds that the service asks to wait; None if it does not say.
    """

    def __init__(
        self, message: str, *, advice: str = CHECK_CONNECTION, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.advice = advice
        self.retry_after = retry_after

"""What arXiv and Crossref have in common: a question is an address, and its answer holds entries."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from generator.errors import ContentError
from generator.model.entry import Entry
from generator.readers import Source, read
from generator.services.http import Endpoint, Fetcher, ServiceError


@dataclass(slots=True, kw_only=True)
class MetadataService:
    """A service that knows the metadata of papers.

    Attributes:
        source: what evidence says about facts from this service.
        answer_name: file name for an answer, by which the readers recognize its format.
        endpoint: what to ask for, and how often.
        fetcher: fetches the answers.
        base: address of the service.
    """

    source: ClassVar[str]
    answer_name: ClassVar[str]
    endpoint: ClassVar[Endpoint]
    fetcher: Fetcher
    base: str

    def ask(self, address: str) -> tuple[Entry, ...]:
        """Return the entries in the answer at ``address``; none if nothing is there.

        Raises:
            ServiceError: there is no answer, or it cannot be read.
        """
        answer = self.fetcher.get(address, self.endpoint)
        if answer is None:
            return ()
        try:
            text = self.prepare(answer.body)
            if not text:
                return ()
            result = read(Source(name=self.answer_name, text=text))
            if result.problems and not result.entries:
                raise ValueError(result.problems[0].message)
        except (ContentError, ValueError, RecursionError) as error:
            self.fetcher.forget(address, self.endpoint)
            raise self._make_error(error) from None
        return tuple(entry.model_copy(update={"source": self.source}) for entry in result.entries)

    def load(self, address: str) -> dict[str, Any]:
        """Return the JSON object at ``address``; an empty one if nothing is there.

        Raises:
            ServiceError: there is no answer, or it is not a JSON object.
        """
        answer = self.fetcher.get(address, self.endpoint)
        try:
            data = json.loads(answer.body) if answer else {}
            if not isinstance(data, dict):
                raise ValueError("it is not an object")
        except (ValueError, RecursionError) as error:
            self.fetcher.forget(address, self.endpoint)
            raise self._make_error(error) from None
        return data

    def _make_error(self, error: Exception) -> ServiceError:
        first_line = str(error).partition("\n")[0][:300]
        return ServiceError(f"The response from {self.endpoint.name} cannot be read: {first_line}")

    def prepare(self, body: bytes) -> str:
        """Return an answer as a text for the readers; empty if the service knows nothing.

        Raises:
            ValueError: the answer is malformed.
        """
        raise NotImplementedError

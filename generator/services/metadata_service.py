"""What arXiv and Crossref have in common: a question is an address, and its answer holds entries."""

from dataclasses import dataclass
from typing import ClassVar

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
            first_line = str(error).partition("\n")[0][:300]
            name = self.endpoint.name
            raise ServiceError(f"The response from {name} cannot be read: {first_line}") from None
        return tuple(entry.model_copy(update={"source": self.source}) for entry in result.entries)

    def prepare(self, body: bytes) -> str:
        """Return an answer as a text for the readers; empty if the service knows nothing.

        Raises:
            ValueError: the answer is malformed.
        """
        raise NotImplementedError

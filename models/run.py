"""What a run did, and what it could not do: an expected failure is a row, not an exception."""

from datetime import datetime
from typing import Literal

from models.frozen import frozen

Stage = Literal["crawl", "read", "find", "link", "publish"]


@frozen
class Failure:
    """A document that could not be fetched, read or understood. `found` and `expected` are sentences for a person."""

    stage: Stage
    name: str
    url: str
    found: str
    expected: str | None
    at: datetime


class UnreadableDocument(Exception):
    """Raised by readers for a document that cannot be read; `name` is the failure's short name ("empty-file")."""

    def __init__(self, name: str, found: str, expected: str | None = None) -> None:
        super().__init__(f"{found}; expected {expected}" if expected else found)
        self.name = name
        self.found = found
        self.expected = expected

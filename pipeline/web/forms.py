"""Reads a posted form."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

MOST_BYTES = 200_000
MOST_FIELDS = 1000


@dataclass(frozen=True, slots=True)
class Form:
    """A posted form: every field with its values."""

    fields: dict[str, list[str]]

    def one(self, name: str, most: int = 5000) -> str:
        """Return a field's value, trimmed and cut to so many characters; empty where it was not sent."""
        values = self.fields.get(name) or [""]
        return values[0].strip()[:most]

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a field."""
        return tuple(self.fields.get(name, ()))


async def posted(request: Any) -> Form:
    """Return the form that a request posts; an empty one for what is no form."""
    body: bytes = await request.post_body(max_bytes=MOST_BYTES)
    try:
        fields = parse_qs(body.decode("utf8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        fields = {}
    return Form(fields)

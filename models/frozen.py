"""The decorator of the records: a class of annotated fields in, a dataclass that nobody changes once it is made out."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Made]) -> type[Made]:
    """Make a class a record with slots, compared and hashed by its fields, of which the type checker lets none be set.

    It is mypy that keeps them as they are, not the running program: `dataclass(frozen=True)` writes every field through
    a call of its own, which makes a record of a dozen fields five times as dear, and a page has hundreds of them.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)

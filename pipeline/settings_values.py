"""Makes the records of settings from the values of a file, and refuses a value that a setting cannot have."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, fields
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

# All other numbers count something of which there is at least one, or a time that cannot be nothing.
MAY_BE_NOUGHT = frozenset(
    {"backoff_seconds", "delay_seconds", "keep_backups_days", "max_delay_seconds", "max_pause_seconds", "retries"}
)
# What stands in a file of TOML, in words.
NAMES: dict[type, str] = {
    str: "words in quotation marks",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
}


class BadSettings(Exception):
    """Raised for a settings file that says something we do not understand; the message says what and where."""


def made(kind: type[Any], values: object, where: str) -> Any:  # Any: one maker for all records of settings
    """Return a record of that kind; `where` is the part of the file, for messages. Raises `BadSettings`."""
    given = table(values, where)
    known = {one.name for one in fields(kind)}
    unknown = sorted(set(given) - known)
    if unknown:
        raise BadSettings(f"{where}: found {', '.join(unknown)}; expected one of {', '.join(sorted(known))}")
    hints = get_type_hints(kind)
    for one in fields(kind):
        if one.name in given:
            _check(one.name, given[one.name], hints[one.name], where)
        elif one.default is MISSING and one.default_factory is MISSING:
            raise BadSettings(f"{where}: found no {one.name}; expected one in each")
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})


def table(values: object, where: str) -> Mapping[str, Any]:  # Any: tomllib's values
    """Return a part of the file that must hold names with values."""
    if not isinstance(values, Mapping):
        raise BadSettings(f"{where}: found {values!r}; expected names with values below that head")
    return values


def tables(values: object, where: str) -> list[Any]:  # Any: tomllib's values
    """Return a part of the file that stands there once for each of several things."""
    if not isinstance(values, list):
        raise BadSettings(f"{where}: found one part or value; expected {where.split()[-1]} above each")
    return values


def choice(name: str, value: object, known: Collection[str], where: str) -> None:
    """Refuse a word that is none of those that are known."""
    if value not in known:
        raise BadSettings(f"{where}: {name} is {value!r}; expected one of {', '.join(known)}")


def refuse_twice(names: Iterable[str], where: str) -> None:
    """Refuse a name that two parts have."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise BadSettings(f"{where}: found {name!r} twice; expected each once")
        seen.add(name)


def _check(name: str, value: object, hint: Any, where: str) -> None:  # Any: a type hint
    """Refuse a value of another type than the record's field, and a number that is too small. TOML has no None."""
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is Literal:
        choice(name, value, get_args(hint), where)
    elif get_origin(hint) is tuple:
        _check_list(name, value, get_args(hint)[0], where)
    elif hint in NAMES:
        _check_one(name, value, hint, where)


def _check_list(name: str, value: object, hint: Any, where: str) -> None:  # Any: a type hint
    if not isinstance(value, list | tuple):
        raise BadSettings(f"{where}: {name} is {value!r}; expected a list in square brackets")
    for one in value:
        _check(name, one, hint, where)


def _check_one(name: str, value: object, kind: type, where: str) -> None:
    # In Python, true is a number and a whole number is none with a fraction; in a settings file it is the other way.
    fits = isinstance(value, int | float if kind is float else kind) and (kind is bool or not isinstance(value, bool))
    if not fits:
        raise BadSettings(f"{where}: {name} is {value!r}; expected {NAMES[kind]}")
    if isinstance(value, int | float) and kind is not bool:
        least_fits = value >= 0 if name in MAY_BE_NOUGHT else value > 0
        if not least_fits:
            least = "0 or more" if name in MAY_BE_NOUGHT else "more than 0"
            raise BadSettings(f"{where}: {name} is {value!r}; expected {least}")

"""Wordings as data: named regular expressions of data/rules/*.toml, each with examples and counter-examples.

A rule makes the engine look at a sentence; a wording is what the code then looks for beside the rule's words. `<name>`
in a pattern stands for any word of the word list `name`.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from extractors.language.alternation import any_of
from extractors.language.prefilter import Prefilter, Screened, prefilter, screened
from extractors.language.quick import Quick, quickened
from extractors.language.rules import FOLDER, BadRule, word_lists
from models.frozen import frozen

KEYS = frozenset({"name", "note", "pattern", "capitals", "examples", "not_examples"})
REQUIRED = KEYS - {"capitals"}
LIST_NAME = re.compile(r"(?<!\?P)<([a-z][a-z-]+)>")


@frozen
class Wording:
    """A way of putting something: found in all of its examples and in none of its counter-examples. `file` is the rule
    file that has it."""

    name: str
    file: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


def wording(name: str) -> re.Pattern[str]:
    """Return the pattern of that name. Raises `KeyError` where no file has it."""
    return wordings()[name].pattern


@cache
def quick(name: str) -> Quick:
    """Return the pattern of that name beside a form that reads words of ASCII sooner: for those that are often asked.
    Raises `KeyError` where no file has it."""
    return quickened(wordings()[name].pattern)


@cache
def sought(name: str) -> Screened:
    """Return the pattern of that name behind a look of its own: for those that are slow where they are not said. Raises
    `KeyError` where no file has it."""
    return screened(wordings()[name].pattern)


def begins(name: str, words: str) -> re.Match[str] | None:
    """Match the beginning of a whole sentence or clause with a wording: most fail at the first word, sooner than any
    scan of the whole."""
    return wordings()[name].pattern.match(words)


@frozen
class Together:
    """Wordings that are looked for in one scan, for code that asks several of the same words."""

    names: tuple[str, ...]
    seen: Prefilter

    def standing(self, words: str) -> list[str]:
        """Return the names of those that may stand in some words; all others do not."""
        return [self.names[place] for place in self.seen.possible(words)]


@cache
def together(*names: str) -> Together:
    """Return the scan for some wordings. It is the faster to become warm the fewer they are. Raises `KeyError` where no
    file has one of them."""
    return Together(names, prefilter([wording(name) for name in names]))


@cache
def wordings() -> Mapping[str, Wording]:
    """Return the wordings of every rule file by name. Raises `BadRule`."""
    found: dict[str, Wording] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for entry in tomllib.loads(path.read_text("utf8")).get("wording", ()):
            read = _wording(entry, path.name)
            if read.name in found:
                raise BadRule(f"{path.name}: wording {read.name!r} stands twice")
            found[read.name] = read
    return found


# `Any`: an entry is as TOML gives it.
def _wording(entry: Mapping[str, Any], where: str) -> Wording:
    name = f"{where}: wording {entry.get('name')!r}"
    if set(entry) - KEYS or REQUIRED - set(entry):
        raise BadRule(f"{name} has keys {sorted(entry)}, expected {sorted(REQUIRED)}")
    if not entry["examples"] or not entry["not_examples"]:
        raise BadRule(f"{name} has no examples or no counter-examples")
    return Wording(
        name=entry["name"],
        file=where,
        pattern=compiled(entry["pattern"], capitals=entry.get("capitals", False), where=name),
        examples=tuple(entry["examples"]),
        not_examples=tuple(entry["not_examples"]),
    )


def compiled(pattern: str, *, capitals: bool, where: str) -> re.Pattern[str]:
    """Return a pattern with its word lists put in. Raises `BadRule` where it cannot be compiled or asks for no list."""
    try:
        return re.compile(LIST_NAME.sub(_words_of, pattern), 0 if capitals else re.IGNORECASE)
    except (re.error, KeyError) as problem:
        raise BadRule(f"{where}: {problem}") from problem


def _words_of(name: re.Match[str]) -> str:
    return any_of(word_lists()[name[1]])

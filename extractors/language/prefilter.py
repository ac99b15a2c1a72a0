"""Tells which of many patterns can match some words, in one pass of linear time, so that only those are tried.

Python's patterns are tried one after the other, each from every place of a sentence. Here each is loosened until
google-re2 can read it: what it looks ahead or behind for is left out, and a counted repetition may be any. A loosened
pattern matches wherever its original does, and elsewhere too: it only ever says that a pattern is worth trying.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

# What the automaton of a set may take before it is thrown away and built anew.
MOST_BYTES = 32 * 1024 * 1024
# The two engines read letters, digits and blanks outside of ASCII differently: words with others are not filtered.
FILTERED = re.compile("[ -~\t–—‘’“”£€•·…]*")
# Stands for a sign outside of ASCII, among them the dash and the quotes, where a whole text is looked through.
OUTSIDE = r"\?"
# White space there as Python's engine reads it: to google-re2 that of ASCII is white, and not all of it.
BLANK = rf"[\s\v\x1c-\x1f{OUTSIDE}]"
TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:P<\w+>|<?[=!]|[a-zA-Z-]*:))?|\)|\{\d*,?\d*\}|[*+?]|[^\\\[(){*+?]",
    re.DOTALL,
)
REPEATS = ("?", "*", "+")
LOOKS = frozenset({"(?=", "(?!", "(?<=", "(?<!"})


@dataclass(frozen=True, slots=True)
class Prefilter:
    """Patterns that are looked for together. `scan` is RE2's set of the loosened ones (`Any`: re2 publishes no types),
    `scanned` the place of each of them among the patterns; `unread` the places of those that RE2 cannot read."""

    scan: Any
    scanned: tuple[int, ...]
    unread: tuple[int, ...]

    def possible(self, words: str) -> tuple[int, ...]:
        """Return the places, in order, of the patterns that may match somewhere in some words; all others do not."""
        # Most words are plain and hold none of the patterns: that is told first, without further calls.
        if not (words.isascii() and words.isprintable()) and not is_filtered(words):
            return tuple(sorted((*self.scanned, *self.unread)))
        found = self.scan.Match(words.encode())
        if not found:
            return self.unread
        return tuple(sorted([*map(self.scanned.__getitem__, found), *self.unread]))


def is_filtered(words: str) -> bool:
    """Whether the two engines read all letters of some words alike."""
    return (words.isascii() and words.isprintable()) or FILTERED.fullmatch(words) is not None


def is_plain(words: str) -> bool:
    """Whether words hold nothing but ASCII's printed signs, so that bytes are offsets."""
    return words.isascii() and words.isprintable()


def prefilter(patterns: Iterable[re.Pattern[str]], *, begin: bool = False) -> Prefilter:
    """Return the filter of some patterns; with `begin`, of their matches at the beginning of words."""
    scan = empty_scan(begin=begin)
    scanned: list[int] = []
    unread: list[int] = []
    for place, pattern in enumerate(patterns):
        try:
            scan.Add(loosened(pattern))
        except re2.error:
            unread.append(place)
        else:
            scanned.append(place)
    scan.Compile()
    return Prefilter(scan, tuple(scanned), tuple(unread))


def empty_scan(*, begin: bool = False) -> Any:
    """Return a set of google-re2 to which expressions are added that are looked for together; with `begin`, at the
    beginning of words. `Any`: re2 publishes no types."""
    options = re2.Options()
    options.max_mem = MOST_BYTES
    options.log_errors = False
    return re2.Set.MatchSet(options) if begin else re2.Set.SearchSet(options)


def offsets(look: Any, plain: str) -> Iterator[int]:
    """Give the offsets in a text at which the matches of an expression of google-re2 begin, in order: it has soon gone
    through a whole text. It must take `OUTSIDE` for any sign outside of ASCII (`Any`: re2 publishes no types)."""
    for match in look.finditer(_in_ascii(plain)):
        yield match.start()


# The text that is read is asked for more than once.
@lru_cache(1)
def _in_ascii(plain: str) -> bytes:
    """A text letter for letter, so that offsets hold, with `OUTSIDE` for those that are not ASCII's."""
    return plain.encode("ascii", "replace")


@dataclass(frozen=True, slots=True)
class Screened:
    """A pattern behind `look`, its loosened form for google-re2 (`Any`: re2 publishes no types), which soon says where
    it may match first: from there on it is tried."""

    pattern: re.Pattern[str]
    look: Any

    def may_stand(self, words: str) -> bool:
        """Whether the pattern may match somewhere in some words; where not, it does not."""
        return self._first(words, 0) is not None

    def search(self, words: str, at: int = 0) -> re.Match[str] | None:
        """Search some words from an offset on as the pattern itself does."""
        first = self._first(words, at)
        return None if first is None else self.pattern.search(words, first)

    def finditer(self, words: str) -> Iterator[re.Match[str]]:
        """Give every match in some words as the pattern itself does."""
        first = self._first(words, 0)
        return iter(()) if first is None else self.pattern.finditer(words, first)

    def match(self, words: str, at: int = 0) -> re.Match[str] | None:
        """Match some words from an offset on as the pattern itself does."""
        if is_plain(words) and self.look.match(words.encode(), at) is None:
            return None
        return self.pattern.match(words, at)

    def _first(self, words: str, at: int) -> int | None:
        """The first place from `at` on where the pattern may match, None where there is none."""
        if not (words.isascii() and words.isprintable()):
            return at
        found = self.look.search(words.encode(), at)
        return None if found is None else int(found.start())


def screened(pattern: re.Pattern[str]) -> Screened:
    """Return a pattern behind a look. Raises `re2.error` where google-re2 cannot read its loosened form."""
    options = re2.Options()
    options.log_errors = False
    return Screened(pattern, re2.compile(loosened(pattern), options))


def loosened(pattern: re.Pattern[str]) -> str:
    """Return the source of a pattern for RE2 that matches wherever this one does in words that are filtered."""
    source = pattern.pattern
    if pattern.flags & re.VERBOSE:
        source = _without_layout(source)
    kept: list[str] = []
    looking = 0
    just_looked = False
    for token in TOKEN.findall(source):
        if looking:
            looking += token.startswith("(") - (token == ")")
            just_looked = not looking
        elif token in LOOKS:
            looking = 1
        elif token in REPEATS and (just_looked or (token == "+" and kept[-1] in REPEATS)):
            # What a look is repeated by, and the sign of a repetition that gives nothing back.
            just_looked = False
        else:
            just_looked = False
            kept.append(_loose(token))
    return ("(?i)" if pattern.flags & re.IGNORECASE else "") + "".join(kept)


def _loose(token: str) -> str:
    if token == r"\Z":
        return r"\z"
    if token.startswith("{"):
        return "*"
    return "(?:" if token == "(" or token.startswith("(?P<") else token


def _without_layout(source: str) -> str:
    """A pattern that was written over several lines, without its blanks and remarks."""
    tokens = re.findall(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\#[^\n]*|\s+|.", source, re.DOTALL)
    return "".join(token for token in tokens if not token.isspace() and not token.startswith("#"))

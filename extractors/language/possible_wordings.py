"""Tells in one pass which wordings of a rule file may stand in a sentence, and so in any part of it.

Families put dozens of wordings to the parts of a sentence: what stands before a rule's words, behind them, in their
clause. Few of them stand anywhere in it. Each wording must hold one of some strings of letters, which google-re2 works
out; all of them are looked for together. Unlike a set of whole expressions (prefilter.py) that takes no longer in a
sentence like none before it.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import re2

from extractors.language.prefilter import is_filtered, loosened
from extractors.language.wordings import wordings
from models.frozen import frozen

# So many sets of wordings that may stand together are remembered.
MOST_SETS = 10_000


@frozen
class _Scan:
    """The wordings of a file. `strings` is RE2's filter (`Any`: re2 publishes no types) for those that RE2 can read,
    `read` their names in its order; `unread` are the names of the others."""

    strings: Any
    read: Sequence[str]
    unread: Sequence[str]


def possible(file: str, words: str) -> frozenset[str]:
    """Return the names of a file's wordings that may match some words or any part of them; all others do not."""
    scan = _scan(file)
    found = scan.strings.Match(words, potential=True) if is_filtered(words) else range(len(scan.read))
    return _names(file, tuple(found or ()))


@lru_cache(MOST_SETS)
def _names(file: str, places: tuple[int, ...]) -> frozenset[str]:
    scan = _scan(file)
    return frozenset([*(scan.read[place] for place in places), *scan.unread])


@cache
def _scan(file: str) -> _Scan:
    strings, read, unread = re2.Filter(), list[str](), list[str]()
    options = re2.Options()
    options.log_errors = False
    for one in wordings().values():
        if one.file == file:
            try:
                strings.Add(loosened(one.pattern), options)
            except re2.error:
                unread.append(one.name)
            else:
                read.append(one.name)
    strings.Compile()
    return _Scan(strings, read, unread)

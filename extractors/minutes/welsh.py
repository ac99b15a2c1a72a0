"""Welsh text is recognised and set aside: rules of English words would half-read it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

import re2

from extractors.language.rules import word_lists
from models.text import Block, Text

B = r"\b"
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# A name or a title of one or two Welsh words stands in English text as well.
LEAST_WELSH_WORDS = 3
SHARE_OF_KNOWN = 0.7


def is_welsh(words: str) -> bool:
    """Whether a stretch of text is Welsh: of the small words that tell the two languages apart most are Welsh."""
    return _is_welsh(_words(words))


def english_column(said: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the column that says in English what the other of two says in Welsh, None in other tables."""
    if any(len(row) != 2 for row in said):
        return None
    first, second = (is_welsh(" ".join(row[place] for row in said)) for place in (0, 1))
    return None if first == second else int(first)


def welsh_blocks(text: Text) -> tuple[Block, ...]:
    """Return the blocks that are in Welsh, in order. A block too short to tell goes with the blocks on both sides."""
    if not _may_hold_welsh(text.plain):
        return ()
    told = [_told(_words(text.plain[block.start : block.end])) for block in text.blocks]
    return tuple(
        block for place, block in enumerate(text.blocks) if told[place] or (told[place] is None and _amid(told, place))
    )


def set_welsh_aside(text: Text) -> tuple[Text, tuple[str, ...]]:
    """Return the text with its Welsh blocks in the region `other`, which is never read for records, and what to note
    of it; the text unchanged and nothing to note where it has none. Labels stay: they rule the English that follows."""
    aside = {block.start for block in welsh_blocks(text) if block.region != "label"}
    if not aside:
        return text, ()
    blocks = tuple(block.within("other") if block.start in aside else block for block in text.blocks)
    return replace(text, blocks=blocks), (f"text in Welsh set aside: {len(aside)} of {len(blocks)} blocks",)


def _may_hold_welsh(plain: str) -> bool:
    """Whether enough Welsh words stand anywhere in a text: one scan spares most minutes the look at each block."""
    return len(tuple(islice(_any_welsh_word().finditer(plain), LEAST_WELSH_WORDS))) == LEAST_WELSH_WORDS


@cache
def _any_welsh_word() -> Any:
    # `Any`: google-re2 publishes no types. Its boundaries know ASCII letters only, so that other letters go without.
    words = (re.escape(word).replace("'", "['’]") for word in sorted(word_lists()["welsh-words"]))
    return re2.compile("(?i)" + "|".join(rf"{B * word[0].isascii()}{word}{B * word[-1].isascii()}" for word in words))


def _words(words: str) -> list[str]:
    return WORD.findall(words.lower().replace("’", "'"))


def _count(said: Sequence[str], language: str) -> int:
    return sum(map(word_lists()[language].__contains__, said))


def _is_welsh(said: Sequence[str]) -> bool:
    welsh = _count(said, "welsh-words")
    return welsh >= LEAST_WELSH_WORDS and welsh >= SHARE_OF_KNOWN * (welsh + _count(said, "english-words"))


def _told(said: Sequence[str]) -> bool | None:
    """Whether words are Welsh; None where they are too few, or too few of them are known, to tell."""
    if _is_welsh(said):
        return True
    known = _count(said, "english-words") > 0
    return False if known or len(said) > 2 * LEAST_WELSH_WORDS else None


def _amid(told: Sequence[bool | None], place: int) -> bool:
    before = next((one for one in reversed(told[:place]) if one is not None), None)
    behind = next((one for one in told[place + 1 :] if one is not None), None)
    return before is True and behind is True

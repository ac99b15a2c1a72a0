"""Welsh text is recognised and set aside: rules of English words would half-read it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.language.rules import word_lists
from models.text import Block, Text

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# A name or a title of one or two Welsh words stands in English text as well.
LEAST_WELSH_WORDS = 3
SHARE_OF_KNOWN = 0.7


def is_welsh(words: str) -> bool:
    """Whether a stretch of text is Welsh: of the small words that tell the two languages apart most are Welsh."""
    said = [word.replace("’", "'") for word in WORD.findall(words.lower())]
    welsh = sum(word in word_lists()["welsh-words"] for word in said)
    english = sum(word in word_lists()["english-words"] for word in said)
    return welsh >= LEAST_WELSH_WORDS and welsh >= SHARE_OF_KNOWN * (welsh + english)


def welsh_blocks(text: Text) -> tuple[Block, ...]:
    """Return the blocks that are in Welsh, in order. A block too short to tell goes with the blocks on both sides."""
    told = [_told(text.plain[block.start : block.end]) for block in text.blocks]
    return tuple(
        block for place, block in enumerate(text.blocks) if told[place] or (told[place] is None and _amid(told, place))
    )


def set_welsh_aside(text: Text) -> tuple[Text, tuple[str, ...]]:
    """Return the text with its Welsh blocks in the region `other`, which is never read for records, and what to note
    of it; the text unchanged and nothing to note where it has none. Labels stay: they rule the English that follows."""
    aside = {block.start for block in welsh_blocks(text) if block.region != "label"}
    if not aside:
        return text, ()
    blocks = tuple(replace(block, region="other") if block.start in aside else block for block in text.blocks)
    return replace(text, blocks=blocks), (f"text in Welsh set aside: {len(aside)} of {len(blocks)} blocks",)


def _told(words: str) -> bool | None:
    """Whether words are Welsh; None where they are too few, or too few of them are known, to tell."""
    if is_welsh(words):
        return True
    known = {word for word in WORD.findall(words.lower()) if word in word_lists()["english-words"]}
    return False if known or len(WORD.findall(words)) > 2 * LEAST_WELSH_WORDS else None


def _amid(told: Sequence[bool | None], place: int) -> bool:
    before = next((one for one in reversed(told[:place]) if one is not None), None)
    behind = next((one for one in told[place + 1 :] if one is not None), None)
    return before is True and behind is True

"""Masks words that were taken down. They are known by salted hashes alone: the words are written nowhere."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.text.personal import mask
from models.text import Text

WORD = re.compile(r"\w+")
# In markup, tags and entities are no words; a name may stand in pieces between them.
IN_MARKUP = re.compile(r"<[^>]*>|&#?\w+;|(?P<word>\w+)")
FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Words that were taken down: how many they are, and the hash of their letters with a salt."""

    salt: str
    count: int
    digest: str


def forgotten(words: str, salt: str) -> Forgotten:
    """Return what is kept of words that are taken down. ValueError for a single word: it would hide too much."""
    parts = [match[0].casefold() for match in WORD.finditer(words)]
    if len(parts) < FEWEST_WORDS:
        raise ValueError(f"found {len(parts)} words; expected at least {FEWEST_WORDS}, such as a full name")
    return Forgotten(salt, len(parts), _digest(parts, salt))


def spans(words: str, taken_down: Sequence[Forgotten], *, markup: bool = False) -> list[tuple[int, int]]:
    """Return where words that were taken down stand, word by word, as offsets with the end exclusive."""
    places = [
        match.span("word") if markup else match.span() for match in (IN_MARKUP if markup else WORD).finditer(words)
    ]
    places = [(start, end) for start, end in places if start >= 0]
    parts = [words[start:end].casefold() for start, end in places]
    kinds: dict[tuple[str, int], set[str]] = defaultdict(set)
    for one in taken_down:
        kinds[one.salt, one.count].add(one.digest)
    found: list[tuple[int, int]] = []
    for (salt, count), digests in kinds.items():
        for first in range(len(parts) - count + 1):
            if _digest(parts[first : first + count], salt) in digests:
                found += places[first : first + count]
    return found


def without_forgotten(text: Text, taken_down: Sequence[Forgotten]) -> Text:
    """Return a text in which nothing can be read that was taken down."""
    found = spans(text.plain, taken_down) if taken_down else []
    return replace(text, plain=mask(text.plain, found)) if found else text


def _digest(parts: Sequence[str], salt: str) -> str:
    return hashlib.blake2b(" ".join(parts).encode(), key=salt.encode(), digest_size=16).hexdigest()

"""Tells a page whose text layer says nothing: fonts without a map to letters, or one that is shifted by a few places.

Such a page looks right and copies as "7KH &OHUN". It is known by what any page of minutes has: words in small letters,
and among them the small words of the language.
"""

import math
import re
from collections.abc import Iterable
from itertools import islice

from extractors.language.rules import word_lists

# Fewer words are a title, a list of names, a table's foot: nothing can be said of them.
FEWEST_WORDS = 40
# Of the words of a page of prose a third are small words of the language; of a list of names a few.
FEWEST_SMALL = 0.02
# A word as people write it: small letters, after a capital perhaps, or a figure; with the punctuation around it.
SOUND = re.compile(
    r"[(\[“‘\"'£]*(?:[^\W\d_]?[a-zà-ÿ]+(?:['’.-][^\W\d_]*)*|[\d.,:/%£-]+(?:st|nd|rd|th|am|pm)?|[^\w\s])"
    r"[)\].,;:!?”’\"'…-]*"
)
FEWEST_SOUND = 0.6
# What stands for a letter that has no name.
NAMELESS = re.compile("[\ufffd\x00-\x08\x0e-\x1f\ue000-\uf8ff]")
MOST_NAMELESS = 0.1


def is_garbled(words: Iterable[str]) -> bool:
    """Whether the words of a page are no words, though there are enough of them to tell."""
    found = list(words)
    letters = "".join(found)
    if len(NAMELESS.findall(letters)) > MOST_NAMELESS * len(letters):
        return True
    if len(found) < FEWEST_WORDS:
        return False
    if _has_small_words(found, math.ceil(FEWEST_SMALL * len(found))):
        return False
    return sum(SOUND.fullmatch(word) is not None for word in found) < FEWEST_SOUND * len(found)


def _has_small_words(found: Iterable[str], count: int) -> bool:
    """Whether so many small words are there; prose has them in its first lines, so that few words are looked at."""
    known = word_lists()["small-words"]
    small = (True for word in found if word.strip(".,;:()").casefold() in known)
    return sum(islice(small, count)) == count

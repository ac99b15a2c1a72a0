"""A pattern beside a form of it that reads words of ASCII in a half to a fifth of the time.

Of every letter Python's engine asks all of Unicode whether it belongs to a word, and where it takes no heed of case it
makes the letter small each time that it comes by it, and cannot leap to where a match may begin. Most words are ASCII
alone: they are made small once, and read by the rules of ASCII.
"""

import re
from collections.abc import Iterator

from models.frozen import frozen

# What a letter of an expression belongs to that is not itself one of the words: an escape, a group's name.
NO_LETTER = re.compile(r"\\.|\(\?P[<=]\w+|[A-Z]")
# Where case counts in a part of an expression only, its words cannot be made small.
CASE_IN_PART = re.compile(r"\(\?[a-z]*-?[a-z]*i[a-z]*:")


@frozen
class Quick:
    """A pattern, the form of it that words of ASCII are put to, and whether these are made small before.

    What a match says of its words may be in small letters; its offsets are those in the words as they stand.
    """

    pattern: re.Pattern[str]
    of_ascii: re.Pattern[str]
    of_small: bool

    def search(self, words: str) -> re.Match[str] | None:
        """Search some words as the pattern itself does."""
        if not words.isascii():
            return self.pattern.search(words)
        return self.of_ascii.search(words.lower() if self.of_small else words)

    def match(self, words: str) -> re.Match[str] | None:
        """Match the beginning of some words as the pattern itself does."""
        if not words.isascii():
            return self.pattern.match(words)
        return self.of_ascii.match(words.lower() if self.of_small else words)

    def finditer(self, words: str) -> Iterator[re.Match[str]]:
        """Give every match in some words as the pattern itself does."""
        if not words.isascii():
            return self.pattern.finditer(words)
        return self.of_ascii.finditer(words.lower() if self.of_small else words)


def quickened(pattern: re.Pattern[str]) -> Quick:
    """Return a pattern beside its form for ASCII. The four signs of ASCII that part files and records are blanks to the
    pattern and none to that form."""
    of_small = bool(pattern.flags & re.IGNORECASE) and CASE_IN_PART.search(pattern.pattern) is None
    flags = (pattern.flags & ~re.UNICODE) | re.ASCII
    if not of_small:
        return Quick(pattern, re.compile(pattern.pattern, flags), of_small)
    small = NO_LETTER.sub(lambda found: found[0].lower() if len(found[0]) == 1 else found[0], pattern.pattern)
    return Quick(pattern, re.compile(small, flags & ~re.IGNORECASE), of_small)

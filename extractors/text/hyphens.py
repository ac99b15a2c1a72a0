"""Joins words that a line's end broke, without joining those that are written with a hyphen."""

import re

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Prefixes that keep their hyphen where neither form stands elsewhere in the document.
PREFIXES = frozenset(
    [
        "anti",
        "bi",
        "co",
        "counter",
        "cross",
        "ex",
        "extra",
        "half",
        "inter",
        "long",
        "mid",
        "multi",
        "non",
        "on",
        "off",
        "part",
        "post",
        "pre",
        "pro",
        "re",
        "self",
        "semi",
        "short",
        "sub",
        "under",
        "vice",
        "well",
    ]
)


def vocabulary(plain: str) -> frozenset[str]:
    """Return the words of a document in lower case, hyphenated ones whole."""
    return frozenset(word.casefold() for word in WORD.findall(plain))


def join(first: str, second: str, known: frozenset[str]) -> str:
    """Join the halves of a word broken at a line's end.

    The document's own other words decide; else a hyphen stays after a prefix, before a capital and beside a digit.
    """
    ahead, behind = re.search(r"[^\W_]+$", first), re.match(r"[^\W_]+", second)
    if ahead is None or behind is None or second[:1].isupper() or not (ahead[0] + behind[0]).isalpha():
        return f"{first}-{second}"
    whole, parted = (ahead[0] + behind[0]).casefold(), f"{ahead[0]}-{behind[0]}".casefold()
    if whole in known:
        return first + second
    if parted in known or ahead[0].casefold() in PREFIXES:
        return f"{first}-{second}"
    return first + second

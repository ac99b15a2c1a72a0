"""Many words as one expression that is soon done with: words that begin alike share their beginning.

Python tries the words of "agree|agreed|approve" one after the other at each place, each from its first letter. Here it
looks at a letter once, as in a dictionary: "a(?:gree(?:d)?|pprove)".
"""

import re
from collections.abc import Iterable

Tree = dict[str, "Tree"]
# Stands where a word ends; no word has it.
END = ""


def any_of(words: Iterable[str]) -> str:
    """Return an expression, one group, that matches any of some words, of several that match the longest. None of them
    is itself an expression; without any it matches nothing."""
    tree: Tree = {}
    for word in sorted(words):
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[END] = {}
    return f"(?:{_written(tree)})" if tree else "(?!)"


def _written(tree: Tree) -> str:
    branches = [re.escape(letter) + _written(rest) for letter, rest in tree.items() if letter != END]
    if not branches:
        return ""
    if END in tree:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"

"""The action column of minutes that print it before the text, in the left margin: who must act, and nothing else.

Many minutes print the titles of their items there, so that every note of the column must name somebody past doubt.
"""

from collections import Counter
from collections.abc import Sequence

from extractors.text.minutes_tables import OWNER_HEAD, SURE_OWNER
from extractors.text.pdf_lines import Line, line

# Points: left edges that differ by less are the same.
ON_EDGE = 3.0
# So many notes make a column.
FEWEST_NOTES = 2


def left_margin(everything: Sequence[Line]) -> dict[int, Line | None]:
    """Return, for the lines that have a note before them, what is left of each without it (None for nothing), by the
    line's identity; empty where no column of owners stands before the text."""
    edges = Counter(round(one.left) for one in everything if len(one.segments) == 1)
    if not edges:
        return {}
    edge = max(edges, key=lambda place: edges[place])
    noted = [one for one in everything if _stands_before(one, edge)]
    owners = [one for one in noted if SURE_OWNER.fullmatch(one.segments[0].text)]
    if len(owners) < FEWEST_NOTES or any(
        one not in owners and not OWNER_HEAD.fullmatch(one.segments[0].text) for one in noted
    ):
        return {}
    begins = min((one.page, one.top) for one in noted)
    if any(one.left < edge - ON_EDGE and (one.page, one.top) > begins and one not in noted for one in everything):
        return {}
    return {id(one): line(one.segments[1:], one.page, one.limit) if len(one.segments) > 1 else None for one in noted}


def _stands_before(found: Line, edge: float) -> bool:
    """Whether a line begins with something narrow that ends before the edge of the text, where its words begin."""
    first, *rest = found.segments
    return first.right < edge - ON_EDGE and all(part.left > edge - ON_EDGE for part in rest)

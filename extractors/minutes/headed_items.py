"""The items of minutes that number none: each heading of the commonest kind begins one."""

import re
from collections import Counter
from collections.abc import Iterator

from extractors.minutes.bodies import body
from extractors.minutes.people import people
from extractors.minutes.regions import is_ruling
from extractors.sources.moderngov_titles import day
from models.meeting import Item
from models.text import Block, Text

# Fewer headings make no run of items, nor fewer lines that are only bold; no title has more words.
FEWEST, FEWEST_BOLD = 2, 3
TITLE_WORDS = 12
# Headings that name a part of an item, or a list that belongs to none.
PARTS = re.compile(
    r"(?:(?:draft |unconfirmed )?minutes|present|(?:also )?in attendance|attendees|attended|absent|attendance|members"
    r"|officers|resol\w+"
    r"|recommend\w+|decisions?|actions?(?: points?)?|agreed|discussion|notes?|summary|background|reasons?\b.*"
    r"|alternatives?\b.*|options?\b.*|draft)",
    re.IGNORECASE,
)
# What follows the last item without being part of it.
APPENDED = re.compile(
    r"(?:appendix|annexe?|schedule|glossary)\b"
    r"|(?:outstanding )?action(?:s|\s+(?:log|list|sheet|points|tracker|plan))\b",
    re.IGNORECASE,
)
# How headings are told apart: those that the file calls so by their level, bold lines by 0.
BOLD_LINE = 0


def headed_items(text: Text) -> tuple[Item, ...]:
    """Return the items that headings begin, in order, each up to the next; empty where they are few.

    A heading of a kind that stands less often is part of an item, and so is one that repeats another's words.
    """
    found = list(_headings(text))
    kinds = Counter(kind for _, kind in found)
    usual = max(kinds, key=lambda kind: (kinds[kind], -kind), default=BOLD_LINE)
    titled: dict[str, int] = {}
    for place, kind in found:
        if kind == usual:
            titled.setdefault(_title(text, text.blocks[place]), place)
    if len(titled) < (FEWEST_BOLD if usual == BOLD_LINE else FEWEST):
        return ()
    places = list(titled.values())
    starts = [text.blocks[place].start for place in places]
    ends = [*starts[1:], end_of_items(text, places[-1])]
    return tuple(
        Item(ref=None, number=None, title=title, start=start, end=end)
        for title, start, end in zip(titled, starts, ends, strict=True)
    )


def end_of_items(text: Text, last: int) -> int:
    """Return where the last item ends, which begins with the block of that place."""
    for block in text.blocks[last + 1 :]:
        if (block.kind == "heading" or block.bold) and APPENDED.match(text.words(block)):
            return block.start
    return len(text.plain)


def _headings(text: Text) -> Iterator[tuple[int, int]]:
    """Headings with words under them, below the title block: their blocks' places, and their kinds."""
    for place, (block, following) in enumerate(zip(text.blocks, text.blocks[1:], strict=False)):
        if place == 0 or not _is_heading(block) or _is_heading(following):
            continue
        words = _title(text, block)
        is_part = PARTS.fullmatch(words) is not None or is_ruling(words)
        if words and not (is_part or APPENDED.match(words) or _is_of_title_block(words)):
            yield place, block.level if block.kind == "heading" else BOLD_LINE


def _is_heading(block: Block) -> bool:
    return block.kind == "heading" or (block.bold and block.kind == "paragraph")


def _is_of_title_block(words: str) -> bool:
    """Whether a heading names the body, the day, or somebody."""
    return body(words) is not None or day(words) is not None or bool(people(words))


def _title(text: Text, block: Block) -> str:
    """A heading's words; empty where they are a sentence or too many."""
    words = " ".join(text.words(block).split())
    is_title = len(words.split()) <= TITLE_WORDS and not words.endswith((".", ";", ","))
    return words.strip(" :.–-") if is_title and words[:1].isupper() else ""

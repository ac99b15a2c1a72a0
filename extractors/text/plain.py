"""Plain text to Text: blocks are ranges of the very file, so offsets are those of the file.

Met in text files: paragraphs parted by blank lines (a no-break space counts as blank), paragraphs of one long line
each, paragraphs broken at a fixed width, lists marked by "·" and no-break spaces, numbers, letters, tables drawn with
"|", and headings behind "#".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.minutes.action_log import is_log, roles
from extractors.text.markers import marker_at
from models.frozen import frozen
from models.text import Block, Cell, Text

READER = "plain/1"
BLANK = " \t\r\f\v\u00a0\u200b\ufeff"
# Lines longer than this were not broken by hand or by a printer: each is a paragraph.
WIDEST_BROKEN_LINE = 160
# Characters, letters: no heading is longer, nor has fewer.
LONGEST_HEADING = 120
FEWEST_LETTERS = 3
# Ragged text leaves up to so many characters free though the next word would fit.
RAGGED = 6
LABEL = re.compile(
    r"(?:minutes|decisions?|action(?:s| points?)?|resolved|recommended|agreed|supporting documents|additional "
    r"documents|"
    r"reasons? for (?:the )?decision|cofnodion|penderfyniad)\s*[:–-]*\s*$",
    re.IGNORECASE,
)
RULE = re.compile(r"[\s|:+=_-]*")
# A line with fewer bars between its words that begins with none may be any.
FEWEST_BARS = 2
HASHES = re.compile(r"(?P<hashes>#{1,6})\s+(?=\S)")


@frozen
class _Line:
    start: int
    end: int


def read_plain(content: str) -> Text:
    """Read plain text; `Text.plain` is `content` itself, unchanged."""
    blocks = (_block(content, group) for group in _groups(content))
    return Text(content, tuple(_with_columns(content, blocks)), READER)


def _lines(content: str) -> Iterator[_Line]:
    """Give every line that is not blank, without the blanks around it."""
    start = 0
    for line in content.split("\n"):
        words = line.strip(BLANK)
        if words:
            first = start + len(line) - len(line.lstrip(BLANK))
            yield _Line(first, first + len(words))
        start += len(line) + 1


def _groups(content: str) -> Iterator[list[_Line]]:
    """Give the lines of each block."""
    found = list(_lines(content))
    lengths = sorted(line.end - line.start for line in found)
    width = lengths[-1 - len(lengths) // 20] if lengths else 0
    broken_by_hand = bool(lengths) and lengths[-1] <= WIDEST_BROKEN_LINE
    group: list[_Line] = []
    for line in found:
        if (
            group
            and not _runs_on(content, group[-1], line)
            and (not broken_by_hand or _is_break(content, group, line, width))
        ):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _runs_on(content: str, last: _Line, line: _Line) -> bool:
    """Whether a line goes on where the one before it broke off inside a sentence, whatever their widths."""
    if content[last.end : line.start].count("\n") > 1 or not content[line.start].islower():
        return False
    return content[last.end - 1] not in ".:;!?|" and marker_at(content, line.start, line.end) is None


def _is_break(content: str, group: list[_Line], line: _Line, width: int) -> bool:
    last = group[-1]
    between = content[last.end : line.start]
    if between.count("\n") > 1 or _is_row(content, line.start, line.end) or _is_row(content, last.start, last.end):
        return True
    if marker_at(content, line.start, line.end) is not None or LABEL.match(content, last.start, last.end):
        return True
    following = content[line.start : line.end]
    first_word = following.split(maxsplit=1)[0]
    room = width - (last.end - last.start) - 1 - len(first_word)
    if following[0].islower() or room < RAGGED:
        return False
    # A line that ends inside a sentence was cut there by something beside it, unless it is much too short for that.
    return content[last.end - 1] in ".:;!?" or room > width / 2


def _block(content: str, group: list[_Line]) -> Block:
    start, end = group[0].start, group[-1].end
    if _is_row(content, start, end):
        return Block("row", start, end, start)
    hashes = HASHES.match(content, start, end)
    if hashes is not None:
        found = marker_at(content, hashes.end(), end)
        level = len(hashes["hashes"])
        return Block("heading", start, end, found[1] if found else hashes.end(), level=level, marker=found and found[0])
    found = marker_at(content, start, end)
    if found is None or found[1] >= end:
        heading = _is_heading(content[start:end])
        return Block("heading" if heading else "paragraph", start, end, start, level=1 if heading else 0)
    marker, body = found
    if _is_heading(content[body:end]):
        return Block("heading", start, end, body, level=2, marker=marker)
    return Block("list_item", start, end, body, level=1, marker=marker)


def _is_row(content: str, start: int, end: int) -> bool:
    """Whether a line is a row of a table: it begins with a bar, or has several bars between its words."""
    return content[start] == "|" or content.count(" | ", start, end) >= FEWEST_BARS or _is_rule(content[start:end])


def _is_rule(words: str) -> bool:
    """Whether a line is the rule under a table's heads."""
    return "|" in words and RULE.fullmatch(words) is not None


def _cells(content: str, start: int, end: int) -> list[tuple[int, Cell]]:
    """The cells of a row that hold words, with their places."""
    cells: list[tuple[int, Cell]] = []
    position = start
    for place, part in enumerate(content[start:end].split("|"), content[start] != "|"):
        left, right = position, position + len(part)
        position = right + 1
        while left < right and content[left].isspace():
            left += 1
        while right > left and content[right - 1].isspace():
            right -= 1
        if right > left and not RULE.fullmatch(part):
            cells.append((place, Cell(left, right)))
    return cells


def _with_columns(content: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Give blocks with the cells of rows, and the heads of a log's columns in the rows under them, whichever of their
    cells are empty."""
    heads: dict[int, str] = {}
    for block in blocks:
        if block.kind != "row":
            heads = {}
            yield block
            continue
        found = _cells(content, block.start, block.end)
        words = [content[cell.start : cell.end] for _, cell in found]
        if is_log(roles(words)):
            heads = {place: said for (place, _), said in zip(found, words, strict=True)}
            yield replace(block, cells=tuple(cell for _, cell in found))
        else:
            yield replace(block, cells=tuple(replace(cell, column=heads.get(place)) for place, cell in found))


def _is_heading(words: str) -> bool:
    """A short line in capitals: what plain text has left of a heading."""
    if len(words) > LONGEST_HEADING:
        return False
    letters = [*filter(str.isalpha, words)]
    return len(letters) >= FEWEST_LETTERS and all(map(str.isupper, letters))

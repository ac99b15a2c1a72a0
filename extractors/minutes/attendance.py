"""Who was at a meeting, from the lists that printed minutes open with: in one, two or three columns, run in, as tables.

A label ("Present:", "In attendance", "Apologies for absence") opens a list; rows, lines and run-in sentences under it
name people with posts, initials and bodies; the list ends with the next label or with the first item. Apologies that
are an item of their own are read from that item.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.minutes.people import is_initials, is_post, people, person, remarked, with_status
from models.meeting import Attendance, Item
from models.record import Tie
from models.text import Block, Text

SENT_IN = r" were (?:received|intimated|submitted|tendered|given|noted)(?: from| by| for| on behalf of)"
LABELS: tuple[tuple[str, str], ...] = (
    (
        r"(?:members? |also |others? |councillors? |officers? |staff |officials )?(?:who sent |giving )?apologies"
        rf"(?: for absence| received)?(?: from|{SENT_IN})?|ymddiheuriadau|absent(?: with apologies)?",
        "Apologies",
    ),
    (
        r"(?:also |others? |officers? |staff |officials? |members? |non[- ]members? )*(?:in attendance|also present"
        r"|attending|officers present|officers)|others? present|advisers?|observers?|hefyd yn bresennol"
        r"|i láthair freisin",
        "In attendance",
    ),
    (r"substitutes?(?: members?)?(?: present)?|deputies", "Substitute"),
    (
        r"(?:those |members? |committee members? |board members? |councillors? |voting members? "
        r"|community councillors? |cllrs )?(?:present|attendees|attendance|sederunt|i láthair|yn bresennol)"
        r"|attended|members|membership|councillors",
        "Present",
    ),
)
LABEL = tuple(
    (re.compile(rf"(?:{pattern})(?:\s*\([^)]*\))?\s*(?P<sign>[:–-])?\s*(?=$|\S)", re.IGNORECASE), status)
    for pattern, status in LABELS
)
# A label inside a run of words, where lists follow one another line by line: written large, with its sign.
INNER_LABEL = re.compile(
    rf"(?<=\S)\s+(?=(?-i:[A-Z]))(?=(?:{'|'.join(pattern for pattern, _ in LABELS)})(?:\s*\([^)]*\))?\s*:"
    rf"|apologies(?: for absence)?{SENT_IN})",
    re.IGNORECASE,
)
# The one label that needs no colon.
INNER_APOLOGIES = "apologies"
# Items that are the list themselves: "1. Present", "1. Attendance and apologies".
ATTENDANCE_ITEM = re.compile(
    r"(?:(?:those|members|councillors|record of) )?(?:present|attendance|attendees|in attendance|sederunt)\b",
    re.IGNORECASE,
)
APOLOGIES_ITEM = re.compile(r"\bapolog", re.IGNORECASE)
RECEIVED_FROM = re.compile(r"\b(?:from|by)\s+(?P<names>[^.;]+)", re.IGNORECASE)
SENT = re.compile(r"^(?P<names>.+?)\s+(?:had |have )?(?:sent|gave|given|submitted|tendered|offered)\b", re.IGNORECASE)
# What parts columns that were set with blanks.
COLUMNS = re.compile(r"(?<=[^\s,;:])(?:\t| {3,})\s*(?=\S)")
LABELLED = re.compile(r"\bapologies(?: for absence)?:\s*(?P<names>[^.;]+)", re.IGNORECASE)
LATER_SENTENCE = re.compile(r"(?<=\w{3})\.\s+[A-Z][^.]*\b(?:was|were|is|had|has|would|will)\b.*$")
# A list ends with a block of more words than this that names nobody.
MOST_WORDS = 14
# What only sentences say: no list, even where it names somebody.
SENTENCE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|be|chaired|attended|attend|met|welcomed|opened|reported|noted|agreed|joined|left)\b"
)
# Lists stand among the first blocks; apologies are one of the first items.
FIRST_BLOCKS = 120
FIRST_ITEMS = 5
HEADS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:name|member|councillor|attendee|representative)s?", re.IGNORECASE), "name"),
    (re.compile(r"(?:role|position|title|post|job title|designation|capacity)", re.IGNORECASE), "role"),
    (re.compile(r"initials?", re.IGNORECASE), "initials"),
    (re.compile(r"(?:organisation|representing|body|ward|party|group|company|agency)", re.IGNORECASE), "representing"),
    (re.compile(r"(?:present|attendance|status|apologies)", re.IGNORECASE), "status"),
)


@dataclass(frozen=True, slots=True)
class Attended:
    """The people of a document's lists, in order, and the numbers of the blocks that hold the lists."""

    people: tuple[Attendance, ...]
    blocks: frozenset[int]


def attendance(text: Text, items: Sequence[Item]) -> Attended:
    """Return who was there according to the text's own lists; nobody where it has none."""
    first = next((item.start for item in items if not ATTENDANCE_ITEM.match(item.title or "")), None)
    found: list[Attendance] = []
    used: set[int] = set()
    status: str | None = None
    for index, block in enumerate(text.blocks[:FIRST_BLOCKS]):
        if first is not None and block.start >= first:
            break
        for words in _stretches(text, block):
            label, rest = _label(words)
            status = label or status
            named = first is not None and are_people([cell.column or "" for cell in block.cells])
            if status is None and not named:
                continue
            listed = _listed(text, block, rest)
            told = label is None and not block.cells and SENTENCE.search(rest) is not None
            if told or (label is None and not listed):
                if len(words.split()) > MOST_WORDS or block.kind == "heading":
                    status = None
                continue
            # A table that names people without a word over it says who they are, not that they came.
            found += with_status(listed, status) if status else listed
            used.add(index)
    found += _apologies(text, items[:FIRST_ITEMS])
    return Attended(_once(found), frozenset(used))


def are_labels(heads: Sequence[str]) -> bool:
    """Whether the heads of a table are those of lists of people that stand side by side: "Present", "Apologies"."""
    filled = [head for head in heads if head.strip()]
    return len(filled) > 1 and all(label is not None and not rest for label, rest in map(_label, filled))


def are_people(heads: Sequence[str]) -> bool:
    """Whether the heads of a table are those of one list of people: names, and who they are ("Name", "Initials")."""
    kinds = {_head(head) for head in heads}
    return "name" in kinds and bool(kinds & {"role", "initials", "representing"})


def ties_of(found: Sequence[Attendance]) -> tuple[Tie, ...]:
    """Return what the lists tie to names: posts, and the initials that they print."""
    posts = [Tie(one.role, one.name) for one in found if one.role]
    return (*posts, *(Tie(one.initials, one.name) for one in found if one.initials))


def mark_attendance(text: Text, attended: Attended) -> Text:
    """Return the text with the blocks of the lists marked as attendance, where they have no region yet."""
    if not attended.blocks:
        return text
    return replace(
        text,
        blocks=tuple(
            block.within("attendance") if index in attended.blocks and block.region is None else block
            for index, block in enumerate(text.blocks)
        ),
    )


def _stretches(text: Text, block: Block) -> list[str]:
    """A block's words, a row's first cell; parted where a list inside a run of words ends and another begins."""
    if block.cells:
        return [" ".join(text.plain[block.body : block.cells[0].end].split())]
    lines = [" ".join(COLUMNS.sub(_in_columns, line.strip()).split()) for line in text.words(block).splitlines()]
    if len(lines) > 1 and all(map(_begins_with_name, lines)):
        return lines
    words = " ".join(lines)
    if ":" not in words and INNER_APOLOGIES not in words.lower():
        return [words]
    starts = [0]
    for match in INNER_LABEL.finditer(words):
        # "In attendance:" is one label, though "Attendance:" is another.
        longer = (pattern.match(words, starts[-1]) for pattern, _ in LABEL)
        if not any(found is not None and found.end() > match.end() for found in longer):
            starts.append(match.end())
    return [words[start:end].strip() for start, end in pairwise([*starts, len(words)])]


def _in_columns(gap: re.Match[str]) -> str:
    """What parts two columns of a line that begins with a name: a comma, as it would in one column."""
    return ", " if people(gap.string[: gap.start()]) else gap[0]


def _begins_with_name(line: str) -> bool:
    """Whether a line of a list begins with somebody's name, and not with the end of one that was broken."""
    found = people(line)
    return bool(found) and line.startswith(found[0].name)


def _label(words: str) -> tuple[str | None, str]:
    """The status that a label before the words opens, None where there is none, and the words behind it."""
    for pattern, status in LABEL:
        match = pattern.match(words)
        if match is None:
            continue
        rest = words[match.end() :]
        if match["sign"] or not rest or people(rest):
            return status, rest
    return None, words


def _listed(text: Text, block: Block, rest: str) -> tuple[Attendance, ...]:
    if block.cells:
        return _row(text, block, rest)
    return people(rest)


def _row(text: Text, block: Block, first: str) -> tuple[Attendance, ...]:
    """The people of a row: under heads one, else as many as there are names, each with what follows it."""
    cells = [" ".join(text.plain[cell.start : cell.end].split()) for cell in block.cells]
    cells[0] = first
    heads = [_head(cell.column) for cell in block.cells]
    if "name" in heads:
        return _under_heads(cells, heads)
    found: list[Attendance] = []
    for words in cells:
        if found and (is_initials(words, found[-1].name) or (is_post(words) and person(words) is None)):
            found[-1] = remarked(found[-1], words)
        else:
            found += people(words)
    return tuple(found)


def _under_heads(cells: Sequence[str], heads: Sequence[str | None]) -> tuple[Attendance, ...]:
    named = [words for words, head in zip(cells, heads, strict=True) if head == "name"]
    found = people(named[0]) if named else ()
    if len(found) != 1:
        return found
    one = found[0]
    for words, head in zip(cells, heads, strict=True):
        if head == "role":
            one = replace(one, role=words)
        elif head == "initials":
            one = replace(one, initials=words)
        elif head == "representing":
            one = replace(one, representing=words)
    return (one,)


def _head(column: str | None) -> str | None:
    if column is None:
        return None
    return next((kind for pattern, kind in HEADS if pattern.fullmatch(column.strip(" :"))), None)


def _apologies(text: Text, items: Sequence[Item]) -> tuple[Attendance, ...]:
    """The people whose apologies an item of that name received: named behind "from", before "sent", or in a list."""
    found: list[Attendance] = []
    for item in items:
        if not item.title or not APOLOGIES_ITEM.search(item.title):
            continue
        for block in (block for block in text.blocks if item.start <= block.start < item.end):
            words = " ".join(text.words(block).split())
            if block.cells:
                found += with_status(_row(text, block, text.plain[block.body : block.cells[0].end]), "Apologies")
                continue
            if block.start == item.start:
                # The item's own line: "2. Apologies: Cllr Fen", "2. Apologies were received from Cllr Fen".
                label, words = _label(words)
                words = words if label or RECEIVED_FROM.search(words) else ""
            found += with_status(_named_in_apologies(words), "Apologies")
    return tuple(found)


def _named_in_apologies(words: str) -> tuple[Attendance, ...]:
    match = RECEIVED_FROM.search(words) or SENT.match(words) or LABELLED.search(words)
    if match is not None:
        return people(match["names"])
    # "Councillor Moor. Councillor Fen was late."
    listed = LATER_SENTENCE.sub("", words)
    return people(listed) if len(listed.split()) <= 3 * MOST_WORDS else ()


def _once(found: Sequence[Attendance]) -> tuple[Attendance, ...]:
    """Each person once, as first named."""
    first: dict[str, Attendance] = {}
    for one in found:
        first.setdefault(one.name.casefold(), one)
    return tuple(first.values())

"""Owners beside a task: in an action column or a right margin, or, where the file has lost its columns, at the end of
the paragraph or on a line of their own behind it.

A block's task is what was found in it, the last of several; where nothing was found, its last sentence is the task,
since the minute-taker put an owner beside it for a reason. "Noted" in the margin is no owner.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from extractors.language.due import due_said, find_due
from extractors.language.margin_notes import parted
from extractors.language.owners import CAPITALISED, INITIALS, TITLE, split_owners
from extractors.language.rules import word_lists
from extractors.language.sentences import split
from extractors.minutes.action_log import head_role
from models.record import Context, Record, Tie
from models.text import Block, Text

NO_OWNER = re.compile(r"(?:noted|n/?a|none|info(?:rmation)?|-+)\.?", re.IGNORECASE)
TASKS = frozenset({"undertaking", "action", "request"})
RULE = "margin-owner"
SPOKEN = ("minutes", "decision", None)
PERSON = rf"(?:{TITLE}\.?\s+)?{CAPITALISED}(?:\s+{CAPITALISED}){{0,2}}"
OWNERS = rf"(?P<owners>(?:{PERSON}|{INITIALS})(?:\s*(?:[/&,+]|\band\b)\s*(?:{PERSON}|{INITIALS})){{0,5}})"
ALONE = re.compile(rf"\W*{OWNERS}\.?\s*")
# Behind the end of a sentence, on the paragraph's last line. It begins with a set of blanks, which Python's engine soon
# finds.
TRAILING = re.compile(rf"[ \t\u00a0\n](?:(?<=[.!?:;)][ \t\u00a0])|(?<=\n))[ \t\u00a0]*{OWNERS}\.?\s*\Z")
# Initials that act somewhere in the document are somebody's: "JS advised", "PL to chase". It begins with a set, too.
ACTS = re.compile(
    rf"(?P<key>[A-Z](?<!\w[A-Z])(?:[A-Z]{{1,3}}|[A-Z][a-rt-z]))(?:\s*(?:/|&|and)\s*{INITIALS})*\s+(?:to\s+[a-z]|agreed"
    r"|advised|reported|had|would|will|confirmed|noted|said|asked|gave|has|offered|undertook|thanked|expressed|raised"
    r"|explained|felt|suggested)\b"
)
# What a line of a margin ends on that goes on in the next.
BROKEN = re.compile(r"(?:\b(?:by|before|end|of|the|mid|early|next|due)|\d(?:st|nd|rd|th)?|-)$", re.IGNORECASE)
EVERYBODY = frozenset({"ALL", "All"})
# Where so many paragraphs end with somebody's initials, others end so too.
LEAST_HABIT = 3
# A task has at least so many words in lower case.
LEAST_TASK = 3
LOWER_CASE = re.compile(r"\b[a-z]{2,}\b")
# What happened, or is not the case, is no task though somebody stands beside it.
NO_TASK = re.compile(r"\b(?:thanked|noted|congratulated|welcomed|not|no one|nobody|had been|nothing|apologised)\b")


@dataclass(frozen=True, slots=True)
class _Beside:
    """Owners beside the words of `Text.plain[start:end]`, and the words beside them that say when."""

    start: int
    end: int
    owners: tuple[str, ...]
    due: str | None = None


def with_margin_owners(
    text: Text, records: Sequence[Record], names: Sequence[Tie] = (), context: Context | None = None
) -> tuple[Record, ...]:
    """Give each task the owners that stand beside it, and make tasks of sentences that have only those."""
    kept = list(records)
    for beside in _all_beside(text, names):
        inside = [place for place, record in enumerate(kept) if beside.start <= record.start < beside.end]
        for place in inside:
            kept[place] = _cut(text, kept[place], beside.end)
        tasks = _tasks(kept, inside, beside.owners) if not _ends_with_task(text, beside, inside, kept) else []
        for task in tasks:
            kept[task] = _timed(_owned(kept[task], beside.owners), beside.due, context)
        if not tasks:
            made = _made(text, beside, [kept[place] for place in inside])
            kept += [_timed(record, beside.due, context) for record in made]
    return tuple(sorted(kept, key=lambda record: (record.start, record.end, record.kind)))


def _all_beside(text: Text, names: Sequence[Tie]) -> Iterator[_Beside]:
    bodies = [text.plain[block.body : block.end] for block in text.blocks]
    # Most blocks end with no capital, and are not looked at.
    looked_at = [_may_end_with_owners(words) for words in bodies]
    ends = [TRAILING.search(words) if look else None for words, look in zip(bodies, looked_at, strict=True)]
    known = cache(lambda: _known(text, names, [end["owners"] for end in ends if end]))
    before: tuple[Block, str] | None = None
    stacked: list[str] = []
    for block, words, look, end in zip(text.blocks, bodies, looked_at, ends, strict=True):
        alone = ALONE.fullmatch(words) if look and not block.margin else None
        if alone and _all_known(alone["owners"], known()):
            stacked.append(alone["owners"])
            continue
        if stacked:
            yield from _behind(before, stacked)
            stacked = []
        before = None
        if block.region not in SPOKEN or block.kind == "heading":
            continue
        if block.margin:
            yield from _noted(text, block)
        elif block.kind == "row":
            yield from _in_last_column(text, block)
        elif end and _all_known(end["owners"], known()) and _is_prose(words[: end.start()]):
            yield from _beside(block.body, block.body + end.start(), end["owners"])
        else:
            before = block, words
    yield from _behind(before, stacked)


def _noted(text: Text, block: Block) -> Iterator[_Beside]:
    """The owners in a block's margin, and when they are to act."""
    notes = [parted(words) for words in _whole(" ".join(text.plain[n.start : n.end].split()) for n in block.margin)]
    due = next((due for _, due in notes if due is not None), None)
    for beside in _beside(block.body, block.end, " / ".join(owners for owners, _ in notes if owners)):
        yield replace(beside, due=due)


def _in_last_column(text: Text, block: Block) -> Iterator[_Beside]:
    """The owners in the last cell of a row of minutes (item, discussion, action by), whose head says so."""
    heads = [head_role(cell.column) for cell in block.cells]
    if "discussion" not in heads[:-1] or heads[-1] not in ("owner", "task"):
        return
    cell = block.cells[-1]
    owners, due = parted(" ".join(text.plain[cell.start : cell.end].split()))
    if ALONE.fullmatch(owners):
        for beside in _beside(block.body, cell.start, owners):
            yield replace(beside, due=due)


def _whole(lines: Iterable[str]) -> list[str]:
    """The notes of a margin whose lines may break a note between its day and its month: "Clerk by 20", "May"."""
    notes: list[str] = []
    for line in lines:
        joined = f"{notes[-1]} {line}" if notes else line
        if notes and BROKEN.search(notes[-1]) and parted(joined)[0] == parted(notes[-1])[0]:
            notes[-1] = joined
        else:
            notes.append(line)
    return notes


def _behind(before: tuple[Block, str] | None, stacked: Sequence[str]) -> Iterator[_Beside]:
    """The owners on the line behind a block, where there is one such line and the block, given with its words, can
    hold a task."""
    if before is not None and len(stacked) == 1 and _is_prose(before[1]):
        yield from _beside(before[0].body, before[0].end, stacked[0])


def _is_prose(words: str) -> bool:
    """Whether words can hold a task: in a list of those present names stand beside names."""
    return sum(1 for _ in islice(LOWER_CASE.finditer(words), LEAST_TASK)) == LEAST_TASK


def _may_end_with_owners(words: str) -> bool:
    """Whether the last word of a block has a capital, as every owner's has: a look before the patterns are tried."""
    last = words.rstrip().rpartition(" ")[2]
    return last != last.lower()


def _beside(start: int, end: int, notes: str) -> Iterator[_Beside]:
    owners = tuple(owner for owner in split_owners(notes) if not NO_OWNER.fullmatch(owner))
    if owners:
        yield _Beside(start, end, owners)


def _known(text: Text, names: Sequence[Tie], ends: Sequence[str]) -> frozenset[str]:
    """Return the initials and names that the document gives to people; `ends` are the owners with whom its blocks seem
    to end."""
    acting = {match["key"] for match in ACTS.finditer(text.plain)}
    known = frozenset(acting | {tie.key for tie in names} | {tie.name for tie in names}) | EVERYBODY
    if sum(_all_known(end, known) for end in ends) >= LEAST_HABIT:
        known |= {owner for end in ends for owner in split_owners(end) if re.fullmatch(INITIALS, owner)}
    return known


def _all_known(owners: str, known: frozenset[str]) -> bool:
    """Whether these are people of the document: one known, and the rest known or written as names are."""
    named = split_owners(owners)
    doubtful = [owner for owner in named if owner not in known]
    # Somebody beside initials is an owner though the document says no more of either.
    sure = len(doubtful) < len(named) or any(re.fullmatch(INITIALS, owner) for owner in named[1:])
    return sure and all(len(owner.split()) > 1 or re.fullmatch(INITIALS, owner) for owner in doubtful)


def _tasks(records: Sequence[Record], inside: Sequence[int], owners: Sequence[str]) -> list[int]:
    """The last promise, action or request of the block, and those before it that name nobody, unless the last names
    the owner itself; else the block's last decision."""
    found = [place for place in inside if records[place].kind in TASKS]
    if found and set(records[found[-1]].owner) & set(owners):
        return found[-1:]
    if found:
        ownerless = [place for place in found[:-1] if not records[place].owner and records[place].kind != "request"]
        return [*ownerless, found[-1]]
    return [place for place in inside if records[place].kind == "resolution"][-1:]


def _ends_with_task(text: Text, beside: _Beside, inside: Sequence[int], records: Sequence[Record]) -> bool:
    """Whether a block of decisions ends with a deed that somebody is told to do ("Send it to all schools."): that is
    the task, and not what was decided before it."""
    last = split(text.plain, beside.start, beside.end)[-1:]
    found = [records[place] for place in inside]
    if not found or not last or any(one.kind in TASKS or one.end > last[0].start for one in found):
        return False
    return text.plain[last[0].start : last[0].end].partition(" ")[0].lower() in word_lists()["deliver-verbs"]


def _owned(record: Record, owners: tuple[str, ...]) -> Record:
    """A record with the margin's owners; a decision with somebody beside it gives that person a task, and a promise
    with somebody beside it is a task that the minute-taker recorded."""
    if record.kind == "resolution":
        return replace(record, owner=owners, effect="assign", trackable=True)
    kind = "action" if record.kind == "undertaking" else record.kind
    return replace(record, kind=kind, owner=record.owner or owners, trackable=True)


def _timed(record: Record, words: str | None, context: Context | None) -> Record:
    """A record whose words say no time, with the time that stands beside it."""
    known = context or Context()
    if words is None or record.due is not None or find_due(" ".join(record.quote.split()), known) is not None:
        return record
    due = due_said(words, known)
    return record if due.type == "open" else replace(record, due=due)


def _cut(text: Text, record: Record, end: int) -> Record:
    """A record whose quote ends before the owner behind it."""
    if record.end <= end:
        return record
    while end > record.start and text.plain[end - 1].isspace():
        end -= 1
    return replace(record, end=end, quote=text.plain[record.start : end])


def _made(text: Text, beside: _Beside, others: Sequence[Record]) -> Iterator[Record]:
    """The block's last sentence as a task, unless something else was found in those very words."""
    sentences = split(text.plain, beside.start, beside.end)
    if not sentences or any(other.start < sentences[-1].end and sentences[-1].start < other.end for other in others):
        return
    last = sentences[-1]
    if NO_TASK.search(text.plain, last.start, last.end):
        return
    yield Record(
        kind="action",
        quote=text.plain[last.start : last.end],
        start=last.start,
        end=last.end,
        rule=RULE,
        confidence="likely",
        trackable=True,
        owner=beside.owners,
    )

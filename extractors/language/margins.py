"""Owners in the margin: what stands beside a block in an action column belongs to the task in the block.

A block's task is what was found in it, the last of several; where nothing was found, its last sentence is the task,
since the minute-taker put an owner beside it for a reason. "Noted" in the margin is no owner.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.language.owners import split_owners
from extractors.language.sentences import split
from models.record import Record
from models.text import Block, Text

NO_OWNER = re.compile(r"(?:noted|n/?a|none|info(?:rmation)?|-+)\.?", re.IGNORECASE)
TASKS = frozenset({"undertaking", "action", "request"})
RULE = "margin-owner"


def with_margin_owners(text: Text, records: Sequence[Record]) -> tuple[Record, ...]:
    """Give each task the owners that stand in its block's margin, and make tasks of sentences that have only those."""
    blocks = [block for block in text.blocks if block.margin and block.region in ("minutes", "decision", None)]
    kept = list(records)
    for block in blocks:
        owners = _owners(text, block)
        if not owners:
            continue
        inside = [place for place, record in enumerate(kept) if block.start <= record.start < block.end]
        task = _task(kept, inside)
        if task is not None:
            kept[task] = _owned(kept[task], owners)
        else:
            kept += _made(text, block, owners, [kept[place] for place in inside])
    return tuple(sorted(kept, key=lambda record: (record.start, record.end, record.kind)))


def _owners(text: Text, block: Block) -> tuple[str, ...]:
    notes = " / ".join(text.plain[note.start : note.end] for note in block.margin)
    return tuple(owner for owner in split_owners(notes) if not NO_OWNER.fullmatch(owner))


def _task(records: Sequence[Record], inside: Sequence[int]) -> int | None:
    """The last promise, action or request of the block; else its last decision."""
    for kinds in (TASKS, frozenset({"resolution"})):
        found = [place for place in inside if records[place].kind in kinds]
        if found:
            return found[-1]
    return None


def _owned(record: Record, owners: tuple[str, ...]) -> Record:
    """A record with the margin's owners; a decision with somebody beside it gives that person a task."""
    named = record.owner if record.owner and record.kind != "resolution" else owners
    if record.kind == "resolution":
        return replace(record, owner=named, effect="assign", trackable=True)
    return replace(record, owner=named, trackable=True)


def _made(text: Text, block: Block, owners: tuple[str, ...], others: Sequence[Record]) -> Iterator[Record]:
    """The block's last sentence as a task, unless something else was found in those very words."""
    sentences = split(text.plain, block.body, block.end)
    if not sentences or any(other.start < sentences[-1].end and sentences[-1].start < other.end for other in others):
        return
    last = sentences[-1]
    yield Record(
        kind="action",
        quote=text.plain[last.start : last.end],
        start=last.start,
        end=last.end,
        rule=RULE,
        confidence="likely",
        trackable=True,
        owner=owners,
    )

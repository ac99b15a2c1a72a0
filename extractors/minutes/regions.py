"""What each block of a document is: minutes, decision, agenda purpose, report, title, documents ...

Pages label their parts ("Minutes:", "Decision:"), but the labels are often lost on the way, so position, wording and
the kind of document decide where they are missing. A block that cannot be told apart from minutes stays minutes: the
tests that follow are strict, and a promise lost here is lost for good.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.language.wordings import wording
from models.text import Block, Text
from models.vocabulary import Region

LABELS: tuple[tuple[str, Region], ...] = (
    (r"minutes|cofnodion", "minutes"),
    (r"decisions?|penderfyniad(?:au)?|decision:?\s*", "decision"),
    (
        r"(?:supporting|additional|background|accompanying) (?:documents|papers)|dogfennau (?:ychwanegol|ategol)",
        "documents",
    ),
)
LABEL = tuple((re.compile(rf"(?:{words})\s*[:–-]*\s*", re.IGNORECASE), region) for words, region in LABELS)
PAGE_HEAD = re.compile(
    r"(?:agenda item|issue - (?:meetings|decisions)|issue details|decision details|meeting documents|eitem agenda|"
    r"agenda(?:,? decisions)? and (?:draft )?minutes|agenda items|items|no\. ?\|? ?item ?\|?|return to (?:agenda|top))",
    re.IGNORECASE,
)
MEETING_HEAD = re.compile(r"meeting: \d{1,2}/\d{1,2}/\d{4}\b", re.IGNORECASE)
FILE_SIZE = re.compile(
    r"(?:pdf|doc|docx|xls|xlsx|word|zip) (?:icon )?(?:pdf|doc|docx|xls)? ?[\d.,]+ ?[km]b\s*$", re.IGNORECASE
)
FILE_UNITS = ("kb", "mb")
PURPOSE = re.compile(
    r"\[|(?:to|for members to) (?:receive|consider|note|approve|agree|confirm|discuss|review|endorse|determine|"
    r"appoint|elect|"
    r"sign|seek|resolve|deal|answer|recommend|scrutinise|hear|comment|inform|update|examine|ask|give|set|adopt|make|"
    r"provide|"
    r"be advised|invite|present|report|authorise|invite|take)\b"
    r"|(?:joint )?reports? (?:of|by|from) (?:the )?[A-Z]"
    r"|(?:the )?(?:attached )?report (?:attached|to follow)|this report\b|briefing (?:note|paper)\b|verbal (?:update|"
    r"report)",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"(?:contact(?: officer)?|venue|proposed venue|webcast|telephone|tel|e-?mail|link|media|date|time)\s*:",
    re.IGNORECASE,
)
# A label alone on its line among the first blocks, whose field is the next one: a page's form for a meeting.
FIELD = re.compile(
    r"(?:name of )?(?:committee|meeting|body|status|chair(?:man)?|date(?:\s?/\s?time| and time)?|time|venue|location"
    r"|place)\s*:",
    re.IGNORECASE,
)
FIELD_BLOCKS = 16
ATTENDANCE = re.compile(
    r"(?:(?:also |members? |councillors? |officers? )?(?:in attendance|present|attendance)|apologies|substitutes?|here"
    r"|sorry not to be here|yn bresennol)\s*[:–-]",
    re.IGNORECASE,
)
REPORT = re.compile(
    r"(?:joint )?report (?:by|of|no)\b|(?:recommendations?|introduction|background papers?|financial (?:and staff "
    r")?implications)"
    r"\s*:?\s*$|(?:the )?(?:\w+ ){0,3}(?:is|are) (?:recommended|asked|invited) to\b|contact officer:",
    re.IGNORECASE,
)
MINUTES_WORDS = re.compile(
    r"\b(?:resolved|agreed|minutes? of (?:the|a|an) |(?:in the chair)|noted that|undertook to|apologies for absence)\b",
    re.IGNORECASE,
)
RESOLVED = re.compile(r"(?:it was )?resolved\b", re.IGNORECASE)
# Characters: no label is longer, nor a head of a page.
LONGEST_LABEL = 60
# Characters: longer blocks that begin so are no line of votes, no list of names, say nobody's address.
LONGEST_VOTE, LONGEST_NAMES, LONGEST_CONTACT = 300, 250, 200
# A form has at least so many fields.
FEWEST_FIELDS = 3
# Blocks: more than that is no motion.
LONGEST_MOTION = 12
# The next item of printed minutes.
WHOLE_NUMBER = re.compile(r"\(?(\d{1,3})[.)]?")
# A line that says no more than which item begins.
ITEM_LINE = re.compile(r"(?:agenda )?item(?: no\.?| number)? ?\d{1,3}[a-z]?[.:]?", re.IGNORECASE)
NUMBERED = re.compile(r"\(?\d+[.)/]?\d*[.)]?\s")


def is_form(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table of two columns is a form of which a field is called "Decision" or "Minutes": labels beside what
    they rule, as records of decisions have them."""
    if len(rows) < FEWEST_FIELDS or any(len(row) != 2 for row in rows):
        return False
    labels = [label for label, _ in rows]
    # A head that calls its column so has no field beside it.
    ruling = [said for label, said in rows if _label(label) in ("minutes", "decision")]
    return max(map(len, labels)) <= LONGEST_LABEL and any(len(said) > LONGEST_LABEL for said in ruling)


def is_ruling(words: str) -> bool:
    """Whether words are a label that says what follows it: "Decision", "Reasons for decision"."""
    return _label(words) is not None


def mark_regions(text: Text) -> Text:
    """Give every block without a region one, and keep those that the source has set. Nothing else changes."""
    if all(block.region is not None for block in text.blocks):
        return text
    words = [text.plain[block.start : block.end] for block in text.blocks]
    regions = _report_regions(words) if is_report(words) else _minutes_regions(text.blocks, words)
    return replace(
        text,
        blocks=tuple(
            block if block.region is not None else block.within(region)
            for block, region in zip(text.blocks, regions, strict=True)
        ),
    )


def is_report(words: Sequence[str]) -> bool:
    """Whether the blocks are a report to a meeting and not its minutes: report marks, and nothing that only minutes
    say."""
    marks = sum(1 for part in words if REPORT.match(part.lstrip("0123456789. \u00a0\t")))
    return marks >= 2 and not any(_label(part) == "minutes" or RESOLVED.match(part) for part in words)


def _report_regions(words: Sequence[str]) -> list[Region]:
    regions: list[Region] = []
    for part in words:
        if PAGE_HEAD.fullmatch(part):
            regions.append("label")
        elif CONTACT.match(part):
            regions.append("contact")
        else:
            regions.append("report")
    return regions


def _minutes_regions(blocks: Sequence[Block], words: Sequence[str]) -> list[Region]:
    """Walk through the blocks in order; a label rules what follows until the next label or the next item's title."""
    labelled = any(_label(part) in ("minutes", "decision") for part in words)
    regions: list[Region] = []
    current: Region | None = None
    ruled, above = 0, None
    for index, (block, part) in enumerate(zip(blocks, words, strict=True)):
        begins = block.kind == "heading" or ITEM_LINE.fullmatch(part) is not None
        if current is not None and (begins or _is_next_item(blocks[ruled:index], above, block, part)):
            current = None
        label = _label(part)
        if label is not None:
            if current is None:
                ruled, above = index, _last_number(blocks[:index])
            current = label
            regions.append("label")
            continue
        is_field = index < FIELD_BLOCKS and FIELD.fullmatch(part) is not None
        fixed = "contact" if is_field else _by_wording(part, block) or _goes_on(words, regions)
        if fixed is not None:
            regions.append(fixed)
            if fixed == "title":
                current = None
            continue
        regions.append(_by_position(index, part, words, regions, current, labelled=labelled))
    return regions


def _is_next_item(ruled: Sequence[Block], above: int | None, block: Block, part: str) -> bool:
    """Whether a numbered line goes on from the number above a label, and not from the list in the blocks that the label
    has ruled so far: it begins the next item."""
    if above is None or _number(block) != above + 1 or part.rstrip().endswith((".", ";", ":", ",", " and")):
        return False
    return _last_number(ruled) != above


def _last_number(blocks: Sequence[Block]) -> int | None:
    return next((found for one in reversed(blocks) if (found := _number(one)) is not None), None)


def _number(block: Block) -> int | None:
    """The whole number with which a block is marked, None where it is marked otherwise or not at all."""
    match = WHOLE_NUMBER.fullmatch(block.marker or "")
    return int(match[1]) if match else None


def _label(part: str) -> Region | None:
    if len(part) > LONGEST_LABEL:
        return None
    for pattern, region in LABEL:
        if pattern.fullmatch(part):
            return region
    return "report" if wording("beside-decision").match(part) else None


def _by_wording(part: str, block: Block) -> Region | None:
    if len(part) <= LONGEST_LABEL and PAGE_HEAD.fullmatch(part):
        return "label"
    if _is_title(part):
        return "title"
    if len(part) < LONGEST_CONTACT and CONTACT.match(part):
        return "contact"
    if ATTENDANCE.match(part) or wording("attendance-heading").match(part):
        return "attendance"
    if len(part) < LONGEST_VOTE and wording("vote-line").match(part):
        return "vote"
    if wording("question-block").match(part) and not wording("answer-within").search(part):
        return "question"
    return None


def _is_title(part: str) -> bool:
    """Whether a block is a meeting's heading on an issue's page, or an item's title with the size of its file."""
    # The ending is looked at first: few blocks have it, and all of a block would be searched for what stands before it.
    return MEETING_HEAD.match(part) is not None or (
        part.rstrip()[-2:].lower() in FILE_UNITS and FILE_SIZE.search(part) is not None
    )


def _goes_on(words: Sequence[str], regions: Sequence[Region]) -> Region | None:
    """The region of the next block where it goes on from the one before: a field under its label, a list of names under
    "Present", a motion that is read out in quotation marks and has not ended."""
    place = len(regions)
    if place == 0:
        return None
    part, before, region = words[place], words[place - 1], regions[place - 1]
    if region == "contact" and FIELD.fullmatch(before) and len(part) < LONGEST_CONTACT:
        return "contact"
    if region == "attendance" and _under_heading(words, regions) and _is_name_list(part):
        return "attendance"
    opened = part.startswith(("“", '"')) and wording("motion-lead-in").search(before) is not None
    # A quotation mark that nothing closes must not swallow the minutes.
    short = any(one != "motion" for one in regions[-LONGEST_MOTION:])
    went_on = region == "motion" and short and not before.rstrip(" .;").endswith(("”", '"'))
    return "motion" if opened or went_on else None


def _under_heading(words: Sequence[str], regions: Sequence[Region]) -> bool:
    """Whether the attendance that the last block belongs to began with a heading of its own."""
    first = len(regions) - 1
    while first and regions[first - 1] == "attendance" and not wording("attendance-heading").match(words[first]):
        first -= 1
    return wording("attendance-heading").match(words[first]) is not None


def _is_name_list(part: str) -> bool:
    return len(part) < LONGEST_NAMES and not NUMBERED.match(part) and not wording("said-in-a-sentence").search(part)


def _by_position(
    index: int, part: str, words: Sequence[str], regions: Sequence[Region], current: Region | None, *, labelled: bool
) -> Region:
    if current == "documents":
        return "documents"
    if current is not None:
        return current
    before = regions[index - 1] if index else None
    page_head = index > 0 and regions[0] == "label" and PAGE_HEAD.fullmatch(words[0]) is not None
    if (
        index == 0
        and not MINUTES_WORDS.search(part)
        and len(part) < 150
        and len(words) > 1
        and part[-1:] not in ".:;-–—"
    ):
        return "title"
    if page_head and before == "label" and index == 1:
        return "title"
    if before in ("title", "purpose") and PURPOSE.match(part.lstrip("(")):
        return "purpose"
    if labelled and page_head and before in ("title", "purpose") and _label_ahead(words, index):
        return "purpose"
    return "minutes"


def _label_ahead(words: Sequence[str], index: int) -> bool:
    """Whether a "Minutes:" or "Decision:" label stands ahead, before the next item's title."""
    for part in words[index + 1 :]:
        label = _label(part)
        if label in ("minutes", "decision"):
            return True
        if _is_title(part):
            return False
    return False

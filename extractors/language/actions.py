"""Actions: tasks that the minute-taker wrote down as such, by a label, in a list of actions, or in note form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.decision_limbs import style
from extractors.language.decision_tasks import task_behind
from extractors.language.doers import by_agent
from extractors.language.engine import Passage, Sentence
from extractors.language.owners import (
    INITIALS,
    NAME,
    TITLE,
    clean,
    is_one_role,
    is_person,
    owner_at_end,
    split_owners,
    subject,
)
from extractors.language.prefilter import Prefilter, Screened, prefilter, screened
from extractors.language.promise_clauses import LONG_SENTENCE, OPENING
from extractors.language.rules import word_lists
from extractors.language.task_fields import fields_behind, fields_within, joined
from extractors.language.wordings import begins, sought, wording
from models.frozen import frozen
from models.text import Text
from models.vocabulary import Confidence


@frozen
class Action:
    """A task: offsets into `Text.plain`, its owners as written, and the rule that found it. `due` are the words that
    stand apart from the task and say by when, None where none do."""

    start: int
    end: int
    owner: tuple[str, ...]
    rule: str
    confidence: Confidence
    due: str | None = None


# One of these begins whatever the wording "action-label-words" matches.
LABEL_BEGINS = ("A", "a", "(", "[")
OWNER = rf"(?:{INITIALS}|{NAME}|[Aa]ll(?: [A-Z]?[a-z]+s)?|[Cc]lerk|[Cc]hair(?:man)?|[Oo]fficers)"
SEVERAL = rf"{OWNER}(?:\s*(?:[/&,;+]|\band\b)\s*{OWNER}){{0,5}}"
OWNER_ONLY = re.compile(rf"{SEVERAL}\.?$")
DEED_AND_WHOM = re.compile(rf"(?P<deed>[A-Z]?[a-z]+)\s+(?:[a-z]|{TITLE}\b)")
MOST_OWNER_WORDS = 8
# In a list of tasks: "LM – phone company quote".
OWNER_FIRST = re.compile(
    rf"(?P<named>{INITIALS}(?:\s*[/&,]\s*{INITIALS})*|{TITLE}\s+[A-Z][\w'’-]*|Clerk|Chair(?:man)?)\s*(?::|\s[–—-])\s+"
)
# Behind a task: an owner in brackets, after a dash or a colon, or initials alone.
TRAILING = re.compile(
    rf"\s*(?:(?:\(|\s[–—-]\s*|:\s+)(?P<named>{SEVERAL})(?:\s+[–-]\s+[^)]*)?\)?|\s(?P<initials>{INITIALS}(?:\s*[/&,]\s*{INITIALS})*))\s*\.?\s*$"
)
MOST_TRAILING_WORDS = 5
LEAST_TASK_WORDS = 3
# A clause in note form may begin here: behind a topic, a colon, a dash, a comma, a full stop or a bracket.
CLAUSE_BEGINS = re.compile(
    r"(?:[:;–—]|\s-|,|\.)\s+(?:and\s+)?|\((?=[A-Z])|\band\s+(?=the\s|[Cc]lerk\s+to\s|(?:[A-Z][\w'’&-]*\s+){1,4}to\s)"
    rf"|(?<=[a-z])\s+(?:and\s+)?(?={INITIALS}\s+(?:(?:and|&)\s+{INITIALS}\s+)?to\s)"
)
# Characters: no heading over a list of tasks is longer.
LONGEST_HEADING = 80
DASH = re.compile(r"\s[–—-]\s+")
SEMICOLON = re.compile(r";\s+")
JOINT = re.compile(r";\s+|,?\s+and\s+")
MODAL = re.compile(r"[^;]{2,60}?\b(?:would|will)\b")
# What runs into a task without a stop: "Trees in Playing Field RB to report".
TOPIC = re.compile(r"(?:(?:[A-Z][\w'’-]*|in|of|the|and|at|for|on|&|[–-])\s+){1,8}")
TWO_INITIALS = re.compile(r"[A-Z]{2}\s+to\b")
PAST = re.compile(r"[a-z]\w*ed\b")
BEHIND_STOP = re.compile(r"[;,–-]\s*(?:and\s+)?$|[:.(]\s*$")


@cache
def _owner_to() -> Screened:
    """An owner at the clause's beginning, then "to" and a deed: "Clerk to chase", "PL & DO to meet", "Cllrs X and Y
    to"; or without "to", where the owner can be nobody else."""
    return screened(re.compile(f"^{_owner_and_deed()}"))


@cache
def _note_forms() -> Prefilter:
    """Tells whether a clause may begin so anywhere in a sentence."""
    return prefilter([re.compile(f"(?:^|{CLAUSE_BEGINS.pattern}){_owner_and_deed()}")])


def _owner_and_deed() -> str:
    lists = word_lists()
    heads = any_of(lists["role-heads"] | lists["body-heads"])
    verbs = any_of(word for word in lists["deliver-verbs"] if " " not in word)
    terse = any_of(lists["terse-verbs"])
    nouns = any_of(lists["not-a-verb"] - {","})
    lower = rf"(?:[Tt]he\s+)?(?:[\w'’&-]+\s+){{0,5}}?{heads}s?"
    who = rf"(?:{NAME}|{INITIALS}|[Aa]ll|{lower})"
    several = rf"{who}(?:\s*(?:,|/|&|\band\b)\s*{who}){{0,4}}"
    role = rf"(?:[Tt]he\s+)?(?:(?:[A-Z][\w'’-]*|of|for|and|&)\s+){{0,5}}?(?i:{any_of(lists['role-heads'])})s?"
    clerks = (
        rf"(?:[Tt]he\s+)?(?:(?:[Aa]ssistant\s+|[Pp]arish\s+|[Tt]own\s+)?[Cc]lerk|[Cc]hair(?:man)?|[Cc]aretaker|"
        rf"[Tt]reasurer|{INITIALS}|Cllrs?\s+[A-Z]\w+)"
    )
    adverb = r"(?:(?:now|also|still|then|each)\s+)?"
    return (
        rf"(?:(?:and|but|so)\s+)?(?:"
        rf"(?P<owner>(?:[Tt]he\s+)?{several})'?\s+{adverb}to\s+(?:\w+ly\s+|also\s+|then\s+|re-?)?{verbs}\b"
        rf"|(?P<role>{role}|{INITIALS}(?:\s*(?:/|&|and)\s*{INITIALS})*)\s+{adverb}to\s+(?!{nouns}\b)[a-z]+\b"
        rf"|(?P<bare>{clerks})\s+(?:also\s+)?(?:{terse}|needs\s+to\s+{verbs})\b)"
    )


def actions(text: Text, passages: Sequence[Passage]) -> Iterator[Action]:
    """Give every action, in reading order."""
    heading, listing, marked = wording("action-heading"), False, ""
    for index, passage in enumerate(passages):
        block = passage.block
        if block.region not in ("minutes", "decision"):
            listing = False
            continue
        words = text.plain[block.body : block.end]
        if len(words) <= LONGEST_HEADING and heading.match(words.strip()):
            listing, marked = True, ""
            continue
        if listing:
            # "4. Finance" below tasks with bullets is the next item's title.
            marked = marked or style(block.marker)
            listing = style(block.marker) in ("", marked)
        if listing and (block.marker or block.kind == "row" or _looks_like_task(words)):
            yield from _listed(passages, index)
            continue
        listing = False
        for sentence in passage.sentences:
            if sentence.rules.rules:
                yield from _in_sentence(passages, index, sentence)


def _looks_like_task(words: str) -> bool:
    if _owner_to().match(words) or OWNER_FIRST.match(words):
        return True
    first = re.match(r"\w+", words)
    return first is not None and first[0].lower() in word_lists()["deliver-verbs"]


def _listed(passages: Sequence[Passage], index: int) -> Iterator[Action]:
    for sentence in passages[index].sentences[:1]:
        if not wording("no-action").search(sentence.words) and not begins("task-field", sentence.words):
            first = OWNER_FIRST.match(sentence.words)
            start = sentence.start + (first.end() if first else 0)
            task = _with_fields(passages, index, sentence, Action(start, 0, (), "action-list", "likely"))
            yield task if first is None or task.owner else replace(task, owner=split_owners(first["named"]))


def _with_fields(passages: Sequence[Passage], index: int, sentence: Sentence, action: Action) -> Action:
    """Give a task its end, its owners and the day that stands apart from it."""
    start = action.start - sentence.start
    stop, within = fields_within(sentence.words, start)
    fields = joined(within, fields_behind(passages, index, sentence))
    end, owner = _task_and_owner(sentence.words[:stop], start)
    owner = split_owners(fields.owner) if fields.owner else owner
    return replace(action, end=sentence.start + end, owner=owner, due=fields.due)


def _task_and_owner(words: str, start: int) -> tuple[int, tuple[str, ...]]:
    """Return where the task that begins at `start` ends, and its owners: those who open it, else those behind it, who
    are no part of the task, else by whom it is to be done."""
    match = _owner_to().match(words[start:])
    if match and (owners := _opening_owners(match)):
        return len(words), owners
    within = [_owner_to().match(words[begin.end() :]) for begin in DASH.finditer(words, start)]
    if behind := next((_opening_owners(one) for one in within if one and _can_own(one[0])), ()):
        return len(words), behind
    trailing = TRAILING.search(words, start)
    named = (trailing["named"] or trailing["initials"]) if trailing else None
    if trailing and named and _is_owner_list(named):
        return trailing.start(), split_owners(named)
    modal = re.search(r"\b(?:will|would|shall|is to|are to|should)\b", words[start:])
    return len(words), subject(words[start:], modal.start()) if modal else by_agent(words[start:])


def _opening_owners(match: re.Match[str]) -> tuple[str, ...]:
    named = match["owner"] or match["role"] or match["bare"]
    return (clean(named),) if is_one_role(named) else split_owners(clean(named))


def _is_owner_list(named: str) -> bool:
    owners = split_owners(named)
    return len(named.split()) <= MOST_TRAILING_WORDS * len(owners) and all(is_person(owner) for owner in owners)


def _in_sentence(passages: Sequence[Passage], index: int, sentence: Sentence) -> Iterator[Action]:
    words = sentence.words
    label = begins("action-label-words", words) if words.lstrip().startswith(LABEL_BEGINS) else None
    if label is not None:
        yield from _labelled(passages, index, sentence, label)
        return
    bracketed = wording("action-in-brackets").search(words) if "(" in words or "[" in words else None
    if bracketed is not None and not wording("no-action").search(bracketed["owner"]):
        start, end = _before_bracket(words, bracketed.start())
        owners = split_owners(bracketed["owner"])
        if end > start:
            yield Action(sentence.start + start, sentence.start + end, owners, "action-bracket", "firm")
        return
    families = sentence.rules.families
    found = list(_note_form(sentence)) if "note-form" in families else []
    for task in found:
        yield replace(task, due=fields_behind(passages, index, sentence).due)
    if "to-be-done" in families and not found:
        yield from _to_be_done(passages[index], sentence)


def _before_bracket(words: str, bracket: int) -> tuple[int, int]:
    """Where the task begins and ends that stands before an owner in brackets: the last clause of a long sentence."""
    end = len(words[:bracket].rstrip())
    if len(words.split()) <= LONG_SENTENCE:
        return 0, end
    openings = [match.end() for match in OPENING.finditer(words[:end])]
    return next((place for place in reversed(openings) if len(words[place:end].split()) >= LEAST_TASK_WORDS), 0), end


def _labelled(passages: Sequence[Passage], index: int, sentence: Sentence, label: re.Match[str]) -> Iterator[Action]:
    rest = label["rest"].strip().rstrip(".)] ")
    if wording("no-action").search(rest):
        return
    dated = wording("owner-and-day").match(rest)
    owner, due = (dated["owner"], dated["due"]) if dated else (rest, None)
    if not rest or (OWNER_ONLY.match(owner) and len(owner.split()) <= MOST_OWNER_WORDS and not _is_told_to(owner)):
        before = _sentence_before(passages, index, sentence)
        if rest and before is not None:
            yield Action(before.start, before.end, split_owners(owner), "action-owner-only", "firm", due)
        return
    words, start = sentence.words, label.start("rest")
    while (joint := _joint(words, start)) is not None:
        end, owners = _task_and_owner(words[: joint.start()], start)
        yield Action(sentence.start + start, sentence.start + end, owners, "action-label", "firm")
        start = joint.end()
    task = _with_fields(passages, index, sentence, Action(sentence.start + start, 0, (), "action-label", "firm"))
    named = label["owner"] if label["owner"] and _is_owner_list(label["owner"]) else ""
    yield replace(task, owner=task.owner or split_owners(named))


def _is_told_to(words: str) -> bool:
    """Whether what has capitals like an owner's name tells somebody to do something: "Write to the Head of Parks",
    "Contact Cllr Orme", but "Lead Officer"."""
    told = DEED_AND_WHOM.match(words)
    return told is not None and told["deed"].lower() in word_lists()["deliver-verbs"]


def _sentence_before(passages: Sequence[Passage], index: int, sentence: Sentence) -> Sentence | None:
    """Return the sentence that an owner-only label stands behind."""
    own = passages[index].sentences
    place = own.index(sentence)
    if place > 0:
        return own[place - 1]
    for passage in reversed(passages[max(0, index - 2) : index]):
        if passage.sentences:
            return passage.sentences[-1]
    return None


def _note_form(sentence: Sentence) -> Iterator[Action]:
    """Find "OWNER to V" at the beginning of a sentence or behind a topic, a colon, a dash or a comma; a semicolon parts
    two tasks."""
    words = sentence.words
    if not _note_forms().possible(words):
        return
    end = 0
    for begin in [0, *(match.end() for match in CLAUSE_BEGINS.finditer(words))]:
        start, match = begin, _owner_to().match(words[begin:]) if begin >= end else None
        if match is not None and not _is_task(words, start, match):
            continue
        while match is not None:
            rule = "owner-to" if match["owner"] else "role-to-act" if match["role"] else "terse-deed"
            confidence: Confidence = "firm" if rule == "owner-to" else "likely"
            end, following = _clause(words, start)
            yield Action(sentence.start + start, sentence.start + end, _opening_owners(match), rule, confidence)
            start = len(words) if following is None else following
            match = _owner_to().match(words[start:])


def _is_task(words: str, start: int, match: re.Match[str]) -> bool:
    """Whether an owner and a deed at an offset are a clause of their own, and the owner can be one."""
    if not _can_own(match["owner"] or match["role"] or match["bare"]):
        return False
    before, behind = words[:start], words[start + match.end() :]
    joined = before.endswith(" and ")
    if joined and ((TWO_INITIALS.match(match[0]) and PAST.search(before)) or _follows(words, before)):
        # "the costs were queried and LF to list them": a clause of its own.
        before = ""
    if before and wording("finite-verb").search(before) and not BEHIND_STOP.search(before):
        return False
    if before.endswith(" ") and before[:-1][-1:].isalpha() and not TOPIC.fullmatch(before):
        return False
    deed = match[0].split()[-1] + behind
    return not (wording("finite-verb").match(behind.lstrip()) or sought("procedure").match(deed))


def _follows(words: str, before: str) -> bool:
    """Whether a task joined on behind some words follows from what they decide: nobody is asked in them to do it."""
    task = task_behind(words, 0)
    return task is not None and words[task : len(before)].strip(" ,") == "and"


def _clause(words: str, start: int) -> tuple[int, int | None]:
    """Where a clause in note form ends: with its bracket if it stands in one, before the semicolon behind which a modal
    stands, before another task, else with the sentence. And where that other task begins, None where none follows."""
    close = words.find(")", start) if words[start - 1 : start] == "(" else -1
    if close > 0:
        return close, None
    modal = next((stop for stop in SEMICOLON.finditer(words, start) if MODAL.match(words, stop.end())), None)
    joint = _joint(words, start)
    end = min(stop.start() if stop else len(words) for stop in (modal, joint))
    return end, joint.end() if joint is not None and joint.start() == end else None


def _joint(words: str, start: int) -> re.Match[str] | None:
    """What joins the next task, which has owners of its own, to the one that begins at `start`: a semicolon, or "and"
    where nobody stands before it who could be asked or met with those behind it."""
    for joint in JOINT.finditer(words, start):
        task, rest = words[start : joint.start()], words[joint.end() :]
        match = _owner_to().match(rest)
        if match is None or not _is_task(rest, 0, match):
            continue
        if ";" in joint[0] or not (wording("asks-somebody").search(task) or owner_at_end(task)):
            return joint
    return None


def _can_own(owner: str) -> bool:
    nobody = any(wording("nobody").match(part) for part in re.split(r"\s[–-]\s", owner))
    if nobody or wording("finite-verb").search(owner) or wording("moves-others").search(owner):
        return False
    first = re.split(r",|/|&|\band\b", owner)[0]
    return is_person(first) or re.match(rf"{INITIALS}|All|{TITLE}", owner) is not None


def _to_be_done(passage: Passage, sentence: Sentence) -> Iterator[Action]:
    """ "Stencils to be tried on the north wall.": a sentence without a finite verb, with an owner behind it or none."""
    words = sentence.words
    hit = next(hit for hit in sentence.hits_of("action") if hit.rule.id == "to-be-done")
    place = hit.start - sentence.start
    before, after = words[:place], words[hit.end - sentence.start :]
    finite = wording("finite-before").search(before) or wording("auxiliary").search(after)
    procedure = sought("procedure").match(words[place + len("to ") :]) or wording("procedure-subject").search(before)
    if finite or procedure or not before[:1].isupper():
        return
    end, owner = _task_and_owner(words, 0)
    if owner or words.endswith("."):
        yield Action(sentence.start, sentence.start + end, owner, "to-be-done", "likely")

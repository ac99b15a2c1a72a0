"""Decisions of the meeting: heads ("RESOLVED that", "The Committee agreed to"), their lists of limbs, headless "That
... be ..." paragraphs, carried and lost motions. Proposals in reports and motions have the same shapes and are read
here too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.decision_heads import Opening, clause_starts, decides, is_body, opening
from extractors.language.decision_limbs import (
    LOOSE_END,
    Decision,
    Head,
    after,
    announces,
    head_of,
    inline_limbs,
    limbs,
    style,
)
from extractors.language.decision_wording import FURTHER_DEED, LEAD_ADVERBS, LEADS_LIST, SECOND_CLAUSE, body
from extractors.language.effects import effect_of
from extractors.language.engine import Passage, Sentence
from extractors.language.prefilter import Prefilter, Screened, prefilter, screened
from extractors.language.proposals import quoted_motion, read_block, read_proposal
from extractors.language.rules import word_lists
from extractors.language.wordings import begins, said, sought, wording
from models.text import Text
from models.vocabulary import Effect

# A clause of less than this share of its sentence is quoted alone: the sentence would bury it.
SMALL_CLAUSE = 0.6
LONGEST_TITLE = 80
# Shorter blocks ("Agreed.") say something else each time.
LONG_ENOUGH_TO_REPEAT = 20
# These bodies note as a decision what follows "noted that"; groups and members remark on it.
NOTING = re.compile(r"[Tt]he\b.*\b(?:Committee|Council|Cabinet|Board|Panel|Commission|Executive|Forum)$")
# "All agreed to this, so the Clerk will order it": the outcome is not a part of the decision.
PROPOSER = re.compile(r"\(?(?:proposed|moved|proposer|mover)\b", re.IGNORECASE)
# So many letters stand at most between two sentences.
NEXT_SENTENCE = 4
ON_CONDITION = re.compile(r"\bwould (?:be|like)\b.*\bif\b")
OUTCOME = re.compile(r",?\s+so\s+(?:[A-Z]\w+|the)\s[^.;]*\bwill\b.*$")


def decisions(text: Text, passages: Sequence[Passage]) -> tuple[Decision, ...]:
    """Return every limb of every decision and proposal, in reading order."""
    found: list[Decision] = []
    printed: dict[str, tuple[int, list[Decision]]] = {}
    head: Head | None = None
    before = ""
    for passage in passages:
        words = text.plain[passage.block.start : passage.block.end]
        if passage.block.region == "label":
            labelled = "decision" in words.lower()
            head = Head("resolution", "decided", "", None, formal=True, label=True) if labelled else None
        elif not any(character.isalpha() for character in words):
            # A bullet or a page number on a line of its own parts nothing.
            continue
        elif passage.sentences:
            decided = len(found)
            head = _pass(passage, head, before, found)
            if len(found) > decided:
                printed.setdefault(words, (passage.block.start, found[decided:]))
            elif words in printed and len(words) >= LONG_ENOUGH_TO_REPEAT:
                found.extend(_again(*printed[words], passage.block.start))
        else:
            head = None
        before = words
    return tuple(found)


def _again(start: int, decided: Sequence[Decision], again: int) -> Iterator[Decision]:
    """The decisions of a block that is printed a second time: under "Decision:", then in the minutes."""
    for one in decided:
        yield replace(one, start=one.start - start + again, end=one.end - start + again)


def _pass(passage: Passage, head: Head | None, before: str, found: list[Decision]) -> Head | None:
    """Read one passage under the head in force, and return the head that the next one stands under."""
    quoted = quoted_motion(passage, before, found)
    if not quoted and passage.block.region in ("report", "motion"):
        return read_block(passage, head, found)
    if quoted:
        return head if head is not None and head.label else None
    ruling = head_of(passage, head)
    if ruling is not None:
        found.extend(limbs(passage, ruling))
        return after(ruling, passage)
    if not any(map(_may_decide, passage.sentences)):
        return head if head is not None and head.label else None
    if begins("planning-view", passage.sentences[-1].words):
        found.append(_planning(passage))
        return None
    opened: Head | None = None
    for sentence in passage.sentences:
        opened = _read(passage, sentence, before, found)
    if opened is None:
        opened = _headless(passage, found)
    elif _is_title(before):
        opened = replace(opened, led_by=f"{before}: {opened.led_by}")
    return opened or (head if head is not None and head.label else None)


def _may_decide(sentence: Sentence) -> bool:
    """Whether a sentence under no head may be a decision or lead in some: a part of a word of deciding stands in it, it
    begins as decisions without such do, or its colon parts a topic from a status or leads in a list."""
    return bool(sentence.rules.parts) or ":" in sentence.words or _beginnings().possible(sentence.words) != ()


@cache
def _beginnings() -> Prefilter:
    """How decisions begin that hold no part of a word of deciding."""
    return prefilter([wording(name) for name in ("planning-view", "status-line", "subjunctive")], begin=True)


def _is_title(before: str) -> bool:
    """Whether the block before reads like the title of its item: "13. Items for the next agenda"."""
    return 0 < len(before) <= LONGEST_TITLE and before.rstrip()[-1:] not in ".:;,"


def _read(passage: Passage, sentence: Sentence, before: str, found: list[Decision]) -> Head | None:
    """Read one sentence: a decision said in it is added to `found`; a head whose limbs follow is returned."""
    words = sentence.words
    begun = opening(words) if sentence.holds("head-parts") else None
    if begun is None or not begun.formal:
        proposed, head = read_proposal(sentence, in_report=False, found=found)
        if proposed:
            return head
    if (status := _status(sentence, before)) is not None:
        found.append(status)
    elif (leads := words.rstrip("-–—").endswith(":")) and (comments := begins("comments-list", words)):
        return Head("recommendation", "comments", "", comments["body"], formal=True)
    elif leads and sentence is passage.sentences[-1] and begins("body-list", words):
        return Head("resolution", "body-does", "", words.rstrip(" :-–"), formal=True)
    elif begun is not None:
        return _headed(passage, sentence, begun, found)
    else:
        _unheaded(sentence, before, found)
    return None


def _whole(sentence: Sentence, effect: Effect, rule: str, deciding: str | None, *, formal: bool = False) -> Decision:
    return Decision("resolution", sentence.start, sentence.end, effect, rule, formal=formal, body=deciding)


def _headed(passage: Passage, sentence: Sentence, begun: Opening, found: list[Decision]) -> Head | None:
    words, rest = sentence.words, sentence.words[begun.rest :]
    if wording("earlier").search(words[: begun.rest]):
        return None
    last = sentence is passage.sentences[-1]
    if not rest.strip(" .") and words.rstrip().endswith(".") and not begun.formal:
        found.append(_whole(sentence, "approve", begun.rule, begun.body))
        return None
    leads = last and (not rest.strip() or bool(LEADS_LIST.search(words)) or bool(_is_body_name(rest)))
    lead = rest.strip().rstrip(" :-–—")
    head = Head(begun.kind, begun.rule, lead, begun.body, formal=begun.formal, led_by=words) if leads else None
    if leads and (not lead or announces(words) or _is_body_name(rest)):
        return head
    if begun.that and not begun.formal:
        found.extend(_clauses(sentence, begun))
    else:
        found.extend(_inline(sentence, begun))
    return None if re.search(r"\b(?:with|of|on) the following\b", rest) else head


def _is_body_name(rest: str) -> bool:
    return bool(
        re.fullmatch(r"\s*(?:the\s+)?[A-Z][\w' &-]*(?:Committee|Panel|Board|Cabinet|Council|Executive)[\s:–-]*", rest)
    )


def _inline(sentence: Sentence, begun: Opening) -> list[Decision]:
    """The limbs that stand in the head's own sentence; one alone is quoted with its head."""
    words = sentence.words
    spans = inline_limbs(words, begun.rest)
    if len(spans) == 1:
        _, end = spans[0]
        outcome = None if begun.formal else OUTCOME.search(words, begun.rest)
        end = outcome.start() if outcome else end
        end = loose.start() if (loose := LOOSE_END.search(words, begun.rest, end)) else end
        return _deeds(sentence, begun, end)
    starts = [begun.said if start == begun.rest else start for start, _ in spans]
    return [
        _decision(sentence, begun, start, end, effect_of(words[start:end]))
        for start, (_, end) in zip(starts, spans, strict=True)
    ]


def _deeds(sentence: Sentence, begun: Opening, end: int) -> list[Decision]:
    """The head's own deed, and what the same body does further: "NOTED the report and REQUESTED that it be sent"."""
    words = sentence.words
    further = list(FURTHER_DEED.finditer(words, begun.rest, end)) if begun.note else []
    stops = [*(match.start() for match in further), end]
    said = begun.said if words.startswith("not", begun.said) else begun.rest
    effect: Effect = "note" if begun.note else effect_of(words[said : stops[0]])
    found = [_decision(sentence, begun, _quote_from(words, begun), stops[0], effect)]
    for match, stop in zip(further, stops[1:], strict=True):
        start = match.end()
        found.append(_decision(sentence, begun, start, stop, effect_of(words[start:stop].lower())))
    return found


def _clauses(sentence: Sentence, begun: Opening) -> list[Decision]:
    """The clauses behind "agreed that": each is a decision, an opinion or a promise by itself. What is "resolved" or
    "decided" is decided as a whole where one of its clauses only says why."""
    words = sentence.words
    starts = [begun.rest, *(match.end() for match in SECOND_CLAUSE.finditer(words, begun.rest))]
    ends = [*(match.start() for match in SECOND_CLAUSE.finditer(words, begun.rest)), len(words)]
    spans = list(zip(starts, ends, strict=True))
    clauses = [re.sub(r"^that\s+", "", words[start:end]) for start, end in spans]
    agreed = begun.rule == "agreed"
    deciding = [decides(clause, body=begun.body, impersonal=begun.impersonal and agreed) for clause in clauses]
    if not agreed and not all(deciding):
        return _deeds(sentence, begun, len(words))
    return [
        _decision(sentence, begun, _quote_from(words, begun) if start == begun.rest else start, end, effect_of(clause))
        for (start, end), clause, decided in zip(spans, clauses, deciding, strict=True)
        if decided
    ]


def _quote_from(words: str, begun: Opening) -> int:
    """Where the quote of a decision begins: at its sentence, or at its clause where that is a small part of it."""
    if "seconded by" in words[: begun.start]:
        return 0
    if begun.formal and not begun.impersonal and begun.body is None:
        return begun.start
    return begun.start if len(words) - begun.start < SMALL_CLAUSE * len(words) else 0


def _decision(sentence: Sentence, begun: Opening, start: int, end: int, effect: Effect) -> Decision:
    begin = sentence.start + start
    return Decision(begun.kind, begin, sentence.start + end, effect, begun.rule, formal=begun.formal, body=begun.body)


def _status(sentence: Sentence, before: str) -> Decision | None:
    """A status word that stands alone or behind its topic: "Agreed.", "To review the plan: Reviewed and updated." """
    words = sentence.words
    if words.isupper() and words.strip(".") in ("AGREED", "NOTED"):
        return None
    topic = max(words.rfind(": "), words.rfind(":- "))
    start = 0 if begins("status-line", words) else words.index(" ", topic) + 1 if topic > 0 else None
    if start is None or not wording("status-line").match(words[start:]):
        return None
    effect = "note" if wording("minutes-title").search(words[:start] or before) else _status_effect(words[start:])
    begin = sentence.start + start
    return Decision("resolution", begin, sentence.end, effect, "status-line", formal=False)


def _status_effect(words: str) -> Effect:
    if re.match(r"(?:received|duly noted|noted|circulated|approval\b.*proposed by)", words, re.IGNORECASE):
        return "note"
    return "defer" if re.search(r"\b(?:deferred|re-agenda|next agenda)\b", words, re.IGNORECASE) else "approve"


def _unheaded(sentence: Sentence, before: str, found: list[Decision]) -> None:
    """Recognise a decision that has no head word: a body's own deed, a motion's fate, minutes taken as read."""
    words = sentence.words
    if not sentence.holds("deciding-parts"):
        return
    if "?" in words or ("would" in words and ON_CONDITION.search(words)):
        return
    if PROPOSER.match(words) and found and 0 <= sentence.start - found[-1].end <= NEXT_SENTENCE:
        # "RESOLVED: to paint the slip. Proposed by Cllr Orme, all in favour.": how the decision before it came about.
        return
    fate = None if words.rstrip().endswith(":") else said("motion-fate", words)
    if fate and not wording("earlier").search(words[: fate.end()]):
        effect: Effect = "other" if said("lost", words) else "approve"
        # "These were approved" under the title of the last meeting's minutes takes note of them.
        effect = "note" if "noted" in words.lower() or wording("minutes-title").search(before) else effect
        found.append(_whole(sentence, effect, "motion-fate", None))
    elif said("minutes-taken", words) and not re.search(r"\bhad been|wherein\b", words):
        found.append(_whole(sentence, "note", "minutes-taken", None))
    elif sought("planning-sentence").match(words):
        found.append(_whole(sentence, effect_of(words), "planning-view", None))
    elif begins("paper-noted", words):
        found.append(_whole(sentence, "note", "passive-decision", None))
    elif not said("earlier", words) and not _body_does(sentence, found) and sought("passive-decision").match(words):
        found.append(_whole(sentence, effect_of(words), "passive-decision", None))


def _body_does(sentence: Sentence, found: list[Decision]) -> bool:
    words = sentence.words
    if not _deed_pattern().may_stand(words):
        return False
    match = next((one for start in clause_starts(words) if (one := _deed_pattern().match(words, start))), None)
    if match is None or not is_body(match["body"]):
        return False
    note = match["verb"].lower() in word_lists()["body-notes"]
    said_that = re.match(r"\s+that\b", words[match.end() :]) is not None
    if wording("weak-deed").match(words, match.end()) or (said_that and not (note and NOTING.match(match["body"]))):
        return False
    cuts = [match.end() for match in FURTHER_DEED.finditer(words, match.end())]
    ends = [*(match.start() for match in FURTHER_DEED.finditer(words, match.end())), len(words)]
    first = match.start()
    for start, end in zip([first, *cuts], ends, strict=True):
        effect: Effect = "note" if note and start == first else effect_of(words[start:end])
        span = (sentence.start + start, sentence.start + end)
        found.append(Decision("resolution", *span, effect, "body-does", formal=False, body=match["body"]))
    return True


@cache
def _deed_pattern() -> Screened:
    deeds = any_of(word_lists()["body-deeds"])
    return screened(
        re.compile(
            rf"(?:(?:Thereafter|Thereupon|Accordingly|After"
            rf"|Following)\b[^.;,]{{0,80}},\s+)?(?P<body>{body()})\s+{LEAD_ADVERBS}"
            rf"(?:(?:received|considered|discussed|reviewed|debated)\s+and\s+{LEAD_ADVERBS})?(?P<verb>(?i:{deeds}))\b"
        )
    )


def _planning(passage: Passage) -> Decision:
    """The whole block: the application and, last, what the body says of it."""
    effect: Effect = "approve" if re.match(r"Support|Approve|Agree", passage.sentences[-1].words) else "other"
    end = passage.sentences[-1].end
    return Decision("resolution", passage.sentences[0].start, end, effect, "planning-view", formal=False)


def _headless(passage: Passage, found: list[Decision]) -> Head | None:
    """A paragraph "That ... be ..." that has lost its head; the list that goes on behind it is its list."""
    sentence = passage.sentences[0]
    if passage.block.region not in ("minutes", "decision") or not begins("subjunctive", sentence.words):
        return None
    if begins("past-clause", sentence.words):
        return None
    head = Head("resolution", "headless", "", None, formal=True)
    found.extend(limbs(passage, head))
    marked = style(passage.block.marker)
    return replace(after(head, passage), style=marked) if marked else None

"""Decisions of the meeting: heads ("RESOLVED that", "The Committee agreed to"), their lists of limbs, headless "That
... be ..." paragraphs, carried and lost motions. Proposals in reports and motions have the same shapes and are read
here too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.decided_elsewhere import without_told
from extractors.language.decision_heads import Opening, clause_starts, decides, first_head, is_body, is_earlier
from extractors.language.decision_limbs import (
    OWNED,
    Decision,
    Head,
    after,
    announces,
    head_of,
    inline_limbs,
    leads_list,
    limbs,
    loose_end,
    style,
)
from extractors.language.decision_statuses import status
from extractors.language.decision_tasks import task_behind
from extractors.language.decision_terms import with_terms
from extractors.language.decision_wording import FURTHER_DEED, LEAD_ADVERBS, OF_THE_FOLLOWING, SECOND_CLAUSE, body
from extractors.language.effects import effect_of
from extractors.language.engine import Passage, Sentence
from extractors.language.prefilter import Prefilter, prefilter
from extractors.language.proposals import QUOTES, quoted_motion, read_block, read_proposal, with_advice
from extractors.language.rules import word_lists
from extractors.language.wordings import Together, begins, quick, together, wording
from models.text import Text
from models.vocabulary import Effect

# A clause of less than this share of its sentence is quoted alone: the sentence would bury it.
SMALL_CLAUSE = 0.6
LONGEST_TITLE = 80
# Of these lists of parts of words one stands in whatever decides or proposes.
PARTS = frozenset({"head-parts", "proposal-parts", "deciding-parts"})
# Shorter blocks ("Agreed.") say something else each time.
LONG_ENOUGH_TO_REPEAT = 20
# These bodies note as a decision what follows "noted that"; groups and members remark on it.
NOTING = re.compile(r"[Tt]he\b.*\b(?:Committee|Council|Cabinet|Board|Panel|Commission|Executive|Forum)$")
PROPOSER = re.compile(r"\(?(?:proposed|moved|proposer|mover)\b", re.IGNORECASE)
NUMBERED_TITLE = re.compile(r"(?P<number>\d{1,3})\s+[A-Z][^.;:]{2,80}(?<!,)")
LEADING_NUMBER = re.compile(r"\(?(?P<number>\d{1,3})\b")
# So many letters stand at most between two sentences.
NEXT_SENTENCE = 4
OUTCOMES = ("Outcome", "OUTCOME", "Agreed outcome", "Agreed Outcome", "AGREED OUTCOME")
PASSIVES = ("passive-decision", "bare-passive", "paper-agreed")
SUBJUNCTIVE_BEGINS = ("That", "THAT", "that", "T ")
ON_CONDITION = re.compile(r"\bwould (?:be|like)\b.*\bif\b")
BODY_NAME = re.compile(r"\s*(?:the\s+)?[A-Z][\w' &-]*(?:Committee|Panel|Board|Cabinet|Council|Executive)[\s:–-]*")
# "..., copies of which had been circulated, ...": nothing was decided before.
PAST_OR_WHEREIN = re.compile(r"\bhad been(?! (?:\w+ly )?(?:circulated|sent|issued|published))|wherein\b")
SAID_THAT = re.compile(r"\s+that\b")
# "All agreed to this, so the Clerk will order it": the outcome is not a part of the decision.
OUTCOME = re.compile(r",?\s+so\s+(?:[A-Z]\w+|the)\s[^.;]*\bwill\b.*$")


def decisions(text: Text, passages: Sequence[Passage], *, committee: str | None = None) -> tuple[Decision, ...]:
    """Return every limb of every decision and proposal, in reading order. `committee` is the body that met, as the
    minutes call it, None where that is not known."""
    found: list[Decision] = []
    printed: dict[str, tuple[int, list[Decision]]] = {}
    head: Head | None = None
    before = ""
    for passage in passages:
        block = passage.block
        words = text.plain[block.start : block.end]
        if head is not None and head.label and head.taken and _begins_item(words, before):
            head = None
        if block.region == "label":
            labelled = "decision" in words.lower()
            head = Head("resolution", "decided", "", None, formal=True, label=True) if labelled else None
        elif not (words[:1].isalpha() or any(map(str.isalpha, words))):
            # A bullet or a page number on a line of its own parts nothing.
            continue
        elif passage.sentences:
            decided = len(found)
            # Where the region ends that a label rules, the minutes go on.
            ruling = None if head is not None and head.label and block.region == "minutes" else head
            head = _pass(passage, ruling, before, found)
            if len(found) > decided:
                printed.setdefault(words, (block.start, found[decided:]))
            elif len(words) >= LONG_ENOUGH_TO_REPEAT and words in printed:
                found.extend(_again(*printed[words], block.start))
        else:
            head = None
        before = words
    return with_advice(text, passages, with_terms(passages, without_told(text, found)), committee)


def _begins_item(words: str, before: str) -> bool:
    """Whether a block is the numbered title of the next item ("64 Petition") and no limb that goes on with the number
    of the block before."""
    title, last = NUMBERED_TITLE.fullmatch(words), LEADING_NUMBER.match(before)
    return title is not None and (last is None or int(title["number"]) != int(last["number"]) + 1)


def _again(start: int, decided: Sequence[Decision], again: int) -> Iterator[Decision]:
    """The decisions of a block that is printed a second time: under "Decision:", then in the minutes."""
    for one in decided:
        yield replace(one, start=one.start - start + again, end=one.end - start + again)


def _pass(passage: Passage, head: Head | None, before: str, found: list[Decision]) -> Head | None:
    """Read one passage under the head in force, and return the head that the next one stands under."""
    quoted = passage.sentences[0].words.startswith(QUOTES) and quoted_motion(passage, before, found)
    if not quoted and passage.block.region in ("report", "motion"):
        return read_block(passage, head, found)
    if quoted:
        return head if head is not None and head.label else None
    if head is not None and (ruling := head_of(passage, head)) is not None:
        found.extend(limbs(passage, ruling))
        return after(ruling, passage)
    worth_reading = [_may_decide(sentence) for sentence in passage.sentences]
    if True not in worth_reading:
        return head if head is not None and head.label else None
    if begins("planning-view", passage.sentences[-1].words):
        found.append(_planning(passage))
        return None
    opened: Head | None = None
    for sentence, worth in zip(passage.sentences, worth_reading, strict=True):
        opened = _read(passage, sentence, before, found) if worth else None
    if opened is None:
        opened = _headless(passage, found)
    elif _is_title(before):
        opened = replace(opened, led_by=f"{before}: {opened.led_by}")
    return opened or (head if head is not None and head.label else None)


def _may_decide(sentence: Sentence) -> bool:
    """Whether a sentence under no head may be a decision or lead in some: a part of a word of deciding stands in it,
    its colon parts a topic from a status or leads in a list, it tells the outcome, or it is a "That ... be ..." that
    has lost its head."""
    words, parts = sentence.words, sentence.rules.parts
    holds_sign = (bool(parts) and not parts.isdisjoint(PARTS)) or ":" in words
    return holds_sign or words.startswith(OUTCOMES) or _is_subjunctive(words)


def _is_subjunctive(words: str) -> bool:
    return words.startswith(SUBJUNCTIVE_BEGINS) and begins("subjunctive", words) is not None


def _is_title(before: str) -> bool:
    """Whether the block before reads like the title of its item: "13. Items for the next agenda"."""
    return 0 < len(before) <= LONGEST_TITLE and before.rstrip()[-1:] not in ".:;,"


def _read(passage: Passage, sentence: Sentence, before: str, found: list[Decision]) -> Head | None:
    """Read one sentence: a decision said in it is added to `found`; a head whose limbs follow is returned."""
    if sentence.words.startswith(OUTCOMES) and (label := begins("outcome-label", sentence.words)):
        sentence = replace(sentence, start=sentence.start + label.end(), words=sentence.words[label.end() :])
        if begins("outcome-deed", sentence.words):
            found.append(_whole(sentence, effect_of(sentence.words), "decided", None, formal=True))
            return None
    words = sentence.words
    begun = first_head(words) if sentence.holds("head-parts") else None
    if begun is None or not begun.formal:
        proposed, head = read_proposal(sentence, in_report=False, found=found)
        if proposed:
            return head
    if (stated := status(sentence, before)) is not None:
        found.append(stated)
    elif (leads := words.rstrip("-–—").endswith(":")) and (comments := begins("comments-list", words)):
        return Head("recommendation", "comments", "", comments["body"], formal=True)
    elif leads and sentence is passage.sentences[-1] and begins("body-list", words):
        return Head("resolution", "body-does", "", words.rstrip(" :-–"), formal=True)
    elif begun is not None:
        return _headed(passage, sentence, begun, found)
    else:
        _unheaded(_without_task(sentence, 0), before, found)
    return None


def _without_task(sentence: Sentence, start: int) -> Sentence:
    """A sentence without the task behind what is decided from `start` on, which is a record of its own."""
    task = task_behind(sentence.words, start)
    return sentence if task is None else replace(sentence, end=sentence.start + task, words=sentence.words[:task])


def _whole(sentence: Sentence, effect: Effect, rule: str, deciding: str | None, *, formal: bool = False) -> Decision:
    return Decision("resolution", sentence.start, sentence.end, effect, rule, formal=formal, body=deciding)


def _headed(passage: Passage, sentence: Sentence, begun: Opening, found: list[Decision]) -> Head | None:
    if quick("earlier").search(sentence.words[: begun.rest]):
        return None
    sentence = _without_task(sentence, begun.rest)
    words, rest = sentence.words, sentence.words[begun.rest :]
    if not rest.strip(" .") and words.rstrip().endswith(".") and not begun.formal:
        found.append(_whole(sentence, "approve", begun.rule, begun.body))
        return None
    head = _leading(begun, sentence, rest) if sentence is passage.sentences[-1] else None
    if head is not None and (not head.lead or announces(words) or BODY_NAME.fullmatch(rest)):
        return head
    if begun.that and not begun.formal:
        found.extend(_clauses(sentence, begun))
    else:
        found.extend(_inline(sentence, begun))
    return None if head is None or OF_THE_FOLLOWING.search(rest) else head


def _leading(begun: Opening, sentence: Sentence, rest: str) -> Head | None:
    """The head of the list that the last sentence of a block leads in with `rest`, None where it leads in none."""
    if rest.endswith("."):
        # Most do: a list is led in by a colon, a dash, the name of a body or nothing.
        return None
    if not (not rest.strip() or leads_list(sentence.words) or BODY_NAME.fullmatch(rest)):
        return None
    lead, said = rest.strip().rstrip(" :-–—"), (sentence.start, sentence.end)
    return Head(begun.kind, begun.rule, lead, begun.body, formal=begun.formal, led_by=sentence.words, said=said)


def _inline(sentence: Sentence, begun: Opening) -> list[Decision]:
    """The limbs that stand in the head's own sentence; one alone is quoted with its head."""
    words = sentence.words
    spans = inline_limbs(words, begun.rest)
    if len(spans) == 1:
        _, end = spans[0]
        outcome = OUTCOME.search(words, begun.rest) if not begun.formal and "will" in words else None
        end = outcome.start() if outcome else end
        end = begun.rest + loose_end(words[begun.rest : end])
        return _deeds(sentence, begun, end)
    promised = [begun.impersonal and not begun.formal and _is_promise(words[start:end]) for start, end in spans]
    starts = [begun.said if start == begun.rest else start for start, _ in spans]
    return [
        _decision(sentence, begun, start, end, effect_of(words[start:end]))
        for start, (_, end), elsewhere in zip(starts, spans, promised, strict=True)
        if not elsewhere
    ]


def _is_promise(limb: str) -> bool:
    """Whether a limb behind "it was agreed to" is what somebody promises: "and that the Clerk would write"."""
    return limb.startswith("that ") and not decides(limb.removeprefix("that "), impersonal=True)


def _deeds(sentence: Sentence, begun: Opening, end: int) -> list[Decision]:
    """The head's own deed, and what the same body does further: "NOTED the report and REQUESTED that it be sent"."""
    words = sentence.words
    # "agreed the dues and asked for a list": neither "to" nor "that" holds what is further done.
    agreed = begun.rule == "agreed" and begun.said == begun.rest and not begun.formal
    further = list(FURTHER_DEED.finditer(words, begun.rest, end)) if (begun.note or agreed) and "and" in words else []
    stops = [*(match.start() for match in further), end]
    said = begun.said if words.startswith("not", begun.said) else begun.rest
    effect: Effect = "note" if begun.note else effect_of(words[said : stops[0]])
    found = [_decision(sentence, begun, _quote_from(words, begun), stops[0], effect)]
    for match, stop in zip(further, stops[1:], strict=True):
        start = match.end()
        found.append(_decision(sentence, begun, start, stop, effect_of(words[start:stop].lower())))
    return found


def _clauses(sentence: Sentence, begun: Opening) -> list[Decision]:
    """The clauses behind "agreed that": each is a decision, an opinion or a promise by itself. What is "resolved",
    "decided" or voted on is decided as a whole where one of its clauses only says why."""
    words = sentence.words
    starts = [begun.rest, *(match.end() for match in SECOND_CLAUSE.finditer(words, begun.rest))]
    ends = [*(match.start() for match in SECOND_CLAUSE.finditer(words, begun.rest)), len(words)]
    spans = list(zip(starts, ends, strict=True))
    clauses = [re.sub(r"^that\s+", "", words[start:end]) for start, end in spans]
    agreed = begun.rule == "agreed" and not begun.voted
    deciding = [decides(clause, impersonal=begun.impersonal and agreed) for clause in clauses]
    if not all(deciding) and not agreed and (any(deciding) or not begun.voted):
        return _deeds(sentence, begun, len(words))
    return [
        _decision(sentence, begun, _quote_from(words, begun) if start == begun.rest else start, end, effect_of(clause))
        for (start, end), clause, decided in zip(spans, clauses, deciding, strict=True)
        if decided
    ]


def _quote_from(words: str, begun: Opening) -> int:
    """Where the quote of a decision begins: at its sentence, or at its clause where that is a small part of it."""
    if begun.start == 0:
        return 0
    if "seconded by" in words[: begun.start]:
        return 0
    if begun.formal and not begun.impersonal and begun.body is None:
        return begun.start
    return begun.start if len(words) - begun.start < SMALL_CLAUSE * len(words) else 0


def _decision(sentence: Sentence, begun: Opening, start: int, end: int, effect: Effect) -> Decision:
    span = (sentence.start + start, sentence.start + end)
    named = begun.body if effect in OWNED else None
    return Decision(begun.kind, *span, effect, begun.rule, formal=begun.formal, body=named)


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
    standing = _without_head().standing(words)
    fate = _fate(words) if "motion-fate" in standing else None
    if fate and not wording("earlier").search(words[: fate.end()]):
        effect: Effect = "other" if wording("lost").search(words) else "approve"
        # "These were approved" under the title of the last meeting's minutes takes note of them.
        effect = "note" if "noted" in words.lower() or wording("minutes-title").search(before) else effect
        found.append(_whole(sentence, effect, "motion-fate", None))
    elif "minutes-taken" in standing and wording("minutes-taken").search(words) and not PAST_OR_WHEREIN.search(words):
        found.append(_whole(sentence, "note", "minutes-taken", None))
    elif "planning-sentence" in standing and begins("planning-sentence", words):
        found.append(_whole(sentence, effect_of(words), "planning-view", None))
    elif "paper-noted" in standing and begins("paper-noted", words):
        found.append(_whole(sentence, "note", "passive-decision", None))
    elif "earlier" in standing and is_earlier(words):
        return
    elif not _body_does(sentence, found) and any(begins(name, words) for name in PASSIVES if name in standing):
        found.append(_whole(sentence, effect_of(words), "passive-decision", None))


@cache
def _without_head() -> Together:
    return together("motion-fate", "minutes-taken", "earlier", "planning-sentence", "paper-noted", *PASSIVES)


def _fate(words: str) -> re.Match[str] | None:
    return None if words.rstrip().endswith(":") else wording("motion-fate").search(words)


def _body_does(sentence: Sentence, found: list[Decision]) -> bool:
    words = sentence.words
    if not _deed_scan().possible(words):
        return False
    match = next((one for start in clause_starts(words) if (one := _deed_pattern().match(words, start))), None)
    if match is None or not is_body(match["body"]):
        return False
    note = match["verb"].lower() in word_lists()["body-notes"]
    said_that = SAID_THAT.match(words, match.end()) is not None
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
def _deed_scan() -> Prefilter:
    return prefilter([_deed_pattern()])


@cache
def _deed_pattern() -> re.Pattern[str]:
    deeds = any_of(word_lists()["body-deeds"])
    return re.compile(
        rf"(?:(?:Thereafter|Thereupon|Accordingly|After"
        rf"|Following)\b[^.;,]{{0,80}},\s+|By\s+(?:a\s+majority|\w+\s+votes?)\b[^.;:]{{0,40}}?,?\s+)?(?P<body>{body()})\s+{LEAD_ADVERBS}"
        rf"(?:(?:received|considered|discussed|reviewed|debated|thanked|welcomed)\s+(?:[^.;:,]{{3,80}}?\s+)?and\s+{LEAD_ADVERBS})?(?P<verb>(?i:{deeds}))\b"
    )


def _planning(passage: Passage) -> Decision:
    """The whole block: the application and, last, what the body says of it."""
    effect: Effect = "approve" if re.match(r"Support|Approve|Agree", passage.sentences[-1].words) else "other"
    end = passage.sentences[-1].end
    return Decision("resolution", passage.sentences[0].start, end, effect, "planning-view", formal=False)


def _headless(passage: Passage, found: list[Decision]) -> Head | None:
    """A paragraph "That ... be ..." that has lost its head; the list that goes on behind it is its list."""
    sentence = passage.sentences[0]
    if passage.block.region not in ("minutes", "decision") or not _is_subjunctive(sentence.words):
        return None
    if begins("past-clause", sentence.words):
        return None
    head = Head("resolution", "headless", "", None, formal=True)
    found.extend(limbs(passage, head))
    marked = style(passage.block.marker)
    return replace(after(head, passage), style=marked) if marked else None

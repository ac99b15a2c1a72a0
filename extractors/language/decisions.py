"""Decisions of the meeting: heads ("RESOLVED that", "The Committee agreed to"), their lists of limbs, headless "That ... be
..." paragraphs, carried and lost motions. Proposals in reports and motions have the same shapes and are read here too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.language.decision_wording import (
    BARE_SUBJUNCTIVE,
    BODY_DOES,
    BODY_WILL,
    CLAUSE,
    DEED,
    FURTHER,
    INLINE_LIMB,
    LEAD_ADVERBS,
    LIMB_LEAD,
    MINUTES_TAKEN,
    MOTION_FATE,
    NOT_HEAD,
    OPINION,
    OPINION_WOULD,
    PASSIVE,
    PLANNING,
    PROPOSAL_HEAD,
    PROPOSED,
    STATUS_LINE,
    STOP,
    SUBJUNCTIVE,
    body,
    head_pattern,
)
from extractors.language.effects import effect_of
from extractors.language.engine import Passage, Sentence
from extractors.language.rules import word_lists
from models.text import Text
from models.vocabulary import Effect, Kind


@dataclass(frozen=True, slots=True)
class Decision:
    """A limb found: offsets into `Text.plain`, its effect, and the body that its head names (None where it names none)."""

    kind: Kind
    start: int
    end: int
    effect: Effect | None
    rule: str
    formal: bool
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A decision head in force: the limbs that follow take kind, lead-in words and body from it."""

    kind: Kind
    rule: str
    lead: str
    body: str | None
    formal: bool
    taken: int = 0
    marked: bool = False
    label: bool = False
    open: bool = False


def decisions(text: Text, passages: Sequence[Passage]) -> tuple[Decision, ...]:
    """Return every limb of every decision and proposal, in reading order."""
    found: list[Decision] = []
    head: Head | None = None
    for index, passage in enumerate(passages):
        if passage.block.region == "label":
            label = text.plain[passage.block.start : passage.block.end].lower()
            head = Head("resolution", "decision", "", None, formal=True, label=True) if "decision" in label else None
        elif passage.sentences:
            head = _pass(text, passages, index, head, found)
        else:
            head = None
    return tuple(found)


def _pass(text: Text, passages: Sequence[Passage], index: int, head: Head | None, found: list[Decision]) -> Head | None:
    """Read one passage under the head in force, and return the head that the next one stands under."""
    passage = passages[index]
    if passage.block.region in ("report", "motion"):
        return _proposals(passage, head, found)
    if head is not None and _is_limb(passage, head):
        found.extend(_limbs(passage, head))
        return _went_on(head, passage)
    opened: Head | None = None
    for sentence in passage.sentences:
        opened = _read(passage, sentence, found)
    if PLANNING.match(passage.sentences[-1].words):
        found.append(_planning(passage))
    if opened is None:
        found.extend(_headless(passage))
        return head if head is not None and head.label else None
    return opened


def _went_on(head: Head, passage: Passage) -> Head:
    """The head after one more limb: open where the limb ends with a semicolon, a comma or "and"."""
    words = passage.sentences[-1].words.rstrip()
    unfinished = bool(re.search(r"(?:[;,]|\band)$", words))
    return replace(head, taken=head.taken + 1, marked=head.marked or passage.block.marker is not None, open=unfinished)


def _read(passage: Passage, sentence: Sentence, found: list[Decision]) -> Head | None:
    """Read one sentence: a decision said in it is added to `found`; a head whose limbs follow is returned."""
    words = sentence.words
    if PROPOSAL_HEAD.search(words) and not re.match(r"(?:RESOLVED|Resolved|AGREED)", words):
        return _proposed(sentence, found)
    if PROPOSED.search(words) and not re.search(r"\b(?:agreed|carried|resolved|lost)\b", words, re.IGNORECASE):
        found.append(Decision("proposal", sentence.start, sentence.end, None, "proposed", formal=False))
        return None
    match = _match_head(words)
    if match is not None:
        return _headed(passage, sentence, match, found)
    plain = _unheaded(words, passage)
    if plain is not None:
        rule, effect = plain
        found.append(
            Decision(
                "resolution",
                sentence.start,
                sentence.end,
                effect or effect_of(words),
                rule,
                formal=False,
                body=_acting_body(words),
            )
        )
    return None


def _match_head(words: str) -> re.Match[str] | None:
    for start in _clause_starts(words):
        match = head_pattern().match(words[start:])
        if match is None or NOT_HEAD.match(words[start + match.start("word") :]):
            continue
        word, rest = match["word"], match.string[match.end() :]
        capital = word.isupper() or not match["prefix"].strip()
        complete = bool(match["comp"]) or bool(match["sep"].strip(" .,")) or not rest
        if word[0].isupper() and not word.isupper() and not match["prefix"].strip() and not complete:
            continue
        if (word.isupper() and len(word) > 4) or (complete and (capital or match["prefix"].strip())):
            return _Shifted.at(match, start)
    return None


class _Shifted:
    """Finds the head behind a clause's beginning: "... and it was agreed to ..."."""

    @staticmethod
    def at(match: re.Match[str], start: int) -> re.Match[str] | None:
        return head_pattern().match(match.string) if start == 0 else match


def _clause_starts(words: str) -> Iterator[int]:
    """Give where a head may begin: the sentence, a clause behind punctuation, and behind a topic that runs into it."""
    yield 0
    for match in CLAUSE.finditer(words):
        yield match.end()


def _headed(passage: Passage, sentence: Sentence, match: re.Match[str], found: list[Decision]) -> Head | None:
    words, rest = sentence.words, match.string[match.end() :]
    word = match["word"]
    if not _decides(match, rest):
        return None
    recommends = word.lower().startswith("recommend") or "recommend" in match[0].lower()
    kind: Kind = "recommendation" if recommends and _addressed(rest) else "resolution"
    rule = (
        {"r": "resolved", "a": "agreed", "d": "decision", "n": "noted"}[word[0].lower()]
        if not recommends
        else "recommended"
    )
    body = match["body"]
    lead = _lead_in(rest)
    last = sentence is passage.sentences[-1]
    formal = word.isupper() or not (match["prefix"] or "").strip()
    if last and (not rest.strip() or lead is not None):
        return Head(kind, rule, lead or "", body or _lead_body(rest), formal=formal)
    limbs = list(_inline_limbs(sentence, len(words) - len(rest)))
    effect: Effect | None = "note" if word == "NOTED" else None
    for start, end in limbs:
        limb = words[start - sentence.start : end - sentence.start]
        whole = len(limbs) == 1
        said = rest if whole else limb
        found.append(
            Decision(
                kind,
                sentence.start if whole else start,
                end,
                effect or effect_of(said),
                f"{rule}-inline",
                formal=formal,
                body=body,
            )
        )
    return None


def _decides(match: re.Match[str], rest: str) -> bool:
    """Whether what follows "agreed that" is a decision, not an opinion or somebody's promise."""
    if match["word"].isupper() or (match["comp"] or "").lower() != "that":
        return True
    if BODY_WILL.match(rest):
        return True
    deed = DEED.search(rest)
    if deed is None:
        return bool(BARE_SUBJUNCTIVE.search(rest)) and not OPINION.search(rest)
    if OPINION.search(rest[: deed.start()]):
        return False
    promised = deed[0].lower().startswith(("would", "will")) and not match["body"]
    return not promised and not OPINION_WOULD.match(rest[deed.start() :])


def _addressed(rest: str) -> bool:
    return (
        bool(
            re.match(
                r"\s*(?:to|that)?\s*(?:the\s+)?(?:full\s+)?(?:Council|Cabinet|Executive|[A-Z][\w ]+(?:Committee|Board|Panel|Council))\b",
                rest,
            )
        )
        or not rest.strip()
    )


def _lead_in(rest: str) -> str | None:
    """Return the words between a head and its list ("the Committee", "to note"), None where the sentence goes on."""
    stripped = rest.strip()
    if not stripped:
        return ""
    if re.search(r"(?::|:-|[:-]–|–|—|:\s*-)$", stripped) or re.fullmatch(
        r"(?:the\s+)?[A-Z][\w' &-]*(?:Committee|Panel|Board|Cabinet|Council|Executive)", stripped
    ):
        return stripped.rstrip(" :-–—")
    return None


def _lead_body(rest: str) -> str | None:
    match = re.match(
        rf"\s*((?:the|this)\s+[\w' &-]*?(?:{'|'.join(sorted(word_lists()['body-heads']))}))\b", rest, re.IGNORECASE
    )
    return match[1].strip() if match else None


def _inline_limbs(sentence: Sentence, offset: int) -> Iterator[tuple[int, int]]:
    """Part "to note (i) ...; (ii) ..." into limbs, as offsets into the document; one limb where nothing parts them."""
    words = sentence.words
    marks = [match for match in INLINE_LIMB.finditer(words, offset)]
    numbered = [match for match in marks if re.search(r"\w[.)]", match[0])]
    starts = [match.end() for match in (numbered if len(numbered) >= 2 else [])]
    if not starts:
        parts = [match for match in marks if match[0].startswith(";")]
        starts = [offset, *(match.end() for match in parts)] if parts else [offset]
    ends = [*(_limb_end(words, start) for start in starts[1:]), len(words)]
    for start, end in zip(starts, ends, strict=True):
        stop = end
        while stop > start and words[stop - 1] in " ;,":
            stop -= 1
        if stop - start > 3:
            yield sentence.start + start, sentence.start + stop


def _limb_end(words: str, following: int) -> int:
    match = re.search(r"[\s;,]*(?:\band\b\s*|\bor\b\s*)?\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})?[.)]?\s*$", words[:following])
    return match.start() if match else following


def _is_limb(passage: Passage, head: Head) -> bool:
    block, words = passage.block, passage.sentences[0].words
    if STOP.match(words) or block.kind == "heading" or re.fullmatch(r"\([^)]*\)", words):
        return False
    if LIMB_LEAD.match(words):
        return True
    if head.label or head.open:
        return _match_head(words) is None
    if block.marker is not None or block.kind == "row":
        return head.taken == 0 or head.marked
    return head.taken == 0 and _match_head(words) is None


def _limbs(passage: Passage, head: Head) -> Iterator[Decision]:
    """Give the limbs of a block under a head: its first sentence, and those behind it that decide something further."""
    for sentence in passage.sentences:
        if sentence is not passage.sentences[0] and not FURTHER.search(sentence.words):
            return
        spans = list(_inline_limbs(sentence, 0))
        if len(spans) == 1:
            spans = [(sentence.start, sentence.end)]
        for start, end in spans:
            yield from _limb(sentence.words[start - sentence.start : end - sentence.start], start, head)


def _limb(words: str, start: int, head: Head) -> Iterator[Decision]:
    if words.rstrip().endswith((":", ":-")):
        return
    tail = re.search(r"(?:[;,]\s*(?:and|or)?|\s+and)\s*$", words)
    said = words[: tail.start()] if tail else words
    lead = "" if LIMB_LEAD.match(words) else head.lead
    effect = None if head.kind == "proposal" else effect_of(said, lead=lead)
    yield Decision(head.kind, start, start + len(said), effect, f"{head.rule}-limb", formal=head.formal, body=head.body)


def _proposed(sentence: Sentence, found: list[Decision]) -> Head | None:
    """A recommendation or motion: the head of a list where the sentence ends open, else itself the proposal."""
    words = sentence.words.rstrip()
    if words.endswith((":", ":-", "–", "-", "to", "that")) or re.fullmatch(r"[\w\s()]{0,60}", words):
        return Head("proposal", "recommended-to", "", None, formal=False)
    start = re.match(r"(?:RECOMMENDATIONS?|Recommendations?|MOTION|Motion)\s*(?:\([^)]*\))?\s*[:–-]\s*", words)
    begin = sentence.start + (start.end() if start else 0)
    found.append(Decision("proposal", begin, sentence.end, None, "recommended-inline", formal=False))
    return None


def _proposals(passage: Passage, head: Head | None, found: list[Decision]) -> Head | None:
    """Read report and motion text: its recommendations are proposals, everything else in it is nothing."""
    if head is not None and head.kind == "proposal" and _is_limb(passage, head):
        found.extend(_limbs(passage, head))
        return _went_on(head, passage)
    opened: Head | None = None
    for sentence in passage.sentences:
        opened = None
        if PROPOSAL_HEAD.search(sentence.words):
            opened = _proposed(sentence, found)
        elif PROPOSED.search(sentence.words):
            found.append(Decision("proposal", sentence.start, sentence.end, None, "proposed", formal=False))
    return opened


def _unheaded(words: str, passage: Passage) -> tuple[str, Effect | None] | None:
    """Recognise a decision that has no head word: a body's own deed, a motion's fate, minutes taken as read."""
    if re.search(r"\?|\bwould (?:be|like)\b.*\bif\b", words):
        return None
    if MOTION_FATE.search(words) and not re.search(r"\b(?:had been|last (?:year|meeting))\b", words):
        lost = re.search(r"\b(?:lost|LOST|not carried|defeated|fell|withdrawn|not supported)\b", words)
        return "motion-fate", "other" if lost else "note" if "noted" in words.lower() else "approve"
    if MINUTES_TAKEN.search(words) and "had been" not in words:
        return "minutes-taken", "note"
    if STATUS_LINE.match(words):
        return "status-line", "note" if re.match(
            r"(?:received|duly noted|noted|circulated)", words, re.IGNORECASE
        ) else "approve"
    match = re.match(rf"(?P<body>{body()})\s+{LEAD_ADVERBS}(?P<verb>{BODY_DOES})\b", words)
    if (
        match
        and _is_body(match["body"])
        and not re.match(r"\s+(?:that|if|whether|about|for|why|how|what)\b", words[match.end() :])
    ):
        note = match["verb"].lower() in ("noted", "notes", "received", "welcomed", "recognised", "acknowledged")
        if match["verb"] in (
            "asked",
            "requested",
            "moved",
            "concluded",
            "supported",
            "accepted",
            "confirmed",
            "continued",
        ):
            return None
        return "body-does", "note" if note else None
    return ("passive-decision", None) if PASSIVE.match(words) else None


def _is_body(words: str) -> bool:
    heads = {
        "committee",
        "sub-committee",
        "cabinet",
        "council",
        "board",
        "panel",
        "forum",
        "commission",
        "executive",
        "authority",
        "assembly",
        "members",
        "councillors",
        "meeting",
        "group",
    }
    return words.lower().split()[-1] in heads and "member of" not in words.lower()


def _acting_body(words: str) -> str | None:
    match = re.match(rf"(?P<body>{body()})\s", words)
    return match["body"] if match and _is_body(match["body"]) else None


def _planning(passage: Passage) -> Decision:
    """The whole block: the application and, last, what the body says of it."""
    effect: Effect = "approve" if re.match(r"Support|Approve|Agree", passage.sentences[-1].words) else "other"
    end = passage.sentences[-1].end
    return Decision("resolution", passage.sentences[0].start, end, effect, "planning-view", formal=False)


def _headless(passage: Passage) -> Iterator[Decision]:
    """A paragraph "That ... be ..." that has lost its head: a decision of its own."""
    words = passage.sentences[0].words
    if passage.block.region not in ("minutes", "decision") or not SUBJUNCTIVE.match(words):
        return
    sentence = passage.sentences[0]
    yield Decision("resolution", sentence.start, sentence.end, effect_of(words), "headless", formal=True)

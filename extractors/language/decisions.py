"""Decisions of the meeting: heads ("RESOLVED that", "The Committee agreed to"), their lists of limbs, headless "That ... be
..." paragraphs, carried and lost motions. Proposals in reports and motions have the same shapes and are read here too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

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


@cache
def _body() -> str:
    heads = "|".join(sorted((re.escape(word) for word in word_lists()["body-heads"]), key=len, reverse=True))
    return rf"(?:(?:[Tt]he|[Tt]his|[Aa]ll|[Oo]ur)\s+)?(?:[\w'&’-]+\s+){{0,7}}?(?i:{heads})s?(?:\s+of\s+the\s+\w+)?|[Ww]e|[Aa]ll"


LEAD_ADVERBS = r"(?:(?:then|also|therefore|further|unanimously|formally|duly|accordingly|thereupon|subsequently|so|both|all|generally|again|finally|further)\s+)*"


@cache
def _head() -> re.Pattern[str]:
    return re.compile(
        rf"""^(?P<prefix>(?:(?:On|Following|After|By|Having|Upon|With|In)\b[^.;]{{0,160}}?,?\s+)?(?:it\s+was|It\s+was|and\s+it\s+was){{1}}[,:]?\s+{LEAD_ADVERBS}[,:]?\s*
        |(?P<body>{_body()})\s+{LEAD_ADVERBS}(?:has\s+|have\s+|had\s+)?
        |(?:(?:On|Following|After|By|Upon)\b[^.;]{{0,160}}?,\s+)?)
        (?P<un>UNANIMOUSLY\s+|[Uu]nanimously\s+)?
        (?:ong>)?(?P<word>RESOLVED|Resolved|resolved|resolves|AGREED|Agreed|agreed|agrees|RECOMMENDED|Recommended|recommended|RECOMMENDS?|DECIDED|Decided|decided|DECISIONS?|Decisions?|NOTED)(?:ong>)?
        (?:\s+(?:UNANIMOUSLY|unanimously|by\s+(?:a\s+)?majority(?:\s*\([^)]*\))?|further|also|in\s+principle|to\s+RECOMMEND|to\s+recommend))?
        (?P<names>,?\s*\(?(?:unanimous\)|[Pp]roposed\s[^.;:]*?seconded\s[^,;:]*?,|on\s+the\s+proposal\s[^.;:]*?,))?
        \s*(?P<sep>[:;,.–—-]*\s*[:;,.–—-]*)\s*(?P<comp>(?:to|TO|that|That|THAT|T\s+H\s+A\s+T|with)\b)?\s*(?P<sep2>[:;,–—-]*)\s*""",
        re.VERBOSE,
    )


# What parts a decision ("that the sign be moved") from an opinion ("that the sign was poor").
DEED = re.compile(r"\b(?:would|will|should|shall|must|be)\b")
OPINION = re.compile(r"\b(?:was|were|had|has|have|is|are|could|may|might|did|does|needed)\b")
OPINION_WOULD = re.compile(
    r"(?:would|should) (?:be|have been) (?:a|an|the|very|too|of|no|better|good|useful|helpful|wrong|nice)\b|would have\b"
)
BARE_SUBJUNCTIVE = re.compile(
    r"^\s*(?:the\s+)?[\w' -]{3,60}?\s+(?:write|look|send|bring|ask|seek|contact|prepare|invite|report|find|circulate|put|pay|try|take|set|lead|act)\b"
)
BODY_WILL = re.compile(
    r"\s*(?:we|they|it|the (?:committee|panel|council|board|cc|community council|cabinet|authority))\s+(?:would|will|should)\b",
    re.IGNORECASE,
)
NOT_HEAD = re.compile(
    r"(?:decision|decisions)\s+(?:maker|status|type|due|details|notice|making|taken|list|of|on|was|were|had|made)\b|agreed\s+(?:strategy|with\b|minutes|budget|plan|programme|as)",
    re.IGNORECASE,
)
# The rest of the sentence says that a meeting decides, not somebody in discussion.
BODY_DOES = r"(?:noted|notes|NOTED|approved|approves|endorsed|endorses|adopted|welcomed|supported|confirmed|accepted|ratified|authorised|recognised|acknowledged|appointed|elected|nominated|requested|instructed|asked|invited|decided|resolved|remitted|deferred|refused|rejected|concluded|continued|moved)"
MOTION_FATE = re.compile(
    r"\b(?:motion|amendment|proposal|recommendations?|proposition)s?\b[^.;]{0,80}\b(?:was|were|is|be|being)\b[^.;]{0,40}\b(?:carried|CARRIED|agreed|lost|LOST|approved|accepted|defeated|passed|fell|withdrawn|not supported)\b"
    r"|^(?:This|That|These|The (?:above|following|proposal|recommendation|amendment)[\w ]{0,30}) (?:was|were)(?: then| therefore| duly| unanimously| all)? (?:agreed|approved|carried|noted|accepted|seconded but)\b"
    r"|\b(?:put to the vote|show of hands|on a vote)\b[^.;]{0,80}\b(?:carried|lost|agreed|LOST|CARRIED|approved)\b"
    r"|\bthe motion was lost\b|\bwas declared (?:carried|lost|CARRIED|LOST)\b",
    re.IGNORECASE,
)
MINUTES_TAKEN = re.compile(
    r"\b(?:minutes?|record)\b(?:(?!\bbe\b)[^.;]){0,140}\b(?:were|was|having been)\b[^.;]{0,40}\b(?:approved|agreed|confirmed|signed|accepted|adopted|received|noted|taken as read)\b",
    re.IGNORECASE,
)
STATUS_LINE = re.compile(
    r"^(?:RECEIVED|DULY NOTED|NOTED|Noted|AGREED|Agreed|Approved|APPROVED|Received|Supported|All approved for payment|Circulated, approved (?:&|and) signed as correct)\s*(?:as correct|unanimously|for payment)?\.?$"
)
PLANNING = re.compile(
    r"\b(?:No (?:comments?|objections?)|Supported?|Objects?|Object(?:ion|ed)|Support|Approved?)\.?\s*$"
)
SUBJUNCTIVE = re.compile(
    r"^(?:That|THAT|T H A T|that)\b(?P<subject>[^.;:]*?)\b(?:be|BE|not be)\s+(?:\w+ly\s+)?(?:\w+(?:ed|en|t|wn|de|ne|ld|id|ut|et)\b|given|made|held|\w+)"
    r"|^(?:That|THAT)\b[^.;:]{3,80}?\b(?:write|provide|report|submit|continue|receive|approve|note|support|seek|ask|invite|consider|prepare|produce|arrange|work|bring|adopt|agree|write)\b"
)
STOP = re.compile(
    r"^(?:reasons?\b|\(?reasons? for|supporting documents|note:|voting|votes?\b|for:|against:|the (?:committee|chair|meeting|council) (?:then|adjourned|thanked)|background|options considered|alternative options)",
    re.IGNORECASE,
)
LIMB_LEAD = re.compile(r"^(?:and\s+)?(?:that|That|THAT|T\s+H\s+A\s+T|to|To|TO|in)\b")
INLINE_LIMB = re.compile(
    r"(?:(?<=[\s:;,–-])|^)\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})\)\s+|(?<=[;:])\s+(?:[1-9]|[ivx]{1,4}|[a-h])[.)]\s+|;\s+(?:and\s+)?(?=that\s)"
)
PROPOSAL_HEAD = re.compile(
    r"\b(?:is|are|was|were) (?:therefore )?(?:RECOMMENDED|recommended|asked|invited|requested)\s+(?:to|that)\b|^(?:RECOMMENDATIONS?|Recommendations?|Officer recommendation|MOTION|Motion)\s*(?:\([^)]*\))?\s*[:–-]|\bthe report recommended\b|^It is (?:therefore |also )?(?:recommended|proposed)\b|^Recommendation\b",
)
PROPOSED = re.compile(
    r"\bIt is (?:now |also |therefore |further |hereby )*proposed\b|\b(?:moved|proposed)(?: and seconded)?,? (?:and seconded )?(?:by [^,.]{3,60} )?that\b|\bproposed (?:an amendment|a motion|by)\b|\bmoved (?:an amendment|a motion|the following)\b"
)


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
        return replace(head, taken=head.taken + 1, marked=head.marked or passage.block.marker is not None)
    opened: Head | None = None
    for sentence in passage.sentences:
        opened = _read(passage, sentence, found)
    if opened is None:
        found.extend(_headless(passage))
        return head if head is not None and head.label else None
    return opened


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
        match = _head().match(words[start:])
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
        return _head().match(match.string) if start == 0 else match


def _clause_starts(words: str) -> Iterator[int]:
    yield 0
    for match in re.finditer(
        r"(?:,|;|:|\.|\band|–|-)\s+(?=(?:and\s+)?(?:[Ii]t\s+was|RESOLVED|AGREED|RECOMMENDED|[Tt]he\s+[A-Z]\w+\s+(?:agreed|resolved)))",
        words,
    ):
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
    if head.label:
        return _match_head(words) is None
    if block.marker is not None or block.kind == "row":
        return head.taken == 0 or head.marked
    return head.taken == 0 and _match_head(words) is None


def _limbs(passage: Passage, head: Head) -> Iterator[Decision]:
    sentence = passage.sentences[0]
    spans = list(_inline_limbs(sentence, 0))
    if len(spans) == 1:
        spans = [(sentence.start, sentence.end)]
    for start, end in spans:
        words = sentence.words[start - sentence.start : end - sentence.start]
        if words.rstrip().endswith((":", ":-")):
            continue
        stop = end
        match = re.search(r"(?:[;,]\s*(?:and|or)?|\s+and)\s*$", words)
        if match:
            stop = start + match.start()
        effect = (
            None
            if head.kind == "proposal"
            else effect_of(words[: stop - start], lead=head.lead if not LIMB_LEAD.match(words) else "")
        )
        yield Decision(head.kind, start, stop, effect, f"{head.rule}-limb", formal=head.formal, body=head.body)


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
        return replace(head, taken=head.taken + 1, marked=head.marked or passage.block.marker is not None)
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
    match = re.match(rf"(?P<body>{_body()})\s+{LEAD_ADVERBS}(?P<verb>{BODY_DOES})\b", words)
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
    return None


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
    match = re.match(rf"(?P<body>{_body()})\s", words)
    return match["body"] if match and _is_body(match["body"]) else None


def _headless(passage: Passage) -> Iterator[Decision]:
    """A paragraph "That ... be ..." that has lost its head: a decision of its own."""
    words = passage.sentences[0].words
    if passage.block.region not in ("minutes", "decision") or not SUBJUNCTIVE.match(words):
        return
    sentence = passage.sentences[0]
    yield Decision("resolution", sentence.start, sentence.end, effect_of(words), "headless", formal=True)

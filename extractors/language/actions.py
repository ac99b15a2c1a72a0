"""Actions: tasks that the minute-taker wrote down as such, by a label, in note form, or with the owner in the
margin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.language.engine import Passage, Sentence
from extractors.language.owners import INITIALS, NAME, TITLE, clean, is_person, split_owners
from extractors.language.rules import word_lists
from models.text import Text
from models.vocabulary import Confidence


@dataclass(frozen=True, slots=True)
class Action:
    """A task: offsets into `Text.plain`, its owners as written, and the rule that found it."""

    start: int
    end: int
    owner: tuple[str, ...]
    rule: str
    confidence: Confidence


LABEL = re.compile(
    r"^\s*(?:\(?\s*)?(?:ACTIONS?|Actions?|AP|action)(?:\s+(?:points?|Points?|POINTS?|required|by|"
    r"for))?(?:\s*\d+[a-z]?)?\s*(?:[:–—-]|>+)+\s*(?P<rest>.*)$"
)
LABEL_HEADING = re.compile(
    r"^(?:agreed\s+)?actions?(?:\s+(?:points?|required|agreed|items?))?\s*[:–-]*$", re.IGNORECASE
)
BRACKETED = re.compile(r"\(\s*(?:ACTION|Action|action)(?:\s+by)?\s*[:–-]?\s*(?P<owner>[^)]{2,80})\)")
NO_ACTION = re.compile(r"\b(?:no(?:ne)?\s+(?:further\s+)?action|noted the comment|for noting|none)\b", re.IGNORECASE)
OWNER_ONLY = re.compile(
    rf"(?:{INITIALS}|{NAME}|[Aa]ll(?: members)?|[Cc]lerk|[Cc]hair)(?:\s*(?:[/&,;]|and)\s*(?:{INITIALS}|{NAME}|"
    rf"[Cc]lerk|[Cc]hair))*\.?$"
)
FINITE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|would|will|could|should|did|does|may|might|said|asked|reported|noted|agreed|"
    r"advised|explained|confirmed|felt|stated)\b"
)
# Base forms that minute-takers in a hurry put behind an owner without "to": "Clerk ask the contractor".
BARE = (
    r"(?:ask|check|reply|contact|write|chase|inform|send|arrange|obtain|order|email|e-mail|submit|speak|follow up|"
    r"look into|prepare|invite|remind|circulate)"
)
NOBODY = re.compile(r"(?:None|Nothing|No one|Nobody|No|Proposals?|Plans?|Requests?|Those|Ready|Items?|How|Need)\b")
PREPOSITION = re.compile(
    r"\b(?:of|for|from|with|by|due|in order|able|how|having|order|apologies|thanks|ready|used|subject|prior|"
    r"according|up|back|relating|access)\s*$",
    re.IGNORECASE,
)
ITEM_OPENER = re.compile(r"^(?:[\w'’/&() .-]{3,80}?\s+[–—-]\s+|[^.;:]{3,60}:\s+)")


@cache
def _owner_to() -> re.Pattern[str]:
    """An owner at the clause's beginning, then "to" and a deed: "Clerk to chase", "PL & DO to meet", "Cllrs X and Y
    to"."""
    heads = "|".join(sorted(word_lists()["role-heads"] | word_lists()["body-heads"], key=len, reverse=True))
    verbs = "|".join(sorted(word for word in word_lists()["deliver-verbs"] if " " not in word))
    lower = rf"(?:[Tt]he\s+)?(?:[\w'’&-]+\s+){{0,5}}?(?:{heads})"
    who = rf"(?:{NAME}|{INITIALS}|[Aa]ll|{lower})"
    several = rf"{who}(?:\s*(?:,|/|&|\band\b)\s*{who}){{0,4}}"
    clerks = (
        rf"(?:[Tt]he\s+)?(?:(?:[Aa]ssistant\s+|[Pp]arish\s+|[Tt]own\s+)?[Cc]lerk|[Cc]hair(?:man)?|{INITIALS}"
        rf"|Cllrs?\s+[A-Z]\w+)"
    )
    return re.compile(
        rf"^(?:(?:and|but|so)\s+)?(?P<owner>(?:[Tt]he\s+)?{several})'?\s+(?:(?:now|also|still|then|each)\s+)?"
        rf"(?:to\s+(?:\w+ly\s+|also\s+|then\s+|re-?)?)(?P<verb>{verbs})\b"
        rf"|^(?P<bare>{clerks})\s+(?:also\s+)?(?:asked\s+to\s+(?:{verbs})|{BARE})\b"
    )


def actions(text: Text, passages: Sequence[Passage]) -> Iterator[Action]:
    """Give every action, in reading order."""
    listing = False
    for index, passage in enumerate(passages):
        if passage.block.region not in ("minutes", "decision"):
            listing = False
            continue
        words = text.plain[passage.block.body : passage.block.end]
        if LABEL_HEADING.match(words.strip()):
            listing = True
            continue
        if listing and (passage.block.marker or passage.block.kind == "row" or _looks_like_task(words)):
            yield _listed(text, passage)
            continue
        listing = False
        for sentence in passage.sentences:
            yield from _in_sentence(text, passages, index, sentence)


def _looks_like_task(words: str) -> bool:
    first = re.match(r"\w+", words)
    return bool(_owner_to().match(words)) or (first is not None and first[0].lower() in word_lists()["deliver-verbs"])


def _listed(text: Text, passage: Passage) -> Action:
    sentence = passage.sentences[0]
    match = _owner_to().match(sentence.words)
    owner = split_owners(match["owner"] or match["bare"]) if match else _trailing(sentence.words)
    return Action(sentence.start, sentence.end, owner, "action-list", "likely")


def _trailing(words: str) -> tuple[str, ...]:
    match = re.search(rf"[–(—-]\s*(?P<owner>{INITIALS}(?:\s*[/&,]\s*{INITIALS})*)\)?\.?$", words)
    return split_owners(match["owner"] or match["bare"]) if match else ()


def _in_sentence(text: Text, passages: Sequence[Passage], index: int, sentence: Sentence) -> Iterator[Action]:
    if not sentence.hits:
        return
    words = sentence.words
    label = LABEL.match(words)
    if label is not None:
        yield from _labelled(text, passages, index, sentence, label)
        return
    bracketed = BRACKETED.search(words)
    if bracketed is not None and not NO_ACTION.search(words):
        yield Action(sentence.start, sentence.end, split_owners(bracketed["owner"]), "action-bracket", "firm")
        return
    if any(hit.rule.family == "note-form" for hit in sentence.hits):
        yield from _note_form(sentence)


def _labelled(
    text: Text, passages: Sequence[Passage], index: int, sentence: Sentence, label: re.Match[str]
) -> Iterator[Action]:
    rest = label["rest"].strip().rstrip(").")
    if NO_ACTION.search(rest):
        return
    if not rest or (OWNER_ONLY.match(rest) and len(rest.split()) <= 6):
        before = _sentence_before(passages, index, sentence)
        if rest and before is not None:
            yield Action(before.start, before.end, split_owners(rest), "action-owner-only", "firm")
        return
    match = _owner_to().match(rest)
    start = sentence.start + label.start("rest")
    yield Action(
        start, sentence.end, split_owners(match["owner"] or match["bare"]) if match else (), "action-label", "firm"
    )


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
    """Find "OWNER to V" at the beginning of a sentence or behind a topic, a colon, a dash or a comma."""
    words = sentence.words
    for start in _clauses(words):
        match = _owner_to().match(words, start) if start else _owner_to().match(words)
        match = match or _owner_to().match(words[start:])
        if match is None:
            continue
        owner = match["owner"] or match["bare"]
        if (
            NOBODY.match(owner)
            or FINITE.search(owner)
            or not is_person(re.split(r",|/|&|\band\b", owner)[0])
            and not re.match(rf"{INITIALS}|All|{TITLE}", owner)
        ):
            continue
        if start and FINITE.search(words[:start]) and not re.search(r"[;,–-]\s*(?:and\s+)?$|[:.]\s*$", words[:start]):
            continue
        begin = sentence.start + start
        yield Action(begin, sentence.end, split_owners(clean(owner)), "owner-to", "firm")
        return


def _clauses(words: str) -> Iterator[int]:
    """Give where a clause in note form may begin: the sentence, and what stands behind a topic, a colon, a dash, a
    comma."""
    yield 0
    for match in re.finditer(r"(?:[:;–—]|\s-|,|\.)\s+(?:and\s+)?|\((?=[A-Z])", words):
        yield match.end()

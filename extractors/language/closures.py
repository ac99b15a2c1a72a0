"""Closures: what a meeting hears of earlier promises. A past act is only one where something points back: a heading of
matters arising, a minute or action number, "as requested", or a promise recalled."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.language.engine import Passage
from models.text import Text
from models.vocabulary import Confidence, Verdict


@dataclass(frozen=True, slots=True)
class Closure:
    """The state of an earlier promise: its sentence's offsets, the verdict, and what it points back to."""

    start: int
    end: int
    verdict: Verdict
    refers_to: str | None
    rule: str
    confidence: Confidence


ARISING = re.compile(
    r"\b(?:matters? arising|actions? (?:arising|from (?:the )?(?:last|previous)|outstanding|log|list|update|tracker)|"
    r"outstanding (?:actions|matters|issues|items)|actions and minutes|review of actions|update on actions|progress "
    r"on actions|follow[- ]up|clerk's (?:report|update)|on-?going (?:matters|items|issues))\b",
    re.IGNORECASE,
)
BACK = re.compile(
    r"\b(?:as (?:requested|agreed|promised|undertaken|asked)|at the (?:last|previous) meeting|(?:last|previous) "
    r"meeting|(?:requested|promised|asked for|undertaken|agreed) (?:in|at|by|on) (?:the |a )?(?:\w+ ){0,3}(?:meeting|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)|in response to (?:a|"
    r"the) request|further to minute|minute \d+|action (?:no\.?|number)?\s*\d+|had (?:agreed|undertaken|promised|"
    r"offered) to|which (?:had been|was) (?:asked|requested|promised|agreed)|had still not|has still not|still "
    r"(?:awaited|outstanding|awaiting)|still to be)\b",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"\b(?P<ref>(?:Minute|Min\.?|Action|Item|Page)\s*(?:No\.?\s*)?\d+(?:[./]\d+)*(?:\s*\([a-z]\))?)", re.IGNORECASE
)
DONE = re.compile(
    r"\b(?:(?:had|has|have|was|were)\s+(?:now\s+|since\s+|also\s+|already\s+|all\s+|subsequently\s+|"
    r"then\s+)?(?:been\s+)?(?:sent|circulated|provided|completed|done|written|contacted|reported|received|installed|"
    r"repaired|replaced|removed|submitted|shared|e-?mailed|arranged|asked|spoken|met|found|looked|checked|put|made|"
    r"taken|given|agreed|confirmed|updated|added|published|paid|signed|ordered|delivered|cleared|cut|fixed|raised|"
    r"passed|informed|advised|visited|investigated|reviewed|obtained|applied|attended|held|cleaned|painted|planted|"
    r"erected|carried|resolved|undertaken|enquired|requested|begun|started|chased|issued|moved|filled|notified|"
    r"emptied|responded|replied|written|approached|purchased|bought|booked|organised|prepared|discussed|collected|"
    r"returned|set)|(?:is|are|was|were) (?:now )?(?:complete|completed|in place|closed|done|finished|on the "
    r"website))\b|\b(?:completed|done|closed)\.?$",
    re.IGNORECASE,
)
UNMET = re.compile(
    r"\b(?:not yet|had not|has not|have not|still not|no (?:response|reply|answer|progress|news|further "
    r"(?:information|progress|news|update))|not been|nothing (?:had|has)|yet to|still (?:awaited|awaiting|"
    r"outstanding|to be|no|waiting|being)|awaiting|never)\b",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"\b(?:on-?going|remain(?:s|ed)? open|in hand|in progress|under way|carried forward|to remain|retained|is being|"
    r"are being|was being|were being|continue[sd]?)\b",
    re.IGNORECASE,
)
PARTLY = re.compile(
    r"\b(?:partly|partially|in part|some of|most of|not fully|all but|with the exception|so far)\b", re.IGNORECASE
)
OVERTAKEN = re.compile(
    r"\b(?:overtaken|superseded|no longer (?:required|needed|necessary)|not (?:be )?pursu\w+|withdrawn|not required|"
    r"dropped)\b",
    re.IGNORECASE,
)


# Somebody whom the meeting had sent tells what they did: in small councils nearly always an earlier task.
ERRAND = re.compile(
    r"\b(?:[Cc]lerk|Cllrs?\.? (?:\w+ ){0,2}?\w+|Councillor \w+|[Cc]hair(?:man)?|Officer|[A-Z]{2,4}|[Hh]e|[Ss]he)\s+"
    r"(?:has|had|have)\s+(?:also |now |since |already |still |again )*(?:not\s+)?(?:received|contacted|written|"
    r"spoken|asked|met|"
    r"heard|replied|requested|checked|looked|obtained|enquired|sent|chased|arranged|e-?mailed|been in touch|reviewed|"
    r"reported (?:this|it|the)|approached|followed)\b"
)
WAITING = re.compile(
    r"\b(?:no|nothing)\s+(?:\w+\s+){0,2}?(?:response|reply|replies|quotes?|news|answers?|update|"
    r"progress)?s?\s*(?:had |has |have )?"
    r"(?:been )?(?:received|to date|as yet|so far)\b|\b(?:response|reply|quote|answer)s? (?:has|had|have) (?:now "
    r")?(?:been )?"
    r"(?:received|come)|\b(?:still|yet) to (?:be|have|hear|see|receive)\b|\b(?:still )?(?:not|never) (?:yet "
    r")?(?:been )?"
    r"(?:heard|had a reply|replied|happened|come|arrived|finished|been done)\b|\bawait(?:ed|ing)\b",
    re.IGNORECASE,
)
SETTLED = re.compile(
    r"\b(?:this|these|it|that|which) (?:had|has|have|was|were) (?:now |since |not yet |not )?(?:been )?(?:done|"
    r"completed|sent|issued|"
    r"removed|circulated|finished)\b|\bmarked as (?:done|completed?)|\bstruck off\b|\b(?:matter|action|item)s? (?:is "
    r"|was |now |"
    r"are )*closed\b|\bas (?:he|she|they) had (?:undertaken|promised|agreed)|\b(?:have|has|had) now (?:been "
    r")?\w+(?:ed|en|t)\b",
    re.IGNORECASE,
)


def closures(text: Text, passages: Sequence[Passage]) -> Iterator[Closure]:
    """Give every closure, in reading order."""
    arising = False
    for passage in passages:
        block = passage.block
        words = text.plain[block.body : block.end]
        if block.region not in ("minutes", "decision"):
            arising = arising and block.region == "label"
            if block.region == "title":
                arising = bool(ARISING.search(words))
            continue
        if _opens_item(words, passage):
            arising = bool(ARISING.search(words[:120]))
        for sentence in passage.sentences:
            found = _judge(sentence.words, arising=arising)
            if found is not None:
                reference = REFERENCE.search(sentence.words)
                confidence: Confidence = "likely" if BACK.search(sentence.words) else "possible"
                yield Closure(
                    sentence.start, sentence.end, found, reference["ref"] if reference else None, "closure", confidence
                )


def _opens_item(words: str, passage: Passage) -> bool:
    return passage.block.kind == "heading" or len(words) < 80 and words[:1].isupper() and words[-1:] not in ".;"


def _judge(words: str, *, arising: bool) -> Verdict | None:
    back = bool(BACK.search(words) or ERRAND.search(words) or WAITING.search(words) or SETTLED.search(words))
    if not back and not arising:
        return None
    if OVERTAKEN.search(words):
        return "overtaken"
    if UNMET.search(words):
        return "unmet"
    if PARTLY.search(words) and DONE.search(words):
        return "partly"
    if DONE.search(words) or ERRAND.search(words) or SETTLED.search(words):
        return "met"
    if WAITING.search(words):
        return "unmet"
    return "open" if OPEN.search(words) and arising else None

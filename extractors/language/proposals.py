"""Proposals: what a report recommends to the meeting, and motions that are moved and not, in the same sentence,
decided."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractors.language.decision_limbs import Decision, Head, after, head_of, inline_limbs, limbs
from extractors.language.effects import effect_of
from extractors.language.engine import Passage, Sentence
from extractors.language.prefilter import Prefilter, prefilter
from extractors.language.wordings import wording
from models.text import Text

BODY = (
    r"(?:Committee|Sub-Committee|Cabinet|Council|Board|Panel|Members|members|Councillors|Executive|Commission|Forum"
    r"|Authority)"
)
# Who is invited to send suggestions, or to the opening, is not asked to decide.
INVITED = (
    r"invited\s+(?:that|to\s+(?:\w+ly\s+)?(?:agree|approve|note|endorse|consider|adopt|confirm|resolve|recommend|support|determine"
    r"|decide|accept|receive|ratify|authorise|delegate|appoint|comment|review|scrutinise|discuss|set|give|grant|make))"
)
RECOMMENDED = re.compile(
    rf"\b{BODY} (?:is|are) (?:therefore )?(?:(?:recommended|RECOMMENDED|asked|requested)\s+(?:to|that)|{INVITED})\b"
    rf"|\b{BODY} (?:was|were) (?:therefore )?(?:(?:RECOMMENDED|recommended)\s+(?:to|that)|{INVITED})\b"
    r"|^(?:RECOMMENDATIONS?|Recommendations?|Officer recommendation|MOTION|Motion)\s*(?:\([^)]*\))?\s*[:–-]"
    r"|\b[Tt]he report recommended\b|^Recommendations?$"
)
IN_REPORT = re.compile(
    r"^It is (?:therefore |also |now |further |hereby )*(?:recommended|proposed)\b|^[\w ]{0,60}\bIt is (?:now "
    r"|also |therefore )?proposed\b"
)
MOVED = re.compile(
    r"\b(?:moved|MOVED|proposed)(?:,? and [^.;]{3,60}? seconded)?(?: and seconded)?,?\s+(?:as an amendment,?\s+)?"
    r"(?:(?:and )?seconded )?(?:by (?:[^.;]|\b[A-Z]\.){3,90}?)?(?::\s*)?\"?"
    r"(?:(?:an?|the|the following) (?:motion|amendment|proposal),?:? )?"
    r"(?P<clause>\bthat\b|(?<=\")That\b|(?<=was proposed )to\b)"
    r"|^(?:Cllr|Councillor)\s[^:;\"]{2,40}:\s*\"(?P<named>That\b)"
    r"|^Proposed by [^;:\"]{3,80}?,? seconded by [^;:\"]{3,60}?:?\s*\"(?P<quoted>That\b)"
    r"|\b[Ii]t was recommended (?P<advice>that\b)"
)
# What a committee advises the body above it: "It was recommended that the Council approve the dues".
ADVISES = "It was recommended "
BODY_ABOVE = re.compile(r"that (?:the )?(?:full )?(?:Council|Cabinet|Executive)\b")
BODY_BELOW = re.compile(r"\b(?:Committee|Panel|Board|Commission|Forum|Group)\b", re.IGNORECASE)
AMENDMENT = re.compile(
    r"\b(?:moved|proposed)(?:,? and [^.;]{3,60}? seconded,)?\s+(?:\w+\s+){0,3}?amendment\b"
    r"[^.;]{0,90}?\bto\s+(?:delete|insert|add|replace|amend|remove|substitute|strike|include)\b"
    r"|\b(?:moved|proposed)\s+(?:\w+\s+){0,3}?amendment\b[^.;]{0,60}?\b(?:so|to the effect) that\b"
)
# "moved approval of the plan", "moved, and Cllr Orme seconded, the recommendations", "moved by Cllr Pask to adopt".
MOVED_THING = re.compile(
    r"\b(?:moved|MOVED|proposed)(?:,? and [^.;]{3,60}? seconded)?,? (?:the )?(?:(?:officers?'?s?'?|report's) )?"
    r"(?:approval|adoption|refusal|acceptance|deferral|rejection|recommendations?)\b(?! (?:ratings?|rates?|process))"
    r"|\b(?:moved|MOVED)(?: by [^.;]{3,90}?)?,? to (?:approve|adopt|refuse|accept|defer|reject|endorse)\b"
)
DECIDED = re.compile(
    r"\b(?:was|were|and|been)\s+(?:then |duly |unanimously |so |all )?(?:agreed|carried|resolved|lost|approved)\b"
    r"|\b(?:RESOLVED|AGREED|CARRIED)\b"
)
# Whose motion it is stands before the vote on it.
IN_FAVOUR = re.compile(r"\b(?:all|unanimously)\s(?:were |was |voted |present )*in favou?r\b", re.IGNORECASE)
# "It is proposed that" tells of a plan; "the fee proposed by X" is a thing.
NO_MOTION = re.compile(r"\b(?:is|are|being|be|had|if|whether|fee|price|date|changes?|works?)\s+(?:\w+\s+)?$")
QUOTES = ("“", '"', "'", "‘")
QUOTED = re.compile(r"^[“\"'‘](?:That|THAT|This Council|To)\b")
# Ireland: "Proposed by X / Seconded by Y / AND AGREED", then the decision in quotation marks.
AND_AGREED = re.compile(r"\band (?:it was )?(?:agreed|resolved)\W*$", re.IGNORECASE)
# "(a) Cllr. Orme": whose motion stands below.
NAMED_MOVER = re.compile(
    r"\W*(?:\w{1,3}[.)]\s*)?(?:Cllr|Councillor|Alderman|Ald|Bailie|Deputy|Senator)\b\.?\s(?:[A-Z][\w.'’-]*,?\s*(?:and\s)?){1,8}:?"
)
MOVER = re.compile(r"\b(?:moved|proposed|motion|amendment|seconded)\b", re.IGNORECASE)
MOTION_TITLE = re.compile(
    r"^(?:(?:notices? of )?motions?|(?:first |second |third |further )?amendment)(?: \d+)?:?$", re.IGNORECASE
)
# Who voted for the motion: "Motion: Currie, Anderson, Bain".
VOTERS = re.compile(r"(?:\(?[A-Z][\w.'’()-]*(?:,\s*|\s+and\s+|\s+|$)){3,}\W*")
LEAD = re.compile(
    r"^(?:RECOMMENDATIONS?|Recommendations?|Officer recommendation|MOTION|Motion|The report recommended)"
    r"\s*(?:\([^)]*\))?\s*[:–-]*\s*"
)
OPEN_END = (":", ":-", "–", "-", " to", " that")


def read_proposal(sentence: Sentence, *, in_report: bool, found: list[Decision]) -> tuple[bool, Head | None]:
    """Read a sentence as a proposal: whether it is one, and the head of the list that it leads in, if it does."""
    words = sentence.words
    if not sentence.holds("proposal-parts") or not _shapes().possible(words):
        return False, None
    if not in_report and wording("asked-of-members").search(words):
        return False, None
    if RECOMMENDED.search(words) or MOTION_TITLE.match(words) or (in_report and IN_REPORT.search(words)):
        return True, _recommended(sentence, found)
    moved = MOVED.search(words) or AMENDMENT.search(words) or MOVED_THING.search(words)
    if moved is None or NO_MOTION.search(words, 0, moved.start()):
        return False, None
    if DECIDED.search(words, moved.start()) or IN_FAVOUR.search(words, moved.start()):
        return False, None
    begin = moved.start(moved.lastgroup) if moved.lastgroup else 0
    found.append(Decision("proposal", sentence.start + begin, sentence.end, None, "moved", formal=False))
    return True, None


@cache
def _shapes() -> Prefilter:
    """The shapes of proposals, of which one at least stands in a sentence that is one."""
    return prefilter([RECOMMENDED, MOTION_TITLE, IN_REPORT, MOVED, AMENDMENT, MOVED_THING])


def quoted_motion(passage: Passage, before: str, found: list[Decision]) -> bool:
    """Read a block that begins with one of `QUOTES` behind "Moved by X and seconded by Y" as the words of the motion.

    It is a proposal, or the decision where "AND AGREED" stands behind the names.
    """
    first = passage.sentences[0]
    led_in = passage.block.region == "motion" or MOVER.search(before) or NAMED_MOVER.fullmatch(before.strip())
    if not led_in or not QUOTED.match(first.words):
        return False
    span = (first.start, passage.sentences[-1].end)
    if AND_AGREED.search(before):
        found.append(Decision("resolution", *span, effect_of(first.words.strip("“”\"'‘’")), "agreed", formal=True))
    else:
        found.append(Decision("proposal", *span, None, "quoted-motion", formal=False))
    return True


def with_advice(
    text: Text, passages: Sequence[Passage], found: Sequence[Decision], committee: str | None
) -> tuple[Decision, ...]:
    """Return decisions and proposals with what a committee, where the text is its minutes, advises the council or its
    executive as a recommendation. Where the item also decides, the advice was the report's."""
    advice = [one for one in found if _advises(text, one)]
    if not advice or committee is None or BODY_BELOW.search(committee) is None:
        return tuple(found)
    deciding = {_item(passages, one) for one in found if one.formal and one.kind != "proposal"}
    return tuple(
        replace(
            one,
            kind="recommendation",
            start=one.start - len(ADVISES),
            effect=effect_of(text.plain[one.start : one.end]),
            rule="recommended",
        )
        if one in advice and _item(passages, one) not in deciding
        else one
        for one in found
    )


def _item(passages: Sequence[Passage], decision: Decision) -> int | None:
    blocks = (one for one in passages if one.block.start <= decision.start < one.block.end)
    return next((one.item for one in blocks), None)


def _advises(text: Text, proposal: Decision) -> bool:
    said = proposal.rule == "moved" and text.plain.endswith(ADVISES, 0, proposal.start)
    return said and BODY_ABOVE.match(text.plain, proposal.start) is not None


def read_block(passage: Passage, head: Head | None, found: list[Decision]) -> Head | None:
    """Read report and motion text: its recommendations are proposals, everything else in it is nothing."""
    if head is not None and head.kind == "proposal":
        ruling = head_of(passage, head)
        if ruling is not None:
            found.extend(limbs(passage, ruling))
            return after(ruling, passage)
    opened: Head | None = None
    for sentence in passage.sentences:
        _, opened = read_proposal(sentence, in_report=True, found=found)
    return opened


def _recommended(sentence: Sentence, found: list[Decision]) -> Head | None:
    words = sentence.words.rstrip()
    if MOTION_TITLE.match(words):
        return Head("proposal", "moved", "", None, formal=False)
    if words.endswith(OPEN_END) or re.fullmatch(r"[\w\s()]{0,60}", words):
        return Head("proposal", "recommended-to", "", None, formal=False)
    lead = LEAD.match(words)
    if lead and VOTERS.fullmatch(words, lead.end()):
        return None
    for start, end in inline_limbs(words, lead.end() if lead else 0):
        found.append(
            Decision("proposal", sentence.start + start, sentence.start + end, None, "recommended-to", formal=False)
        )
    return None

"""Whom a pronoun means: the last one inside the item who spoke or acted; and the subject that a later verb shares."""

import re
from collections.abc import Sequence
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.owners import (
    NAME,
    POSSESSIVE,
    WORDS,
    after_boundary,
    clean,
    is_initials,
    object_of,
    pronoun_at_end,
    subject,
)
from extractors.language.rules import word_lists

FINITE = (
    r"(?:(?:also|then|now|both|all|each|\w+ly)\s+)*(?:was|were|is|are|had|has|have|did|does|would|will|could|should|might|may|must|said|told|gave|took|felt|thought|knew|saw|went|"
    r"spoke|undertook|found|made|put|brought|met|left|sent|wrote|got|bought|kept|drew|paid|sold|rang|chose|came|began|\w{2,}ed)\b"
)
# Behind "he", "she" and "it" a verb in the present shows itself by its end: "She needs two marshals and will ask".
PRONOUN_AND_VERB = re.compile(rf"(?P<pronoun>he|she|they|we|i|it)\s+(?:{FINITE}|(?<=e\s)[a-z]{{2,}}s\b)", re.IGNORECASE)
VERB = re.compile(rf"\s+(?={FINITE})")
OPENER = re.compile(
    r"^(?:In|On|At|Following|After|With|To|For|By|As|During|Having|Given|Under|When|Asked|Questioned|Pressed|Replying"
    r"|Responding|Answering|Referring|Turning|Regarding|Concerning)\b[^,]*,\s+"
)
# Behind the head of a title: what it is the head of.
BEHIND_HEAD = re.compile(r"\s+(?:of|for)\s+|,|\s+[–-]\s+|\s*\(")
# "Cllr Moss asked the Surveyor to look. She replied": whoever was asked, and not who asked.
REPLIES = re.compile(r"\s*(?:He|She)\s+(?:\w+ly\s+)?(?:replied|responded|answered)\b")
ASKED = re.compile(r"\b(?:asked|invited|pressed|urged|queried|enquired|inquired|questioned)\b")
ONE_NAME = re.compile(r"[A-Z][a-z'’-]+")
# Behind a name: what people do, and places do not.
ACTS = re.compile(
    r"\s+(?:also\s+|kindly\s+)?(?:(?:(?:has|had)\s+(?!been\b))?(?:\w{2,}ed|had|sent|gave|given|took|taken|met|brought|led|wrote|written"
    r"|bought|made|found|put|got|spoke|spoken|went|gone)\s+(?:the|an?|it|them|his|her|to|up|for|with|out|in|on|about|that|of)\b"
    r"|(?:will|would)\s+(?!be\b)\w+)"
)
# "Notes agreed.": what is said of things too, so that one name alone is not told as somebody's.
ALSO_DONE_TO_THINGS = frozenset(
    {"agreed", "accepted", "noted", "considered", "proposed", "highlighted", "presented", "heard"}
)
ASKED_THEM = re.compile(r"\basked\s+(?:him|her)\b")
# A line of fewer words is a title, not a sentence.
LEAST_WORDS = 3
MALE, FEMALE = re.compile(r"\bMr\b|\bSir\b"), re.compile(r"\b(?:Mrs|Ms|Miss|Lady|Dame)\b")


def meant(pronoun: str | None, before: Sequence[str]) -> tuple[str, ...]:
    """Return whom a pronoun means, the words before it given sentence by sentence from the item's beginning, its own
    sentence last; empty where they do not tell. "We" and "I" are never resolved: the text does not say who speaks."""
    if pronoun in ("he", "she"):
        human = first_human(before, pronoun)
        return (human,) if human else ()
    if pronoun in ("it", "they"):
        own = before[-1:]
        for found in [*map(leading_subject, own), *(leading_subject(words, whole=True) for words in before[:-3:-1])]:
            if found and found[0] and is_organisation(found[0][-1], plural=pronoun == "they"):
                return found[0]
    return ()


def leading_subject(words: str, *, whole: bool = False) -> tuple[tuple[str, ...], str | None] | None:
    """Return the subject that the first finite verb of the last clause has, or with `whole` that of the sentence, as
    owners or as a pronoun; None where it begins with something else."""
    tail = OPENER.sub("", words) if whole else after_boundary(words)
    match = PRONOUN_AND_VERB.match(tail)
    if match:
        return (), match["pronoun"].lower()
    for match in VERB.finditer(tail):
        owners = subject(tail, match.start())
        if owners:
            return owners, None
        if pronoun_at_end(tail[: match.start()]):
            return None
    return None


def is_organisation(owner: str, *, plural: bool) -> bool:
    """Whether an owner can be "it" or, with `plural`, "they": a body, or several people."""
    tokens = WORDS.findall(owner.lower())
    heads = word_lists()["body-heads"] | word_lists()["organisation-heads"]
    body = not set(tokens) & word_lists()["role-heads"] and bool(set(tokens) & heads)
    return bool(tokens) and (body or tokens[-1] in heads or (plural and tokens[-1].endswith("s")) or is_initials(owner))


def first_human(sentences: Sequence[str], pronoun: str | None = None) -> str | None:
    """Return whom "he" or "she" means behind these sentences: the last person who said or did something in them.

    Read backwards; in one sentence the last speaker counts ("In answer to Cllr Rao the Director said" is the Director),
    and where nobody speaks in it, its subject.
    """
    replies = bool(sentences) and REPLIES.match(sentences[-1]) is not None
    for place, words in enumerate(reversed(sentences)):
        if replies and place == 1 and (asked := ASKED.search(words)):
            owners = object_of(words, asked.end())
            if owners and _is_one_person(owners[-1], pronoun):
                return owners[-1]
            continue
        if place == 0 and ASKED_THEM.search(words):
            # "Cllr Moss asked him to look, and this he agreed to do": he is none of those in the sentence.
            continue
        speakers = [(match[0], subject(words, match.start())) for match in _speaks().finditer(words)]
        told = [(verb, owners[-1]) for verb, owners in speakers if owners]
        named = [
            owner
            for verb, owner in told
            if _is_one_person(owner, pronoun) or (verb not in ALSO_DONE_TO_THINGS and _is_one_name(owner))
        ]
        if named:
            return named[-1]
        found = leading_subject(words, whole=True)
        if found and found[0] and _is_one_person(found[0][-1], pronoun):
            return found[0][-1]
        if found and found[0] and _is_one_name(found[0][-1]) and _acts(found[0][-1], words):
            return found[0][-1]
        opening = _opening().match(words.rstrip()) if len(words.split()) >= LEAST_WORDS else None
        if opening and _is_one_person(opening[1], pronoun):
            return clean(opening[1])
    return None


@cache
def _speaks() -> re.Pattern[str]:
    reports = any_of(word_lists()["report-verbs"])
    return re.compile(rf"\b(?:{reports}|presented|introduced|asked)\b")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"((?:[Tt]he\s+)?{NAME})(?:,[^,]{{3,60}},)?(?:\s+\w+|$)")


def _acts(name: str, words: str) -> bool:
    """Whether it is told of a name what only people do: "Morven has ordered the rope"."""
    return ACTS.match(words, words.find(name) + len(name)) is not None


def _is_one_name(owner: str) -> bool:
    """Whether an owner is one word with a capital that is no post and no body: a first name or a surname."""
    lists = word_lists()
    known = lists["role-heads"] | lists["body-heads"] | lists["organisation-heads"] | lists["not-names"]
    return ONE_NAME.fullmatch(owner) is not None and owner.lower() not in known | lists["thing-heads"]


def _is_one_person(owner: str, pronoun: str | None) -> bool:
    """Whether an owner can be "he" or "she": a role or a name, not a body, not a word that only begins a sentence."""
    head = BEHIND_HEAD.split(owner, 1)[0]
    tokens = WORDS.findall(head.lower())
    lists = word_lists()
    known = [token for token in tokens if token in lists["role-heads"]]
    shouted = owner.isupper() and not is_initials(owner)
    if not tokens or shouted or tokens[-1] in lists["body-heads"] - lists["role-heads"] or owner.endswith(POSSESSIVE):
        return False
    if (pronoun == "she" and MALE.search(owner)) or (pronoun == "he" and FEMALE.search(owner)):
        return False
    bodies = lists["body-heads"] | lists["organisation-heads"]
    return bool(known) or (_is_name(head) and bodies.isdisjoint(tokens)) or is_initials(owner)


def _is_name(words: str) -> bool:
    """Whether several words all begin with a capital: "Alice Moor", not "Not all departments"."""
    parts = words.split()
    return len(parts) >= 2 and all(part[0].isupper() or part in ("de", "van", "von", "of", "the") for part in parts)

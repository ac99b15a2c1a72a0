"""Ties of names to roles, acronyms and initials that a document itself makes: "Alice Moor, Head of Parks", "P Vane
(PV)", "Head of Looked After Services (HLAS)"; of a post's former name to its new one: "Head of Property (formerly
Estates Manager)". Nothing is tied by guess, and a key with two names is tied to none."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

import re2

from extractors.language.owners import is_person
from extractors.language.prefilter import BLANK, OUTSIDE, Prefilter, offsets, prefilter
from extractors.minutes.people import PLURAL
from models.record import Tie
from models.text import Text

# Behind the capital with which a title begins.
TITLED = r"(?:(?<=C)(?:llr|ouncillor)|(?<=M)(?:rs|r|s|iss)|(?<=D)r|(?<=R)ev)"
TITLED_ALONE = r"(?:(?<=M)(?:rs|r|s|iss)|(?<=D)r)"
# It begins with a set of letters, which Python's engine soon finds.
PERSON = (
    rf"[A-Z](?:(?:{TITLED}\.?\s+[A-Z])?[a-z'’-]+(?:\s+(?:[A-Z]\.?\s+)?(?:Mc|Mac|O['’])?[A-Z][a-z'’-]+){{1,2}}"
    rf"|{TITLED_ALONE}\.?\s+(?:[A-Z]\.?\s+)?[A-Z][a-z'’-]+)"
)
# "K Marsh", "Councillor D.R. Lowe": a person where a bracket tells the role.
INITIALS_AND_NAME = (
    r"(?<![\w.])(?:(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Rev)\.?\s+)?(?:[A-Z]\.\s*|[A-Z]\s+){1,3}(?:Mc|Mac|O['’])?"
    r"[A-Z][a-z'’-]+(?=\s*\()"
)
ROLE = r"(?:[A-Z][\w'’&-]+)(?:\s+(?:of|for|and|the|&)?\s*[A-Z][\w'’&-]+){0,8}"
NAME_THEN_ROLE = re.compile(
    rf"(?P<name>{PERSON}|{INITIALS_AND_NAME})\s*(?:,\s+(?:the\s+)?|\s+[–-]\s+|\()(?P<role>{ROLE})(?=[,.;)]|\s+\(|\s+(?:said|reported|"
    rf"presented|outlined|undertook|introduced|updated|and|gave|explained|agreed|advised|confirmed|stated|would|will|responded|"
    rf"informed|attended|provided|highlighted|told|was|had|has)\b|$)"
)
ROLE_THEN_NAME = re.compile(rf"(?P<role>{ROLE})(?:,\s+|\s*\()(?P<name>{PERSON})(?=[,.;)])")
INITIALS = re.compile(
    rf"(?P<name>{PERSON}|[A-Z]\.?\s+[A-Z][a-z'’-]+)\s*[({{\[](?P<key>[A-Z]{{2,4}}[a-z]?)(?:\s*[;,–-]\s*{ROLE})?[)}}\]]"
)
ACRONYM = re.compile(
    r"(?P<role>[A-Z][\w'’&-]+(?:\s+(?:of|for|and|the|&|to)?\s*[A-Z][\w'’&-]+){0,8})\s*\((?P<key>[A-Z]{2,6})\)"
)
# "Head of Property (formerly Estates Manager)", "the Estates Manager, now the Head of Property,".
FORMERLY = re.compile(
    rf"(?P<role>{ROLE})\s*(?:\(|,\s)\s*(?:formerly|previously)\s+(?:known\s+as\s+|called\s+)?(?:the\s+)?(?P<key>{ROLE})(?=[,.;)])"
)
NOW = re.compile(rf"(?P<key>{ROLE})\s*(?:\(|,\s)\s*now\s+(?:called\s+)?(?:the\s+)?(?P<role>{ROLE})(?=[,.;)])")
ROLE_WORD = re.compile(
    r"\b(?:Director|Officer|Manager|Head|Clerk|Chair|Chairman|Leader|Secretary|Treasurer|Solicitor|Surveyor|Engineer|"
    r"Adviser|Advisor"
    r"|Executive|Lead|Mayor|Member|Holder|Inspector|Sergeant|Commissioner|Superintendent|Principal|Consultant|"
    r"Coordinator|Co-ordinator|Registrar|Auditor)\b"
)
# "Head of Bus Reform, Head of Legal": what reads like a name is the end of a title.
TITLE_BEGINS = re.compile(rf"{ROLE_WORD.pattern}(?:\s+(?:of|for|and|the|&|[A-Z][\w'’-]*))*?\s+(?:of|for|and|&)\s+$")
WHITE = re.compile(r"\s+")
# One of these parts a name from its role or its initials.
SIGNS = re.compile("[(,–-]")
# So it goes on behind it. A brace and a square bracket part initials from a name where one of the signs stands as well.
BEHIND_SIGN = re2.compile(rf"[(,{{\[{OUTSIDE}-]{BLANK}*(?:the{BLANK}+)?(?:[A-Z]|formerly|previously|now)")
OPENER = re.compile(
    r"(?:^|[.;:]\s+|\bthat\s+)(?:In|At|On|Following|After|To|With|By|Further|Answering|Replying|Responding|Questioned)\b[^,.;]*$",
    re.IGNORECASE,
)
# A council names the same posts again and again.
ROLES_KEPT = 10_000
NOISE = frozenset({"the", "for", "of", "and", "a", "an", "on", "behalf"})


def ties(text: Text) -> tuple[Tie, ...]:
    """Return every tie that the text makes, in reading order, without repetitions."""
    found: dict[Tie, None] = {}
    # Looked for in the whole text at once: few blocks have one.
    for block in text.blocks_at(offsets(BEHIND_SIGN, text.plain)):
        words = text.plain[block.start : block.end]
        if SIGNS.search(words):
            for tie in _of(_single_blanks(words)):
                found.setdefault(tie)
    return tuple(found)


def _single_blanks(words: str) -> str:
    # White space other than blanks is not printable.
    return words if words.isprintable() and "  " not in words else WHITE.sub(" ", words)


def expand(owners: Sequence[str | None], names: Sequence[Tie]) -> str | None:
    """Return the person whom the document ties to the first owner that it ties to exactly one; None where it does
    not."""
    for owner in owners:
        if owner is None:
            continue
        key = role_key(owner)
        found = {tie.name for tie in names if role_key(tie.key) == key}
        roles = {tie.name for tie in names if tie.key == owner}
        for role in roles:
            found |= {tie.name for tie in names if role_key(tie.key) == role_key(role)} - {role}
        people = {name for name in found if not ROLE_WORD.search(name)}
        if len(people) == 1:
            return people.pop()
    return None


@lru_cache(ROLES_KEPT)
def role_key(role: str) -> frozenset[str]:
    """Return what two spellings of one role have in common: "Head of Parks & Trees", "head of parks and trees"."""
    return frozenset(word for word in re.findall(r"[a-z0-9]+", role.lower().replace("&", " ")) if word not in NOISE)


def _of(words: str) -> Iterator[Tie]:
    for place in _prefilter().possible(words):
        pattern, tie = SHAPES[place]
        for match in pattern.finditer(words):
            if (found := tie(match)) is not None:
                yield found


def _role_of(match: re.Match[str]) -> Tie | None:
    if _is_post(match["name"]) or not _is_post(match["role"]) or _ends_opener(match):
        return None
    if TITLE_BEGINS.search(match.string, 0, match.start("name")):
        return None
    return Tie(match["role"], PLURAL.sub("", match["name"]))


def _ends_opener(match: re.Match[str]) -> bool:
    """Whether the comma ends what a sentence opens with, and the role is who acts in it: "In reply to Cllr Orme, the
    Head of Parks said"."""
    opened = OPENER.search(match.string, 0, match.start()) is not None
    return opened and "," in match[0] and match.string[match.end() : match.end() + 1] == " "


def _initials_of(match: re.Match[str]) -> Tie | None:
    name = PLURAL.sub("", match["name"])
    return Tie(match["key"], name) if not _is_post(name) and name[0] == match["key"][0] else None


def _acronym_of(match: re.Match[str]) -> Tie | None:
    return Tie(match["key"], match["role"]) if is_person(match["role"]) and _is_post(match["role"]) else None


def _renamed_of(match: re.Match[str]) -> Tie | None:
    key, role = (match[name].removeprefix("The ") for name in ("key", "role"))
    return Tie(key, role) if _is_post(role) and _is_post(key) else None


def _is_post(words: str) -> bool:
    return ROLE_WORD.search(words) is not None


# The shapes in which a document makes a tie, in the order in which they are read, and the tie that each makes.
SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Tie | None]], ...] = (
    (NAME_THEN_ROLE, _role_of),
    (ROLE_THEN_NAME, _role_of),
    (INITIALS, _initials_of),
    (ACRONYM, _acronym_of),
    (FORMERLY, _renamed_of),
    (NOW, _renamed_of),
)


@cache
def _prefilter() -> Prefilter:
    return prefilter(pattern for pattern, _ in SHAPES)

"""The body that a line of a title block names: "Moor Town Council", "Planning Committee - draft minutes of 4 May"."""

import re

from extractors.sources.moderngov_titles import day

# Bodies that others are part of, and their parts.
WHOLES = r"Council|Authority|Partnership|Association|Trust"
PARTS = (
    r"(?:Sub[- ]?)?Committee|Cabinet|Board|Panel|Forum|Commission|Executive|Working Party"
    r"|(?:Working|Steering|Management|Advisory|Liaison|Task(?: (?:and|&) Finish)?) Group"
)
SENTENCE = re.compile(
    r"\b(?i:(?:minutes?|notes?|record) of (?:the |a |an )?(?:(?:ordinary|extraordinary|annual|special|monthly|"
    r"statutory|joint|virtual|remote|full) )*(?:meeting of (?:the )?)?)(?P<body>[A-Z][\w'’&,() -]{3,90}?)"
    r"(?=\s+(?i:held|meeting(?! of)|on|at|dated|-|–)\b|\s*[,.]|\s*$)"
)
# What SENTENCE matches has this in it.
SENTENCE_SIGN = " of "
LINE = re.compile(
    rf"^(?P<name>(?:[A-Z&][\w'’&,/-]*\s+){{0,8}}(?:{PARTS}|{WHOLES}))\b(?P<tail>[\w ()'’-]{{0,40}})$", re.IGNORECASE
)
# Letters: longer lines are no names.
LONGEST = 90
# A line that is a label and the body, or the body and what the paper is: their parts.
LABEL = re.compile(
    r"^(?:(?:name of )?(?:committee|meeting|body|group|panel|board)(?: name| title)?)\s*:\s*", re.IGNORECASE
)
KIND = r"(?:(?:draft|approved|confirmed|unconfirmed|final) )*(?:minutes?|agenda|notes|actions?|decisions?)\b"
PARTED = re.compile(rf"\s+[-–—|]\s+|\s*[:,]\s+(?={KIND})|(?<=minutes)\s*:\s+|(?<=notes)\s*:\s+", re.IGNORECASE)
KIND_TAIL = re.compile(rf"\s+(?:meeting\b\s*)?(?:{KIND}.*)?$", re.IGNORECASE)
DAY_TAIL = re.compile(r"[\s,]+(?:on\s+)?(?:(?:\w+day),?\s+)?(?:the )?\d{1,2}(?:st|nd|rd|th)?[\s/.-].*$")
# Lines that name a body and mean somebody or something of it.
NOT_BODY = re.compile(
    r"(?:reports?|chair(?:man)?|members?|minutes|clerk|terms|appointments?|elections?|updates?|leader|head|officers?|cllrs?"
    r"|councillors?|membership|to|by|from|for)\b",
    re.IGNORECASE,
)
# One word of these is no name, but with others.
NEVER_ALONE = frozenset({"authority", "committee", "partnership", "commission", "association", "trust", "panel"})
SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "at", "with", "to", "a", "de", "upon"})
# A hall that is called by a body is none.
HALL = re.compile(
    r"\b(?:council|committee|board|cabinet)['’]?s? (?:chambers?|rooms?|offices?|house|suite)\b", re.IGNORECASE
)
# What a body is called among its own people.
GENERAL = re.compile(
    r"(?:the |full )?(?:parish |town |community |city )?(?:council|board|committee|meeting)", re.IGNORECASE
)


def body(words: str) -> str | None:
    """Return the body that a line names, None where it names none."""
    match = SENTENCE.search(words) if SENTENCE_SIGN in words.lower() else None
    if match is not None:
        return match["body"].strip(" ,-")
    if len(words) >= LONGEST:
        return None
    found = [name for part in PARTED.split(LABEL.sub("", words)) if (name := _line(part)) is not None]
    return next((name for name in found if is_part(name)), found[0] if found else None)


def is_part(name: str) -> bool:
    """Whether a body is part of another, as a committee is of a council, by what it is called."""
    return re.search(rf"\b(?:{PARTS})\b(?!.*\b(?:{WHOLES})\b)", name, re.IGNORECASE) is not None


def is_general(name: str) -> bool:
    """Whether a name is no name: "the Parish Council"."""
    return GENERAL.fullmatch(name) is not None


def _line(part: str) -> str | None:
    tail = DAY_TAIL.search(part)
    bare = part[: tail.start()] if tail is not None and day(tail[0]) is not None else part
    match = LINE.match(bare.strip(" .,"))
    if match is None or NOT_BODY.match(bare) or HALL.search(bare) or match["name"].lower() in NEVER_ALONE:
        return None
    if not _is_capitalised(match[0]):
        return None
    return match["name"] if KIND_TAIL.fullmatch(match["tail"]) else match[0].strip()


def _is_capitalised(words: str) -> bool:
    """Whether every word is written large, but for the small ones: a name, not a sentence."""
    parts = re.findall(r"[^\W\d_][\w'’]*", words)
    return all(part[0].isupper() or part in SMALL_WORDS for part in parts)

"""Heads of decisions: "RESOLVED that", "it was agreed to", "The Committee agreed the plan", and what is not one."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.decision_wording import CLAUSE, CLAUSE_WRITTEN, body, head_pattern
from extractors.language.owners import is_person, subject
from extractors.language.prefilter import Prefilter, prefilter
from extractors.language.rules import word_lists
from extractors.language.wordings import sought, wording
from models.frozen import frozen
from models.vocabulary import Kind

RULES = {
    "r": "resolved",
    "a": "agreed",
    "d": "decided",
    "v": "decided",
    "w": "agreed",
    "n": "noted",
    "c": "motion-fate",
}
# The last word of a body that can decide. "Team", "trust" and the like meet too, but what they agree binds nobody here.
DECIDING = frozenset(
    {
        *("committee", "sub-committee", "cabinet", "council", "board", "panel", "forum", "commission", "executive"),
        *("authority", "assembly", "members", "councillors", "meeting", "group", "cc", "we", "all"),
    }
)
# They meet by themselves, with no other word beside them: the harbour's trustees may be anybody's.
OURSELVES = re.compile(
    r"(?:(?:the|all)\s+)?(?:governors|trustees)|(?:the\s+)?(?:full\s+)?governing\s+body", re.IGNORECASE
)
NOT_BODY = re.compile(r"\bmembers? of\b|\b(?:at|of|in|from) the meeting\b|\bpresent\b", re.IGNORECASE)
# "proposed by X, seconded by Y and agreed to": the meeting agrees.
SECONDED = re.compile(r"\b(?i:seconded)\b[^.;]*(?:\band|,)\s+$")
# "resolved in terms of the recommendations": what is decided stands in the report.
IN_TERMS = re.compile(r"(?:in (?:terms of|accordance with|line with)|accordingly)\b", re.IGNORECASE)
RECOMMENDS = ("recommended", "recommends")
ASKED_BEFORE = re.compile(r"\b(?:requested|asked for|(?:last|previous) meeting|actions?)\b")
NOTED_THAT = re.compile(r"\b(?:noted|notes) that\b(?! (?:this|that|it|these|they)\b)")
# The places of what `_where` tells.
AT_FIRST, IN_CLAUSE, ADVISES = range(3)
RECIPIENT = re.compile(
    r"\s*(?:to|TO|that|THAT)?\s*(?:the\s+)?(?:full\s+)?(?:Council|Cabinet|Executive|Authority"
    r"|(?:Lead|Cabinet|Executive) Member|Portfolio Holder"
    r"|[A-Z][\w ]+(?:Committee|Board|Panel|Council|Authority)|(?:THE\s+)?(?:[A-Z]+\s+){0,4}"
    r"(?:COUNCIL|CABINET|EXECUTIVE|AUTHORITY|COMMITTEE|BOARD|PANEL))\b"
)


@frozen
class Opening:
    """A head found in a sentence: where its clause begins, where what is decided begins with its "that" or "to", and
    where without (offsets into the sentence's words), the rule, and whether it is formal (a label or capitals) or a
    sentence of prose. `that` tells "agreed that" from "agreed to"; `subject` is the body that decides, where it stands
    before the word of the head, and `behind` the words that stand behind the head; `voted` says that the head tells how
    the meeting voted."""

    kind: Kind
    rule: str
    start: int
    said: int
    rest: int
    formal: bool
    that: bool
    subject: str | None
    behind: str
    note: bool = False
    impersonal: bool = False
    voted: bool = False

    @property
    def body(self) -> str | None:
        """The body that decides, None where none is named. Few ask, and it takes a look at all that stands behind."""
        return self.subject or _lead_body(self.behind)


def opening(words: str) -> Opening | None:
    """Return the first decision head of a sentence, None where no clause of it has one."""
    lowered = words.lower()
    return first_head(words) if any(part in lowered for part in word_lists()["head-parts"]) else None


def first_head(words: str) -> Opening | None:
    """Return what `opening` does, of words in which a part of a word of the list "head-parts" stands."""
    standing = _where().possible(words)
    starts = (0,) if AT_FIRST in standing else ()
    for start in clause_starts(words) if IN_CLAUSE in standing else starts:
        match = head_pattern().match(words, start)
        if match is not None and _is_head(match, words):
            return _opening(match, words, start, may_advise=ADVISES in standing)
    return None


def is_body(words: str) -> bool:
    """Whether the words name a body that can decide: "the Planning Committee", not "a member of the Committee"."""
    last = words.lower().split()[-1]
    initials = words.split()[-1].isupper()
    if OURSELVES.fullmatch(words):
        return True
    return (last in DECIDING or initials) and not NOT_BODY.search(words) and not wording("post-of-body").search(words)


def is_earlier(words: str) -> bool:
    """Whether a sentence tells of what was decided before; what is noted now may be long past."""
    past = wording("earlier").search(words)
    if past is None or ASKED_BEFORE.search(words):
        return past is not None
    return not NOTED_THAT.search(words, 0, past.start())


def decides(words: str, *, impersonal: bool) -> bool:
    """Whether a clause behind "agreed that" is a decision, not an opinion ("the fair had gone well") or somebody's
    promise ("the Clerk would write")."""
    if wording("body-will").match(words) or wording("nothing-done").match(words):
        return True
    subjunctive = sought("bare-subjunctive").search(words)
    if subjunctive and not wording("opinion").search(subjunctive[0]) and not wording("deed").search(subjunctive[0]):
        return True
    deed = wording("deed").search(words)
    if deed is None or wording("opinion").search(words[: deed.start()]):
        return False
    if wording("opinion-would").match(words[deed.start() :]):
        return False
    if impersonal and deed[0] in ("would", "will"):
        return False
    return not (impersonal and deed[0] in ("should", "shall") and subject(words, deed.start()))


def clause_starts(words: str) -> Iterator[int]:
    """Give the offsets at which a decision may begin: the sentence, a clause, a sentence run into its heading."""
    yield 0
    for match in CLAUSE.finditer(words):
        yield match.end()


def _is_head(match: re.Match[str], words: str) -> bool:
    word, rest = match["word"], words[match.end() :]
    if wording("not-a-head").match(words, match.start("word")) or (match["body"] and not is_body(match["body"])):
        return False
    if word.isupper() and len(word) > 4:
        return True
    named = bool(match["impersonal"] or match["body"] or match["they"])
    complete = bool(match["comp"]) or bool(match["sep"].strip(" .,")) or not rest.strip(" .")
    if named and (
        IN_TERMS.match(rest)
        or (word.lower() in ("agreed", "agrees") and wording("agreed-object").match(rest))
        or (word.lower() in RECOMMENDS and wording("recommended-thing").match(rest))
    ):
        return True
    if word == "Agreed" and not match.start() and wording("bare-deed-clause").match(rest):
        return True
    if match.start() and match["comp"] and SECONDED.search(words[: match.start()]):
        return True
    listed = (
        match.start("word") == match.start()
        and match["comp"] in ("to", "that", "not to")
        and (not match.start() or _is_topic(words[: match.start()]) or _body_leads(words))
    )
    return complete and (word[0].isupper() or named or listed)


def _is_topic(before: str) -> bool:
    """Whether what stands before is a topic and its colon ("Auditor: agreed to ask Mr Vane"), and nobody who agrees."""
    topic = before.rstrip()
    return topic.endswith(":") and not is_person(topic[:-1])


def _body_leads(words: str) -> bool:
    """Whether the sentence is a body's: "All Councillors read the lease and agreed to sign"."""
    match = _leading_body().match(words)
    return match is not None and is_body(match["body"])


def _opening(match: re.Match[str], words: str, start: int, *, may_advise: bool) -> Opening:
    word, rest = match["word"], words[match.end() :]
    recommends = "recommend" in match[0].lower()
    to_another = recommends and (
        RECIPIENT.match(rest) is not None or wording("recommended-thing").match(rest) is not None or not rest.strip()
    )
    return Opening(
        kind="recommendation" if to_another or (may_advise and wording("advises").search(rest)) else "resolution",
        rule="recommended" if recommends else RULES[word[0].lower()],
        start=start,
        said=match.start("comp") if match["comp"] else match.end(),
        rest=match.end(),
        formal=word.isupper()
        or not (match["impersonal"] or match["body"] or match["they"] or match.start("word") > start),
        that=(match["comp"] or "").lower().replace(" ", "") == "that",
        subject=match["body"],
        behind=rest,
        note=word == "NOTED",
        impersonal=match["impersonal"] is not None or match["they"] is not None,
        voted=match["voted"] is not None or "unanimously" in match[0],
    )


def _lead_body(rest: str) -> str | None:
    if not rest.lstrip().startswith(("T", "t")) or not _named_body_scan().possible(rest):
        return None
    match = _named_body().match(rest)
    return match[1].strip() if match else None


@cache
def _where() -> Prefilter:
    """Tells whether a head may stand at the beginning of words (`AT_FIRST`) or a clause begin in them that may have one
    (`IN_CLAUSE`), and whether they may recommend something to another body (`ADVISES`)."""
    at_first = re.compile(f"^(?:{head_pattern().pattern})", re.VERBOSE)
    return prefilter([at_first, CLAUSE_WRITTEN, wording("advises")])


@cache
def _leading_body() -> re.Pattern[str]:
    return re.compile(rf"(?P<body>{body()})\s")


@cache
def _named_body_scan() -> Prefilter:
    return prefilter([_named_body()], begin=True)


@cache
def _named_body() -> re.Pattern[str]:
    heads = any_of(word_lists()["body-heads"])
    return re.compile(rf"\s*((?:the|this)\s+[\w' &-]*?{heads})\b", re.IGNORECASE)

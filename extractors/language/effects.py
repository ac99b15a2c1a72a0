"""What a decision does: note, approve, appoint, assign, delegate, refer, defer, other. The first deed of the limb
decides.

Each effect has the wordings that say it (data/rules/effects.toml); the one that stands first in the limb wins. Words
that are deeds and things alike ("grant", "note", "report") count only where a deed can stand: behind "to", a modal or
at the beginning.
"""

import re
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.prefilter import Prefilter, prefilter
from extractors.language.quick import Quick, quickened
from extractors.language.rules import word_lists
from extractors.language.wordings import Together, begins, together, wording
from models.vocabulary import Effect

# A deed in some words: where it stands, its rank among those that stand there too, and the effect.
Deed = tuple[int, int, Effect]
# What is decided in other words is approved.
IN_NO_WORDS: Deed = (0, 0, "approve")
DOER_TASK = 15
# Where a word that is a deed and a thing alike is a deed. The patterns with it ask first whether a place begins a word:
# there are far fewer of these than letters.
DEED_PLACE = r"(?:^(?:otherwise )?|(?:to|and|should|would|will|shall|otherwise|therefore)\s+)(?:otherwise\s+)?"
# Words of asking that are things as well: "legacy requests should", "a commission", "the task".
ASKS_OR_THINGS = frozenset({"request", "requests", "direct", "directs", "remit", "remits", "commission", "task"})
# What stands in quotation marks is somebody else's words, unless it is all that there is.
LEAST_WORDS = 3
# "That, subject to no objection from the Board, the post be offered": a condition before the deed.
ON_CONDITION = re.compile(r"(?:(?<=^)|(?<=^[Tt]hat)),?\s*subject to [^,;:]{3,100},(?=\s)", re.IGNORECASE)
QUOTED = re.compile(r"[“\"][^”\"]{3,}[”\"]")


def effect_of(limb: str, *, lead: str = "") -> Effect:
    """Return the effect of a limb. `lead` are the words that stand before a list of limbs ("The following be
    approved:")."""
    if lead and wording("reason-limb").match(limb) and wording("defers").search(lead):
        return "assign"
    words = " ".join((f"{lead} {limb}" if lead and wording("lead-verb").search(lead) else limb).split())
    standing = _courtesies().standing(words)
    if "minutes-approved" in standing and wording("minutes-approved").search(words):
        return "note"
    unquoted = QUOTED.sub(" ", words)
    if unquoted != words and len(unquoted.split()) >= LEAST_WORDS:
        words, standing = unquoted, _courtesies().standing(unquoted)
    thing = begins("thing-settled", words)
    words = words[thing.end() :] if thing else ON_CONDITION.sub("", words)
    deed, thanks = _first_deed(words), _thanks(words) if "thanks" in standing else None
    return min(deed, thanks)[2] if deed and thanks else (deed or thanks or IN_NO_WORDS)[2]


def _thanks(words: str) -> Deed | None:
    """Thanks take note, unless a letter is to bring them."""
    thanks = wording("thanks").search(words)
    return None if thanks is None or wording("letter").search(words) else (thanks.start(), 0, "note")


@cache
def _courtesies() -> Together:
    return together("minutes-approved", "thanks")


def _first_deed(words: str) -> Deed | None:
    """The deed that stands first, None where none does."""
    first: Deed | None = None
    for rank in _prefilter().possible(words):
        sought, effect = _sought()[rank]
        if rank == DOER_TASK and first is not None and not _doer_task_scan().possible(words[: first[0]]):
            # Its deed stands at its end, and it does not end before the one that was found already.
            continue
        if match := sought.search(words):
            deed = match.end() if rank == DOER_TASK else match.start(), rank, effect
            first = deed if first is None else min(first, deed)
    return first


@cache
def _prefilter() -> Prefilter:
    return prefilter(pattern for pattern, _ in _patterns())


@cache
def _sought() -> tuple[tuple[Quick, Effect], ...]:
    return tuple((quickened(pattern), effect) for pattern, effect in _patterns())


@cache
def _doer_task_scan() -> Prefilter:
    return prefilter([_doer_task()])


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Effect], ...]:
    """The patterns with their effects; where two begin at one place the earlier in this order wins. The deed of "the
    Clerk shall bring" (`DOER_TASK`) stands at the end of its match, that of any other at the beginning."""
    lists = word_lists()
    return (
        (wording("approves"), "approve"),
        (wording("moves-money"), "approve"),
        (wording("changes-standing"), "approve"),
        (wording("not-done"), "other"),
        (wording("delegates"), "delegate"),
        (wording("left-to-do"), "assign"),
        (wording("defers"), "defer"),
        (wording("refers"), "refer"),
        (wording("appoints"), "appoint"),
        (wording("further-task"), "assign"),
        (wording("takes-note"), "note"),
        (_deeds(lists["note-verbs"] - {"receives", "thank", "thanks", "thanked"}), "note"),
        (_deeds(lists["approve-verbs"] - {"agreed", "agrees", "agree", "confirm", "passed", "carried"}), "approve"),
        (_passive_task(), "assign"),
        (_infinitive_task(), "assign"),
        (_doer_task(), "assign"),
    )


def _deeds(verbs: frozenset[str]) -> re.Pattern[str]:
    """Participles and third persons anywhere but behind an article; base forms only where a deed can stand."""
    ended = {verb for verb in verbs if verb.endswith(("ed", "es", "ts", "ms", "set"))}
    base = verbs - ended
    return re.compile(
        rf"\b(?:(?<!the )(?<!an )(?<!a )(?:be |was |were |is |are )?{any_of(ended)}\b(?! (?:by|for|from|in) )"
        rf"|(?:be|was|were|is|are) (?:\w+ly )?{any_of(ended)}\b|{DEED_PLACE}{any_of(base)}\b)",
        re.IGNORECASE,
    )


def _passive_task() -> re.Pattern[str]:
    lists = word_lists()
    asks = any_of(lists["ask-verbs"] - ASKS_OR_THINGS)
    things = any_of(lists["ask-verbs"] & ASKS_OR_THINGS)
    participles = any_of(lists["deliver-participles"] - lists["not-tasks"])
    return re.compile(
        rf"\b(?:{asks}\b(?! by\b)|{DEED_PLACE}{things}\b"
        rf"|(?:committee|council|cabinet|board|panel|members|executive|forum) {things}\b"
        rf"|(?:be|is|are) (?:\w+ly )?{participles}\b"
        r"|be (?:made|put|kept|shown|included|added|set up|reported|given) (?:to|at|in|for|with|by|on|before|up)\b"
        r"|be held (?:at|on|in|with|before|by)\b"
        r"|(?:would|will) be (?!implemented)\w+(?:ed|en|t|ut)\b|to be (?:\w+ly )?\w+ed\b)",
        re.IGNORECASE,
    )


def _infinitive_task() -> re.Pattern[str]:
    """ "agreed to write", "to ask": the body sets itself or its officers a task."""
    lists = word_lists()
    deeds = (lists["deliver-verbs"] | lists["chore-verbs"]) - lists["done-by-deciding"]
    verbs = any_of(verb for verb in deeds if " " not in verb)
    return re.compile(
        rf"(?:^|\b(?:agreed?|agrees|decided|resolved|resolves)\s+)(?:that )?(?:to\s+){verbs}\b"
        rf"|^{verbs}\b (?!(?:be|is|was)\b)",
        re.IGNORECASE,
    )


@cache
def _doer_task() -> re.Pattern[str]:
    """A doer with a bare verb, "should" or "would": "the Clerk write", "officers should bring forward". What a body
    does by deciding it ("the Council support the plan") is no task."""
    lists = word_lists()
    delivering = {verb for verb in lists["deliver-verbs"] - {"progress", "cost", "price", "do"} if " " not in verb}
    verbs, tasks = (any_of(delivering), any_of(delivering - lists["done-by-deciding"]))
    roles = any_of(lists["role-heads"] | {"members", "office", "pcc"})
    bodies = any_of((lists["body-heads"] | {"cc"}) - {"members"})
    filler = r"(?!['’]s)(?:\s+(?!(?:be|been|was|were|who|which|could|is|are)\b)[\w,&()-]+){0,8}?\s+"
    modals = r"(?:(?:should|would|will|shall|also|then|is to|are to|to)\s+)*"
    no_noun = "".join(rf"(?<!\b{word} )" for word in ("the", "a", "an", "of", "on", "this", "their"))
    return re.compile(
        rf"\b(?:{roles}\b{filler}{modals}{no_noun}{verbs}s?\b|{bodies}\b{filler}{modals}{no_noun}{tasks}s?\b"
        rf"|{no_noun}{tasks}\s+(?:again\s+)?(?:to|with)\b"
        rf"|^(?:that )?(?-i:(?:Mr|Mrs|Ms|Miss|Dr|[A-Z])\.? [A-Z][\w'’-]+|[A-Z]{{2,3}}) "
        rf"(?:to|would|will|should|shall) {tasks}\b)",
        re.IGNORECASE,
    )

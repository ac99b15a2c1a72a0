"""Deeds that a clause tells of: that they took place, outside the meeting, and whether somebody had been sent to do
them."""

import re
from functools import cache

from extractors.language.closure_clauses import Clause
from extractors.language.engine import Hit
from extractors.language.owners import pronoun_before, subject
from extractors.language.rules import word_lists
from extractors.language.wordings import sought

# Initials of people: two capitals, or three letters of which one is small ("PWh"). Longer ones are bodies.
INITIALS = re.compile(r"(?!CC\b|PC\b|DC\b|BC\b|TC\b|MP\b)(?:[A-Z]{2}|[A-Z]{1,2}[a-z][A-Z]?)")
# Of these, "had been advised by" and "told that" say what somebody heard.
HEARING = frozenset({"advised", "informed", "notified", "told", "asked", "approached", "contacted"})


def deed(clause: Clause) -> Hit | None:
    """Return the first perfect that tells of a deed: "had been sent", "has now written"; None where none does."""
    for hit in clause.fired("told-met"):
        if _tells_of_deed(clause, hit) and is_real(clause, hit):
            return hit
    return None


def _tells_of_deed(clause: Clause, hit: Hit) -> bool:
    """Whether a perfect's verb is a deed: one of the lists, or any passive: "had been rewritten"."""
    words = clause.words_of(hit).lower().split()
    passive = (
        "been" in words[:-1] and words[-1].endswith(("ed", "en")) and words[-1] not in word_lists()["meeting-deeds"]
    )
    return passive or _is_deed(words[-1])


def is_work(clause: Clause, hit: Hit) -> bool:
    """Say whether a deed is one that small councils have done in their streets and fields: "has now been mended"."""
    return clause.words_of(hit).split()[-1].lower() in word_lists()["works"]


def undone(clause: Clause) -> Hit | None:
    """Return the first perfect that says that a deed was not done, by its subject: "no action had been taken"."""
    for hit in clause.fired("told-met"):
        nothing = clause.search("closure-no-subject", clause.before(hit))
        if nothing and _is_deed(clause.words_of(hit).split()[-1]) and is_real(clause, hit):
            return hit
    return None


def is_real(clause: Clause, hit: Hit) -> bool:
    """Say whether a past tells of a deed that took place, outside this meeting; neither what somebody was told nor the
    recalling of a promise is one."""
    recalled = (*clause.fired("recalled"), *clause.fired("put-off"))
    if any(hit.start < other.end and other.start < hit.end for other in recalled):
        return False
    return _is_deed_done(clause, hit)


def _is_deed_done(clause: Clause, hit: Hit) -> bool:
    words, after = clause.words_of(hit).lower().split(), clause.after(hit)
    put_off = clause.search("closure-put-off", after) or clause.search("closure-to-the-meeting", after)
    said = after.startswith(" that") and clause.search("closure-it-was-said", clause.before(hit))
    courtesy = clause.search("closure-courtesy", after)
    if put_off or said or courtesy or is_unreal(clause.before(hit)) or _is_news(clause, hit):
        return False
    return not (
        words[-1] in HEARING
        and "been" in words
        and (clause.search("closure-heard-from", after) or words[-1] == "asked")
    )


def errand(clause: Clause, *, earlier: bool) -> Hit | None:
    """Return a deed by somebody whom the meeting sends: "the Clerk has written"; None where there is none.

    With `earlier`, among earlier matters, whoever did it: "Cllr Howe spoke to the school".
    """
    told = list(clause.fired("told-met"))
    if earlier or clause.fired("told-now"):
        told += clause.fired("told-errand")
    for hit in sorted(told, key=lambda one: (one.start, -one.end, one.rule.id)):
        sent = hit.rule.family == "told-errand" or clause.words_of(hit).split()[-1].lower() in _errands()
        if sent and _is_deed_done(clause, hit) and _was_sent(clause, hit, earlier=earlier):
            return hit
    return None


def is_unreal(before: str) -> bool:
    """Say whether the words before a past make it one that has not taken place: "would have", "until"."""
    return sought("closure-unreal").search(before) is not None


def _was_sent(clause: Clause, hit: Hit, *, earlier: bool) -> bool:
    words, at = clause.words, hit.start - clause.start
    doers = subject(words, at)
    if doers:
        return earlier or any(has_errands(doer) for doer in doers)
    if pronoun_before(words, at) in ("he", "she"):
        named = re.findall(r"[A-Za-z][\w'-]*", words[:at])
        return earlier or any(word.lower() in word_lists()["errand-roles"] for word in named)
    return False


def has_errands(doer: str) -> bool:
    """Say whether somebody is one of those whom small councils send: the clerk, a councillor, initials."""
    words = re.findall(r"[A-Za-z][\w'-]*", doer)
    return bool(INITIALS.fullmatch(doer)) or any(word.lower() in word_lists()["errand-roles"] for word in words)


def _is_deed(word: str) -> bool:
    return word.lower() in _deeds()


def _is_news(clause: Clause, hit: Hit) -> bool:
    """Whether what was received came unasked: "a letter had been received from a resident"."""
    if clause.words_of(hit).split()[-1].lower() != "received" or clause.points_back:
        return False
    if clause.search("closure-body", clause.before(hit)):
        # What the meeting receives lies before it.
        return True
    return bool(word_lists()["inbound-news"] & set(re.findall(r"[a-z-]+", clause.words.lower())))


def _errands() -> frozenset[str]:
    return word_lists()["errand-participles"]


@cache
def _deeds() -> frozenset[str]:
    lists = word_lists()
    found = lists["strong-participles"] | lists["errand-participles"] | lists["done-participles"] | lists["works"]
    return found - lists["meeting-deeds"]

"""The task that a decision brings somebody, told in the same sentence: a record of its own."""

from extractors.language.rules import word_lists
from extractors.language.wordings import wording


def task_behind(words: str, start: int) -> int | None:
    """Where a task begins that stands behind what is decided from `start` on and follows from it, None where none does:
    parted by a sign ("to buy a bench - Clerk to order it"), or joined on where nobody is asked to do it ("to buy a
    bench and the Clerk to order it", not "to ask the Chair and Clerk to order one")."""
    if not _may_have_doer(words, start):
        return None
    parted = wording("task-behind").search(words, start)
    if parted is not None:
        return parted.start()
    joined = wording("task-joined").search(words, start)
    return joined.start() if joined and not wording("asks-somebody").search(words, start, joined.start()) else None


def _may_have_doer(words: str, start: int) -> bool:
    """Whether a word that makes a title a role stands directly before some "to": soon told, and seldom so."""
    place = words.find(" to ", start)
    while place >= 0:
        if words[words.rfind(" ", 0, place) + 1 : place].lower() in word_lists()["role-heads"]:
            return True
        place = words.find(" to ", place + 1)
    return False

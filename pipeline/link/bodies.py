"""Which body of a council due words mean: the committee's own, or another that the sentence names. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.language.calendar_dates import MONTHS, WEEKDAYS
from extractors.language.likeness import stem
from extractors.language.rules import word_lists

CAPITALISED = re.compile(r"[A-Z][\w'’-]*")
# Small councils write the last word of their own name so.
SHORT_FORMS = {"pc": "council", "tc": "council", "cc": "council"}
NOT_NAMES = frozenset({"the", "next", "at", "to", "for", "by", "in", "before", "after", "following", "its", "ordinary",
                       "scheduled", "full", "annual", "prior", "ahead", "and", "of"})  # fmt: skip
OWN = re.compile(r"\b(?:its|their)\b", re.IGNORECASE)
# "... to Cabinet at the next meeting": the body stands directly before the words that say when.
LEADS_TO_WHEN = re.compile(
    r"\b(?:to|by|of|before)\s+(?:the\s+)?(?P<name>[A-Z][\w'’&-]*(?:\s+(?:(?:and|of|for|the)\s+)?[A-Z][\w'’&-]*){0,8})$"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A committee of a council: its row and the stems of its name."""

    id: int
    name: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meant:
    """The body that due words mean, None where it is not known which; then `reason` says why."""

    body: Body | None
    reason: str = ""


def body(id: int, name: str) -> Body:
    """Return a committee as names are compared with it."""
    return Body(id, name, _stems(re.findall(r"[A-Za-z][\w'’-]*", name)))


def meant(due_text: str, quote: str, own: Body | None, bodies: Sequence[Body]) -> Meant:
    """Return the body whose meeting the due words of a sentence mean. `bodies` are all committees of the council."""
    named = _names(due_text)
    if not named:
        before = quote[: max(quote.find(due_text), 0)].rstrip(" ,")
        lead = LEADS_TO_WHEN.search(before)
        named = _names(lead["name"]) if lead else ()
        if not named and OWN.search(due_text):
            named = _last_body(before, bodies)
        if named and not _could_be(named, bodies):
            # "to the Head of Parks at the next meeting": nobody who meets.
            named = ()
    if not named:
        return Meant(own) if own else Meant(None, "the meeting's own body is not known")
    return _found(named, own, bodies)


def is_before(due_text: str, quote: str, bodies: Sequence[Body]) -> bool:
    """Whether a body's whole name stands right before the words that say when: "to Cabinet in April" is its meeting."""
    lead = LEADS_TO_WHEN.search(quote[: max(quote.find(due_text), 0)].rstrip(" ,"))
    stems = _stems(_names(lead["name"])) if lead else frozenset()
    return bool(stems) and any(stems == one.stems for one in bodies)


def _found(named: Sequence[str], own: Body | None, bodies: Sequence[Body]) -> Meant:
    stems = _stems(named)
    if own is not None and stems <= own.stems:
        return Meant(own)
    exact = [one for one in bodies if one.stems == stems]
    if len(exact) == 1:
        return Meant(exact[0])
    holding = [one for one in bodies if stems <= one.stems]
    if len(exact or holding) == 1:
        return Meant((exact or holding)[0])
    name = " ".join(named)
    return Meant(None, f"which body {name} is, is not known" if holding else f"no calendar of {name} is published")


def _could_be(named: Sequence[str], bodies: Sequence[Body]) -> bool:
    stems = _stems(named)
    heads = {stem(word) for word in word_lists()["body-heads"] if " " not in word}
    return bool(stems & heads) or any(stems == one.stems for one in bodies)


def _last_body(words: str, bodies: Sequence[Body]) -> tuple[str, ...]:
    """The name of a body that stands last in some words, empty where none does."""
    places = [(words.rfind(one.name), one.name) for one in bodies if re.search(rf"\b{re.escape(one.name)}\b", words)]
    return _names(max(places)[1]) if places else ()


def _names(words: str) -> tuple[str, ...]:
    skipped = NOT_NAMES | MONTHS.keys() | WEEKDAYS.keys()
    return tuple(word for word in CAPITALISED.findall(words) if word.lower() not in skipped)


def _stems(words: Sequence[str]) -> frozenset[str]:
    kept = (word.lower() for word in words if word.lower() not in NOT_NAMES)
    return frozenset(stem(SHORT_FORMS.get(word, word)) for word in kept)

"""What is found in minutes: decisions, promises, requests, closures, each with the exact words that say it."""

import datetime

from models.frozen import frozen
from models.vocabulary import Confidence, DueType, Effect, Fate, Kind, Verdict


@frozen
class Due:
    """When a promise is due: the words, how they say it, and the last day they can mean.

    `date` is None where the text, the meeting date and the committee's calendar do not settle it.
    """

    text: str
    type: DueType
    date: datetime.date | None = None


@frozen
class Tie:
    """A person's name tied by the source to a role, acronym or initials, which is `key`, as written."""

    key: str
    name: str


@frozen
class Context:
    """What is known of the meeting when its text is read. All of it may be unknown.

    `calendar` are the committee's meeting dates in order, cancelled ones left out. `ties` come from attendance lists.
    `announced` are the events that the text itself names with their day: the name in lower case, and the day.
    """

    committee: str | None = None
    meeting_date: datetime.date | None = None
    calendar: tuple[datetime.date, ...] = ()
    ties: tuple[Tie, ...] = ()
    next_date: datetime.date | None = None
    announced: tuple[tuple[str, datetime.date], ...] = ()


@frozen
class Record:
    """A decision, promise, request or closure. `quote` equals `Text.plain[start:end]`, always.

    `owner` are those who must act, as written, without a leading article; empty where the text names no one.
    `owner_inferred` is the speaker where a passive names nobody; `owner_name` the person where the document ties the
    role to a name. `rule` is the id of the rule that found it. `fate` is of requests, `verdict` of closures,
    `refers_to` is the number or subject that a closure or a decision by reference points back to. `answers` is the
    offset of the request that this promise accepts.
    """

    kind: Kind
    quote: str
    start: int
    end: int
    rule: str
    confidence: Confidence
    trackable: bool
    effect: Effect | None = None
    owner: tuple[str, ...] = ()
    owner_inferred: str | None = None
    owner_name: str | None = None
    recipient: str | None = None
    condition: str | None = None
    due: Due | None = None
    fate: Fate | None = None
    verdict: Verdict | None = None
    refers_to: str | None = None
    answers: int | None = None

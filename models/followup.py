"""What officers say of a promise: events that are appended and never rewritten."""

from datetime import date, datetime

from models.frozen import frozen
from models.vocabulary import Kind, State


@frozen
class Correction:
    """What a reader of the minutes corrects in what was found; None leaves it as it is.

    An empty owner or empty due words say that the minutes name none.
    """

    kind: Kind | None = None
    owner: str | None = None
    due_text: str | None = None
    due_date: date | None = None


@frozen
class FollowUp:
    """One event in the life of a promise. `recorded_at` is aware, in UTC, and set by the server.

    `evidence_uid` is a record of later minutes that says what became of it; `undoes` the number of the event that this
    one takes back; `batch` is the same for events that were recorded together.
    """

    record_uid: str
    recorded_at: datetime
    actor: str
    state: State
    note: str | None = None
    evidence_url: str | None = None
    new_due: date | None = None
    new_due_reason: str | None = None
    public: bool = False
    evidence_uid: str | None = None
    correction: Correction = Correction()
    undoes: int | None = None
    batch: str | None = None

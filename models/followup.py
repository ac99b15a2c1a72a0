"""What officers say of a promise: events that are appended and never rewritten."""

from dataclasses import dataclass
from datetime import date, datetime

from models.vocabulary import State


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One event in the life of a promise. `recorded_at` is aware, in UTC, and set by the server."""

    record_id: str
    recorded_at: datetime
    actor: str
    state: State
    note: str | None = None
    evidence_url: str | None = None
    new_due: date | None = None
    new_due_reason: str | None = None
    public: bool = False

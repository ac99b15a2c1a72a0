"""Closed vocabularies: the words that columns, records and pages may hold, each meaning one thing everywhere."""

from typing import Literal, get_args

Kind = Literal["resolution", "recommendation", "proposal", "undertaking", "action", "request", "closure"]
"""What a record is. The meanings are those of the annotation guide, summarised in docs/records.md."""

Effect = Literal["note", "approve", "appoint", "assign", "delegate", "refer", "defer", "other"]
"""What a decision does. Only `assign`, `refer` and `defer` leave something to follow up."""

DueType = Literal[
    "next_meeting", "meeting", "date", "period", "relative", "after_meeting", "soon", "open", "recurring", "event"
]
"""How the words say when."""

Confidence = Literal["firm", "likely", "possible"]
"""Measured precision of the rule that found a record: at least 0.97, 0.85 and 0.60."""

Fate = Literal["accepted", "answered", "declined", "open"]
"""What became of a request inside the same item."""

Verdict = Literal["met", "partly", "unmet", "overtaken", "open"]
"""What a closure says of the earlier promise."""

State = Literal["open", "reported", "met", "partly", "superseded", "withdrawn", "not-pursued", "not-a-promise"]
"""What an officer says of a promise in a follow-up event."""

Region = Literal[
    "title",
    "label",
    "purpose",
    "decision",
    "minutes",
    "report",
    "question",
    "motion",
    "quotation",
    "attendance",
    "contact",
    "documents",
    "vote",
    "other",
]
"""What part of a document a block belongs to. Records are found in `decision` and `minutes`, proposals also in
`report` and `motion`; the rest is never read for promises."""

BlockKind = Literal["heading", "paragraph", "list_item", "row"]
"""What a block of text looked like on the page."""

PageKind = Literal[
    "committees",
    "committee",
    "meetings",
    "meeting",
    "item",
    "issue",
    "issue_history",
    "decision",
    "register",
    "plans",
    "calendar",
    "attendance",
    "legacy",
    "restricted",
    "minutes",
    "action_log",
    "report",
    "text",
    "other",
]
"""What a source page or file is."""

MeetingStatus = Literal["scheduled", "held", "cancelled", "postponed", "withdrawn"]
"""Whether a meeting took place. `held` only where the source says so: minutes or attendance."""

MinutesStatus = Literal["none", "draft", "published", "confirmed"]
"""How far a meeting's minutes have come. `draft` and `confirmed` only where the source uses such words."""

DocumentKind = Literal[
    "agenda", "minutes", "draft_minutes", "decisions", "pack", "supplement", "report", "action_log", "other"
]
"""What a linked file is, from its link text and address."""

System = Literal["moderngov", "cmis", "folder", "other"]
"""The publishing system of a site."""

COMMITMENTS: frozenset[str] = frozenset({"undertaking", "action"})
DECISIONS: frozenset[str] = frozenset({"resolution", "recommendation"})
KINDS: tuple[str, ...] = get_args(Kind)
EFFECTS: tuple[str, ...] = get_args(Effect)
DUE_TYPES: tuple[str, ...] = get_args(DueType)
CONFIDENCES: tuple[str, ...] = get_args(Confidence)
STATES: tuple[str, ...] = get_args(State)

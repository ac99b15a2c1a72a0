"""What a decision does: note, approve, appoint, assign, delegate, refer, defer, other. The first deed of the limb
decides.

Each effect has a pattern of the wordings that say it; the one that stands first in the limb wins. Words that are
deeds and things alike ("grant", "note", "report") count only where a deed can stand: behind "to", a modal or at the
beginning.
"""

import re
from functools import cache

from extractors.language.rules import word_lists
from models.vocabulary import Effect

MINUTES_APPROVED = re.compile(
    r"\b(?:minutes?|record)\b[^.;]{0,160}\b(?:approved|agreed|confirmed|signed|accepted|adopted|correct|true"
    r"|taken as read)\b"
    r"|\b(?:approv\w*|agree\w*|confirm\w*|sign|adopt|accept)\b[^.;]{0,40}\bminutes?\b|\bapproved? (?:&|and) signed\b"
    r"|^(?:RESOLVED\W+)?(?:that )?the minutes? of\b",
    re.IGNORECASE,
)
NOT_DONE = re.compile(
    r"\b(?:lost|not (?:be )?(?:carried|supported|approved|agreed|accepted)|dismissed|fell|defeated|no comment"
    r"|no objections?"
    r"|(?:will |should )?remains? (?:as it is|open)|no (?:further )?action|objected|object\w* to)\b"
    r"|(?:^|\b(?:be|was|were|is|are|to|and)\s+)(?:refus|reject)\w+",
    re.IGNORECASE,
)
DELEGATE = re.compile(
    r"\bdelegat\w+|\bauthority (?:be )?(?:given|granted)|\bgiv\w+ (?:delegated )?authority|\b(?:be |is "
    r"|are )authori[sz]ed to\b"
    r"|\bgiven authority\b|\bmay (?:call|agree|decide|approve|appoint|settle|amend|make)\b",
    re.IGNORECASE,
)
DEFER = re.compile(
    r"\bdefer\w*|\bpostpon\w+|\badjourn\w*|\bheld over\b|\bcontinue consideration\b|\bcontinued to\b"
    r"|\bcarried (?:forward|over) to\b|\b(?:place|put|add\w*|be) (?:[\w' ]{1,60} )?on the (?:\w+ ){0,2}agenda\b"
    r"|\bre-?agenda\b"
    r"|\bdiscuss\b[^.;]*\b(?:at|to) the (?:next|\w+) meeting|\b(?:move|leave) (?:this|that|it|[A-Z][\w ]+) (?:to"
    r"|until)\b"
    r"|\bbrought back\b.*\bnext meeting",
    re.IGNORECASE,
)
REFER = re.compile(
    r"\b(?:be |was |is )?refer(?:s|red)? (?:\w+ ){0,6}to\b|\btransfer\b.*\bto\b"
    r"|\bbe (?:remitted|submitted|forwarded|presented|recommended) to (?:the )?(?:full )?"
    r"(?:Council|Cabinet|Executive|[A-Z]\w+ (?:Committee|Panel|Board))"
    r"|\b(?:Council|Cabinet|Executive|Committee|Board|Panel) be (?:requested|asked|invited) to (?:consider|review)\b",
    re.IGNORECASE,
)
APPOINT = re.compile(
    r"\b(?:be |was |were |is |are )?(?:appoint\w*|elect(?:ed|s)?|nominat\w+|co-opt\w*)\b|\bbe made up\b"
    r"|\bbe (?:the )?(?:chair|vice-chair|chairman|vice-chairman)\b",
    re.IGNORECASE,
)
NOTED = re.compile(
    r"\baccept\w* (?:the |this )?(?:\w+ )?(?:report|update|observations)\b|^(?:that )?(?:members|the \w+) considered\b"
    r"|\b(?:no comments? to make)\b",
    re.IGNORECASE,
)
APPROVED = re.compile(
    r"\bnot (?:to )?object\b|^agrees? (?:the|its)\b|\bagreed (?:for|as) |\bbe carried forward\b(?! to)"
    r"|\bauthori[sz]ed\b(?! to)",
    re.IGNORECASE,
)
FURTHER_REPORT = re.compile(
    r"\ba (?:[\w-]+ ){0,3}?(?:report|update|briefing|paper|summary)\b[^.;]*?\bbe (?:received|submitted|brought|made"
    r"|given|considered)\b"
    r"|^a (?:letter|card|invitation|note)\b|\bbe set up to\b|\b(?:come|comes|coming|brought|bring|report"
    r"|return) back to\b"
    r"|\bundertakes? to\b|\binvitation\b|\b(?:should|will|also) be considered\b|\bconsidered again\b",
    re.IGNORECASE,
)
THANKS = re.compile(r"\b(?:thank\w*|appreciation|congratulat\w+|condolences|best wishes|good wishes)\b", re.IGNORECASE)
LETTER = re.compile(r"\b(?:letter|writ(?:e|ing)|email|card)\b", re.IGNORECASE)
# Lead-in words that say what the limbs are; the name of the body alone does not.
LEAD_VERB = re.compile(
    r"\b(?:not(?:e|es|ed)|agre\w+|approv\w+|ask\w*|request\w*|recommend\w*|appoint\w*|delegat\w+|defer\w*|be)\b",
    re.IGNORECASE,
)
# "deferred: so that officers can ...": the reason is a task of its own.
REASON_LIMB = re.compile(r"^(?:so that|in order (?:that|to)|to (?:enable|allow)|for\b.*\bto be)\b", re.IGNORECASE)
# Where a word that is a deed and a thing alike is a deed.
DEED_PLACE = r"(?:^(?:otherwise )?|\b(?:to|and|should|would|will|shall|otherwise|therefore)\s+)(?:otherwise\s+)?"
# Participles that say what a thing shall be like rather than that somebody shall act.
NOT_TASKS = frozenset(
    {
        *(
            "considered",
            "held",
            "set",
            "given",
            "put",
            "kept",
            "made",
            "recorded",
            "amended",
            "shown",
            "included",
            "reported",
        ),
        *("confirmed", "appointed", "carried", "resolved"),
    }
)
# Deeds that a body does by deciding them: nobody need do more.
DONE_BY_DECIDING = frozenset(
    {
        *("pay", "sign", "set", "give", "put", "add", "include", "go", "get", "support", "take", "cut", "see", "move"),
        *(
            "remove",
            "record",
            "place",
            "help",
            "hold",
            "confirm",
            "consider",
            "cancel",
            "renew",
            "appoint",
            "adopt",
            "return",
        ),
        *("refer", "correct", "amend", "let", "offer", "join", "issue", "apply", "lead", "plan", "work", "try"),
    }
)


def effect_of(limb: str, *, lead: str = "") -> Effect:
    """Return the effect of a limb. `lead` are the words that stand before a list of limbs ("The following be
    approved:")."""
    if REASON_LIMB.match(limb) and DEFER.search(lead):
        return "assign"
    words = re.sub(r"\s+", " ", f"{lead} {limb}" if LEAD_VERB.search(lead) else limb).strip()
    if MINUTES_APPROVED.search(words):
        return "note"
    # The deed of "the Clerk shall bring" stands at the end of its match, that of any other at the beginning.
    found = [
        (match.end() if match.re is _doer_task() else match.start(), rank, effect)
        for rank, effect, match in _matches(words)
    ]
    if (thanks := THANKS.search(words)) and not LETTER.search(words):
        found.append((thanks.start(), 0, "note"))
    return min(found)[2] if found else "approve"


def _matches(words: str) -> list[tuple[int, Effect, re.Match[str]]]:
    return [
        (rank, effect, match) for rank, (pattern, effect) in enumerate(_patterns()) if (match := pattern.search(words))
    ]


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Effect], ...]:
    """The patterns with their effects; where two begin at one place the earlier in this order wins."""
    lists = word_lists()
    return (
        (APPROVED, "approve"),
        (NOT_DONE, "other"),
        (DELEGATE, "delegate"),
        (DEFER, "defer"),
        (REFER, "refer"),
        (APPOINT, "appoint"),
        (FURTHER_REPORT, "assign"),
        (NOTED, "note"),
        (_deeds(lists["note-verbs"] - {"receives", "thank", "thanks", "thanked"}), "note"),
        (_deeds(lists["approve-verbs"] - {"agreed", "agrees", "agree", "confirm", "passed", "carried"}), "approve"),
        (_passive_task(), "assign"),
        (_infinitive_task(), "assign"),
        (_doer_task(), "assign"),
    )


def _deeds(verbs: frozenset[str]) -> re.Pattern[str]:
    """Participles and third persons anywhere but behind an article; base forms only where a deed can stand."""
    ended = sorted(verb for verb in verbs if verb.endswith(("ed", "es", "ts", "ms", "set")))
    base = sorted(verbs - set(ended))
    return re.compile(
        rf"(?<!the )(?<!an )(?<!a )\b(?:be |was |were |is |are )?(?:{'|'.join(ended)})\b(?! (?:by|for|from|in) )"
        rf"|\b(?:be|was|were|is|are) (?:\w+ly )?(?:{'|'.join(ended)})\b|{DEED_PLACE}(?:{'|'.join(base)})\b",
        re.IGNORECASE,
    )


def _passive_task() -> re.Pattern[str]:
    lists = word_lists()
    asks = "|".join(sorted(lists["ask-verbs"]))
    participles = "|".join(sorted(lists["deliver-participles"] - NOT_TASKS))
    return re.compile(
        rf"\b(?:{asks})\b(?! by\b)|\b(?:be|is|are) (?:\w+ly )?(?:{participles})\b"
        r"|\bbe (?:made|put|kept|shown|included|added|held|set up|reported|given) (?:to|at|in|for|with|by|on|before"
        r"|up)\b"
        r"|\b(?:would|will) be (?!implemented)\w+(?:ed|en|t|ut)\b|\bto be (?:\w+ly )?\w+ed\b",
        re.IGNORECASE,
    )


def _infinitive_task() -> re.Pattern[str]:
    """ "agreed to write", "to ask": the body sets itself or its officers a task."""
    verbs = sorted(verb for verb in word_lists()["deliver-verbs"] - DONE_BY_DECIDING if " " not in verb)
    return re.compile(
        rf"(?:^|\b(?:agreed?|agrees|decided|resolved|resolves)\s+)(?:that )?(?:to\s+)(?:{'|'.join(verbs)})\b"
        rf"|^(?:{'|'.join(verbs)})\b (?!(?:be|is|was)\b)",
        re.IGNORECASE,
    )


@cache
def _doer_task() -> re.Pattern[str]:
    """A doer with a bare verb, "should" or "would": "the Clerk write", "officers should bring forward"."""
    lists = word_lists()
    verbs = "|".join(sorted(verb for verb in lists["deliver-verbs"] - {"progress", "cost", "price"} if " " not in verb))
    heads = "|".join(sorted(lists["role-heads"] | lists["body-heads"] | {"cc", "pcc"}, key=len, reverse=True))
    filler = r"(?:\s+(?!(?:be|been|was|were|who|which|could|is|are)\b)[\w,&()-]+){0,8}?"
    return re.compile(
        rf"\b(?:{heads})\b(?!['’]s){filler}\s+(?:(?:should|would|will|shall|also|then|is to|are to"
        rf"|to)\s+)*(?:{verbs})s?\b"
        rf"|\b(?:{verbs})\s+(?:again\s+)?(?:to|with)\b",
        re.IGNORECASE,
    )

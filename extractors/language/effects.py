"""What a decision does: note, approve, appoint, assign, delegate, refer, defer, other. The first limb's deed decides."""

import re
from functools import cache

from extractors.language.rules import word_lists
from models.vocabulary import Effect

MINUTES_APPROVED = re.compile(
    r"\b(?:minutes?|(?:actions? and )?minutes?|record)\b[^.;]{0,160}\b(?:approved|agreed|confirmed|signed|accepted|adopted|correct|true|taken as read)\b"
    r"|\b(?:approv\w*|agree\w*|confirm\w*|sign|adopt|accept)\b[^.;]{0,40}\bminutes?\b|\bapproved? (?:&|and) signed\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:lost|not (?:be )?(?:carried|supported|approved|agreed|accepted)|refus\w+|reject\w+|object\w* to|objected|no comment|no objections?|dismissed|fell|defeated)\b",
    re.IGNORECASE,
)
DELEGATE = re.compile(
    r"\bdelegat\w+|\bauthority (?:be )?(?:given|granted)|\bgiv\w+ (?:delegated )?authority|\b(?:be |is |are )authori[sz]ed to\b|\bgiven authority\b",
    re.IGNORECASE,
)
DEFER = re.compile(
    r"\bdefer\w*|\bpostpon\w+|\badjourn\w*|\bheld over\b|\bcontinue consideration\b|\bcontinued to\b|\bcarried (?:forward|over) to\b"
    r"|\b(?:place|put|add\w*|be) (?:[\w' ]{1,60} )?on the (?:\w+ ){0,2}agenda\b|\bre-?agenda\b|\bbrought back\b.*\bnext meeting",
    re.IGNORECASE,
)
REFER = re.compile(
    r"\b(?:be |was |is )?refer(?:s|red)? (?:\w+ ){0,6}to\b|\btransfer\b.*\bto\b|\bbe (?:remitted|submitted|forwarded|presented|recommended) to (?:the )?(?:full )?"
    r"(?:Council|Cabinet|Executive|[A-Z]\w+ (?:Committee|Panel|Board))",
    re.IGNORECASE,
)
APPOINT = re.compile(
    r"\b(?:appoint\w*|elect(?:ed|s)?|nominat\w+|co-opt\w*)\b|\bbe (?:chair|vice-chair|chairman|vice-chairman)\b",
    re.IGNORECASE,
)
THANKS = re.compile(r"\b(?:thank\w*|appreciation|congratulat\w+|condolences|best wishes|good wishes)\b", re.IGNORECASE)
# Lead-in words that say what the limbs are; the name of the body alone does not.
LEAD_VERB = re.compile(
    r"\b(?:not\w+|agre\w+|approv\w+|ask\w*|request\w*|recommend\w*|appoint\w*|delegat\w+|defer\w*|be)\b", re.IGNORECASE
)
LETTER = re.compile(r"\b(?:letter|writ(?:e|ing)|email|card)\b", re.IGNORECASE)


@cache
def _assign() -> re.Pattern[str]:
    lists = word_lists()
    asks = "|".join(sorted(lists["ask-verbs"]))
    participles = "|".join(
        sorted(
            word
            for word in lists["deliver-participles"]
            - {
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
                "confirmed",
            }
        )
    )
    return re.compile(
        rf"\b(?:{asks})\b(?! by\b)|\bbe (?:\w+ly )?(?:{participles})\b|\bbe (?:made|put|kept|shown|included|added|held|set up|reported|given) (?:to|at|in|for|with|by|on|before|up)\b"
        r"|\binvitation\b|\bwould be\b|\bwill be\b|\bto be (?:\w+ly )?\w+ed\b",
        re.IGNORECASE,
    )


@cache
def _bare_deed() -> re.Pattern[str]:
    """A doer with a bare verb, "should" or "would": "the Clerk write", "officers should bring forward"; or "to write"."""
    verbs = "|".join(sorted(word for word in word_lists()["deliver-verbs"] if " " not in word))
    heads = "|".join(sorted(word_lists()["role-heads"] | word_lists()["body-heads"], key=len, reverse=True))
    return re.compile(
        rf"\b(?:{heads})\b(?:[\w\s,&()’'-]{{0,60}}?)\s+(?:(?:should|would|will|shall|also|then|is to|are to)\s+)*(?:{verbs})\b|\b(?:{verbs})\s+(?:again\s+)?(?:to|with)\b",
        re.IGNORECASE,
    )


def effect_of(limb: str, *, lead: str = "") -> Effect:
    """Return the effect of a limb. `lead` are the words that stand before a list of limbs ("The following be approved:")."""
    words = re.sub(r"\s+", " ", f"{lead} {limb}" if LEAD_VERB.search(lead) else limb).strip()
    if MINUTES_APPROVED.search(words):
        return "note"
    found = [
        (match.end() if pattern is _bare_deed() else match.start(), effect)
        for pattern, effect in _patterns()
        if (match := pattern.search(words))
    ]
    if THANKS.search(words) and not LETTER.search(words):
        found.append((0, "note"))
    if not found:
        return "assign" if _bare_deed().search(words) else "approve"
    return min(found)[1]


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Effect], ...]:
    lists = word_lists()
    note = re.compile(
        rf"\b(?:{'|'.join(sorted(lists['note-verbs'] - {'thanks', 'thank', 'thanked'}))})\b", re.IGNORECASE
    )
    approve = re.compile(
        rf"\b(?:{'|'.join(sorted(lists['approve-verbs'] - {'agreed', 'agrees', 'agree', 'set', 'sign', 'confirm', 'support', 'passed', 'carried'}))})\b",
        re.IGNORECASE,
    )
    return (
        (OTHER, "other"),
        (DELEGATE, "delegate"),
        (DEFER, "defer"),
        (REFER, "refer"),
        (APPOINT, "appoint"),
        (note, "note"),
        (approve, "approve"),
        (_assign(), "assign"),
        (_bare_deed(), "assign"),
    )

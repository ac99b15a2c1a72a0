"""The wordings of decisions as patterns: heads, fates of motions, lists, what stops a list, what is an opinion."""

import re
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.rules import word_lists

LEAD_ADVERBS = (
    r"(?:(?:then|also|therefore|further|unanimously|UNANIMOUSLY|formally|duly|accordingly|thereupon|subsequently|so"
    r"|both"
    r"|all|generally|again|thereafter|[a-z]+ly)[,:]?\s+)*"
)
ADVERBIAL = (
    r"(?:(?:On|Following|After|By|Having|Upon|With|In|As|Since|Thereafter|Thereupon|Accordingly|Finally|Consequently"
    r"|Subsequently)\b[^.;]{0,160}?(?!\s+and\s+it\s+was\b|(?<=\sand)\s+it\s+was\b),?\s+)?"
)
NAMES = (
    r"(?:,?\s*\(?(?:unanimous\)|[Pp]roposed\s[^.;:]*?seconded\s[^,;:]*?,|on\s+the\s+proposal\s[^.;:]*?,(?:\s*seconded\s+by\s[^.;:]*?,)?"
    r"|[Pp]roposed\s+by\s[^.;:]*?,\s*seconded\s+by\s[^,;:]*?[,:]"
    r"|on\s+the\s+proposal\s+of\s+[^.;:]{3,80}?,?\s+(?=(?:to|that)\s)))?"
)
# "It was discussed and agreed": what else a meeting did in the same breath.
BREATH = r"(?:(?:noted|discussed|considered|reviewed|debated|moved|proposed|seconded)(?:,\s+|,?\s+and\s+))*"
# "resolved by five votes to two", "agreed nem con": how it voted.
VOTED = (
    r"UNANIMOUSLY|unanimously|without\s+(?:dissent|division|a\s+vote)|(?i:nem\.?\s+con\b\.?)|by\s+(?:general\s+)?consensus"
    r"|by\s+(?:a\s+)?majority(?:\s+vote)?(?:\s*\([^)]*\)|\s+of\s+\w+\s+(?:votes?\s+)?to\s+\w+)?"
    r"|by\s+\w+\s+votes?\s+to\s+\w+|(?:by\s+)?\(?\d+(?:\s+votes?)?(?:\s*[-–]\s*|\s+to\s+)\d+\)?,?|by\s+all(?:\s+(?:present|members|councillors))?"
)
VOTE = r",\s+(?:on|by)\s+a\s+vote\s+of\s+[^,;:.]{3,40},"
# "The Board, having heard from the diver, agreed": what stands between a body and its deed.
ASIDE = (
    r",\s(?:having|after|following|on|in|with|by|under|subject|noting|while|at|upon|being|mindful|taking)\b"
    r"[^;.:]{1,160}?,\s+"
)


@cache
def body() -> str:
    """Return the pattern of a body that meets: "the Planning Committee", "All Councillors", "the CC", "we"."""
    heads = any_of(word_lists()["body-heads"])
    return (
        r"[Tt]he\s+[A-Z]{2,4}|(?:(?:[Tt]he|THE|[Tt]his|[Aa]ll|[Oo]ur|It\s+was\s+the)\s+)?(?:[\w'&-]+\s+){0,7}?"
        rf"(?i:{heads})s?(?:\s+of\s+the\s+\w+)?|[Ww]e|[Aa]ll"
    )


@cache
def head_pattern() -> re.Pattern[str]:
    """Return the pattern of a decision's head at the beginning of a clause."""
    return re.compile(
        rf"""{ADVERBIAL}
        (?:(?P<impersonal>(?:and\s+)?(?:[Ii]t\s+was|IT\s+WAS)[,:]?\s+{BREATH})
          |(?P<body>{body()})(?:{ASIDE}|\s+(?:have\s+|has\s+)?)|(?P<they>They|they|Also|also)\s+)?
        {LEAD_ADVERBS}
        (?:ong>)?(?P<word>RESOLVED|Resolved|resolved|resolves|AGREED|Agreed|agreed|agrees|RECOMMENDED|Recommended
          |recommended|recommends|RECOMMENDS?|DECIDED|Decided|decided|DETERMINED|DETERMINATION|DECISIONS?|Decisions?(?:\s+(?:taken|made)(?=\s*:))?
          |(?:RESOLUTIONS?|Resolutions?)(?=\s*(?:[:–-]|$))
          |determined(?=\s+(?:to|that)\b)|voted(?=\s+(?:unanimously\s+|[\w\s()–-]{{0,20}}?\d\)?,?\s+)?(?:to|that)\s+[a-z])|carried(?=\s+(?:unanimously\s+)?that\b)
          |were\s+(?:all\s+)?in\s+agreement(?=\s+that\b)|NOTED)(?:ong>|(?=that\b)|\b)
        (?:,?\s+(?:(?P<voted>{VOTED})|further|also|therefore|then|in\s+principle|(?:to|TO)\s+RECOMMEND|to\s+recommend)|{VOTE})?
        {NAMES}\s*(?P<sep>[:;,.–—-]*\s*[:;,.–—-]*)\s*(?:"(?=That\b))?
        (?P<comp>(?:not\s+to|NOT\s+TO|to|TO|that|That|THAT|T\s+H\s+A\s+T|for)\b)?\s*[:;,–—-]*\s*""",
        re.VERBOSE,
    )


# Where a head may begin inside a sentence: behind punctuation or "and", or where a topic runs into it unpunctuated.
BORDER = r"(?:[,;:.–-]|\band|\b(?:discussion|debate|consideration))\s+"
HEADED = (
    r"(?:and\s+)?(?:it\s+was|It\s+was|RESOLVED|AGREED|RECOMMENDED|(?:so\s+)?they\s+agreed"
    rf"|(?:(?:unanimously|duly)\s+)?(?:[Aa]greed|[Rr]esolved|carried)(?:\s+(?:{VOTED})|{VOTE})?(?:\s+(?:to|that)\b|:\s*\"That\b|\s*[–—-]\s*That\b)|all\s+agreed\b"
    rf"|the\s+[A-Z]\w+\s+{LEAD_ADVERBS}(?:agreed|resolved)(?!\s+accordingly)|the\s+(?:[A-Z][\w-]+\s+){{1,4}}noted)"
)
RUN_INTO = (
    r"RESOLVED\s*[:–-]|(?:It\s+was|After\s+discussion|Following\s+discussion|All\s+[A-Z]\w+|Councillors|Members"
    r"|The\s+(?:Committee|Council|Board|CC|Clerk))\s+"
)
CLAUSE = re.compile(rf"{BORDER}(?={HEADED})|(?<=\w)\s+(?={RUN_INTO})")
# The same for a prefilter, which leaves out what a pattern only looks at: matches wherever the other does.
CLAUSE_WRITTEN = re.compile(rf"{BORDER}(?:{HEADED})|\s+(?:{RUN_INTO})")
# "... and requested that": a further deed of the same body.
FURTHER_DEED = re.compile(
    r",?\s+and\s+(?:also\s+)?(?=(?i:requested|asked|instructed|agreed|resolved|remitted|noted|approved"
    r"|appointed)\s+(?:that|to|the|for)\b)"
)
FURTHER = re.compile(r"^(?:That|To)\b|\b(?:be|will|would|should)\b")
LIMB_LEAD = re.compile(r"^(?:and\s+)?(?:that|That|THAT|T\s+H\s+A\s+T|to|To|TO)\b")
INLINE_LIMB = re.compile(
    r"(?:(?<=[\s:;,–-])|^)\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})\)\s+|(?<=[;:])\s+(?:[1-9]|[ivx]{1,4}|[a-h])[.)]\s+"
    r"|;\s+(?:and\s+)?(?=(?:that|to)\s)"
)
# ", and that the Clerk write": a second clause that decides something of its own.
SECOND_CLAUSE = re.compile(
    r",\s+and\s+(?=to\s+(?:note|leave|ask|request|instruct|write|defer|thank)\b)"
    r"|,?\s+and\s+(?=that\s(?!(?:the )?thanks\b|the(?:y|se) be signed\b)(?:(?!\band that\b)[^;.])*?"
    r"\b(?:be|would|will|should|shall|recommend|write|report|ask|bring|prepare|contact|seek|invite|arrange|send"
    r"|provide|sit|serve|draft|meet|visit|attend|return|liaise|obtain|speak|circulate|submit|review|investigate|respond"
    r"|consult|negotiate|present)\b)"
)
OF_THE_FOLLOWING = re.compile(
    r"\b(?:(?:with|of|on|subject to) the|subject to [^.;:]{1,80}?\band (?:to )?the) following\b"
)
LEADS_LIST = re.compile(r"(?::|:-|:\s*[–-]|\s[–—-])\s*$")

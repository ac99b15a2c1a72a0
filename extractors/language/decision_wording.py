"""The wordings of decisions as patterns: heads, fates of motions, lists, what stops a list, what is an opinion."""

import re
from functools import cache

from extractors.language.rules import word_lists


@cache
def body() -> str:
    """Return the pattern of a body that meets: "the Planning Committee", "All Councillors", "the CC", "we"."""
    heads = "|".join(sorted((re.escape(word) for word in word_lists()["body-heads"]), key=len, reverse=True))
    return rf"[Tt]he\s+[A-Z]{{2,4}}|(?:(?:[Tt]he|[Tt]his|[Aa]ll|[Oo]ur)\s+)?(?:[\w'&’-]+\s+){{0,7}}?(?i:{heads})s?(?:\s+of\s+the\s+\w+)?|[Ww]e|[Aa]ll"


LEAD_ADVERBS = r"(?:(?:then|also|therefore|further|unanimously|formally|duly|accordingly|thereupon|subsequently|so|both|all|generally|again|finally|further)\s+)*"


@cache
def head_pattern() -> re.Pattern[str]:
    """Return the pattern of a decision's head at the beginning of a clause."""
    return re.compile(
        rf"""^(?P<prefix>(?:(?:On|Following|After|By|Having|Upon|With|In)\b[^.;]{{0,160}}?,?\s+)?(?:it\s+was|It\s+was|and\s+it\s+was){{1}}[,:]?\s+{LEAD_ADVERBS}[,:]?\s*
        |(?P<body>{body()})\s+{LEAD_ADVERBS}(?:has\s+|have\s+|had\s+)?
        |(?:(?:On|Following|After|By|Upon)\b[^.;]{{0,160}}?,\s+)?)
        (?P<un>UNANIMOUSLY\s+|[Uu]nanimously\s+)?
        (?:ong>)?(?P<word>RESOLVED|Resolved|resolved|resolves|AGREED|Agreed|agreed|agrees|RECOMMENDED|Recommended|recommended|RECOMMENDS?|DECIDED|Decided|decided|DECISIONS?|Decisions?|NOTED)(?:ong>)?
        (?:\s+(?:UNANIMOUSLY|unanimously|by\s+(?:a\s+)?majority(?:\s*\([^)]*\))?|further|also|in\s+principle|to\s+RECOMMEND|to\s+recommend))?
        (?P<names>,?\s*\(?(?:unanimous\)|[Pp]roposed\s[^.;:]*?seconded\s[^,;:]*?,|on\s+the\s+proposal\s[^.;:]*?,))?
        \s*(?P<sep>[:;,.–—-]*\s*[:;,.–—-]*)\s*(?P<comp>(?:to|TO|that|That|THAT|T\s+H\s+A\s+T|with)\b)?\s*(?P<sep2>[:;,–—-]*)\s*""",
        re.VERBOSE,
    )


CLAUSE = re.compile(
    r"(?:[,;:.–-]|\band)\s+(?=(?:and\s+)?(?:it\s+was|RESOLVED|AGREED|RECOMMENDED|the\s+[A-Z]\w+\s+(?:agreed|resolved)))"
    r"|(?<=\w)\s+(?=(?:It\s+was|After\s+discussion|Following\s+discussion|All\s+[A-Z]\w+|Councillors|Members|The\s+(?:Committee|Council|Board|CC|Clerk))\s+)",
)
# What parts a decision ("that the sign be moved") from an opinion ("that the sign was poor").
DEED = re.compile(r"\b(?:would|will|should|shall|must|be)\b")
OPINION = re.compile(r"\b(?:was|were|had|has|have|is|are|could|may|might|did|does|needed)\b")
OPINION_WOULD = re.compile(
    r"(?:would|should) (?:be|have been) (?:a|an|the|very|too|of|no|better|good|useful|helpful|wrong|nice)\b|would have\b"
)
BARE_SUBJUNCTIVE = re.compile(
    r"^\s*(?:the\s+)?[\w' -]{3,60}?\s+(?:write|look|send|bring|ask|seek|contact|prepare|invite|report|find|circulate|put|pay|try|take|set|lead|act)\b"
)
BODY_WILL = re.compile(
    r"\s*(?:we|they|it|the (?:committee|panel|council|board|cc|community council|cabinet|authority))\s+(?:would|will|should)\b",
    re.IGNORECASE,
)
NOT_HEAD = re.compile(
    r"(?:decision|decisions)\s+(?:maker|status|type|due|details|notice|making|taken|list|of|on|was|were|had|made)\b|agreed\s+(?:strategy|with\b|minutes|budget|plan|programme|as)",
    re.IGNORECASE,
)
# The rest of the sentence says that a meeting decides, not somebody in discussion.
BODY_DOES = r"(?:noted|notes|NOTED|approved|approves|endorsed|endorses|adopted|welcomed|supported|confirmed|accepted|ratified|authorised|recognised|acknowledged|appointed|elected|nominated|requested|instructed|asked|invited|decided|resolved|remitted|deferred|refused|rejected|concluded|continued|moved)"
MOTION_FATE = re.compile(
    r"\b(?:motion|amendment|proposal|recommendations?|proposition)s?\b[^.;]{0,80}\b(?:was|were|is|be|being)\b[^.;]{0,40}\b(?:carried|CARRIED|agreed|lost|LOST|approved|accepted|defeated|passed|fell|withdrawn|not supported)\b"
    r"|^(?:This|That|These|The (?:above|following|proposal|recommendation|amendment)[\w ]{0,30}) (?:was|were)(?: then| therefore| duly| unanimously| all)? (?:agreed|approved|carried|noted|accepted|seconded but)\b"
    r"|\b(?:put to the vote|show of hands|on a vote)\b[^.;]{0,80}\b(?:carried|lost|agreed|LOST|CARRIED|approved)\b"
    r"|\bthe motion was lost\b|\bwas declared (?:carried|lost|CARRIED|LOST)\b",
    re.IGNORECASE,
)
MINUTES_TAKEN = re.compile(
    r"\b(?:minutes?|record)\b(?:(?!\bbe\b)[^.;]){0,140}\b(?:were|was|having been)\b[^.;]{0,40}\b(?:approved|agreed|confirmed|signed|accepted|adopted|received|noted|taken as read)\b",
    re.IGNORECASE,
)
STATUS_LINE = re.compile(
    r"^(?:RECEIVED|DULY NOTED|NOTED|Noted|AGREED|Agreed|Approved|APPROVED|Received|Supported|All approved for payment|Circulated, approved (?:&|and) signed as correct)\s*(?:as correct|unanimously|for payment)?\.?$"
)
FURTHER = re.compile(r"^(?:That|To)\b|\b(?:be|will|would|should)\b")
# What a body says of a planning application: a sentence of its own behind the application.
PLANNING = re.compile(
    r"^(?:No (?:comments?|objections?)|Supported?|Objects?|Objection|Approved|Agreed|Refused|Deferred)\.?$"
)
PASSIVE = re.compile(
    r"^(?!.*\b(?:had been|has been|have been|last (?:meeting|year)|when|whether)\b)[^.;?]{3,120}?\b(?:was|were)\s+(?:then\s+|therefore\s+|unanimously\s+|also\s+)?"
    r"(?:approved|supported|referred to|authorised|adopted|accepted|endorsed|ratified|granted|deferred|agreed (?:as|for|by)|elected|given for|refused)\b"
)
SUBJUNCTIVE = re.compile(
    r"^\s*(?:the\s+)?[\w' -]{3,60}?\s+(?:write|look|send|bring|ask|seek|contact|prepare|invite|report|find|circulate|put|pay|try|take|set|lead|act)\b"
)
BODY_WILL = re.compile(
    r"\s*(?:we|they|it|the (?:committee|panel|council|board|cc|community council|cabinet|authority))\s+(?:would|will|should)\b",
    re.IGNORECASE,
)
NOT_HEAD = re.compile(
    r"(?:decision|decisions)\s+(?:maker|status|type|due|details|notice|making|taken|list|of|on|was|were|had|made)\b|agreed\s+(?:strategy|with\b|minutes|budget|plan|programme|as)",
    re.IGNORECASE,
)
# The rest of the sentence says that a meeting decides, not somebody in discussion.
BODY_DOES = r"(?:noted|notes|NOTED|approved|approves|endorsed|endorses|adopted|welcomed|supported|confirmed|accepted|ratified|authorised|recognised|acknowledged|appointed|elected|nominated|requested|instructed|asked|invited|decided|resolved|remitted|deferred|refused|rejected|concluded|continued|moved)"
MOTION_FATE = re.compile(
    r"\b(?:motion|amendment|proposal|recommendations?|proposition)s?\b[^.;]{0,80}\b(?:was|were|is|be|being)\b[^.;]{0,40}\b(?:carried|CARRIED|agreed|lost|LOST|approved|accepted|defeated|passed|fell|withdrawn|not supported)\b"
    r"|^(?:This|That|These|The (?:above|following|proposal|recommendation|amendment)[\w ]{0,30}) (?:was|were)(?: then| therefore| duly| unanimously| all)? (?:agreed|approved|carried|noted|accepted|seconded but)\b"
    r"|\b(?:put to the vote|show of hands|on a vote)\b[^.;]{0,80}\b(?:carried|lost|agreed|LOST|CARRIED|approved)\b"
    r"|\bthe motion was lost\b|\bwas declared (?:carried|lost|CARRIED|LOST)\b",
    re.IGNORECASE,
)
MINUTES_TAKEN = re.compile(
    r"\b(?:minutes?|record)\b(?:(?!\bbe\b)[^.;]){0,140}\b(?:were|was|having been)\b[^.;]{0,40}\b(?:approved|agreed|confirmed|signed|accepted|adopted|received|noted|taken as read)\b",
    re.IGNORECASE,
)
STATUS_LINE = re.compile(
    r"^(?:RECEIVED|DULY NOTED|NOTED|Noted|AGREED|Agreed|Approved|APPROVED|Received|Supported|All approved for payment|Circulated, approved (?:&|and) signed as correct)\s*(?:as correct|unanimously|for payment)?\.?$"
)
PLANNING = re.compile(
    r"\b(?:No (?:comments?|objections?)|Supported?|Objects?|Object(?:ion|ed)|Support|Approved?)\.?\s*$"
)
SUBJUNCTIVE = re.compile(
    r"^(?:That|THAT|T H A T|that)\b(?P<subject>[^.;:]*?)\b(?:be|BE|not be)\s+(?:\w+ly\s+)?(?:\w+(?:ed|en|t|wn|de|ne|ld|id|ut|et)\b|given|made|held|\w+)"
    r"|^(?:That|THAT)\b[^.;:]{3,80}?\b(?:write|provide|report|submit|continue|receive|approve|note|support|seek|ask|invite|consider|prepare|produce|arrange|work|bring|adopt|agree|write)\b"
)
STOP = re.compile(
    r"^(?:reasons?\b|\(?reasons? for|supporting documents|note:|voting|votes?\b|for:|against:|the (?:committee|chair|meeting|council) (?:then|adjourned|thanked)|background|options considered|alternative options)",
    re.IGNORECASE,
)
LIMB_LEAD = re.compile(r"^(?:and\s+)?(?:that|That|THAT|T\s+H\s+A\s+T|to|To|TO|in)\b")
INLINE_LIMB = re.compile(
    r"(?:(?<=[\s:;,–-])|^)\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})\)\s+|(?<=[;:])\s+(?:[1-9]|[ivx]{1,4}|[a-h])[.)]\s+|;\s+(?:and\s+)?(?=that\s)"
)
PROPOSAL_HEAD = re.compile(
    r"\b(?:is|are|was|were) (?:therefore )?(?:RECOMMENDED|recommended|asked|invited|requested)\s+(?:to|that)\b|^(?:RECOMMENDATIONS?|Recommendations?|Officer recommendation|MOTION|Motion)\s*(?:\([^)]*\))?\s*[:–-]|\bthe report recommended\b|^It is (?:therefore |also )?(?:recommended|proposed)\b|^Recommendation\b",
)
PROPOSED = re.compile(
    r"\bIt is (?:now |also |therefore |further |hereby )*proposed\b|\b(?:moved|proposed)(?: and seconded)?,? (?:and seconded )?(?:by [^,.]{3,60} )?that\b|\bproposed (?:an amendment|a motion|by)\b|\bmoved (?:an amendment|a motion|the following)\b"
)

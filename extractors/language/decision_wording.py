"""The wordings of decisions as patterns: heads, fates of motions, lists, what stops a list, what is an opinion."""

import re
from functools import cache

from extractors.language.rules import word_lists

LEAD_ADVERBS = (
    r"(?:(?:then|also|therefore|further|unanimously|UNANIMOUSLY|formally|duly|accordingly|thereupon|subsequently|so"
    r"|both"
    r"|all|generally|again|finally|thereafter)[,:]?\s+)*"
)
ADVERBIAL = (
    r"(?:(?:On|Following|After|By|Having|Upon|With|In|As|Since|Thereafter|Thereupon|Accordingly|Finally|Consequently"
    r"|Subsequently)\b[^.;]{0,160}?,?\s+)?"
)
NAMES = (
    r"(?:,?\s*\(?(?:unanimous\)|[Pp]roposed\s[^.;:]*?seconded\s[^,;:]*?,|on\s+the\s+proposal\s[^.;:]*?,"
    r"|[Pp]roposed\s+by\s[^.;:]*?,\s*seconded\s+by\s[^,;:]*?[,:]))?"
)


@cache
def body() -> str:
    """Return the pattern of a body that meets: "the Planning Committee", "All Councillors", "the CC", "we"."""
    heads = "|".join(sorted((re.escape(word) for word in word_lists()["body-heads"]), key=len, reverse=True))
    return (
        r"[Tt]he\s+[A-Z]{2,4}|(?:(?:[Tt]he|THE|[Tt]his|[Aa]ll|[Oo]ur|It\s+was\s+the)\s+)?(?:[\w'&-]+\s+){0,7}?"
        rf"(?i:{heads})s?(?:\s+of\s+the\s+\w+)?|[Ww]e|[Aa]ll"
    )


@cache
def head_pattern() -> re.Pattern[str]:
    """Return the pattern of a decision's head at the beginning of a clause."""
    return re.compile(
        rf"""{ADVERBIAL}
        (?:(?P<impersonal>(?:and\s+)?(?:[Ii]t\s+was|IT\s+WAS)[,:]?\s+)|(?P<body>{body()})\s+(?:have\s+|has\s+)?|(?P<they>They|they|Also|also)\s+)?
        {LEAD_ADVERBS}
        (?:ong>)?(?P<word>RESOLVED|Resolved|resolved|resolves|AGREED|Agreed|agreed|agrees|RECOMMENDED|Recommended
          |recommended|recommends|RECOMMENDS?|DECIDED|Decided|decided|DETERMINED|DETERMINATION|DECISIONS?|Decisions?|NOTED)(?:ong>|(?=that\b)|\b)
        (?:\s+(?:UNANIMOUSLY|unanimously|by\s+(?:a\s+)?majority(?:\s*\([^)]*\))?|further|also|therefore|then|in\s+principle
          |to\s+RECOMMEND|to\s+recommend))?
        {NAMES}\s*(?P<sep>[:;,.–—-]*\s*[:;,.–—-]*)\s*
        (?P<comp>(?:to|TO|that|That|THAT|T\s+H\s+A\s+T|for)\b)?\s*[:;,–—-]*\s*""",
        re.VERBOSE,
    )


# Where a head may begin inside a sentence: behind punctuation or "and", or where a topic runs into it unpunctuated.
CLAUSE = re.compile(
    r"(?:[,;:.–-]|\band)\s+(?=(?:and\s+)?(?:it\s+was|It\s+was|RESOLVED|AGREED|RECOMMENDED|(?:so\s+)?they\s+agreed"
    r"|[Aa]greed\s+to\b|the\s+[A-Z]\w+\s+(?:agreed|resolved)))"
    r"|(?<=\w)\s+(?=RESOLVED\s*[:–-]|(?:It\s+was|After\s+discussion|Following\s+discussion|All\s+[A-Z]\w+"
    r"|Councillors|Members"
    r"|The\s+(?:Committee|Council|Board|CC|Clerk))\s+)"
)
# "The Committee agreed the plan": what stands behind "agreed" is the thing agreed.
AGREED_OBJECT = re.compile(r"(?:the|its|a|an|this|these|those|all|their|£\d|payment)\b", re.IGNORECASE)
NOT_HEAD = re.compile(
    r"decisions?\s+(?:maker|status|type|due|details|notice|making|taken|list|of|on|was|were|had|made)\b"
    r"|agreed\s+(?:strategy|with\b|minutes|budget|plan|programme|as\b)",
    re.IGNORECASE,
)
# What parts a decision ("that the sign be moved") from an opinion ("that the sign was poor").
DEED = re.compile(r"\b(?:would|will|should|shall|must|be)\b")
OPINION = re.compile(r"\b(?:was|were|had|has|have|is|are|could|may|might|did|does|needed)\b")
OPINION_WOULD = re.compile(
    r"(?:would|should) (?:be|have been) (?:an?|very|too|of|no|better|good|useful|helpful|wrong|nice)\b|would have\b"
)
BARE_SUBJUNCTIVE = re.compile(
    r"^\s*(?:the\s+)?[\w' -]{3,60}?\s+(?:write|look|send|bring|ask|seek|contact|prepare|invite|report|find"
    r"|circulate|put"
    r"|pay|try|take|set|lead|act)\b"
)
BODY_WILL = re.compile(
    r"\s*(?:we|they|it|the (?:committee|panel|council|board|cc|community council|cabinet|authority))\s+"
    r"(?:would|will|should)\b",
    re.IGNORECASE,
)
# A body's own deeds; the ones behind the bar are also what members do in discussion and do not decide by themselves.
BODY_DOES = (
    r"(?:noted|notes|NOTED|approved|approves|endorsed|endorses|adopted|welcomed|confirmed|ratified|authorised"
    r"|recognised"
    r"|acknowledged|appointed|elected|nominated|instructed|decided|resolved|remitted|deferred|refused|rejected)"
)
NOTES = frozenset({"noted", "notes", "received", "welcomed", "recognised", "acknowledged"})
# "... and requested that": a further deed of the same body.
FURTHER_DEED = re.compile(
    r",?\s+and\s+(?:also\s+)?(?=(?:requested|asked|instructed|agreed|resolved|remitted|noted|approved"
    r"|appointed)\s+(?:that|to|the)\b)"
)
_FATES = (
    r"carried|agreed|lost|approved|accepted|defeated|passed|fell|withdrawn|not supported",
    r"agreed|approved|carried|noted|accepted|seconded but",
)
MOTION_FATE = re.compile(
    r"\b(?:motion|amendment|proposal|recommendations?|proposition)s?\b[^.;]{0,80}\b(?:was|were|is|be|being)\b"
    rf"[^.;]{{0,40}}\b(?:{_FATES[0]})\b"
    r"|^(?:This|That|These|The (?:above|following|proposal|recommendation|amendment)[\w ]{0,30}) (?:was|were)"
    rf"(?: then| therefore| duly| unanimously| all)? (?:{_FATES[1]})\b"
    r"|\b(?:put to the vote|show of hands|on a vote)\b[^.;]{0,80}\b(?:carried|lost|agreed|approved)\b"
    r"|\bthe (?:motion|amendment) (?:then )?(?:fell|was lost)\b|\bwas declared (?:carried|lost)\b"
    r"|\bproposed (?:by )?(?:&|and)?[^.;]{0,40}\bseconded approval\b"
    r"|\bagreed to (?:this|the above) (?:proposal|suggestion|request)\b",
    re.IGNORECASE,
)
LOST = re.compile(r"\b(?:lost|not carried|defeated|fell|withdrawn|not supported)\b", re.IGNORECASE)
EARLIER = re.compile(
    r"\b(?:had been|had (?:decided|agreed|resolved)|wherein|at which|last (?:year|month)|previously)\b", re.IGNORECASE
)
MINUTES_TAKEN = re.compile(
    r"\b(?:minutes?|record)\b(?:(?!\bbe\b)[^.;]){0,140}\b(?:were|was|having been)\b[^.;]{0,40}"
    r"\b(?:approved|agreed|confirmed|signed|accepted|adopted|received|noted|taken as read)\b"
    r"|\bminutes should be signed\b|\bapproval\b[^.;]{0,20}\bproposed by\b",
    re.IGNORECASE,
)
# "The report was noted": what is noted is a paper, not a remark.
PAPER_NOTED = re.compile(
    r"^(?:That )?[Tt]he (?:[\w'-]+ ){0,4}(?:reports?|updates?|positions?|contents|minutes?|presentation"
    r"|correspondence|papers?|statements?)"
    r" (?:was|were) (?:duly |then |also )?(?:noted|received|NOTED|RECEIVED)\b"
)
STATUS_LINE = re.compile(
    r"^(?:(?:Received|Duly noted|Noted|Agreed|Approved|Supported|Approval recommended|Reviewed (?:and|&) updated"
    r"|All (?:councillors |members |present )?(?:agreed|approved)(?: for payment)?"
    r"|Circulated, approved (?:&|and)\s+signed as correct)\s*(?:as correct|unanimously|for payment)?\.?"
    r"|(?:Deferred|Re-agenda|Next agenda)\b[^.]{0,80}\.?|[^.:]{3,60}: (?:deferred (?:to|until|for)\b[^.]{0,120}"
    r"|£[\d,.]+ agreed)\.?)$",
    re.IGNORECASE,
)
# What a body says of a planning application: a sentence of its own behind the application.
PLANNING = re.compile(r"^(?:No (?:comments?|objections?)|Support(?:ed)?|Objects?|Objection|Refused)\.?$")
FURTHER = re.compile(r"^(?:That|To)\b|\b(?:be|will|would|should)\b")
PASSIVE = re.compile(
    r"^(?!.*\b(?:had been|has been|have been|last (?:meeting|year|month)|when|whether)\b)(?!.*(?:as follows"
    r"|thus)\s*:$)[^.;?]{3,120}?\b(?:was|were)\s+"
    r"(?:then\s+|therefore\s+|unanimously\s+|also\s+)?(?:approved|supported|referred to|authorised|adopted|accepted"
    r"|endorsed"
    r"|ratified|granted|deferred|agreed (?:as|for|by)|elected|given (?:for|delegated authority)|refused)\b"
)
SUBJUNCTIVE = re.compile(
    r"^(?:That|THAT|T\s+H\s+A\s+T|that)\b[^.;:]*?\b(?:be|BE|not be)\s+(?:\w+ly\s+)?\w+"
    r"|^(?:That|THAT)\b[^.;:]{3,80}?\b(?:write|provide|report|submit|continue|receive|approve|note|support|seek|ask"
    r"|invite"
    r"|consider|prepare|produce|arrange|work|bring|adopt|agree|run|remain|stand|include|recommend)\b"
)
PAST_CLAUSE = re.compile(r"^(?:That|THAT|that)\b(?:(?!\bbe\b)[^.;:]){3,60}?\b(?:was|were|had|has been)\b(?!.*\bbe\b)")
STOP = re.compile(
    r"^(?:reasons?\b|\(?reasons? for|supporting documents|note:|voting|votes?\b|for:|against:"
    r"|the (?:committee|chair|chairman|meeting|council) (?:then|adjourned|thanked|closed)"
    r"|there being no|background|options considered|alternative options|date of (?:the )?next)",
    re.IGNORECASE,
)
LIMB_LEAD = re.compile(r"^(?:and\s+)?(?:that|That|THAT|T\s+H\s+A\s+T|to|To|TO)\b")
INLINE_LIMB = re.compile(
    r"(?:(?<=[\s:;,–-])|^)\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})\)\s+|(?<=[;:])\s+(?:[1-9]|[ivx]{1,4}|[a-h])[.)]\s+"
    r"|;\s+(?:and\s+)?(?=that\s)"
)
# ", and that the Clerk write": a second clause that decides something of its own.
SECOND_CLAUSE = re.compile(
    r",\s+and\s+(?=to\s+(?:note|leave|ask|request|instruct|write|defer|thank)\b)"
    r"|,?\s+and\s+(?=that\s(?!(?:the )?thanks\b|the(?:y|se) be signed\b)(?:(?!\band that\b)[^;.])*?"
    r"\b(?:be|would|will|should|shall|recommend|write|report|ask|bring|prepare|contact|seek|invite|arrange|send"
    r"|provide)\b)"
)
# Under a head whose list was lost on the way stands the next paragraph of the discussion.
NARRATIVE = re.compile(
    r"^(?:The|A|An|Mr|Mrs|Ms|Cllr|Councillor|In|At|Members|There)\b[^.;]*?\b(?:was|were|had|said|asked|advised"
    r"|reported|thanked|explained)\b(?!.*\bbe\b)"
)
# The meeting advises a body that decides.
ADVISES = re.compile(
    r"\b(?:Council|Cabinet|Executive|Committee|Board) be recommended\b"
    r"|\brecommends? to (?:the )?(?:full )?(?:Council|Cabinet|Executive)\b"
    r"|\brecommend (?:that )?(?:the )?(?:full )?(?:Council|Cabinet|Executive)\b"
)
# A lead-in that only announces its list: "members be appointed as follows".
ANNOUNCES = re.compile(
    r"\b(?:as follows|thus|as under|(?<!with )(?<!of )(?<!on )the\s+following(?:\s+\w+){0,6}|was|were|comments|stages)"
    r"\s*[:–—-]*$",
    re.IGNORECASE,
)
LEADS_LIST = re.compile(r"(?::|:-|:\s*[–-]|\s[–—-])\s*$")
BODY_LIST = re.compile(
    r"^(?:[\w\s,]{0,30}?\b)?[Tt]he\s+(?:[\w'&-]+\s+){0,5}?(?:Committee|Sub-Committee|Cabinet|Council|Board|Panel"
    r"|Commission|Executive|Forum)\s*:[-–—]*$"
)
COMMENTS_LIST = re.compile(
    r"^(?P<body>The (?:[\w'&-]+\s+){0,3}?(?:Committee|Panel|Board|Commission)) (?:adds?|makes?|made|added) (?:these"
    r"|the following) (?:comments|recommendations|observations)\b.*:[-–]*$"
)

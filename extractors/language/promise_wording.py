"""The wordings by which a promise is told from what is hoped, denied, told as past, or said every day."""

import re

# Sentences of more words than this may carry a promise beside other things.
LONG_SENTENCE = 24
LEAST_CLAUSE = 12
OPENING = re.compile(r";\s+(?:and\s+)?|,?\s+and\s+that\s+|,?\s+but\s+(?:that\s+)?|:\s+|,\s+and\s+(?=[A-Zth])")
CLOSING = re.compile(r";|,?\s+and\s+that\s|,\s+but\s|,\s+and\s+(?!would|will)")
NEGATIVE = re.compile(r"\b(?:not|never|n't|no longer|unable|nor|neither|refused|declined|cannot|without)\s*$")
PAST = re.compile(r"\b(?:had|previously|earlier|already)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# What makes "had agreed" an earlier meeting's: without it the promise is told here for the first time.
EARLIER = re.compile(
    r"\b(?:last|previous|earlier)\b|\b(?:[Ii]n|[Ss]ince|[Aa]t the) (?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\b|\b(?:wherein|whereby|when)\b"
)
SOFT_BEFORE = re.compile(
    r"\b(?:hop(?:ed|es|ing|e)|intend(?:ed|s)?|intention|expect(?:ed|s|ing|ation)?|anticipat\w+|aim(?:ed|s|ing)?|"
    r"plann?(?:ed|ing|s)|envisag\w+|believ\w+|thought|felt|feared|concern\w*|suggest\w*|wonder\w*|propos\w+|"
    r"likely|may|might|could|should|if|unless|whether|option|unlikely|doubt\w*|assum\w+|worried|understood|"
    r"understanding|recommend\w*|enquir\w+|inquir\w+|queri\w+|question\w*|desire|wish\w*|ought|prefer\w*)\b"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
# A clause of its own begins here: what was hoped before it does not soften what is promised in it.
CLAUSE = re.compile(
    r"\b(?:but|and that|agreed(?: that)?|confirmed(?: that)?|explained(?: that)?|advised(?: that)?|said(?: that)?|"
    r"reported(?: that)?|replied(?: that)?|stated(?: that)?|added(?: that)?|and)\b"
)
STATIVE = re.compile(
    r"^\s*(?:(?:also|then|therefore|still|always|only|now|however)\s+)*(?:like|love|welcome|prefer|need|have to|"
    r"allow|mean|require|cost|benefit|help (?:to|with|the)|enable|remain|continue|be (?:able|useful|helpful|good|"
    r"better|interest\w*|reluctant|likely|too|very|a|an|the (?:case|best)|in|no|some|open|required|subject|due|more|"
    r"difficult|possible|needed|necessary|welcome|pleased|like|affected|covered|funded|expected|used|seen|based|"
    r"dependent|less|well|as|at|over)\b|seek to|look to|aim to|hope|try to ensure|appear|seem|result|lead to|become|"
    r"take (?:place|into|about|effect|up|time)|make (?:it|the|a difference|sense)|go (?:up|down|to waste)|get "
    r"(?:better|worse)|come (?:from|to an end|down|into)|give (?:rise|more|the public)|cost|cover|work (?:well|with|"
    r"closely|together|towards)|set (?:a|out)\b|find (?:it|this|that|themselves)|have (?:been|a|no|to)|hold (?:a|an|"
    r"its|the)?\s*(?:event|fete|fair|service|surgery)|put (?:off|pressure)|be (?:kept|monitored|held|made|taken|"
    r"done) (?:up|under|in mind|into account|there|here))\b",
    re.IGNORECASE,
)
HABIT = re.compile(
    r"\b(?:always|normally|usually|generally|routinely|where possible|as a matter of course|tends? to|in most cases|"
    r"every day|each day)\b",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"\?\s*[\"']?$|\b(?:asked|enquired|inquired|queried|questioned|wondered|wanted to know|wished to know|sought "
    r"(?:clarification|assurance|confirmation)|clarif\w+) (?:\w+\s+){0,4}?(?:whether|if|when|what|how|why|who|where|"
    r"which|about|on|as to)\b[^.;]*$",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"^\s*(?:that\s+)?[^,.;]*?\b(?:was|were|had|is|are|has|have|would be (?:a|an|the|very|too|of|no|better|good|"
    r"useful|helpful|unfair|wrong|difficult|hard)|could|may|might|needed|need|did|does|looked|seemed|made|ought|"
    r"would not|would have|would need)\b",
    re.IGNORECASE,
)
SUBJUNCTIVE = re.compile(
    r"\b(?:should|would|will|be|shall|must|to)\b|\b(?:the\s+)?(?:Clerk|Chair(?:man)?|Director|officers?|"
    r"Manager)\s+(?:write|look|send|bring|ask|seek|contact|prepare|invite|report|find|circulate)\b"
)
RECIPIENT = re.compile(
    r"\b(?:to|with|for|inform|update|brief|advise|tell|let|give|show|send|contact|write to|at|before)\s+(?:the\s+|"
    r"all\s+|any\s+|its\s+|their\s+|each\s+|both\s+|other\s+|every\s+|ward\s+|"
    r"local\s+)*(?:(?:[A-Z]\w+\s+){0,5}(?:Committee|Panel|Board|Cabinet|Council|Forum|Members?|Commission|Group|"
    r"Authority|Executive|Chair\w*|Councillors?|Cllrs?|Mr|Mrs|Ms|Dr)|members?|councillors?|committee|panel|board|"
    r"group|meeting|residents?|him|her|them|chair\w*|agenda|minutes|website|parents|questioner|public|families|"
    r"schools?|parish\w*)\b",
)
REPORTED = re.compile(
    r"\b(?:said|advised|explained|confirmed|stated|replied|responded|reported|added|noted|informed|told|assured|"
    r"promised|indicated|answered|clarified|agreed|announced|acknowledged|accepted|undertook|pointed out|commented|"
    r"apologised)\b",
    re.IGNORECASE,
)
DEED = re.compile(r"(?:send|share|provide|circulate|supply|forward|do|arrange|bring)$")
# "to be" behind a finite verb is part of another clause: "asked for it to be moved", "still to be done".
FINITE_BEFORE = re.compile(
    r"\b(?:is|are|was|were|had|has|have|will|would|could|should|ask\w*|made|needs?|needed|await\w+|still|like[sd]?|want\w*|"
    r"request\w*|arrangements|for|in order|possible|due|agreed|expected|able|seems?|ought|require[sd]?|proposal)\b"
)
NOT_DONE = re.compile(r"\bhad (?:still )?not (?:yet )?(?:been|happened|come)|\bnot yet (?:been )?done\b")
EVENT_VERB = re.compile(r"\b(?:held|opened|closed|organised|started|completed|delivered)$")
EVENT_NOUN = re.compile(
    r"\b(?:workshop|event|seminar|session|fair|exhibition|service|ceremony|consultation|survey|works?|surgery|"
    r"election|fete|concert|drop-in|judging|festival|library|road|bridge|pool|school|scheme|project|programme|"
    r"building|grant|funding)\b[^.;]{0,30}$",
    re.IGNORECASE,
)

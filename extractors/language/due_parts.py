"""Parts of which the patterns of due words are made: `<DAY>`, `<MEETING>` and the like in data/rules/due.toml stand for
these."""

from extractors.language.calendar_dates import NAMED_DAYS

_LONGEST_FIRST = sorted(NAMED_DAYS, key=len, reverse=True)
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
YEAR = r"(?:19|20)\d\d"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DAY = (
    rf"(?:(?:{WEEKDAY},?\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?\s+(?:of\s+)?(?P<month>{MONTH})\b\.?"
    rf"(?:,?\s+(?P<year>{YEAR}))?"
    rf"|(?P<month_first>{MONTH})\s+(?P<day_second>\d{{1,2}})(?:(?:st|nd|rd|th)(?:,?\s+(?P<year_third>{YEAR}))?"
    rf"|,?\s+(?P<year_only>{YEAR})))\b"
)
NUMERIC = r"(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>(?:20)?\d\d)\b"
CLOCK = (
    r"(?:(?:12\s+)?(?:noon|midday|midnight)|(?:the\s+)?(?:close|end)\s+of\s+(?:play|business)"
    r"|\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.))(?:,|\s+on)?\s+"
)
NUMBER = (
    r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|eighteen|twenty"
    r"|(?:a\s+)?couple\s+of|(?:a\s+)?few)"
)
UNIT = r"(?P<unit>(?:working|school)\s+days?|days?|weeks?|fortnights?|months?|years?)"
NAMED_DAY = (
    "(?P<named>"
    + "|".join(name.replace("'", "['’]?").replace("st ", r"st\.?\s+").replace(" ", r"\s+") for name in _LONGEST_FIRST)
    + ")"
)
ORDINAL = r"(?P<ordinal>first|second|third|fourth|last|1st|2nd|3rd|4th)"
MEETING = (
    r"(?:meetings?|session|cycle|round of meetings|Committee|Sub-Committee|Panel|Board|Cabinet|Council|Forum"
    r"|Commission|Executive|agenda|sitting)"
)
# Words between an article and the word "meeting": adjectives and names, no verbs, no further prepositions.
NAME = (
    r"(?:(?!(?:to|at|by|in|on|be|been|is|are|was|were|that|this|it|he|she|they|we|would|will|until|before|after|when"
    r"|a|an)\b)[\w'’&/-]+,?\s+){0,6}?"
)
CAPITALS = r"(?-i:[A-Z][\w'’&-]*(?:(?:\s+(?:and|of|for|the|&|O&S)){0,3}\s+[A-Z][\w'’&-]*){0,8})"
BODY = (
    rf"(?:{CAPITALS}|(?:community\s+|parish\s+|town\s+)?(?:committee|sub-committee|panel|board|cabinet|council|forum"
    r"|commission|group|trustees))"
)
PARTS = {
    "<DAY>": DAY,
    "<CLOCK>": CLOCK,
    "<NAMED_DAY>": NAMED_DAY,
    "<ORDINAL>": ORDINAL,
    "<WEEKDAY>": WEEKDAY,
    "<MONTH>": MONTH,
    "<YEAR>": YEAR,
    "<MEETING>": MEETING,
    "<NAME>": NAME,
    "<BODY>": BODY,
    "<NUMBER>": NUMBER,
    "<UNIT>": UNIT,
    "<NUMERIC>": NUMERIC,
}

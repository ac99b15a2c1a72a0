"""What a closure points back to: a number, else the topic that it stands under, else the thing it tells of."""

import re

# It begins with the capital, of which a sentence has few.
NUMBER = re.compile(
    r"(?P<reference>[AIMPR](?:(?<=\bM)in(?:utes?|\.)|(?<=\bA)(?:ction(?:s| points?)?|rticle)|(?<=\bI)tem|(?<=\bP)age"
    r"|(?<=\bR)(?:ecommendations?|ef(?:erence)?\.?))\s*(?:Nos?\.?\s*)?\d+(?:[./-]\d+)*(?:\s*\([a-z]\))?)"
)
# For google-re2: a text matches it wherever NUMBER is found in a sentence, whatever stands for a blank in the text.
NUMBER_SIGN = (
    r"(?:Min(?:utes?|\.)|Action(?:s|\W+points?)?|Item|Page|Recommendations?|Ref(?:erence)?|Article)"
    r"\W*(?:Nos?\W*)?\p{Nd}"
)
TOPIC = re.compile(r"(?P<topic>[A-Z0-9(][^.;:–—]{1,60}?)\s*(?:\s[-–—]|:)\s")
THING = re.compile(
    r"(?:^|\bthat |, )(?P<thing>(?:the|an?|his|her|their|its|our)\s+(?:[\w'’-]+\s+){1,9}?)"
    r"(?=(?:had|has|have|was|were|is|are)\b)",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|its|our)\s+", re.IGNORECASE)


def numbered(words: str) -> str | None:
    """Return the number of an earlier minute, action or page: "Minute 31", "Action 14(b)"."""
    found = NUMBER.search(words)
    return re.sub(r"\s+", " ", found["reference"]) if found else None


def referred_to(words: str) -> str | None:
    """Return what a closure's words point back to, as written; None where they name nothing.

    "Minute 52: the cracks had been filled" → "Minute 52"; "Bus shelter – mended" → "Bus shelter"; "It was reported that
    the letter to the owner had been sent" → "letter to the owner".
    """
    number = numbered(words)
    if number is not None:
        return number
    topic = TOPIC.match(words)
    if topic is not None:
        return topic["topic"].strip()
    thing = THING.search(words)
    return ARTICLE.sub("", thing["thing"]).strip() if thing else None

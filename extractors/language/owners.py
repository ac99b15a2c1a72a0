"""Who must act: roles, names, bodies and initials, as written and without a leading article.

Works on one sentence at a time, on the words as they stand. What the sentence does not name stays empty; the speaker
of a reported passive is given apart, as inferred.
"""

import re
from functools import cache, lru_cache

from extractors.language.alternation import any_of
from extractors.language.calendar_dates import MONTHS
from extractors.language.rules import word_lists

# So many owners are remembered: minutes name the same few posts and members again and again.
MOST_OWNERS = 4_096
# "s151 Officer" is called after a section of an act.
CAPITALISED = r"(?:[A-Z][\w'’&.-]*\w|[A-Z]|(?<![\w.])(?:s\.?)?\d{1,3}(?=\s+[A-Z]))"
TITLE = (
    r"(?:Cllrs?|Councillors?|County Councillor|Parish Councillor|Mr|Mrs|Ms|Miss|Dr|Rev|Alderman|Bailie|Deputy|"
    r"Sir|Lady|PC|PCSO)"
)
JOINER = r"(?:(?:of|for|and|&|in|on|to|at)(?:\s+the)?|–|-)"
NAME = (
    rf"(?:{TITLE}\.?\s+)?{CAPITALISED}(?:[\s,/]+(?:(?:{JOINER}|"
    rf"[-–])\s+){{0,3}}{CAPITALISED}){{0,9}}(?:\s*\([A-Z][\w\s&,'’-]*\))?"
)
# What may stand between a subject and its verb.
ADVERBS = frozenset({
    "also", "then", "now", "therefore", "further", "kindly", "duly", "again", "both", "each", "all", "subsequently",
    "accordingly", "would", "will", "to", "should", "had", "has", "have", "was", "were", "is", "are", "be", "not",
    "did", "does",
})  # fmt: skip
ARTICLE = re.compile(r"^(?:the|a|an|our|its|their|his|her|both)\s+", re.IGNORECASE)
INITIAL_AND_NAME = re.compile(r"A\.?\s+[A-Z][\w'’-]+$")
PRONOUN = re.compile(r"\b(he|she|they|it|we|i)\s*$", re.IGNORECASE)
# The last letters of the pronouns: words that end otherwise end with none.
PRONOUN_ENDS = ("he", "they", "it", "we", "i")
MEMBER = re.compile(r"(?:Cllr|Councillor|Alderman|Bailie|County Councillor)\.?\s+[A-Z]")
TITLED = re.compile(TITLE)
TITLED_WHOLE = re.compile(rf"{TITLE}\b")
TITLED_PERSON = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Rev|Sir|Lady)\b")
# A word in lower case, as the word lists have it.
WORDS = re.compile(r"[a-z-]+")
# "The Head of Parks in reply to Cllr Orme said": who is answered does nothing.
IN_REPLY = re.compile(r",?\s+in (?:reply|response|answer) to [^,;]+$")
# What stands behind these belongs to another noun: "the meeting with the Friends would".
IN_PHRASE = re.compile(r"\b(?:with|from|between|about|on|at|in|by)\s+(?:the\s+)?$")
# "the Network and Streets Manager": fields of work, and one title for all of them.
SHARED_TITLE = re.compile(
    r"(?P<the>[Tt]he\s+)?(?P<fields>[A-Z][\w'’-]+(?:(?:\s+|,\s+)[A-Z][\w'’-]+)*),?\s+(?:and|&)\s+(?P<title>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)+)"
)
# "the Assistant Director, Repairs": a surname alone is hardly put behind a post.
FIELD = re.compile(r"[A-Z][a-z]+s?(?:\s+(?:and|&)\s+[A-Z][a-z]+)?")
APPOSITION = re.compile(r"^(?P<first>[^,]+),\s+(?P<second>[^,]+),?\s*$")
INITIALS = r"(?:[A-Z]{2,4}|[A-Z]{2}[a-rt-z])"
SOME_INITIALS = re.compile(rf"{INITIALS}(?:\s*[/&,]\s*{INITIALS})*")
POSSESSIVE = ("'", "’", "'s", "’s")
IS_ASKED = frozenset({"invited", "invitation", "asked", "requested"})
PLAIN_NAME = re.compile(r"(?:[A-Z]\.?\s+){0,2}[A-Z][a-z'’]+(?:\s+[A-Z][\w'’-]+){0,2}")
# Where what somebody is asked for begins, behind who is asked.
ASKED_FOR = re.compile(r"\s+(?:to|that|if|whether)\s+\w|\s+for\s+(?![A-Z])\w|[.;:]")
# "Bell & Sons", "Bell and Co": one firm.
FIRM = r"(?:Co|Sons?|Daughters?|Company)\b|(?<=& )(?:Partners|Associates)\b"
FIRM_NAME = re.compile(rf"[A-Z][\w'’]+(?:(?:,?\s+|\s+(?:and|&)\s+)[A-Z][\w'’]+){{0,3}}\s+(?:and|&)\s+(?:{FIRM})")
OWNER_PARTS = re.compile(rf"\s*(?:[/;,+]|(?:&|\band\b)(?!\s*(?:{FIRM}))|\n)\s*")
# Behind a stop, or behind a word that begins a clause. It begins with a class of letters, to which Python's engine
# leaps, and only there looks back whether a word begins.
BOUNDARY = re.compile(
    r"[;:.!?tbwsia](?:(?<=[;:.!?])|(?<=\bt)hat|(?<=\bb)(?:ut|ecause)|(?<=\bw)(?:hile|hilst|hereas|hen|here|hich|ho)"
    r"|(?<=\bs)o|(?<=\bi)f|(?<=\ba)s)\s+"
)
# "The keys were given to the Caretaker, and the Clerk would ring": somebody to whom something was done does nothing.
DONE_TO = re.compile(
    r"(?:ed|en|wn|nt|ld|ade|ut)\s+(?:to|for|by|with|from)\s+[^,;]+,\s+and\s+"
    r"|\b(?:was|were|been)\s+(?:\w+\s+)?\w+(?:ed|en|wn|nt|ld|ade|ut)\s+by\s+[^,;]+?\s+and\s+"
)
OPENER = re.compile(
    r"(?:in|on|at|following|after|with|to|for|by|as|during|having|given|subject|under)\b[^,]*,\s+", re.IGNORECASE
)
# A clause of its own stands before ", and": "the Mayor had been promised a visit, and the Clerk was".
TOLD = re.compile(r"\b(?:was|were|is|are|had|has|have|would|will|could|did|said|asked|told|gave|took)\s")
AND_ANOTHER = re.compile(r"\s+and\s+(?=(?:the|an?)\s)")
WHO_ASIDE = re.compile(r",\s+(?:who|whose)\s+[^,]+,\s+(?:(?:had|has|have|also|then|now|would|will)\s+)*$")
JOINED = re.compile(rf"\s*,\s+(?:and\s+)?|\s+(?:and|&)\s+(?!{FIRM})|/")
INITIALS_AT_END = re.compile(rf"(?<=[a-z)]\s){INITIALS}$")
BLANKS = re.compile(r"\s+")
LONG_DASH = re.compile(r"\s–\s")
ARTICLES = frozenset({"the", "a", "an"})
# No part of a role's name, beside the verbs of reporting.
NO_WORDS_OF_ROLES = ARTICLES | {
    *("was", "were", "had", "has", "is", "are", "would", "will", "be", "to", "that", "and", "or", "if", "as", "it"),
    *("he", "she"),
}
# "the Chair and the Clerk", "the Clerk and Cllr Rix" are two.
AND_SOMEBODY = re.compile(rf"\b(?:and|&)\s+(?:the|an?)\s+|\band\s+{TITLE}\b")
FIELDS_OF_WORK = re.compile(r"\b(?:of|for)\s+(?:the\s+)?[A-Z][\w'’ ,-]*(?:\band\b|&)\s*[A-Z]?")


@cache
def _generic() -> re.Pattern[str]:
    """Roles and bodies that stand in lower case: "officers", "the chair of the committee"."""
    head = any_of(word_lists()["role-heads"] | word_lists()["body-heads"])
    word = rf"(?!{any_of(word_lists()['report-verbs'] | NO_WORDS_OF_ROLES)}\b)[\w'’&-]+"
    return re.compile(
        rf"(?:(?:the|a|an)\s+)?(?:{word}\s+){{0,4}}?{head}s?(?:\s+(?:of|for)\s+(?:the\s+)?{word}(?:\s+(?:and|&|of|"
        rf"for)\s+(?:the\s+)?{word}|\s+{word}){{0,7}})?",
        re.IGNORECASE,
    )


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?:[Tt]he\s+)?{NAME}")


@lru_cache(MOST_OWNERS)
def clean(owner: str) -> str:
    """Return an owner as written, without leading article, trailing punctuation and doubled blanks."""
    text = " ".join(owner.split()).strip(" ,;:.-–")
    article = ARTICLE.match(text)
    return text[article.end() :] if article else text


# "The Head of Parks did not know but would ask": the doer stands before the first of the two verbs.
SHARED_SUBJECT = re.compile(
    r"(?P<doer>.+?)\s+(?:could|can|did|does|do|was|were|is|are|had|has|have)\s+(?:not\s+)?\w+.*?,?\s+(?:but|and|or)\s*$"
)


def subject(words: str, verb: int) -> tuple[str, ...]:
    """Return the owners named directly before the verb at offset `verb` of a sentence, in the order written.

    Empty where a pronoun, a thing or nothing stands there: "The Head of Parks undertook", "the Chair and Cllr Rix
    would".
    """
    tail = after_boundary(_without_adverbs(_without_aside(words[:verb])))
    tail = tail[: aside.start()] if " in " in tail and (aside := IN_REPLY.search(tail)) else tail
    shared = SHARED_SUBJECT.match(tail) if tail.endswith(("but", "and", "or")) else None
    tail = shared["doer"] if shared is not None else tail
    apposition = APPOSITION.match(tail) if "," in tail else None
    if apposition is not None and (one := _name_and_role(apposition["first"], apposition["second"])):
        return (one,)
    return tuple([one for part in _parts(tail) if (one := owner_at_end(part))])


def _name_and_role(first: str, second: str) -> str | None:
    """The role of "Ms Hale, Head of Parks," and of "the Head of Parks, Ms Hale,", None where they are two people."""
    one, other = _owner_whole(first), _owner_whole(second)
    if one is None or other is None:
        return None
    if FIELD.fullmatch(second.strip()) and not is_named_person(one):
        return f"{one}, {other}"
    if MEMBER.match(one):
        return one if not TITLED.match(other) else None
    if is_named_person(one) == is_named_person(other):
        return None
    return other if is_named_person(one) else one


def is_named_person(owner: str) -> bool:
    """Whether an owner is a personal name and no role: "Ms Hale", "Alice Moor"."""
    return TITLED_PERSON.match(owner) is not None or _heads().isdisjoint(WORDS.findall(owner.lower()))


def object_of(words: str, verb_end: int) -> tuple[str, ...]:
    """Return the owners between a verb of asking and its "to": "asked the Clerk and Cllr Rix to write"."""
    rest = words[verb_end:]
    stop = ASKED_FOR.search(rest)
    if stop is None:
        return ()
    phrase = rest[: stop.start()].strip(" ,")
    return tuple([one for part in _parts(phrase) if (one := _owner_whole(part))])


def pronoun_before(words: str, verb: int) -> str | None:
    """Return the pronoun that stands as subject before the verb, in lower case, None where there is none."""
    match = pronoun_at_end(_without_adverbs(words[:verb]))
    return match[1].lower() if match else None


def pronoun_at_end(phrase: str) -> re.Match[str] | None:
    """Return the pronoun with which a phrase ends, None where it ends with another word."""
    # The last letters are soon compared: most phrases end with none.
    return PRONOUN.search(phrase) if phrase.rstrip()[-4:].lower().endswith(PRONOUN_ENDS) else None


def _without_aside(before: str) -> str:
    """The words before a verb without what is told of its subject between commas: "the owner, who was away, had"."""
    aside = WHO_ASIDE.search(before) if ", who" in before else None
    return before[: aside.start()] if aside else before


def _without_adverbs(before: str) -> str:
    """The words before a verb without the adverbs and other verbs at their end, and without the comma behind these."""
    kept = before.rstrip().removesuffix(",").rstrip()
    while (words := kept.rsplit(None, 1)) and words[-1] in ADVERBS and len(words[-1]) < len(kept):
        kept = words[0] if len(words) > 1 else ""
    return kept


@lru_cache(MOST_OWNERS)
def is_person(owner: str) -> bool:
    """Whether an owner reads like somebody who acts: a role, a name, initials or a body."""
    text = clean(owner)
    if not text:
        return False
    if SOME_INITIALS.fullmatch(text) or TITLED_WHOLE.match(text):
        return True
    lists = word_lists()
    tokens = WORDS.findall(text.lower())
    if not tokens or text.endswith(POSSESSIVE) or not IS_ASKED.isdisjoint(tokens):
        return False
    heads = _heads()
    if not heads.isdisjoint(tokens) or not heads.isdisjoint([token.removesuffix("s") for token in tokens]):
        return tokens[-1] not in lists["thing-heads"]
    if tokens[0] in lists["not-names"] or tokens[-1] in lists["thing-heads"]:
        return False
    return PLAIN_NAME.fullmatch(text) is not None or FIRM_NAME.fullmatch(text) is not None


@cache
def _heads() -> frozenset[str]:
    """The words that make a phrase a role or a body."""
    lists = word_lists()
    return lists["role-heads"] | lists["body-heads"] | lists["organisation-heads"]


def is_initials(owner: str) -> bool:
    """Whether an owner is written as initials or an acronym."""
    return re.fullmatch(INITIALS, owner) is not None


def split_owners(phrase: str) -> tuple[str, ...]:
    """Split a margin note or a label's owners: "KC/GD", "PV & DO", "Clerk, Chair"."""
    parts = OWNER_PARTS.split(phrase.strip(" .:[]()"))
    # "A Moor" begins with an initial: a label has no article.
    return tuple(one for part in parts if (one := part if INITIAL_AND_NAME.match(part) else clean(part)))


def after_boundary(before: str) -> str:
    """Cut a sentence's beginning at the last boundary before the subject: a comma after an opener, "that", "and" +
    verb, "and" behind a clause of its own."""
    cut = 0
    for match in BOUNDARY.finditer(before):
        cut = match.end()
    tail = before[cut:]
    done = DONE_TO.search(tail) if " and " in tail else None
    tail = tail[done.end() :] if done else tail
    joined = tail.rfind(", and ") if ", and " in tail else -1
    tail = tail[joined + len(", and ") :] if joined >= 0 and TOLD.search(tail, 0, joined) else tail
    opener = OPENER.match(tail) if "," in tail else None
    return tail[opener.end() :] if opener else tail


def _parts(phrase: str) -> list[str]:
    """Part "the Chair, Vice-Chair and Cllr Rix" into its owners; a role may itself hold "and" ("Children and
    Families")."""
    if not ("and" in phrase or "," in phrase or "&" in phrase or "/" in phrase):
        return [phrase]
    several = AND_ANOTHER.split(phrase)
    if len(several) > 1 and all(_owner_whole(part) for part in several):
        return [one for part in several for one in _parts(part)]
    if is_one_role(phrase):
        return [phrase]
    parts = [part for part in JOINED.split(phrase) if part.strip()]
    return parts if len(parts) > 1 and all(_owner_whole(part) for part in parts) else [phrase]


def is_one_role(phrase: str) -> bool:
    """Whether "and" stands inside a single title: "Head of Parks and Open Spaces", "Director of Adults and Housing"."""
    if ("and" not in phrase and "&" not in phrase) or AND_SOMEBODY.search(phrase):
        return False
    if FIELDS_OF_WORK.search(phrase):
        return True
    shared = SHARED_TITLE.fullmatch(phrase.strip(" ,"))
    if shared is None or _is_title(shared["fields"]):
        return False
    # Without an article two words before "and" may be somebody's name.
    return _is_title(shared["title"]) and (shared["the"] is not None or " " not in shared["fields"])


def _is_title(words: str) -> bool:
    """Whether words end with what makes a title a role, or a name a body's."""
    last = words.split()[-1]
    return last.lower() in _title_heads() or is_initials(last)


@cache
def _title_heads() -> frozenset[str]:
    return word_lists()["role-heads"] | word_lists()["body-heads"]


def owner_at_end(phrase: str, *, in_phrase: bool = False) -> str | None:
    """Return the owner with which a phrase ends, None where it ends with a thing or a pronoun. What stands behind a
    preposition is taken only `in_phrase`: "raised it with the Sergeant who"."""
    phrase = phrase.rstrip(" ,")
    if pronoun_at_end(phrase):
        return None
    if phrase.endswith(")") or not phrase.rpartition(" ")[2].islower():
        # Names and initials end with a word that has a capital, or with a bracket behind one.
        if owner := _name_at_end(phrase, in_phrase=in_phrase):
            return owner
        if initials := INITIALS_AT_END.search(phrase):
            # A topic that runs into the sentence: "Bus Shelter PL agreed to ...".
            return initials[0]
    starts = [0, *[match.end() for match in BLANKS.finditer(phrase)]] if _may_end_generic(phrase) else []
    for start in starts:
        found = _generic().fullmatch(phrase, start)
        if found and is_person(found[0]):
            return clean(found[0])
    return None


def _name_at_end(phrase: str, *, in_phrase: bool) -> str | None:
    match = next((one for one in _named().finditer(phrase) if one.end() == len(phrase)), None)
    if match is None:
        return None
    named = _behind_day(clean(match[0]))
    owner = _behind_topic(named)
    # Where a topic stands before the owner, the preposition is the topic's: "Letter from Bell & Sons – Cllr Orme".
    if owner == named and not in_phrase and IN_PHRASE.search(phrase[: match.start()]):
        return None
    return owner if is_person(owner) else None


def _may_end_generic(phrase: str) -> bool:
    """Whether a phrase may end with a role or body in lower case: its head is the last word, or "of" or "for" stands
    behind it, and no word between it and the end ends what the role is of."""
    following = ""
    for word in reversed(phrase.lower().split()):
        if word in _no_words_of_roles():
            return False
        if following in ("", "of", "for") and (word in _last_of_heads() or word.removesuffix("s") in _last_of_heads()):
            return True
        following = word
    return False


@cache
def _last_of_heads() -> frozenset[str]:
    return frozenset(head.split()[-1] for head in _title_heads())


@cache
def _no_words_of_roles() -> frozenset[str]:
    """Words that `_generic` knows in no place."""
    return (word_lists()["report-verbs"] | NO_WORDS_OF_ROLES) - ARTICLES - {"and"} - _last_of_heads()


def _behind_topic(owner: str) -> str:
    """An owner without the topic that a dash parts from it: "Clock Tower - Ian Forsyth", but "Director - Highways"."""
    if " - " not in owner and "–" not in owner:
        return owner
    topic, _, rest = LONG_DASH.sub(" - ", owner).partition(" - ")
    return clean(rest) if rest and is_named_person(topic) and is_person(rest) else owner


def _behind_day(owner: str) -> str:
    """An owner without the end of the clause before it: "(the deadline is) 30 June and the Clerk"."""
    day, joint, rest = owner.rpartition(" and the ") if " and the " in owner else ("", "", owner)
    return rest if joint and day.split()[-1].lower() in MONTHS else owner


def _owner_whole(phrase: str) -> str | None:
    phrase = phrase.strip(" ,")
    if _named().fullmatch(phrase) and is_person(phrase):
        return clean(phrase)
    return clean(phrase) if _generic().fullmatch(phrase) and is_person(phrase) else None

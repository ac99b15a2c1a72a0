"""Names, posts and initials as attendance lists print them: words in, one entry for each person out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.language.rules import word_lists
from models.meeting import Attendance

# Whose councillor somebody is.
OF_COUNCIL = r"(?:County|City|Community|Town|Parish|District|Borough|Ward|Unitary)"
TITLE = (
    rf"(?:(?:{OF_COUNCIL} )?(?:Cllrs?\.?|Cllors?\.?|Councill?ors?)|(?:Town )?Mayor|Mr\.?|Mrs\.?|Ms\.?|Miss|Mx\.?|"
    r"Dr\.?|Prof(?:essor)?\.?|Rev(?:erend|d)?\.?|Canon|Sir|Dame|Lord|Lady|Baroness|Ald(?:erman)?\.?|Bailie|Provost|Deputy"
    r"|PC|PCSO|CPO|PS|Sgt\.?|(?:Chief )?(?:Inspector|Insp\.?|Superintendent|Supt\.?)|Major|Captain|Capt\.?"
    r"|Col(?:onel)?\.?|Fr\.?|Comhairleoir|Y Cynghorydd)"
)
WORD = r"(?:[A-ZÀ-Þ][\w'’‘-]*|[A-Z]\.(?:[A-Z]\.)*)"
PARTICLE = r"(?:de|da|di|van|von|der|den|la|le|ap|ab|al|bin|ni|Ní|Ó|Ní|Mac|Mc|St\.?)"
NAME = rf"(?:{WORD}|{PARTICLE})(?:\s+(?:{WORD}|{PARTICLE})){{0,4}}"
TITLED = re.compile(rf"(?P<title>{TITLE}(?:\s+{TITLE})?)\s+(?P<name>{NAME})")
UNTITLED = re.compile(rf"{NAME}")
# "Cllrs A Moor (Chair), B Fen": the title of all in a list.
PLURAL = re.compile(r"^(?:Cllrs|Councill?ors|Messrs)\.?\s+", re.IGNORECASE)
INITIALS = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,2}[a-z]?|[A-Z]{2,4}h?")
BRACKETS = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]]")
LETTERS_AFTER = re.compile(r",?\s+(?:OBE|MBE|CBE|BEM|JP|DL|MP|MSP|MS|TD|QC|KC|QPM)\b")
# Where one name ends and the next one's title begins without a sign between them: cells of a list without rules.
NEXT_TITLE = re.compile(
    rf"(?<!\S)(?!(?:{OF_COUNCIL}|Cllrs?|Councillors?|Rev|Dr|Prof|Sir)\b)(?P<before>\S*[a-z)])\s+"
    rf"(?=(?:(?:{OF_COUNCIL} )?(?:Cllr|Councillor)|Mr|Mrs|Ms|Dr)\.?\s+[A-Z])"
)
# "Fay Dell (Chair) Rob Innes": a name behind a bracket.
BEHIND_BRACKET = re.compile(r"(?<=[)\]])\s+(?=(?P<next>[A-Z][\w.'’-]*\s+[A-Z][\w'’-]+))")
# The sentence behind a list, which names somebody with a title or says whose post it is: "Mr Fen was in attendance".
NEXT_SENTENCE = re.compile(rf"(?P<last>[\w'’)]{{3,}})\.\s+(?=(?:{TITLE}\s+[A-Z]|(?:The\s+)?[A-Z][\w’'& -]{{2,40}}:\s))")
TITLE_ALONE = re.compile(TITLE)
WAS_THERE = re.compile(r"\s+(?:was|were)\s+(?:also\s+)?(?P<how>in attendance|present)$")
# Who is counted and not named.
COUNTED = re.compile(
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|some|no)\b.*"
    r"\b(?:public|press|residents?|parishioners?|people|members?|electors?|visitors?|observers?|others?)\b",
    re.IGNORECASE,
)
# "Employers: Ms A Moor, Mr B Fen": whom they stand for, before their names.
GROUP = re.compile(r"^[A-Z][\w’'&/ -]{2,60}:\s+")
SUBSTITUTE = re.compile(
    r"\b(?:substitut\w*|sub\b|deputis\w*|in place of|on behalf of|for (?:Cllr|Councillor|Mr|Mrs|Ms|Dr))", re.IGNORECASE
)
TIMES = re.compile(
    r"\b(?:items?|minutes?|from|until|part|arrived|left|via|remote(?:ly)?|online|virtual(?:ly)?|teams|zoom"
    r"|[\d.:]+ ?[ap]m)\b",
    re.IGNORECASE,
)
POST_FIRST = re.compile(r"(?:The\s+)?(?P<role>[A-Z][\w’'& -]{2,60}?)\s*(?::|\s[–-]\s|,)\s*(?P<name>.+)")
IN_CHAIR = re.compile(r"\s*[,–-]?\s*(?:\(?(?:was |who was )?in the chair\)?|\(?presiding\)?)\s*", re.IGNORECASE)
DASH = re.compile(r"\s+[–-]\s+|\s*–\s*")
SPLIT = re.compile(r"\s*[;,]\s*(?:(?:and|&|agus)\s+)?|\s+(?:and|&|agus)\s+")
NO_NAME = re.compile(
    r"\b(?:council|committee|board|panel|members?|public|press|residents?|none|nil|apologies|present|attendance|no|"
    r"agenda|minutes?|meeting|open|spaces|care|health|services?|team|group|association|school|street|hall|vacan\w+|"
    r"party|trust|ltd|llp|plc|limited|partnership|police|ward|democratic|planning|finance|housing|legal|digital|estates|highways|parks|"
    r"healthwatch|nhs|icb|constabulary|university|college|uk|citizens|alliance|federation|network|academ(?:y|ies)|diocese|"
    r"foundation|clubs?|union|company|department|office|society|authority|agency|commerce|hospitals?|practice|homes|consortium|representatives?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a list between commas; `joined` is the sign or word that parts it from the one before."""

    words: str
    joined: str


def people(words: str) -> tuple[Attendance, ...]:
    """Return the people that a run of words names, in order, with their posts and initials; empty for other words.

    "Jo Marsh, Head of Parks and Trees; Al Dale, Clerk", "Cllrs A Moor (Chair), B Fen and C Lake": a title that stands
    for all of them is no part of the first one's name.
    """
    words = LETTERS_AFTER.sub("", " ".join(words.split()).strip(" .;,:"))
    words = BEHIND_BRACKET.sub(_parted_name, NEXT_TITLE.sub(_parted, NEXT_SENTENCE.sub(_parted_sentence, words)))
    if not words:
        return ()
    plural = False
    found: list[Attendance] = []
    for part in map(str.strip, words.split(";")):
        plural = plural or PLURAL.match(part) is not None
        told = WAS_THERE.search(part)
        named = _of_part(
            PLURAL.sub("", part[: told.start()] if told else part, count=1), plural=plural, first=not found
        )
        found += with_status(tuple(named), "In attendance") if told and told["how"] == "in attendance" else named
    return tuple(found)


def _parted(match: re.Match[str]) -> str:
    """A name is parted from the title behind it, a small word ("and", "of") belongs to what follows."""
    return match[0] if match["before"][0].islower() else f"{match['before']}; "


def _parted_sentence(match: re.Match[str]) -> str:
    """A sentence ends behind a name, not behind the title before one."""
    return match[0] if TITLE_ALONE.fullmatch(match["last"]) else f"{match['last']}; "


def _parted_name(match: re.Match[str]) -> str:
    """What stands behind a bracket begins the next part where it is a name and no post."""
    return "; " if person(match["next"]) is not None else match[0]


def person(words: str, *, plural: bool = False) -> Attendance | None:
    """Return the person that the words name and nothing else, None where they are no name."""
    bare, inside = _without_brackets(words)
    chair = IN_CHAIR.search(bare)
    bare = IN_CHAIR.sub("", bare) if chair else bare
    bare = bare.strip(" .,:–-")
    if not _is_name(bare, plural=plural):
        return None
    found = Attendance(name=bare, role="Chair" if chair else None)
    for remark in inside:
        found = remarked(found, remark)
    return found


def remarked(found: Attendance, remark: str) -> Attendance:
    """Return a person with what the list says of them in brackets or in a cell of its own."""
    remark = remark.strip(" .,;:–-")
    if SUBSTITUTE.search(remark):
        return replace(found, status="Substitute", representing=found.representing)
    if IN_CHAIR.fullmatch(remark):
        return replace(found, role=found.role or "Chair")
    if is_initials(remark, found.name):
        return replace(found, initials=remark)
    if is_post(remark):
        return replace(found, role=found.role or remark)
    if TIMES.search(remark) or not remark or not remark[0].isupper():
        return found
    return replace(found, representing=found.representing or remark)


def is_initials(words: str, name: str) -> bool:
    """Whether the words are initials of the name: of its first and last word, as "PWh" of "Paul Wheelhouse"."""
    if not INITIALS.fullmatch(words):
        return False
    parts = re.findall(r"[^\W\d_]+", re.sub(rf"^{TITLE}\s+", "", name))
    return bool(parts) and words[0] == parts[0][0] and any(letter == parts[-1][0] for letter in words[1:])


def is_post(words: str) -> bool:
    """Whether the words are a post: "Head of Parks", "Clerk", "Vice-Chair"."""
    heads = word_lists()["role-heads"]
    return any(part in heads for part in re.findall(r"[\w-]+", words.casefold())) and len(words) < 120


def _of_part(part: str, *, plural: bool, first: bool) -> Iterator[Attendance]:
    before = _post_first(part) if first or ":" in part or DASH.search(part) else None
    if before is not None:
        yield before
        return
    current: Attendance | None = None
    for token in _tokens(GROUP.sub("", part)):
        if COUNTED.match(token.words):
            continue
        if (
            current is not None
            and current.role is not None
            and token.joined == "and"
            and _named(token.words, plural=plural) is None
        ):
            # "Head of Parks and Open Spaces": what follows "and" belongs to the post, unless it is somebody's name.
            current = replace(current, role=f"{current.role} and {token.words}")
            continue
        named = _named(token.words, plural=plural)
        if named is not None:
            if current is not None:
                yield current
            current = named
        elif current is not None and token.words:
            current = _added(current, token)
    if current is not None:
        yield current


def _added(current: Attendance, token: Token) -> Attendance:
    """A person with a further part of the list that is no name: a post, or more of it."""
    bare, _ = _without_brackets(token.words)
    if bare.lower().startswith("the "):
        # A post without a name is somebody else.
        return current
    if current.role is None and is_post(bare):
        return replace(current, role=bare.strip(" ."))
    if current.role is not None and token.joined == "," and bare[:1].isupper():
        return replace(current, role=f"{current.role}, {bare.strip(' .')}")
    if current.representing is None and token.joined == "," and bare[:1].isupper() and NO_NAME.search(bare):
        return replace(current, representing=bare.strip(" ."))
    return current


def _named(words: str, *, plural: bool) -> Attendance | None:
    """A name, alone or with its post behind a dash."""
    parts = DASH.split(words, maxsplit=1)
    found = person(parts[0], plural=plural)
    if found is None or len(parts) == 1:
        return found
    return remarked(found, parts[1])


def _post_first(part: str) -> Attendance | None:
    """ "Clerk: Jo Fen", "Chair – Cllr Moor": the post before the name."""
    match = POST_FIRST.fullmatch(part)
    if match is None or not is_post(match["role"]) or person(match["role"]) is not None and TITLED.match(match["role"]):
        return None
    found = person(match["name"])
    return replace(found, role=match["role"].strip()) if found is not None else None


def _tokens(part: str) -> Iterator[Token]:
    """The parts between commas and "and", brackets kept whole."""
    masked = BRACKETS.sub(lambda match: "\0" * len(match[0]), part)
    at, joined = 0, ""
    for match in SPLIT.finditer(masked):
        yield Token(part[at : match.start()].strip(), joined)
        sign = match[0].strip()
        at, joined = match.end(), sign if sign in (",", ";") else "and"
    yield Token(part[at:].strip(), joined)


def _without_brackets(words: str) -> tuple[str, list[str]]:
    inside = [match["inside"] for match in BRACKETS.finditer(words)]
    return BRACKETS.sub("", words).strip(), inside


def _is_name(words: str, *, plural: bool) -> bool:
    if TITLED.fullmatch(words):
        return True
    if not UNTITLED.fullmatch(words) or NO_NAME.search(words) or is_post(words) or words.isupper() and len(words) < 5:
        return False
    return len(words.split()) > 1 or plural


def with_status(found: Sequence[Attendance], status: str) -> tuple[Attendance, ...]:
    """Return people with the status of their list, where the list did not give them one of their own."""
    return tuple(replace(one, status=one.status or status) for one in found)

"""Names and posts in the form in which spellings are compared. Pure; nobody is merged on a guess."""

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.language.likeness import stem
from extractors.language.rules import word_lists
from extractors.language.ties import NOISE, ROLE_WORD

TITLE = re.compile(
    r"^(?:(?:(?:County|City|Community|District|Unitary|Ward|Parish|Town|Borough) )?(?:Councillors?|Cllrs?)"
    r"|Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Rev(?:erend)?"
    r"|Sir|Dame|Lady|Lord|Baroness|Alderman|Bailie|Mayor|Hon|Right Honourable|The)\b\.?\s*",
    re.IGNORECASE,
)
ELECTED = re.compile(r"\b(?:Councillors?|Cllrs?|Alderman|Bailie)\b", re.IGNORECASE)
BEHIND_NAME = re.compile(r"(?:,?\s+(?:OBE|MBE|CBE|BEM|JP|KC|QC|MP|MSP|MS|MLA|DL|PhD|FRSA|Esq)\.?)+\s*$")
BRACKETS = re.compile(r"\s*\([^)]*\)")
STANDING_IN = re.compile(
    r"^(?:acting|interim|temporary)\s+|\s*[(–-]\s*(?:acting|interim|temporary)\)?\s*$", re.IGNORECASE
)
NAME = re.compile(r"^[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,4}$")
INITIALS = re.compile(r"^[A-Z]{2,4}$")
# Posts that every committee has for itself.
OF_COMMITTEE = re.compile(
    r"^(?:the )?(?:acting )?(?P<post>(?:vice|deputy)[- ]?chair|chair)(?:man|woman|person)?"
    r"(?: of (?:the )?(?:committee|panel|board|cabinet|council|forum|commission|sub-committee|meeting))?$",
    re.IGNORECASE,
)
# "Head of Property (formerly Estates Manager)": what the post was called.
FORMER = re.compile(
    r"[(,–-]\s*(?:formerly|previously|was|until recently)\s+(?:the\s+)?(?P<post>[^),;]+)\)?\s*$", re.IGNORECASE
)
# What an attendance list calls those who sit on the committee: no post that anybody could be asked for by its name.
SEAT = re.compile(
    r"\b(?:member|substitute|observer|co-opted|co-optee|voting|guest|public|press|expected|present|invited)\b(?!.*\b(?:services|"
    r"support|officer)\b)",
    re.IGNORECASE,
)
SHORT = {
    "asst": "assistant",
    "dep": "deputy",
    "dir": "director",
    "mgr": "manager",
    "snr": "senior",
    "exec": "executive",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A post: the key that its spellings share, its title as written, and whether somebody stands in for its holder."""

    key: str
    title: str
    acting: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: `key` is first name and surname, None where the source gives no first name. `titled`: with
    "Cllr", "Mr" or the like before it, which only people have; `elected`: as a councillor is called."""

    key: str | None
    surname: str
    initials: str
    written: str
    titled: bool = False
    elected: bool = False


@lru_cache(maxsize=8192)
def post(title: str) -> Post | None:
    """Return the post that a title names, None where it names none: a seat on a committee, a person, a thing."""
    words = re.sub(r"^the\s+", "", " ".join(title.split()).strip(" ,.;:"), flags=re.IGNORECASE)
    bare = BRACKETS.sub("", STANDING_IN.sub("", FORMER.sub("", words))).strip()
    if (
        not bare
        or SEAT.search(bare)
        or name(bare) is not None
        or not (ROLE_WORD.search(bare.title()) or _has_role_head(bare))
    ):
        return None
    stems = sorted({stem(SHORT.get(word, word)) for word in re.findall(r"[\w'’-]+", bare.lower()) if word not in NOISE})
    return Post(" ".join(stems), bare, bool(STANDING_IN.search(words)))


@lru_cache(maxsize=8192)
def name(words: str) -> Name | None:
    """Return the person whom some words name, None where they are no name."""
    written = " ".join(BRACKETS.sub("", words).split()).strip(" ,.;:")
    bare = BEHIND_NAME.sub("", written)
    titled = False
    while match := TITLE.match(bare):
        bare, titled = bare[match.end() :], True
    if not NAME.match(bare) or ROLE_WORD.search(bare) or not titled and _is_thing(bare):
        return None
    elected = ELECTED.search(written) is not None
    parts = bare.replace(".", " ").split()
    if len(parts) == 1:
        return Name(None, _fold(parts[0]), parts[0][0], written, titled, elected) if titled else None
    initials = "".join(part[0] for part in parts)
    if all(len(part) == 1 for part in parts[:-1]):
        # "P Vane" may be Peter or Paula: a surname with initials is no key.
        return Name(None, _fold(parts[-1]), initials, written, titled, elected)
    return Name(" ".join(map(_fold, (parts[0], parts[-1]))), _fold(parts[-1]), initials, written, titled, elected)


def former_post(title: str) -> Post | None:
    """Return what a title says that the post was called before, None where it says nothing of it."""
    match = FORMER.search(title)
    return post(match["post"]) if match else None


def of_committee(title: str) -> str | None:
    """Return the post that every committee has for itself ("chair", "vice-chair"), None for other titles."""
    match = OF_COMMITTEE.match(title.strip())
    return match["post"].lower().replace(" ", "-") if match else None


def is_initials(words: str) -> bool:
    """Whether an owner is written as initials, which mean somebody else in every document."""
    return bool(INITIALS.match(words))


def _has_role_head(words: str) -> bool:
    return bool(word_lists()["role-heads"] & set(re.findall(r"[\w-]+", words.lower())))


def _is_thing(words: str) -> bool:
    lists = word_lists()
    heads = lists["body-heads"] | lists["thing-heads"] | lists["role-heads"]
    return bool(heads & set(words.lower().split()))


def _fold(word: str) -> str:
    return re.sub(r"[^\w]", "", word.casefold())

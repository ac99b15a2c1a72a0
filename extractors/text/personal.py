"""Masks what must be neither indexed nor exported: national insurance numbers, private telephone numbers and addresses,
e-mail addresses of residents. Pure; every mask is as long as what it hides, so that offsets stay as they are."""

import re
from collections.abc import Sequence
from dataclasses import replace

import re2

from models.meeting import Item
from models.text import Text

MASK = "█"
# National Insurance Manual NIM39110: two letters, six digits, a last letter A to D.
INSURANCE = re.compile(r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
EMAIL = re.compile(r"\b[\w.+-]+@(?P<host>[\w-]+(?:\.[\w-]+)+)\b")
# Hosts of public bodies, whose addresses are published to be written to.
PUBLIC_HOST = re.compile(
    r"(?:^|\.)(?:gov\.uk|gov\.wales|gov\.scot|llyw\.cymru|nhs\.uk|police\.uk|parliament\.uk|sch\.uk|ac\.uk)$"
)
MOBILE = re.compile(r"(?<![\d/.])(?:\+44 ?(?:\(0\))? ?7|07)\d{3}[ -]?\d{3}[ -]?\d{3}\b")
LANDLINE = re.compile(r"(?<![\d/.£])(?:\+44 ?(?:\(0\))? ?[12]|\(?0[12])\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}\b")
ROAD = r"(?:Street|Road|Lane|Avenue|Close|Drive|Way|Gardens|Crescent|Terrace|Place|Court|Grove|Hill|Park|Row|Walk|Mews)"
# "of 12 Mill Lane, Harcott" behind a name or a word of living; the address of a planning application is public.
HOME = re.compile(
    r"\b(?:(?:[Rr]esid(?:es|ing|ent)|[Ll]iv(?:es|ing)|[Hh]ome address)(?: is)?(?: at| of|:)?|(?:Mr|Mrs|Ms|Miss|Dr) "
    r"(?:[A-Z][\w'’-]* ?){1,3},? (?:of|at)) (?P<home>\d{1,4}[A-Za-z]?,? (?:[A-Z][\w'’-]*,? ){1,4}?" + ROAD +
    r"(?:, [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?){0,2}(?:,? [A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})?)"
)  # fmt: skip
# What stands in every text in which one of the patterns above matches. One scan of it spares most minutes all of them.
POSSIBLE = re2.compile(r"@|[A-Z]{2} ?\pN{2} ?\pN{2} ?\pN{2}|\+44|0[127]\pN{2}|\pN[A-Za-z]?,? [^\n]*" + ROAD)
# A block that says whom to ask may hold an office's telephone number; anywhere else a number is somebody's own.
OFFICIAL = frozenset({"contact"})


def masked(text: Text) -> Text:
    """Return a text in which nothing personal can be read."""
    plain = text.plain
    if POSSIBLE.search(plain) is None:
        return text
    spans = [match.span() for match in INSURANCE.finditer(plain)]
    spans += [match.span() for match in EMAIL.finditer(plain) if not PUBLIC_HOST.search(match["host"].lower())]
    spans += [match.span("home") for match in HOME.finditer(plain)]
    for pattern in (MOBILE, LANDLINE):
        spans += [match.span() for match in pattern.finditer(plain) if not _is_official(text, match.start())]
    return replace(text, plain=mask(plain, spans)) if spans else text


def without_restricted(text: Text, items: Sequence[Item]) -> Text:
    """Return a text in which nothing of a restricted item can be read but its title, whatever a page shows of it."""
    closed = [item for item in items if item.restricted]
    spans = [
        (block.start, block.end)
        for item in closed
        for block in text.blocks
        if item.start <= block.start < item.end and block.region not in ("title", "label")
    ]
    return replace(text, plain=mask(text.plain, spans)) if spans else text


def mask(plain: str, spans: list[tuple[int, int]]) -> str:
    """Return some words with the letters of each span masked; white space stays, so that lines stay lines."""
    letters = list(plain)
    for start, end in spans:
        letters[start:end] = [letter if letter.isspace() else MASK for letter in letters[start:end]]
    return "".join(letters)


def _is_official(text: Text, place: int) -> bool:
    return any(block.start <= place < block.end and block.region in OFFICIAL for block in text.blocks)

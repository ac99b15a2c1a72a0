"""Takes words that were taken down out of raw bodies, before an archive keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.text.forgotten import Forgotten, spans, without_forgotten
from models.run import UnreadableDocument

MARKUP_OR_TEXT = ("text/", "application/xml", "application/xhtml")
MASK = "*"


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A body without the words, and its media type: a file that is no text is kept as the text that it held."""

    body: bytes
    media_type: str | None


def scrub(body: bytes, *, name: str, media_type: str | None, taken_down: Sequence[Forgotten]) -> Scrubbed | None:
    """Return a body without words that were taken down, None where it does not hold them."""
    if (media_type or "").startswith(MARKUP_OR_TEXT) or b"<html" in body[:2048].lower():
        words = body.decode("utf8", "surrogateescape")
        found = spans(words, taken_down, markup=True)
        if not found:
            return None
        return Scrubbed(_starred(words, found).encode("utf8", "surrogateescape"), media_type)
    return _as_text(body, name, media_type, taken_down)


def _as_text(body: bytes, name: str, media_type: str | None, taken_down: Sequence[Forgotten]) -> Scrubbed | None:
    # Readers load slowly and are needed only where something was ever taken down.
    from pipeline.reading import read_file

    try:
        text = read_file(body, name=name, media_type=media_type).text
    except UnreadableDocument:
        return None
    if text is None:
        return None
    clean = without_forgotten(text, taken_down)
    return None if clean is text else Scrubbed(clean.plain.encode(), "text/plain")


def _starred(words: str, found: Sequence[tuple[int, int]]) -> str:
    letters = list(words)
    for start, end in found:
        letters[start:end] = MASK * (end - start)
    return "".join(letters)

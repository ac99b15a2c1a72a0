"""E-mail (.eml) to its parts: the subject, the words, the attached files. Nothing that it links to is fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import errors, policy
from email.message import EmailMessage
from email.parser import BytesParser

from models.run import UnreadableDocument

HEADERS = re.compile(
    rb"\A(?:From |(?:[A-Za-z][A-Za-z0-9-]{0,60}):[ \t].*\r?\n(?:(?:[A-Za-z][A-Za-z0-9-]{0,60}:|[ \t]).*\r?\n)*?"
    rb"(?:MIME-Version|Content-Type|Message-ID|Received|Return-Path|Subject):)",
    re.IGNORECASE,
)
HEADERS_REACH = 16_384
MOST_PARTS = 200
# What the standard library raises for headers and encodings that are not what they say.
DAMAGED = (errors.MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; `name` is never empty. The words of a message inside it count as one, and
    `is_file` says that they are none."""

    name: str
    media_type: str
    body: bytes
    is_file: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """An e-mail as it was sent: `words` are its text, `markup` its HTML, None where it has none."""

    subject: str | None
    words: str | None
    markup: str | None
    attachments: tuple[Attachment, ...]


def is_email(body: bytes) -> bool:
    """Whether a file begins with the headers of an e-mail."""
    return HEADERS.match(body[:HEADERS_REACH]) is not None


def read_email(body: bytes) -> Message:
    """Take a message apart. Raises `UnreadableDocument`."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(body)
        parts = list(_parts(message))
        words = next((part for part in parts if _is_text(part, "text/plain")), None)
        markup = next((part for part in parts if _is_text(part, "text/html")), None)
        files = [part for part in parts if part not in (words, markup)]
        return Message(
            subject=" ".join(str(message["Subject"] or "").split()) or None,
            words=_content(words),
            markup=_content(markup),
            attachments=tuple(_attachment(part, number) for number, part in enumerate(files, 1)),
        )
    except DAMAGED as error:
        found = f"an e-mail that cannot be taken apart: {error}"
        raise UnreadableDocument("damaged-file", found, "a message as it was sent") from error


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            raise UnreadableDocument("too-large", f"an e-mail of over {MOST_PARTS} parts", f"at most {MOST_PARTS}")
        if not part.is_multipart():
            yield part


def _is_text(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == kind and not part.get_filename() and not part.is_attachment()


def _content(part: EmailMessage | None) -> str | None:
    if part is None:
        return None
    content = part.get_payload(decode=True)
    charset = part.get_content_charset("utf-8")
    return content.decode(charset, "replace") if isinstance(content, bytes) else None


def _attachment(part: EmailMessage, number: int) -> Attachment:
    content = part.get_payload(decode=True)
    name = part.get_filename() or f"part {number}"
    is_file = not (_is_text(part, "text/plain") or _is_text(part, "text/html"))
    return Attachment(name, part.get_content_type(), content if isinstance(content, bytes) else b"", is_file)

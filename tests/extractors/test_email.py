"""E-mails: the attached minutes, else the e-mail's own words."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest

from benchmarks.office_files import Word, message
from extractors.language.find import find_records
from extractors.read import read
from models.run import UnreadableDocument


def minutes() -> bytes:
    word = Word()
    word.say("Minutes of the Millbeck Parish Council held on 4 March 2027")
    word.say("The Clerk undertook to oil the gate by 1 May 2027.")
    return word.body()


def test_attached_minutes_are_read_and_the_covering_words_are_not() -> None:
    body = message(
        "The Clerk undertook to send these by post.\n", ("minutes.docx", minutes()), ("logo.png", b"\x89PNG")
    )
    reading = read(body, name="mail.eml")
    assert reading.text is not None
    assert [r.quote for r in find_records(reading.text, reading.items)] == [
        "The Clerk undertook to oil the gate by 1 May 2027."
    ]
    assert reading.meetings[0].date is not None
    assert [note for note in reading.notes if note.startswith("logo.png was not read")]


@pytest.mark.parametrize("files", [[("minutes.docx", minutes())], []], ids=["with a file", "without"])
def test_the_words_of_a_message_sent_on_are_read_where_it_has_no_file(files: list[tuple[str, bytes]]) -> None:
    mail = EmailMessage()
    mail["Subject"] = "FW: minutes"
    mail.set_content("See below.\n")
    inner = message("The Clerk undertook to send these by post.\n", *files)
    mail.add_attachment(BytesParser(policy=policy.default).parsebytes(inner))
    reading = read(bytes(mail), name="mail.eml")
    assert reading.text is not None
    expected = "oil the gate by 1 May 2027." if files else "send these by post."
    assert [r.quote for r in find_records(reading.text, reading.items)] == [f"The Clerk undertook to {expected}"]


@pytest.mark.parametrize("markup", [None, "<p>The Clerk undertook to oil <b>the gate</b>.</p>"], ids=["plain", "both"])
def test_words_of_an_email_without_files_are_the_minutes(markup: str | None) -> None:
    reading = read(message("The Clerk undertook to oil the gate.\n", markup=markup), name="mail.eml")
    assert reading.text is not None
    assert [r.quote for r in find_records(reading.text)] == ["The Clerk undertook to oil the gate."]


def test_an_html_file_attached_is_read() -> None:
    page = b"<html><body><p>The Clerk undertook to oil the gate.</p></body></html>"
    reading = read(message("See the file.\n", ("minutes.html", page)), name="mail.eml")
    assert reading.text is not None
    assert len(find_records(reading.text)) == 1


def test_an_email_with_nothing_to_read_is_named() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(message("", ("logo.png", b"\x89PNG\x00\x00")), name="mail.eml")
    assert caught.value.name == "empty-file"

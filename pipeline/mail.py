"""Sends mail through the operator's own server."""

import smtplib
from collections.abc import Sequence
from email.message import EmailMessage

from pipeline.settings import MailSettings

TIMEOUT_SECONDS = 30


def message(subject: str, text: str, sender: str, receivers: Sequence[str]) -> EmailMessage:
    """Return a message that programs do not answer (RFC 3834)."""
    made = EmailMessage()
    made["Subject"] = subject
    made["From"] = sender
    made["To"] = ", ".join(receivers)
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text)
    return made


def deliver(messages: Sequence[EmailMessage], mail: MailSettings, what: str) -> list[str]:
    """Send the messages over one connection, and return a sentence for each that failed; `what` they are.

    A receiver whom the server refuses keeps no other from theirs. Where the server itself fails, there is one sentence.
    """
    failed: list[str] = []
    if not messages:
        return failed
    try:
        with smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT_SECONDS) as server:
            for one in messages:
                try:
                    server.send_message(one)
                except (smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError) as error:
                    failed.append(f"{what} could not be mailed to {one['To']}: {error}")
    except (OSError, smtplib.SMTPException) as error:
        failed.append(f"{what} could not be mailed by {mail.host}:{mail.port}: {error}")
    return failed

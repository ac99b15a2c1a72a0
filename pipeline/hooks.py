"""Sends the night's report where the operator wants it: by mail, to a webhook."""

import json
import smtplib
import urllib.error
import urllib.request
from dataclasses import asdict
from email.message import EmailMessage

from pipeline.night import NightReport
from pipeline.settings import MailSettings, NightlySettings

TIMEOUT_SECONDS = 30


def send(report: NightReport, settings: NightlySettings) -> tuple[str, ...]:
    """Send the report by every way that is set up, and return a sentence for each way that failed."""
    failed = []
    if settings.mail.to:
        failed += _mail(report, settings.mail)
    if settings.webhook:
        failed += _post(report, settings.webhook)
    return tuple(failed)


def _mail(report: NightReport, mail: MailSettings) -> list[str]:
    message = EmailMessage()
    message["Subject"] = f"Undertook {report.line()}"
    message["From"] = mail.sender
    message["To"] = ", ".join(mail.to)
    message.set_content(report.markdown())
    try:
        with smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT_SECONDS) as server:
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        return [f"the report could not be mailed by {mail.host}:{mail.port}: {error}"]
    return []


def _post(report: NightReport, address: str) -> list[str]:
    body = json.dumps({"line": report.line(), "ok": report.ok, **asdict(report)}).encode()
    request = urllib.request.Request(address, data=body, headers={"Content-Type": "application/json"})
    if request.type not in ("http", "https"):
        return [f"the webhook {address} is neither http nor https"]
    try:
        urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS).close()
    except (OSError, urllib.error.URLError) as error:
        return [f"the report could not be sent to {address}: {error}"]
    return []

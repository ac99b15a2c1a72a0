"""Sends the night's report where the operator wants it: by mail, to a webhook."""

import json
import urllib.error
import urllib.request
from dataclasses import asdict

from pipeline.mail import TIMEOUT_SECONDS, deliver, message
from pipeline.night import NightReport
from pipeline.settings import NightlySettings


def send(report: NightReport, settings: NightlySettings) -> tuple[str, ...]:
    """Send the report by every way that is set up, and return a sentence for each way that failed."""
    failed: list[str] = []
    if settings.mail.to:
        mail = settings.mail
        made = message(f"Undertook {report.line()}", report.markdown(), mail.sender, mail.to)
        failed += deliver((made,), mail, "the report")
    if settings.webhook:
        failed += _post(report, settings.webhook)
    return tuple(failed)


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

"""Known bad answers by name: what a server sends instead of the page, often with status 200.

Seen on live sites: script stubs of 200 bytes, firewall challenges, redirect scripts saved as pages, error pages with
status 200, log-in pages, bodies cut short. Naming them keeps them out of what is read as content.
"""

import re

SMALL = 1500
CHALLENGES = re.compile(
    rb"just a moment\.\.\.|cf-challenge|challenge-platform|_incapsula_resource|azure waf|awswafintegration|checking "
    rb"your browser"
    rb"|verify you are (?:a )?human|request unsuccessful\. incapsula",
    re.IGNORECASE,
)
LOGIN = re.compile(rb"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
ERROR_TITLE = re.compile(
    rb"<(?:title|h1)[^>]*>\s*(?:[^<]{0,60}\b)?(?:error|page not found|not found|server error|service unavailable|"
    rb"runtime error|access denied|forbidden|bad request|404|500|503)\b",
    re.IGNORECASE,
)
REDIRECT_SCRIPT = re.compile(
    rb"(?:window|document|self|top)\.location(?:\.href|\.replace)?\s*[=(]|http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE
)
CONTENT_MARKS = (b"mgContent", b"mgMainTitleTxt", b"mgWordPara", b'id="modgov"', b"mgItemTable")
XML_END = re.compile(rb"</[A-Za-z][\w:-]*>\s*$")
HTML_END = re.compile(rb"</html>", re.IGNORECASE)


def classify(body: bytes, *, status: int, media_type: str | None, url: str) -> str | None:
    """Return the name of a bad answer, None for content.

    Names: `http-NNN`, `empty`, `challenge`, `script-stub`, `redirect-script`, `login-page`, `error-page`,
    `truncated-xml`, `truncated-html`, `wrong-type`.
    """
    if not body.strip():
        return "empty" if status == 200 else f"http-{status}"
    if CHALLENGES.search(body[:20000]):
        return "challenge"
    if status != 200:
        return f"http-{status}"
    if _expects_document(url):
        return _document(body, url)
    head = body.lstrip()[:200].lower()
    if head.startswith(b"<?xml") and b"<html" not in head:
        return None if XML_END.search(body[-200:]) else "truncated-xml"
    return _page(body, media_type, url)


def _expects_document(url: str) -> bool:
    return "documents/" in url.lower() or "mgconvert2pdf" in url.lower()


def _document(body: bytes, url: str) -> str | None:
    if ".pdf" in url.lower() or "mgconvert2pdf" in url.lower():
        if b"%PDF-" in body[:1024]:
            return None
        return _page(body, None, "") or "wrong-type"
    return None


def _page(body: bytes, media_type: str | None, url: str) -> str | None:
    has_content = any(mark in body for mark in CONTENT_MARKS)
    if has_content:
        return None if HTML_END.search(body[-2000:]) or len(body) < SMALL else "truncated-html"
    if "mgwebservice" in url.lower():
        return "script-stub" if len(body) < SMALL and b"<script" in body.lower() else "wrong-type"
    if LOGIN.search(body):
        return "login-page"
    if ERROR_TITLE.search(body[:8000]) or "mgerror" in url.lower():
        return "error-page"
    if REDIRECT_SCRIPT.search(body) and len(body) < 2 * SMALL:
        return "redirect-script"
    return "script-stub" if len(body) < SMALL and b"<script" in body.lower() else None

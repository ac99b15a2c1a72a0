"""Known bad answers by name: what a server sends instead of the page, often with status 200.

Seen on live sites: script stubs of 200 bytes, firewall challenges, redirect scripts saved as pages, error pages with
status 200, log-in pages, bodies cut short. Naming them keeps them out of what is read as content.
"""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from extractors.sources.urls import parameter

SMALL = 1500
# In small letters.
CHALLENGES = (
    *(b"just a moment...", b"cf-challenge", b"challenge-platform", b"_incapsula_resource", b"azure waf"),
    *(b"awswafintegration", b"checking your browser", b"verify you are human", b"verify you are a human"),
    b"request unsuccessful. incapsula",
)
LOGIN = re.compile(rb"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
ERROR_WORDS = (
    rb"(?:error|page not found|not found|server error|service unavailable|runtime error|access denied|forbidden|"
    rb"bad request|404|500|503)\b"
)
ERROR_TITLE = re.compile(rb"<(?:title|h1)[^>]*>\s*(?:[^<]{0,60}\b)?" + ERROR_WORDS, re.IGNORECASE)
# ModernGov's own error page wears the council's skin; its first heading tells it from a page about errors.
FIRST_HEADING = re.compile(rb"<h1[^>]*>(?P<words>.{0,300}?)</h1>", re.IGNORECASE | re.DOTALL)
ERROR_HEADING = re.compile(rb"\s*(?:sorry\b|(?:an? |unexpected |system )*" + ERROR_WORDS + rb")", re.IGNORECASE)
TAG = re.compile(rb"<[^>]*>")
REDIRECT_SCRIPT = re.compile(
    rb"(?:window|document|self|top)\.location(?:\.href|\.replace)?\s*[=(]|http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE
)
CONTENT_MARKS = (b"mgContent", b"mgMainTitleTxt", b"mgWordPara", b'id="modgov"', b"id='modgov'", b"mgItemTable")
# The root of a web service's answer, behind its declaration, comments and a byte order mark.
XML_ROOT = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?P<name>[A-Za-z_][\w.:-]*)[^>]*?(?P<empty>/?)>",
    re.DOTALL,
)
HTML_END = re.compile(rb"</html\s*>", re.IGNORECASE)
CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*(?P<name>[A-Za-z0-9_-]+)", re.IGNORECASE)
GZIP = b"\x1f\x8b"
PDF, PDF_END = b"%PDF-", b"%%EOF"
# How far from the start and the end of a file its marks may stand: readers of PDF accept as much.
PDF_REACH = 1024
PDF_TAIL = 4096
TEXT_SUFFIXES = frozenset({".htm", ".html", ".txt", ".xml"})


def classify(body: bytes, *, status: int, media_type: str | None, url: str, charset: str | None = None) -> str | None:
    """Return the name of a bad answer, None for content. `charset` is what the Content-Type header names.

    Names: `http-NNN`, `empty`, `challenge`, `script-stub`, `redirect-script`, `login-page`, `error-page`,
    `truncated-xml`, `truncated-html`, `truncated-pdf`, `mis-encoded`, `wrong-type`.
    """
    if not body.strip():
        return "empty" if status == 200 else f"http-{status}"
    has_content = any(mark in body for mark in CONTENT_MARKS)
    # Firewalls also put their scripts into good pages, so that only a page without content is a challenge.
    if not has_content and _is_challenge(body[:20000].lower()):
        return "challenge"
    if status != 200:
        return f"http-{status}"
    if _is_file(url):
        return _file(body, url)
    if body.startswith(GZIP) or b"\x00" in body[:2000]:
        return "mis-encoded"
    wrong = _service(body) if "mgwebservice" in url.lower() else _page(body, media_type, url, has_content=has_content)
    return wrong or ("mis-encoded" if _is_mis_encoded(body, charset) else None)


def _is_challenge(lower: bytes) -> bool:
    return any(mark in lower for mark in CHALLENGES)


def _is_file(url: str) -> bool:
    lower = url.lower()
    return "documents/" in lower or "mgconvert2pdf" in lower or parameter(url, "F") is not None


def _file(body: bytes, url: str) -> str | None:
    """A file is what its name says; a page instead of it is an error, unless the name is a page's."""
    if PDF in body[:PDF_REACH]:
        return None if PDF_END in body[-PDF_TAIL:] else "truncated-pdf"
    name = parameter(url, "F") or unquote(urlsplit(url).path)
    suffix = PurePosixPath(name).suffix.lower()
    may_be_text = suffix in TEXT_SUFFIXES or parameter(url, "CT") == "2"
    if body.lstrip()[:1] == b"<":
        has_content = any(mark in body for mark in CONTENT_MARKS)
        wrong = _page(body, None, url, has_content=has_content)
        # An old page inside the site's skin is what such a file looks like today.
        return wrong or (None if may_be_text or has_content else "wrong-type")
    is_pdf = suffix == ".pdf" or "mgconvert2pdf" in url.lower()
    return "wrong-type" if is_pdf and not may_be_text else None


def _service(body: bytes) -> str | None:
    root = XML_ROOT.match(body)
    if root is None or root["name"].lower() in (b"html", b"head", b"body", b"script"):
        return _not_content(body, "") or "wrong-type"
    if root["empty"]:
        return None
    return None if body.rstrip().endswith(b"</" + root["name"] + b">") else "truncated-xml"


def _page(body: bytes, media_type: str | None, url: str, *, has_content: bool) -> str | None:
    if has_content:
        heading = FIRST_HEADING.search(body)
        if "mgerror" in url.lower() or (heading and ERROR_HEADING.match(TAG.sub(b"", heading["words"]))):
            return "error-page"
        return None if HTML_END.search(body[-2000:]) else "truncated-html"
    if media_type is not None and not any(word in media_type for word in ("html", "xml", "text/")):
        return "wrong-type"
    return _not_content(body, url)


def _not_content(body: bytes, url: str) -> str | None:
    if LOGIN.search(body):
        return "login-page"
    if ERROR_TITLE.search(body[:8000]) or "mgerror" in url.lower():
        return "error-page"
    if REDIRECT_SCRIPT.search(body) and len(body) < 2 * SMALL:
        return "redirect-script"
    return "script-stub" if len(body) < SMALL and b"<script" in body.lower() else None


def _is_mis_encoded(body: bytes, charset: str | None) -> bool:
    """Say whether the bytes are not in the encoding that they claim; where nothing is claimed, the reader decides."""
    claimed = charset or _claimed(body[:2048])
    if claimed is None or claimed.lower() in ("utf-8", "utf8"):
        return claimed is not None and not _decodes(body, "utf-8")
    return not _decodes(body, claimed)


def _claimed(head: bytes) -> str | None:
    # Many pages claim nothing, which a search for plain bytes tells ten times sooner than one for a pattern.
    lower = head.lower()
    named = CHARSET.search(head) if b"charset" in lower or b"encoding" in lower else None
    return named["name"].decode("ascii") if named else None


def _decodes(body: bytes, charset: str) -> bool:
    try:
        body.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return False
    return True

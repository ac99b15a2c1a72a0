"""The hash over what matters in an answer: the page without menu and skin, so that a new menu is no change."""

import hashlib

from selectolax.lexbor import LexborHTMLParser

from extractors.sources.moderngov import content_of, is_xml
from extractors.sources.urls import SESSION

_ADDRESSES = "a[href]"


def content_hash(body: bytes, media_type: str | None) -> str:
    """Hash a page by the words and addresses of its content, a web service answer by its words, a file by its bytes."""
    start = body[:512].lstrip().lower()
    if is_xml(body):
        return _digest(b" ".join(body.split()))
    if start.startswith(b"%pdf") or (media_type and "html" not in media_type and b"<html" not in start):
        return _digest(body)
    return _digest(_content(body).encode())


def _content(body: bytes) -> str:
    tree = LexborHTMLParser(body)
    for tag in tree.css("script, style, noscript, input, .mgFooter"):
        tag.decompose()
    node = content_of(tree.root) or tree.body or tree.root
    if node is None:
        return body.decode("utf-8", "replace")
    words = " ".join(node.text(separator=" ").split())
    addresses = SESSION.sub("", " ".join([link.attributes.get("href") or "" for link in node.css(_ADDRESSES)]))
    return f"{words}\n{addresses}"


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()

"""What a web page says, without what stands around it on every page of its site: menus, banners, notices, footers.

Told by the elements and roles that HTML has for them, and by the names that content systems give to parts that have
neither. Minutes may hold any of these by mistake: where too little would be left, the whole page counts.
"""

import re
from collections.abc import Iterable
from typing import Any

# Where sites put what the page is about, the surest first.
CONTENT = ("main, [role=main]", "#main-content, #maincontent, #mainContent, #main, #content", "article")
FURNITURE = (
    "nav, aside, footer, dialog, [role=navigation], [role=banner], [role=contentinfo], "
    "[role=complementary], [role=search], [role=dialog], [role=alertdialog], [class], [id]"
)
TAGS = frozenset({"nav", "aside", "footer", "dialog"})
ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"})
# A class or an id, as content systems name what is no part of a page's own words.
NAMES = re.compile(
    r"(?:(?:site|main|page|global|top|primary|secondary|sub|mobile|local|post|entry|user|quick|footer|header)[-_]?)*"
    r"(?:nav|navigation|navbar|menu|breadcrumbs?|sidebar|masthead|footer|pagination|pager)(?:[-_]?\d)?"
    r"|(?:govuk|nhsuk)-(?:header|footer|breadcrumbs|skip-link|phase-banner|cookie-banner)"
    r"|skip(?:[-_]?(?:link|nav|to[-_]content))?s?|screen-reader-text|sr-only|visually-?hidden|element-invisible"
    r"|(?:eu-)?cookies?(?:[-_]\w+)*|gdpr(?:[-_]\w+)*|sharedaddy|share[-_]?(?:buttons?|links?|this)|social[-_]?(?:share|links?|media)"
    r"|addtoany\w*|newsletter(?:[-_](?:block|form|signup|sign-up|subscribe))?|mc_embed_signup|comments(?:-area)?|comment-?respond|respond|related-?posts?|widget-area|entry-meta|post-meta",
    re.IGNORECASE,
)
# The page's own words are at least such a part of what is left when the rest is taken away, and of the whole page.
LEAST_SHARE = 0.3
LEAST_LEFT = 0.1

# `Any`: selectolax's nodes are untyped under strict checking.
Node = Any


def content(body: Node) -> tuple[str | None, Node]:
    """Return the part of a page that holds its own words, and its heading where that stands outside of it.

    What stands around them is taken out of the page.
    """
    letters = _letters(body)
    furniture = _outermost(node for node in body.css(FURNITURE) if _is_furniture(node))
    headings = body.css("h1")
    title = " ".join(headings[0].text().split()) if len(headings) == 1 else None
    if letters - sum(map(_letters, furniture)) < LEAST_LEFT * letters:
        return None, body
    for node in furniture:
        node.decompose()
    part = _part(body)
    return (None if part.css_first("h1") is not None else title), part


def _part(body: Node) -> Node:
    letters = _letters(body)
    for selector in CONTENT:
        found = body.css(selector)
        if len(found) == 1 and _letters(found[0]) >= LEAST_SHARE * letters:
            return found[0]
    return body


def _is_furniture(node: Node) -> bool:
    attributes = node.attributes
    if node.tag in TAGS or attributes.get("role") in ROLES:
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    return any(NAMES.fullmatch(name) for name in names)


def _outermost(found: Iterable[Node]) -> list[Node]:
    """Nodes of a page, in its order, without those that stand in another of them."""
    kept: dict[int, Node] = {}
    for node in found:
        above = node.parent
        while above is not None and above.mem_id not in kept:
            above = above.parent
        if above is None:
            kept[node.mem_id] = node
    return list(kept.values())


def _letters(node: Node) -> int:
    return sum(map(str.isalnum, node.text()))

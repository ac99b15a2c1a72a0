"""What an OpenDocument file's styles say: bold, and how its lists and headings are numbered."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from extractors.text.numbering import Level

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
FORMATS: Mapping[str, str] = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
}
MOST_LEVELS = 10
DEEPEST_STYLE = 20
BOLD_WEIGHTS = frozenset({"bold", "600", "700", "800", "900"})


def whole(text: str | None, otherwise: int) -> int:
    """Return a whole number that a file gives, `otherwise` where it gives none."""
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else otherwise


class Styles:
    """The styles of a file, from its content and its styles part."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self.outline: tuple[Level, ...] = ()
        for root in roots:
            for element in root.iter() if root is not None else ():
                name = element.get(STYLE + "name") or ""
                if element.tag == STYLE + "style":
                    self._styles.setdefault(name, element)
                elif element.tag == TEXT + "list-style":
                    self._lists.setdefault(name, element)
                elif element.tag == TEXT + "outline-style":
                    self.outline = _levels(element)

    def bold(self, element: Element) -> bool:
        """Whether a paragraph's style is bold."""
        return bool(self.said_bold(element))

    def said_bold(self, element: Element) -> bool | None:
        """Whether the style of a stretch is bold, None where it says nothing of it."""
        name = element.get(TEXT + "style-name")
        for _ in range(DEEPEST_STYLE):
            style = self._styles.get(name or "")
            if style is None:
                return None
            properties = style.find(STYLE + "text-properties")
            weight = properties.get(FORMAT + "font-weight") if properties is not None else None
            if weight is not None:
                return weight in BOLD_WEIGHTS
            name = style.get(STYLE + "parent-style-name")
        return None

    def levels(self, name: str) -> tuple[Level, ...]:
        """Return how a list is numbered, depth by depth; bullets where the file does not say."""
        found = self._lists.get(name)
        return _levels(found) if found is not None else (Level("bullet", ""),) * MOST_LEVELS


def _levels(style: Element) -> tuple[Level, ...]:
    found = {whole(one.get(TEXT + "level"), 1): one for one in style if one.get(TEXT + "level")}
    return tuple(_level(found.get(depth), depth) for depth in range(1, MOST_LEVELS + 1))


def _level(given: Element | None, depth: int) -> Level:
    if given is None:
        return Level("none", "")
    if given.tag.endswith("-bullet") or given.tag.endswith("-image"):
        return Level("bullet", "")
    style = FORMATS.get(given.get(STYLE + "num-format") or "", "none")
    shown = max(whole(given.get(TEXT + "display-levels"), 1), 1)
    numbers = ".".join(f"%{place}" for place in range(max(depth - shown + 1, 1), depth + 1)) if style != "none" else ""
    pattern = f"{given.get(STYLE + 'num-prefix') or ''}{numbers}{given.get(STYLE + 'num-suffix') or ''}"
    return Level(style, pattern if style != "none" else "", whole(given.get(TEXT + "start-value"), 1))

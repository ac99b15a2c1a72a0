"""What a Word file's styles and list definitions say of a paragraph: heading, bold, and its number as printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from extractors.text.numbering import Counter, Level

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
DEEPEST_STYLE = 20
MOST_DEPTHS = 9
DEEPEST_HEADING = 6
OFF = frozenset({"0", "false", "off", "none"})


def value(parent: Element | None, *path: str) -> str | None:
    """Return the `val` of the element at the end of a path of tags, None where it is not there."""
    found = child(parent, *path)
    return None if found is None else found.get(W + "val")


def child(parent: Element | None, *path: str) -> Element | None:
    """Return the element at the end of a path of tags, None where it is not there."""
    for tag in path:
        parent = parent.find(W + tag) if parent is not None else None
    return parent


def is_on(properties: Element | None, tag: str) -> bool | None:
    """Whether a switch such as bold is on; None where nothing is said of it."""
    found = child(properties, tag)
    return None if found is None else (found.get(W + "val") or "1").lower() not in OFF


def number(text: str | None, otherwise: int = 0) -> int:
    """Return a whole number that a file gives, `otherwise` where it gives none."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else otherwise


class Styles:
    """The styles of a file by their ids, each with those it is based on."""

    def __init__(self, root: Element | None) -> None:
        found = root.findall(W + "style") if root is not None else []
        self._by_id = {style.get(W + "styleId") or "": style for style in found}
        self._default = next(
            (s for s in found if s.get(W + "type") == "paragraph" and s.get(W + "default") == "1"), None
        )

    def chain(self, paragraph: Element) -> Iterator[Element]:
        """Give what is said of a paragraph, the nearest first: its own properties, its style, the styles under that."""
        own = child(paragraph, "pPr")
        if own is not None:
            yield own
        name = value(own, "pStyle")
        style = self._by_id.get(name) if name else self._default
        for _ in range(DEEPEST_STYLE):
            if style is None:
                return
            properties = child(style, "pPr")
            if properties is not None:
                yield properties
            style = self._by_id.get(value(style, "basedOn") or "")

    def heading(self, paragraph: Element) -> int:
        """Return a heading's level from 1, 0 for a paragraph that is none."""
        name = value(paragraph, "pPr", "pStyle")
        style = self._by_id.get(name or "")
        for _ in range(DEEPEST_STYLE):
            if style is None:
                break
            called = value(style, "name") or ""
            match = HEADING.fullmatch(called)
            if match or called.lower() == "title":
                return min(int(match[1]) or 1, DEEPEST_HEADING) if match else 1
            style = self._by_id.get(value(style, "basedOn") or "")
        outline = next((found for one in self.chain(paragraph) if (found := value(one, "outlineLvl"))), None)
        level = number(outline, MOST_DEPTHS)
        return level + 1 if 0 <= level < DEEPEST_HEADING else 0

    def bold(self, name: str | None) -> bool:
        """Whether a style of characters or paragraphs is bold."""
        style = self._by_id.get(name or "")
        for _ in range(DEEPEST_STYLE):
            if style is None:
                return False
            said = is_on(child(style, "rPr"), "b")
            if said is not None:
                return said
            style = self._by_id.get(value(style, "basedOn") or "")
        return False


@dataclass(frozen=True, slots=True)
class _Place:
    """A paragraph's list and depth."""

    list_id: str
    depth: int


class Numbers:
    """Counts a file's lists, paragraph by paragraph, in the order of the document."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {a.get(W + "abstractNumId") or "": a for a in _all(root, "abstractNum")}
        self._lists = {n.get(W + "numId") or "": n for n in _all(root, "num")}
        self._counters: dict[str, Counter] = {}
        self._started: set[str] = set()

    def next(self, paragraph: Element) -> tuple[str | None, int]:
        """Count a paragraph; return its printed number or bullet, None without one, and its depth from 1."""
        place = self._place(paragraph)
        if place is None:
            return None, 0
        counter = self._counter(place)
        return (counter.next(place.depth), place.depth + 1) if counter else (None, 0)

    def _place(self, paragraph: Element) -> _Place | None:
        list_id: str | None = None
        depth: str | None = None
        for properties in self._styles.chain(paragraph):
            list_id = list_id or value(properties, "numPr", "numId")
            depth = depth or value(properties, "numPr", "ilvl")
            if list_id:
                break
        return _Place(list_id, number(depth)) if list_id and list_id != "0" else None

    def _counter(self, place: _Place) -> Counter | None:
        """Lists of one definition go on counting where the last one stopped, unless they say where they start."""
        given = self._lists.get(place.list_id)
        key = value(given, "abstractNumId")
        if given is None or key is None:
            return None
        overrides = {number(o.get(W + "ilvl")): value(o, "startOverride") for o in given.findall(W + "lvlOverride")}
        own = child(given, "lvlOverride", "lvl") is not None
        name = place.list_id if own else key
        if name not in self._counters:
            self._counters[name] = Counter(self._levels(given if own else None, key))
        counter = self._counters[name]
        if place.list_id not in self._started:
            self._started.add(place.list_id)
            for depth, start in overrides.items():
                if start is not None:
                    counter.restart(depth, number(start, 1))
        return counter

    def _levels(self, given: Element | None, key: str) -> tuple[Level, ...]:
        found = {number(one.get(W + "ilvl")): one for one in _all(self._abstract.get(key), "lvl")}
        for override in _all(given, "lvlOverride"):
            level = child(override, "lvl")
            if level is not None:
                found[number(override.get(W + "ilvl"))] = level
        return tuple(_level(found.get(depth)) for depth in range(MOST_DEPTHS))


def _level(given: Element | None) -> Level:
    if given is None:
        return Level("none", "")
    return Level(
        style=value(given, "numFmt") or "decimal",
        pattern=value(given, "lvlText") or "",
        start=number(value(given, "start"), 1),
        arabic=bool(is_on(given, "isLgl")),
    )


def _all(parent: Element | None, tag: str) -> list[Element]:
    return parent.findall(W + tag) if parent is not None else []

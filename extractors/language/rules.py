"""Rules: wording as data. Loads data/rules/*.toml, refuses what could never match, and expands word lists."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import data
from models.vocabulary import Confidence, Kind

FOLDER = Path(data.__file__).parent / "rules"
RULE_KEYS = {"id", "kind", "family", "confidence", "note", "anchors", "pattern", "effect", "examples", "not_examples"}
REQUIRED_KEYS = {"id", "kind", "family", "note", "anchors", "examples", "not_examples"}
LIST_KEYS = {"name", "note", "words"}
# What a pattern may ask of a token: its word, and what spaCy tells of a single word. LEMMA, POS, TAG and DEP are never
# set on a blank pipeline, so a rule that asks never matches.
KINDS = ("IS_PUNCT", "IS_ALPHA", "IS_LOWER", "IS_TITLE", "LIKE_NUM")
TOKEN_KEYS = {"LOWER", "LIST", "NOT_LIST", "OP", *KINDS}
OPERATORS = {"?", "*", "+"}
# Decisions are read from heads and lists (decisions.py), not from anchors and patterns.
READ_BY_CODE = frozenset({"decision", "decision-list"})

# `Any`: spaCy's patterns are dicts of strings, booleans and lists, and it publishes no type for them.
Token = dict[str, Any]


class BadRule(ValueError):
    """A rule file that says something that can never match, or leaves out what a rule must have."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording. `anchors` are lower-case phrases of which one must stand in a sentence before `pattern` is tried;
    a rule without a pattern fires on its anchor. `family` names the code that looks at its hits."""

    id: str
    kind: Kind
    family: str
    confidence: Confidence
    note: str
    anchors: tuple[str, ...]
    pattern: tuple[Token, ...]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]
    effect: str | None = None


@cache
def word_lists() -> Mapping[str, frozenset[str]]:
    """Return the word lists of every rule file by name. Words are lower case; a phrase has single blanks."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for entry in _entries(path, "list"):
            _check_keys(entry, LIST_KEYS, {"name", "words"}, f"{path.name}: list {entry.get('name')!r}")
            name = entry["name"]
            if name in found:
                raise BadRule(f"{path.name}: list {name!r} stands twice")
            capitals = [word for word in entry["words"] if word != word.lower()]
            if capitals:
                raise BadRule(f"{path.name}: list {name!r} has capitals, which never match: {capitals}")
            found[name] = frozenset(entry["words"])
    return found


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule of every file, in the order of files and rules. Raises `BadRule`."""
    found: dict[str, Rule] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for entry in _entries(path, "rule"):
            parsed = parse_rule(entry, word_lists(), where=path.name)
            if parsed.id in found:
                raise BadRule(f"{path.name}: rule {parsed.id!r} stands twice")
            found[parsed.id] = parsed
    return tuple(found.values())


@cache
def matched_rules() -> tuple[Rule, ...]:
    """Return the rules that are found by anchors and patterns."""
    return tuple(one for one in rules() if one.family not in READ_BY_CODE)


@cache
def rule(rule_id: str) -> Rule:
    """Return the rule with this id."""
    return next(one for one in rules() if one.id == rule_id)


def parse_rule(entry: Mapping[str, Any], lists: Mapping[str, frozenset[str]], *, where: str) -> Rule:
    """Check one rule as it stands in a file, and expand its word lists. Raises `BadRule`."""
    name = f"{where}: rule {entry.get('id')!r}"
    _check_keys(entry, RULE_KEYS, REQUIRED_KEYS, name)
    for key in ("anchors", "examples", "not_examples"):
        if not entry[key]:
            raise BadRule(f"{name} has no {key}")
    for key, allowed in (("kind", get_args(Kind)), ("confidence", get_args(Confidence))):
        if entry.get(key, allowed[0]) not in allowed:
            raise BadRule(f"{name} says {key} = {entry[key]!r}, expected one of {', '.join(allowed)}")
    if any(anchor != anchor.lower() for anchor in entry["anchors"]):
        raise BadRule(f"{name} has capitals in an anchor, which never matches")
    return Rule(
        id=entry["id"],
        kind=entry["kind"],
        family=entry["family"],
        confidence=entry.get("confidence", "likely"),
        note=entry["note"],
        anchors=tuple(entry["anchors"]),
        pattern=tuple(_token(token, lists, name) for token in entry.get("pattern", ())),
        examples=tuple(entry["examples"]),
        not_examples=tuple(entry["not_examples"]),
        effect=entry.get("effect"),
    )


def _entries(path: Path, kind: str) -> list[dict[str, Any]]:
    content = tomllib.loads(path.read_text("utf8"))
    unknown = set(content) - {"rule", "list", "form", "wording", "ask"}
    if unknown:
        raise BadRule(f"{path.name} has {sorted(unknown)}, expected [[rule]], [[list]], [[form]] and [[wording]] only")
    entries: list[dict[str, Any]] = content.get(kind, [])
    return entries


def _check_keys(entry: Mapping[str, Any], allowed: set[str], required: set[str], name: str) -> None:
    unknown, absent = set(entry) - allowed, required - set(entry)
    if unknown:
        raise BadRule(f"{name} has unknown keys {sorted(unknown)}")
    if absent:
        raise BadRule(f"{name} lacks {sorted(absent)}")


def _token(token: Token, lists: Mapping[str, frozenset[str]], name: str) -> Token:
    unknown = set(token) - TOKEN_KEYS
    if unknown:
        raise BadRule(f"{name} has token keys {sorted(unknown)}, which never match on a blank pipeline")
    if "OP" in token and token["OP"] not in OPERATORS:
        raise BadRule(f"{name} has OP = {token['OP']!r}, expected one of {sorted(OPERATORS)}")
    expanded = {key: value for key, value in token.items() if key not in ("LIST", "NOT_LIST")}
    for key, operator in (("LIST", "IN"), ("NOT_LIST", "NOT_IN")):
        if key in token:
            expanded["LOWER"] = {operator: sorted(_words(token[key], lists, name))}
    _check_words(expanded.get("LOWER"), name)
    return expanded


def _words(names: str | list[str], lists: Mapping[str, frozenset[str]], name: str) -> frozenset[str]:
    wanted = [names] if isinstance(names, str) else names
    unknown = [one for one in wanted if one not in lists]
    if unknown:
        raise BadRule(f"{name} asks for lists {unknown}, known are {sorted(lists)}")
    words = frozenset().union(*(lists[one] for one in wanted))
    return frozenset(word for word in words if " " not in word)


def _check_words(wanted: Any, name: str) -> None:
    if wanted is None:
        return
    if isinstance(wanted, dict) and set(wanted) - {"IN", "NOT_IN"}:
        raise BadRule(f"{name} asks for {sorted(wanted)} of a word, expected IN or NOT_IN")
    words = [wanted] if isinstance(wanted, str) else [word for group in wanted.values() for word in group]
    never = [word for word in words if word != word.lower() or " " in word]
    if never:
        raise BadRule(f"{name} has words that never match one token in lower case: {never}")

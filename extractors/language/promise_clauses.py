"""The clause in which a rule fired: the words before and behind it, and how much of a long sentence is quoted."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from extractors.language.engine import Hit, Sentence
from extractors.language.rules import Rule, word_lists
from extractors.language.wordings import quick, sought

# The rule file of the wordings that clauses of promises are searched for.
WORDINGS = "promise_wordings.toml"

# Sentences of more words than this may carry a promise beside other things, or two promises.
LONG_SENTENCE = 24
# A closing boundary is looked for from so many characters behind the rule's words.
LEAST_CLAUSE = 6
LEAST_OPENING_WORDS = 1
SUBJECT_FOLLOWS = (
    r"(?=(?:the|a|an|it|he|she|they|[A-Z][\w'’-]*)\b[^,;.]{0,60}?"
    r"\b(?:would|will|was to|were to|agreed|undertook|offered|promised)\b)"
)
CONDITION_FOLLOWS = (
    r"(?=(?:if|should|were|unless|where)\b[^;.,]{3,80}(?:,\s[^;.,]{2,60}?|\s(?:he|she|they|we|it))\s(?:would|will)\b)"
)
# Each begins with a class of signs, to which Python's engine leaps, and then looks back at which of them it is.
AFTER_BLANK, AFTER_COMMA, AFTER_EITHER = r"(?<=\s)\s*", r"(?<=,)\s+", r"(?:(?<=,)\s+|(?<=\s)\s*)"
OPENING = re.compile(
    rf"[;:,\s](?:(?<=;)\s+(?:and\s+)?|(?<=:)\s+"
    rf"|{AFTER_EITHER}(?:and\s+that\s+|but\s+(?:that\s+)?|and\s+{SUBJECT_FOLLOWS}|and,?\s+{CONDITION_FOLLOWS})"
    rf"|{AFTER_COMMA}(?:that\s+|(?:following|after) which\s+|(?=which\s+(?:the|[A-Z]))|and\s+(?=[A-Zth])))"
)
CLOSING = re.compile(
    rf"[;,\s](?:(?<=;)|{AFTER_EITHER}and\s+that\s|{AFTER_BLANK}and\s+{SUBJECT_FOLLOWS}|{AFTER_EITHER}and,?\s+{CONDITION_FOLLOWS}"
    rf"|{AFTER_COMMA}(?:that\s|but\s|and\s+(?!would|will)|(?:following|after) which\s))"
)

CLAUSE_STARTS = re.compile(r"[,;:]|\bthat\b")
VERBAL = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|does|would|will|could|should|be|to (?!the\b|an?\b)[a-z]+|\w{2,}ed|\w+ing)\b"
)
ASKED_ABOUT = re.compile(r"\b(?:whether|if|when|what|how|why|who|where|which|(?P<thing>about|on|as to))\b")
NEXT_CLAUSE = re.compile(r"(?:;|,|\band\b)\s+(?:and\s+)?(?=[^,;]{3,60}?\b(?:would|will)\b)")
MODAL = re.compile(r"'?\w+")
# Before a passive: the thing that was asked for is its subject.
THAT_SAID = re.compile(r"\b(?:it|this|that|these|they|one|both|which)\s+$", re.IGNORECASE)


# Of what makes a passive a promise so many signs are enough; more are not looked for.
ENOUGH_SIGNS = 3


# No slots, which leave no room for what is worked out once; nobody changes one.
@dataclass
class Clause:
    """A place in a sentence where a rule fired: its words are `words[at:past]`, `before` and `after` what stands beside
    them, `rest` they and what stands behind. `possible` names the wordings that may stand in the sentence, `is_timed`
    says whether it names a time, `answers` whether something was asked just before it."""

    words: str
    at: int
    past: int
    before: str
    rest: str
    after: str
    rule: Rule
    possible: frozenset[str]
    is_timed: Callable[[], bool]
    answers: bool = False

    def search(self, name: str, part: str) -> re.Match[str] | None:
        """Search a part of the sentence for a wording of promises."""
        return quick(name).search(part) if name in self.possible else None

    def match(self, name: str, part: str) -> re.Match[str] | None:
        """Match the beginning of a part of the sentence with a wording of promises."""
        return quick(name).match(part) if name in self.possible else None

    @property
    def has_second_modal(self) -> bool:
        """Whether a modal stands behind the rule's words."""
        return "would" in self.after or "will" in self.after

    @property
    def own_rest(self) -> str:
        """The same up to where another clause with a subject and a modal of its own begins."""
        rest = self.rest
        closing = NEXT_CLAUSE.search(rest, self.past - self.at) if self.has_second_modal else None
        return rest[: closing.start()] if closing else rest

    @cached_property
    def near(self) -> str:
        """What stands before the rule's words in their own clause."""
        if "clause-begins" not in self.possible:
            return self.before
        begins = 0
        for match in quick("clause-begins").finditer(self.before):
            begins = match.end()
        return self.before[begins:]

    @property
    def behind_modal(self) -> str:
        """What stands behind the first word that fired: behind "would", "will", "was"."""
        first = MODAL.match(self.rest)
        return self.rest[first.end() :] if first else self.rest

    @cached_property
    def has_recipient(self) -> bool:
        """Whether somebody is named who is to get what is promised."""
        return quick("recipient").search(self.own_rest) is not None

    @cached_property
    def signs(self) -> int:
        """How many signs, up to `ENOUGH_SIGNS`, make its passive a promise: a deed that hands something over, a thing
        handed over, somebody who gets it, one of the body's own who does it, a second deed, a question that it answers,
        a time, somebody who says so."""
        participle = self.words[self.at : self.past].split()[-1].lower()
        if participle in word_lists()["transfer-participles"] and sought("recipient-before").search(self.before):
            return ENOUGH_SIGNS
        counted = int(participle in word_lists()["strong-participles"])
        for sign in self._signs():
            counted += sign
            if counted == ENOUGH_SIGNS:
                break
        return counted

    def _signs(self) -> Iterator[bool]:
        """Whether each of the signs beside the deed stands in it, those first that are soon looked for."""
        yield self.search("reported", self.before) is not None
        yield self.search("deliverable-before", self.near) is not None
        yield self.match("phrasal-deed", self.after) is not None
        yield self.has_recipient
        yield self.match("by-own-people", self.after) is not None
        yield self.search("second-passive", self.after) is not None
        yield self.answers and THAT_SAID.search(self.before) is not None
        yield self.is_timed()


def clause_of(
    sentence: Sentence, hit: Hit, possible: frozenset[str], is_timed: Callable[[], bool], *, answers: bool = False
) -> Clause:
    """Return the clause of one hit of a sentence, which `answers` what the sentence before it asks."""
    words, at, past = sentence.words, hit.start - sentence.start, hit.end - sentence.start
    return Clause(words, at, past, words[:at], words[at:], words[past:], hit.rule, possible, is_timed, answers)


def quoted(clause: Clause, *, parted: bool = False) -> tuple[int, int]:
    """Return where the quote of a promise begins and ends in its sentence.

    A short sentence is quoted whole unless it is `parted`, and so is one whose clause would lose its subject.
    """
    words = clause.words
    if len(words.split()) <= LONG_SENTENCE and not parted:
        return 0, len(words)
    before = takewhile(lambda opening: opening.end() <= clause.at, OPENING.finditer(words))
    ends = [opening.end() for opening in before if _begins_anew(words, opening)]
    begun = [place for place in ends if len(words[place : clause.at].split()) >= LEAST_OPENING_WORDS]
    start = begun[-1] if begun else 0
    closings = CLOSING.finditer(words, clause.past + LEAST_CLAUSE)
    return start, next((closing.start() for closing in closings if _begins_anew(words, closing)), len(words))


def answers_before(clause: Clause) -> bool:
    """Say whether a clause answers the question before it: "asked whether it could be lit, and the Clerk undertook to
    see"; not "asked whether the police and the county agreed to pay"."""
    begins, _ = quoted(clause, parted=True)
    question = ASKED_ABOUT.search(clause.words, 0, begins)
    return question is not None and bool(question["thing"] or VERBAL.search(clause.words, question.end(), begins))


def _begins_anew(words: str, joint: re.Match[str]) -> bool:
    """Whether a clause of its own begins behind a joint: what "and" joins on is a second doer where no verb stands
    before it ("the Chair and Cllr Rix would")."""
    if not joint[0].lstrip().startswith("and"):
        return True
    return VERBAL.search(CLAUSE_STARTS.split(words[: joint.start()])[-1]) is not None

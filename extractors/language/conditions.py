"""On what a promise depends: the clause with "if" or "unless" before its subject or behind its deed, as written."""

import re

from extractors.language.promise_clauses import Clause


def condition(clause: Clause, end: int) -> str | None:
    """Return the condition of what a clause promises, whose quote ends at the offset `end` of its sentence, None where
    none is told."""
    ahead = condition_ahead(clause)
    words = clause.near if ahead else clause.words[clause.at : end]
    found = ahead or clause.search("condition-behind", words)
    if found is None or (ahead is None and clause.search("asks-if", words[: found.end()])):
        return None
    return words[found.start("condition") : found.end("condition")].strip()


def condition_ahead(clause: Clause) -> re.Match[str] | None:
    """Find the condition that stands before the subject of a clause: "If the bid failed, the Surveyor would"."""
    return clause.search("ahead-as-condition", clause.near)

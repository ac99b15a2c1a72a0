"""Whether a clause tells what became of something earlier, and what.

A past act alone tells nothing. Something must make it an answer to something earlier: words that point back ("as
requested", "promised in May", "Minute 31"), a place among earlier matters, a promise recalled just before, or a doer
whom the meeting had sent. The wordings are rules (data/rules/closures.toml); here stands how they are weighed.
"""

import re

from extractors.language.closure_clauses import Clause
from extractors.language.closure_deeds import deed, errand, is_real, is_unreal, is_work, undone
from extractors.language.closure_reference import numbered
from extractors.language.engine import Hit, Sentence
from extractors.language.reviews import Review
from models.frozen import frozen
from models.vocabulary import Verdict

STATUS_MARK = re.compile(r"(?:^|[-–—:.;,(\[]\s*|\b(?:now|all|is|was|were|are|as|remains?|remained)\s+)$", re.IGNORECASE)
STATUS_END = re.compile(
    r"\s*[.;:,)\]]*\s*(?:$|[.,;])|\s+[–-]\s|\s+(?:as|since|because|following|due to|until|to (?:the next|[A-Z]\w+))\b"
)
STATUSES: tuple[tuple[str, Verdict], ...] = (
    ("status-overtaken", "overtaken"),
    ("status-unmet", "unmet"),
    ("status-open", "open"),
    ("status-met", "met"),
)
# Of these families one fires wherever words by themselves make a past act an answer to something earlier.
OUTRIGHT = frozenset({
    "points-back", "answers", "recalled", "put-off", "told-settled", "told-answered", "told-no-answer", "told-now",
    "told-whether",
})  # fmt: skip
# Of these families one fires wherever a state is told that is plain.
PLAIN = frozenset({
    "told-overtaken", "told-no-answer", "told-wanting", "told-not-bare", "told-partly", "told-settled", "told-answered",
    "told-now", "told-bare", "status-overtaken", "status-unmet", "status-open", "status-met",
})  # fmt: skip
# "batteries to be bought": not done yet.
TO_COME = re.compile(r"\bto\b")
# A status behind its entry has fewer words.
THREE_WORDS = re.compile(r"(?:\W*\w+\b){3}")


@frozen
class Told:
    """What a clause tells: the verdict and the rule that says so. `outright`: it points back, or says so in words that
    hardly mean anything else. `plain`: the state itself is plain, so that many such make a list a review.
    `only_recalled`: a promise is recalled in passing ("the letter which had been agreed"), and no outcome told."""

    verdict: Verdict
    rule: str
    outright: bool
    plain: bool = False
    only_recalled: bool = False


@frozen
class _Scene:
    """A clause and what makes it an answer: `back`, words that point back; `recalled`, a promise recalled here or just
    before; `review`, its place among earlier matters."""

    clause: Clause
    review: Review
    back: bool
    recalled: bool

    @property
    def earlier(self) -> bool:
        return self.back or self.recalled or self.review is Review.FULL


def judge(clause: Clause, review: Review, *, recalled: bool, told: bool = False) -> Told | None:
    """Return what a clause tells of something earlier, None where it tells nothing or of nothing earlier.

    `recalled` says that one of the sentences just before recalled a promise or a request, `told` that the sentence
    before told what became of one.
    """
    if clause.words.rstrip(" \"'-–").endswith(("?", ":")) or _is_only_a_mark(clause):
        return None
    if clause.search("closure-question-put", clause.words):
        return _answered_at_once(clause)
    scene = _Scene(clause, review, clause.points_back, _taken_up(clause, recalled=recalled, told=told))
    for test in (_overtaken, _wanting, _partly, _met, _open, _only_recalled):
        found = test(scene)
        if found is not None:
            to_come = clause.shared and clause.search("closure-to-come", clause.words)
            return None if to_come else found
    return None


def may_tell(sentence: Sentence, *, numbers: bool) -> bool:
    """Whether a sentence may tell of something earlier though it stands in no review and nothing was recalled or told
    just before: it says so outright, names a number, or tells of a deed for which somebody may have been sent.
    `numbers` says that its text may name numbers of something earlier."""
    rules = sentence.rules
    if "closure" not in rules.kinds:
        return False
    families = rules.families
    if not OUTRIGHT.isdisjoint(families) or ("told-met" in families and "errand-participles" in rules.parts):
        return True
    return numbers and numbered(sentence.words) is not None


def may_be_plain(sentence: Sentence) -> bool:
    """Whether a sentence may tell a state that is plain, wherever it stands."""
    return not PLAIN.isdisjoint(sentence.rules.families)


def status(clause: Clause) -> Told | None:
    """Return the state that stands behind an entry of an action review, None where none does: "... – done"."""
    for family, verdict in STATUSES:
        hit = _status(clause, family)
        if hit is not None:
            return Told(verdict, hit.rule.id, outright=True, plain=True)
    return None


def recalls(sentence: Sentence) -> bool:
    """Whether a sentence recalls an earlier promise or request, of which the next ones may tell."""
    families = sentence.rules.families
    if "recalled" in families or "put-off" in families:
        return True
    return "points-back" in families and any(one.id == "points-back-when" for one in sentence.rules.rules)


def _taken_up(clause: Clause, *, recalled: bool, told: bool) -> bool:
    """Whether a clause speaks of what the sentences just before it recalled or told of."""
    rest = bool(clause.fired("told-wanting") or clause.fired("told-partly"))
    anaphor = rest or bool(clause.search("closure-takes-up", clause.words) or clause.fired("told-now"))
    return recalled and anaphor or told and rest


def _is_only_a_mark(clause: Clause) -> bool:
    """Whether a clause is nothing but a status behind its entry: "[ACTION CLOSED]", "Closed."."""
    return THREE_WORDS.match(clause.words) is None and clause.search("closure-only-a-status", clause.words) is not None


def _answered_at_once(clause: Clause) -> Told | None:
    """ "asked whether the deed had been found and was told that it had not" """
    hit = clause.first("told-whether")
    if hit is None or not clause.search("closure-whether-done-answered", clause.words):
        return None
    negated = re.match(r"\s*(?:not|n't)\b", clause.after(hit))
    return Told("unmet" if negated else "met", hit.rule.id, outright=True)


def _overtaken(scene: _Scene) -> Told | None:
    hit = scene.clause.first("told-overtaken") or _status(scene.clause, "status-overtaken")
    if hit is None or not (scene.earlier or scene.review or scene.clause.fired("recalled")):
        return None
    return Told("overtaken", hit.rule.id, outright=scene.back, plain=True)


def _wanting(scene: _Scene) -> Told | None:
    """Not done, not come, no answer: what is wanting outright, else a plain "not" where earlier matters are told."""
    clause = scene.clause
    silent = clause.first("told-no-answer")
    if silent is not None and (scene.earlier or not _is_elsewhere(clause)):
        return Told("unmet", silent.rule.id, outright=True, plain=True)
    wanting = clause.first("told-wanting") or _status(clause, "status-unmet") or _bare(scene, "told-not-bare")
    if wanting is not None and (scene.earlier or scene.review or clause.fired("recalled")):
        partly = (
            clause.fired("told-partly")
            or _done_beside(clause, wanting)
            or clause.fired("told-now")
            or _bare(scene, "told-bare")
        )
        verdict: Verdict = "partly" if partly and not errand(clause, earlier=scene.earlier) else "unmet"
        return Told(verdict, wanting.rule.id, outright=scene.back, plain=True)
    plain = next((hit for hit in clause.fired("told-unmet") if _tells_of_lack(scene, hit)), None)
    if plain is None and (scene.earlier or scene.review):
        plain = undone(clause)
    return Told("unmet", plain.rule.id, outright=scene.back) if plain else None


def _done_beside(clause: Clause, wanting: Hit) -> bool:
    """Whether a deed is told beside what is wanting: "nothing had been done" tells of none."""
    done = deed(clause)
    return done is not None and (done.end <= wanting.start or wanting.end <= done.start)


def _tells_of_lack(scene: _Scene, hit: Hit) -> bool:
    perfect = scene.clause.words_of(hit).lower().split()[0] in ("had", "has", "have")
    return perfect and bool(scene.earlier or scene.clause.fired("recalled"))


def _partly(scene: _Scene) -> Told | None:
    """Done in part: "some of the figures had come"; of "six of the nine" only where a deed is told."""
    in_part, so_many = scene.clause.first("told-partly"), scene.clause.first("told-so-many")
    hit = in_part or so_many
    if hit is None:
        return None
    told = in_part is not None and (scene.review is Review.FULL or scene.recalled)
    if not told and (scene.earlier or scene.review or scene.clause.fired("told-settled")):
        met = _met(scene)
        told = met is not None and (in_part is not None or deed(scene.clause) is not None)
    return Told("partly", hit.rule.id, outright=scene.back, plain=in_part is not None) if told else None


def _met(scene: _Scene) -> Told | None:
    return _settled(scene.clause) or _perfect(scene) or _state(scene)


def _settled(clause: Clause) -> Told | None:
    """What says by itself that something earlier was done: "this had been done", "as requested", "a reply had come"."""
    for family in ("told-settled", "told-answered"):
        hit = clause.first(family)
        if hit is not None:
            return Told("met", hit.rule.id, outright=True, plain=True)
    answers = clause.first("answers")
    if answers is None and clause.search("closure-in-answer", clause.words):
        answers = clause.first("points-back")
    if answers is not None and not clause.search("closure-to-come", clause.words) and not _is_title(clause, answers):
        return Told("met", answers.rule.id, outright=True)
    return None


def _is_title(clause: Clause, answers: Hit) -> bool:
    """Whether a clause only names an answer, as a title does: "Cabinet's response to the Panel's report"."""
    if not answers.rule.id.startswith("points-back-response") or not clause.words[-1:].isalnum():
        return False
    told = clause.fired("told-bare") or clause.fired("told-ready") or clause.fired("told-errand")
    return not told and not clause.search("closure-finite-verb", clause.words)


def _perfect(scene: _Scene) -> Told | None:
    """A perfect that tells of a deed, among earlier matters or by somebody who had been sent."""
    clause, now = scene.clause, bool(scene.clause.fired("told-now"))
    done = deed(clause) if scene.earlier or scene.review or now else None
    if done is not None and (scene.earlier or scene.review or is_work(clause, done)):
        told = Told("met", done.rule.id, outright=scene.back, plain=now)
    elif sent := errand(clause, earlier=scene.earlier):
        told = Told("met", sent.rule.id, outright=scene.back)
    else:
        return None
    return None if clause.search("closure-every-time", clause.words) else told


def _state(scene: _Scene) -> Told | None:
    """A past or a state that is an answer only among earlier matters: "was sent on 3 May", "is ready", "done"."""
    clause = scene.clause
    refused = clause.first("told-fate") if clause.fired("recalled") else None
    if refused is not None:
        return Told("met", refused.rule.id, outright=scene.back)
    if not scene.earlier or clause.search("closure-every-time", clause.words):
        return None
    pointed = scene.back or scene.recalled
    for family in ("told-now", "told-past", "told-ready", *(("told-gone",) if pointed else ()), "told-fate"):
        hit = next((one for one in clause.fired(family) if is_real(clause, one)), None)
        if hit is not None:
            return Told("met", hit.rule.id, outright=scene.back, plain=family == "told-now")
    status = _status(clause, "status-met") or _bare(scene, "told-bare")
    return Told("met", status.rule.id, outright=scene.back, plain=True) if status else None


def _is_elsewhere(clause: Clause) -> bool:
    """Whether nobody in the room answered, or somebody from outside waits for an answer of their own."""
    names = ("closure-from-those-present", "closure-outsider")
    return any(clause.search(name, clause.words) for name in names)


def _bare(scene: _Scene, family: str) -> Hit | None:
    """Note form among earlier matters: "batteries bought and fitted", "not progressed"."""
    if scene.review is not Review.FULL or scene.clause.search("closure-finite-verb", scene.clause.words):
        return None
    hit = scene.clause.first(family)
    if hit is None or TO_COME.search(scene.clause.before(hit)):
        return None
    return None if scene.clause.search("closure-to-the-meeting", scene.clause.after(hit)) else hit


def _open(scene: _Scene) -> Told | None:
    if scene.review is not Review.FULL and not scene.back:
        return None
    status = _status(scene.clause, "status-open")
    hit = status or scene.clause.first("told-open")
    return Told("open", hit.rule.id, outright=scene.back, plain=status is not None) if hit else None


def _only_recalled(scene: _Scene) -> Told | None:
    """An earlier promise recalled, and nothing said of its outcome."""
    hit = scene.clause.first("recalled")
    if hit is None or not (scene.back or scene.review is Review.FULL):
        return None
    in_passing = scene.clause.search("closure-relative", scene.clause.before(hit)) is not None
    return Told("open", hit.rule.id, outright=scene.back, only_recalled=in_passing)


def _status(clause: Clause, family: str) -> Hit | None:
    """A word that is the whole state of an entry: behind a dash or colon, or at the end."""
    for hit in clause.fired(family):
        before = clause.before(hit)
        if STATUS_MARK.search(before) and STATUS_END.match(clause.after(hit)) and not is_unreal(before):
            return hit
    return None

"""The offline grader: the same grade for the same answer, on every machine."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import Grade, Ungraded, Verdict
from interviewer.grading.grader import GradingRequest
from interviewer.grading.numbers.judging import with_figures
from interviewer.grading.offline.matching.evidence import CompiledRubric, compile_rubric, gather
from interviewer.grading.offline.matching.similarity import likeness, nearest, shared
from interviewer.grading.offline.scoring.accusation_features import accusation_rows, denied
from interviewer.grading.offline.scoring.claim_features import Candidate, Found, found
from interviewer.grading.offline.scoring.model import (
    ERROR,
    SUSPECTED,
    Model,
    believed,
    charged,
    fitted,
    share,
)
from interviewer.grading.offline.scoring.stretch import Stretch
from interviewer.grading.offline.scoring.verdicts import charge, quote, suspicion, verdict
from interviewer.grading.reading.answer import ClaimedWords, claimed_words
from interviewer.grading.reading.language import unread, unreadable
from interviewer.grading.reading.tokens import Unit, units
from interviewer.grading.reference import FROM_REFERENCE
from interviewer.grading.verification import verified

NAME = "offline"
VERSION = "3"
_ALL_LISTED = 0.9
_SURE, _DOUBT = 0.9, 0.6


class Best(NamedTuple):
    """A claim's best candidate: its number, how likely it makes the claim, and where it stands."""

    rank: int
    likelihood: float
    stretch: Stretch


class Reading(NamedTuple):
    """An answer read for a rubric: its words, what they contain, and what each candidate earns."""

    ready: CompiledRubric
    read: ClaimedWords
    about: Found
    made: list[list[float]]
    sure: list[list[float]]

    def criterion(self, claim: int, without: Sequence[Stretch] = ()) -> Best | None:
        """Return the best candidate of a criterion that does not stand in ``without``."""
        return self._best(claim, self.made[claim], without)

    def misconception(self, claim: int) -> Best | None:
        """Return the best candidate of a misconception."""
        return self._best(claim, self.sure[claim - self.ready.claims.misconceptions.start])

    def _best(
        self, claim: int, values: Sequence[float], without: Sequence[Stretch] = ()
    ) -> Best | None:
        best: Best | None = None
        for rank, (value, one) in enumerate(zip(values, self.about.claims[claim], strict=True)):
            taken = any(
                one.stretch.first <= other.last and other.first <= one.stretch.last
                for other in without
            )
            if not taken and (best is None or value > best.likelihood):
                best = Best(rank, value, one.stretch)
        return best


def reading(request: GradingRequest, model: Model) -> Reading:
    """Read an answer for its rubric, as ``judge`` does."""
    rubric = request.rubric
    ready = compile_rubric(request.prompt, rubric)
    read = claimed_words(
        request.answer, ready.question, ready.mender, transcript=request.transcript
    )
    about = found(ready, read.words, gather(ready, read.words))
    made = model.made(ready, about)
    sure = []
    for claim, belief in zip(ready.claims.misconceptions, rubric.misconceptions, strict=True):
        own = about.claims[claim]
        values = [0.0] * len(own)
        # What is turned down is not believed, whatever the trees say.
        ranks = [
            rank
            for rank, (one, mine) in enumerate(zip(own, own_words(read, own), strict=True))
            if mine and not denied(ready, about, one)
        ]
        against = contradicted(rubric, belief.contradicts)
        rows = accusation_rows(ready, about, claim, made, against, ranks)
        for rank, row in zip(ranks, rows, strict=True):
            values[rank] = believed(model.accusation(row), row)
        sure.append(values)
    return Reading(ready, read, about, made, sure)


def own_words(read: ClaimedWords, candidates: Sequence[Candidate]) -> list[bool]:
    """Return which candidates are the answer's own words: a reported view accuses nobody."""
    return [not any(read.reported[one.stretch.first : one.stretch.last + 1]) for one in candidates]


def contradicted(rubric: Rubric, criterion_id: str | None) -> int | None:
    """Return the number of the criterion that a misconception contradicts."""
    ids = [criterion.id for criterion in rubric.criteria]
    return ids.index(criterion_id) if criterion_id in ids else None


def judge(request: GradingRequest, model: Model | None = None) -> Grade | Ungraded:
    """Judge an answer; the same request always gives the same grade.

    Returns ``Ungraded`` for an answer in another language than English. ``model`` replaces the
    fitted one, for measuring on held-out questions.
    """
    why = unreadable(request.answer, units(request.answer))
    if why is not None:
        return Ungraded(reason=why, grader=NAME)
    model = model or fitted()
    held = reading(request, model)
    if request.rubric.question_id == FROM_REFERENCE:
        return graded(request, held, _by_likeness(held, request, model))
    return graded(request, held)


def graded(
    request: GradingRequest, held: Reading, verdicts: Sequence[Verdict] | None = None
) -> Grade:
    """Return the grade that follows from a reading, with ``verdicts`` if given, else its own."""
    rubric, answer, words = request.rubric, request.answer, held.read.words
    best = [held.misconception(claim) for claim in held.ready.claims.misconceptions]
    sure = [0.0 if one is None else one.likelihood for one in best]
    findings, suspected, accused = [], [], []
    for belief, one, guilty in zip(rubric.misconceptions, best, charged(sure), strict=True):
        if one is None or one.likelihood < SUSPECTED:
            continue
        span = quote(one.stretch.first, one.stretch.last, answer, words)
        if guilty:
            findings.append(charge(belief, one.likelihood, span))
            accused.append((contradicted(rubric, belief.contradicts), one.stretch))
        else:
            suspected.append(suspicion(belief, span))
    if verdicts is None:
        verdicts = [
            _verdict(held, claim, request, [place for c, place in accused if c == claim])
            for claim in held.ready.claims.criteria
        ]
    verdicts = with_figures(request, verdicts)
    doubtful = sum(one.certainty == "borderline" for one in verdicts)
    doubtful += sum(one.certainty == "borderline" for one in findings)
    grade = Grade(
        verdicts=tuple(verdicts),
        misconceptions=tuple(findings),
        suspected=tuple(suspected),
        grader=NAME,
        grader_version=VERSION,
        rubric_version=rubric.version,
        unread=unread(
            answer,
            code=held.read.code,
            follow_up=request.follow_up or request.target is not None,
        ),
        confidence=round(_SURE - _DOUBT * doubtful / (len(verdicts) + len(findings)), 2),
        error=ERROR,
    )
    return verified(grade, answer)


def _verdict(
    held: Reading, claim: int, request: GradingRequest, accused: Sequence[Stretch]
) -> Verdict:
    """Judge a criterion; what states the contrary earns nothing for it."""
    criterion, words = request.rubric.criteria[claim], held.read.words
    best = held.criterion(claim, accused)
    if best is None or _bare_list(words):
        return verdict(criterion, 0.0, 0.0, None)
    span = quote(best.stretch.first, best.stretch.last, request.answer, words)
    earned = share(best.likelihood, bare=not criterion.evidence)
    return verdict(criterion, best.likelihood, earned, span)


def _by_likeness(held: Reading, request: GradingRequest, model: Model) -> list[Verdict]:
    """Judge the sentences of a reference answer by how like the answer is to them."""
    rubric, words = request.rubric, held.read.words
    alike = shared(request.prompt, rubric.model_answer, words)
    verdicts = []
    for claim, criterion in enumerate(rubric.criteria):
        own = [one.evidence for one in held.about.claims[claim]]
        value = 0.0 if _bare_list(words) else model.likely(likeness(own, alike))
        place = (
            (own[0].match.first, own[0].match.last) if own else nearest(criterion.statement, words)
        )
        span = place and quote(*place, request.answer, words)
        verdicts.append(verdict(criterion, value, value, span))
    return verdicts


def _bare_list(words: Sequence[Unit]) -> bool:
    """Whether an answer is nothing but a list of terms, which claims nothing."""
    listed = sum(word.worth < 1.0 for word in words)
    return listed > _ALL_LISTED * len(words)


class OfflineGrader:
    """Grades with no network and no model, by comparing clauses with a rubric's wordings."""

    name = NAME
    version = VERSION

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Judge one answer; ``Ungraded`` for a language that the grader cannot read.

        The work is done in a thread, so that keys typed meanwhile are shown at once.
        """
        return await asyncio.to_thread(judge, request)

    def prepare(self, prompt: str, rubric: Rubric) -> None:
        """Make the rubric ready while the candidate thinks; it costs more than judging does."""
        compile_rubric(prompt, rubric)

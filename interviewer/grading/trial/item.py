"""One item's rubric, tried on answers whose scores are known within bounds."""

from collections.abc import Callable, Iterator, Sequence

from interviewer.bank.problems import Severity
from interviewer.bank.question import Question
from interviewer.bank.rubric import Rubric
from interviewer.bank.rules import Breach, is_bare
from interviewer.bank.strict_yaml import shown
from interviewer.grading.grade import Grade, Span, Ungraded, earned, score
from interviewer.grading.grader import GradingRequest
from interviewer.grading.trial import bounds
from interviewer.grading.trial.negation import denied
from interviewer.grading.trial.phrases import paraphrase, rejected
from interviewer.grading.verification import verified

Judge = Callable[[GradingRequest], Grade | Ungraded]


class Trial:
    """One item and a grader that is tried on it."""

    def __init__(self, judge: Judge, question: Question, rubric: Rubric) -> None:
        self._judge = judge
        self._question = question
        self._rubric = rubric

    def breaches(self, strangers: Sequence[tuple[str, str]]) -> Iterator[Breach]:
        """Yield what does not score as it should; ``strangers`` are other items' model answers.

        Where a rubric brings no wordings the grader is at fault as much as the rubric, so that
        nothing is more than a warning.
        """
        found = [
            *self._model_answer(),
            *self._examples(),
            *self._paraphrases(),
            *self._echoes(strangers),
        ]
        bare = is_bare(self._rubric)
        yield from (one._replace(severity="warning") if bare else one for one in found)

    def _model_answer(self) -> Iterator[Breach]:
        rubric = self._rubric
        full, why = self._outcome(rubric.model_answer, missing=True)
        if severity := bounds.MODEL_ANSWER.under(full):
            yield Breach(
                ("model_answer",),
                f"it scores {_percent(full)}, not {_percent(bounds.MODEL_ANSWER.wanted)} or more"
                f"{why}.",
                "Mend the evidence in general wordings, or let the answer make the point.",
                severity,
            )
        yield from self._additions(full)
        value, why = self._outcome(denied(rubric.model_answer))
        if severity := bounds.DENIAL.over(value):
            yield Breach(
                ("model_answer",),
                f"with every sentence denied it scores {_percent(value)}, not "
                f"{_percent(bounds.DENIAL.wanted)} or less{why}.",
                "Give the credited criteria wordings that hold the verb of their claim.",
                severity,
            )

    def _additions(self, full: float) -> Iterator[Breach]:
        """Add what is right to the model answer: all at once, and one by one where that costs."""
        beliefs = self._rubric.misconceptions
        added = [
            *((i, "correction", belief.correction) for i, belief in enumerate(beliefs)),
            *(
                (i, "statement", text)
                for i, text in enumerate(rejected([belief.statement for belief in beliefs]))
            ),
        ]
        severity, loss = self._lost(full, " ".join(text for _, _, text in added))
        if severity is None:
            return
        single = [(i, key, text, *self._lost(full, text)) for i, key, text in added]
        if all(alone is None for *_, alone, _ in single):
            yield Breach(
                ("misconceptions",),
                f"the model answer loses {_percent(loss)} by all corrections and rejections at "
                "once.",
                "Reword the evidence of the misconception that is found there.",
                severity,
            )
        for i, key, text, alone, loss in single:
            if alone is not None:
                yield Breach(
                    ("misconceptions", i, key),
                    f"the model answer loses {_percent(loss)} by {shown(text)}.",
                    "Reword the evidence of the misconception that is found there.",
                    alone,
                )

    def _lost(self, full: float, text: str) -> tuple[Severity | None, float]:
        value, _ = self._outcome(f"{self._rubric.model_answer} {text}")
        return bounds.ADDITION.over(full - value), full - value

    def _examples(self) -> Iterator[Breach]:
        for i, belief in enumerate(self._rubric.misconceptions):
            if belief.example is None:
                continue
            value, why = self._outcome(belief.example)
            if severity := bounds.EXAMPLE.over(value):
                yield Breach(
                    ("misconceptions", i, "example"),
                    f"that of `{belief.id}` scores {_percent(value)}, not "
                    f"{_percent(bounds.EXAMPLE.wanted)} or less{why}.",
                    "Add wordings of the belief, or give the credited criteria their subject.",
                    severity,
                )

    def _paraphrases(self) -> Iterator[Breach]:
        """Try paraphrases of each criterion's wordings: all at once, then each missed one alone."""
        said = {
            criterion.id: (i, text)
            for i, criterion in enumerate(self._rubric.criteria)
            if (text := paraphrase(criterion.evidence, i)) is not None
        }
        missed = said and self._missed(" ".join(text for _, text in said.values()))
        for name, (i, text) in said.items():
            if name in missed and name in self._missed(text):
                yield Breach(
                    ("criteria", i, "evidence"),
                    f"a paraphrase of `{name}` earns nothing: {shown(text)}.",
                    "Add wordings that make the claim in other everyday words.",
                    "warning",
                )

    def _missed(self, answer: str) -> set[str]:
        """Return the ids of the criteria for which an answer earns nothing."""
        outcome = self._judged(answer)
        rows = earned(outcome, self._rubric) if isinstance(outcome, Grade) else ()
        return {one.id for one in self._rubric.criteria} - {
            row.criterion.id for row in rows if row.points > 0
        }

    def _echoes(self, strangers: Sequence[tuple[str, str]]) -> Iterator[Breach]:
        value, why = self._outcome(self._question.shown)
        if severity := bounds.PARROT.over(value):
            yield Breach(
                ("criteria",),
                f"the question parroted back scores {_percent(value)}{why}.",
                "Let wordings hold more than the words of the question.",
                severity,
            )
        for other, answer in strangers:
            value, why = self._outcome(answer)
            if severity := bounds.STRANGER.over(value):
                yield Breach(
                    ("criteria",),
                    f"the model answer of {other} scores {_percent(value)} here{why}.",
                    "Name the subject in the wordings that it meets.",
                    severity,
                )

    def _judged(self, answer: str) -> Grade | Ungraded:
        request = GradingRequest(prompt=self._question.shown, rubric=self._rubric, answer=answer)
        outcome = self._judge(request)
        return outcome if isinstance(outcome, Ungraded) else verified(outcome, answer)

    def _outcome(self, answer: str, *, missing: bool = False) -> tuple[float, str]:
        """Return the score (0..1) and what led to it: what was credited, or what was missing."""
        grade = self._judged(answer)
        if isinstance(grade, Ungraded):
            return 0.0, f" ({grade.reason})"
        wanted = ("missed", "partial") if missing else ("met", "partial")
        reasons = [
            f"{row.verdict.level} {row.criterion.id}{_quoted(row.verdict.spans)}"
            for row in earned(grade, self._rubric)
            if row.verdict.level in wanted
        ]
        reasons += [
            f"found {finding.misconception_id}{_quoted(finding.spans)}"
            for finding in grade.misconceptions
        ]
        why = f" ({'; '.join(reasons)})" if reasons else ""
        return score(grade, self._rubric).value, why


def _quoted(spans: tuple[Span, ...]) -> str:
    return f" by {shown(spans[0].quote)}" if spans else ""


def _percent(value: float) -> str:
    return f"{100 * value:.4g}"

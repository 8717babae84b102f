"""The verdicts on criteria whose point is a figure: decided by code, the same for every grader."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.bank.rubric import Criterion, Number, Rubric
from interviewer.figures.reading import Figure, figures
from interviewer.grading.grade import Certainty, Level, Span, Verdict
from interviewer.grading.grader import GradingRequest
from interviewer.grading.numbers.comparing import Likeness, Wanted
from interviewer.grading.numbers.explanation import WHY, right, said
from interviewer.grading.numbers.figure_stance import FigureStance, figure_stances
from interviewer.grading.numbers.stretches import Stretches, fit, masked

_AROUND = 300
"""Characters on each side of a figure that may tell what it is a figure of."""
_SHORT = 12
"""A sentence with no more characters around its figure says nothing: "so it is"."""
_OPERATOR = r"(?:[x×*·/÷]|times|multiplied by|divided by|over)"
_MULTIPLIED = re.compile(rf"\s*{_OPERATOR}\s", re.IGNORECASE)
_MULTIPLYING = re.compile(rf"(?:^|[\s\d]){_OPERATOR}\s*$", re.IGNORECASE)
_CALCULATED = r"(?:[-+x×*·/÷^−]|plus|minus|times|multiplied by|divided by|over|logs? of)"
_OPERAND = re.compile(rf"\s*{_CALCULATED}\s", re.IGNORECASE)
_OPERAND_BEHIND = re.compile(rf"(?:^|[\s\d(]){_CALCULATED}\s*$", re.IGNORECASE)
_FITS = 0.5
"""The share of a wording from which a stretch is about its criterion."""
_PROBED = 0.5
"""How well a figure fits the criterion that was probed, whatever stands around it."""
_ALONE = 0.9
_FAR = 0.45
"""What a wording counts in the figure's sentence, or the one before, but away from the figure."""


_LINE = 3
"""Fewest words of a line whose repetition is an echo, not a coincidence."""


class _Candidate(NamedTuple):
    """A figure of a kind that a criterion asks for, and how well its stretch fits the criterion."""

    place: int
    figure: Figure
    stance: FigureStance
    fit: float
    rival: float
    likeness: Likeness


class _Read:
    """An answer read once for all criteria of its rubric."""

    def __init__(self, request: GradingRequest, asked: Sequence[Criterion]) -> None:
        self.answer = request.answer
        self.figures = figures(request.answer)
        self.stretches = Stretches(request.answer)
        self.stances = figure_stances(
            request.answer, self.figures, self.stretches, asked=len(asked)
        )
        shown = {one for line in request.prompt.splitlines() if (one := _line(line))}
        end, repeated = -1, False
        for place, figure in enumerate(self.figures):
            if figure.start >= end:  # on another line than the one before
                begin = self.answer.rfind("\n", 0, figure.start) + 1
                end = self.answer.find("\n", figure.end)
                end = len(self.answer) if end < 0 else end
                repeated = _line(self.answer[begin:end]) in shown
            if repeated:
                self.stances[place] = FigureStance.REPEATED
        self._masked = masked(request.answer, self.figures)

    def fits(self, criterion: Criterion, wanted: Wanted, least: float) -> dict[int, float]:
        """Return by index how well (0..1) the text around each comparable figure fits a criterion.

        It is at least ``least``.
        """
        kin = [place for place, one in enumerate(self.figures) if wanted.comparable(one)]
        results = [place for place in kin if not self._operand(self.figures[place])]
        among_kin = {place: number for number, place in enumerate(kin)}
        among_results = {place: number for number, place in enumerate(results)}
        found = {}
        for place in kin:
            # A result shares its sentence with the operands, and is still what the sentence is
            # about.
            others, among = (results, among_results) if place in among_results else (kin, among_kin)
            number = among[place]
            before = self.figures[others[number - 1]].end if number else 0
            last = number + 1 == len(others)
            after = len(self.answer) if last else self.figures[others[number + 1]].start
            found[place] = max(self._fit(criterion, self.figures[place], before, after), least)
        return found

    def _operand(self, one: Figure) -> bool:
        """Whether a figure is an operand: "0.14 plus 0.33"."""
        before = self.answer[max(0, one.start - 16) : one.start]
        after = self.answer[one.end : one.end + 16]
        return bool(_OPERAND.match(after) or _OPERAND_BEHIND.search(before))

    def _fit(self, criterion: Criterion, one: Figure, before: int, after: int) -> float:
        """Weigh the text around a figure; ``before`` and ``after`` are where its neighbours are."""
        near = fit(criterion, self._text(self.stretches.part(one.start, one.end, before, after)))
        begin, end = self.stretches.sentence(one.start)
        alone = before <= begin and end <= after
        begin, end = max(begin, one.start - _AROUND), min(end, one.end + _AROUND)
        sentence = fit(criterion, self._text((begin, end)))
        previous = self.stretches.sentence(one.start, ahead=-1)
        far = fit(criterion, self._text((max(previous[0], begin - _AROUND), end)))
        return max(near, sentence * (_ALONE if alone else _FAR), far * _FAR)

    def _text(self, stretch: tuple[int, int]) -> str:
        return self._masked[slice(*stretch)]


def _line(text: str) -> tuple[str, ...]:
    """Return the words of a line, to recognise an echo; empty for a short line."""
    words = tuple(text.casefold().split())
    return words if len(words) >= _LINE else ()


def is_figure(criterion: Criterion) -> bool:
    """Whether the point of a criterion is a figure, so that code decides on it."""
    return criterion.number is not None


def figure_verdicts(request: GradingRequest) -> dict[str, Verdict]:
    """Return the verdict on each criterion of the rubric that asks for a figure, by its id."""
    asked = [criterion for criterion in request.rubric.criteria if criterion.number is not None]
    if not asked:
        return {}
    read = _Read(request, asked)
    fits = {
        criterion.id: read.fits(
            criterion,
            Wanted.of(criterion.number),
            least=_PROBED if request.target == criterion.id else 0.0,
        )
        for criterion in asked
        if criterion.number is not None
    }
    return {
        criterion.id: _verdict(
            criterion, criterion.number, read, fits, probed=request.target == criterion.id
        )
        for criterion in asked
        if criterion.number is not None
    }


def with_figures(request: GradingRequest, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts, those on figures replaced by what code decides, in their order."""
    decided = figure_verdicts(request)
    return [decided.get(verdict.criterion_id, verdict) for verdict in verdicts]


def without_figures(rubric: Rubric) -> tuple[Criterion, ...]:
    """Return the criteria of a rubric that a reader must judge: all but the figures."""
    return tuple(criterion for criterion in rubric.criteria if not is_figure(criterion))


def _verdict(
    criterion: Criterion,
    number: Number,
    read: _Read,
    fits: dict[str, dict[int, float]],
    *,
    probed: bool,
) -> Verdict:
    wanted = Wanted.of(number)
    every = [
        _Candidate(
            place,
            read.figures[place],
            read.stances[place],
            own,
            max(
                (of.get(place, 0.0) for other, of in fits.items() if other != criterion.id),
                default=0,
            ),
            _likeness(wanted, read.figures[place], read),
        )
        for place, own in fits[criterion.id].items()
    ]
    standing = [one for one in every if one.stance is FigureStance.SAID]
    meant, sure = _meant(criterion, _undisputed(standing, read), probed=probed)
    best = max(meant, key=lambda one: (one.likeness, one.fit, one.place), default=None)
    if best is None or best.likeness is Likeness.OTHER:
        return _missed(criterion, wanted, read, best, every)
    level: Level = "met" if best.likeness is Likeness.RIGHT else "partial"
    begin, end = read.stretches.clause(best.figure.start, best.figure.end)
    begin, end = min(begin, best.figure.start), max(end, best.figure.end)
    told = f"You said {said(read.answer, best.figure, wanted)}"
    explanation = {
        Likeness.RIGHT: f"{told}; right is {right(number)}.",
        Likeness.SLIP: f"{told}: the digits are right, the power of ten or the unit is not. "
        f"Right is {right(number)}.",
        Likeness.WIDE: f"{told}: the range holds the figure, and more. Right is {right(number)}.",
    }[best.likeness]
    certainty: Certainty = "clear" if sure else "borderline"
    return Verdict.model_validate(
        {
            "criterion_id": criterion.id,
            "level": level,
            "spans": (Span(start=begin, end=end, quote=read.answer[begin:end]),),
            "explanation": explanation,
            "certainty": certainty,
        }
    )


def _likeness(wanted: Wanted, figure: Figure, read: _Read) -> Likeness:
    """Compare a figure; a factor of a product is no slip of the result, whatever its digits."""
    likeness = wanted.likeness(figure)
    multiplied = likeness is Likeness.SLIP and (
        _MULTIPLIED.match(read.answer, figure.end)
        or _MULTIPLYING.search(read.answer[max(0, figure.start - 16) : figure.start])
    )
    return Likeness.OTHER if multiplied else likeness


def _meant(
    criterion: Criterion, standing: list[_Candidate], *, probed: bool
) -> tuple[list[_Candidate], bool]:
    """Return which figures may be the one that the criterion asks for, and whether it is clear.

    They are those whose stretch fits this criterion, and no other one better. If none of them is
    right, the result of the answer is added: the last figure of the kind, or a right one, that fits
    nothing and comes after every stretch that fits well.
    """
    own = [one for one in standing if one.rival < _FITS or one.fit >= one.rival]
    if not criterion.evidence:
        return own, True
    fitting = [one for one in own if one.fit >= _FITS]
    if any(one.likeness is Likeness.RIGHT for one in fitting):
        return fitting, True
    told = max((one.place for one in fitting if one.fit >= _ALONE), default=-1)
    free = [one for one in own if one.fit < _FITS and one.place > told]
    free = [one for one in free if one is free[-1] or one.likeness is Likeness.RIGHT]
    values = {(one.figure.low, one.figure.high, one.figure.units) for one in standing}
    return [*fitting, *free], not free or probed or len(values) == 1


def _undisputed(standing: list[_Candidate], read: _Read) -> list[_Candidate]:
    """Return the figures without those of sentences that differ only in the figure.

    "The cache takes 2 GB. The cache takes 3 GB." states neither.
    """
    frames: dict[str, list[_Candidate]] = {}
    for one in standing:
        begin, end = read.stretches.sentence(one.figure.start)
        if end - begin > _AROUND:
            frames[f"{one.place}"] = [one]
            continue
        frame = f"{read.answer[begin : one.figure.start]}#{read.answer[one.figure.end : end]}"
        frames.setdefault(" ".join(frame.casefold().split()).rstrip(" .;"), []).append(one)
    return [
        one
        for frame, alike in frames.items()
        if len(frame) <= _SHORT or len({(c.figure.low, c.figure.units) for c in alike}) == 1
        for one in alike
    ]


def _missed(
    criterion: Criterion,
    wanted: Wanted,
    read: _Read,
    best: _Candidate | None,
    every: list[_Candidate],
) -> Verdict:
    fallen = [
        one
        for one in every
        if one.stance is not FigureStance.SAID and (best is None or one.likeness > Likeness.OTHER)
    ]
    if fallen:
        one = fallen[-1]
        told = f"You said {said(read.answer, one.figure, wanted)}, but it is {WHY[one.stance]}"
    elif best is not None:
        told = f"You said {said(read.answer, best.figure, wanted)}"
    elif unit := wanted.number.unit:
        told = f"No figure in {unit} was found for this point"
    else:
        told = "No figure was found for this point"
    return Verdict(
        criterion_id=criterion.id,
        level="missed",
        credit=0.0,
        explanation=f"{told}; right is {right(wanted.number)}.",
    )

"""How the ids of an item's two files must fit together before the item can be used."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from interviewer.bank.coding_shape import coding_faults
from interviewer.bank.question import FollowUp, Question
from interviewer.bank.rubric import Criterion, Misconception, Rubric
from interviewer.bank.strict_yaml import Location, shown


class Misfit(NamedTuple):
    """An id that does not fit: where in its file, what is wrong, and the remedy."""

    location: Location
    message: str
    remedy: str


def question_misfits(question: Question, path: Path) -> Iterator[Misfit]:
    """Yield the misfits among a question's ids, and between them and the path of its file."""
    if question.id != path.stem:
        yield Misfit(
            ("id",),
            f"the id {shown(question.id)} is not the file's name.",
            f"Write `id: {path.stem}`, or rename both files.",
        )
    if question.area != path.parent.name:
        yield Misfit(
            ("area",),
            f"the area {shown(question.area)} is not the folder's name.",
            f"Write `area: {path.parent.name}`, or move both files.",
        )
    yield from _repeated("follow_ups", _ids("follow_ups", question.follow_ups))
    if question.coding is not None:
        if question.kind != "coding":
            yield Misfit(
                ("coding",), f"a {question.kind} question runs no code.", "Write `kind: coding`."
            )
        for fault in coding_faults(question.coding):
            yield Misfit(("coding", *fault.location), fault.message, fault.remedy)


def rubric_misfits(rubric: Rubric) -> Iterator[Misfit]:
    """Yield the misfits among a rubric's own ids.

    Criteria of depth share one namespace with those of the rubric, so that an id names the same
    point wherever a verdict on it is kept.
    """
    yield from _repeated("criteria", _ids("criteria", rubric.criteria))
    yield from _repeated("misconceptions", _ids("misconceptions", rubric.misconceptions))
    taken = {criterion.id for criterion in rubric.criteria}
    deep: list[tuple[Location, str]] = []
    for i, depth in enumerate(rubric.depth):
        for location, name in _ids("criteria", depth.criteria):
            at = ("depth", i, *location)
            if name in taken:
                yield Misfit(
                    at,
                    f"the id `{name}` is that of a criterion of the rubric.",
                    "Give the criterion of the deeper reply an id of its own.",
                )
            else:
                deep.append((at, name))
    yield from _repeated("depth", deep)
    yield from _repeated(
        "depth",
        [(("depth", i, "follow_up"), depth.follow_up) for i, depth in enumerate(rubric.depth)],
    )
    known = [criterion.id for criterion in rubric.criteria]
    for i, misconception in enumerate(rubric.misconceptions):
        if misconception.contradicts is not None and misconception.contradicts not in known:
            yield Misfit(
                ("misconceptions", i, "contradicts"),
                f"`{misconception.id}` contradicts `{misconception.contradicts}`, "
                "which is not a criterion.",
                f"Criteria of the rubric: {', '.join(known)}.",
            )


def misfits_of_question(question: Question, rubric: Rubric) -> Iterator[Misfit]:
    """Yield the follow-ups of the question file whose criterion the rubric does not have."""
    known = [criterion.id for criterion in rubric.criteria]
    for i, follow_up in enumerate(question.follow_ups):
        if follow_up.criterion not in known:
            yield Misfit(
                ("follow_ups", i, "criterion"),
                f"follow-up `{follow_up.id}` names `{follow_up.criterion}`, "
                "which is not a criterion.",
                f"Criteria of the rubric: {', '.join(known)}.",
            )


def misfits_of_rubric(question: Question, rubric: Rubric, question_path: Path) -> Iterator[Misfit]:
    """Yield what the rubric file names that its question does not have."""
    if rubric.question_id != question_path.stem:
        yield Misfit(
            ("question_id",),
            f"the question_id {shown(rubric.question_id)} is not the file's name.",
            f"Write `question_id: {question_path.stem}`, or rename both files.",
        )
    known = [follow_up.id for follow_up in question.follow_ups]
    for i, depth in enumerate(rubric.depth):
        if depth.follow_up not in known:
            yield Misfit(
                ("depth", i, "follow_up"),
                f"`{depth.follow_up}` is not a follow-up of the question.",
                f"Follow-ups of the question: {', '.join(known) or 'none'}.",
            )
    yield from _misfits_of_tests(question, rubric)


def _misfits_of_tests(question: Question, rubric: Rubric) -> Iterator[Misfit]:
    """Yield tests that do not belong to exactly one criterion of the rubric, and unknown tests."""
    tests = [] if question.coding is None else [test.name for test in question.coding.tests]
    left = dict.fromkeys(tests)
    for i, criterion in enumerate(rubric.criteria):
        for j, name in enumerate(criterion.tests):
            if name not in tests:
                yield Misfit(
                    ("criteria", i, "tests", j),
                    f"`{name}` is no test of the question.",
                    f"Tests of the question: {', '.join(tests) or 'none'}.",
                )
            elif name not in left:
                yield Misfit(
                    ("criteria", i, "tests", j),
                    f"the test `{name}` stands twice.",
                    "Let each test decide one criterion.",
                )
            left.pop(name, None)
    if left:
        yield Misfit(
            ("criteria",),
            f"the test{'s' if len(left) > 1 else ''} {', '.join(left)} decide"
            f"{'' if len(left) > 1 else 's'} nothing.",
            "Name each in the `tests:` of one criterion.",
        )


def _ids(
    key: str, parts: Iterable[FollowUp | Criterion | Misconception]
) -> list[tuple[Location, str]]:
    return [((key, i, "id"), part.id) for i, part in enumerate(parts)]


def _repeated(key: str, names: Iterable[tuple[Location, str]]) -> Iterator[Misfit]:
    seen: set[str] = set()
    for location, name in names:
        if name in seen:
            yield Misfit(
                location, f"the id `{name}` stands twice under {key}.", "Give each its own id."
            )
        seen.add(name)

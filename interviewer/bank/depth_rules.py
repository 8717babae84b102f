"""Rules for going deeper: follow-ups on what was missed and on what was made, and their replies."""

from collections.abc import Iterator

from interviewer.bank.question import Question
from interviewer.bank.rubric import Depth, Rubric
from interviewer.bank.rules import Breach
from interviewer.bank.strict_yaml import Location
from interviewer.bank.wordings import alternation_faults, plain

DEEPER = 2
"""Fewest follow-ups for when a point was made."""

DESIGN_DEEPER = 4
DESIGN_CRITERIA = 8
"""Fewest criteria of a system-design question, which takes ten minutes and more."""

REPLY_WORDS = range(15, 101)
"""Words of the model reply to one follow-up: what is said in 10 to 45 seconds."""

REPLY_WORDINGS = 3

_DESIGN_AREA = "system-design"


def depth_breaches(rubric: Rubric) -> Iterator[Breach]:
    """Check the replies to deeper follow-ups, from the rubric file alone."""
    for i, depth in enumerate(rubric.depth):
        words = len(depth.model_answer.split())
        if words not in REPLY_WORDS:
            yield Breach(
                ("depth", i, "model_answer"),
                f"{words} words.",
                f"Write {REPLY_WORDS[0]} to {REPLY_WORDS[-1]}: what is said to one follow-up.",
            )
        yield from _evidence(depth, i)


def follow_up_breaches(question: Question, rubric: Rubric) -> Iterator[Breach]:
    """Check that follow-ups cover the rubric both ways, in the question file."""
    probed = {follow_up.criterion for follow_up in question.follow_ups if follow_up.when != "met"}
    for criterion in rubric.criteria:
        if not (criterion.essential or criterion.tests) and criterion.id not in probed:
            yield Breach(
                ("follow_ups",),
                f"nothing probes the criterion `{criterion.id}` when it is left out.",
                f"Add a follow-up with `criterion: {criterion.id}`.",
                "warning",
            )
    judged = {depth.follow_up for depth in rubric.depth}
    deeper = [
        (i, follow_up) for i, follow_up in enumerate(question.follow_ups) if follow_up.when == "met"
    ]
    if len(deeper) < DEEPER:
        yield _too_few(len(deeper), DEEPER)._replace(severity="error")
    for i, follow_up in deeper:
        if follow_up.id not in judged:
            yield Breach(
                ("follow_ups", i, "id"),
                f"nothing judges the reply to `{follow_up.id}`, which goes deeper.",
                f"Add an entry with `follow_up: {follow_up.id}` to `depth:` of the rubric.",
            )
    if _is_design(question) and DEEPER <= len(deeper) < DESIGN_DEEPER:
        yield _too_few(len(deeper), DESIGN_DEEPER)


def depth_fit_breaches(question: Question, rubric: Rubric) -> Iterator[Breach]:
    """Check how the replies fit the follow-ups, and the rubric its kind, in the rubric file."""
    when = {follow_up.id: follow_up.when for follow_up in question.follow_ups}
    for i, depth in enumerate(rubric.depth):
        # Reading the item has already checked that the follow-up exists.
        if when.get(depth.follow_up, "met") != "met":
            yield Breach(
                ("depth", i, "follow_up"),
                f"`{depth.follow_up}` is asked when a point is {when[depth.follow_up]}.",
                "Give that follow-up `when: met`, or drop this entry: the rubric judges its reply.",
            )
    if _is_design(question) and len(rubric.criteria) < DESIGN_CRITERIA:
        yield Breach(
            ("criteria",),
            f"{len(rubric.criteria)} criteria for a system-design question.",
            f"Write at least {DESIGN_CRITERIA}: requirements, data, model, serving, evaluation, "
            "failure, cost.",
            "warning",
        )


def _is_design(question: Question) -> bool:
    return question.area == _DESIGN_AREA and question.kind == "scenario"


def _too_few(count: int, wanted: int) -> Breach:
    return Breach(
        ("follow_ups",),
        f"{count} follow-ups go deeper.",
        f"Write at least {wanted} with `when: met`: why, what if, a number, a limit, how to test "
        "it.",
        "warning",
    )


def _evidence(depth: Depth, place: int) -> Iterator[Breach]:
    seen: set[str] = set()
    for i, criterion in enumerate(depth.criteria):
        at: Location = ("depth", place, "criteria", i, "evidence")
        if criterion.number is None and len(criterion.evidence) < REPLY_WORDINGS:
            yield Breach(
                at,
                f"{len(criterion.evidence)} wordings for `{criterion.id}`.",
                f"Write at least {REPLY_WORDINGS}: terms, plain words, as it is heard.",
            )
        for j, wording in enumerate(criterion.evidence):
            for fault in alternation_faults(wording):
                yield Breach((*at, j), f"{fault}.", "Write lists as (one / two / three).")
            if plain(wording) in seen:
                yield Breach((*at, j), "the same text stands here twice.", "Remove one of the two.")
            seen.add(plain(wording))

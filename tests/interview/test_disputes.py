"""The candidate's word against a verdict: logged, out of the score, and settled or taken back."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.errors import UsageError
from interviewer.grading.grade import FoundMisconception, Grade, Span, Verdict
from interviewer.grading.grader import GradingRequest
from interviewer.interview.disputing import disputable, disputed, passages, turn_named, withdrawal
from interviewer.interview.events import AnswerGraded, SessionConfig
from interviewer.interview.fold import LogError, apply
from interviewer.interview.ledger import judged, result, session_score
from interviewer.interview.session import Session
from tests.interview.play import CONFIGS, MOVES, Play, replayed
from tests.interview.play import played as any_session

ANSWER = "The mean adds them all up. The middle one is the MEDIAN, mostly! Means are always larger."
FIRST, MIDDLE = "The mean adds them all up.", "The middle one is the MEDIAN, mostly!"
CONFIG = SessionConfig(question_ids=("mean-vs-median",), probes=0)


def span(quote: str) -> Span:
    start = ANSWER.index(quote)
    return Span(start=start, end=start + len(quote), quote=quote)


def grade(levels: Sequence[str], *, wrong: bool = False, model: str | None = None) -> Grade:
    words = {"met": (span(FIRST),), "partial": (span(FIRST),), "missed": ()}
    verdicts = [
        {"criterion_id": f"point-{number}", "level": level, "spans": words[level]}
        for number, level in enumerate(levels, 1)
    ]
    belief = FoundMisconception(
        misconception_id="belief", spans=(span("Means are always larger."),)
    )
    return Grade(
        verdicts=tuple(map(Verdict.model_validate, verdicts)),
        misconceptions=(belief,) if wrong else (),
        grader="llm" if model else "set",
        grader_version="1",
        rubric_version=1,
        model=model,
    )


class SetGrader:
    """Gives one grade for everything."""

    name, version = "set", "1"

    def __init__(self, given: Grade) -> None:
        self._given = given

    async def grade(self, request: GradingRequest) -> Grade:
        """Return it."""
        del request
        return self._given


def played(given: Grade) -> Play:
    play = Play(CONFIG, SetGrader(given))
    play.run([ANSWER])
    return play


def score(session: Session) -> float | None:
    known = result(session.turns[0])
    return None if known is None else known.score.value


def test_a_point_that_was_made_leaves_the_score_until_the_dispute_is_taken_back() -> None:
    play = played(grade(("met", "missed", "missed")))
    conductor, now = play.conductor, play.clock()
    assert score(conductor.session) == pytest.approx(4 / 9, abs=1e-3)

    words = "the middle one is the median"  # whatever the case
    conductor.dispute(disputed(conductor.session, 1, "point-2", words, now))
    session = conductor.session
    assert score(session) == pytest.approx(4 / 6, abs=1e-3), "of the points that are settled"
    dispute = session.turns[0].disputed["point-2"]
    assert (dispute.against, dispute.said, dispute.grader) == ("missed", True, "set")
    assert [one.quote for one in dispute.spans] == ["The middle one is the MEDIAN"]
    assert replayed(play.log) == session

    conductor.dispute(withdrawal(session, 1, "point-2", now))
    assert score(conductor.session) == pytest.approx(4 / 9, abs=1e-3)
    assert conductor.session.turns[0].disputed == {}
    assert replayed(play.log) == conductor.session


def test_what_was_not_said_costs_and_earns_nothing() -> None:
    play = played(grade(("met", "met", "missed"), wrong=True))
    conductor, now = play.conductor, play.clock()
    assert score(conductor.session) == pytest.approx(0.5), "capped by what was charged"
    assert disputable(conductor.session.turns[0]) == ("point-1", "point-2", "point-3", "belief")
    conductor.dispute(disputed(conductor.session, 1, "belief", None, now))
    assert score(conductor.session) == pytest.approx(7 / 9, abs=1e-3)
    conductor.dispute(disputed(conductor.session, 1, "point-1", None, now))
    assert score(conductor.session) == pytest.approx(3 / 5, abs=1e-3)
    known = judged(conductor.session.turns[0])
    assert known is not None
    assert [finding.misconception_id for _, finding in known.disputed] == ["belief"]
    assert known.misconceptions == ()


def test_a_misconception_that_was_not_charged_is_not_offered_for_a_dispute() -> None:
    turn = played(grade(("met", "met", "missed"))).conductor.session.turns[0]
    assert disputable(turn) == ("point-1", "point-2", "point-3")
    assert disputable(replace(turn, answers=())) == ()


def test_where_all_is_disputed_there_is_no_score_and_it_can_be_taken_back() -> None:
    play = played(grade(("missed", "missed", "missed")))
    conductor, now = play.conductor, play.clock()
    for number in (1, 2, 3):
        conductor.dispute(disputed(conductor.session, 1, f"point-{number}", FIRST, now))
    assert session_score(conductor.session) is None
    assert judged(conductor.session.turns[0]) is not None
    conductor.dispute(withdrawal(conductor.session, 1, "point-1", now))
    assert session_score(conductor.session) == 0


@pytest.mark.parametrize("level", ["met", "missed"])
def test_only_a_language_model_that_judges_the_point_settles_it(level: str) -> None:
    play = played(grade(("met", "missed", "missed"), wrong=True))
    conductor, now = play.conductor, play.clock()
    conductor.dispute(disputed(conductor.session, 1, "point-2", MIDDLE, now))
    conductor.dispute(disputed(conductor.session, 1, "belief", None, now))

    def regraded(session: Session, given: Grade, *, provisional: bool = False) -> Session:
        event = AnswerGraded(at=now, answer_id=1, outcome=given, provisional=provisional)
        return apply(session, event)

    session = regraded(conductor.session, grade(("met", level, "missed")))
    assert set(session.turns[0].disputed) == {"point-2", "belief"}, "the same grader once more"
    by_model = grade(("met", level, "missed"), model="m")
    session = regraded(conductor.session, by_model, provisional=True)
    assert set(session.turns[0].disputed) == {"point-2", "belief"}
    unsure = by_model.model_copy(
        update={"verdicts": (by_model.verdicts[0], Verdict.unsettled("point-2", "It wavers."))}
    )
    assert set(regraded(conductor.session, unsure).turns[0].disputed) == {"point-2"}
    session = regraded(conductor.session, by_model)
    assert [one.state for one in session.turns[0].disputes] == ["settled", "settled"]
    assert score(session) == pytest.approx((7 if level == "met" else 4) / 9, abs=1e-3)


@pytest.mark.parametrize(
    ("claim", "words", "complaint"),
    [
        ("point-1", FIRST, "is met"),
        ("point-2", None, "was neither credited nor charged"),
        ("point-2", "The moon is made of cheese.", "holds the words"),
        ("point-2", "   ", "holds the words"),
        ("belief", FIRST, "is no criterion"),
        ("nothing", None, "was neither credited nor charged"),
    ],
)
def test_what_cannot_be_disputed_is_told(claim: str, words: str | None, complaint: str) -> None:
    play = played(grade(("met", "missed", "missed")))
    with pytest.raises(UsageError, match=complaint) as error:
        disputed(play.conductor.session, 1, claim, words, play.clock())
    assert error.value.remedy
    with pytest.raises(UsageError, match="is not disputed"):
        withdrawal(play.conductor.session, 1, claim, play.clock())


def test_a_log_with_a_dispute_that_cannot_be_is_refused() -> None:
    play = played(grade(("met", "missed", "missed")))
    session = play.conductor.session
    event = disputed(session, 1, "point-2", MIDDLE, play.clock())
    for wrong in (
        {"turn": 2},
        {"claim_id": "nothing"},
        {"answer_id": 2},
        {"spans": (Span(start=0, end=5, quote="never"),)},
    ):
        with pytest.raises(LogError):
            apply(session, event.model_copy(update=wrong))


def test_passages_are_the_words_of_the_answers_and_cover_them() -> None:
    long = " ".join(f"word{number}" for number in range(200))
    play = Play(CONFIG, SetGrader(grade(("missed",) * 3)))
    play.run([f"{ANSWER}\n\n{long}"])
    turn = play.conductor.session.turns[0]
    found = passages(turn)
    assert all(one.span.stands_in(turn.answers[0].text) for one in found)
    assert [one.span.quote for one in found[:2]] == [FIRST, MIDDLE]
    said = " ".join(one.span.quote for one in found)
    assert said.split() == turn.answers[0].text.split()
    assert max(len(one.span.quote) for one in found) <= 200


@settings(max_examples=40)
@given(CONFIGS, st.integers(0, 99), st.lists(MOVES | st.just(("dispute",)), max_size=20))
def test_any_session_with_disputes_is_what_its_log_tells(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]
) -> None:
    play = any_session(config, seed, moves)
    assert replayed(play.log) == play.conductor.session
    for turn in play.conductor.session.turns:
        known = result(turn)
        for entry in known.entries if known else ():
            assert entry.verdict.settled != (entry.criterion.id in turn.disputed)


def test_a_question_is_named_by_its_number_or_its_id() -> None:
    play = played(grade(("missed",) * 3))
    session = play.conductor.session
    assert turn_named(session, "1") == turn_named(session, "mean-vs-median") == 1
    with pytest.raises(UsageError, match="has no question"):
        turn_named(session, "2")

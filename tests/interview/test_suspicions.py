"""What an answer may have meant: when it is asked, and what the reply to it does."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest

from interviewer.bank.rubric import Item
from interviewer.grading.grade import (
    FoundMisconception,
    Grade,
    Level,
    Span,
    Ungraded,
    Verdict,
)
from interviewer.grading.grader import GradingRequest
from interviewer.grading.verification import unaccused
from interviewer.interview.adaptive import points
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import (
    AnswerSubmitted,
    HeardSpeech,
    SessionConfig,
    SuspicionAsked,
    Timings,
)
from interviewer.interview.fold import LogError, fold
from interviewer.interview.ledger import TurnResult, result
from interviewer.interview.machine import AwaitCandidate, ShowFeedback
from interviewer.interview.session import Answer, Suspicion, Turn
from interviewer.interview.stated import stated
from interviewer.report.build import build_report
from interviewer.speech.words import Word
from tests.interview.play import Bank, MemoryLog, replayed, resumed
from tests.interview.talking import go
from tests.long_texts import LINEAR, growth, repeated
from tests.sample_bank import START, Clock, sample_item

ONE = SessionConfig(question_ids=("mean-vs-median",))
SAID = "The median is larger in general."
ASKED = f"You said “{SAID[:-1]}”. Do you mean that the median is always larger than the mean?"


def item(kind: str = "concept") -> Item:
    """The sample item; its belief contradicts the third point, and there is a dearer one."""
    plain = sample_item("mean-vs-median")
    (belief,) = plain.rubric.misconceptions
    beliefs = (
        belief.model_copy(
            update={
                "statement": "The median is always larger than the mean.",
                "contradicts": "point-3",
            }
        ),
        belief.model_copy(update={"id": "dearer", "statement": "Both are the same.", "penalty": 3}),
    )
    return Item(
        question=plain.question.model_copy(update={"kind": kind}),
        rubric=plain.rubric.model_copy(update={"misconceptions": beliefs}),
    )


class Doubting:
    """Judges by a table: levels of the three points, what is suspected, what is charged."""

    name = "doubting"
    version = "1"

    def __init__(self, table: Mapping[str, tuple[str, Sequence[str], Sequence[str]]]) -> None:
        self._table = table
        self.requests: list[GradingRequest] = []

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Judge with the whole answer as the quote; what the table lacks earns nothing."""
        self.requests.append(request)
        text = request.answer
        levels, suspected, wrong = self._table.get(text, ("---", (), ()))
        span = (Span(start=0, end=len(text), quote=text),)
        of: dict[str, Level] = {"+": "met", "~": "partial", "-": "missed"}
        return Grade(
            verdicts=tuple(
                Verdict.model_validate(
                    {
                        "criterion_id": criterion.id,
                        "level": of[sign],
                        "spans": () if sign == "-" else span,
                    }
                )
                for criterion, sign in zip(request.rubric.criteria, levels, strict=True)
            ),
            suspected=tuple(
                FoundMisconception(misconception_id=name, spans=span) for name in suspected
            ),
            misconceptions=tuple(
                FoundMisconception(misconception_id=name, spans=span) for name in wrong
            ),
            grader=self.name,
            grader_version="1",
            rubric_version=1,
        )


CORRECTS = "No, outliers pull only the mean."
GRADER = {
    SAID: ("++-", ["belief"], []),
    "little": ("---", ["belief"], []),
    "both": ("++-", ["belief", "dearer"], []),
    "stated": ("++-", [], ["belief"]),
    "both ways": ("+++", [], ["belief"]),
    CORRECTS: ("--+", [], []),
    "Outliers pull only the mean.": ("--+", [], []),
    "No, it is larger every time.": ("---", [], ["belief"]),
    "It is larger, as I said.": ("---", ["belief"], []),
    "Yes, outliers pull the mean up.": ("--+", [], []),
}


def started(
    config: SessionConfig = ONE, kind: str = "concept", grader: Doubting | None = None
) -> Conductor:
    return Conductor.start(
        config,
        "s1",
        log=MemoryLog(),
        bank=Bank([item(kind)]),
        grader=grader or Doubting(GRADER),
        clock=Clock(),
    )


def came_to(conductor: Conductor) -> TurnResult:
    known = result(conductor.session.turns[-1])
    assert known is not None
    return known


def charged(conductor: Conductor) -> list[tuple[int, str]]:
    return [(answer, one.misconception_id) for answer, one in came_to(conductor).misconceptions]


def suspected(conductor: Conductor) -> list[str]:
    return [one.misconception_id for _, one in came_to(conductor).suspected]


def test_the_candidates_words_are_quoted_and_asked_about() -> None:
    conductor = started()
    assert isinstance(go(conductor, SAID), AwaitCandidate)
    line = conductor.session.lines[-1]
    assert (line.speaker, line.kind, line.text) == ("interviewer", "follow-up", ASKED)
    go(conductor, "/repeat")
    assert conductor.session.lines[-1].text == ASKED
    go(conductor, "/why")
    assert "understand" in conductor.session.lines[-1].text


def test_a_yes_states_it_with_the_words_that_were_asked_about() -> None:
    conductor = started()
    go(conductor, SAID, "Yes.")
    assert charged(conductor) == [(1, "belief")]
    assert suspected(conductor) == []
    known = came_to(conductor)
    assert known.admitted == {"belief"}
    ((_, finding),) = known.misconceptions
    assert [span.quote for span in finding.spans] == [SAID]
    # 7 points of 9, minus 2; capped, as the point that it contradicts is made nowhere.
    assert (known.score.points, known.score.penalty, known.score.cap) == (7, 2, 0.5)
    # It came out only by the question.
    assert (known.unprompted.points, known.unprompted.penalty) == (7, 0)


def test_a_no_clears_it_and_a_correction_earns_the_point_after_a_probe() -> None:
    conductor = started()
    go(conductor, SAID, CORRECTS)
    assert (charged(conductor), suspected(conductor)) == ([], [])
    entry = came_to(conductor).entries[2]
    assert (entry.earned, entry.verdict.level, entry.answer_id) == ("after a challenge", "met", 2)
    assert came_to(conductor).score.value == 1


def test_a_bare_no_clears_it_and_earns_nothing() -> None:
    conductor = started()
    go(conductor, SAID, "No.")
    assert (charged(conductor), suspected(conductor)) == ([], [])
    assert came_to(conductor).score.points == 7


def test_a_no_that_says_the_same_again_is_held_against_the_candidate() -> None:
    conductor = started()
    go(conductor, SAID, "No, it is larger every time.")
    assert charged(conductor) == [(2, "belief")]
    assert came_to(conductor).admitted == set()


def test_anything_else_is_judged_like_the_answer_to_a_follow_up() -> None:
    grader = Doubting(GRADER)
    conductor = started(grader=grader)
    go(conductor, SAID, "It is larger, as I said.")
    # Neither a yes nor a no: still unclear, and not asked again.
    assert (charged(conductor), suspected(conductor)) == ([], ["belief"])
    assert (
        sum(name.startswith("suspicion") for name in conductor.session.turns[-1].followed_up) == 1
    )
    first, second = grader.requests
    assert (first.target, first.asked_back) == (None, None)
    assert second.target == "point-3"
    assert second.asked_back == "Do you mean that the median is always larger than the mean?"
    # The candidate's own words are in nothing that a grader takes for ours.
    assert SAID[:-1] not in second.prompt + second.asked_back


def test_making_the_point_that_it_contradicts_answers_the_question_too() -> None:
    conductor = started()
    go(conductor, SAID, "Outliers pull only the mean.")
    assert (charged(conductor), suspected(conductor)) == ([], [])
    contrary = started()
    go(contrary, SAID, "Yes, outliers pull the mean up.")
    assert (charged(contrary), suspected(contrary)) == ([], [])


def test_passing_on_the_question_leaves_it_unclear_and_costs_nothing() -> None:
    for said in ("/skip", "I don't know"):
        conductor = started()
        go(conductor, SAID, said)
        assert (charged(conductor), suspected(conductor)) == ([], ["belief"])


def test_a_wrong_claim_is_challenged_once_by_what_lets_the_candidate_find_out() -> None:
    conductor = started()
    go(conductor, "stated")
    assert conductor.session.lines[-1].text == "You said “stated”. Say more about 3, please?"
    go(conductor, "I said so.")
    turn = conductor.session.turns[-1]
    assert turn.followed_up[0] == "suspicion:belief"
    assert "ask-point-3" not in turn.followed_up
    assert charged(conductor) == [(1, "belief")]


def test_a_correction_after_a_challenge_clears_the_charge_and_earns_the_point() -> None:
    conductor = started()
    go(conductor, "stated", "Outliers pull only the mean.")
    assert charged(conductor) == []
    entry = came_to(conductor).entries[2]
    assert (entry.earned, entry.verdict.level) == ("after a challenge", "met")
    assert (came_to(conductor).score.points, came_to(conductor).score.penalty) == (9, 0)
    # Without the challenge it would have stood.
    assert came_to(conductor).unprompted.penalty == 2


def test_a_no_to_a_challenge_that_asks_no_yes_or_no_takes_nothing_back() -> None:
    conductor = started()
    go(conductor, "stated", "No, never.")
    assert charged(conductor) == [(1, "belief")]


def test_a_point_that_a_misconception_takes_back_says_why_it_earns_nothing() -> None:
    conductor = started()
    go(conductor, "both ways")
    (turn,) = build_report(conductor.session).turns
    assert [row.earned for row in turn.criteria] == [4, 3, 0]
    assert [row.level for row in turn.criteria] == ["met", "met", "missed"]
    assert "says the contrary" in turn.criteria[2].explanation
    assert "says the contrary" not in turn.criteria[1].explanation


def test_a_point_that_a_misconception_takes_back_tells_the_adaptive_choice_nothing_good() -> None:
    conductor = started()
    go(conductor, "both ways")
    known = points(conductor.session.turns[-1])
    assert [(one.credit, one.help) for one in known] == [
        (1, "unprompted"),
        (1, "unprompted"),
        (0, "never"),
    ]


def test_a_long_hesitation_is_read_in_linear_time() -> None:
    grade = Grade(verdicts=(), grader="g", grader_version="1", rubric_version=1)

    def read(text: str) -> None:
        answer = Answer(1, text, None, None, 0, START, Timings())
        stated(Turn(number=1, item=item(), asked_at=START, answers=(answer,)), {1: grade})

    assert growth(read, repeated(" ,", "so")) < LINEAR


def test_the_dearer_of_two_is_asked_first_and_both_within_the_budget() -> None:
    conductor = started()
    go(conductor, "both", "no", "no")
    assert conductor.session.turns[-1].followed_up == ("suspicion:dearer", "suspicion:belief")
    assert go(conductor) == ShowFeedback(1)


@pytest.mark.parametrize(
    ("said", "probes", "probed"),
    [
        (SAID, 0, ()),
        # No essential point is missing: the last follow-up may ask.
        (SAID, 1, ("suspicion:belief",)),
        # One is: the last follow-up can still earn it.
        ("little", 1, ("ask-point-1",)),
        ("little", 2, ("suspicion:belief", "ask-point-1")),
    ],
)
def test_an_essential_gap_has_the_last_follow_up(
    said: str, probes: int, probed: tuple[str, ...]
) -> None:
    conductor = started(ONE.model_copy(update={"probes": probes}))
    go(conductor, said)
    for _ in range(probes):
        if conductor.session.turns[-1].open_follow_up is not None:
            go(conductor, "hm, hard to say for me")
    assert conductor.session.turns[-1].open_follow_up is None
    assert conductor.session.turns[-1].followed_up == probed


def test_an_exam_asks_in_the_same_neutral_words_and_tells_no_verdict() -> None:
    conductor = started(ONE.model_copy(update={"mode": "exam", "probes": 1}))
    go(conductor, SAID)
    said = [line.text for line in conductor.session.lines if line.speaker == "interviewer"]
    assert said == [conductor.session.turns[-1].item.question.prompt, ASKED]
    go(conductor, "yes")
    assert conductor.session.finished == "completed"
    assert [line.text for line in conductor.session.lines][-1] == "yes"
    assert charged(conductor) == [(1, "belief")]


def test_faults_of_a_story_are_not_asked_about() -> None:
    conductor = started(kind="behavioural")
    go(conductor, SAID)
    assert conductor.session.turns[-1].followed_up == ("ask-point-3",)
    assert suspected(conductor) == ["belief"]


def test_a_retry_may_be_asked_anew() -> None:
    conductor = started()
    go(conductor, SAID, "no")
    conductor.retry()
    go(conductor, SAID)
    assert isinstance(conductor.session.turns[-1].open_follow_up, Suspicion)


def test_a_stored_session_folds_to_the_same_and_goes_on_at_the_question() -> None:
    conductor = started()
    log = conductor._log
    go(conductor, SAID)
    assert replayed(log) == conductor.session
    grader, clock = Doubting(GRADER), Clock()
    again = resumed(log, grader, clock, Bank([item()]))
    assert isinstance(go(again), AwaitCandidate)
    go(again, "yes")
    assert replayed(log) == again.session
    assert charged(again) == [(1, "belief")]


def test_a_regrade_keeps_what_the_candidate_affirmed_or_denied() -> None:
    yes, no = started(), started()
    go(yes, SAID, "yes")
    go(no, SAID, "no")
    for conductor, expected in ((yes, ["belief"]), (no, [])):
        log = conductor._log
        kinder = Doubting({})
        sterner = Doubting({SAID: ("++-", [], ["belief"])})
        for grader in (kinder, sterner):
            again = Conductor(
                replayed(log), log=log, bank=Bank([item()]), grader=grader, clock=Clock()
            )
            asyncio.run(again.regrade())
            assert [name for _, name in charged(again)] == expected


def test_a_log_in_which_it_could_not_be_asked_is_refused() -> None:
    conductor = started()
    go(conductor, SAID, "yes")
    events = list(conductor._log.events("s1"))
    at = next(n for n, event in enumerate(events) if isinstance(event, SuspicionAsked))
    asked = events[at]
    fold(events)
    wrong_span = (Span(start=0, end=3, quote="Who"),)
    for update in (
        {"misconception_id": "unknown"},
        {"answer_id": 2},
        {"spans": wrong_span},
        {"turn": 2},
    ):
        with pytest.raises(LogError):
            fold([*events[:at], asked.model_copy(update=update)])
    with pytest.raises(LogError):
        fold([*events[: at + 1], asked])
    with pytest.raises(LogError):
        fold([*events, asked])
    reply = events[at + 1]
    assert isinstance(reply, AnswerSubmitted)
    assert reply.meant is True
    main = events[at - 2]
    assert isinstance(main, AnswerSubmitted)
    with pytest.raises(LogError):
        fold([*events[: at - 2], main.model_copy(update={"meant": True})])


def heard(text: str, *unsure: str) -> HeardSpeech:
    words = tuple(
        Word(word, n / 2, n / 2 + 0.4, 0.3 if word in unsure else 0.9)
        for n, word in enumerate(text.split())
    )
    return HeardSpeech(words=words, stretches=((0.0, len(words) / 2),))


BELIEF: dict[str, tuple[str, Sequence[str], Sequence[str]]] = {
    "the median is always larger": ("++-", [], ["belief"]),
    CORRECTS: ("--+", [], []),
}


@pytest.mark.parametrize(
    ("unsure", "sent", "accused"),
    [
        ((), "the median is always larger", True),
        (("larger",), "the median is always larger", False),
        # Whoever typed the word in place of the one that was heard has said it.
        (("smaller",), "the median is always larger", True),
    ],
)
def test_what_may_have_been_misheard_is_asked_back_and_costs_nothing(
    unsure: tuple[str, ...], sent: str, accused: bool
) -> None:
    conductor = started(grader=Doubting(BELIEF))
    spoken = heard(sent if "smaller" not in unsure else "the median is always smaller", *unsure)

    async def talk() -> None:
        await conductor.settle()
        conductor.say(sent, transcript=sent, spoken=spoken)
        await conductor.settle()

    asyncio.run(talk())
    assert bool(charged(conductor)) is accused
    if accused:
        return
    assert suspected(conductor) == ["belief"]
    assert came_to(conductor).score.penalty == 0
    assert isinstance(conductor.session.turns[-1].open_follow_up, Suspicion)
    assert conductor.session.lines[-1].text.startswith("You said “the median is always larger”.")
    go(conductor, CORRECTS)
    assert (charged(conductor), suspected(conductor)) == ([], [])


def test_a_quote_of_sure_words_is_charged_whatever_else_was_hardly_heard() -> None:
    text = "so it grows and the median is larger"
    spans = tuple(Span(start=a, end=b, quote=text[a:b]) for a, b in ((3, 11), (16, 36)))
    for doubtful, left in (([(30, 36)], 1), ([(3, 5), (30, 36)], 0), ([(0, 2)], 1), ([], 1)):
        grade = Grade(
            verdicts=(),
            misconceptions=(FoundMisconception(misconception_id="belief", spans=spans),),
            grader="g",
            grader_version="1",
            rubric_version=1,
        )
        kept = unaccused(grade, doubtful)
        assert len(kept.misconceptions) == left
        assert len(kept.suspected) == 1 - left


@pytest.mark.parametrize(
    ("said", "charges"),
    [
        ("No wait, outliers pull only the mean.", []),
        ("Scratch that, outliers pull only the mean.", []),
        ("As I said, outliers pull only the mean.", [(1, "belief")]),
    ],
)
def test_what_is_taken_back_unasked_is_no_longer_charged(
    said: str, charges: list[tuple[int, str]]
) -> None:
    table: dict[str, tuple[str, list[str], list[str]]] = {
        "stated first": ("+--", [], ["belief"]),
        said: ("--+", [], []),
    }
    conductor = started(grader=Doubting(table))
    go(conductor, "stated first", "Yes.")
    assert charged(conductor) == [(1, "belief")]
    go(conductor, said)
    assert charged(conductor) == charges

"""Whatever a candidate does, and however the grader judges: what holds of every session."""

import asyncio
from collections import Counter
from statistics import fmean

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.grading.grade import Grade, Ungraded
from interviewer.interview.events import SessionConfig
from interviewer.interview.fold import fold
from interviewer.interview.ledger import TurnResult, result, session_score
from interviewer.interview.machine import AskEstimate, AwaitCandidate, Done, ShowFeedback, effect
from interviewer.interview.score_rules import may_show_scores
from interviewer.interview.session import Session, Suspicion, Turn
from interviewer.report.build import build_report
from interviewer.report.report import Report
from tests.interview.play import (
    CONFIGS_IN_STAGES,
    MOVES,
    DiceGrader,
    MemoryLog,
    Play,
    played,
    replayed,
    resumed,
)
from tests.sample_bank import Clock

GAMES = settings(max_examples=80, deadline=None)
_moves = st.lists(MOVES, min_size=15, max_size=40)
_seeds = st.integers(0, 10_000)


@GAMES
@given(CONFIGS_IN_STAGES, _seeds, _moves)
def test_a_replay_of_the_log_is_the_live_session_after_every_event(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]
) -> None:
    play = played(config, seed, moves)
    events = play.log.events("s1")
    assert replayed(play.log) == play.conductor.session
    for session in play.seen:
        assert fold(events[: session.length]) == session


@GAMES
@given(CONFIGS_IN_STAGES, _seeds, _moves, st.data())
def test_any_prefix_of_the_log_resumes_and_goes_on(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]], data: st.DataObject
) -> None:
    play = played(config, seed, moves)
    assert isinstance(play.log, MemoryLog)
    kept = data.draw(st.integers(1, len(play.log.lines)))
    log = MemoryLog(play.log.lines[:kept])
    before = replayed(log)
    clock = Clock()
    clock.now = before.last_at
    conductor = resumed(log, DiceGrader(seed), clock, play.bank)
    outstanding = asyncio.run(conductor.settle())
    session = conductor.session
    assert isinstance(outstanding, AwaitCandidate | AskEstimate | ShowFeedback | Done)
    assert session.turns[: len(before.turns) - 1] == before.turns[:-1]
    assert session.lines[: len(before.lines)] == before.lines
    assert all(not answer.awaits_grade for answer in session.answers)
    if before.finished:
        assert session == before
    # The day away does not count.
    assert session.active_seconds < before.active_seconds + 3600


@GAMES
@given(CONFIGS_IN_STAGES, _seeds, _moves)
def test_no_question_comes_twice_and_no_turn_is_probed_beyond_its_budget(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]
) -> None:
    session = played(config, seed, moves).conductor.session
    config = session.config
    assert len(set(session.asked)) == len(session.asked) <= config.wanted
    for turn in session.turns:
        probes = {probe.id: probe.criterion for probe in turn.item.question.follow_ups}
        asked_back = [name for name in turn.followed_up if name not in probes]
        probed = [probes[name] for name in turn.followed_up if name in probes]
        own = None if turn.stage is None else config.stages[turn.stage].probes
        assert len(turn.followed_up) <= (config.probes if own is None else own)
        assert len(set(probed)) == len(probed)
        assert len(set(asked_back)) == len(asked_back)
        if turn.retry_of is not None:
            assert session.turns[turn.retry_of - 1].item == turn.item
            assert session.turns[turn.retry_of - 1].retry_of is None


@GAMES
@given(CONFIGS_IN_STAGES, _seeds, _moves)
def test_every_credit_and_every_penalty_has_its_words_in_the_answer(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]
) -> None:
    session = played(config, seed, moves).conductor.session
    texts = {answer.id: answer.text for answer in session.answers}
    for turn in session.turns:
        known = result(turn)
        for entry in known.entries if known else ():
            if entry.verdict.credit > 0:
                assert entry.answer_id is not None
                assert entry.verdict.spans
                assert entry.earned == help_of(turn, entry.answer_id)
                for span in entry.verdict.spans:
                    assert texts[entry.answer_id][span.start : span.end] == span.quote
                    assert span.quote.strip()
            else:
                assert entry.earned == "never"
        for answer_id, finding in known.misconceptions if known else ():
            for span in finding.spans:
                assert texts[answer_id][span.start : span.end] == span.quote


@GAMES
@given(CONFIGS_IN_STAGES, _seeds, _moves)
def test_a_yes_states_what_was_suspected_and_a_no_clears_what_was_said_before(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]
) -> None:
    session = played(config, seed, moves).conductor.session
    texts = {answer.id: answer.text for answer in session.answers}
    for turn in session.turns:
        known = result(turn)
        for reply in turn.answers:
            asked = reply.follow_up
            if not isinstance(asked, Suspicion):
                assert reply.meant is None
                continue
            assert asked.answer_id < reply.id
            assert all(span.stands_in(texts[asked.answer_id]) for span in asked.spans)
            if known is None:
                continue
            stated = {one.misconception_id: answer for answer, one in known.misconceptions}
            unclear = {one.misconception_id: answer for answer, one in known.suspected}
            if reply.meant:
                assert stated[asked.misconception_id] <= reply.id
            if reply.meant is False:
                assert stated.get(asked.misconception_id, reply.id) >= reply.id
                assert unclear.get(asked.misconception_id, reply.id + 1) > reply.id


@GAMES
@given(CONFIGS_IN_STAGES, _seeds, _moves)
def test_scores_follow_the_formula_and_averages_leave_out_what_is_not_graded(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]
) -> None:
    session = played(config, seed, moves).conductor.session
    expected: list[float] = []
    for turn in session.turns:
        known = result(turn)
        main = turn.main
        if main is None:
            assert (known is not None) == (turn.skipped == "dont-know")
        else:
            assert (known is not None) == isinstance(main.outcome, Grade)
        if known is None:
            continue
        assert known.score.value == by_the_formula(turn, known)
        assert known.unprompted.possible == known.score.possible
        if turn.retry_of is None:
            expected.append(known.score.value)
    shown = may_show_scores(
        session.config.mode, session.finished
    )  # no score of an exam that is open
    mean = round(fmean(expected), 4) if expected and shown else None  # without errors of addition
    assert session_score(session) == mean
    the_report_says_the_same(build_report(session), session, mean)


@GAMES
@given(CONFIGS_IN_STAGES, _seeds, _moves)
def test_a_slow_grader_with_a_scout_ends_with_every_answer_judged_by_the_grader(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]
) -> None:
    config = SessionConfig(questions=config.questions, mode=config.mode, probes=config.probes)
    play = Play(config, DiceGrader(seed), scout=DiceGrader(seed + 1))
    play.run([move for move in moves if move != ("leave",)])
    session = play.conductor.session
    assert replayed(play.log) == session
    for answer in session.answers:
        assert answer.outcome is not None
        assert answer.outcome.grader == "dice"


def help_of(turn: Turn, answer_id: int) -> str:
    answer = next(answer for answer in turn.answers if answer.id == answer_id)
    if answer.hints:
        return "after a hint"
    if isinstance(answer.follow_up, Suspicion):
        return "after a challenge"
    return "after a probe" if answer.follow_up or answer.anew else "unprompted"


def by_the_formula(turn: Turn, known: TurnResult) -> float:
    """The formula of the score, computed once more from what the ledger holds."""
    rubric = turn.item.rubric
    earned = sum(entry.criterion.points * entry.verdict.credit for entry in known.entries)
    wrong = {finding.misconception_id for _, finding in known.misconceptions}
    beliefs = [belief for belief in rubric.misconceptions if belief.id in wrong]
    value = (earned - sum(belief.penalty for belief in beliefs)) / sum(
        criterion.points for criterion in rubric.criteria
    )
    return round(min([max(value, 0), 1, *(b.cap for b in beliefs if b.cap is not None)]), 4)


def the_report_says_the_same(report: Report, session: Session, mean: float | None) -> None:
    assert report.score == mean
    back = {turn.returns_to for turn in session.turns}
    firsts = [one for one in report.turns if one.retry_of is None and one.number not in back]
    statuses = Counter(turn.status for turn in firsts)
    assert report.counts.asked == len(session.asked)
    assert report.counts.graded == statuses["graded"]
    assert report.counts.skipped == statuses["skipped"]
    assert report.counts.declined == statuses["declined"]
    shown = may_show_scores(session.config.mode, session.finished)
    scored = statuses["graded"] + statuses["declined"] if shown else 0
    assert sum(area.questions for area in report.areas) == scored
    for turn in report.turns:
        assert (turn.score is None) == (not shown or turn.status not in ("graded", "declined"))
        if turn.status == "declined" and shown:
            assert turn.score == 0
        if turn.status == "ungraded":
            assert turn.answers[0].ungraded
        assert turn.seconds is None or 0 <= turn.seconds <= report.active_seconds
    ungraded = [a for a in session.standing if isinstance(a.outcome, Ungraded)]
    if shown:  # an exam that is not over tells of every answer that it is not graded
        assert len(ungraded) == sum(bool(a.ungraded) for turn in report.turns for a in turn.answers)
    if session.finished:
        assert effect(session) == Done()

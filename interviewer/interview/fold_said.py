"""A session after the candidate has said something, answered, or run code."""

from dataclasses import replace

from interviewer.interview.events import (
    AnswerDoubted,
    AnswerSubmitted,
    AnswerTakenBack,
    AsideTaken,
    CodeRun,
    Postponed,
    Skipped,
    Understood,
)
from interviewer.interview.fold_step import charged, current, say, with_turn
from interviewer.interview.log_error import LogError
from interviewer.interview.session import Answer, Attempt, Doubted, Session, Suspicion, Turn
from interviewer.llm.usage import Usage


def aside_taken(session: Session, event: AsideTaken) -> Session:
    """Return the session after a request and the reply to it."""
    turn = current(session, event, event.turn)
    turn = replace(
        turn,
        hints=turn.hints + (event.intent == "hint"),
        doubts=turn.doubts + (event.intent == "dont-know"),
        doubted=None if event.intent in ("no-answer", "correction") else turn.doubted,
    )
    session = charged(with_turn(session, turn), _usage(event.understood))
    session = say(session, "candidate", event.said, "aside", turn.number)
    return say(session, "interviewer", event.reply, event.intent, turn.number)


def code_run(session: Session, event: CodeRun) -> Session:
    """Return the session with one more attempt at the code of the turn."""
    turn = current(session, event, event.turn)
    if turn.item.question.coding is None:
        raise LogError("code was run for a question that runs none")
    if turn.skipped or turn.answers:
        raise LogError("code was run after it was submitted")
    attempt = Attempt(
        at=event.at,
        code=event.code,
        run=event.run,
        hints=turn.hints,
        active=session.active_seconds,
    )
    return with_turn(session, replace(turn, attempts=(*turn.attempts, attempt)))


def answer_doubted(session: Session, event: AnswerDoubted) -> Session:
    """Return the session with a text that the candidate must confirm as an answer."""
    turn = current(session, event, event.turn)
    if not turn.open or turn.doubted is not None:
        raise LogError("a doubt where no answer is open")
    doubted = Doubted(event.said, event.transcript, event.timings, event.spoken)
    session = with_turn(session, replace(turn, doubted=doubted))
    session = say(session, "candidate", event.said, "aside", turn.number)
    return say(session, "interviewer", event.question, "doubt", turn.number)


def answer_taken_back(session: Session, event: AnswerTakenBack) -> Session:
    """Return the session with the newest answer taken back, and its prompt open again."""
    turn = current(session, event, event.turn)
    if not turn.answers or not turn.open_follow_up or turn.answers[-1].id != event.answer_id:
        raise LogError(f"answer {event.answer_id} cannot be taken back now")
    *rest, answer = turn.answers
    followed_up: tuple[str, ...] = ()
    if answer.follow_up is not None:
        followed_up = turn.followed_up[: turn.followed_up.index(answer.follow_up.id) + 1]
    turn = replace(
        turn,
        answers=tuple(rest),
        taken_back=(*turn.taken_back, answer),
        open_follow_up=answer.follow_up,
        followed_up=followed_up,
        challenges=tuple(one for one in turn.challenges if one[0] in followed_up),
        doubted=None,
    )
    session = say(with_turn(session, turn), "candidate", event.said, "aside", turn.number)
    return say(session, "interviewer", event.reply, "correction", turn.number)


def postponed(session: Session, event: Postponed) -> Session:
    """Return the session with the turn closed until its question comes back."""
    turn = current(session, event, event.turn)
    if not turn.open or turn.answers or turn.returns_to is not None:
        raise LogError("a question that cannot be left for later")
    turn = replace(turn, postponed=True, doubted=None, active_to=session.active_seconds)
    session = with_turn(session, replace(turn, ended_at=event.at))
    session = say(session, "candidate", event.said, "aside", turn.number)
    return say(session, "interviewer", event.reply, "later", turn.number)


def answer_submitted(session: Session, event: AnswerSubmitted) -> Session:
    """Return the session with one more answer and no open prompt."""
    turn = current(session, event, event.turn)
    probe = turn.open_follow_up
    if event.follow_up_id != (probe.id if probe else None):
        raise LogError(f"an answer to {event.follow_up_id}, which was not asked")
    if turn.skipped or turn.postponed or (probe is None and turn.answers):
        raise LogError("an answer where none was asked for")
    if event.reply is not None and turn.doubted is None and event.submission is None:
        raise LogError("a reply to a doubt that there was not")
    if event.answer_id != len(session.answers) + 1:
        raise LogError(f"answer {event.answer_id} cannot follow {len(session.answers)} answers")
    if event.meant is not None and not isinstance(probe, Suspicion):
        raise LogError("a yes or no to what was not asked")
    if event.submission is not None and (probe or turn.item.question.coding is None):
        raise LogError("code for what runs none")
    answer = Answer(
        id=event.answer_id,
        text=event.text,
        transcript=event.transcript,
        follow_up=probe,
        hints=turn.hints,
        submitted_at=event.at,
        timings=event.timings,
        spoken=event.spoken,
        meant=event.meant,
        submission=event.submission,
        anew=probe is None and _was_taken_back(session, turn),
    )
    turn = replace(
        turn,
        answers=(*turn.answers, answer),
        open_follow_up=None,
        doubted=None,
        ended_at=event.at,
        active_to=session.active_seconds,
    )
    session = charged(with_turn(session, turn), _usage(event.understood))
    said = event.text if event.reply is None else event.reply
    if event.submission is not None:
        said = "\n".join(filter(None, (event.text, event.reply))) or "Submit"
    return say(session, "candidate", said, "answer", turn.number)


def skipped(session: Session, event: Skipped) -> Session:
    """Return the session with the question, or its open follow-up, skipped."""
    turn = current(session, event, event.turn)
    probe = turn.open_follow_up
    if event.follow_up_id != (probe.id if probe else None) or turn.skipped or turn.postponed:
        raise LogError("a skip of what was not asked")
    if probe is not None:
        turn = replace(turn, open_follow_up=None, passes=turn.passes + 1)
    elif turn.answers:
        raise LogError("a skip of a question that was answered")
    else:
        turn = replace(turn, skipped=event.reason)
    turn = replace(turn, doubted=None, ended_at=event.at, active_to=session.active_seconds)
    session = with_turn(session, turn)
    return say(session, "candidate", event.said or "Skip", "skip", turn.number)


def _was_taken_back(session: Session, turn: Turn) -> bool:
    """Whether an answer was taken back, also before the question was left for later."""
    left = None if turn.returns_to is None else session.turns[turn.returns_to - 1]
    return bool(turn.taken_back or (left and left.taken_back))


def _usage(understood: Understood | None) -> Usage | None:
    return None if understood is None else understood.usage

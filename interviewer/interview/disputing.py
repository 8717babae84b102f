"""What a candidate can dispute in a verdict, and with which words of an answer."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from interviewer.bank.question import FollowUp
from interviewer.errors import UsageError
from interviewer.grading.grade import Span
from interviewer.installed import typed
from interviewer.interview.events import Against, DisputeWithdrawn, VerdictDisputed
from interviewer.interview.ledger import Judged, judged
from interviewer.interview.score_rules import may_show_scores
from interviewer.interview.session import Answer, Session, Turn
from interviewer.text.counts import whole_number
from interviewer.text.folding import letters

_LONGEST = 200  # characters of one passage; a spoken answer may have no full stop at all
_SENTENCE = re.compile(r"\S.*?(?:[.!?;](?=\s)|$)", re.MULTILINE)
_PIECE = re.compile(rf"\S.{{0,{_LONGEST - 1}}}(?=\s|$)", re.DOTALL)


class Passage(NamedTuple):
    """Words of an answer that can be cited in a dispute."""

    answer_id: int
    span: Span


def disputed(
    session: Session, number: int, claim_id: str, words: str | None, at: datetime
) -> VerdictDisputed:
    """Return the event by which the candidate disputes a verdict of turn ``number``.

    ``claim_id`` is the id of a criterion or a misconception. ``words`` are the words of an answer
    that meet the criterion; ``None`` says that the answer does not say what it was credited or
    charged with. Raise ``UsageError`` if there is nothing to dispute or no answer contains the
    words.
    """
    turn = _turn(session, number)
    if not may_show_scores(session.config.mode, session.finished):
        raise UsageError(
            "The exam is not over: it tells no verdict that could be disputed.",
            remedy=f"'{typed('resume', session.id)}' goes on.",
        )
    known = judged(turn, provisional=True)
    if known is None or not turn.answers:
        raise UsageError(
            f"Question {number} has not been judged.", remedy="There is no verdict to dispute."
        )
    if words is None:
        against, place = _credited(turn, known, claim_id)
    else:
        against, place = _uncredited(turn, known, claim_id, words)
    return VerdictDisputed(
        at=at,
        turn=number,
        claim_id=claim_id,
        against=against,
        said=words is not None,
        answer_id=place[0].answer_id,
        spans=tuple(passage.span for passage in place),
    )


def withdrawal(session: Session, number: int, claim_id: str, at: datetime) -> DisputeWithdrawn:
    """Return the event that withdraws a dispute; raise ``UsageError`` if none is open."""
    turn = _turn(session, number)
    if claim_id not in turn.disputed:
        open_ones = ", ".join(turn.disputed) or "none"
        raise UsageError(
            f"{claim_id} of question {number} is not disputed.",
            remedy=f"Disputed of that question: {open_ones}.",
        )
    return DisputeWithdrawn(at=at, turn=number, claim_id=claim_id)


def disputable(turn: Turn) -> tuple[str, ...]:
    """Return the ids of claims that can be or are disputed: criteria, then misconceptions."""
    known = judged(turn, provisional=True)
    if known is None or not turn.answers:
        return ()
    charged = {one.misconception_id for _, one in (*known.misconceptions, *known.disputed)}
    rubric = turn.item.rubric
    wrong = [one.id for one in rubric.misconceptions if one.id in charged]
    return (*(one.id for one in rubric.criteria), *wrong)


def passages(turn: Turn) -> tuple[Passage, ...]:
    """Return the sentences of a turn's answers, each with its position.

    Replies to deeper follow-ups are left out: they are judged by criteria of their own.
    """
    return tuple(
        Passage(answer.id, span) for answer in _answers(turn) for span in _sentences(answer.text)
    )


def turn_named(session: Session, name: str) -> int:
    """Return the number of the turn that ``name`` refers to, by number or question id.

    For a question asked more than once it is the last turn. Raise ``UsageError`` if there is none.
    """
    number = whole_number(name)
    if number is not None and 1 <= number <= len(session.turns):
        return number
    found = [turn.number for turn in session.turns if turn.item.question.id == name]
    if not found:
        raise UsageError(
            f"Session {session.id} has no question {name[:80]!r}.",
            remedy=f"Give its number, 1 to {len(session.turns)}, or its id.",
        )
    return found[-1]


def _turn(session: Session, number: int) -> Turn:
    if not 1 <= number <= len(session.turns):
        raise UsageError(
            f"Session {session.id} has no question {number}.",
            remedy=f"It has {len(session.turns)}.",
        )
    return session.turns[number - 1]


def _credited(turn: Turn, known: Judged, claim_id: str) -> tuple[Against, list[Passage]]:
    for answer_id, finding in (*known.misconceptions, *known.disputed):
        if finding.misconception_id == claim_id:
            return "charged", [Passage(answer_id, span) for span in finding.spans]
    for entry in known.entries:
        if entry.criterion.id == claim_id and entry.answer_id and entry.verdict.spans:
            found = [Passage(entry.answer_id, span) for span in entry.verdict.spans]
            return entry.verdict.level, found
    raise _nothing(turn, claim_id, "was neither credited nor charged")


def _uncredited(
    turn: Turn, known: Judged, claim_id: str, words: str
) -> tuple[Against, list[Passage]]:
    entry = next((one for one in known.entries if one.criterion.id == claim_id), None)
    if entry is None:
        raise _nothing(turn, claim_id, "is no criterion")
    if entry.verdict.level == "met":
        raise _nothing(turn, claim_id, "is met")
    if not entry.verdict.settled and claim_id not in turn.disputed:
        raise _nothing(turn, claim_id, "was not judged, and counts for nothing")
    for answer in _answers(turn):
        span = _where(words, answer.text)
        if span is not None:
            return entry.verdict.level, [Passage(answer.id, span)]
    raise UsageError(
        f"No answer to question {turn.number} holds the words {words[:80]!r}.",
        remedy="Copy them from your answer as they stand there.",
    )


def _nothing(turn: Turn, claim_id: str, why: str) -> UsageError:
    rubric = turn.item.rubric
    names = [one.id for one in rubric.criteria] + [one.id for one in rubric.misconceptions]
    return UsageError(
        f"{claim_id[:80]} of question {turn.number} {why}.",
        remedy=f"The question has {', '.join(names)}.",
    )


def _answers(turn: Turn) -> list[Answer]:
    return [
        answer
        for answer in turn.answers
        if answer.best_known is not None
        and not (
            isinstance(answer.follow_up, FollowUp) and turn.item.rubric.deeper(answer.follow_up.id)
        )
    ]


def _where(words: str, text: str) -> Span | None:
    """Return where the words occur, ignoring case, spaces and punctuation; else ``None``."""
    wanted, said = letters(words).text, letters(text)
    at = said.text.find(wanted) if wanted else -1
    if at < 0:
        return None
    start, end = said.places[at], said.places[at + len(wanted) - 1] + 1
    return Span(start=start, end=end, quote=text[start:end])


def _sentences(text: str) -> Iterator[Span]:
    for sentence in _SENTENCE.finditer(text):
        for piece in _PIECE.finditer(sentence[0]):
            start = sentence.start() + piece.start()
            yield Span(start=start, end=start + len(piece[0]), quote=piece[0])

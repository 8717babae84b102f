"""What a candidate can do at the feedback of the line mode: see the model answer, and dispute."""

import sys
from typing import TYPE_CHECKING

from interviewer.engine import utc_now
from interviewer.errors import InterviewerError
from interviewer.interview.disputing import disputable, disputed, withdrawal
from interviewer.interview.events import DisputeWithdrawn, VerdictDisputed
from interviewer.report.coaching_words import own_words
from interviewer.report.report import TurnReport
from interviewer.text.counts import whole_number
from interviewer.text.display import plain

if TYPE_CHECKING:
    from interviewer.cli.background import Background
    from interviewer.interview.conductor import Conductor


def print_model_answer(turn: TurnReport) -> None:
    """Print the model answer, then what it and the candidate say on each point."""
    print(f"\n{plain(turn.model_answer)}\n")
    for criterion in turn.criteria:
        if criterion.model_words:
            own = own_words(criterion)
            print(plain(f"  {criterion.statement}"))
            print(plain(f"      you said: {f'“{own}”' if own else '–'}"))
            print(plain(f"      the model answer says: “{criterion.model_words}”"))
    print()


def ask_for_dispute(conductor: "Conductor", background: "Background", number: int) -> bool:
    """Ask which verdict of a turn to dispute and why; returns whether anything was logged."""
    turn = conductor.session.turns[number - 1]
    rubric = turn.item.rubric
    known = disputable(turn)
    if not known:
        print("There is no verdict to dispute.\n")
        return False
    claims = [(one.id, one.statement) for one in rubric.criteria]
    claims += [(one.id, f"misconception: {one.statement}") for one in rubric.misconceptions]
    claims = [one for one in claims if one[0] in known]
    for place, (claim, statement) in enumerate(claims, 1):
        note = " (disputed)" if claim in turn.disputed else ""
        print(plain(f"  {place:>2}  {statement}{note}"))
    print("Which one? Its number; Enter for none.", flush=True)
    chosen = sys.stdin.readline().strip()
    if not chosen:
        return False
    choice = whole_number(chosen)
    if choice is None or not 1 <= choice <= len(claims):
        print(f"Type a number from 1 to {len(claims)}.\n")
        return False
    claim = claims[choice - 1][0]
    try:
        event: VerdictDisputed | DisputeWithdrawn
        if claim in turn.disputed:
            event = withdrawal(conductor.session, number, claim, utc_now())
        else:
            print(
                "The words of your answer that make this point; "
                "Enter if you did not say what was judged.",
                flush=True,
            )
            words = sys.stdin.readline().strip() or None
            event = disputed(conductor.session, number, claim, words, utc_now())
        background.call(conductor.dispute, event)
    except InterviewerError as error:
        print(f"{plain(str(error))}\n")
        return False
    return True

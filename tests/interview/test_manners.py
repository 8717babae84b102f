"""Whole interviews with candidates of five manners, as a reader would find them natural.

`python -m tests.interview.manners` writes the transcripts anew, after a change of bank or grader
too. What has to hold of every one of them is tested on its own below.
"""

import itertools

import pytest

from interviewer.bank.question import FollowUp
from interviewer.interview.bridges import fit
from interviewer.interview.follow_ups import HARDLY_MADE
from interviewer.interview.ledger import result
from interviewer.interview.session import Session, Suspicion
from tests.interview.manners import FOLDER, MANNERS, QUESTIONS, played, transcript


@pytest.fixture(scope="module")
def sessions() -> dict[str, Session]:
    """The interview of each manner."""
    return {name: played(manner) for name, manner in MANNERS.items()}


@pytest.mark.parametrize("name", MANNERS)
def test_the_transcript_is_the_one_that_was_read(sessions: dict[str, Session], name: str) -> None:
    assert transcript(sessions[name]) == (FOLDER / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", MANNERS)
def test_nothing_is_asked_twice_and_no_lead_judges(sessions: dict[str, Session], name: str) -> None:
    session = sessions[name]
    asked = [line for line in session.lines if line.kind in ("question", "follow-up")]
    # What follows up an answer that was taken back may be asked again.
    back = sum(bool(turn.returns_to) + len(turn.taken_back) for turn in session.turns)
    assert len({line.text for line in asked}) == len(asked) - back
    leads = [line.lead for line in asked if line.lead and not line.lead.startswith("You said")]
    assert all(fit(lead) == lead for lead in leads)
    for one, other in itertools.pairwise(leads):
        assert one != other


@pytest.mark.parametrize("name", MANNERS)
def test_a_probe_opens_what_no_answer_before_it_made(
    sessions: dict[str, Session], name: str
) -> None:
    for turn in sessions[name].turns:
        for place, answer in enumerate(turn.answers):
            probe = answer.follow_up
            if not isinstance(probe, FollowUp) or probe.when == "met":
                continue
            earlier = [one.grade for one in turn.answers[:place] if one.grade]
            assert all(
                verdict.level == "missed" or verdict.credit <= HARDLY_MADE
                for grade in earlier
                for verdict in grade.verdicts
                if verdict.criterion_id == probe.criterion
            )


def test_the_expert_is_dug_into(sessions: dict[str, Session]) -> None:
    for turn in sessions["terse-expert"].turns:
        followed = {one.id: one for one in turn.item.question.follow_ups}
        assert any(followed[name].when == "met" for name in turn.followed_up if name in followed)


def test_the_asker_gets_every_question_back_and_loses_nothing(sessions: dict[str, Session]) -> None:
    session = sessions["asker"]
    assert [turn.returns_to for turn in session.turns] == [None, None, None, 2]
    assert session.turns[1].postponed
    assert result(session.turns[1]) is None
    assert [len(turn.answers) > 0 for turn in session.turns] == [True, False, True, True]
    assert len(session.asked) == len(QUESTIONS)


def test_the_silent_one_is_never_graded_for_what_is_no_answer(sessions: dict[str, Session]) -> None:
    assert [answer.text for answer in sessions["silent"].answers] == ["not sure, variance?"]


def test_a_wrong_claim_is_challenged_once_and_its_correction_counts(
    sessions: dict[str, Session],
) -> None:
    session = sessions["wrong-but-confident"]
    for turn in session.turns:
        challenges = [one for one in turn.followed_up if one.startswith("suspicion:")]
        assert challenges
        assert len(set(challenges)) == len(challenges)
    first = session.turns[0]
    assert isinstance(first.answers[1].follow_up, Suspicion)
    known = result(first)
    assert known is not None
    (entry,) = (one for one in known.entries if one.criterion.id == "precision-definition")
    assert entry.earned == "after a challenge"
    assert "precision-is-recall" not in {
        wrong.misconception_id for _, wrong in known.misconceptions
    }

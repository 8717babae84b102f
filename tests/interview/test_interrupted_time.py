"""The time of a session over interruptions: what a candidate loses, and that nobody gains any."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.engine import Engine
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import load_settings
from interviewer.tui.view.clock import place
from interviewer.userdata.locations import draft_path
from interviewer.userdata.presence import EVERY, Presence, last_seen
from tests.interview.play import Bank, MemoryLog
from tests.interview.talking import go
from tests.interview.test_machine import GRADER, started
from tests.sample_bank import START, Clock

EXAM = SessionConfig(question_ids=("mean-vs-median",), mode="exam", probes=0)

VISITS = st.lists(
    st.tuples(
        st.lists(st.floats(0, 90), max_size=4),  # seconds before each thing that is said
        st.floats(0, 90),  # seconds after the last of them
        st.booleans(),  # whether the program is killed, or ends in order
        st.floats(0, 100_000),  # seconds away
    ),
    min_size=1,
    max_size=5,
)


class Sitting:
    """Somebody before the program, with a clock that goes only by ``wait``."""

    def __init__(self) -> None:
        self.clock = Clock(step=0)
        self.log = MemoryLog()
        self.presence = Presence("s1", self.clock)
        self.conductor = started(EXAM, log=self.log, clock=self.clock)
        self.opened = self.clock.now

    def wait(self, seconds: float) -> None:
        """Let time pass with the program open, which beats meanwhile."""
        end = self.clock.now + timedelta(seconds=seconds)
        beats = int((end - self.opened).total_seconds() // EVERY)
        beat = self.opened + timedelta(seconds=beats * EVERY)
        if beat > self.clock.now:
            self.clock.now = beat
            self.presence.beat()
        self.clock.now = end

    def come_back(self, away: float) -> None:
        """Resume after ``away`` seconds."""
        self.clock.now += timedelta(seconds=away)
        self.conductor = Conductor.resume(
            "s1",
            left_at=last_seen("s1"),
            log=self.log,
            bank=Bank(),
            grader=GRADER,
            clock=self.clock,
        )
        self.opened = self.clock.now


@settings(max_examples=60)
@given(VISITS)
def test_a_kill_costs_the_clock_five_seconds_at_most_and_an_ending_nothing(
    visits: list[tuple[list[float], float, bool, float]],
) -> None:
    Presence("s1", Clock()).forget()
    sitting = Sitting()
    go(sitting.conductor)
    open_for, kills = 0.0, 0
    for pauses, rest, killed, away in visits:
        for pause in pauses:
            sitting.wait(pause)
            go(sitting.conductor, "/time")
        sitting.wait(rest)
        open_for += sum(pauses) + rest
        if killed:
            kills += 1
        else:
            sitting.presence.beat()
        sitting.come_back(away)
        counted = sitting.conductor.session.active_seconds
        assert counted <= open_for + 1e-3, "the time away never counts"
        assert counted >= open_for - kills * EVERY - 1e-3


@pytest.mark.parametrize("text", ["", "yesterday", "2026-01-02T09:00:00", "\x00" * 40])
def test_what_tells_nothing_counts_as_before(text: str) -> None:
    sitting = Sitting()
    go(sitting.conductor)
    before = sitting.conductor.session.active_seconds
    sitting.presence.beat()
    draft_path("s1", "seen").write_text(text)
    sitting.clock.now += timedelta(seconds=60)
    sitting.come_back(600)
    assert sitting.conductor.session.active_seconds == before


def test_a_time_beyond_the_return_is_cut_to_it_and_one_before_the_last_event_is_none() -> None:
    sitting = Sitting()
    go(sitting.conductor)
    sitting.clock.now += timedelta(days=1)
    sitting.presence.beat()
    sitting.clock.now -= timedelta(days=1)
    sitting.come_back(60)
    assert sitting.conductor.session.active_seconds == 60
    draft_path("s1", "seen").write_text((START - timedelta(days=1)).isoformat())
    sitting.come_back(60)
    assert sitting.conductor.session.active_seconds == 60


def test_the_engine_resumes_an_exam_with_the_time_that_was_spent_in_thought() -> None:
    clock = Clock(step=0)
    engine = Engine(load_settings({}), clock=clock)
    exam = SessionConfig(question_ids=("overfitting",), mode="exam", minutes=1, probes=0)
    conductor = engine.start(exam)
    session_id = conductor.session.id
    go(conductor)
    clock.now += timedelta(seconds=70)
    Presence(session_id, clock).beat()
    clock.now += timedelta(hours=1)
    again = engine.resume(session_id)
    shown = place(again.session, clock.now, clock.now)
    assert shown is not None
    assert (shown.whole, shown.on_question) == (70, 70)
    go(again, "It learns noise.")
    assert again.session.finished == "time"
    assert engine.delete(session_id)
    assert last_seen(session_id) is None

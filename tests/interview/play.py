"""Candidates who do anything in any order, and a grader who judges by dice."""

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import strategies as st

from interviewer.bank.choices import LEVELS
from interviewer.bank.rubric import Item
from interviewer.errors import BankError, StoreError, UsageError
from interviewer.grading.grade import FoundMisconception, Grade, Span, Ungraded, Verdict
from interviewer.grading.grader import Grader, GradingRequest
from interviewer.interview.conductor import Conductor
from interviewer.interview.disputing import disputed, withdrawal
from interviewer.interview.events import Event, Focus, SessionConfig, Stage, from_json, to_json
from interviewer.interview.fold import fold
from interviewer.interview.machine import AskEstimate, AwaitCandidate, Done, Effect, ShowFeedback
from interviewer.interview.ports import EventLog
from interviewer.interview.session import Session
from tests.sample_bank import Clock, sample_items


@dataclass(frozen=True)
class Row:
    """What the picker needs of an item."""

    id: str
    area: str
    level: str
    kind: str


class Bank:
    """The sample items, without files. Those in ``broken`` are in the index but not to be had."""

    def __init__(self, items: Sequence[Item] = (), broken: Sequence[str] = ()) -> None:
        self._items = {item.question.id: item for item in items or sample_items()}
        self._broken = broken
        questions = [item.question for item in self._items.values()]
        self.rows = tuple(Row(q.id, q.area, q.level, q.kind) for q in questions)

    def item(self, item_id: str) -> Item:
        """Return the item, or refuse like the catalog does."""
        if item_id in self._broken:
            raise BankError(f"{item_id} cannot be read.")
        return self._items[item_id]


class MemoryLog:
    """Keeps the JSON of every event, and refuses one out of turn like the store does."""

    def __init__(self, lines: Sequence[str] = ()) -> None:
        self.lines = list(lines)

    def append(self, session: Session, event: Event) -> None:
        """Keep the event."""
        if session.length != len(self.lines) + 1:
            raise StoreError("changed by another window")
        self.lines.append(to_json(event))

    def events(self, session_id: str) -> list[Event]:
        """Read all events back."""
        return [from_json(line) for line in self.lines]


class DiceGrader:
    """Judges by dice: every level, quotes that stand in the answer and invented ones, failures."""

    name = "dice"
    version = "7"

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Return whatever falls."""
        fate = self._dice.random()
        if fate < 0.1:
            return Ungraded(reason="the dice fell off the table", grader=self.name)
        if fate < 0.2:
            raise ConnectionError("nobody answers")
        verdicts = []
        for criterion in request.rubric.criteria:
            level = self._dice.choice(("met", "partial", "missed"))
            spans = (self._span(request.answer),) if self._dice.random() < 0.8 else ()
            if self._dice.random() < 0.9:
                verdicts.append(
                    Verdict.model_validate(
                        {"criterion_id": criterion.id, "level": level, "spans": spans}
                    )
                )
        wrong, suspected = (
            [
                FoundMisconception(misconception_id=belief.id, spans=(self._span(request.answer),))
                for belief in request.rubric.misconceptions
                if self._dice.random() < often
            ]
            for often in (0.2, 0.5)
        )
        return Grade(
            verdicts=tuple(verdicts),
            misconceptions=tuple(wrong),
            suspected=tuple(suspected),
            grader=self.name,
            grader_version=self.version,
            rubric_version=request.rubric.version,
        )

    def _span(self, answer: str) -> Span:
        start = self._dice.randrange(len(answer))
        end = self._dice.randint(start, len(answer))
        if self._dice.random() < 0.3:
            return Span(start=start, end=end, quote="words that nobody said")
        return Span(start=start, end=end, quote=answer[start:end])


SAYINGS = st.one_of(
    st.sampled_from(
        [
            "The mean adds all values, I think.",
            "hint please",
            "/hint",
            "Can you repeat the question?",
            "I don't know",
            "skip this one",
            "Yes.",
            "Yes, I think so",
            "No, the mean divides by how many there are.",
            "/skip",
            "give me a moment",
            "how much time is left",
            "/nonsense",
            "How many machines do we have?",
            "   ",
            "come back to this later",
            "scratch that",
            "okay",
            "No.",
            "that's all",
            "am I on the right track?",
            "/quit",
            "/next",
        ]
    ),
    st.text(max_size=20),
    st.text(st.characters(), min_size=1, max_size=3),  # lone surrogates and controls too
)
MOVES = st.one_of(
    SAYINGS,
    st.sampled_from([("go on",), ("go on",), ("retry",), ("leave",), ("finish",)]),
)
CONFIGS = st.builds(
    SessionConfig,
    areas=st.sets(st.sampled_from(["statistics", "evaluation", "optimisation"])).map(tuple),
    levels=st.sets(st.sampled_from(LEVELS)).map(tuple),
    questions=st.integers(1, 9),
    minutes=st.none() | st.integers(1, 5),
    mode=st.sampled_from(["coach", "exam"]),
    seed=st.integers(0, 99),
    probes=st.integers(0, 4),
    adaptive=st.booleans(),
)
_STAGES = st.builds(
    Stage,
    name=st.just("part"),
    opening=st.sampled_from(["", "Now something else."]),
    areas=st.sets(st.sampled_from(["statistics", "evaluation"])).map(tuple),
    kinds=st.sets(st.sampled_from(["concept", "scenario", "coding"])).map(tuple),
    questions=st.integers(1, 3),
    minutes=st.none() | st.integers(1, 3),
    probes=st.none() | st.integers(0, 3),
    emphasis=st.sampled_from(["essentials", "worth", "half-said", "depth"]),
)
CONFIGS_IN_STAGES = st.builds(
    lambda config, stages, focus, estimate: config.model_copy(
        update={"stages": tuple(stages), "focus": focus, "estimate": estimate}
    ),
    CONFIGS,
    st.lists(_STAGES, max_size=3),
    st.sampled_from([(), (Focus(area="statistics", weight=0.7), Focus(area="coding", weight=0.3))]),
    st.booleans(),
)


@dataclass
class Play:
    """An interview under way. ``seen`` holds the session after every event that was logged."""

    config: SessionConfig
    grader: Grader
    log: EventLog = field(default_factory=MemoryLog)
    bank: Bank = field(default_factory=Bank)
    clock: Clock = field(default_factory=Clock)
    scout: Grader | None = None
    seen: list[Session] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin the session."""
        self.conductor = Conductor.start(
            self.config,
            "s1",
            log=self.log,
            bank=self.bank,
            grader=self.grader,
            clock=self.clock,
            scout=self.scout,
        )
        self._watch()

    def run(self, moves: Sequence[str | tuple[str, ...]]) -> None:
        """Make every move that can be made, settling after each."""

        async def all_moves() -> None:
            for move in moves:
                effect = await self.conductor.settle()
                if isinstance(effect, Done):
                    break
                await self._move(move, effect)
            await self.conductor.settle()
            await self.conductor.drain()

        asyncio.run(all_moves())

    async def _move(self, move: str | tuple[str, ...], effect: Effect) -> None:
        match move:
            case str() if isinstance(effect, AwaitCandidate):
                self.conductor.say(move)
            case ("leave",):
                await self.conductor.drain()
                self.conductor = resumed(self.log, self.grader, self.clock, self.bank)
                self._watch()
            case ("retry",):
                self.conductor.retry()
            case ("dispute",):
                self._dispute()
            case ("finish",):
                self.conductor.finish()
            case _ if isinstance(effect, AskEstimate):
                self.conductor.estimate(None if move == ("go on",) else 0.75)
            case _ if isinstance(effect, ShowFeedback):
                self.conductor.go_on()

    def _dispute(self) -> None:
        """Deny the first verdict of the newest turn that can be denied, or take that back."""
        session = self.conductor.session
        turn = session.turns[-1]
        if turn.disputed:
            claim = next(iter(turn.disputed))
            self.conductor.dispute(withdrawal(session, turn.number, claim, self.clock()))
            return
        said = turn.answers[-1].text if turn.answers else ""
        claims = [one.id for one in turn.item.rubric.criteria]
        for claim in (*(one.id for one in turn.item.rubric.misconceptions), *claims):
            for words in (None, said):
                with suppress(UsageError):
                    event = disputed(session, turn.number, claim, words, self.clock())
                    self.conductor.dispute(event)
                    return

    def _watch(self) -> None:
        self.seen.append(self.conductor.session)
        self.conductor.on_change = self.seen.append


def resumed(log: EventLog, grader: Grader, clock: Clock, bank: Bank) -> Conductor:
    """Come back a day later."""
    clock.now += timedelta(days=1)
    return Conductor.resume("s1", log=log, bank=bank, grader=grader, clock=clock)


def replayed(log: EventLog) -> Session:
    """Fold what is logged."""
    return fold(log.events("s1"))


def played(config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]) -> Play:
    """Return the interview that these moves make, by grades that ``seed`` foretells."""
    try:
        play = Play(config, DiceGrader(seed))
    except BankError:  # nothing in the bank is of these levels and areas
        play = Play(SessionConfig(), DiceGrader(seed))
    play.run(moves)
    return play

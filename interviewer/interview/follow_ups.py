"""Which follow-up fits what the candidate has said.

A probe opens a point that was missed; a deeper follow-up digs into one that was made; a challenge
comes back to a wrong claim, with the candidate's own words. A point that was made, even in part,
is never asked for; one that was hardly made only when nothing else is left to ask.
"""

from collections.abc import Mapping

from interviewer.bank.confirmation import do_you_mean
from interviewer.bank.question import FollowUp
from interviewer.bank.rubric import Misconception
from interviewer.grading.bands import LOWEST
from interviewer.grading.grade import FoundMisconception
from interviewer.interview.events import Emphasis
from interviewer.interview.ledger import Entry, TurnResult, result
from interviewer.interview.own_figures import names_such_a_figure
from interviewer.interview.own_words import ENOUGH, said_of, touched_on
from interviewer.interview.quoting import quoted
from interviewer.interview.session import Suspicion, Turn, suspicion_id
from interviewer.interview.stated import was_made

STRONG = LOWEST["good"]
"""Share of the points from which an answer is strong, so that the last follow-up goes deeper."""

_SOUND = 0.4
"""Share of the points from which an answer without a clear gap gets a deeper follow-up."""

HARDLY_MADE = 0.4
"""Credit up to which a point is asked for when nothing else is left: in 41 real answers without
any other follow-up, a reader found such a point made in none, and partly made in 3."""

_PASSES = 2
"""Follow-ups that a candidate may decline before the interviewer leaves the question."""


def next_follow_up(
    turn: Turn, budget: int, emphasis: Emphasis = "essentials", *, deeper: bool = True
) -> FollowUp | Suspicion | None:
    """Return the follow-up that fits what the candidate has and has not said.

    A wrong claim comes first, because it can be put right, then a suspected one, unless an
    essential gap needs the last follow-up: filling it still earns points. Then gaps come before
    depth, but the last follow-up to a strong answer goes deeper, and so does the first if the
    ``emphasis`` is on depth. Essential criteria come before others, then those worth more points.
    Each gap and each misconception is asked about once, a turn has at most ``budget`` follow-ups,
    and after two declined ones there are no more. Without ``deeper`` only gaps are asked about.
    An answer that is not strong always gets a follow-up while a point is hardly made.
    """
    known = result(turn, provisional=True)
    left = budget - len(turn.followed_up)
    if known is None or left <= 0 or turn.passes >= _PASSES:
        return None
    if challenge := _challenge(turn, known.misconceptions, challenging=True):
        return challenge
    entries = {entry.criterion.id: entry for entry in known.entries}
    probe = _probe(turn, entries, emphasis)
    vital = probe is not None and entries[probe.criterion].criterion.essential
    if left == 1 and vital:
        return probe
    if suspicion := _challenge(turn, known.suspected, challenging=False):
        return suspicion
    share = known.score.points / known.score.possible
    deeper_one = _deeper_follow_up(turn, known, entries, emphasis) if deeper else None
    if deeper_one is None and probe is None and deeper and share >= _SOUND:
        deeper_one = _deeper_follow_up(turn, known, entries, emphasis, least=_SOUND)
    if probe is None and deeper_one is None and not turn.followed_up and share < STRONG:
        return _hardly_made(turn, entries)
    if probe is None or deeper_one is None:
        return probe or deeper_one
    wanted = emphasis == "depth" or (
        emphasis == "half-said" and _is_half_made(entries[deeper_one.criterion])
    )
    return deeper_one if wanted or (left == 1 and share >= STRONG) else probe


def _challenge(
    turn: Turn, findings: tuple[tuple[int, FoundMisconception], ...], *, challenging: bool
) -> Suspicion | None:
    """Return what to ask about these findings, the costliest misconception first.

    In a behavioural question they are faults of a story, which a candidate cannot be asked to
    confirm.
    """
    if turn.item.question.kind == "behavioural":
        return None
    beliefs = {belief.id: belief for belief in turn.item.rubric.misconceptions}
    open_ones = [
        (beliefs[finding.misconception_id], answer_id, finding)
        for answer_id, finding in findings
        if finding.misconception_id in beliefs
        and finding.spans
        and suspicion_id(finding.misconception_id) not in turn.followed_up
    ]
    if not open_ones:
        return None
    belief, answer_id, finding = max(open_ones, key=lambda one: one[0].penalty)
    follow_up = _revealing_probe(turn, belief) if challenging else None
    return Suspicion(
        misconception_id=belief.id,
        criterion=belief.contradicts,
        answer_id=answer_id,
        spans=finding.spans,
        quote=quoted(finding.spans[0]),
        question=follow_up.prompt if follow_up else do_you_mean(belief.statement),
        follow_up_id=follow_up.id if follow_up else None,
    )


def _revealing_probe(turn: Turn, belief: Misconception) -> FollowUp | None:
    """Return the probe whose true answer contradicts a misconception, if it is still unasked."""
    asked = _asked(turn)
    return next(
        (
            one
            for one in turn.item.question.follow_ups
            if one.criterion == belief.contradicts and one.when != "met" and one.id not in asked
        ),
        None,
    )


def _asked(turn: Turn) -> frozenset[str]:
    """Return the ids of the bank's follow-ups that were asked, also those of a challenge."""
    return frozenset((*turn.followed_up, *(follow_up for _, follow_up in turn.challenges)))


def _unasked(turn: Turn, entries: Mapping[str, Entry]) -> list[FollowUp]:
    """Return the probes for points that were not asked about."""
    probes = [one for one in turn.item.question.follow_ups if one.when != "met"]
    asked = _asked(turn)
    # Asking about a wrong claim also asks about the point that it contradicts.
    probed = {one.criterion for one in probes if one.id in asked} | {
        belief.contradicts
        for belief in turn.item.rubric.misconceptions
        if suspicion_id(belief.id) in turn.followed_up
    }
    return [one for one in probes if one.criterion in entries and one.criterion not in probed]


def _hardly_made(turn: Turn, entries: Mapping[str, Entry]) -> FollowUp | None:
    """Return the probe for the point made least; in a story shared words do not rule it out."""
    answers = [answer.text for answer in turn.answers]
    story = turn.item.question.kind == "behavioural"
    fitting = [
        (verdict.credit, story and said, -entry.criterion.points, one.id, one)
        for one in _unasked(turn, entries)
        if (verdict := (entry := entries[one.criterion]).verdict).settled
        and verdict.level != "met"
        and verdict.credit <= HARDLY_MADE
        and ((said := said_of(turn.item, entry.criterion, answers)) <= ENOUGH or story)
    ]
    return min(fitting)[-1] if fitting else None


def _probe(turn: Turn, entries: Mapping[str, Entry], emphasis: Emphasis) -> FollowUp | None:
    answers = [answer.text for answer in turn.answers]
    fitting = [
        one
        for one in _unasked(turn, entries)
        if _is_open(one, turn, entries[one.criterion], answers)
    ]

    def place(one: FollowUp) -> tuple[bool | int, ...]:
        entry = entries[one.criterion]
        # A candidate who named a wrong figure is asked about its components first.
        return (names_such_a_figure(entry.criterion, answers), *_urgency(entry, emphasis))

    return min(fitting, key=place, default=None)


def _is_open(probe: FollowUp, turn: Turn, entry: Entry, answers: list[str]) -> bool:
    """Whether a probe asks for what was missed; only one marked "partial" for what was half said.

    A point that could not be judged may have been made, so its probe is not open.
    """
    if not entry.verdict.settled:
        return False
    if probe.when == "partial":
        return entry.verdict.level == "partial" and not was_made(entry.verdict)
    missed = entry.verdict.level == "missed"
    return missed and not touched_on(turn.item, entry.criterion, answers)


def _deeper_follow_up(
    turn: Turn,
    known: TurnResult,
    entries: Mapping[str, Entry],
    emphasis: Emphasis,
    least: float | None = None,
) -> FollowUp | None:
    """Return the follow-up that goes deeper into a point that was made, or has ``least`` credit."""
    depths = [one for one in turn.item.question.follow_ups if one.when == "met"]
    asked = _asked(turn)
    dug = {one.criterion for one in depths if one.id in asked}
    wrong = {finding.misconception_id for _, finding in known.misconceptions}
    denied = {one.contradicts for one in turn.item.rubric.misconceptions if one.id in wrong}
    fitting = [
        one
        for one in depths
        if one.id not in asked
        and one.criterion in entries
        and one.criterion not in denied
        and (
            was_made(entries[one.criterion].verdict)
            if least is None
            else entries[one.criterion].verdict.credit >= least
        )
    ]

    def place(one: FollowUp) -> tuple[float | bool, ...]:
        entry = entries[one.criterion]
        best = 0.0 if least is None else -entry.verdict.credit
        return (one.criterion in dug, best, *_urgency(entry, emphasis))

    return min(fitting, key=place, default=None)


def _is_half_made(entry: Entry) -> bool:
    return entry.verdict.level == "partial"


def _urgency(entry: Entry, emphasis: Emphasis) -> tuple[bool, bool, int]:
    essential = entry.criterion.essential and emphasis != "worth"
    half_first = emphasis == "half-said" and not _is_half_made(entry)
    return (half_first, not essential, -entry.criterion.points)

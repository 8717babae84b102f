"""How answers were spoken, computed from the log for the report."""

from collections.abc import Sequence

from interviewer.grading.grade import Span
from interviewer.interview.session import Answer
from interviewer.report.report import DeliveryReport
from interviewer.speech.alignment import aligned, said_at
from interviewer.speech.delivery import Delivery, measure, pace_over_time, together


def delivery(answer: Answer) -> DeliveryReport | None:
    """Return how one answer was spoken; ``None`` for a written one."""
    if answer.spoken is None or not answer.spoken.stretches:
        return None
    words, stretches = answer.spoken.words, answer.spoken.stretches
    return _report(_measured(answer), pace_over_time(words, stretches))


def session_delivery(answers: Sequence[Answer]) -> DeliveryReport | None:
    """Return how all spoken answers taken together were spoken; ``None`` if none was."""
    spoken = [one for one in answers if one.spoken is not None and one.spoken.stretches]
    measured = [_measured(one) for one in spoken]
    if not measured:
        return None
    return _report(together(measured), tuple(one.pace or 0.0 for one in measured))


def time_to_point(answer: Answer | None, spans: Sequence[Span]) -> float | None:
    """Return when the earliest of ``spans`` was said; ``None`` when none of it was spoken."""
    if answer is None or answer.spoken is None:
        return None
    places = aligned(answer.text, answer.spoken.words)
    times = [said_at(places, span.start, span.end) for span in spans]
    return min((time for time in times if time is not None), default=None)


def _measured(answer: Answer) -> Delivery:
    if answer.spoken is None:
        return measure((), ())
    wait = answer.timings.to_first_word
    return measure(answer.spoken.words, answer.spoken.stretches, wait)


def _report(found: Delivery, over_time: tuple[float, ...]) -> DeliveryReport:
    return DeliveryReport(
        words=found.words,
        seconds=found.seconds,
        speaking_seconds=found.speaking_seconds,
        pace=found.pace,
        articulation=found.articulation,
        hesitations=found.hesitations,
        hesitation_rate=found.hesitation_rate,
        soft_fillers=found.soft_fillers,
        pauses=found.pauses,
        longest_pause=found.longest_pause,
        pause_share=found.pause_share,
        to_first_word=found.to_first_word,
        over_time=over_time,
    )

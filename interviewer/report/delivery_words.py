"""The wording for how an answer was spoken, shared by every readable report format."""

from interviewer.report.report import DeliveryReport
from interviewer.speech.delivery import COMFORTABLE, FEW, JUDGED, MANY
from interviewer.text.counts import counted

_COLUMNS = "▁▂▃▄▅▆▇█"
_FULL_PLOT = 240.0  # words per minute at the top of the plot

DELIVERY_NOTE = (
    "How you spoke is not part of the score. Speech models leave out many hesitations, so there "
    "were at least this many; “like” and “you know” are counted wherever they stand."
)
"""What a reader should know about the measures of delivery."""


def plot(values: tuple[float, ...]) -> str:
    """Return words per minute as a row of columns, 0 to 240 from bottom to top."""
    top = len(_COLUMNS) - 1
    return "".join(_COLUMNS[round(height * top)] for height in heights(values))


def heights(values: tuple[float, ...]) -> list[float]:
    """Return words per minute as the heights of columns, 0..1 for 0 to 240."""
    return [min(max(value, 0) / _FULL_PLOT, 1) for value in values]


def delivery_facts(delivery: DeliveryReport) -> list[str]:
    """Return the measures as short phrases, each with a comparison if known."""
    facts = []
    long = delivery.seconds >= JUDGED
    if delivery.pace is not None:
        slow, rushed = COMFORTABLE
        pace = delivery.pace
        how = " (slow)" if pace < slow else " (rushed)" if pace > rushed else " (comfortable)"
        how = how if long else ""
        facts.append(f"{pace:.0f} words a minute{how}")
    if delivery.articulation is not None:
        facts.append(f"{delivery.articulation:.0f} while speaking")
    rate = delivery.hesitation_rate
    if rate is not None:
        how = "" if rate <= FEW or not long else " (many)" if rate >= MANY else " (some)"
        count = delivery.hesitations
        heard = f"at least {counted(count, 'hesitation')}" if count else "no hesitation heard"
        facts.append(f"{heard}{how}")
    facts.append(counted(delivery.soft_fillers, "filler"))
    facts.append(
        f"{counted(delivery.pauses, 'pause')}, {round(delivery.pause_share * 100)} % of the time, "
        f"the longest {delivery.longest_pause:.1f} s"
    )
    if delivery.to_first_word is not None:
        facts.append(f"first word after {delivery.to_first_word:.1f} s")
    return facts

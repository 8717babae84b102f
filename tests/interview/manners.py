"""Candidates of five manners, played through whole interviews on questions of the bank.

python -m tests.interview.manners      # writes the transcripts anew; read them before a commit
"""

import asyncio
import itertools
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from interviewer.bank.catalog import Catalog
from interviewer.bank.question import FollowUp
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import SessionConfig
from interviewer.interview.machine import AwaitCandidate, Done, ShowFeedback
from interviewer.interview.session import Session, Turn
from interviewer.settings.limits import Mode
from tests.interview.play import MemoryLog
from tests.sample_bank import Clock

FOLDER = Path(__file__).parent / "golden"
QUESTIONS = ("precision-vs-recall", "bias-variance-tradeoff", "cancer-detection-accuracy")
WIDTH = 96


@dataclass(frozen=True)
class Manner:
    """What a candidate says to each question or follow-up, and in turn to all others."""

    said: Mapping[str, tuple[str, ...]]
    otherwise: tuple[str, ...]
    mode: Mode = "coach"


MANNERS: Mapping[str, Manner] = {
    "terse-expert": Manner(
        {
            "precision-vs-recall": (
                "Precision is TP over TP plus FP. Recall is TP over TP plus FN. Raising the "
                "threshold buys precision and costs recall. Recall for screening, precision for "
                "spam filters.",
            ),
            "truth-only-for-alarms": (
                "Precision. For recall, label a random sample of what was not flagged.",
            ),
            "limited-reviewers": ("200 of 500, so 40 percent. I optimise precision at 200.",),
            "bias-variance-tradeoff": (
                "Bias is systematic error from wrong assumptions, variance the sensitivity to the "
                "sample. Expected error is squared bias plus variance plus noise. More complexity "
                "lowers bias and raises variance.",
            ),
            "cancer-detection-accuracy": (
                "With four percent ill, always saying healthy gets 96. Missed cancers cost far "
                "more than false alarms. I report recall and precision from the confusion matrix "
                "and lower the threshold.",
            ),
        },
        ("Depends on the costs; I would measure it on held-out data.",),
        mode="exam",
    ),
    "rambler": Manner(
        {
            "precision-vs-recall": (
                "Give me a second to think.",
                "So, right, this comes up all the time where I work. We had this spam project, and "
                "my manager kept asking about it. Basically precision is about how many of the "
                "mails we flagged were really spam. And then, what else, well, you always have to "
                "talk to the business about it, and in the end we had a meeting every week.",
            ),
            "bias-variance-tradeoff": (
                "Well, in general you have simple models and complicated models, and the simple "
                "ones, they sort of miss things, they underfit, that's the bias. And the "
                "complicated ones, I once had a tree that was, I don't know, thirty levels deep, "
                "it learned the noise in the training data.",
            ),
            "cancer-detection-accuracy": (
                "Ninety-six sounds high, but most people do not have cancer. So a program that "
                "always says healthy gets the same figure. My aunt is a radiologist, and she says "
                "that a missed tumour is much worse than a second scan.",
                "Scratch that.",
                "Let me put it in order. As most people are healthy, a program that always says "
                "healthy gets the same figure. A missed tumour is much worse than a second scan.",
            ),
        },
        (
            "Well, there is a lot to say about that. In our project we looked at it for some "
            "weeks, and in the end it depended on what the customer wanted.",
        ),
    ),
    "asker": Manner(
        {
            "precision-vs-recall": (
                "Sorry, could you put that differently?",
                "Do you want formulas?",
                "Should I cover multi-class as well?",
                "Precision is the share of flagged cases that are really positive. Recall is the "
                "share of the real positives that we find.",
            ),
            "bias-variance-tradeoff": (
                "For regression or classification?",
                "Can we come back to this one later?",
                "How much time do I have?",
                "Bias is the error of a model that is too simple. Variance is how much the model "
                "changes with the training sample.",
                "Am I on the right track?",
            ),
            "cancer-detection-accuracy": (
                "How many of the patients have cancer?",
                "What is it used for?",
                "Who maintains the scanner?",
                "Then always saying healthy reaches 96 percent too. I would look at recall.",
            ),
        },
        ("What do you mean?", "I would say it depends on which error is worse."),
    ),
    "silent": Manner(
        {
            "precision-vs-recall": ("Um.", "I don't know.", "Yes, please.", "Hmm, no idea."),
            "bias-variance-tradeoff": ("not sure, variance?", "yes", "pass", "nothing to add"),
            "cancer-detection-accuracy": ("okay", "no", "Skip."),
        },
        ("I don't know.",),
    ),
    "wrong-but-confident": Manner(
        {
            "precision-vs-recall": (
                "Easy. Precision is the share of the actual positives that the model finds. "
                "Recall is how many of the predicted positives are correct.",
            ),
            "denominator-of-precision": (
                "The real alarms among the hundred. Oh, so precision is the share of flagged cases "
                "that are really positive. I had it the wrong way round.",
            ),
            "bias-variance-tradeoff": (
                "Bias is how sensitive the model is to small changes in the training data. High "
                "bias means overfitting, clearly.",
            ),
            "cancer-detection-accuracy": (
                "Accuracy is always the best metric. 96 percent is excellent, so I would ship it.",
            ),
        },
        ("Yes, exactly as I said. I am sure about that.",),
    ),
}


def played(manner: Manner) -> Session:
    """Return the interview that a candidate of this manner has."""
    conductor = Conductor.start(
        SessionConfig(question_ids=QUESTIONS, mode=manner.mode, seed=3),
        "s1",
        log=MemoryLog(),
        bank=Catalog.load(),
        grader=OfflineGrader(),
        clock=Clock(),
    )
    otherwise = itertools.cycle(manner.otherwise)
    left = {name: list(several) for name, several in manner.said.items()}

    async def talk() -> None:
        for _ in range(80):  # nobody talks for ever
            match await conductor.settle():
                case AwaitCandidate():
                    turn = conductor.session.turns[-1]
                    conductor.say(next_words(turn, left) or next(otherwise))
                case ShowFeedback():
                    conductor.go_on()
                case Done():
                    return
        raise AssertionError("the interview does not end")

    asyncio.run(talk())
    return conductor.session


def next_words(turn: Turn, left: dict[str, list[str]]) -> str | None:
    """Return what is said next to what is open, if this candidate has words for it."""
    asked = turn.open_follow_up
    name = turn.item.question.id
    if asked is not None:
        follow_up = asked.id if isinstance(asked, FollowUp) else asked.follow_up_id or asked.id
        name = follow_up if follow_up in left else name if _says_more(left[name]) else follow_up
    several = left.get(name, [])
    return several.pop(0) if several else None


def _says_more(several: list[str]) -> bool:
    """Whether what is left for a question is said at its follow-ups."""
    return bool(several)


def transcript(session: Session) -> str:
    """Return what was said, as a script is printed."""
    parts = []
    turn = 0
    for line in session.lines:
        if line.turn != turn:
            turn = line.turn
            parts.append(f"--- {turn} ---")
        who = "Interviewer" if line.speaker == "interviewer" else "Candidate"
        said = f"{line.lead} {line.text}".strip()
        parts.append(textwrap.fill(f"{who}: {said}", WIDTH, subsequent_indent="    "))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the transcript of every manner anew."""
    for name, manner in MANNERS.items():
        (FOLDER / f"{name}.txt").write_text(transcript(played(manner)), encoding="utf-8")


if __name__ == "__main__":
    main()

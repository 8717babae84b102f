"""What the interviewer can ask: a question, its follow-ups, hints and clarifications."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator

from interviewer.bank.choices import current_level
from interviewer.bank.coding import Coding
from interviewer.bank.strict import Slug as Slug
from interviewer.bank.strict import Strict as Strict
from interviewer.bank.strict import Text as Text

Level = Annotated[Literal["beginner", "intermediate", "advanced"], BeforeValidator(current_level)]
"""``core``, of banks and sessions from before 2026-12, is read as ``beginner``."""

Kind = Literal["concept", "scenario", "coding", "behavioural", "calculation", "exhibit", "estimate"]
ExhibitKind = Literal["code", "table", "plot", "diagram", "text"]
EXHIBIT_WIDTH = 76
"""Most characters in a line of an exhibit: what an 80-column terminal shows in a frame."""
FollowUpCondition = Literal["missed", "partial", "unmet", "met"]


class FollowUp(Strict):
    """A further question that targets one criterion of the rubric.

    ``when`` is the verdict on that criterion after which it is asked. With ``unmet`` (missed or
    partial) the follow-up is a probe. With ``met`` it goes deeper, and the reply is judged by the
    rubric's ``Depth`` with its id. ``spoken`` is the prompt as it is read aloud.
    """

    id: Slug
    prompt: Text
    criterion: Slug
    when: FollowUpCondition = "unmet"
    spoken: Text | None = None

    @property
    def aloud(self) -> str:
        """The prompt as it is to be spoken."""
        return self.spoken or self.prompt


class Clarification(Strict):
    """What the interviewer replies when the candidate asks about ``topic``.

    ``asks`` lists wordings of the candidate's question.
    """

    topic: Text
    asks: tuple[Text, ...] = Field(min_length=1)
    reply: Text


class Exhibit(Strict):
    """What is shown with a question: lines of text in a fixed-width font, at most 76 wide.

    ``language`` is the programming language of code; ``spoken`` describes the exhibit to somebody
    who cannot see it.
    """

    kind: ExhibitKind
    content: Annotated[str, StringConstraints(min_length=1, max_length=4000)]
    language: Slug | None = None
    spoken: Text

    @field_validator("content")
    @classmethod
    def _fits(cls, content: str) -> str:
        lines = content.rstrip().expandtabs(4).splitlines()
        widest = max(map(len, lines), default=0)
        if widest > EXHIBIT_WIDTH:
            raise ValueError(f"a line of {widest} characters, at most {EXHIBIT_WIDTH} fit")
        return "\n".join(line.rstrip() for line in lines)


class Question(Strict):
    """One item that the interviewer can ask.

    ``time_limit`` is in seconds. ``spoken`` is the prompt as it is read aloud, without symbols;
    without it, the prompt itself is read. ``rephrased`` asks the same in other words, for a
    candidate who did not understand. ``hints`` are given in this order. ``exhibit`` is shown with
    the prompt. ``coding`` has what is run for a question of kind ``coding``; without it, the
    question is only discussed.
    """

    id: Slug
    area: Slug
    level: Level
    kind: Kind
    prompt: Text
    spoken: Text | None = None
    rephrased: Text | None = None
    exhibit: Exhibit | None = None
    coding: Coding | None = None
    time_limit: int = Field(default=120, ge=30, le=3600)
    hints: tuple[Text, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
    sources: tuple[Text, ...] = ()

    @property
    def shown(self) -> str:
        """The prompt as shown on a screen, with the exhibit below it."""
        return self.prompt if self.exhibit is None else f"{self.prompt}\n\n{self.exhibit.content}"

    @property
    def aloud(self) -> str:
        """The prompt as it is to be spoken, with a description of the exhibit."""
        said = self.spoken or self.prompt
        return said if self.exhibit is None else f"{said} {self.exhibit.spoken}"

    def spoken_form(self, text: str) -> str:
        """Return the spoken form of this question, as shown, or of a follow-up's prompt."""
        if text == self.shown:
            return self.aloud
        return next(
            (follow_up.aloud for follow_up in self.follow_ups if follow_up.prompt == text), text
        )

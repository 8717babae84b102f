"""What the interviewer can ask: a question, its follow-ups, hints and clarifications."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A stable id: lower-case words of letters and digits, joined by single hyphens."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
"""Non-blank text of at most 4000 characters, outer white space removed."""

Level = Literal["core", "advanced"]
Kind = Literal["concept", "scenario", "coding", "behavioural"]
ProbeCondition = Literal["missed", "partial", "unmet", "met"]


class Strict(BaseModel):
    """Base of every stored model: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FollowUp(Strict):
    """A probe that targets one criterion of the question's rubric.

    ``when`` says which verdict on that criterion makes the probe fitting: ``unmet`` stands for
    missed or partial; ``met`` goes deeper into what was already right.
    """

    id: Slug
    prompt: Text
    criterion: Slug
    when: ProbeCondition = "unmet"


class Clarification(Strict):
    """What the interviewer replies when the candidate asks about ``topic``.

    ``asks`` holds ways in which a candidate would word that question.
    """

    topic: Text
    asks: tuple[Text, ...] = Field(min_length=1)
    reply: Text


class Question(Strict):
    """One item that the interviewer can ask.

    ``time_limit`` is in seconds. ``spoken`` is the prompt as it is read aloud, without symbols;
    where it is absent the prompt itself is read. ``hints`` are given in their order.
    """

    id: Slug
    area: Slug
    level: Level
    kind: Kind
    prompt: Text
    spoken: Text | None = None
    time_limit: int = Field(default=120, ge=30, le=3600)
    hints: tuple[Text, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
    sources: tuple[Text, ...] = ()

    @property
    def aloud(self) -> str:
        """The prompt as it is to be spoken."""
        return self.spoken or self.prompt

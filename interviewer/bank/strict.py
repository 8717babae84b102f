"""The base of every stored model, and the kinds of text that they all use."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A stable id: lower-case words of letters and digits, joined by single hyphens."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
"""Non-blank text of at most 4000 characters, outer white space removed."""


class Strict(BaseModel):
    """Base of every stored model: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

"""The works that questions cite, as ``cited-works.toml`` beside this module lists them."""

import functools
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from interviewer.bank.strict import Strict

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=5)]
_Url = Annotated[str, StringConstraints(pattern=r"^https?://[a-zA-Z0-9.-]+\.[a-z]{2,}(/[!-~]*)?$")]
_Number = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{4,5}$")]


class Work(Strict):
    """A work: words that identify its citation, how deep it is, and its free address, if any."""

    words: _Words
    depth: Literal["guide", "textbook", "advanced"]
    url: _Url | None = None


class CitedWorks(Strict):
    """Works, the first match of which counts for a citation, and the arXiv numbers of papers."""

    works: Annotated[tuple[Work, ...], Field(min_length=1)]
    arxiv: dict[_Words, _Number]

    @model_validator(mode="after")
    def _each_can_be_found(self) -> Self:
        hidden = [*_hidden([work.words for work in self.works]), *_hidden([*self.arxiv])]
        if hidden:
            raise ValueError(" ".join(hidden))
        return self

    def work(self, citation: str) -> Work | None:
        """Return the cited work, or ``None`` if it is not listed."""
        cited = citation.lower()
        return next((work for work in self.works if work.words.lower() in cited), None)

    def paper(self, citation: str) -> str | None:
        """Return the arXiv address of the cited paper, or ``None`` if it is not listed."""
        cited = citation.lower()
        number = next((n for title, n in self.arxiv.items() if title.lower() in cited), None)
        return number and f"https://arxiv.org/abs/{number}"


def read_works(text: str) -> CitedWorks:
    """Return the works in a TOML text; raise ``ValueError`` that names every wrong entry."""
    return CitedWorks.model_validate(tomllib.loads(text))


@functools.cache
def cited_works() -> CitedWorks:
    """Return the works that ship with the program, read on first use."""
    return read_works(files(__package__).joinpath("cited-works.toml").read_text("utf-8"))


def _hidden(words: list[str]) -> Iterator[str]:
    """Yield an error for each entry that can never match because an earlier one always does."""
    for place, later in enumerate(words):
        for earlier in words[:place]:
            if earlier.lower() in later.lower():
                yield f"{later!r} is never found: {earlier!r} stands before it."

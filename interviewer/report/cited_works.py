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
    """A work by words of its citation, how deep it is, and where it is free, if anywhere."""

    words: _Words
    depth: Literal["guide", "textbook", "advanced"]
    url: _Url | None = None


class CitedWorks(Strict):
    """Works, of which the first that fits a citation counts, and numbers of papers at arXiv."""

    works: Annotated[tuple[Work, ...], Field(min_length=1)]
    arxiv: dict[_Words, _Number]

    @model_validator(mode="after")
    def _each_can_be_found(self) -> Self:
        hidden = [*_hidden([work.words for work in self.works]), *_hidden([*self.arxiv])]
        if hidden:
            raise ValueError(" ".join(hidden))
        return self

    def work(self, citation: str) -> Work | None:
        """Return the work that is cited, or ``None`` for one that is not listed."""
        cited = citation.lower()
        return next((work for work in self.works if work.words.lower() in cited), None)

    def paper(self, citation: str) -> str | None:
        """Return the address at arXiv of the paper that is cited, or ``None``."""
        cited = citation.lower()
        number = next((n for title, n in self.arxiv.items() if title.lower() in cited), None)
        return number and f"https://arxiv.org/abs/{number}"


def read_works(text: str) -> CitedWorks:
    """Read works from TOML; ``ValueError`` names every entry that is wrong."""
    return CitedWorks.model_validate(tomllib.loads(text))


@functools.cache
def cited_works() -> CitedWorks:
    """Return the works that ship with the program; they are read at the first use."""
    return read_works(files(__package__).joinpath("cited-works.toml").read_text("utf-8"))


def _hidden(words: list[str]) -> Iterator[str]:
    """Say of each entry that nothing can find, since an earlier one fits wherever it does."""
    for place, later in enumerate(words):
        for earlier in words[:place]:
            if earlier.lower() in later.lower():
                yield f"{later!r} is never found: {earlier!r} stands before it."

"""What asking a language model has cost."""

from pydantic import Field

from interviewer.bank.question import Strict


class Usage(Strict):
    """What requests to a language model have used.

    ``estimated`` is true if the server did not count tokens, so that they are estimated from the
    length. ``cost`` is in the currency of the prices in the settings; ``None`` without prices.
    """

    requests: int = Field(default=0, ge=0)
    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)
    estimated: bool = False
    cost: float | None = Field(default=None, ge=0)

    @property
    def tokens(self) -> int:
        """All tokens, sent and received."""
        return self.prompt_tokens + self.completion_tokens

    def __add__(self, other: "Usage") -> "Usage":
        """Both together; the cost is known only where both costs are."""
        if not other.requests:
            return self
        if not self.requests:
            return other
        known = self.cost is not None and other.cost is not None
        return Usage(
            requests=self.requests + other.requests,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            estimated=self.estimated or other.estimated,
            cost=(self.cost or 0) + (other.cost or 0) if known else None,
        )

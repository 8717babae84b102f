"""What a session has used up, and whether there is anything left."""

from interviewer.llm.errors import Fault
from interviewer.llm.usage import Usage

_CHARACTERS = 4  # of a token, about; for servers that count none


class Budget:
    """The tokens of one session. ``limit`` is their number, ``None`` for no limit."""

    def __init__(self, limit: int | None, prices: tuple[float | None, float | None]) -> None:
        self._limit = limit
        self._prices = prices
        self._spent = 0

    def check(self) -> None:
        """Raise ``Fault`` when nothing is left."""
        if self._limit is not None and self._spent >= self._limit:
            raise Fault(
                f"the budget of {self._limit:,} tokens for one session is used up "
                f"({self._spent:,}); raise 'budget' in the settings and judge again"
            )

    def charge(self, usage: Usage) -> None:
        """Count what has been used."""
        self._spent += usage.tokens

    def usage(self, counted: tuple[int, int] | None, sent: int = 0, received: int = 0) -> Usage:
        """Return the usage of one request, and charge it.

        ``counted`` are the server's counts of tokens in and out; without them they are guessed
        from the characters ``sent`` and ``received``.
        """
        into, out = counted or (-(-sent // _CHARACTERS), -(-received // _CHARACTERS))
        price_in, price_out = self._prices
        cost = None
        if price_in is not None and price_out is not None:
            cost = round((into * price_in + out * price_out) / 1_000_000, 8)
        usage = Usage(
            requests=1,
            prompt_tokens=into,
            completion_tokens=out,
            estimated=counted is None,
            cost=cost,
        )
        self.charge(usage)
        return usage

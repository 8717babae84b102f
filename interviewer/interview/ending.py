"""How candidates end an answer by handing it in, and how they end the interview.

Patterns of whole phrases, as ``phrases`` has them.
"""

from typing import Final

_WORK: Final = "(?:my|the|this) (?:final )?(?:code|solution|answer|query|function)"
_I_WANT: Final = (
    "(?:(?:can|could|may|shall|should) (?:i|we) |let us |let me |i (?:will|am going to|(?:want|need"
    "|have|would like|would prefer|wish)(?: to)?) |i am ready to |ready to )?"
)
_TALK: Final = "(?:the|this|our) interview"
_NOW: Final = "(?: (?:now|here|early|there|at this point|for (?:now|today)))*"

HANDING_IN: Final[tuple[str, ...]] = (
    f"{_I_WANT}(?:submit|hand in)(?: (?:it|that|this|{_WORK}))?{_NOW}",
    f"{_I_WANT}hand (?:it|that|this|{_WORK}) in{_NOW}",
    f"(?:here|that|this) is {_WORK}|(?:that|this|it) should do(?: it)?",
    f"(?:i am )?(?:done|finished|happy|satisfied) (?:coding|with {_WORK}){_NOW}",
    f"{_WORK} is (?:done|finished|complete|ready){_NOW}|code is (?:done|finished|complete|ready)",
)

QUITTING: Final[tuple[str, ...]] = (
    f"{_I_WANT}(?:stop|end|finish|quit|leave|terminate|abort|exit|close) {_TALK}{_NOW}",
    "i (?:(?:want|need|have|would like|would prefer) to|will|am going to) (?:quit|leave|exit)"
    f"{_NOW}",
    f"i (?:have|need) to (?:go|run){_NOW}|{_I_WANT}(?:call it a day|stop for today)",
    "quit|exit|(?:good)?bye(?: bye)?",
)

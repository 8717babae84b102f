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

# Without this frame it may be about something else: "stop this session".
_ENDING: Final = (
    "(?:(?:can|could|may|shall|should) (?:i|we)|let us|i (?:will|am going to"
    "|(?:want|need|have|would like|would prefer|wish) to))"
)

QUITTING: Final[tuple[str, ...]] = (
    f"{_ENDING} (?:stop|end|finish|quit|leave|wrap up) (?:the|this|our) (?:session|call|mock"
    f" interview|practice|conversation|chat)(?: up)?{_NOW}",
    f"{_I_WANT}wrap (?:up {_TALK}|{_TALK} up){_NOW}",
    # "Let us stop here" may end only the answer.
    "(?:can|could|may|shall|should) we (?:stop|end|finish)(?: (?:it|this|things))?"
    " (?:now|here|there|early|for (?:now|today))(?: for (?:now|today))?"
    "|let us (?:stop|end|finish)(?: (?:it|this|things))?(?: here)? for (?:now|today)"
    "|(?:can|could|may) i stop (?:now|for (?:now|today))",
    "i do not (?:want to|wish to|feel like) (?:continue|continuing|go on|going on|carry on|do this"
    f"|doing this|keep going)(?: any ?more| with (?:this|it|{_TALK})| {_TALK})*{_NOW}",
    "(?:that|this) is enough for (?:now|today|one day)|i quit",
    "i have(?: got)? (?:another|a|to get to a) (?:meeting|appointment)(?: now| soon)?",
    f"{_I_WANT}(?:stop|end|finish|quit|leave|terminate|abort|exit|close) {_TALK}{_NOW}",
    "i (?:(?:want|need|have|would like|would prefer) to|will|am going to) (?:quit|leave|exit)"
    f"{_NOW}",
    f"i (?:have|need|have got) to (?:go|run|drop(?: off)?|hop off|head out){_NOW}",
    f"{_I_WANT}(?:call it a day|stop for today)",
    "quit|exit|(?:good)?bye(?: bye)?",
)

"""How candidates ask for a pause for reasons outside the interview, and make small talk.

Patterns of whole phrases, as ``phrases`` has them.
"""

from typing import Final

_MAY = (
    "(?:(?:can|could|may|might|shall) (?:i|we)|let (?:me|us)|is it (?:fine|possible) (?:if i|to))"
)
_HAVE_TO = "i (?:will|must|(?:need|have|want|would like) to|am going to)"
_BRIEFLY = (
    "(?: (?:real|quick|first|now|here|there|again|for (?:a|one) (?:moment|minute|second|sec)))*"
)
_MOMENT = "(?:a|one|another|half a) (?:moment|minute|second|sec)"
_AT_HOME = (
    "(?:my|our) (?:dog|cat|baby|kids?|children|son|daughter|wife|husband|partner|mother|mom|mum"
    "|father|dad|flatmate|roommate|neighbou?rs?|boss|phone|laptop|battery|alarm|doorbell|headset)"
    "|the (?:dog|baby|kids|phone|doorbell|door|fire alarm|postman|delivery)"
)
_DISTURBS = (
    "(?:barking|crying|screaming|yelling|ringing|buzzing|beeping|knocking|meowing|dying|going off"
    "|rang|went off|walked in|came in|woke up|at the door|about to die|calling(?: me)?|here)"
)
_FETCH = "(?:grab|get|fetch|find|take|have|drink|pour|answer|mute|silence|check on|plug in|put on)"
_THING = (
    "(?:(?:the|my|a|an|some|me|another|glass|sip|bottle|cup|piece|sheet|of) )*"
    "(?:water|coffee|tea|drink|pen|pencil|paper|notebook|notepad|phone|call|charger|headphones"
    "|headset|glasses|tissue|dog|baby|kids|door)"
)

PAUSING: Final[tuple[str, ...]] = (
    f"(?:(?:{_MAY}|{_HAVE_TO}) )?be (?:right )?back(?: in {_MOMENT})?{_BRIEFLY}",
    f"(?:{_AT_HOME}) (?:(?:is|are|was|has|just|keeps?|started) )*{_DISTURBS}"
    "(?: in the background)?" + _BRIEFLY,
    "(?:there is |it is )?(?:someone|somebody)(?: is| has)?(?: just)?"
    " (?:at (?:the|my) door|knocking|ringing|calling(?: me)?|walked in|came in)" + _BRIEFLY,
    f"(?:{_MAY}|{_HAVE_TO})(?: go)? {_FETCH} {_THING}{_BRIEFLY}",
    f"(?:{_MAY}|{_HAVE_TO})(?: go)? (?:close|shut|open) (?:the|a|my) (?:door|window){_BRIEFLY}",
    f"(?:{_MAY}|{_HAVE_TO}) (?:turn|switch|shut) (?:off|down) my \\w+{_BRIEFLY}",
    f"(?:{_MAY}|{_HAVE_TO})(?: go)? (?:to|use|visit) the (?:bathroom|restroom|toilet){_BRIEFLY}",
    "i (?:(?:have|had|need) to|am about to|must) (?:sneeze|cough|yawn|blow my nose)",
    f"(?:{_MAY} )?(?:pause|stop) (?:here )?(?:for )?{_MOMENT}",
    f"{_MAY} (?:take|have) (?:a|another) (?:(?:\\w+ minutes?|short|quick|little|small) )?break"
    f"{_BRIEFLY}",
    f"excuse me (?:for )?{_MOMENT}",
    # "Let me try again" takes something back.
    "(?:let me|i will) (?:try|give (?:it|this|that) a (?:try|go|shot))"
    "(?: (?:it|this|that|one|first|anyway|without|on my own|myself|a hint|hints))*",
    # small talk
    "(?:hello|good (?:morning|afternoon|evening|day)|nice to meet you(?: too)?|for having me"
    "|glad to be here|i am (?:very |rather )?(?:nervous|anxious|excited|tired|stressed))"
    "(?: (?:today|here|there|everyone|sir|madam|now))*",
)

"""How candidates ask for the time: patterns of whole phrases, as ``phrases`` has them."""

from typing import Final

_TALK: Final = "(?:(?:the|this|our) )?(?:whole )?(?:interview|session|call|thing|question|this|it)"

TIME: Final[tuple[str, ...]] = (
    "how much (?:more )?time (?:do|have|is|are|did|does)? ?(?:i|we|there|is)? ?"
    "(?:have|got|left|remain|remaining)*(?: (?:left|remaining|there|for (?:this|that|it)(?: one"
    "| question)?))*",
    "how (?:long|many minutes|many seconds|much longer)(?: (?:do|have|is|are|more))? ?"
    "(?:i|we|there)? ?(?:have|got|left|remain)*(?: (?:left|remaining|for (?:this|that|it)"
    "(?: one| question)?))*",
    "(?:time check|what is (?:the|my) time|time left|(?:the )?time remaining|what time is "
    "it|(?:any|is there any|is there) time left|how is (?:the|my) time|how is time)",
    "how (?:are|am) (?:we|i) (?:doing|going)?(?: ?(?:for|on|with))? ?(?:the )?time",
    "(?:am i|are we) (?:(?:good|fine|all right|behind) (?:on|for)|(?:running )?(?:out of|over"
    "|short (?:of|on)|on|low on|in|within))(?: the)? "
    "time|(?:do|have) (?:i|we) (?:still )?(?:have |got )?(?:any |enough |some )?(?:more )?time"
    "(?: left)?|is there a time limit|is (?:my |the )?time up|what is the time limit",
    "is there (?:a|any) (?:timer|clock|countdown|deadline)(?: (?:for|on) (?:this|that|it))?",
    f"how long (?:is|will|does|should) {_TALK}(?: (?:be|take|last|go on|going to be|going to take"
    "|supposed to (?:be|take)))?(?: (?:in total|all together|altogether))?",
    f"when (?:is|will|does|do|are) (?:{_TALK}|we)(?: be)? (?:end|ends|over|finish|done|finished)",
    "how (?:much time|long) (?:should|shall|can|may|do|must) i (?:spend|take|use|talk)"
    "(?: (?:on|for|about) (?:this|that|it|each)(?: (?:one|question|part))?)?",
    "how many (?:more )?questions (?:are|do|will|is|have) ?(?:there|left|we|i|you)?"
    "(?: (?:be|left|have|to go|remaining|still|more|in total|there|got|ask|ask me))*",
    "(?:did|am|have|was) i (?:take|taking|taken|using|used|use|been|being)?(?: up)? ?too "
    "(?:long|slow|much time)(?: (?:with|on|for) (?:this|that|it))?",
)

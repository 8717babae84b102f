"""Honest replies to clarifying questions that the bank does not cover.

They are true of every question, and reveal nothing of what a good answer contains.
"""

import re

_GENERAL: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"\b(?:math|mathematics|formulas?|formal\w*|derive|derivation|equations?|proof|prove)\b"
        ),
        "Use a formula where it helps you; words are fine too.",
    ),
    (
        re.compile(
            r"\b(?:how (?:long|short)|short version|length|brief|long version"
            r"|too (?:much|long|short|fast|quick))\b"
        ),
        "A minute or two is plenty; I will ask where I want more.",
    ),
    (
        re.compile(
            r"\b(?:how (?:deep\w*|detailed|much (?:detail|depth)|technical|thorough|far)|details?"
            r"|depth|high level|intuition|level of|overview)\b"
        ),
        "Go as deep as you would with a colleague; I will ask where I want more.",
    ),
    (
        re.compile(r"\bexamples?\b"),
        "An example is welcome if it helps you to make a point.",
    ),
    (
        re.compile(
            r"\b(?:what (?:do|does|is|are) (?:you )?(?:mean\w*|meant)|meaning of|definition|define"
            r"|what does \w+ mean|stands? for)\b"
        ),
        "I mean it in the usual sense; say how you understand it, and go on from there.",
    ),
    (
        re.compile(
            r"\b(?:judg|grad|scor|evaluat|rat|assess|mark)(?:e|ed|ing)? (?:me|my|this answer|the"
            r" answer|answers|on)\b|\b(?:i|we) be (?:judged|graded|scored|evaluated|assessed)\b"
        ),
        "By what you say and by how you reason. Answer as you would at work.",
    ),
    (
        re.compile(r"\bassum\w+\b"),
        "You may assume what seems reasonable, as long as you say so.",
    ),
    (
        re.compile(r"\b(?:start|begin|first|order|focus)\b"),
        "Begin wherever you like; the order is up to you.",
    ),
    (
        re.compile(
            r"\b(?:can|could|may|might|shall|allowed to|let me|(?<!do )i (?:would like|want|need"
            r"|have) to) "
            r"(?:(?:i|we|just|also|quickly) )*"
            r"(?:add|say|mention|ask|tell|go back|share|draw|write|sketch|show|talk|finish)\b"
            r"|\b(?:should|shall|can|could|may|might|must|do) i (?:also )?(?:go on"
            r"|keep going|continue|carry on|proceed)\b"
            r"|\bone (?:more|other|last|quick) (?:thing|point|question|remark|note)\b"
        ),
        "Of course, go ahead.",
    ),
    (
        re.compile(
            r"\b(?:am i|are we) (?:allowed|free)"
            r"|\b(?:can|may|could) (?:i|we) (?:use|take|choose|pick)\b"
        ),
        "Use what you would use at work, and say why.",
    ),
    (
        re.compile(r"\bor\b"),
        "Take the case that you find more telling, say which one it is, and go on from there.",
    ),
)
_OPENING = re.compile(
    r"^\W*(?:(?:sorry|ok|okay|so|well|but|and|um+|uh+|first|quick question|one question|to clarify"
    r"|before (?:i|we) (?:start|begin|answer)|to be sure|just)\b[\s,.:]*)+"
)
_UP_TO_YOU = "That is up to you; include what seems important to you."
UNFORESEEN = "Assume what seems reasonable to you, say so, and go on from there."
"""The reply when nothing better fits."""


def general_reply(said: str) -> str:
    """Return an honest reply to a clarifying question that the bank does not cover."""
    plain = _OPENING.sub("", said.lower())
    known = next((reply for pattern, reply in _GENERAL if pattern.search(plain)), None)
    if known is None and re.search(r"\b(?:should|shall|must|do) i\b", plain):
        return _UP_TO_YOU
    return known or UNFORESEEN

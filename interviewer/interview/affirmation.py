"""Whether a reply to "Do you mean that ...?" is a plain yes or a plain no.

A yes counts against the candidate, so only an unreserved one is accepted. A no costs nothing, and
may be followed by what was meant instead.
"""

import re

from interviewer.text.folding import folded

_END = r"(?=\s*(?:$|[,.;:!\u2014]|-(?!\w)))"
_YES = re.compile(
    r"(?:yes|yeah|yep|yup|yea)\b"
    r"|(?:sure|exactly|precisely|correct|right|indeed|absolutely|definitely|certainly|of course"
    r"|true|i do|i (?:do )?mean (?:that|it|so)|i meant that|i (?:think|believe) so"
    r"|(?:that is|that's|thats) (?:right|correct|true|it|so"
    rf"|(?:exactly )?what i (?:mean|meant|said|think|believe))){_END}"
)
_NO = re.compile(
    r"(?:no(?=$|[,.;:!\u2014-]| (?:i|it|its|it's|that|that's|this|they|the|a|an|what|of|not"
    r"|because|since|sorry|thanks|thank|please|no|well|rather|absolutely|definitely)\b)"
    r"|nope|nah|not (?:at all|really|exactly|quite|that)|of course not|certainly not"
    r"|definitely not|absolutely not|by no means"
    rf"|(?:no way|not (?:necessarily|always)){_END}"
    r"|i (?:do not|don't|dont|did not|didn't|didnt|would not|wouldn't|wouldnt)"
    r" (?:mean|say|think|believe) (?:that|so|it|this)"
    r"|i (?:never (?:said|meant)|am not (?:saying|claiming)) (?:that|so|it|this)"
    r"|i'm not (?:saying|claiming) (?:that|so|it|this)"
    r"|(?:that is|that's|thats|this is|it is|it's|its) not"
    rf" (?:what i (?:mean|meant|said|wanted to say|am saying|was saying)|what i'm saying"
    rf"|(?:true|right|correct|so|the case){_END})"
    rf"|(?:that is|that's|thats) (?:wrong|false|incorrect){_END}"
    r"|on the contrary|(?:quite )?the (?:opposite|other way (?:round|around)))(?!\w)"
)
_AFTER_NO = re.compile(r"(?:yes|i do mean|i mean exactly)\b")
_OPENING = re.compile(r"(?:(?:um+|uh+|er+|hm+|ah|oh|ok|okay|well|so|sorry|ha)\b[\s,.]*)+")
# Words that qualify a yes or replace it with something else.
_RESERVE = re.compile(
    r"\b(?:no|not|never|neither|nor|but|however|although|though|except|unless|only|mostly|partly"
    r"|partially|sometimes|often|usually|depends?|maybe|perhaps|probably|guess|suppose|sort of"
    r"|kind of|unsure|sorry|meant|mistake|mistaken|misspoke|wrong|opposite|reverse|swapped|instead"
    r"|rather|other way|correct myself|confus\w+|mix|mixed|actually|wait|without|cannot|\w+n't"
    r"|(?:do|does|did|is|are|was|wo|ca|has|have)nt)\b|\?"
)
_NEGATIVE = re.compile(
    r"\b(?:no|not|never|neither|nor|nobody|nothing|none|without|cannot|\w+n't)\b"
)
_GAP = " ,.;:!\u2014-"


def affirmed(said: str, question: str) -> bool | None:
    """Return ``True`` for a plain yes, ``False`` for a no, ``None`` for anything else.

    ``question`` is what was asked. If it contains a negation, "yes, it is" says the opposite, so
    only a bare yes counts.
    """
    plain = " ".join(folded(said).text.split())
    if opening := _OPENING.match(plain):
        plain = plain[opening.end() :]
    if no := _NO.match(plain):
        return None if _AFTER_NO.match(plain[no.end() :].lstrip(_GAP)) else False
    rest = plain
    while yes := _YES.match(rest):
        rest = rest[yes.end() :].lstrip(_GAP)
    if rest == plain:
        return None
    if rest and (_RESERVE.search(rest) or _NEGATIVE.search(folded(question).text)):
        return None
    return True

"""Two kinds of correction: taking back what was said, or admitting a mistake in it."""

import re
from typing import Final

from interviewer.interview.plain_words import plain_words
from interviewer.interview.talk_words import mended

_PLACE: Final = r"(?: (?:about|there|here|on|with|before|earlier|somewhere|that|this|it))*"
OWNING_UP: Final[tuple[str, ...]] = (
    f"i (?:was|am) (?:totally |completely )?(?:wrong|mistaken|incorrect){_PLACE}",
    "(?:i )?(?:have )?(?:messed|screwed|mucked)(?: (?:it|that|this|something|things))?(?: all)? up"
    f"(?: badly)?{_PLACE}(?: (?:the|my) answer)?",
    "i (?:have )?(?:botched|fluffed|bungled|fumbled|flubbed|garbled|muddled|blew|slipped)(?: up)?"
    f"{_PLACE}(?: up)?",
    "(?:i )?(?:have )?made (?:a|an|one|some) (?:small |big |silly |stupid |bad )?"
    f"(?:mistakes?|errors?|slip|blunder){_PLACE}(?: in (?:that|it|my answer|what i said))?",
    "(?:no )?(?:that|this|it) (?:is|was) not (?:it|what i (?:mean|meant|wanted to say))",
    "there (?:is|was) (?:a|an) (?:mistake|error) in (?:it|that|there|my answer|what i said)",
    "i (?:have )?(?:confused|swapped|reversed|mixed up) (?:the two|both|them|those|it)(?: up)?",
    "i (?:have )?(?:forgot|forgotten|missed|left out|skipped) (?:to (?:say|mention|add) )?"
    "(?:something|(?:one|a|another) (?:thing|point|step|part)|part of (?:it|my answer))",
    "i (?:have )?left (?:something|(?:one|a) (?:thing|point|step|part)) out",
)
"""How candidates own up to a mistake: patterns of whole phrases, as ``phrases`` has them."""

_TAKES_BACK: Final = re.compile(
    r"\b(?:scratch|strike|forget|ignore|disregard|discard|cancel|delete|drop|erase|scrap|withdraw"
    r"|undo|rewind|retract|never ?mind|(?<!go )(?<!going )back|start|begin|over|again|anew|afresh"
    r"|fresh|restart|redo|retry|retake|rewrite|rephrase|reword|restate|reformulate|paraphrase"
    r"|differently|another|try|new|go(?! back)|stab|shot|replace)\b"
)


def only_owns_up(said: str) -> bool:
    """Whether a correction takes nothing back: "I made a mistake", "can I change my answer".

    The change itself is still to come, and until then the answer stands.
    """
    if said.lstrip().startswith("/"):
        return False
    return not _TAKES_BACK.search(" ".join(mended(plain_words(said))))

"""Turns a text into one that claims the contrary."""

import re

from interviewer.grading.trial.phrases import in_sentence

_AUXILIARY = re.compile(
    r"is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|should|may|might|must"
)
_VERB = re.compile(
    rf"\b({_AUXILIARY.pattern}"
    r"|(?:mean|give|take|make|keep|measure|lie|tell|show|depend|let|use|need|learn|fit|add|lower|raise"
    r"|reduce|increase|assume|predict|train|compute|pick|work|average|move|divide|turn|compare|sum"
    r"|start|stop|choose|split|tend|point|shrink|update|scale|hold|run|read|write|grow|fall|rise|come"
    r"|get|go|see|say|find|look|help|hurt|cost|pay|change|produce|return|send|store|sample|draw"
    r"|weigh|map|push|pull|prevent|avoid|cause|allow|force|carry|cover|describe|explain|estimate"
    r"|report|test|check|serve|call|count|rank|score|become|remain|stay|belong|contain|capture"
    r"|combine|apply|improve|penalise|punish|reward|treat|ignore|drop|fill|replace|remove|share)s)\b"
)
"""Verbs that "not" may follow: auxiliaries, and common ones in the third person."""
_SAID = re.compile(rf"(?<!-){_VERB.pattern}")
"""Such a verb, and not the end of a name like k-means."""
_PART = re.compile(r"(?<=[.!?;:])\s+|\n+")
_NEGATIVE = re.compile(r"\b(?:not|never|no|none|nothing|nor|without)\b|n't\b")


def negated(text: str) -> str:
    """Return a text with "not" after each of its common verbs: it then claims the contrary."""
    return _VERB.sub(r"\1 not", text)


def denied(text: str) -> str:
    """Return a text of which each sentence is denied, and each part of one after a semicolon.

    A sentence with one clause and one verb gets a "not". Of others a "not" would deny a part alone,
    or cancel one that is there, so they are said not to be true.
    """
    parts = []
    for part in filter(None, _PART.split(text.strip())):
        plain = "," not in part and not _NEGATIVE.search(part) and len(_SAID.findall(part)) == 1
        said = in_sentence(part.rstrip(".!?;:"))
        parts.append(_SAID.sub(_not, part) if plain else f"It is not true that {said}.")
    return " ".join(parts)


def _not(verb: re.Match[str]) -> str:
    """Negate a verb as it is said: "is not", "does not grow"."""
    word = verb[0]
    return f"{word} not" if _AUXILIARY.fullmatch(word) else f"does not {word[:-1]}"

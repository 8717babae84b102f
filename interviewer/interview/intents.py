"""Recognises what a candidate says other than an answer, typed as a command or said in passing.

Only a whole utterance counts: "skip connections help" is an answer, "let's skip this one" is not.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from interviewer.bank.question import Question
from interviewer.interview.clarifying import (
    find_clarification,
    guesses,
    says_how_deep,
    states_and_asks,
    wonders,
)
from interviewer.interview.correcting import only_owns_up
from interviewer.interview.either_way import is_either, is_short_answer, statement_about_oneself
from interviewer.interview.events import IntentName
from interviewer.interview.field_terms import field_words, names_a_term, with_terms
from interviewer.interview.going_on import goes_on
from interviewer.interview.not_knowing import not_knowing_intent
from interviewer.interview.phrases import COMPILED, GLUE, PHRASES
from interviewer.interview.plain_words import hesitates, plain_words
from interviewer.interview.speech_acts import names_the_unknown, request_about, speech_act
from interviewer.interview.talk_words import mended

Name = Literal["skip", "quit", "next", "unclear"] | IntentName

COMMANDS: dict[str, tuple[Name, str]] = {
    "/hint": ("hint", "a hint"),
    "/repeat": ("repeat", "the question again"),
    "/rephrase": ("rephrase", "the question in other words"),
    "/skip": ("skip", "pass on this question"),
    "/later": ("later", "come back to this question at the end"),
    "/scratch": ("correction", "take back your last answer"),
    "/time": ("time", "the time used and left"),
    "/why": ("why", "why this is asked"),
    "/wait": ("wait", "a moment to think"),
    "/idk": ("dont-know", "say that you do not know"),
    "/next": ("next", "go on to the next question"),
    "/quit": ("quit", "stop here; resume later"),
    "/help": ("help", "these commands"),
}
"""Slash commands, the intent each stands for, and what it gives."""

_LONGEST = 24  # words; a longer utterance is an answer whatever it consists of
_MUCH = 2_000  # characters; a longer text is an answer too, even if it has few words
_ASIDE = 60  # words; a longer utterance is an answer whatever it asks
# "Wait, no, I misspoke" takes something back, so "wait" has the lowest priority.
_ORDER = {name: place for place, name in enumerate([*PHRASES, "wait"])}
_DOUBTFUL = 9  # words; more are an answer
_BESIDE = 3  # other words that may accompany a phrase in an ambiguous text
_DURATION = re.compile(r"(?:a|one|two|half a|a few|a couple of)? ?(?:seconds?|minutes?)")
_ALTERNATIVES = re.compile(
    r"(?!for (?:instance|example)|.*\b(?:i|we|you|is|are|use|used|has|have)\b)"
    r"(?:for|in|with|on|at) [\w' -]{1,40} or [\w' -]{1,40}"
)
_EITHER = re.compile(r"[\w' -]{1,40} or [\w' -]{1,40}")  # with a question mark
_VENTURES = re.compile(r"\b(?:but|maybe|perhaps|possibly|probably|i (?:guess|think|believe))\b")
_ASKS_LEAVE = re.compile(r"(?:can|could|may|might|shall) (?:i|we)\b")
_ADDRESSED = re.compile(r"\b(?:you|your|question)\b")
_TO_INTERVIEWER = re.compile(
    r"^(?!(?:if|because|since|when|they|there|what you|you)\b).*\b"
    r"(?:(?:can|could|would|will|do|did|are|were) you|you (?:want|mean|meant|asked)|question)\b"
)
_ABOUT_THE_DATA = re.compile(r"(?:is|are|does|do|have) (?:the|we|our|this|these)\b")
_BARE = re.compile(
    r"(?:ok|okay|well|so|then|sure|sorry|just|thanks|thank you|please)\W*", re.IGNORECASE
)
_REQUEST = re.compile(r"(?:can|could|would|may|let us|let me)\b")
_ALSO_DONE_TO_DATA = ("skip", "wait", "done", "later", "hint", "time")
_TO_A_TEXT_OR_DATA = ("correction", "repeat")
_ONE_WORD: dict[str, Name] = {"right": "check", "time": "time"}  # with a question mark
_OF_ONES_OWN = frozenset({"behavioural", "scenario", "estimate"})
"""Kinds of question in which "I do not know the users" may be part of the answer."""
_ASSUMES = re.compile(
    r"(?:(?:i|we) |let us |let's |i'd |i'll |i would |so |ok |okay )*(?:assum|suppos|say\b)"
)
_OPEN_ENDED = frozenset({"calculation", "estimate", "exhibit"})


@dataclass(frozen=True, slots=True)
class Intent:
    """A recognised intent; ``reply`` is the bank's reply to a clarifying question."""

    name: Name
    reply: str | None = None


def recognise(said: str, question: Question) -> Intent | None:
    """Return the intent of the utterance, or ``None`` when it is to be taken as an answer.

    An unknown slash command asks for help; text after a known one is ignored. Clarifying questions
    are matched with the question's own ``clarifications``; one that matches none of them gets a
    general reply.
    """
    stripped = said.strip()
    if stripped.startswith("/") and re.fullmatch(r"/[A-Za-z]+", stripped.split("\n")[0].split()[0]):
        return _command(stripped)
    if not stripped or len(stripped) > _MUCH or len(stripped.split()) > 2 * _LONGEST:
        return None
    if hesitates(stripped):
        return Intent("wait")
    if re.fullmatch(r"(?:i'm |i am )?sorry ?\?+", stripped.lower()):
        return Intent("repeat")
    words = plain_words(stripped)
    if not words or len(words) > _LONGEST:
        return None
    if names_a_term(words):
        return _asked_back(stripped, words, question)
    if (goes := goes_on(words)) is not None:
        return Intent(goes)
    unknown = cast("Name | None", not_knowing_intent(words))
    if unknown is not None:
        return Intent(unknown)
    names = _meant_by(words)
    if names == {"wait"} and _is_duration(words, question):
        return None
    if names:
        name = min(names, key=lambda name: _ORDER[name])
        return None if is_either(stripped, words, name, question) else Intent(name)
    about = request_about(words, stripped)
    if about is not None:
        return Intent(cast("Name", about))
    if question.kind not in _OF_ONES_OWN and names_the_unknown(words, stripped):
        return Intent("dont-know")
    if stripped.endswith("?") and len(words) == 1 and words[0] in _ONE_WORD:
        return Intent(_ONE_WORD[words[0]])
    return _asked_back(stripped, words, question)


def _asked_back(stripped: str, words: list[str], question: Question) -> Intent | None:
    if _asks_only_about_itself(stripped):
        return None
    for spelled in dict.fromkeys((tuple(words), tuple(mended(words)))):
        asked, reply = find_clarification(stripped, list(spelled), question)
        if asked:
            return Intent("clarify", reply)
    return None


def in_doubt(said: str, question: Question) -> bool:
    """Whether the text may or may not be an answer, so that the candidate must be asked."""
    if said.lstrip().startswith("/") or recognise(said, question) is not None:
        return False
    words = plain_words(said) if len(said) <= _MUCH else []
    if not words:  # "okay" alone says neither yes nor no
        return bool(_BARE.fullmatch(said.strip()))
    if states_and_asks(said, question) and len(said.split()) <= 2 * _LONGEST:
        return not _asks_only_about_itself(said.strip())
    if len(words) > _DOUBTFUL:
        return False
    plain = " ".join(words)
    marked = said.strip().endswith("?")
    if marked and (
        _ASKS_LEAVE.match(plain)
        or _ADDRESSED.search(plain)
        or _EITHER.fullmatch(plain)
        or guesses(plain, question)
    ):
        return True
    if not marked and names_a_term(words):
        return is_short_answer(said, words)
    told = statement_about_oneself(plain)
    if told is not None and not _of_the_field(told):
        return True  # "I failed" answers no question about the field
    names = _meant_by(words)
    if names and any(is_either(said, words, name, question) for name in names):
        return True
    ventured = _VENTURES.search(said.lower())
    if not marked and ventured and _of_the_field(plain_words(said[ventured.end() :])):
        return False  # "not sure, but maybe dropout"
    if (
        names_the_unknown(words, said)
        or _is_duration(words, question)
        or _ALTERNATIVES.fullmatch(plain)
        or says_how_deep(plain)
    ):
        return True
    if not _of_the_field(words) and (marked or _TO_INTERVIEWER.search(plain)):
        return True
    if _ABOUT_THE_DATA.match(plain) and marked:
        return True
    # "Continue with the next batch" and "delete that feature" have an object of their own.
    asks = _REQUEST.match(plain) is not None
    return any(
        asks
        or name not in (*_ALSO_DONE_TO_DATA, *_TO_A_TEXT_OR_DATA)
        or (name in _TO_A_TEXT_OR_DATA and not _of_the_field(words[:start] + words[end:]))
        for start in range(len(words))
        for end in range(start + 2, len(words) + 1)
        if len(words) - (end - start) <= _BESIDE
        and (name := _name_of(" ".join(words[start:end]))) is not None
        # "Attention has no notion of order" speaks of something else.
        and not (name == "dont-know" and _of_the_field(words[:start]))
    )


def _of_the_field(words: list[str]) -> bool:
    return bool(field_words(mended(words)))


def _asks_only_about_itself(text: str) -> bool:
    """Whether a statement ends by asking for an opinion on it: "... Does that make sense?"."""
    said, end, last = text.rpartition(". ")
    return bool(end) and _is_only("check", last) and not _ASSUMES.match(said.lower())


def is_done(said: str) -> bool:
    """Whether it says that there is nothing to add."""
    return _is_only("done", said)


def takes_back(said: str) -> bool:
    """Whether it takes back what was said before, and says nothing else."""
    if only_owns_up(said) or is_short_answer(said, plain_words(said[:_MUCH])):
        return False
    return _is_only("correction", said)


def _is_only(name: Name, said: str) -> bool:
    words = plain_words(said) if len(said) <= _MUCH else []
    return len(words) <= _LONGEST and _meant_by(words) == {name}


def may_clarify(said: str, question: Question) -> bool:
    """Whether it may be a clarifying question in a wording that the bank does not cover."""
    if len(said) > _MUCH or len(said.split()) > _ASIDE:
        return False
    if said.strip().startswith("/") or not question.clarifications:
        return False
    if recognise(said, question) not in (None, Intent("clarify")):
        return False
    return "?" in said or wonders(" ".join(plain_words(said)))


def _command(text: str) -> Intent | None:
    first, *rest = text.lower().split()
    if "\n" in text or (rest and first not in COMMANDS):
        return None
    return Intent(COMMANDS.get(first, ("help", ""))[0])


def _is_duration(words: list[str], question: Question) -> bool:
    """Whether the text is a bare length of time and the question may ask for one."""
    return question.kind in _OPEN_ENDED and bool(_DURATION.fullmatch(" ".join(words)))


def _meant_by(words: list[str]) -> frozenset[Name]:
    """Return the intents of a whole text; empty if it has none.

    The strict reading comes first; looser ones are tried only if it fails.
    """
    spelled = plain_words(" ".join(mended(words)))
    marked = with_terms(words)
    return (
        _made_of(marked, _name_of)
        or _made_of(marked, _name_or_act_of)
        or (frozenset() if spelled == words else _made_of(with_terms(spelled), _name_or_act_of))
    )


def _made_of(words: list[str], name_of: Callable[[str], Name | None]) -> frozenset[Name]:
    """Return the intents of the phrases that make up the whole text; empty if words are left over.

    The split into the fewest phrases wins: "I don't know the answer" is one phrase, not "I don't
    know" and a remainder.
    """
    best: list[tuple[int, frozenset[Name]] | None] = [(0, frozenset())]
    for end in range(1, len(words) + 1):
        ways: list[tuple[int, frozenset[Name]]] = []
        for start in range(end):
            before = best[start]
            if before is None:
                continue
            phrase = " ".join(words[start:end])
            name = name_of(phrase)
            if name is not None:
                ways.append((before[0] + 1, before[1] | {name}))
            elif GLUE.fullmatch(phrase):
                ways.append((before[0] + 1, before[1]))
        best.append(min(ways, key=lambda way: way[0], default=None))
    whole = best[-1]
    return whole[1] if whole else frozenset()


def _name_of(phrase: str) -> Name | None:
    name = next((name for name, pattern in COMPILED if pattern.fullmatch(phrase)), None)
    return cast("Name | None", name)


def _name_or_act_of(phrase: str) -> Name | None:
    return _name_of(phrase) or cast("Name | None", speech_act(phrase))

"""Recognise what a candidate says that is no answer, typed as a command or said in passing.

Only a whole utterance counts: "skip connections help" is an answer, "let's skip this one" is not.
"""

import re
from dataclasses import dataclass
from typing import Literal

from interviewer.bank.question import Clarification, Question
from interviewer.interview.events import IntentName

Name = Literal["skip", "quit", "next"] | IntentName

COMMANDS: dict[str, tuple[Name, str]] = {
    "/hint": ("hint", "a hint"),
    "/repeat": ("repeat", "the question again"),
    "/skip": ("skip", "pass on this question"),
    "/time": ("time", "the time used and left"),
    "/why": ("why", "why this is asked"),
    "/wait": ("wait", "a moment to think"),
    "/idk": ("dont-know", "say that you do not know"),
    "/next": ("next", "go on to the next question"),
    "/quit": ("quit", "stop here; resume later"),
    "/help": ("help", "these commands"),
}
"""Slash commands, the intent each stands for, and what it gives."""

_FILLERS = re.compile(
    r"\b(?:um+|uh+|er+|hm+|ah|oh|ok|okay|well|so|sorry|please|yeah|yes|just|maybe|actually"
    r"|really|honestly)\b"
)
_SHORT = 16  # words; a longer utterance is an answer whatever it begins with
_MUCH = 2_000  # characters; as many are an answer too, even where they are few words
_ASK = "(?:(?:can|could|would|may|will) (?:you|i|we) )?"
_WANT = (
    "(?:i (?:want|need|would like|could use|will|have)|i'd like|i'll|let us|let's|lets)(?: to)? "
)
_ONE = "(?:(?:the|that|this|your|last) )*(?:question|prompt|one|it|that|this)"
_MOMENT = "(?:a |one )?(?:moment|second|sec|minute|bit)"
_THINK = "think(?: (?:about|on|through))?(?: (?:it|that|this))?(?: through)?"
_PATTERNS: dict[Name, tuple[str, ...]] = {
    "repeat": (
        f"{_ASK}(?:repeat|say|read|ask|hear|have)(?: {_ONE})?(?: to me| for me)? "
        "(?:again|once more|one more time|a second time)",
        f"{_ASK}repeat(?: {_ONE})?(?: to me| for me)?",
        "what was (?:the|that|your) question(?: again)?",
        "i (?:did not|didn't) (?:hear|catch|get) (?:that|it|you|the question)",
        "come again|pardon(?: me)?",
    ),
    "hint": (
        f"(?:{_ASK}(?:give me|have|get|use|offer me) |{_WANT}|any |do you have )?"
        "(?:a |an |another |one more |some )?(?:small |little )?(?:hint|clue|tip)s?",
        f"{_ASK}help me(?: out)?|give me a nudge",
    ),
    "skip": (
        f"(?:{_WANT}|{_ASK})?(?:skip|pass)(?: on)?(?: {_ONE})?(?: for now)?",
        f"(?:{_WANT}|{_ASK})?(?:move|go) on(?: to the next (?:one|question))?",
        f"(?:{_WANT}|{_ASK})?go to the next (?:one|question)",
        "next(?: question| one)",
    ),
    "time": (
        "how much time (?:do i have|is there|is)(?: left| remaining)?",
        "how much time left|how long (?:do i have|have i got)(?: left)?",
        "time check|what's the time|what is the time",
    ),
    "wait": (
        f"(?:{_ASK}(?:give me|have|take) |{_WANT}|let me have |wait )?{_MOMENT}"
        f"(?: of time)?(?: to {_THINK})?",
        f"(?:let me |{_WANT}){_THINK}(?: for)?(?: {_MOMENT})?",
        "hold on|hang on|wait|i'm thinking|i am thinking",
    ),
    "dont-know": (
        "(?:i )?(?:do not|don't|dont) know"
        "(?: (?:this|that|it|the answer|this one|that one|anything about (?:it|this|that)))*",
        "(?:(?:i have|i've) )?(?:no |not a )(?:idea|clue)"
        "(?: (?:about|what) (?:this|that|it)(?: (?:is|means))?)?",
        "(?:i'm |i am )?not sure|(?:i have |i've )never heard of (?:it|this|that)|idk|(?:i )?dunno",
    ),
    "why": (
        f"why (?:do you ask |are you asking |did you ask |did you choose |did you pick )?{_ONE}"
        "(?: now)?",
        "why (?:do you ask|are you asking|did you ask)(?: me)?(?: (?:this|that))?(?: now)?",
        "why this(?: question)?(?: now)?",
    ),
    "help": ("what can i (?:say|type|do)(?: here)?", "show (?:me )?the commands"),
}
_COMPILED = tuple((name, re.compile("|".join(patterns))) for name, patterns in _PATTERNS.items())
_ASKS = re.compile(
    # "What I would do first" and "when users are new" begin an answer.
    r"^(?:and |but )?(?:(?:what|how|which|who|why)\b(?! (?:i|we|you)\b)"
    r"|(?:(?:when|where) )?(?:is|are|do|does|did|can|could|may|should|would|am|was|were|will|shall"
    r"|has|have)\b|any\b)"
)
_WONDERS = re.compile(
    r"^(?:and |but |first |before i (?:start|begin|answer) )*"
    r"(?:i (?:wonder|assume|take it|need to know|would like to know|want to know)\b"
    r"|i'd like to know\b|tell me\b|let me ask\b|i have a question\b|one question\b|suppose\b)"
)
_ASIDE = 60  # words; a longer utterance is an answer whatever it asks
_CONTENT = re.compile(r"[a-z0-9]+")
_EMPTY_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "could",
        "do",
        "does",
        "for",
        "have",
        "how",
        "i",
        "in",
        "is",
        "it",
        "many",
        "much",
        "of",
        "on",
        "or",
        "our",
        "should",
        "that",
        "the",
        "there",
        "this",
        "to",
        "we",
        "what",
        "when",
        "where",
        "which",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)


@dataclass(frozen=True, slots=True)
class Intent:
    """A recognised intent; ``reply`` is the bank's reply to a clarifying question."""

    name: Name
    reply: str | None = None


def recognise(said: str, question: Question) -> Intent | None:
    """Return what the utterance wants, or ``None`` when it is to be taken as an answer.

    An unknown slash command asks for help; what stands behind a known one is ignored. Clarifying
    questions are matched with the question's own ``clarifications``; one that matches none of them
    is answered by "clarify" without reply.
    """
    stripped = said.strip()
    if stripped.startswith("/") and re.fullmatch(r"/[A-Za-z]+", stripped.split("\n")[0].split()[0]):
        return _command(stripped)
    words = _plain(stripped).split() if len(stripped) <= _MUCH else ()
    if not words or len(words) > 2 * _SHORT:
        return None
    plain = " ".join(words)
    if len(words) <= _SHORT:
        for name, pattern in _COMPILED:
            if pattern.fullmatch(plain):
                return Intent(name)
    return _clarifying(stripped, plain, question.clarifications)


def may_clarify(said: str, question: Question) -> bool:
    """Whether it may be a clarifying question whose wording the bank has not foreseen."""
    if len(said) > _MUCH or len(said.split()) > _ASIDE:
        return False
    if said.strip().startswith("/") or not question.clarifications:
        return False
    plain = _plain(said)
    if recognise(said, question) not in (None, Intent("clarify")):
        return False
    return "?" in said or bool(_ASKS.match(plain) or _WONDERS.match(plain))


def _command(text: str) -> Intent | None:
    first, *rest = text.lower().split()
    if "\n" in text or (rest and first not in COMMANDS):
        return None
    return Intent(COMMANDS.get(first, ("help", ""))[0])


def _plain(text: str) -> str:
    lowered = text.lower().replace("\u2019", "'")  # a typographic apostrophe
    lowered = re.sub(r"[^\w\s']", " ", lowered)
    return " ".join(_FILLERS.sub(" ", lowered).split())


def _clarifying(text: str, plain: str, clarifications: tuple[Clarification, ...]) -> Intent | None:
    asks = len(plain.split()) <= _SHORT and _ASKS.match(plain)
    if not clarifications or not (asks or text.endswith("?")):
        return None
    asked = _content(plain)
    best: tuple[float, Clarification] | None = None
    for clarification in clarifications:
        wordings = (clarification.topic, *clarification.asks)
        likeness = max(_overlap(asked, _content(wording.lower())) for wording in wordings)
        if best is None or likeness > best[0]:
            best = (likeness, clarification)
    if best is not None and best[0] >= 0.5:
        return Intent("clarify", best[1].reply)
    return Intent("clarify") if text.endswith("?") else None


def _content(text: str) -> frozenset[str]:
    words = (word for word in _CONTENT.findall(text) if word not in _EMPTY_WORDS)
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)


def _overlap(asked: frozenset[str], wording: frozenset[str]) -> float:
    shared = len(asked & wording)
    return shared / min(len(asked), len(wording)) if shared else 0.0

"""Whether a spoken answer is over, and whether it says anything: plain rules over its words.

Hands-free there is no key to end an answer, so a scrap such as "Okay, so." must not be taken for
one, and a pause after "because" is a pause to think. All the rules for that are here.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from interviewer.speech.words import Word, bare

COUNTDOWN = 3.0
"""The last seconds of the silence that ends an answer: a warning says that it will be sent."""

HANGING = 2.5
"""The factor on the usual silence after an ending such as "because"."""

_ECHO = 0.7  # share of the heard words; loudspeaker sound garbles the rest

Ending = Literal["open", "counting", "over", "empty"]
"""``open``: more may come. ``counting``: it is sent soon. ``over``: it is sent now. ``empty``: the
silence would end an answer, and there is none yet."""

Command = Literal["send", "again"]


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FILLERS = _listed(
    """ah aha eh er erm err hm hmm huh mhm mm mmm oh ooh uh uhm um umm whoa wow yep yup"""
)
_MARKERS = _listed(
    """actually again alright anyway basically bye cool fine good great hello hey hi honestly just
    kinda maybe nice now ok okay perhaps please really right sorry sure thanks then there well
    yeah"""
)
_FUNCTION = _listed(
    """a about after all am an and any are as at be because been before being but by can could did
    do does doing for from get gets go going got had has have having he her here him his how i i'd
    i'll i'm i've if in into is it it's its itself let let's lets like me more most much my no not
    of off on one or other our out over own say says see she should since so some something such
    than that that's the their them there's these they thing things think this those through to
    too under until up us very was wasn't we we'd we'll we're we've were what what's when where
    which while who why will with would yes you you'd you'll you're you've your"""
)
_NUMBERS = _listed(
    """zero one two three four five six seven eight nine ten eleven twelve hundred thousand first
    second third"""
)
_EMPTY = _FILLERS | _MARKERS | _FUNCTION | _NUMBERS
_YES_OR_NO = _listed("""yes yeah yep yup no nope right correct exactly""")

_NO_ANSWERS = re.compile(
    r"\b(?:(?:that's |that is |what )?(?:a |an )?(?:very |really )?"
    r"(?:good|great|nice|interesting|hard|tough|tricky|difficult) (?:question|one)"
    r"|let(?: me|'s)(?: just)? (?:think|see|start|begin|try)(?: about (?:it|that|this))?"
    r"(?: for)?(?: a)?(?: moment| second| minute| bit)?"
    r"|(?:give me|just|hold on|wait) (?:a |one )?(?:moment|second|sec|minute)"
    r"|where (?:do|should) i (?:start|begin)"
    r"|how (?:do|should|can) i (?:put|say|explain) (?:it|this|that)"
    r"|(?:the )?(?:thing|point|idea|answer|question|reason) is"
    r"|(?:you|i) know|i (?:mean|guess|suppose)"
    r"|(?:i'm|i am) thinking|can you hear me|is this (?:thing )?(?:on|working)|testing"
    r"|thank you(?: very much| so much)?(?: for (?:watching|listening|your time))?"
    r"|thanks(?: a lot)?(?: for (?:watching|listening))?|see you(?: next time)?|excuse me"
    r"|to be honest|in other words|first of all|of course|as i said)\b"
)
_HANGING = _FILLERS | _listed(
    """a about although an and are as at because but by can could for from how i if in into is like
    my of or our should since so than that's the their then these they to until was we were when
    where whereas whether which while who whose will with would your"""
)
_SETTLED = (("think", "so"), ("believe", "so"), ("or", "so"), ("do", "so"))

_ATTENTION = _FILLERS | _MARKERS | {"yes", "i", "see", "so", "hum", ""}

_SEND = ("that's my answer", "that is my answer", "that's my final answer", "this is my answer")
_SEND_ALONE = (
    "that's all",
    "that is all",
    "that's it",
    "i'm done",
    "i am done",
    "that's all i have",
)
_AGAIN = ("scratch that", "let me start over", "let me start again", "start over")
_BREAKS = ".,;:!?…—–-"


def ending(
    words: Sequence[Word], silence: float, usual: float, *, yes_or_no: bool = False
) -> Ending:
    """Return the state of an answer after ``silence`` seconds; usually ``usual`` seconds end one.

    ``yes_or_no`` says that the question can be answered by yes or no.
    """
    if not says_something(words, yes_or_no=yes_or_no):
        return "empty" if silence >= usual else "open"
    left = patience(words, usual) - silence
    return "over" if left <= 0 else "counting" if left <= min(COUNTDOWN, usual / 2) else "open"


def patience(words: Sequence[Word], usual: float) -> float:
    """Return how many seconds of silence end an answer of these words."""
    return usual * HANGING if ends_unfinished(words) else usual


def says_something(words: Sequence[Word], *, yes_or_no: bool = False) -> bool:
    """Whether there is a content word that the recogniser was sure of.

    A number alone does not count: "hm" is heard as one. Yes and no count if ``yes_or_no`` is set.
    """
    if yes_or_no and any(_key(w) in _YES_OR_NO and not w.doubtful for w in words):
        return True
    keys = [_key(word) for word in words]
    plain = " ".join(key or "," for key in keys)
    spent = [False] * len(plain)
    for match in _NO_ANSWERS.finditer(plain):
        spent[match.start() : match.end()] = [True] * (match.end() - match.start())
    at = 0
    for word, key in zip(words, keys, strict=True):
        begin, at = at, at + len(key or ",") + 1
        if not spent[begin] and not word.doubtful and _has_content(key):
            return True
    return False


def ends_unfinished(words: Sequence[Word]) -> bool:
    """Whether the words end as no sentence does: with "and", "because", a comma, "um"."""
    if not words:
        return False
    if words[-1].text.rstrip("\"')”’").endswith((",", "-", "–", "—", "…", "...", ":")):
        return True
    keys = tuple(_key(word) for word in words[-2:])
    return keys[-1] in _HANGING and keys not in _SETTLED


def is_backchannel(text: str) -> bool:
    """Whether it is only what a listener says to show attention: "mm-hmm", "okay", "right"."""
    keys = [bare(word) for word in re.split(r"[\s,-]+", text.replace("’", "'"))]
    return all(key in _ATTENTION for key in keys)


def without_fillers(text: str) -> str:
    """Return the text without punctuation, case, and the sounds and markers around it."""
    keys = [bare(word) for word in text.replace("’", "'").split()]
    around = _FILLERS | {"okay", "ok", "so", "well", "please", "alright", "yeah", "yes", "then"}
    kept = [key for key in keys if key and key not in around]
    return " ".join(kept or keys)


def echoes(text: str, said: str) -> bool:
    """Whether what was heard is what a loudspeaker has just ``said``: nearly all of its words."""
    heard = [bare(word) for word in text.split()]
    spoken = [bare(word) for word in said.split()]
    blocks = SequenceMatcher(None, heard, spoken, autojunk=False).get_matching_blocks()
    return bool(heard) and sum(block.size for block in blocks) >= _ECHO * len(heard)


def without_command(words: Sequence[Word]) -> tuple[tuple[Word, ...], Command | None]:
    """Return the words of an utterance that belong to the answer, and the command in the others.

    "That's my answer" sends the answer; "scratch that" starts it over and drops all words before.
    Of two commands the last is returned; ``started_over`` finds the first.
    """
    kept = started_over(words)
    command: Command | None = None if kept is None else "again"
    kept = tuple(words) if kept is None else kept
    keys = [_key(word) for word in kept]
    for phrase in (*_SEND, *_SEND_ALONE):
        parts = phrase.split()
        at = len(keys) - len(parts)
        apart = phrase in _SEND or (at >= 0 and _is_new_clause(kept, at))
        if at >= 0 and keys[at:] == parts and apart:
            return kept[:at], "send"
    return kept, command


def started_over(words: Sequence[Word]) -> tuple[Word, ...] | None:
    """Return the words after the last "scratch that"; ``None`` if the answer goes on."""
    keys = [_key(word) for word in words]
    last = 0
    for phrase in _AGAIN:
        parts = phrase.split()
        for at in range(len(keys) - len(parts) + 1):
            end = at + len(parts)
            if keys[at:end] == parts and _is_new_clause(words, at) and _is_new_clause(words, end):
                last = max(last, end)
    return tuple(words[last:]) if last else None


def _is_new_clause(words: Sequence[Word], place: int) -> bool:
    """Whether a sentence or a part of one ends before the word at ``place``."""
    return place in (0, len(words)) or words[place - 1].text[-1:] in _BREAKS


def _key(word: Word) -> str:
    return bare(word.text.replace("’", "'"))


def _has_content(key: str) -> bool:
    parts = [part for part in re.split(r"[^a-z']+", key) if len(part) > 1]
    return any(part not in _EMPTY and not _is_hum(part) for part in parts)


def _is_hum(part: str) -> bool:
    """Whether it is a drawn-out sound such as "hmmm", "uhhh" or "ummm", but not "KNN"."""
    return re.fullmatch(r"[hm]+|[aeou]+[hm]+|h[aeou]+h*", part) is not None

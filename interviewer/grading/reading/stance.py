"""Tells of each word of an answer whether it is claimed, reported, rejected, asked, or code.

Only a claim of the candidate's own can be held against them, and only what they hold to be true
can earn a point. The rules look for fixed turns of phrase, because a wrong guess costs a right
answer its points: what no rule knows is taken as claimed.
"""

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum
from operator import attrgetter

from interviewer.grading.reading.code_stretches import code_stretches
from interviewer.grading.reading.tokens import Unit


class Stance(Enum):
    """How the candidate stands to words of theirs."""

    CLAIMED = "claimed"
    REPORTED = "reported"
    """Said to be somebody's view, and neither endorsed nor rejected."""
    REJECTED = "rejected"
    ASKED = "asked"
    CODE = "code"


# Words come normalised: "isn't" is "is not", "that's" is "that", and "one" is "1".
_ADVERB = (
    r"(?:(?:often|commonly|sometimes|usually|still|also|just|simply|actually|really|quite|quickly"
    r"|wrongly|mistakenly|falsely|naively|of course|plainly|completely|entirely|both|all|always"
    r"|widely|generally|frequently|easily|probably|perhaps|now|therefore|clearly) )*"
)
_MODAL = (
    r"(?:(?:might|may|could|would|will|can|do|used to|tend to|like to|love to|seem to"
    r"|are tempted to|be tempted to|are inclined to|have been told|were taught|are taught|have) )*"
)
_BELIEVE = (
    r"(?:think|thinks|thought|believe|believes|believed|say|says|said|claim|claims|claimed|assume"
    r"|assumes|assumed|argue|argues|argued|suppose|supposes|imagine|imagines|insist|insists"
    r"|conclude|concludes|expect|expects|suspect|hold)"
)
_OTHERS = (
    r"(?:(?:many|most|some|several|certain|few|a lot of|lots of)(?: (?!i\b|we\b|let\b)[a-z]+){0,3}?"
    r"|people|candidates|beginners|newcomers|students|practitioners|others|everyone|everybody"
    r"|someone|somebody|they|folks|textbooks|blogs|tutorials|colleagues|you might|you may|you could"
    r"|you would|1 might|1 may|1 could|1 would)"
)
_ERROR = (
    r"(?:myth|misconception|misunderstanding|fallacy|mistake|error|confusion|misbelief"
    r"|mix up|mixup|old wives tale|urban legend)"
)
_QUANTITY = r"(?!the (?:error|confusion)\b)"
"""In a field that measures errors, "it is the error of a simple model" rejects nothing."""
_KIND = r"(?:(?:very|quite|common|popular|widespread|frequent|typical|classic|usual|big|serious) )*"
_IDEA = rf"(?:the|a) {_KIND}(?:belief|idea|claim|notion|view|assumption|intuition) that"
_FALSE = (
    rf"(?:wrong|false|incorrect|untrue|mistaken|inaccurate|nonsense|not (?:\w+ )?(?:true|right"
    rf"|correct|accurate|the case|how it works|what happens)"
    rf"|{_QUANTITY}(?:a|an|the|1) {_KIND}{_ERROR})"
)
_NAMED = re.compile(
    r" (?:positive|negative|alarm|alert|discover|rejection|acceptance|match|prediction|label"
    r"|answer|class|decision|result|output|guess|detection|hit|case|name|value|token|sample"
    r"|example|response|image|word|point|data|assumption|conclusion|signal|rate|matrix|term)"
)
"""What may be false without anything being rejected: "these are false positives"."""

_REPORT = re.compile(
    rf"\b{_OTHERS} {_ADVERB}{_MODAL}{_ADVERB}{_BELIEVE}\b(?: that\b)?"
    rf"|\bit is {_ADVERB}(?:thought|believed|said|claimed|assumed|argued) that\b"
    rf"|\bit is {_ADVERB}tempting to {_BELIEVE} that\b"
    rf"|\b(?:the|a) {_KIND}(?:belief|claim|notion) that\b"
    r"|\baccording to (?:some|many|others|popular belief)\b"
    rf"|\b(?:1|you|we) {_ADVERB}(?:hears?|reads?) {_ADVERB}that\b"
)
_REJECTION = re.compile(
    rf"\bit (?:is |would be )?{_ADVERB}{_FALSE} (?:that|to {_BELIEVE})\b"
    rf"|\b(?:myth|misconception|misunderstanding|fallacy) (?:is |here is )?that\b"
    rf"|\b{_ERROR} (?:is |here is )?to {_BELIEVE}\b"
    rf"|\bcontrary to\b"
    rf"|\b(?:i|we) (?:used to|once|wrongly|mistakenly|first|initially) {_BELIEVE}\b(?: that\b)?"
    rf"|\b(?:i|we) (?:would|do|will|can) not {_ADVERB}(?:{_BELIEVE}|agree)\b(?: with)?(?: that\b)?"
    rf"|\bdisagree (?:that|with (?:those|people|the) (?:\w+ )?(?:that|who {_BELIEVE}))\b"
    rf"|\b(?:never|do not|must not|should not|cannot|not) {_ADVERB}(?:{_BELIEVE}) that\b"
    rf"|\b(?:nobody|no 1) should {_BELIEVE}\b(?: that\b)?"
)
_THAT_IS_FALSE = re.compile(
    rf"(?:(?:but|and|yet|however|though|although|no|well|so) )*"
    rf"(?:(?:that|this|it|which|they|these|those|both)(?: (?:belief|idea|claim|view|statement|1))? "
    rf"(?:is|are|was|were|would be) |(?:that|it|they|both) ){_ADVERB}{_FALSE}\b"
    # "It is wrong that ..." rejects what follows; "this is not so for ..." only sets a limit.
    r"(?! (?:that|to|for|when|if|in|with|of|on|at|unless|until|because)\b)"
)
_IS_FALSE = re.compile(
    rf"(?:that|{_IDEA}) .*\b(?:is|are|was|were) {_ADVERB}{_FALSE}$"
    rf"|.*\b(?:is|are) {_ADVERB}{_QUANTITY}(?:a|an|the|1) {_KIND}{_ERROR}$"
)
_ENDORSED = re.compile(
    r"\b(?:rightly|correctly|and (?:that|this|it) is (?:true|right|correct)"
    r"|and (?:i|they are) (?:agree|right|correct))\b"
)
TURN = frozenset(["but", "however", "yet", "whereas", "although", "though"])
"""Words with which a sentence turns to what is true instead."""
_QUESTION = re.compile(
    r"(?:(?:and|so|but|well|now|then|ok|okay) )*(?:what|why|how|when|where|which|who|whose|is|are"
    r"|do|does|did|can|could|should|would|will|has|have|was|were)\b"
)
_start = attrgetter("start")
_LONGEST_BEFORE = 60
"""A longer sentence is not taken back by "that is wrong" in the next: it is a whole speech."""


def stances(read: Sequence[Unit], answer: str) -> list[Stance]:
    """Return the stance of each word of ``read``, whose words stand in ``answer``."""
    found = [Stance.CLAIMED] * len(read)
    before = (0, 0)
    for _, group in itertools.groupby(range(len(read)), lambda place: read[place].sentence):
        places = list(group)
        first, end = places[0], places[-1] + 1
        _judge(read, answer, first, end, before, found)
        before = (first, end)
    for start, stop in code_stretches(answer):
        for place in range(*(bisect_left(read, at, key=_start) for at in (start, stop))):
            found[place] = Stance.CODE
    return found


def _judge(
    read: Sequence[Unit],
    answer: str,
    first: int,
    end: int,
    before: tuple[int, int],
    found: list[Stance],
) -> None:
    """Judge the sentence ``read[first:end]``; ``before`` is where the last one stands."""
    text = " ".join(unit.word for unit in read[first:end])

    def place(character: int) -> int:
        return first + text.count(" ", 0, character)

    def mark(start: int, stop: int, stance: Stance) -> None:
        found[start:stop] = [stance] * (stop - start)

    taken_back = next(
        (
            match
            for match in _THAT_IS_FALSE.finditer(text)
            if (match.start() == 0 or _opens(read, place(match.start()), match[0]))
            and not (_NAMED.match(text, match.end()) and _same_clause(read, place(match.end())))
        ),
        None,
    )
    if read[first].word == "no" and "?" in answer[read[first - 1].end : read[first].start]:
        mark(*before, Stance.REJECTED)
    if taken_back is not None and taken_back.start() == 0:
        if before[1] - before[0] <= _LONGEST_BEFORE:
            mark(*before, Stance.REJECTED)
        mark(first, place(taken_back.end()) + 1, Stance.REJECTED)
        return
    report, rejection = _REPORT.search(text), _REJECTION.search(text)
    if rejection is not None:
        start = place(rejection.start())
        mark(start, _turn(read, place(rejection.end()) + 1, end), Stance.REJECTED)
    elif taken_back is not None:
        start = place(report.start()) if report else first
        mark(start, min(end, place(taken_back.end()) + 1), Stance.REJECTED)
    elif _IS_FALSE.match(text):
        mark(first, end, Stance.REJECTED)
    elif report is not None and not _ENDORSED.search(text):
        start, turn = place(report.start()), _turn(read, place(report.end()) + 1, end)
        # "Some say A, but B" rejects A.
        mark(start, turn, Stance.REPORTED if turn == end else Stance.REJECTED)
    elif "?" in answer[read[end - 1].end : read[end - 1].end + 2] and _QUESTION.match(text):
        mark(first, end, Stance.ASKED)


def _opens(read: Sequence[Unit], place: int, text: str) -> bool:
    """Whether words at ``place`` begin a clause: "labels that are wrong" take nothing back."""
    return text.startswith("but ") or not _same_clause(read, place - 1)


def _same_clause(read: Sequence[Unit], place: int) -> bool:
    return read[place].clause == read[place + 1].clause


def _turn(read: Sequence[Unit], start: int, end: int) -> int:
    """Return where, from ``start`` on, a sentence turns to what is true instead."""
    return next((place for place in range(start, end) if read[place].word in TURN), end)

"""Prompt injection: where an answer addresses its grader. Such words are no evidence.

Works on the plain text, so that it serves every grader that quotes.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from interviewer.text.folding import Folded, folded

Range = tuple[int, int]
"""Where a piece of a text begins and ends, in characters."""

# Narrow on purpose: "report the highest score", "the student must", "the model may ignore its
# instructions", "treat each point", "imagine that you have", "my answer is about 2 GB", "it gets
# 100 percent on the training set" and "until the criterion is met" are things that right answers
# say.
_BEFORE = ("previous", "above", "prior", "earlier", "preceding")
_AFTER = "|".join(f"(?<={word} )" for word in _BEFORE)
_RULES = (
    r"(instructions?|(system |grading |earlier |above )?prompts?|(grading |marking )?rules?|rubric"
    r"|(marking|mark|grading) scheme|guidelines|grading criteria"
    rf"|({_AFTER})(messages?|text|context))"
)
_GRADER = r"(grader|examiner|marker|evaluator|judge|assessor)"
_AWARD = r"(give|award|assign|grant|deserves?|gets?|receives?|earns?|return|report|output|set)"
_TOP = (
    r"((full|maximum|max|perfect|top) (marks?|credits?|grades?)"
    r"|(highest|best) (possible )?(marks?|grade)|10 ?/ ?10)"
)
_ME = r"(me|it|this|these|my|(the|every|each) (answer|candidate|response|criterion|criteria))"
_SCORE = (
    r"((full|maximum|max|perfect|top) (points|scores?)|100 (points|percent|out of 100)"
    r"|10 out of 10)"
)
"""What answers say of data and documents, too: it is an order only for the candidate."""
_EACH = r"(all|every|each|any)( one)?( of)?( the| these)? (criteria|criterion)"
_CONDITIONS = ("if", "when", "once", "until", "unless", "after", "whether")
_ONLY_IF = "".join(rf"(?<!\b{word} )" for word in _CONDITIONS)
_PRAISED = (
    r"(complete|correct|right|perfect|excellent|flawless|full|worth|graded|verified|approved)"
)
_MINE = r"\b(this|my) (answer|response|submission)\b"
_DROP = r"(ignore|disregard|forget|override|overrule|bypass|skip|neglect)"
_WHO = r"(the|this) (candidate|applicant|interviewee|respondent)"


class _Injection(NamedTuple):
    """Words that make an injection: ``begin``, and where given ``then`` anywhere after it.

    They are searched for in turn: a single pattern with ``.*`` in between would read the rest of
    the text again for every match of the first.
    """

    begin: re.Pattern[str]
    then: re.Pattern[str] | None

    def search(self, text: str) -> Range | None:
        """Return the range from ``begin`` to the last ``then``; None without one."""
        first = self.begin.search(text)
        if first is None:
            return None
        if self.then is None:
            return first.span()
        found = last = self.then.search(text, first.end())
        while found:
            last, found = found, self.then.search(text, found.start() + 1)
        return last and (first.start(), last.end())


def _rule(begin: str, then: str = "") -> _Injection:
    """Make a rule of two patterns."""
    return _Injection(re.compile(begin), re.compile(then) if then else None)


_INJECTIONS = (
    _rule(
        rf"(^\W*|\b(please|now|just|you must|you should|also) ){_DROP}\b"
        r"( all| any| the| your| every| these| those| of| my| and)* ?"
        r"(previous|above|prior|earlier|preceding|existing|other|given|system)?( and \w+)? ?"
        rf"{_RULES}\b"
    ),
    _rule(
        r"\b(ignore|disregard|forget) (everything|all|anything|what)( that| you| was| is)* ?"
        r"(above|before|prior|were|said|told|written)\b"
    ),
    _rule(
        r"\b(new|updated|revised|actual|real) (instructions?|rubric|system prompt|grading rules)\W*"
        r"(:|for|follow|$)"
    ),
    _rule(rf"\b{_AWARD}\b", then=rf"\b{_TOP}"),
    _rule(rf"\b(give|award|assign|grant) {_ME}\b", then=rf"\b{_SCORE}"),
    _rule(
        r"(^\W*(please |now |just )?(give|assign)|\b(award|grant|deserves?))"
        rf" (a |the |an? \w+ )?{_SCORE}"
    ),
    _rule(rf"\b{_AWARD}\b", then=r"\b(marks?|scores?|grades?|rating) (of|to|equal) (100|10)\b"),
    _rule(
        r"\b(as|to met|verdicts?( is| are| of| be| to)?) [\"']?(met|yes)[\"']?"
        r"( for| everywhere|$|\W*$|,? (with|and|on|in))"
    ),
    _rule(r"\b(mark|count|rate|grade|score|judge|accept|deem|tick|set)\b", then=rf"\b{_EACH}\b"),
    _rule(
        r"\b(mark|count|grade|judge|accept|deem|tick)\b",
        then=r"\b(these|the) (criteria|criterion) as\b",
    ),
    _rule(rf"{_ONLY_IF}\b{_EACH}\b", then=r"\b(met|satisfied|fulfilled|passed|covered|yes)\b"),
    _rule(
        rf"{_ONLY_IF}\b(these|the) criteria (are|were|have been)( all| now| fully)?"
        r" (met|satisfied|fulfilled|passed|covered)\b"
    ),
    _rule(r"\b(mark|treat|consider|grade|accept)\b", then=_MINE),
    _rule(
        r"\b(rate|score|judge)\b",
        then=r"\b(this answer|my (answer|response)|(this|my) submission)\b",
    ),
    _rule(
        _MINE,
        then=r"\b(meets|covers|deserves|satisfies|fulfils|addresses|earns|should|must|has been"
        rf"|(is|was)( \w+ly| all| 100 percent)* {_PRAISED})\b",
    ),
    _rule(
        rf"\b{_WHO}( \w+ly| has| have)* (understands?|knows?|deserves?|explain(s|ed)"
        r"|demonstrat(es|ed)|shown|mastered"
        r"|(pass(es|ed)|meets?|met|covers|covered)( \w+ly)? (all|every|each|this|the)"
        r" (interview|exam|questions?|points?|criteri))"
    ),
    _rule(
        rf"\b(dear|note to|attention|message (to|for)|as (a|an|the|your)|you are (now )?(a|an|the)"
        rf"|hey|hello|hi),? ((the|my|llm|ai|helpful|lenient|kind|generous) )*{_GRADER}\b"
    ),
    _rule(
        r"\byou are (now )?(a|an|the|my)\b",
        then=r"\b(assistant|language model|ai|grader|judge|examiner|dan)\b",
    ),
    _rule(r"\byou are (now )?in (\w+ ){0,2}mode\b"),
    _rule(
        r"\b((pretend|roleplay|role play|act)( as| to be| as if| that)* you"
        r"|imagine( that)? you (are|were))\b",
        then=rf"\b({_GRADER}|interviewer|teacher|rubric|instructions|rules|marks)\b",
    ),
    _rule(r"\b(act|behave) as (a|an|the|my) (lenient|generous|kind|helpful|friendly)\b"),
    _rule(r"\b(ai|llm|language model) (grading|judging|reading|evaluating) (this|my)\b"),
    _rule(
        r"^\W*(system|assistant|developer|admin|administrator|tool|grader|judge|grade|verdict)"
        r"( (message|role|note|notice|override|update|instructions?|command|alert|mode|says))?"
        r"\W*[:>=\]}|]"
    ),
    _rule(
        r"^\W*(final |overall |total )?(score|grade|verdict|rating)s?\W{0,4}(is |= ?|: ?)?"
        r"(100|10 ?/ ?10|10 out of 10|yes|met|a plus|excellent|full|perfect|maximum)\b"
    ),
    _rule(r"[\"'](verdict|score|criteria|quote|explanation|misconceptions)[\"']\s*:"),
    _rule(
        r"<\|?/?(im start|im end|system|assistant|user|answer|begin|end|eot|inst|sys|think"
        r"|instruction|candidate|rubric|start of turn|start header)[^<>,]{0,40}>"
    ),
    _rule(r"\[/?(inst|system|assistant|user|answer|end)\b[\w ]{0,40}\]"),
    _rule(r"\bend of (the )?(candidate('s)? )?(answer|transcript)\b"),
    _rule(r"=====|\b(begin|end) (answer|rubric|instructions)\b"),
    _rule(r"\b(developer|debug|maintenance|admin|god|grading) mode\b|\bsudo \w"),
    _rule(
        r"\bi (will|would|am going to|may) (be fired|tip|pay you|sue|lose my job|kill|die)\b"
        r"|\btip you\b"
    ),
    _rule(r"\bplease\b", then=r"\b(pass me|be lenient|be generous|be kind|have mercy)\b"),
    _rule(
        r"\b(answer|response|submission)\b",
        then=r"\b(already|previously|manually) "
        r"(graded|marked|verified|approved|judged)\b",
    ),
    _rule(
        r"(^\W*|\b(please|now|just|you (must|should|can|may)) )"
        r"(quote|cite) (this|the following|these|any|whatever|my|it)\b"
        r"|\bas (the |a )?(verbatim )?(quote|evidence) for\b"
    ),
    _rule(r"\b(base64|rot13|hex)\b", then=r"\b(follow|obey|execute|instructions?)\b"),
    _rule(r"\b(ignoriere|ignora|ignorez|ignorer|vergiss|oubliez|olvida|dimentica)\b"),
    _rule(
        r"\b(volle punktzahl|puntuacion maxima|note maximale|punteggio massimo|pontuacao maxima)\b"
    ),
)
_SENTENCE = re.compile(r"[^.!?\n;{}]+[.!?;{}]*|[{}\n]")
_LONGEST = 40
_AROUND = 60  # characters
_EMPHASIS = str.maketrans("_*`", "   ")


def find_injections(text: str) -> list[Range]:
    """Return where ``text`` addresses its grader, as ``(start, end)`` in order.

    A whole sentence of up to 40 words counts; of a longer one, as in unpunctuated speech, only
    what stands near the injection.
    """
    found: list[Range] = []
    for sentence in _SENTENCE.finditer(text):
        plain, places = _folded(sentence.group())
        if not plain.strip():
            continue
        hit = next(filter(None, (rule.search(plain) for rule in _INJECTIONS)), None)
        if hit is None:
            continue
        start, end = sentence.span()
        if len(plain.split()) > _LONGEST:
            first, last = places[hit[0]], places[max(hit[1] - 1, hit[0])]
            end = min(end, start + last + 1 + _AROUND)
            start = max(start, start + first - _AROUND)
        found.append((start, end))
    return found


def outside(piece: Range, ranges: Sequence[Range]) -> list[Range]:
    """Return the parts of ``piece`` outside all ``ranges``, which do not overlap and are sorted."""
    parts = []
    start, end = piece
    for place in range(bisect_right(ranges, start, key=itemgetter(1)), len(ranges)):
        first, last = ranges[place]
        if first >= end:
            break
        if first > start:
            parts.append((start, first))
        start = last
    if start < end:
        parts.append((start, end))
    return parts


def _folded(text: str) -> Folded:
    """Return the text as the rules read it, with emphasis marks as gaps."""
    plain = folded(text)
    return Folded(plain.text.translate(_EMPHASIS), plain.places)

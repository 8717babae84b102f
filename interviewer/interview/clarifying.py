"""Clarifying questions: what a candidate asks before answering, and the reply.

The bank's own replies come first. Without one, the reply is general and true, and reveals nothing
of what a good answer contains.
"""

import re

from interviewer.bank.question import Clarification, Question

_SHORT = 18  # words
_FEW = 8  # words
_CASES = ("scenario", "estimate")
_TAG = re.compile(
    r"(?:[,\s](?:right|correct)|,\s*(?:no|yes|huh|eh|(?:is|are|does|do|was)(?:n't| not)? "
    r"(?:it|they|that)))\s*\?$"
)  # after something said with some doubt
_SEVERAL = re.compile(r"[.!?;]\s+\S")  # sentences
_LIKE = 0.5  # least share of content words in common with a wording of the bank
_OPENING = (
    r"^(?:(?:but|first|to clarify|quick question|one question|before i (?:start|begin)|to be sure"
    r"|to make sure|for clarification|let me ask) )*"
)
_I = r"(?:i|we)"
_FRAMES = (
    rf"(?:should|shall|must) i|do {_I} (?:need|have|care|want)",
    r"do you (?:want|mean|need|expect|prefer|care)|would you (?:like|prefer|want)|you mean",
    r"are you (?:asking|looking|interested|thinking|after|talking|referring)",
    r"are you (?:fine |happy |good )?with (?:me|my|an?)",
    r"are we (?:talking|assuming|looking|speaking)",
    rf"(?:can|may|could|should|shall) {_I} (?:assume|say|ignore|treat|cover|mention|include|use"
    r"|take|choose|pick|draw|write|ask|suppose|give an example|start with|talk about)",
    r"(?:am i|are we) (?:allowed|supposed|expected|right (?:to assume|in assuming))",
    r"is it (?:(?:fine|enough|good|safe|fair|reasonable|right|possible) )?(?:if|to) (?:i|we|be"
    r"|do|use|keep|say|give|assume|skip|start|talk|write|focus|stick|mention|answer|ignore)",
    r"is it (?:important|necessary|needed|relevant)|does it matter|does (?:it|that|this) have"
    r" to be|is (?:this|the question|that) (?:about|for|in|meant|supposed|on|regarding|only)",
    r"would (?:an?|it|some|my) [\w ]{1,30} (?:help|be (?:useful|helpful|good|fine|enough"
    r"|welcome))",
    r"how (?:deep|deeply|detailed|formal|technical|precise|thorough|much detail|much depth|much"
    r" math|far) (?:should|shall|do|would|can|must|does)|how long should",
    r"what (?:level|amount|degree) of (?:detail|depth|math|formality|precision|rigou?r"
    r"|background|explanation)",
    r"(?:which|what) (?:one|kind|sort|type|level|part|aspect|version|form|case)s?"
    r"(?: of [\w -]+)? (?:do you|are you|would you|should i|shall i)",
    r"(?:what|which|how|where)(?: \w+)? (?:do|would) you (?:want|like|prefer) me to",
    r"what (?:should|shall) i (?:assume|focus|start)|where should i focus",
    r"is (?:an?|my) (?:\w+ ){0,3}(?:answer|sketch|overview|definition|summary|example|explanation)",
    # "May I add something?", also said as an announcement
    r"(?:(?:can|could|may|might|shall) i|i (?:would like|want|need|have) to|let me) (?:also )?"
    r"(?:add|say|mention) (?:something|one (?:more |last |other )?(?:thing|point)|a (?:point|thing"
    r"|word|few words))(?: (?:else|more|about (?:that|this|it)|to (?:that|this|it|my answer"
    r"|what i said(?: before| earlier)?)))*$",
    r"(?:am|was) i (?:talking|speaking|going|rambling|answering) (?:for )?(?:too )?(?:much|long"
    r"|fast|on|deep|far|quick)\b",
    # without "do you" or "shall I"
    r"(?:you )?(?:want|need|expect|prefer|like) me to",
)
_TO_INTERVIEWER = re.compile(rf"{_OPENING}(?:{'|'.join(_FRAMES)})\b")
_OF_INTERVIEWER = re.compile(
    r"\b(?:you (?:(?:are|were) (?:asking|after|looking|interested|thinking|talking|referring)"
    r"|(?:have|had) in mind|(?:mean|meant|expect)\b)|(?:do|would|did) you (?:want|mean|need|expect"
    r"|prefer|like|care|mind|have)|would you rather|or (?:should|shall|can|may|must|do) (?:i|we))\b"
)
"""Refers to what the interviewer means or wants, anywhere in a question."""

_SUPPOSES = re.compile(
    r"^(?:(?:i (?:will|would|am going to)|let us|let me|shall we|can we) )?"
    r"(?:assum\w+|say|suppose|take)\b.*\b(?:is (?:that|this|it)|would that be|does that)"
    r"(?: (?:fair|fine|good|right|reasonable|acceptable|allowed|work|sound \w+|make sense))?$"
)
"""States an assumption and asks whether it is acceptable."""

_WH = re.compile(
    _OPENING + r"(?:(?:what|which|who|whose|where|when|how (?:many|much|big|large|often|fast|old|"
    r"long|far|are|is|do|does)|is there|are there|do we)\b)"
    r"(?! (?:i|we) (?:would|did|do)\b)"
)
_EITHER = re.compile(r"^(?:for|in|with|on|at|the|as)\b[^?]* or [^?]*$")
_GIVEN = re.compile(
    _OPENING + r"(?:what|which|how (?:many|much|big|large|often|fast|long|old))(?: [\w'-]+){0,5}"
    r" (?:(?:do|are|can|should|shall|must|will|did) (?:we|you|i)|is there|are there)"
    r" (?:have|got|given|need|want|mean|assume|expect|suppose|talking about|talk about|dealing with"
    r"|looking at|working with|work with|aiming for|target|care about|interested in)"
    r"(?: (?:here|in|this|that|case|for|it|at|our|disposal|to|work|with|start|available|exactly"
    r"|now|of|today|the|scenario|example|question))*"
)
"""Asks what is given, so plainly that no question mark is needed."""

_DEPTH = (
    r"(?:high level|low level|overview|summary|deep|depth|deep dive|detail(?:s|ed)?|in depth|short"
    r"|brief|quick|long|intuition|intuitive(?:ly)?|math(?:ematical(?:ly)?)?|formulas?|formal(?:ly)?"
    r"|rigorous(?:ly)?|weeds|nitty gritty|basics|theory|practice|words|code|pseudocode"
    r"|conceptual(?:ly)?|technical(?:ly)?|gist|examples?|both)"
)
_HOW_DEEP = re.compile(
    rf"(?:(?:in|at|the|an?|more|very|from|with|as|or|into|go|of|on|to|level|answer|one|version"
    rf"|{_DEPTH})(?: |$))+"
)
"""Consists of words for the level of detail: "high level or in the weeds"."""

_THEN_SAYS = re.compile(
    r"\?\W+(?:then|no|yes|yeah|if|because|since|otherwise|so|in that case|it|i)\b"
)
"""A question that the speaker answers at once is part of an answer."""

_SAYS_FIRST = re.compile(
    r"^(?!(?:(?:ok|okay|so|well|and|but|um+|uh+|i'd|i'll|i|we|let me|let's|let us|would|will)\b"
    r"[\s,]*)*"
    r"(?:assum|suppos|say\b|take it|understand|see\b|you\b|want to|need to|if\b|just\b|make sure))"
    r"(?:[^\s.!?;]+ ){7,}[^\s.!?;]+[.!;]\s+\S"
)
"""Begins with a statement of eight words or more that is not an assumption or a restatement."""

_GOES_BACK = re.compile(
    r"^(?:(?:can|could|may|might) i|let me|i (?:would like|want|need) to)(?: \w+)? (?:go back|come"
    r" back|return|add|correct|finish)\b"
)
_SUBJECT = (
    r"(?:there|it|they|we|i|you|he|she|the|an?|this|that|these|those|our|your|my|all|any|some"
    r"|people|users?|customers?|both|each|every)\b"
)
_ASKS = re.compile(
    # "What I would do first" and "when users are new" begin an answer.
    r"^(?:and |but )?(?:(?:what|how|which|who|why)\b(?! (?:i|we|you)\b)"
    # "Could be a leak" and "have experts label it" have no subject.
    rf"|(?:(?:when|where) )?(?:is|are|do|does|did|can|could|may|should|would|am|was|were|will|shall"
    rf"|has|have) {_SUBJECT}|any\b(?!.* (?:is|are|has|have|will|can|should|must|do|does)\b))"
)
_GUESSES = re.compile(
    r"(?:but |or )?(?:(?:is|was) (?:it|this|that) (?:because|due to|caused by|that)"
    r"|(?:could|might|may|can) (?:it|this|that) be)\b"
)
_WONDERS = re.compile(
    r"^(?:and |but |first |before i (?:start|begin|answer) )*"
    r"(?:i (?:wonder|assume|take it|need to know|would like to know|want to know)\b"
    r"|tell me\b|let me ask\b|i have a question\b|one question\b|suppose\b)"
)
_CONTENT = re.compile(r"[a-z0-9]+")
_EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be by can could do does for have how i in is it many much of "
        "on or our"
        " should that the there this to we what when where which will with would you your about",
    )
)


def find_clarification(text: str, words: list[str], question: Question) -> tuple[bool, str | None]:
    """Return whether a text asks for a clarification, and the bank's reply where it has one.

    ``words`` are those of the text without fillers. About a case anything may be asked; elsewhere
    "Is it the median?" is an answer, so only questions addressed to the interviewer count.
    """
    if len(words) > 2 * _SHORT:
        return False, None
    plain = " ".join(words)
    marked = text.endswith("?")
    frame = (
        _TO_INTERVIEWER.match(plain) or _GIVEN.fullmatch(plain) or (marked and says_how_deep(plain))
    )
    doubtful = _TAG.search(text.lower()) and not frame  # "overfitting, right?"
    if (
        doubtful
        or _THEN_SAYS.search(text.lower())
        or (text.endswith((".", "!")) and len(words) > _FEW)
    ):
        return False, None
    if question.kind in _CASES:
        begins = len(words) <= _SHORT and bool(_ASKS.match(plain) or frame)
        if not (marked or begins):
            return False, None
        if states_and_asks(text, question):
            return False, None
        goes_back = _GOES_BACK.match(plain)
        reply = None if goes_back else _foreseen(plain, question.clarifications)
        asked = reply is not None or frame or (marked and not guesses(plain, question))
        return bool(asked), reply
    if len(words) > _SHORT or _SEVERAL.search(text):
        return False, None
    asks = frame or (
        marked
        and (
            _WH.match(plain)
            or _OF_INTERVIEWER.search(plain)
            or _SUPPOSES.match(plain)
            or (len(words) <= _FEW and _EITHER.match(plain))
        )
    )
    return (True, _foreseen(plain, question.clarifications)) if asks else (False, None)


def says_how_deep(plain: str) -> bool:
    """Whether words without fillers offer two levels of detail: "high level or in the weeds"."""
    return " or " in plain and bool(_HOW_DEEP.fullmatch(plain))


def states_and_asks(text: str, question: Question) -> bool:
    """Whether a question about a case comes after part of an answer."""
    marked = text.rstrip().endswith("?")
    return marked and question.kind in _CASES and bool(_SAYS_FIRST.match(text.strip().lower()))


def guesses(plain: str, question: Question) -> bool:
    """Whether words without fillers propose the cause in a case: "is it because ..."."""
    return question.kind in _CASES and bool(_GUESSES.match(plain))


def wonders(plain: str) -> bool:
    """Whether words without fillers may be a question that no pattern covers."""
    return bool(_ASKS.match(plain) or _WONDERS.match(plain))


def _foreseen(plain: str, clarifications: tuple[Clarification, ...]) -> str | None:
    asked = _content(plain)
    best: tuple[float, str | None] = (0.0, None)
    for clarification in clarifications:
        wordings = (clarification.topic, *clarification.asks)
        likeness = max(_overlap(asked, _content(wording.lower())) for wording in wordings)
        if likeness > best[0]:
            best = (likeness, clarification.reply)
    return best[1] if best[0] >= _LIKE else None


def _content(text: str) -> frozenset[str]:
    words = (word for word in _CONTENT.findall(text) if word not in _EMPTY_WORDS)
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)


def _overlap(asked: frozenset[str], wording: frozenset[str]) -> float:
    shared = len(asked & wording)
    return shared / min(len(asked), len(wording)) if shared else 0.0

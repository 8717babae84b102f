"""Works out what the candidate means, from the words and from what was said before."""

import re
from dataclasses import replace

from interviewer.interview.affirmation import affirmed
from interviewer.interview.hint_offer import wants_a_hint
from interviewer.interview.intents import Intent, in_doubt, is_done, recognise
from interviewer.interview.replies import TAKE_IT
from interviewer.interview.session import Doubted, Session, Suspicion, Turn

_YES_OR_NO = re.compile(
    r"(?:^|[.!?:;,]\s+)(?:(?:and|or|but|so|then)\s+)?(?:is|are|was|were|do|does|did|has|have|had|can"
    r"|could|will|would|should|must|may|might)\b",
    re.IGNORECASE,
)
_MOVES_ON = ("dont-know", "skip", "done", "hint")  # "no hint, please"
_BARE = 2  # words in a bare yes or no
_BRIEF = 4  # words; a longer "no, ..." says something of its own


def understand(text: str, turn: Turn, session: Session) -> Intent | None:
    """Return the candidate's intent, ``None`` for an answer, ``unclear`` if in doubt.

    A yes or no is interpreted by what was asked last.
    """
    question = turn.item.question
    asked = turn.open_follow_up
    if turn.doubted is not None:
        return _of_a_doubt(text, turn)
    if _was_offered_a_hint(session):
        wanted = wants_a_hint(text)
        if wanted is not None:
            return Intent("hint") if wanted else _of_a_no(text, turn)
    to_suspicion = isinstance(asked, Suspicion) and asked.follow_up_id is None
    if isinstance(asked, Suspicion) and to_suspicion and affirmed(text, asked.question) is not None:
        return None
    known = recognise(text, question)
    if known is None and not isinstance(asked, Suspicion):
        prompt = asked.prompt if asked else question.prompt
        if in_doubt(text, question) or _says_yes_to_no_question(text, prompt):
            return Intent("unclear")
    return known


def _of_a_no(text: str, turn: Turn) -> Intent:
    """Return what is meant by a candidate who wants no hint: mostly to move on."""
    known = recognise(text, turn.item.question)
    if known is None or known.name in _MOVES_ON:
        return Intent("dont-know")
    return known


def _says_yes_to_no_question(text: str, prompt: str) -> bool:
    """Whether the text is a bare yes or no to a prompt that is not a yes-or-no question."""
    bare = len(text.split()) <= _BARE and affirmed(text, "") is not None
    return bare and not _YES_OR_NO.search(prompt)


def joined(before: Doubted | None, heard: Doubted) -> tuple[Doubted, str | None]:
    """Return the answer made of the text in doubt and what is said now, and the candidate's reply.

    The reply is ``None`` if nothing was in doubt, or if what was in doubt is replaced.
    """
    if before is None:
        return heard, None
    yes = affirmed(heard.text, TAKE_IT)
    if yes is False:
        return heard, None
    if yes is True or is_done(heard.text):
        return before, heard.text
    transcript = "\n".join(filter(None, (before.transcript, heard.transcript))) or None
    whole = replace(heard, text=f"{before.text}\n{heard.text}", transcript=transcript)
    return whole, heard.text


def _of_a_doubt(text: str, turn: Turn) -> Intent | None:
    yes = affirmed(text, TAKE_IT)
    if yes is True:
        return None
    if yes is False and len(text.split()) <= _BRIEF:
        return Intent("no-answer")
    return recognise(text, turn.item.question)


def _was_offered_a_hint(session: Session) -> bool:
    return bool(session.lines) and session.lines[-1].kind == "dont-know"

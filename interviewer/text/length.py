"""How long an answer may be: the one limit for writing it, reading it and sending it away."""

LONGEST = 50_000
"""Characters of an answer that are read: three quarters of an hour of fast speech, at 180 words a
minute. A grade of so much takes about a second and stays far from any machine's memory."""

_WORD = 64  # characters to look back for a space, so that no word is read in half


def readable(answer: str) -> str:
    """Return the part of an answer that is read, up to a whole word: usually all of it."""
    if len(answer) <= LONGEST:
        return answer
    for end in range(LONGEST, LONGEST - _WORD, -1):
        if answer[end].isspace():
            return answer[:end]
    return answer[:LONGEST]

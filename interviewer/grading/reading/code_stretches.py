"""Finds code in an answer: what is fenced, and what looks like a program."""

import re

_FENCE = re.compile(r"`{3,}|~{3,}")
_BEFORE_FENCE = re.compile(r"(?:[ \t]|[-*+>]|\d{1,3}[.)])*")
_AFTER_FENCE = re.compile(r"[ \t]*[\w+#.-]*[ \t\r]*")
_WORD = re.compile(r"\w")
_CODE_LINE = re.compile(
    r"[ \t]*(?:>>> |\.\.\. )?(?:def \w+\(|class \w+[(:]|import \w|from [\w.]+ import "
    r"|return\b|[\w.\[\]]+ [-+*/]= "
    r"|(?:for|while|if|elif|with|except)\b.*:\s*(?:#.*)?$|(?:else|try|finally):|print\(|assert "
    r"|@\w+"
    r"|[\w.\[\], ]+ [-+*/]?= ?[\w.]*[\[({].*|\w[\w.]*\([^.]*\)\s*;?\s*$"
    r"|(?:SELECT|FROM|WHERE|GROUP BY|ORDER BY|HAVING|(?:LEFT |INNER )?JOIN|WITH \w+ AS"
    r"|INSERT INTO)\b)"
)
_ASSIGNMENT = re.compile(r"[ \t]*[\w.\[\], ]+ (?:[-+*/@%|&]|//|\*\*)?= (?P<value>\S.*)")
_OPERATION = re.compile(r"[-+*/@%\[({]|\*\*")
_TWO_WORDS = re.compile(
    r"\b(?!(?:and|or|not|in|is|if|else|for|lambda|await|yield)\b)[a-z]{2,} "
    r"(?!(?:and|or|not|in|is|if|else|for)\b)[a-z]{2,}\b"
)
_OF_A_PROGRAM = re.compile(r"@|\*\*|//|\b[a-zA-Z_]\w*\.[a-zA-Z_]")
_NO_PROSE = re.compile(r"[=(){}\[\]<>;]")
_WORDS = re.compile(r"(?:\S+ ){2}(?P<more>(?:\S+ ){2}.)?")
_LEAST_SHARE = 0.5
_LEAST_LINES = 2
"""One line alone may be a formula, which claims something; so may two that are no program's."""


def code_stretches(answer: str) -> list[tuple[int, int]]:
    """Return the ranges of code in order: what is fenced, and blocks of which half is code.

    In such a block, which ends at a blank line, all is code but lines that read as a sentence. One
    line at least must be a program's: formulas alone claim something. A fence that is never closed
    makes code of its own block only.
    """
    found, unclosed = _fenced(answer)
    fences = iter([*found, (len(answer) + 1, len(answer) + 1)])
    fence = next(fences)
    place = 0
    block: list[tuple[int, int, str]] = []
    for line in [*answer.splitlines(keepends=True), ""]:
        bare = line.strip()
        while fence[1] < place:
            fence = next(fences)
        if bare and place + len(line) <= fence[0]:
            block.append((place, place + len(line), bare))
        else:
            like = [_is_code(one) for *_, one in block]
            enough = max(_LEAST_LINES, _LEAST_SHARE * len(block))
            forced = any(start <= unclosed < end for start, end, _ in block)
            if forced or (sum(like) >= enough and any(_is_program(one) for *_, one in block)):
                found += [
                    (start, end)
                    for (start, end, one), code in zip(block, like, strict=True)
                    if end > (unclosed if forced else 0) and (code or not _reads_as_sentence(one))
                ]
            block = []
        place += len(line)
    return sorted(found)


def _fenced(answer: str) -> tuple[list[tuple[int, int]], int]:
    """Return the ranges between fences, and where one begins that is never closed, else -1.

    A fence may follow the mark of a list or quotation, or an introduction on its line, and may
    close at the end of a line of code. Between two of them on one line is code only where the line
    holds nothing else.
    """
    found: list[tuple[int, int]] = []
    fences = list(_FENCE.finditer(answer))
    number = 0
    while number < len(fences):
        fence = fences[number]
        mark = fence[0]
        line = answer.rfind("\n", 0, fence.start()) + 1
        end = answer.find("\n", fence.end())
        end = len(answer) if end < 0 else end
        number += 1
        close = next((n for n in range(number, len(fences)) if fences[n][0].startswith(mark)), None)
        leads = _BEFORE_FENCE.fullmatch(answer, line, fence.start())
        if close is not None and fences[close].start() < end:
            number = close + 1
            if leads and not _WORD.search(answer, fences[close].end(), end):
                found.append((fence.start(), fences[close].start()))
        elif leads or _AFTER_FENCE.fullmatch(answer, fence.end(), end):
            if close is None:
                return found, fence.start()
            number = close + 1
            found.append((fence.start(), fences[close].start()))
    return found, -1


def _reads_as_sentence(line: str) -> bool:
    """Whether a line without signs of code has five words, or two and a mark at its end."""
    words = None if _NO_PROSE.search(line) else _WORDS.match(line)
    return bool(words and (words["more"] or line.endswith((".", "!", "?", ":"))))


def _is_code(line: str) -> bool:
    assigned = _ASSIGNMENT.match(line)
    return _is_program(line) or bool(
        assigned
        and _OPERATION.search(assigned["value"])
        and not _TWO_WORDS.search(assigned["value"])
    )


def _is_program(line: str) -> bool:
    """Whether a line is of a program, not just a formula."""
    assigned = _ASSIGNMENT.match(line)
    return bool(_CODE_LINE.match(line) or (assigned and _OF_A_PROGRAM.search(assigned["value"])))

"""The two files that an author begins with: valid as they stand, with a TODO for each text."""

import re
from pathlib import Path

from interviewer.bank.folders import QUESTIONS, RUBRICS, list_root, own_root
from interviewer.errors import BankError, UsageError
from interviewer.private_folder import make_private

_QUESTION = """\
# What is asked. The id is the file's name, the area the folder's. The rubric of the same name says
# how an answer is judged. `interviewer bank check` lists what is still to be written.
# Quote a text that holds ": " or " #" or begins with a bracket, a quote or one of * & ! % @ -
id: {id}
area: {area}
# core: everybody is asked it; advanced: for senior roles.
level: core
# concept, scenario, coding or behavioural
kind: concept
# As a senior interviewer says it across the table, in one or two sentences.
prompt: >-
  TODO the question
# Where the prompt holds symbols or code, the same in words, as it is read aloud:
# spoken: >-
#   the question in words
# In seconds: 90 to 150 for a concept, 300 to 600 for a scenario.
time_limit: 120
# One to three, in the order in which they are given. A hint points to where to look; it does not
# hold the words of a criterion.
hints:
  - TODO where to look
# Each probes one criterion of the rubric; every essential criterion needs one. `when` says after
# which verdict it fits: unmet (missed or partial; the default), missed, partial, or met, to go
# deeper into what was right.
follow_ups:
  - id: first-probe
    criterion: first-point
    prompt: TODO a question for the first point that does not say it
  - id: second-probe
    criterion: second-point
    when: unmet
    prompt: TODO a question for the second point that does not say it
# For scenarios and coding: what the interviewer replies when asked about scale, data, limits.
# clarifications:
#   - topic: the data
#     asks:
#       - how much data do we have
#     reply: About two million rows, two percent of them positive.
# Book and chapter, or paper with authors and year.
sources:
  - TODO a source that says it
"""

_RUBRIC = """\
# How an answer to questions/{area}/{id}.yaml is judged.
question_id: {id}
# Count it up when a change alters how answers score.
version: 1
# Three to seven, each one claim that a listener can tick off. The points add up to 10. Mark as
# essential what no good answer leaves out: a third to two thirds of them.
criteria:
  - id: first-point
    statement: TODO one checkable claim
    points: 4
    essential: true
    # Four wordings or more that state the claim: in textbook terms, in plain words, by an example,
    # as speech recognition writes it. (one / two / three) lists phrases of which any will do.
    evidence:
      - TODO the claim in textbook terms
      - TODO the claim in plain words
      - TODO the claim (by an example / by an analogy)
      - TODO the claim as it is heard
  - id: second-point
    statement: TODO another claim
    points: 4
    essential: true
    evidence:
      - TODO another claim in textbook terms
      - TODO another claim in plain words
      - TODO another claim by an example
      - TODO another claim as it is heard
  - id: third-point
    statement: TODO a claim that only a thorough answer makes
    points: 2
    evidence:
      - TODO a further claim in textbook terms
      - TODO a further claim in plain words
      - TODO a further claim by an example
      - TODO a further claim as it is heard
# Two or more beliefs that candidates really hold, in their wrong form. The penalty is in points and
# comes on top of what the answer fails to earn: one will do. A cap (0 to 1), for beliefs that turn
# the core upside down, is the most that such an answer can score.
misconceptions:
  - id: first-error
    statement: TODO the wrong belief
    correction: TODO what is true instead
    penalty: 1
    cap: 0.3
    evidence:
      - TODO the wrong belief as candidates put it
    example: >-
      TODO two or three sentences of a confident candidate who holds it
  - id: second-error
    statement: TODO another wrong belief
    correction: TODO what is true instead of the other
    penalty: 1
    evidence:
      - TODO another wrong belief as candidates put it
    example: >-
      TODO two or three sentences of another one
# What a strong candidate says in one to two minutes: 110 to 260 words that touch every criterion.
# It must score 90 or more, each example above 30 or less.
model_answer: >-
  TODO the answer
"""


_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def write_item(root: Path, item_id: str, area: str) -> tuple[Path, Path]:
    """Write question and rubric of a new item beneath ``root`` and return their paths.

    Raises ``UsageError`` for an id or area that cannot be one, ``BankError`` when ``root`` already
    has the item or cannot be written to; no file that exists is ever changed.
    """
    for value, what in ((item_id, "id"), (area, "area")):
        if len(value) > 80 or not _SLUG.fullmatch(value):
            raise UsageError(
                f"{value[:80]!r} cannot be the {what} of an item.",
                remedy="Use lower-case letters and digits, words joined by single hyphens.",
            )
    paths = root / QUESTIONS / area / f"{item_id}.yaml", root / RUBRICS / area / f"{item_id}.yaml"
    taken = [path for path in paths if path.exists() or path.is_symlink()]
    if root.is_dir():
        taken += [Path(p.question) for p in list_root(root).pairs if p.id == item_id]
    if taken:
        raise BankError(f"{taken[0]} exists already.", remedy="Edit it, or choose another id.")
    written: list[Path] = []
    try:
        for path, text in zip(paths, (_QUESTION, _RUBRIC), strict=True):
            if root == own_root():  # beside what is nobody else's business
                make_private(root)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                written.append(path)
                file.write(text.format(id=item_id, area=area))
    except OSError as error:
        for path in written:
            path.unlink()
        reason = error.strerror or type(error).__name__
        raise BankError(
            f"{path}: cannot be written ({reason}).", remedy="Name another folder with --bank."
        ) from None
    return paths

"""The texts of a new item's two files: valid as they stand, with a TODO for each text to write."""

from typing import NamedTuple

_QUESTION = """\
# What is asked. The id is the file's name, the area the folder's. The rubric of the same name says
# how an answer is judged. `interviewer bank check` lists what is still to be written.
# Quote a text that holds ": " or " #" or begins with a bracket, a quote or one of * & ! % @ -
id: {id}
area: {area}
# beginner: asked of everybody; intermediate: expected of a practitioner; advanced: of a senior or
# a specialist.
level: beginner
# concept, scenario, coding, behavioural, calculation, exhibit or estimate
kind: {kind}
# As a senior interviewer says it across the table, in one or two sentences that ask one thing, at
# most two.
prompt: >-
  TODO {prompt}
# Where the prompt holds symbols or code, the same in words, as it is read aloud:
# spoken: >-
#   the question in words
# For somebody who did not understand: the same in other, plainer words, with nothing given away.
rephrased: >-
  TODO the question in other words
{exhibit}\
# In seconds: 90 to 150 for a concept, 300 to 600 for a scenario or an estimate.
time_limit: {time_limit}
# One to three, in the order in which they are given. A hint points to where to look; it does not
# hold the words of a criterion.
hints:
  - TODO where to look
# Each probes one criterion of the rubric. `when` says after which verdict it fits: unmet (missed or
# partial; the default), missed, partial, or met, to go deeper into what was right. Every criterion
# needs one for when it was missed; two or more go deeper. One with symbols needs `spoken:`.
follow_ups:
  - id: first-probe
    criterion: first-point
    prompt: TODO a question for the first point that does not say it
  - id: second-probe
    criterion: second-point
    prompt: TODO a question for the second point that does not say it
  - id: third-probe
    criterion: third-point
    prompt: TODO a question for the third point that does not say it
  - id: first-deeper
    criterion: first-point
    when: met
    prompt: TODO why that is so, or what if something were otherwise
  - id: second-deeper
    criterion: second-point
    when: met
    prompt: TODO a number, a limit, or how one would test it
{clarifications}\
{coding}\
# Book and chapter, or paper with authors and year.
sources:
  - TODO a source that says it
"""

_EXHIBIT = """\
# What is shown with the prompt: code (with `language: python`), a table, a plot drawn in text, a
# diagram or a text. No line is longer than 76 characters. `spoken` describes it to somebody who
# only listens.
exhibit:
  kind: table
  content: |-
    TODO what is shown, line by line
  spoken: >-
    TODO what is shown, in words
"""

_NO_EXHIBIT = """\
# Where something is shown with the prompt (code, a table, a plot, a diagram or a text):
# exhibit:
#   kind: code
#   language: python
#   content: |-
#     what is shown, at most 76 characters a line
#   spoken: what is shown, in words
"""

_CODING = """\
# What is run; docs/coding.md says all about it. For SQL write `language: sql`, `tables:`, and tests
# with `rows:` and `expected:`. Leave the whole block out of a question that is only talked through.
coding:
  language: python
  # needs: [numpy, pandas]
  starter: |
    def solve(values):
        \"\"\"Return what is asked for.\"\"\"
        raise NotImplementedError
  # Shown while the candidate works. `close(got, want)` compares within the `tolerance`.
  shown:
    - name: small-example
      message: TODO what holds for a small example
      tolerance: 0.000001
      code: |
        close(solve([1, 2, 3]), 6)
  # Run on submission only; each fails for one of the broken solutions.
  hidden:
    - name: empty-input
      message: TODO what holds for empty input
      code: |
        assert solve([]) == 0
  limits: {{seconds: 5, megabytes: 512}}
  solution: |
    def solve(values):
        return sum(values)
  broken:
    - flaw: TODO what is wrong with this solution
      code: |
        def solve(values):
            return sum(values) / len(values)
    - flaw: TODO what is wrong with this other one
      code: |
        def solve(values):
            return max(values)
"""

_CLARIFICATIONS = """\
# What the interviewer replies when asked, and ways in which candidates ask it. {purpose}
clarifications:
  - topic: TODO what may be asked about
    asks:
      - TODO a way to ask it
      - TODO another way to ask it
      - TODO a third way to ask it
    reply: TODO one short sentence
  - topic: TODO what else may be asked about
    asks:
      - TODO a way to ask that
      - TODO another way to ask that
      - TODO a third way to ask that
    reply: TODO another short sentence
"""

_RUBRIC = """\
# How an answer to questions/{area}/{id}.yaml is judged.
question_id: {id}
# Count it up when a change alters how answers score.
version: 1
# Three to nine, each one claim that a listener can tick off. The points add up to 10. Mark as
# essential what no good answer leaves out: a third to two thirds of them. `evidence` holds four
# wordings or more that state the claim: in textbook terms, in plain words, by an example, as speech
# recognition writes it. (one / two / three) lists phrases of which any will do.
criteria:
{tested}\
  - id: first-point
    statement: TODO {claim}
    points: {points[0]}
    essential: true
{evidence}\
  - id: second-point
    statement: TODO another claim
    points: {points[1]}
    essential: true
    evidence:
      - TODO another claim in textbook terms
      - TODO another claim in plain words
      - TODO another claim (by an example / by an analogy)
      - TODO another claim as it is heard
  - id: third-point
    statement: TODO a claim that only a thorough answer makes
    points: {points[2]}
    evidence:
      - TODO a further claim in textbook terms
      - TODO a further claim in plain words
      - TODO a further claim by an example
      - TODO a further claim as it is heard
# Two or more beliefs that candidates really hold, one claim each, in their wrong form.
# `contradicts` is the criterion that nobody who holds it can make. The penalty is in points and
# comes on top of what the answer fails to earn: one will do. A cap (0 to 1), for beliefs that turn
# the core upside down, is the most that such an answer can score.
misconceptions:
  - id: first-error
    statement: TODO the wrong belief
    correction: TODO what is true instead
    contradicts: first-point
    penalty: 1
    cap: 0.3
    evidence:
      - TODO the wrong belief as candidates put it
    example: >-
      TODO two or three sentences of a confident candidate who holds it
  - id: second-error
    statement: TODO another wrong belief
    correction: TODO what is true instead of the other
    contradicts: second-point
    penalty: 1
    evidence:
      - TODO another wrong belief as candidates put it
    example: >-
      TODO two or three sentences of another one
# What a strong candidate says in one to two minutes: 110 to 260 words that touch every criterion.
# It must score 90 or more, each example above 30 or less.
model_answer: >-
  TODO the answer
# How the reply to each follow-up with `when: met` is judged: one to three criteria with ids of
# their own, three wordings or more each, and a reply of 30 to 80 words that scores 75 or more.
depth:
  - follow_up: first-deeper
    criteria:
      - id: first-reason
        statement: TODO the claim that a good reply makes
        points: 2
        evidence:
          - TODO the reply in textbook terms
          - TODO the reply in plain words
          - TODO the reply as it is heard
    model_answer: >-
      TODO the reply to the first
  - follow_up: second-deeper
    criteria:
      - id: second-reason
        statement: TODO the claim that a good reply to this one makes
        points: 2
        evidence:
          - TODO that reply in textbook terms
          - TODO that reply in plain words
          - TODO that reply as it is heard
    model_answer: >-
      TODO the reply to the second
"""

_WORDINGS = """\
    evidence:
      - TODO the claim in textbook terms
      - TODO the claim in plain words
      - TODO the claim by an example
      - TODO the claim as it is heard
"""

_TESTED = """\
  # Tests decide, no grader does: 5 to 7 points in all. Each test stands in one criterion. One with
  # tests needs neither evidence nor a follow-up.
  - id: result-is-right
    statement: TODO what the code gets right
    points: 6
    essential: true
    tests: [small-example, empty-input]
"""

_RESULT = """\
    # The figure decides. It is right within `tolerance`, a share of the value; `unit` as one writes
    # it (GB, %, users), left out for a bare number. `evidence:` may say what it is a figure of.
    number:
      value: 1
      unit: GB
      tolerance: 0.01
"""

_ESTIMATE = """\
    # The figure decides. It is right between value / factor and value * factor; `unit` as one
    # writes it (GB, %, users). `evidence:` may say what it is a figure of.
    number:
      value: 1
      unit: GB
      factor: 3
"""


class _Kind(NamedTuple):
    prompt: str
    time_limit: int
    purpose: str | None = None
    claim: str = "one checkable claim"
    evidence: str = _WORDINGS
    exhibit: str = _NO_EXHIBIT
    coding: str = ""
    tested: str = ""
    points: tuple[int, int, int] = (4, 4, 2)


_KINDS = {
    "concept": _Kind(
        "the question", 120, "How deep to go, which case is meant, what may be assumed."
    ),
    "scenario": _Kind(
        "the situation, then what to do about it", 420, "Scale, data, latency, constraints."
    ),
    "coding": _Kind(
        "what the code should do, to be written and talked through",
        900,
        "Sizes, types, edge cases, limits.",
        claim="one checkable claim of the explanation",
        coding=_CODING.format(),
        tested=_TESTED,
        points=(2, 1, 1),
    ),
    "behavioural": _Kind("what to tell of one's own work", 180),
    "calculation": _Kind(
        "the numbers, then what to work out from them",
        180,
        claim="the result, as a sentence with its figure",
        evidence=_RESULT,
    ),
    "exhibit": _Kind("what to say about what is shown", 180, exhibit=_EXHIBIT),
    "estimate": _Kind(
        "what to estimate, and for what",
        420,
        "Users, rates, sizes: what may be assumed.",
        claim="the estimate, as a sentence with its figure",
        evidence=_ESTIMATE,
    ),
}


def question_text(item_id: str, area: str, kind: str) -> str:
    """Return the question file of a new item; raise ``KeyError`` for an unknown kind."""
    sort = _KINDS[kind]
    clarifications = _CLARIFICATIONS.format(purpose=sort.purpose) if sort.purpose else ""
    return _QUESTION.format(
        id=item_id,
        area=area,
        kind=kind,
        prompt=sort.prompt,
        exhibit=sort.exhibit,
        time_limit=sort.time_limit,
        clarifications=clarifications,
        coding=sort.coding,
    )


def rubric_text(item_id: str, area: str, kind: str) -> str:
    """Return the rubric file of a new item; raise ``KeyError`` for an unknown kind."""
    sort = _KINDS[kind]
    return _RUBRIC.format(
        id=item_id,
        area=area,
        claim=sort.claim,
        evidence=sort.evidence,
        tested=sort.tested,
        points=sort.points,
    )

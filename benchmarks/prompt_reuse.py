"""Print how much of a second answer's prompt a language model's server has not read before.

``python -m benchmarks.prompt_reuse FILE...``, with real answers as ``python -m training.fetch``
writes them. For each question with two answers, the requests are built as they would be sent, but
none is sent. What the second shares with the beginning of the first need not be read again by a
server that keeps it. The rest is counted in characters, with and without the answer.
"""

import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.arguments import parser_of
from interviewer.grading.grader import GradingRequest
from interviewer.grading.llm.grader import LlmGrader
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.settings.load import Settings
from training.rated_answers import Answer, Bank, bank, real

GOAL = 0.1


def prompt(grader: LlmGrader, stored: Bank, answer: Answer) -> str:
    """Return the text of the first request that judges an answer."""
    request = GradingRequest(
        prompt=stored.prompts[answer.question_id],
        rubric=stored.rubrics[answer.question_id],
        answer=answer.text,
    )
    body = grader.preview(request)["body"]
    return "\n".join(json.dumps(message["content"]) for message in body["messages"])


def new(grader: LlmGrader, stored: Bank, first: Answer, second: Answer) -> tuple[float, float]:
    """Return the new share of the second prompt, and that share without the answer."""
    texts = [prompt(grader, stored, one) for one in (first, second)]
    same = next(
        (at for at, (a, b) in enumerate(zip(*texts, strict=False)) if a != b), len(texts[1])
    )
    added = len(texts[1]) - same
    return added / len(texts[1]), max(0, added - len(second.text)) / len(texts[1])


def main(argv: Sequence[str] | None = None) -> None:
    """Compare the prompts of two answers to each question and print the shares."""
    parser = parser_of("prompt_reuse", __doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    settings = Settings(model="any", base_url="http://127.0.0.1:9/v1")
    stored, grader = bank(), LlmGrader(settings, OfflineGrader())
    pairs: dict[str, list[Answer]] = {}
    for answer in real(parser.parse_args(argv).files):
        if answer.question_id in stored.rubrics:
            pairs.setdefault(answer.question_id, []).append(answer)
    shares = [new(grader, stored, *pair[:2]) for pair in pairs.values() if len(pair) > 1]
    if not shares:
        sys.exit("No question has two answers.")
    whole, beyond = zip(*shares, strict=True)
    print(
        f"{len(shares)} questions: {statistics.median(whole):.1%} of a second prompt are new, "
        f"{statistics.median(beyond):.1%} beyond the answer itself ({max(beyond):.1%} at most; "
        f"goal {GOAL:.0%})"
    )
    sys.exit(statistics.median(beyond) > GOAL)


if __name__ == "__main__":
    main()

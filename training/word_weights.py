"""Write the table of what words are worth, from how many of the bank's rubrics use them."""

import math
from pathlib import Path

import yaml

from interviewer.grading.reading.lexicon import STOP, stem
from interviewer.grading.reading.normalise import words

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "interviewer" / "grading" / "reading" / "word-weights.txt"


def _worth(count: int, rubrics: int) -> float:
    # The root keeps everyday words, in which stories are told, from being worth nothing.
    return math.sqrt(max(0.15, 1 - 0.85 * math.log(count) / math.log(rubrics)))


def main() -> None:
    """Count words over the rubrics' statements and wordings and write the table."""
    counts: dict[str, int] = {}
    rubrics = sorted((ROOT / "rubrics").glob("*/*.yaml"))
    for path in rubrics:
        rubric = yaml.safe_load(path.read_text("utf-8"))
        claims = rubric["criteria"] + rubric.get("misconceptions", [])
        texts = [text for claim in claims for text in (claim["statement"], *claim["evidence"])]
        texts.append(rubric["model_answer"])
        found = {
            stem(word.text)
            for text in texts
            for word in words(text)
            if not word.is_mark and word.text not in STOP
        }
        for word in found:
            counts[word] = counts.get(word, 0) + 1
    rows = [
        f"{word} {_worth(count, len(rubrics)):.2f} {count / len(rubrics):.3f}"
        for word, count in sorted(counts.items())
    ]
    head = "# Stem, worth 0..1, share of rubrics with it; written by training/word_weights.py.\n"
    TABLE.write_text(head + "\n".join(rows) + "\n", "utf-8")
    print(f"{len(rows)} words of {len(rubrics)} rubrics")


if __name__ == "__main__":
    main()

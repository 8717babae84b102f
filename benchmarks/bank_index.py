"""Ratio of the time of a warm index of the bank to that of parsing the bank's files.

Both run in turns in one process, on a bank of as many items as the real one will have, made of
copies of the built-in items. The goal is 0.05 at most.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from benchmarks.arguments import parser_of
from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import built_in_root, list_root
from interviewer.bank.loader import load_item

ITEMS = 208
ROUNDS = 15
GOAL = 0.05


def copied_bank(root: Path) -> Path:
    """Write ITEMS items of the built-in bank beneath ``root``, the last of them under new ids."""
    originals = Catalog((built_in_root(),)).rows
    for number in range(ITEMS):
        row = originals[number % len(originals)]
        new_id = f"{row.id}-{number}" if number >= len(originals) else row.id
        for kind, path in (("questions", row.question_path), ("rubrics", row.rubric_path)):
            target = root / kind / row.area / f"{new_id}.yaml"
            target.parent.mkdir(parents=True, exist_ok=True)
            text = Path(path).read_text(encoding="utf-8")
            target.write_text(text.replace(f"id: {row.id}\n", f"id: {new_id}\n"), encoding="utf-8")
    return root


def seconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(argv: Sequence[str] | None = None) -> int:
    """Print the ratios; the exit code says whether the goal is met."""
    parser_of("bank_index", __doc__).parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        root = copied_bank(Path(folder) / "bank")
        cache = Path(folder) / "cache"
        pairs = list_root(root).pairs
        texts = [Path(path) for pair in pairs for path in (pair.question, pair.rubric)]
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

        def warm() -> Catalog:
            return Catalog((root,), cache)

        def yaml_only() -> None:
            for path in texts:
                yaml.load(path.read_bytes(), Loader=loader)

        def items() -> None:
            for pair in pairs:
                load_item(Path(pair.question), Path(pair.rubric))

        time.sleep(4)  # files must be older than a tick of any file system's clock to be cached
        assert len(warm().rows) == ITEMS
        rounds = [(seconds(warm), seconds(yaml_only), seconds(items)) for _ in range(ROUNDS)]
    index, plain, full = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"warm index of {ITEMS} items {1000 * index:6.2f} ms")
    print(f"yaml alone, by libyaml     {1000 * plain:6.1f} ms   ratio {index / plain:.3f}")
    print(f"items, read and validated  {1000 * full:6.1f} ms   ratio {index / full:.3f}")
    print(f"goal {GOAL}: {'met' if index / plain <= GOAL else 'MISSED'}")
    return 0 if index / plain <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())

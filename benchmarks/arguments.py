"""The command line that all benchmarks share: ``--help`` shows the module's docstring."""

import argparse


def parser_of(name: str, page: str | None) -> argparse.ArgumentParser:
    """Return the parser of the benchmark ``name``, with ``--help`` that shows its ``page``."""
    return argparse.ArgumentParser(
        prog=f"python -m benchmarks.{name}",
        description=page,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )

"""The ``interviewer`` command and ``python -m interviewer``: ready for Ctrl+C before all else."""

try:
    import sys

    from interviewer.cli.interruption import end_at_once

    end_at_once()
except KeyboardInterrupt:
    print("Interrupted.", file=sys.stderr)  # noqa: T201 - what is for printing is not loaded yet
    sys.exit(130)


def main() -> int:
    """Run the command line; returns the exit code."""
    from interviewer.cli.main import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())

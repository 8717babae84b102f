"""The way from the command line to the full screen."""

from typing import TYPE_CHECKING

from interviewer.cli.unwinding import unwinding

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.interview.events import SessionConfig


def full_screen(
    engine: "Engine",
    *,
    start: "SessionConfig | None" = None,
    job: str | None = None,
    resume: str | None = None,
    written: bool = False,
    served: bool = False,
) -> int:
    """Run the full screen until it is closed; returns its exit code. See ``InterviewerApp``."""
    from interviewer.tui.app import run_tui

    with unwinding():
        return run_tui(engine, start=start, job=job, resume=resume, written=written, served=served)

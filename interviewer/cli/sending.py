"""Asks the user before answers leave the machine."""

import sys
from typing import TYPE_CHECKING

from interviewer.errors import UsageError

if TYPE_CHECKING:
    from interviewer.engine import Engine


def require_agreement(engine: "Engine", grader: str, *, ask: bool = False) -> None:
    """Make sure that the user has agreed to what ``grader`` sends off this machine.

    With ``ask``, a user at a terminal is asked, and a yes is remembered. Raises ``UsageError``
    without a yes, before anything is sent.
    """
    from interviewer.text.display import plain

    notice = engine.notice(grader)
    if notice is None:
        return
    if ask and sys.stdin.isatty():
        print(plain(notice.text))
        print(f"Send to {plain(notice.host)}? Yes is remembered. [y/N] ", end="", flush=True)
        if sys.stdin.readline().strip().lower() in ("y", "yes"):
            engine.agree(grader)
            return
    raise UsageError(
        f"Nothing is sent to {notice.host} before you agree.",
        remedy="Give --yes-send for this once, set allow_remote = true, or choose "
        "--grader offline.",
    )

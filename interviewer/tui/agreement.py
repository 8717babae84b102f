"""Asks before a grader sends answers off this machine."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError
from interviewer.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.tui.steady import SteadyApp


def ask_agreement(
    app: "SteadyApp",
    engine: "Engine",
    grader: str,
    go_on: Callable[[], None],
    offline: Callable[[], None] | None,
) -> None:
    """Call ``go_on`` if nothing leaves this machine or the user agrees to it; keep a yes.

    With ``offline`` the candidate may choose the offline grader for this time.
    """
    try:
        notice = engine.notice(grader)
    except InterviewerError as error:
        app.tell(error)
        return
    if notice is None:
        go_on()
        return

    def chosen(choice: str | None) -> None:
        if choice == "offline" and offline is not None:
            offline()
        elif choice == "send":
            try:
                engine.agree(grader)
            except InterviewerError as error:
                app.tell(error)
            else:
                go_on()

    choices = [("back", "b", "Go back, send nothing"), ("send", "s", "Send, now and in future")]
    if offline is not None:
        choices.append(("offline", "o", "Use the offline grader this time"))
    question = f"Send your answers to {notice.host}?"
    app.push_screen(Dialog(question, tuple(choices), about=notice.text), chosen)

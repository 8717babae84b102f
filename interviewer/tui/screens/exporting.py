"""Writes the report of a session where the candidate wants it."""

from io import BytesIO
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError, TakenError
from interviewer.text.display import plain
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.export import Export, ExportDialog

if TYPE_CHECKING:
    from interviewer.report.report import Report
    from interviewer.tui.screens.page import Page


class Exporting:
    """Asks over ``page`` for a format and a place, and writes ``report`` there.

    It is written in a thread, and an existing file is replaced only if the user confirms. A
    browser gets it as a download.
    """

    def __init__(self, page: "Page[None]", report: "Report") -> None:
        self._page = page
        self._report = report

    def ask(self, earlier: Export | None = None) -> None:
        """Ask for a format and a place, starting with the choice ``earlier``."""
        dialog = ExportDialog(self._report, earlier, download=self._page.owner.served)
        self._page.app.push_screen(dialog, self._chosen)

    def _chosen(self, choice: Export | None) -> None:
        if choice is not None:
            self._begin(choice)

    def _begin(self, choice: Export, *, replace: bool = False) -> None:
        self._page.run_worker(
            lambda: self._write(choice, replace=replace), thread=True, group="export"
        )

    def _write(self, choice: Export, *, replace: bool) -> None:
        """Write the report; runs in a thread."""
        engine, session_id, form = self._page.owner.engine, self._report.session_id, choice.form
        error: InterviewerError | None = None
        content: bytes | None = None
        try:
            if self._page.owner.served:
                content = engine.render(session_id, form, share=choice.share)
            else:
                engine.export(session_id, form, choice.path, share=choice.share, replace=replace)
        except InterviewerError as failed:
            error = failed
        except OSError as failed:
            error = InterviewerError(
                f"{choice.path} cannot be written ({failed.strerror or failed}).",
                remedy="Choose another place.",
            )
        self._page.call_later(self._written, choice, error, content)

    def _written(
        self, choice: Export, error: InterviewerError | None, content: bytes | None
    ) -> None:
        """Say where the report is, or why there is none; ask before a file is replaced."""
        name = plain(str(choice.path))
        if isinstance(error, TakenError):
            self._ask_to_replace(choice)
        elif error is not None:
            self._page.owner.tell(error)
        elif content is not None:
            self._page.app.deliver_binary(BytesIO(content), save_filename=name)
            self._page.notify(name, title="Sent to your browser's downloads", markup=False)
        else:
            self._page.notify(name, title="Report written", markup=False)

    def _ask_to_replace(self, choice: Export) -> None:
        def answered(answer: str | None) -> None:
            if answer == "replace":
                self._begin(choice, replace=True)
            else:
                self.ask(choice)

        choices = (("keep", "n", "choose another name"), ("replace", "r", "replace it"))
        question = f"{choice.path.name} already exists."
        self._page.app.push_screen(Dialog(question, choices, about=str(choice.path)), answered)

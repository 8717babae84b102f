"""The driver of a program that a server of browsers has started."""

from textual.drivers.web_driver import WebDriver

from interviewer.tui import endings


class ServedDriver(WebDriver):
    """Ends the program when the server at the other end is gone; Textual's own would stay."""

    def start_application_mode(self) -> None:
        """Begin to draw; signals end the program in order."""
        super().start_application_mode()
        endings.heed(self._app)

    def run_input_thread(self) -> None:
        """Turn input into events until the driver stops or the input ends."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.call_from_thread(self._app.exit)

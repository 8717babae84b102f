"""The driver of a program that a server of browsers has started."""

from textual.drivers.web_driver import WebDriver


class ServedDriver(WebDriver):
    """Ends the program when the server at the other end is gone; Textual's own would stay."""

    def run_input_thread(self) -> None:
        """Turn input into events until the driver stops or the input ends."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.call_from_thread(self._app.exit)

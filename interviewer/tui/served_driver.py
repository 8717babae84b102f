"""The driver of a program that a server of browsers has started."""

from textual import events
from textual.drivers.web_driver import WebDriver
from textual.message import Message

from interviewer.text.display import drawn
from interviewer.tui import endings


class ServedDriver(WebDriver):
    """Ends the program when its server has disappeared; Textual's own driver would keep running."""

    def write(self, data: str) -> None:
        """Draw, without C1 controls and bidirectional characters."""
        super().write(drawn(data))

    def start_application_mode(self) -> None:
        """Start drawing; signals end the program cleanly."""
        super().start_application_mode()
        endings.handle_end_signals(self._app)

    def run_input_thread(self) -> None:
        """Turn input into events until the driver stops or the input ends."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.call_from_thread(self._app.exit)

    def process_message(self, message: Message) -> None:
        """Pass on any message but a resize: sizes come from the server, which has checked them.

        Keys too can contain a resize, as an escape sequence of some terminals, with any numbers.
        """
        if not isinstance(message, events.Resize):
            super().process_message(message)

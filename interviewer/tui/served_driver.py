"""The driver of a program that a server of browsers has started."""

from textual import events
from textual.drivers.web_driver import WebDriver
from textual.message import Message

from interviewer.text.display import drawn
from interviewer.tui import endings


class ServedDriver(WebDriver):
    """Ends the program when the server at the other end is gone; Textual's own would stay."""

    def write(self, data: str) -> None:
        """Draw, without what would steer the terminal and is not Textual's own."""
        super().write(drawn(data))

    def start_application_mode(self) -> None:
        """Begin to draw; signals end the program in order."""
        super().start_application_mode()
        endings.heed(self._app)

    def run_input_thread(self) -> None:
        """Turn input into events until the driver stops or the input ends."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.call_from_thread(self._app.exit)

    def process_message(self, message: Message) -> None:
        """Pass on a key, but no size: the server gives the sizes, and has checked them.

        A size can also stand among the keys, as a sequence of some terminals, with any numbers.
        """
        if not isinstance(message, events.Resize):
            super().process_message(message)

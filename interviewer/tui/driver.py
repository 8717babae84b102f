"""A terminal driver that survives invalid bytes, job control and a terminal that disappears.

Textual's own driver decodes strictly, so that pasted binary data ends the program; it spins at the
end of its input; and once the terminal has disappeared, it blocks for ever on a write.
"""

import asyncio
import codecs
import io
import os
import selectors
import signal
from typing import TYPE_CHECKING

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

from interviewer import flow_control
from interviewer.text.display import drawn
from interviewer.tui import endings

if TYPE_CHECKING:
    from textual.app import App

_AT_ONCE = 64 * 1024  # bytes
_NO_MOUSE_PIXELS = "\x1b[?1016l"  # Textual turns them on and never off


class _Terminal(io.TextIOWrapper):
    """Writes to a terminal, and drops all output once the terminal has disappeared."""

    gone = False

    def write(self, text: str) -> int:
        try:
            return 0 if self.gone else super().write(text)
        except OSError:
            self.gone = True
            return 0

    def flush(self) -> None:
        try:
            if not self.gone:
                super().flush()
        except OSError:
            self.gone = True

    def close(self) -> None:
        try:
            super().close()
        except OSError:
            self.gone = True


class TolerantDriver(LinuxDriver):
    """Reads keys from the terminal; what is not UTF-8 becomes U+FFFD.

    It draws through a descriptor of its own, so that standard error can be redirected while audio
    libraries write to it. SIGTSTP gives the terminal back before the program stops, and SIGCONT
    draws everything again, even after a SIGSTOP, which cannot be caught.
    """

    def __init__(
        self,
        app: "App[object]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._standard_error = self._file
        self._terminal: _Terminal | None = None
        self._drawing = False

    def start_application_mode(self) -> None:
        """Take over the terminal, and handle being stopped and continued."""
        endings.handle_end_signals(self._app)
        loop = asyncio.get_running_loop()
        # Textual's own handlers would interrupt whatever is running to do this.
        loop.add_signal_handler(signal.SIGTSTP, self._stop)
        loop.add_signal_handler(signal.SIGCONT, self._continue)
        terminal = self._standard_error
        if terminal is not None:
            opened = open(os.dup(terminal.fileno()), "wb")  # noqa: PTH123, SIM115 - a descriptor
            self._terminal = _Terminal(opened, encoding=terminal.encoding, errors="replace")
            self._file = self._terminal
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's has no types
        if self.attrs_before is not None:
            self.attrs_before[0] = flow_control.modes_to_restore(self.attrs_before[0])
        # Continued in the background, it does not start, and stops again until in the foreground.
        self._drawing = self._writer_thread is not None
        if not self._drawing:
            self.close()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        if self._drawing:
            self._drawing = False
            self.write(_NO_MOUSE_PIXELS)
            super().stop_application_mode()

    def close(self) -> None:
        """Stop writing, then close the descriptor."""
        super().close()
        self._writer_thread = None
        if self._terminal is not None:
            self._terminal.close()
        endings.cancel_time_limit()

    def write(self, data: str) -> None:
        """Write to the terminal, without C1 controls and bidirectional characters.

        Nothing is written while the terminal has been given back.
        """
        if self._writer_thread is not None:
            super().write(drawn(data))

    def process_message(self, message: Message) -> None:
        """Pass on a message; Enter pressed before the program began arrives as a line feed."""
        if isinstance(message, Key) and message.key == "ctrl+j":
            message = Key("enter", "\r")
        super().process_message(message)

    def _stop(self) -> None:
        self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _continue(self) -> None:
        if self._drawing:
            self.suspend_application_mode()  # the shell has had the terminal meanwhile
        self.resume_application_mode()
        if self._drawing:
            self._app.call_later(self._draw_again)

    def _draw_again(self) -> None:
        for screen in self._app.screen_stack:
            screen.refresh(layout=True)

    def run_input_thread(self) -> None:
        """Turn input into events until the driver stops or the input ends."""
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    data = self._read()
                    if not data:
                        self._loop.call_soon_threadsafe(self._app.exit)
                        break
                    for message in parser.feed(decode(data)):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
        try:
            for _ in parser.feed(""):
                pass
        except (EOFError, ParseError):
            pass

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _AT_ONCE)
        except OSError:
            return b""

"""A terminal driver that survives bytes that are no text, and a terminal that goes away.

Textual's own decodes strictly, so that a pasted binary ends the program, and spins at the end of
its input.
"""

import codecs
import os
import selectors
from typing import TYPE_CHECKING

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from interviewer.plain_text import drawn

if TYPE_CHECKING:
    from textual.app import App

_AT_ONCE = 64 * 1024  # bytes


class TolerantDriver(LinuxDriver):
    """Reads keys from the terminal; what is not UTF-8 becomes U+FFFD.

    It draws through a descriptor of its own, so that standard error can be sent elsewhere while
    audio libraries write to it.
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
        terminal = self._file
        if terminal is not None:
            self._file = os.fdopen(
                os.dup(terminal.fileno()), "w", encoding=terminal.encoding, errors="replace"
            )

    def write(self, data: str) -> None:
        """Draw, without what would steer the terminal and is not Textual's own."""
        super().write(drawn(data))

    def close(self) -> None:
        """Stop writing, then let go of the descriptor."""
        super().close()
        if self._file is not None:
            self._file.close()

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
                        self._app.call_from_thread(self._app.exit)
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

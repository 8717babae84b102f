"""A terminal driver that survives bytes that are no text, and a terminal that goes away.

Textual's own decodes strictly, so that a pasted binary ends the program, and spins at the end of
its input.
"""

import codecs
import os
import selectors

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_AT_ONCE = 64 * 1024  # bytes


class TolerantDriver(LinuxDriver):
    """Reads keys from the terminal; what is not UTF-8 becomes U+FFFD."""

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

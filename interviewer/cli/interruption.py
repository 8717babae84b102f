"""What Ctrl+C does while a command starts, and from when on it raises ``KeyboardInterrupt``.

While modules are being imported, that exception can come up where nobody hands it on, and Python
then writes a traceback of its own.
"""

import os
import signal

_TELL = b"Interrupted.\n"
_CODE = 130  # ExitCode.INTERRUPTED, which is not imported yet


def end_at_once() -> None:
    """End the program on Ctrl+C from now on: nothing has been begun that could be lost."""
    # A program that was started in the background has been told to ignore it.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def raise_again() -> None:
    """Have Ctrl+C raise ``KeyboardInterrupt`` from now on, so that work is ended in order."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def raise_on_every_end() -> None:
    """Have all that asks a program to end raise ``KeyboardInterrupt``, as Ctrl+C does."""
    raise_again()
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        sign = getattr(signal, name, None)  # Windows lacks some
        if sign is not None and signal.getsignal(sign) is signal.SIG_DFL:
            signal.signal(sign, signal.default_int_handler)


def _end(*_: object) -> None:
    os.write(2, _TELL)
    os._exit(_CODE)

"""The terminal's flow control, in which ctrl+s holds all output and ctrl+q lets it go on.

The full screen has keys of its own there. What is pressed before it has taken the terminal would
else be swallowed, and ctrl+s would leave the program hanging. Only built-in modules are loaded at
the top, since this comes before everything else.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_DRAWING = ("practice", "resume")
_IN_LINES = "--plain"
_STDIN = 0

_found: list[int] = []
"""The input modes of the terminal as they were found, while flow control is off."""


def draws(arguments: "Sequence[str]") -> bool:
    """Whether a command line may lead to the full screen."""
    return not arguments or (arguments[0] in _DRAWING and _IN_LINES not in arguments)


def turn_off() -> None:
    """Let ctrl+s and ctrl+q through as keys, where standard input is a terminal in front."""
    import os

    if not os.isatty(_STDIN):
        return
    try:
        import termios
    except ImportError:  # no such terminals here
        return
    try:
        modes = termios.tcgetattr(_STDIN)
        # In the background a change of the terminal would stop the program.
        if modes[0] & termios.IXON and os.tcgetpgrp(_STDIN) == os.getpgrp():
            _found[:] = [modes[0]]
            modes[0] &= ~termios.IXON
            termios.tcsetattr(_STDIN, termios.TCSANOW, modes)
    except (OSError, termios.error):
        _found.clear()  # gone meanwhile


def to_give_back(modes: int) -> int:
    """Return the input modes in which to leave the terminal, which is in ``modes``.

    From then on they are the caller's to restore.
    """
    if not _found:
        return modes
    import termios

    return modes | (_found.pop() & termios.IXON)


def restore() -> None:
    """Put flow control back as it was found; does nothing where it was not turned off."""
    if not _found:
        return
    import os
    import termios

    try:
        modes = termios.tcgetattr(_STDIN)
        modes[0] = to_give_back(modes[0])
        if os.tcgetpgrp(_STDIN) == os.getpgrp():
            termios.tcsetattr(_STDIN, termios.TCSANOW, modes)
    except (OSError, termios.error):
        return  # the terminal is gone

"""The terminal's flow control, with which ctrl+s stops all output and ctrl+q resumes it.

The full screen uses both keys. Pressed before it has taken over the terminal, they would otherwise
be swallowed, and ctrl+s would make the program hang. Only built-in modules are loaded at the top,
since this runs before everything else.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_DRAWING = ("practice", "resume")
_IN_LINES = "--plain"
_STDIN = 0

_found: list[int] = []
"""The input modes of the terminal as they were found, while flow control is off."""


def may_open_screen(arguments: "Sequence[str]") -> bool:
    """Whether a command line may lead to the full screen."""
    return not arguments or (arguments[0] in _DRAWING and _IN_LINES not in arguments)


def turn_off() -> None:
    """Let ctrl+s and ctrl+q through as keys if standard input is a foreground terminal."""
    import os

    if not os.isatty(_STDIN):
        return
    try:
        import termios
    except ImportError:  # no such terminals here
        return
    try:
        modes = termios.tcgetattr(_STDIN)
        # In the background, changing the terminal would stop the program.
        if modes[0] & termios.IXON and os.tcgetpgrp(_STDIN) == os.getpgrp():
            _found[:] = [modes[0]]
            modes[0] &= ~termios.IXON
            termios.tcsetattr(_STDIN, termios.TCSANOW, modes)
    except (OSError, termios.error):
        _found.clear()  # the terminal has closed meanwhile


def modes_to_restore(modes: int) -> int:
    """Return the input modes in which to leave the terminal, which is in ``modes``.

    From then on they are the caller's to restore.
    """
    if not _found:
        return modes
    import termios

    return modes | (_found.pop() & termios.IXON)


def restore() -> None:
    """Restore flow control; does nothing if it was not turned off."""
    if not _found:
        return
    import os
    import termios

    try:
        modes = termios.tcgetattr(_STDIN)
        modes[0] = modes_to_restore(modes[0])
        if os.tcgetpgrp(_STDIN) == os.getpgrp():
            termios.tcsetattr(_STDIN, termios.TCSANOW, modes)
    except (OSError, termios.error):
        return  # the terminal has closed

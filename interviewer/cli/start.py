"""The first and the last lines of the program: Ctrl+C ends it in one line at any moment.

Only modules that are loaded already are imported at the top, because Python itself would report a
Ctrl+C pressed meanwhile.
"""

from interviewer.cli import INTERRUPTED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_CODE = 130  # ExitCode.INTERRUPTED


def main() -> int:
    """Run the command line; returns the exit code."""
    try:
        import _signal as signal  # built in: the module on top of it takes 3 ms to import
        import sys

        sys.unraisablehook = _not_lost
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else it is ignored
            signal.signal(signal.SIGINT, _leave)
        from interviewer import flow_control

        if flow_control.may_open_screen(sys.argv[1:]):
            flow_control.turn_off()
        from interviewer.cli.main import main as run

        try:
            code = run()
        finally:
            flow_control.restore()
        # While the interpreter winds up, a handler's exception would only be printed.
        if signal.getsignal(signal.SIGINT) is _leave:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
    except KeyboardInterrupt:
        _leave()
    return code


def _leave(*_: object) -> None:
    """End at once.

    An exception could surface anywhere. In the middle of an import, or where a library calls
    Python, it can be swallowed and leave something half built, such as a bank in which every item
    then looks wrong. Code that has work to undo asks for the exception: see ``unwinding``.
    """
    import os  # read by Python's own start; anything else may be half imported
    import sys

    restore = getattr(sys.modules.get("interviewer.flow_control"), "restore", None)
    if restore is not None:  # it may be half imported
        restore()
    os.write(2, f"{INTERRUPTED}\n".encode())
    os._exit(_CODE)


def _not_lost(unraisable: "UnraisableHookArgs") -> None:
    """Interrupt the program again where Python would only print the interruption and go on.

    Python does that when Ctrl+C comes during garbage collection.
    """
    import sys

    if unraisable.exc_type is KeyboardInterrupt:
        import _thread

        _thread.interrupt_main()
    else:
        sys.__unraisablehook__(unraisable)

"""Voices that are programs: the system's own, and a command of the user's."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from tempfile import TemporaryFile
from threading import Event
from typing import IO

from interviewer.errors import SpeechError
from interviewer.installed import typed
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.speaker import sayable

_LOOK = 0.02  # seconds between checks of ``stop``
_COMPLAINT = 200  # characters of the program's error output

# Text comes in on standard input, so that no shell and no script ever reads it as a command.
_WINDOWS = (
    "Add-Type -AssemblyName System.Speech; "
    "$s = New-Object System.Speech.Synthesis.SpeechSynthesizer; {voice}"
    "$s.Speak([Console]::In.ReadToEnd())"
)


class _ProcessSpeaker:
    """Runs ``command`` for each text, which it gets on standard input."""

    name = "process"

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)

    def check(self) -> str:
        """Return the path of the program that speaks; raises ``SpeechError`` if there is none."""
        found = shutil.which(self._command[0]) if self._command else None
        if found is None:
            raise self._absent()
        return found

    def speak(self, text: str, stop: Event) -> None:
        """Say the text; the program is killed at once when ``stop`` is set."""
        self.check()
        # A file, since a pipe that nobody reads fills up, and one that a child holds has no end.
        with TemporaryFile() as complaint:
            code = self._run(sayable(text).encode(), complaint, stop)
            complaint.seek(0)
            told = complaint.read(4 * _COMPLAINT)
        if code:
            reason = " ".join(told.decode(errors="replace").split())[:_COMPLAINT]
            raise SpeechError(
                f"{self._command[0]} could not speak ({reason or code}).",
                remedy=f"'{typed('doctor')}' names it; speaker = \"none\" leaves it out.",
            )

    def _run(self, text: bytes, complaint: IO[bytes], stop: Event) -> int:
        """Run the program and return its exit code; 0 if ``stop`` has ended it."""
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own choice, and no shell
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=complaint,
                start_new_session=os.name == "posix",
            )
        except OSError as error:
            raise SpeechError(
                f"{self._command[0]} does not start ({error.strerror or error}).",
                remedy='Check it, or set speaker = "none".',
            ) from error
        with process:
            with contextlib.suppress(BrokenPipeError):  # its exit code tells why
                if process.stdin is not None:
                    process.stdin.write(text)
                    process.stdin.close()
            while (code := process.poll()) is None:
                if stop.wait(_LOOK):
                    _end(process)
                    return 0
        return code

    def _absent(self) -> SpeechError:
        return SpeechError(
            f"The program {self._command[0] if self._command else ''!r} is not there.",
            remedy="Install it, or set another speaker.",
        )


class SystemSpeaker(_ProcessSpeaker):
    """espeak-ng on Linux, ``say`` on macOS, System.Speech on Windows."""

    name = "system"

    def __init__(self, settings: SpeechSettings) -> None:
        super().__init__(_system_command(settings.voice))

    def _absent(self) -> SpeechError:
        if sys.platform.startswith("linux"):
            return SpeechError(
                "This system has no voice: espeak-ng is not installed.",
                remedy="Install it, for example by 'apt install espeak-ng'.",
            )
        return super()._absent()


class CommandSpeaker(_ProcessSpeaker):
    """The user's own command; it reads the text from standard input and plays it."""

    name = "command"

    def __init__(self, settings: SpeechSettings) -> None:
        if not settings.command:
            raise SpeechError(
                "No command is set that could speak.",
                remedy="Set command in the [speech] table; it reads the text from its input.",
            )
        try:
            super().__init__(shlex.split(settings.command))
        except ValueError as error:
            raise SpeechError(
                f"speech.command: {settings.command} cannot be read ({error}).",
                remedy="Fix its quotes.",
            ) from error


class NoSpeaker:
    """Says nothing: there are only the captions."""

    name = "none"

    def __init__(self, settings: SpeechSettings) -> None:
        del settings

    def check(self) -> str:
        """Return a note that nothing speaks."""
        return "captions only"

    def speak(self, text: str, stop: Event) -> None:
        """Say nothing."""
        del text, stop


def _system_command(voice: str | None) -> list[str]:
    if sys.platform == "darwin":
        return ["say", "-f", "-", *(["-v", voice] if voice else [])]
    if sys.platform == "win32":
        chosen = f"$s.SelectVoice('{voice.replace(chr(39), chr(39) * 2)}'); " if voice else ""
        return ["powershell", "-NoProfile", "-Command", _WINDOWS.format(voice=chosen)]
    program = shutil.which("espeak-ng") or shutil.which("espeak") or "espeak-ng"
    return [program, "--stdin", "-v", voice or "en-us", "-s", "160"]


def _end(process: "subprocess.Popen[bytes]") -> None:
    if os.name == "posix":
        # The program may have started a player of its own.
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    else:
        process.kill()

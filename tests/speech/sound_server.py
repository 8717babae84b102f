"""A PulseAudio daemon of the tests' own: a microphone and a loudspeaker without hardware."""

import os
import shutil
import subprocess
import time
from pathlib import Path

SCRIPT = """
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=mic_in rate=48000 channels=1 norewinds=1
load-module module-null-sink sink_name=speaker rate=48000 channels=1 norewinds=1
load-module module-remap-source master=mic_in.monitor source_name=mic
set-default-sink speaker
set-default-source mic
"""
NEEDED = ("pulseaudio", "paplay", "parec", "pactl", "espeak-ng")


def lacking() -> list[str]:
    """Return the programs that the tests need and that are not here."""
    return [name for name in NEEDED if shutil.which(name) is None]


class SoundServer:
    """The daemon and what is done with it. ``environment`` points programs at it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.socket = folder / "native"
        self.environment = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_STATE_PATH": str(folder),
            "PULSE_COOKIE": str(folder / "cookie"),
            "PULSE_SERVER": f"unix:{self.socket}",
            "HOME": str(folder),
        }
        (folder / "virtual.pa").write_text(SCRIPT.format(socket=self.socket))
        self.daemon: subprocess.Popen[bytes] | None = None
        self._children: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start the daemon and wait until it answers."""
        options = "--daemonize=no --exit-idle-time=-1 --disable-shm=yes --use-pid-file=no"
        self.daemon = subprocess.Popen(
            ["pulseaudio", "-n", "-F", str(self.folder / "virtual.pa"), *options.split()],
            env={k: v for k, v in self.environment.items() if k != "PULSE_SERVER"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 20
        while self.control("info", check=False) != 0:
            assert time.monotonic() < deadline, "the daemon does not answer"
            assert self.daemon.poll() is None, "the daemon has ended"

    def kill(self) -> None:
        """Let microphone and loudspeaker vanish."""
        if self.daemon is not None:
            self.daemon.kill()
            self.daemon.wait()
            self.daemon = None
        self.socket.unlink(missing_ok=True)

    def close(self) -> None:
        """End the daemon and what still plays or records, whatever became of the test."""
        for child in self._children:
            child.kill()
            child.wait()
        self.kill()

    def control(self, *arguments: str, check: bool = True) -> int:
        """Run pactl; returns its exit code."""
        return subprocess.run(
            ["pactl", *arguments],
            env=self.environment,
            check=check,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ).returncode

    def play(self, path: Path) -> "subprocess.Popen[bytes]":
        """Speak a file into the microphone; it goes on in the background."""
        player = subprocess.Popen(["paplay", "--device=mic_in", str(path)], env=self.environment)
        self._children.append(player)
        return player

    def record(self, path: Path) -> "subprocess.Popen[bytes]":
        """Record what the loudspeaker plays, as raw 16-bit samples at 16 kHz."""
        with path.open("wb") as file:
            recorder = subprocess.Popen(
                [
                    "parec", "-d", "speaker.monitor", "--format=s16le", "--rate=16000",
                    "--channels=1", "--latency-msec=20",
                ],
                env=self.environment,
                stdout=file,
            )  # fmt: skip
        self._children.append(recorder)
        return recorder

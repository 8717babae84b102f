"""The microphone through PortAudio: any device, at its own rate; once open, it never raises."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition
from types import ModuleType
from typing import Any

from interviewer.errors import SpeechError
from interviewer.installed import typed
from interviewer.speech.audio import Block
from interviewer.speech.packages import not_installed

_BLOCK = 0.016  # seconds: half a chunk of voice activity, so that listening begins at once
_BAD_RATE, _BAD_CHANNELS, _BUSY = -9997, -9998, -9985
_RATES = (48_000, 44_100, 16_000)
# PortAudio is not thread-safe, and must not look for devices while a stream is open.
_ONE_AT_A_TIME = Condition()
_CLOSING = 1.0  # seconds to wait for an open stream before looking for devices
_STREAMS: set[int] = set()


@dataclass(frozen=True, slots=True)
class Device:
    """A device as PortAudio names it. ``rate`` is its default, in samples a second."""

    index: int
    name: str
    rate: int
    channels: int
    usual: bool


def portaudio() -> ModuleType:
    """Import sounddevice; ``SpeechError`` with the remedy where it or PortAudio is missing."""
    try:
        import sounddevice
    except ImportError as error:
        raise not_installed(error) from error
    except OSError as error:
        raise SpeechError(
            f"The PortAudio library is missing ({error}).",
            remedy="Install it: 'apt install libportaudio2', or portaudio by your package manager.",
        ) from error
    module: ModuleType = sounddevice
    return module


def devices(kind: str = "input", *, again: bool = False) -> list[Device]:
    """Return the devices of a ``kind``, "input" or "output".

    PortAudio looks only once; ``again`` makes it look anew, which waits for streams that are being
    closed. While one is open, whose sound it would end, the devices are those found before.
    """
    sd = portaudio()
    with _ONE_AT_A_TIME:
        try:
            if again and _ONE_AT_A_TIME.wait_for(lambda: not _STREAMS, _CLOSING):
                if sd._initialized:  # not after an attempt that failed
                    sd._terminate()
                sd._initialize()
            usual = sd.default.device[0 if kind == "input" else 1]
            found = list(enumerate(sd.query_devices()))
        except sd.PortAudioError as error:
            raise explained(error, None) from error
    return [
        Device(
            index,
            str(each["name"]),
            int(each["default_samplerate"]),
            int(each[f"max_{kind}_channels"]),
            index == usual,
        )
        for index, each in found
        if each[f"max_{kind}_channels"] > 0
    ]


def choose(found: list[Device], name: str | None, kind: str = "input") -> Device:
    """Return the device whose name is or contains ``name``, else the usual one for ``None``."""
    what = "microphone" if kind == "input" else "loudspeaker"
    if not found:
        raise SpeechError(
            f"No {what} was found.", remedy=f"Connect one; '{typed('doctor')}' shows what is heard."
        )
    if name is None:
        return next((device for device in found if device.usual), found[0])
    wanted = name.casefold()
    exact = [device for device in found if device.name.casefold() == wanted]
    near = exact or [device for device in found if wanted in device.name.casefold()]
    if not near:
        known = ", ".join(dict.fromkeys(device.name for device in found))
        raise SpeechError(f"There is no {what} named {name!r}.", remedy=f"There are: {known}.")
    return near[0]


def explained(error: Any, name: str | None) -> SpeechError:
    """Return an error of PortAudio as a ``SpeechError`` with a remedy for the user."""
    where = f"The device {name!r}" if name else "The device"
    code = error.args[1] if len(error.args) > 1 else None
    if code == _BUSY:
        return SpeechError(
            f"{where} is in use by another program.",
            remedy="Close that program, or choose another.",
        )
    detail = str(error.args[0] if error.args else error).split("\n")[0]
    return SpeechError(
        f"{where} cannot be used ({detail}).", remedy="Choose another, or connect it again."
    )


@contextmanager
def running(make: Callable[[], Any]) -> Iterator[None]:
    """Start a stream for this block, at whose end it is silenced at once."""
    with _ONE_AT_A_TIME:
        stream = make()
        _STREAMS.add(id(stream))
    try:
        with _ONE_AT_A_TIME:
            stream.start()
        yield
    finally:
        with _ONE_AT_A_TIME:
            stream.close(ignore_errors=True)
            _STREAMS.discard(id(stream))
            _ONE_AT_A_TIME.notify_all()


class Microphone:
    """One open device. ``heard`` and ``lost`` are called from a thread of PortAudio's.

    ``heard`` gets every block; ``lost`` is called once if the device goes away by itself.
    """

    def __init__(
        self, name: str | None, heard: Callable[[Block], None], lost: Callable[[], None]
    ) -> None:
        self._wanted = name
        self._heard = heard
        self._lost = lost
        self._stream: Any = None
        self._closing = False
        self.device: Device | None = None

    @property
    def open(self) -> bool:
        """Whether the device is there and open."""
        return self._stream is not None and bool(self._stream.active)

    def start(self, *, again: bool = False) -> Device:
        """Open the device; ``again`` looks for devices that came or went before.

        Raises ``SpeechError`` when it is missing, busy or refuses every rate.
        """
        with _ONE_AT_A_TIME:
            return self._start(again)

    def _start(self, again: bool) -> Device:
        self.close()
        device = choose(devices(again=again), self._wanted)
        sd = portaudio()
        error: Any = None
        for rate in dict.fromkeys((device.rate, *_RATES)):
            for channels in (1, 2)[: max(min(device.channels, 2), 1)]:
                try:
                    self._open(sd, device, rate, channels)
                except sd.PortAudioError as refused:
                    error = refused
                    if len(refused.args) > 1 and refused.args[1] in (_BAD_RATE, _BAD_CHANNELS):
                        continue
                    raise explained(refused, device.name) from refused
                self.device = device
                return device
        raise explained(error, device.name)

    def close(self) -> None:
        """Close the device; does nothing where it is closed already."""
        with _ONE_AT_A_TIME:
            stream, self._stream = self._stream, None
            if stream is not None:
                self._closing = True
                stream.abort(ignore_errors=True)
                stream.close(ignore_errors=True)
                _STREAMS.discard(id(stream))
                _ONE_AT_A_TIME.notify_all()
            self._closing = False

    def _open(self, sd: ModuleType, device: Device, rate: int, channels: int) -> None:
        def callback(data: Any, frames: int, time: Any, status: Any) -> None:
            del frames, time
            self._heard(Block(bytes(data), rate, channels, lost=bool(status.input_overflow)))

        def finished() -> None:
            if not self._closing:
                self._lost()

        stream = sd.RawInputStream(
            samplerate=rate,
            blocksize=round(rate * _BLOCK),
            device=device.index,
            channels=channels,
            dtype="int16",
            callback=callback,
            finished_callback=finished,
        )
        try:
            stream.start()
        except sd.PortAudioError:
            stream.close(ignore_errors=True)
            raise
        _STREAMS.add(id(stream))
        self._stream = stream

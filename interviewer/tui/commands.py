"""What the present screen can do, as entries of the command palette."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress

from textual.app import SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette
from textual.screen import Screen

from interviewer.tui.widgets.keyhints import key_of, offered


class Palette(CommandPalette):
    """A palette that survives a key pressed before its list is laid out."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # raised by Textual for lines that are not laid out yet
            super()._action_command_list(action)


def of_screen(screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield a command for each key hint of a screen, except those that every screen has."""
    for binding in offered(screen):
        if not _everywhere(binding):
            yield SystemCommand(
                binding.description.capitalize(),
                f"on this screen: {key_of(binding)}",
                _runner(screen, binding.action),
            )


def _everywhere(binding: Binding) -> bool:
    return binding.action in ("leave", "noop", "app.help", "app.command_palette")


def _runner(screen: Screen[object], action: str) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        await screen.run_action(action)

    return run

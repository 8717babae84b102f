"""Small questions in the middle of the screen: choose one line, or escape."""

from math import inf
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.text.display import plain
from interviewer.tui.interruption import NOT_YET, Interruption
from interviewer.tui.widgets.rows import Rows

CHOOSE = "Press a letter or digit, or use ↑ ↓ and Enter."


class Dialog(Interruption[str], ModalScreen[str]):
    """Asks ``question``; gives the id of the line that was chosen.

    ``choices`` are triples of id, key and text. Escape gives the first, which should therefore
    change nothing. Another Ctrl+C or ctrl+D gives ``insist``, by default the first.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stay", show=False),
        Binding("ctrl+c,ctrl+d", "insist", show=False),
    ]

    def __init__(
        self,
        question: str,
        choices: tuple[tuple[str, str, str], ...],
        *,
        about: str = "",
        insist: str | None = None,
        quiet_since: float = -inf,
    ) -> None:
        super().__init__(quiet_since)
        self._question = question
        self._about = about
        self._choices = choices
        self._insist = insist or choices[0][0]

    def compose(self) -> ComposeResult:
        """Compose the question and its answers."""
        with Vertical(id="dialog"):
            yield Static(Content.styled(plain(self._question), "bold"), markup=False)
            if self._about:
                yield Static(plain(self._about), classes="muted", markup=False)
            yield Rows("choices")
            if not self.heeds:
                yield Static(NOT_YET, id="not-yet", classes="muted", markup=False)

    def on_mount(self) -> None:
        """Fill in the answers."""
        rows = self.query_one(Rows)
        rows.set_options(
            Option(Content.assemble((f"{key} ", "$primary bold"), f" {plain(text)}"), id=choice)
            for choice, key, text in self._choices
        )
        rows.highlighted = 0
        rows.focus()
        for choice, key, _ in self._choices:
            self._bindings.bind(key, f"choose('{choice}')", show=False)

    def show_keys_accepted(self) -> None:
        """Replace the note that keys are not taken yet."""
        self.query_one("#not-yet", Static).update(CHOOSE)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the chosen line."""
        event.stop()
        self.dismiss(event.option_id or self._choices[0][0])

    def action_choose(self, choice: str) -> None:
        """Give the choice of the pressed key."""
        self.dismiss(choice)

    def action_stay(self) -> None:
        """Give the answer that changes nothing."""
        self.dismiss(self._choices[0][0])

    def action_insist(self) -> None:
        """Give the choice ``insist``: the user wants to get out."""
        self.dismiss(self._insist)

    def action_leave(self) -> None:
        """Take ctrl+q here as insisting."""
        self.action_insist()

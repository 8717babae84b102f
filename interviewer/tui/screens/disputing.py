"""Asks how a verdict is wrong, and which words of the answer show it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.engine import utc_now
from interviewer.errors import InterviewerError
from interviewer.interview.disputing import Passage, disputed, passages, withdrawal
from interviewer.interview.events import DisputeWithdrawn, VerdictDisputed
from interviewer.report.report import TurnReport
from interviewer.text.display import plain
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from interviewer.interview.session import Session
    from interviewer.tui.screens.page import Page

Denial = VerdictDisputed | DisputeWithdrawn

_STAY = ("stay", "l", "Let the verdict stand")
_SAID = ("said", "s", "I did say this: choose the words")
_NOT_SAID = ("not", "n", "I did not say that")
_WITHDRAW = ("withdraw", "w", "Withdraw the dispute")
_ABOUT = (
    "A disputed verdict is in no score and no review until a language model has judged the answer "
    "again, or you withdraw."
)


class WordsScreen(ModalScreen[Passage]):
    """Lets the candidate choose the sentence that makes a point; escape gives ``None``."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    def __init__(self, statement: str, choices: tuple[Passage, ...]) -> None:
        super().__init__()
        self._statement = statement
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Compose the point and the sentences of the answers."""
        with Vertical(id="dialog"):
            yield Static(Content.styled("Which words say this?", "bold"), markup=False)
            yield Static(plain(self._statement), classes="muted", markup=False)
            yield Rows("choices")
            yield Static("↑ ↓ and Enter choose, Escape goes back.", classes="muted", markup=False)

    def on_mount(self) -> None:
        """Fill in the sentences."""
        rows = self.query_one(Rows)
        rows.set_options(Option(f"“{plain(choice.span.quote)}”") for choice in self._choices)
        rows.highlighted = 0
        rows.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the chosen words."""
        event.stop()
        self.dismiss(self._choices[event.option_index])

    def action_close(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Take ctrl+q as going back."""
        self.dismiss(None)


def ask_for_dispute(
    screen: "Page[str]",
    session: "Session",
    turn: TurnReport,
    row: int,
    deny: Callable[[Denial], None],
) -> None:
    """Ask how one row is wrong; ``deny`` is called with the dispute or its withdrawal.

    ``row`` counts the criteria, then the charged, suspected and disputed misconceptions.
    """
    claim, statement, choices = _choices(turn, row)
    if not choices:
        screen.notify(_no_verdict(turn, row), markup=False)
        return

    def made(make: Callable[[], Denial]) -> None:
        try:
            deny(make())
        except InterviewerError as error:
            screen.owner.tell(error)

    def named(passage: Passage | None) -> None:
        if passage is not None:
            words = passage.span.quote
            made(lambda: disputed(session, turn.number, claim, words, utc_now()))

    def chosen(choice: str | None) -> None:
        if choice == "withdraw":
            made(lambda: withdrawal(session, turn.number, claim, utc_now()))
        elif choice == "not":
            made(lambda: disputed(session, turn.number, claim, None, utc_now()))
        elif choice == "said":
            several = passages(session.turns[turn.number - 1])
            if several:
                screen.app.push_screen(WordsScreen(statement, several), named)

    dialog = Dialog(f"Dispute: {statement}", (_STAY, *choices), about=_ABOUT)
    screen.app.push_screen(dialog, chosen)


def _no_verdict(turn: TurnReport, row: int) -> str:
    """Return why there is nothing to dispute in a row."""
    if row >= len(turn.criteria):
        return "This costs nothing, so there is nothing to dispute."
    if not turn.answers:
        return "You gave no answer to this question, so there is no verdict to dispute."
    return "This was not judged, so there is no verdict to dispute."


def _choices(turn: TurnReport, row: int) -> tuple[str, str, tuple[tuple[str, str, str], ...]]:
    """Return the id and statement of a row's claim, and the choices for disputing it."""
    if row < len(turn.criteria):
        criterion = turn.criteria[row]
        ways = {"met": (_NOT_SAID,), "partial": (_SAID, _NOT_SAID), "missed": (_SAID,)}
        known = ways[criterion.level] if criterion.settled and turn.answers else ()
        return criterion.id, criterion.statement, (_WITHDRAW,) if criterion.dispute else known
    wrong = (*turn.misconceptions, *turn.suspected, *turn.disputed)[row - len(turn.criteria)]
    place = row - len(turn.criteria)
    charged, asked = len(turn.misconceptions), len(turn.suspected)
    if place < charged:
        return wrong.id, wrong.statement, (_NOT_SAID,)
    return wrong.id, wrong.statement, (_WITHDRAW,) if place >= charged + asked else ()

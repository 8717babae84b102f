"""An edit history that is undone word by word."""

from textual.document._edit import Edit
from textual.document._history import EditHistory

_MOST_STEPS = 10_000
_LONGEST_STEP = 20  # characters of one word, or deleted one by one


class SmallSteps(EditHistory):
    """Takes back one word, or one pasted or spoken passage, at a time.

    Textual's own takes back up to a hundred characters at once, which may be all there is.
    """

    def __init__(self) -> None:
        super().__init__(
            max_checkpoints=_MOST_STEPS,
            checkpoint_timer=2.0,
            checkpoint_max_characters=_LONGEST_STEP,
        )
        self._after_space = True
        self._deleted = 0

    def record(self, edit: Edit) -> None:
        """Take an edit that was made; one that begins a word begins a step."""
        replaced = edit._edit_result.replaced_text if edit._edit_result else ""
        self._deleted = self._deleted + len(replaced) if replaced else 0
        space = (edit.text or replaced).isspace()
        if (self._after_space and not space) or self._deleted > _LONGEST_STEP:
            self.checkpoint()
            self._deleted = len(replaced)
        self._after_space = space
        super().record(edit)

    def clear(self) -> None:
        """Forget every edit."""
        super().clear()
        self._after_space, self._deleted = True, 0

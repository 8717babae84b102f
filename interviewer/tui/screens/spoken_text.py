"""The text of a spoken answer: what was heard, and what the composer has of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.speech.field_terms import corrected
from interviewer.speech.messages import Said
from interviewer.speech.words import Word, joined
from interviewer.tui.dictation import Dictation, load_heard

if TYPE_CHECKING:
    from interviewer.tui.screens.interview_voice import SpokenHost


class SpokenText:
    """Writes what is said into the composer of ``desk``, one answer after another."""

    def __init__(self, desk: "SpokenHost") -> None:
        self._desk = desk
        self.dictation = Dictation()
        self._written = ""

    def restore(self) -> None:
        """Go on with what an earlier run has heard of the draft."""
        before = load_heard(self._desk.conductor.session.id)
        if before.words and self._desk.unsent.composer.text:
            self.dictation = Dictation(before)
            self._desk.notice("What was heard before is in the text below.")

    @property
    def text(self) -> str:
        """The text in the composer."""
        return self._desk.unsent.composer.text.strip()

    @property
    def as_heard(self) -> bool:
        """Whether the text is as it was heard, with nothing typed or changed."""
        return self.text == self.dictation.text

    @property
    def edited(self) -> bool:
        """Whether it has been changed since the last words were written down."""
        return self._desk.unsent.composer.text != self._written

    @property
    def words(self) -> Sequence[Word]:
        """The answer so far, with the recogniser's doubts; edited text counts as certain."""
        if self.as_heard:
            return self.dictation.heard.words
        return [Word(word, 0.0, 0.0) for word in self.text.split()]

    def add(self, said: Said) -> None:
        """Write down what was said with technical terms corrected; undo reverts that."""
        item = self._desk.conductor.session.turns[-1].item
        words, corrections = corrected(said.words, item.question.prompt)
        right = replace(said, words=words)
        composer = self._desk.unsent.composer
        before = self.dictation.heard.words
        whole = bool(before) and composer.text.endswith(before[-1].text)
        stop = whole and self.dictation.lacks_stop(right)
        self.dictation.add(right, said.words, stop=stop)
        composer.dictate(joined(said.words), self.dictation.heard.words, stop=stop)
        if corrections:
            composer.correct(joined(said.words), joined(words))
            pairs = ", ".join(f"“{one.term}” for “{one.heard}”" for one in corrections)
            self._desk.notice(f"Written: {pairs}. Ctrl+z takes it back.")
        self._keep()

    def restart(self) -> None:
        """Begin the answer again; undo brings the text back."""
        self.dictation.restart()
        self._desk.unsent.composer.begin_again()
        self._keep()
        self._desk.notice("Started again. Ctrl+z brings back the earlier words.")

    def forget(self) -> None:
        """Begin the next answer with nothing."""
        self.dictation.forget()
        self._desk.unsent.composer.forget_speech()

    def _keep(self) -> None:
        self._written = self._desk.unsent.composer.text
        self._desk.unsent.note()
        self.dictation.keep(self._desk.conductor.session.id)

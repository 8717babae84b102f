"""What is being heard: the state with a meter, and the words while they are said."""

from textual.content import Content
from textual.widgets import Static

from interviewer.speech.stabiliser import Live
from interviewer.text.display import plain
from interviewer.tui.view.voice_view import ListeningState, live_line, status_line


class HearingLine(Static):
    """Two lines between the conversation and the composer."""

    def __init__(self) -> None:
        super().__init__(id="hearing", markup=False)
        self.state = ListeningState()
        self._live = Live()

    def show(self, state: ListeningState, live: Live | None = None) -> None:
        """Show a new state; without ``live`` the words stay."""
        if state != self.state or (live is not None and live != self._live):
            self.state = state
            self._live = self._live if live is None else live
            self.update(self._content())

    def on_mount(self) -> None:
        """Show the first state."""
        self.update(self._content())

    def _content(self) -> Content:
        room = max(self.content_size.width - 2, 20)
        below = live_line(self._live, room)
        if self.state.fault and not below:
            below = Content.styled(f"! {plain(self.state.fault)}", "$error bold")
        return Content("\n").join([status_line(self.state), below])

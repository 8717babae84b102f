"""The field for the grader: the installed graders, and language models on this machine."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from textual import work
from textual.message import Message

from interviewer.registry import GRADERS, names
from interviewer.settings.limits import BASELINE
from interviewer.text.display import plain
from interviewer.tui.widgets.fields import OneOf

if TYPE_CHECKING:
    from interviewer.interview.choice import Choice
    from interviewer.llm.local_servers import LocalModel

_LLM = "llm"


class Judge(NamedTuple):
    """A grader by name; for a model on this machine, also the profile of its server."""

    grader: str
    profile: str = ""
    model: str = ""


class GraderField(OneOf):
    """One grader. Models of servers on this machine are looked up, and used only when chosen.

    ``choice`` says what is chosen at first, ``model`` is the language model of the settings.
    """

    class Found(Message):
        """Servers on this machine offer these models."""

        def __init__(self, models: "list[LocalModel]") -> None:
            super().__init__()
            self.models = models

    def __init__(self, choice: "Choice", model: str | None) -> None:
        self._local: dict[str, Judge] = {}
        about = {
            BASELINE: "on this machine, no network",
            _LLM: f"the language model {plain(model)}" if model else "needs a model in config.toml",
        }
        graders = [(name, about.get(name, "a plug-in")) for name in names(GRADERS)]
        grader = choice.grader
        if choice.profile:
            (kept,) = self._offers([(choice.profile, choice.model)])
            graders.append(kept)
            grader = kept[0] if grader == _LLM else grader
        if grader not in {name for name, _ in graders}:  # never another one unasked
            graders.append((grader, "not installed"))
        super().__init__("Grader", "grader", graders, grader)

    @property
    def judge(self) -> Judge:
        """The chosen grader."""
        return self._local.get(self.value, Judge(self.value))

    def on_mount(self) -> None:
        """Look for models on this machine."""
        self._look()

    @work(thread=True, group="local models")
    def _look(self) -> None:
        """Ask the usual ports of this machine which models there are."""
        from interviewer.llm.local_servers import local_models

        self.post_message(self.Found(local_models()))

    def on_grader_field_found(self, message: Found) -> None:
        """Offer them beside the other graders."""
        message.stop()
        self.add(self._offers(message.models))

    def _offers(self, models: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the options for models on this machine, and remember what they stand for."""
        offers = []
        for profile, model in models:
            name = f"llm: {plain(model)}"
            self._local.setdefault(name, Judge(_LLM, profile, model))
            offers.append((name, f"on this machine, by {profile}"))
        return offers

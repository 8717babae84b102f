"""The questions of the bank in the command palette, found by parts of their names."""

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import Hit, Hits, Provider

from interviewer.errors import InterviewerError
from interviewer.text.display import plain

if TYPE_CHECKING:
    from interviewer.tui.navigation import Navigator


class QuestionCommands(Provider):
    """Offers to practise any question, but not in the middle of an interview."""

    async def search(self, query: str) -> Hits:
        """Yield the questions whose name matches ``query``."""
        from interviewer.tui.screens.interview import InterviewScreen

        if any(isinstance(screen, InterviewScreen) for screen in self.app.screen_stack):
            return
        owner = cast("Navigator", self.app)
        try:
            rows = owner.engine.catalog.rows
        except InterviewerError:
            return  # shown on the home screen
        matcher = self.matcher(query)
        for row in rows:
            name = f"Question {row.id.replace('-', ' ')}"
            score = matcher.match(name)
            if score > 0:
                practise = partial(owner.interviews.practise, row.id)
                shown = f"{row.area}, {row.level}: {plain(row.prompt)}"
                yield Hit(score, matcher.highlight(name), practise, help=shown[:120])

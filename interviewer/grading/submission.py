"""Code that comes with an answer in bulk: run where the answer is judged, before it is."""

from typing import NamedTuple

from interviewer.bank.coding import Coding
from interviewer.bank.question import Question
from interviewer.coding.results import Run
from interviewer.errors import InterviewerError


class Submission(NamedTuple):
    """Code for a question that runs it."""

    coding: Coding
    code: str

    @classmethod
    def to(cls, question: Question, code: str) -> "Submission":
        """Return code as a submission; ``InterviewerError`` for a question that runs none."""
        if question.coding is None:
            raise InterviewerError(
                f"code: {question.id} is talked through and runs no code.",
                remedy="Leave out 'code', or name a question that runs it.",
            )
        return cls(question.coding, code)

    async def run(self) -> Run:
        """Run all tests, the hidden ones too.

        Nobody has read this code, so it runs inside a sandbox that keeps it from files and network.
        Raises ``InterviewerError`` where this machine has none, and for what ``run_all`` does.
        """
        import asyncio

        from interviewer.coding.runner import run_all
        from interviewer.coding.sandbox import is_strong

        if not await asyncio.to_thread(is_strong):
            raise InterviewerError(
                "code: this machine has no sandbox for other people's code.",
                remedy="Judge it on Linux with bubblewrap or Landlock: see 'doctor'.",
            )
        return await run_all(self.coding, self.code)

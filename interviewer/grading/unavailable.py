"""A stand-in for a grader that cannot be made, where one is needed only to judge again."""

from interviewer.grading.grade import Ungraded
from interviewer.grading.grader import GradingRequest


class UnavailableGrader:
    """Gives no grade, with the reason why ``name`` cannot be made."""

    version = ""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self._reason = reason

    async def grade(self, request: GradingRequest) -> Ungraded:
        """Say why there is no grade."""
        del request
        return Ungraded(reason=self._reason, grader=self.name)

"""What all entries of a log have in common."""

from pydantic import AwareDatetime

from interviewer.bank.question import Strict


class LoggedEvent(Strict):
    """One thing that happened, and when."""

    at: AwareDatetime

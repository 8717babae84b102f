"""Whether answers may be sent to a model's server, and what the candidate is told first."""

from interviewer.grading.grader import Notice
from interviewer.llm.consent import Consents
from interviewer.llm.server import Server
from interviewer.userdata import locations


class Permission:
    """Permission to send to ``server``: it is local, ``allowed`` by the settings, or agreed to."""

    def __init__(self, server: Server, model: str, *, allowed: bool) -> None:
        self._server = server
        self._model = model
        self._allowed = allowed
        self._consents = Consents(locations.consents_path())

    def notice(self) -> Notice | None:
        """Return what would leave this machine, until the user has agreed to it; then ``None``."""
        host = self._server.host
        if self._server.local or self._allowed or self._consents.given(host):
            return None
        unsafe = "" if self._server.encrypted else " The connection is not encrypted."
        return Notice(
            host=host,
            text=f"Grading by {self._model} sends to {host}: the question, its rubric and model "
            "answer, and your answers as you give them. Nothing else is sent: no name, no file, "
            f"no recording. What {host} keeps of it is up to its operator.{unsafe}",
        )

    def give(self) -> None:
        """Store the consent to send answers to this server."""
        self._consents.give(self._server.host)

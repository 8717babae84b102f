"""The remote servers to which the user lets answers be sent."""

import json
from pathlib import Path

from interviewer.errors import InterviewerError
from interviewer.userdata.atomic import write_whole
from interviewer.userdata.private import make_private


class Consents:
    """The hosts that were agreed to, in a file of the data folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def given(self, host: str) -> bool:
        """Whether answers may go to ``host``. A file that cannot be read gives no consent."""
        return host in self._hosts()

    def give(self, host: str) -> None:
        """Store consent for ``host``; raise ``InterviewerError`` when that fails."""
        hosts = sorted({*self._hosts(), host})
        try:
            make_private(self._path.parent)
            write_whole(self._path, json.dumps({"hosts": hosts}, indent=1).encode(), private=True)
        except OSError as error:
            raise InterviewerError(
                f"{self._path} cannot be written ({error.strerror or error}).",
                remedy="Check its permissions and the space on its disk.",
            ) from error

    def _hosts(self) -> list[str]:
        try:
            hosts = json.loads(self._path.read_text(encoding="utf-8"))["hosts"]
        except (OSError, ValueError, KeyError, TypeError):
            return []
        return [host for host in hosts if isinstance(host, str)] if isinstance(hosts, list) else []

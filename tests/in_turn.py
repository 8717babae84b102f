"""The order in which the workers of pytest-xdist get the tests."""

from xdist.scheduler import LoadScopeScheduling

SPEECH = "tests/speech/"
PROCESSES = "tests/cli/"


class InTurn(LoadScopeScheduling):
    """Gives each worker the next test, but all tests of speech to the same one, and those first.

    Two at once would be too slow to hear well, and they wait for real time: at the end, all others
    would wait for them. xdist's own groups are lost since pytest 9.2, without a word.
    """

    def _split_scope(self, nodeid: str) -> str:
        return SPEECH if nodeid.startswith(SPEECH) else nodeid


def late(nodeid: str) -> bool:
    """Whether a test comes last: terminals and browsers beside sound would be slow to answer."""
    return nodeid.startswith(PROCESSES)

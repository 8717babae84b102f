"""The damage found while a store is open."""


class Findings:
    """One sentence for each thing that is damaged, and which checks have begun."""

    def __init__(self) -> None:
        self._told: dict[str, None] = {}
        self._begun: set[str] = set()

    @property
    def told(self) -> tuple[str, ...]:
        """The sentences, in the order in which they were found."""
        return tuple(self._told)

    def add(self, sentence: str) -> None:
        """Add a sentence about damage, unless it is there already."""
        self._told[sentence] = None

    def begin(self, check: str) -> bool:
        """Return whether this check has yet to be made, and mark it as begun."""
        first = check not in self._begun
        self._begun.add(check)
        return first

    def again(self) -> None:
        """Have every check repeated, because the file may have been replaced."""
        self._begun.clear()

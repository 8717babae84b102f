"""What was found damaged while a store is open."""


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
        """Tell what is damaged, once."""
        self._told[sentence] = None

    def begin(self, check: str) -> bool:
        """Whether this check is still to be made; from now on it is not."""
        first = check not in self._begun
        self._begun.add(check)
        return first

    def again(self) -> None:
        """Have every check made once more: the file may be another one now."""
        self._begun.clear()

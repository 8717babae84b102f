"""The damage found while a store is open."""


class Findings:
    """One sentence for each thing that is damaged, and which checks have begun."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}
        self._begun: set[str] = set()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences, in the order in which they were found."""
        return tuple(self._sentences)

    def add(self, sentence: str) -> None:
        """Add a sentence about damage, unless it is there already."""
        self._sentences[sentence] = None

    def begin_check(self, check: str) -> bool:
        """Return whether this check has yet to be made, and mark it as begun."""
        first = check not in self._begun
        self._begun.add(check)
        return first

    def forget_checks(self) -> None:
        """Have every check repeated, because the file may have been replaced."""
        self._begun.clear()

"""Claims that a language model gave and that were not taken, counted by the reason."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """One claim that was not taken."""

    reason: str
    found: str  # the words or the value that the model gave


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many claims were dropped for which reason, with the first of each as an example."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, dropped: Dropped) -> None:
        """Count one."""
        self.counts[dropped.reason] = self.counts.get(dropped.reason, 0) + 1
        self.examples.setdefault(dropped.reason, dropped.found)

    @property
    def total(self) -> int:
        """All that were dropped."""
        return sum(self.counts.values())

    @property
    def by_reason(self) -> tuple[tuple[str, int, str], ...]:
        """Reason, count and example, the most frequent first."""
        ranked = sorted(self.counts, key=lambda reason: (-self.counts[reason], reason))
        return tuple((reason, self.counts[reason], self.examples[reason]) for reason in ranked)

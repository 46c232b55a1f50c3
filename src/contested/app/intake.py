"""What became of each report that was handed in, and the sum of it."""

from dataclasses import dataclass, field, replace
from enum import Enum

from contested import __version__
from contested.app.discovery import reading_checksum
from contested.app.llm.tally import Tally
from contested.model.report import Failure, Report
from contested.model.text import content_id
from contested.store import TheatreMark


class Outcome(Enum):
    """What became of one report."""

    NEW = "new"
    UPDATED = "updated"  # its words were there, but with other metadata, theatre or version of contested
    KNOWN = "known"  # it was there already; nothing was done
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One report dealt with."""

    read_from: str
    outcome: Outcome
    claims: int = 0
    reason: str | None = None  # of a quarantine
    warnings: tuple[str, ...] = ()  # what could not be read as it stands: a page cut short, say


@dataclass(slots=True, kw_only=True)
class Intake:
    """Counts of a run, and the reports that were put aside."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    claims: int = 0  # in the new and updated reports
    quarantined: list[Failure] = field(default_factory=list)
    warned: list[Step] = field(default_factory=list)  # reports that were read with a warning
    dropped: Tally = field(default_factory=Tally)  # claims of a language model that were not taken

    def add(self, step: Step) -> None:
        """Count a step."""
        self.counts[step.outcome] += 1
        self.claims += step.claims
        if step.warnings:
            self.warned.append(step)

    @property
    def usable(self) -> int:
        """Reports that are in the store after the run."""
        return sum(self.counts.values()) - self.counts[Outcome.QUARANTINED]


def made_with(report: Report, mark: TheatreMark, *, reader: str | None = None) -> str:
    """
    A digest of all that decides what is stored of a report beside its words.

    Where a report lies does not count: the same report from another folder is the same report.

    Args:
        report: The report.
        mark: Its theatre.
        reader: The language model that is asked for claims, if one is.
    """
    metadata = replace(report, text="", read_from="")
    asked = () if reader is None else (reader,)
    return content_id(metadata, mark, __version__, reading_checksum(), *asked)

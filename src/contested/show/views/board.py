"""Who holds what, as told: one row a place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contested.model.actor import OTHER
from contested.model.control import Phase, Verdict
from contested.model.picture import Cell, Picture
from contested.model.text import ClaimId
from contested.show.sides import SideStyle, SideStyles
from contested.show.views.grading import Grade

VERDICT_WORDS = {
    Verdict.AGREED: ("✓", "agreed", "two or more camps say so, or one says so against its interest"),
    Verdict.CLAIMED: ("›", "claimed", "one camp says so, in its own favour"),
    Verdict.DISPUTED: ("≠", "disputed", "a live claim of another origin contradicts it"),
    Verdict.CHANGED: ("→", "changed", "earlier contrary claims are explained by a change of hands"),
    Verdict.STALE: ("…", "stale", "nothing has been said for more than 60 days"),
    Verdict.NO_REPORT: ("–", "no report", "no report speaks of it"),
}
AREA_KINDS = frozenset(
    {
        "area", "region", "country", "desert", "mountains", "valley", "forest", "route", "river", "lake",
        "sea", "island", "peninsula",
    }
)  # fmt: skip
CLEARLY = 0.02  # by how much a side must lead to be called the likeliest
PHASE_WORDS = {Phase.QUIET: "", Phase.CONTESTED: "fought over", Phase.BESIEGED: "besieged"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place on one day."""

    cell: str  # the cell's id
    place: str
    kind: str
    lat: float
    lon: float
    population: int
    holder: SideStyle
    is_held: bool  # False: undecided
    likeliest: str  # the label of the likeliest side where undecided; empty where none leads
    is_named: bool  # False: nobody says who holds it, only that it is fought over or who does not hold it
    phase: Phase
    verdict: Verdict
    probability: float
    since: date | None
    last_report: date | None
    origins: int
    supports: tuple[ClaimId, ...]
    opposes: tuple[ClaimId, ...]
    grade: Grade | None = None  # both marks of what the cell says

    @property
    def kind_words(self) -> str:
        """The kind, where neither the name says it nor every reader expects it: nothing for a town."""
        plain = self.kind in ("city", "town", "village") or self.kind.casefold() in self.place.casefold()
        return "" if plain else self.kind.replace("_", " ")

    @property
    def doubt_words(self) -> str:
        """What is known of the holder of an undecided place; empty where decided, or evenly disputed."""
        if self.is_held:
            return ""
        if not self.is_named:
            return "nobody says who holds it"
        return f"likeliest {self.likeliest}" if self.likeliest else ""

    @property
    def is_area(self) -> bool:
        """Whether it is a stretch of land that holds other places."""
        return self.kind in AREA_KINDS

    @property
    def verdict_words(self) -> tuple[str, str, str]:
        """Symbol, word and meaning of the verdict."""
        return VERDICT_WORDS[self.verdict]

    @property
    def phase_words(self) -> str:
        """What besets it: besieged, fought over, or nothing."""
        return PHASE_WORDS[self.phase]

    @property
    def percent(self) -> int:
        """The probability in whole per cent; never 0 or 100, which no report could earn."""
        return min(99, max(1, round(self.probability * 100)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All rows of a picture."""

    theatre: str | None
    on: date
    known: date | None
    rows: tuple[Row, ...]  # places and then areas, each by name


def board(picture: Picture, styles: SideStyles, grades: Mapping[str, Grade] | None = None) -> Board:
    """
    The picture's cells as rows: places first, then areas, each by name.

    Args:
        picture: The cells.
        styles: How the sides look.
        grades: Both marks of the cells, by id.
    """
    marks = grades or {}
    rows = sorted(
        (_row(cell, styles, marks.get(cell.id)) for cell in picture.cells),
        key=lambda row: (row.is_area, row.place.casefold(), row.cell),
    )
    return Board(theatre=picture.theatre, on=picture.on, known=picture.known, rows=tuple(rows))


def _row(cell: Cell, styles: SideStyles, grade: Grade | None) -> Row:
    likeliest = cell.shares[0][0] if cell.holder is None and _leads(cell) else None
    # A tie between contrary claims is a dispute; without such claims, no holder was ever named.
    is_named = likeliest != OTHER and (likeliest is not None or cell.verdict is Verdict.DISPUTED)
    return Row(
        cell=cell.id,
        place=cell.place.name,
        kind=cell.place.kind,
        lat=cell.place.lat,
        lon=cell.place.lon,
        population=cell.place.population,
        holder=styles.of(cell.holder),
        is_held=cell.holder is not None,
        likeliest=styles.of(likeliest).label if likeliest and is_named else "",
        is_named=is_named or cell.holder is not None,
        phase=cell.phase,
        verdict=cell.verdict,
        probability=cell.probability,
        since=cell.since,
        last_report=cell.last_report,
        origins=cell.origins,
        supports=cell.supports,
        opposes=cell.opposes,
        grade=grade,
    )


def _leads(cell: Cell) -> bool:
    return len(cell.shares) > 1 and cell.shares[0][1] - cell.shares[1][1] >= CLEARLY

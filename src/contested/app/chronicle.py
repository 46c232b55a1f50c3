"""What may be asked of a store beyond the picture of one day: runs, disputes, stories, ways and changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from contested.app.front import Front
from contested.app.workspace import Workspace
from contested.errors import OptionError
from contested.knowledge.reconcile_settings import ReconcileSettings, load_reconcile_settings
from contested.model.control import Verdict
from contested.model.decision import Decision, DecisionKind
from contested.model.picture import Cell, Picture
from contested.model.place import Place, PlaceId
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile import bearing, picture_of, reconcile, tabulate
from contested.reconcile.testimony import Testimony
from contested.show.views.changes import Changes, changes
from contested.show.views.grading import SourceMarks
from contested.show.views.independence import Record
from contested.show.views.positions import Quarrel, quarrels
from contested.show.views.roads import Road, roads
from contested.show.views.runs import PlaceRuns, Stretch, place_runs, stretches, turning_days
from contested.show.views.stories import Story, stories


@dataclass(frozen=True)
class Chronicle:
    """
    The claims of one theatre, as far as known on a day, and what is worked out from them.

    Attributes:
        front: The theatre with its claims.
        known: Count only what had been published by this day; None counts everything.
        marks: Letters that analysts gave to outlets.
        happenings: Decisions on which claims tell of one happening; those that are followed.
    """

    front: Front
    known: date | None
    marks: SourceMarks
    happenings: tuple[Decision, ...] = ()

    @cached_property
    def claims(self) -> tuple[ResolvedClaim, ...]:
        """The claims that count."""
        return self.front.known_by(self.known)

    @cached_property
    def by_id(self) -> Mapping[ClaimId, ResolvedClaim]:
        """The claims by id."""
        return {one.id: one for one in self.claims}

    @cached_property
    def record(self) -> Record:
        """Copies, days and alliances."""
        return Record.of(
            sides=self.front.theatre.sides, copies=self.front.repeats(self.known), days=self._days()
        )

    @cached_property
    def _settings(self) -> ReconcileSettings:
        return load_reconcile_settings()

    def _days(self) -> dict[ClaimId, date]:
        """The day of each claim that bears on control; of an undated report, the last for all the others."""
        told = tabulate(self.claims, theatre=self.front.theatre, repeats=self.front.repeats(self.known))
        days = {
            told.ids[claim]: date.fromordinal(day)
            for claim, day in zip(told.claim.tolist(), told.day.tolist(), strict=True)
        }
        last: dict[str, date] = {}
        undated = [(one.id, one.claim.document_key) for one in self.claims if one.published is None]
        for id, report in undated:
            if id in days:
                last[report] = max(days[id], last.get(report, date.min))
        for id, report in undated:
            period = self.by_id[id].period
            if report in last and id not in days and not (period and (period.first or period.last)):
                days[id] = last[report]
        return days

    def picture(self, on: date | None = None) -> Picture:
        """The picture on a day, by default the last that reports speak of, without weights."""
        return self._picture(on, self.known)

    def _picture(self, on: date | None, known: date | None) -> Picture:
        return reconcile(
            self.front.claims,
            theatre=self.front.theatre,
            on=on,
            known=known,
            explained=frozenset(),
            repeats=self.front.repeats(known),
        )

    def runs(self, place: Place, *, then: bool = True) -> PlaceRuns:
        """
        One place from the first day told of to the last.

        Args:
            place: It must have a cell.
            then: Also tell what was known on each of the days.
        """
        told = self._told_of(place)
        days = [date.fromordinal(day) for day in told.day.tolist()]
        last = self.picture().on
        first = min((*days, last))
        live = [timedelta(days=count) for count in (self._settings.live_days, self._settings.stale_days + 1)]

        def now(on: date) -> Cell | None:
            return next(iter(picture_of(told, theatre=self.front.theatre, on=on).cells), None)

        counts = {day: days.count(day) for day in sorted(set(days))}
        return PlaceRuns(
            place=place.name,
            place_id=place.id,
            kind=place.kind,
            theatre=self.front.theatre.id,
            first=first,
            last=last,
            known=self.known,
            then=self._then(place, first, last) if then else (),
            now=place_runs(
                now,
                turning_days(days, first=first, last=last, after=live),
                claims=self.by_id,
                record=self.record,
                marks=self.marks,
            ),
            told=tuple(counts.items()),
        )

    def _told_of(self, place: Place) -> Testimony:
        repeats = self.front.repeats(self.known)
        return tabulate(self.claims, theatre=self.front.theatre, only={place.id}, repeats=repeats)

    def _then(self, place: Place, first: date, last: date) -> tuple[Stretch, ...]:
        """What was known of the place on each day."""
        own = bearing(self.claims, {place.id})
        printed = sorted({one.published for one in own if one.published})
        # That two reports share their words could be seen on any of these days.
        repeats = self.front.repeats(self.known)
        tables = {
            day: tabulate(own, theatre=self.front.theatre, known=day, only={place.id}, repeats=repeats)
            for day in printed
        }

        def known_on(on: date) -> Cell | None:
            past = [day for day in printed if day <= on]
            if not past:
                return None
            cells = picture_of(tables[past[-1]], theatre=self.front.theatre, on=on).cells
            return next(iter(cells), None)

        told = [date.fromordinal(day) for table in tables.values() for day in set(table.day.tolist())]
        live = [timedelta(days=count) for count in (self._settings.live_days, self._settings.stale_days + 1)]
        marks = turning_days([*printed, *told], first=first, last=last, after=live)
        found: list[Stretch] = []
        for begin, end, cell in stretches(known_on, marks):
            if cell is None:
                continue
            if found and (found[-1].holder, found[-1].verdict) == (cell.holder, cell.verdict):
                found[-1] = replace(found[-1], last=end)  # only the phase changed
            else:
                found.append(Stretch(first=begin, last=end, holder=cell.holder, verdict=cell.verdict))
        return tuple(found)

    def disputes(
        self, on: date | None = None, *, only: frozenset[PlaceId] | None = None
    ) -> tuple[Quarrel, ...]:
        """The disputes on a day."""
        picture = self.picture(on)
        cells = [cell for cell in picture.cells if only is None or cell.place.id in only]
        kept = Picture(
            on=picture.on, known=picture.known, theatre=picture.theatre, cells=tuple(cells), planned=()
        )
        disputed = [cell for cell in cells if cell.verdict is Verdict.DISPUTED]
        since = {cell.id: begun for cell in disputed if (begun := self._disputed_since(cell))}
        return quarrels(kept, claims=self.by_id, record=self.record, marks=self.marks, since=since)

    def _disputed_since(self, cell: Cell) -> date | None:
        told = self._told_of(cell.place)
        days = [date.fromordinal(day) for day in told.day.tolist() if date.fromordinal(day) <= cell.on]
        live = [timedelta(days=count) for count in (self._settings.live_days, self._settings.stale_days + 1)]
        marks = turning_days(days, first=min((*days, cell.on)), last=cell.on, after=live)

        def now(on: date) -> Cell | None:
            return next(iter(picture_of(told, theatre=self.front.theatre, on=on).cells), None)

        begun = None
        for first, _, one in reversed(stretches(now, marks)):
            if one is None or one.verdict is not cell.verdict:
                break
            begun = first
        return begun

    def stories(self) -> tuple[Story, ...]:
        """The same happening across reports, the latest first."""
        return stories(
            self.claims,
            theatre=self.front.theatre.id,
            record=self.record,
            marks=self.marks,
            decisions=self.happenings,
        )

    def roads(self, on: date | None = None) -> tuple[Road, ...]:
        """Roads and supply lines, as they stand on a day."""
        return roads(self.claims, self.picture(on), record=self.record, marks=self.marks)

    def changes(self, since: date) -> Changes:
        """
        What is new since the end of a day.

        Reports without a day of publication count on neither side: nobody can say since when they are known.

        Raises:
            OptionError: The day is not before what is known.
        """
        printed = [one.published for one in self.claims if one.published]
        until = self.known or max(printed, default=since)
        if since >= until:
            raise OptionError(
                f"--since {since}: nothing is known after {until}; give an earlier day, such as "
                f"{until - timedelta(days=1)}"
            )
        now = Chronicle(self.front, until, self.marks, self.happenings)
        return changes(
            claims=self.front.claims,
            before=self._picture(since, since),
            corrected=self._picture(since, until),
            after=self._picture(until, until),
            stories=now.stories(),
            roads=now.roads(until),
            record=now.record,
            marks=self.marks,
        )


def chronicles(
    workspace: Workspace, *, known: date | None = None, marks: SourceMarks | None = None
) -> tuple[Chronicle, ...]:
    """
    One chronicle a theatre, in the order of the workspace's.

    Args:
        workspace: The store.
        known: Count only what had been published by this day.
        marks: Letters for outlets; by default those that analysts gave. Every other outlet has F.

    Raises:
        InputError: The store holds no report.
    """
    letters = workspace.source_marks if marks is None else marks
    happenings = workspace.standing.of(DecisionKind.SAME_STORY)
    return tuple(Chronicle(front, known, letters, happenings) for front in workspace.fronts)


def places_at(
    workspace: Workspace, found: Iterable[Chronicle], words: str
) -> tuple[tuple[Chronicle, Place], ...]:
    """
    The places of that name or id that reports speak of, those of most claims first.

    Raises:
        OptionError: Neither a report nor the gazetteer knows the place.
    """
    placed = []
    for chronicle in found:
        (picture,) = workspace.only_at((chronicle.picture(),), words) or (None,)
        told: dict[str, int] = {}
        for one in chronicle.claims:
            for effect in one.effects:
                told[effect.place.id] = told.get(effect.place.id, 0) + 1
        cells = picture.cells if picture else ()
        placed += [(told.get(cell.place.id, 0), chronicle, cell.place) for cell in cells]
    placed.sort(key=lambda item: (-item[0], item[2].name, item[2].id))
    return tuple((chronicle, place) for _, chronicle, place in placed)

"""A war in one store: reports go in, and the picture is computed anew from what they claim."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TextIO

from contested.app.explaining import explain_stored, weighed_for
from contested.app.front import Front, Fronts
from contested.app.intake import Intake, Step
from contested.app.llm.settings import LlmSettings
from contested.app.revising import Earlier
from contested.app.selection import at_place, framings_of, merged, places_named
from contested.app.sources import Sources
from contested.app.storing import store_reports
from contested.app.verification import Verification, verify_cells, verify_documents
from contested.errors import InputError, OptionError
from contested.knowledge.gazetteer import Gazetteer
from contested.model.actor import Side
from contested.model.decision import Decision, DecisionKind
from contested.model.framing import Framing
from contested.model.picture import Picture
from contested.model.reasons import ClaimReasons
from contested.model.report import Failure, Report
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile import reconcile
from contested.reconcile.standing import Standing, standing
from contested.show.exports import ExportInput, export_named
from contested.show.sides import SideStyles, styles_for
from contested.show.views.explanation import Explanation, explain
from contested.show.views.framing import FramedParty, camps_of, framing_by_party
from contested.show.views.grading import Grade, cell_grades
from contested.show.views.independence import Record
from contested.store import SqliteStore, Store


class Workspace:
    """A store, and all that can be asked of it; what it has computed holds until it reads again."""

    def __init__(self, store: Store, *, name: str = "the store", trusting: bool = True) -> None:
        """
        Put a store to use.

        Args:
            store: The store.
            name: What to call it in messages.
            trusting: Take what was worked out before and is kept in the store; otherwise work it out anew.
        """
        self.store = store
        self._name = name
        self._trusting = trusting
        self._pictures: dict[tuple[date | None, date | None, bool], tuple[Picture, ...]] = {}
        self._earlier = Earlier()  # pictures of fewer reports

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, trusting: bool = True) -> "Workspace":
        """
        The workspace in a file.

        Args:
            path: The file.
            create: Make the file where there is none.
            trusting: Take what was worked out before and is kept in the store; otherwise work it out anew.

        Raises:
            StoreError: The file is no store, is not there, or cannot be used.
        """
        return cls(SqliteStore(path, create=create), name=str(path), trusting=trusting)

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def read_into(
        self,
        sources: Sources,
        *,
        llm: LlmSettings | None = None,
        on_step: Callable[[Step], None] = lambda _: None,
    ) -> Intake:
        """
        Store what is new in the sources, one report at a time; what is there already is left alone.

        Args:
            sources: The reports.
            llm: The language model that is asked for the claims; None: nothing leaves the machine.
            on_step: Told of each report as soon as it is dealt with.

        Raises:
            ModelMissingError: The language model is not installed.
            OptionError: The language model's endpoint refuses every request.
            StoreError: The store cannot be written; what was stored before stays.
        """
        self._forget()
        return store_reports(
            sources, self.store, name=self._name, gazetteer=self.gazetteer, llm=llm, on_step=on_step
        )

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The packaged places."""
        return Gazetteer.open()

    @cached_property
    def fronts(self) -> tuple[Front, ...]:
        """
        The store's theatres by reference, each with its documents and resolved claims.

        The generic one comes last: what no theatre places is the least that a reader looks for.

        Raises:
            InputError: The store holds no report.
        """
        found = self._fronts.make(self.standing)
        if not found:
            raise InputError(
                f"{self._name}: holds no report yet; "
                f"add some with `contested read PATH... --into {self._name}`"
            )
        return found

    @cached_property
    def _fronts(self) -> Fronts:
        return Fronts(self.store, self.gazetteer, trusting=self._trusting)

    @property
    def claims(self) -> tuple[ResolvedClaim, ...]:
        """All claims with places, actors and days, those that were set aside too."""
        return tuple(claim for front in self.fronts for claim in front.everything)

    @cached_property
    def standing(self) -> Standing:
        """The decisions of analysts: which are followed, and which contradict each other."""
        return standing(self.store.decisions())

    def add_decisions(self, decisions: Iterable[Decision]) -> int:
        """How many are new to the log; all that is asked for afterwards is computed with them."""
        new = self.store.add_decisions(decisions)
        self._forget()
        return new

    @property
    def source_marks(self) -> dict[str, str]:
        """The Admiralty letters that analysts gave to outlets and voices."""
        return {name: one.answer for name, one in self.standing.answers(DecisionKind.GRADE).items()}

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports."""
        return tuple(document.page.report for front in self.fronts for document in front.documents)

    @property
    def stale_theatres(self) -> tuple[str, ...]:
        """A line for each theatre whose files are not those that its reports were read with."""
        return tuple(line for front in self.fronts if (line := front.stale))

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides of all theatres."""
        return tuple(side for front in self.fronts for side in front.theatre.sides)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be used, so far."""
        return (*self.store.failures(), *(failure for front in self.fronts for failure in front.failures))

    def pictures(
        self, *, on: date | None = None, known: date | None = None, weighed: bool = False
    ) -> tuple[Picture, ...]:
        """
        One picture a theatre.

        Args:
            on: The day that it speaks of; by default the last that any report of the theatre speaks of.
            known: Use only what had been published by this day.
            weighed: With what each witness adds to each cell, which takes longer than all else.
        """
        if (on, known, weighed) not in self._pictures:
            self._pictures[on, known, weighed] = tuple(
                self._earlier.revised(front, on=on, known=known, weighed=weighed)
                or reconcile(
                    front.claims,
                    theatre=front.theatre,
                    on=on,
                    known=known,
                    explained=None if weighed else frozenset(),
                    repeats=front.repeats(known),
                )
                for front in self.fronts
            )
        return self._pictures[on, known, weighed]

    def grades(self, pictures: tuple[Picture, ...]) -> tuple[Mapping[str, Grade], ...]:
        """For each picture, as `pictures` gives them, both marks of its cells, by id."""
        return tuple(
            cell_grades(
                picture.cells,
                front.claims,
                record=Record.of(sides=front.theatre.sides, copies=front.repeats(picture.known)),
                marks=self.source_marks,
            )
            for front, picture in zip(self.fronts, pictures, strict=True)
        )

    def picture(
        self, *, on: date | None = None, known: date | None = None, place: str | None = None
    ) -> Picture:
        """
        All theatres in one picture.

        Args:
            on: The day that it speaks of.
            known: Use only what had been published by this day.
            place: Name or id of a place: only its cells and plans.

        Raises:
            OptionError: Neither a report nor the gazetteer knows the place.
            InputError: The store holds no report.
        """
        pictures = self.pictures(on=on, known=known)
        if place is not None:
            pictures = self.only_at(pictures, place)
        return merged(pictures)

    def only_at(self, pictures: tuple[Picture, ...], place: str) -> tuple[Picture, ...]:
        """
        The pictures with the cells and plans of one place only.

        Raises:
            OptionError: Neither a report nor the gazetteer knows the place.
        """
        named = {found.id for found in self.gazetteer.find(place)}
        named |= {found for front in self.fronts for found in places_named(place, front.theatre)}
        return at_place(pictures, place, named=frozenset(named), claims=self.claims)

    def framings(
        self, pictures: tuple[Picture, ...], *, known: date | None = None, cited_only: bool = False
    ) -> tuple[tuple[Framing, ...], ...]:
        """
        For each picture the words that take sides in its theatre's reports, in reading order.

        Args:
            pictures: One a theatre, as `pictures` gives them.
            known: Leave out what was published after this day.
            cited_only: Only of the reports whose claims the picture cites.
        """
        return tuple(
            framings_of(front.documents, picture if cited_only else None, known=known, claims=front.claims)
            for front, picture in zip(self.fronts, pictures, strict=True)
        )

    def by_party(self, framings: tuple[Framing, ...]) -> tuple[FramedParty, ...]:
        """The framings by whom they name or colour, then by the camp that uses them."""
        actors = {actor.id: actor.name for front in self.fronts for actor in front.theatre.actors}
        names = {id: look.label for id, look in self.styles.by_id} | actors
        return framing_by_party(framings, camps=camps_of(self.reports, self.claims), names=names)

    @cached_property
    def styles(self) -> SideStyles:
        """How the sides look, the same in every output."""
        return styles_for(self.sides, pictures=self.pictures(), claims=self.claims)

    def explain(self, subject: str) -> Explanation:
        """
        What stands behind a cell (`place-id@day`, or a place on its theatre's last day) or a claim.

        Raises:
            OptionError: Nothing has that id.
        """
        _, at, day = subject.rpartition("@")
        on = None
        if at:
            with suppress(ValueError):
                on = date.fromisoformat(day)
        pictures = tuple(
            weighed_for(subject, picture, front)
            for picture, front in zip(self.pictures(on=on), self.fronts, strict=True)
        )
        found = explain(
            subject,
            claims=self.claims,
            pictures=pictures,
            styles=self.styles,
            grades=self.grades(pictures),
        )
        if found.row is None:
            found = replace(found, reasons=self.reasons(found.witnesses[0].claims[0].claim))
        return found

    def reasons(self, claim_id: ClaimId) -> ClaimReasons:
        """
        Why a claim reads as it does: its report is read again, and every decision says what spoke for it.

        Raises:
            OptionError: The store has no such claim.
            ModelMissingError: The language model is not installed.
        """
        claim = self.store.claim(claim_id)
        document = self.store.document(claim.document_key) if claim else None
        if claim is None or document is None:
            raise OptionError(f"{claim_id!r} is no claim here; `contested export` prints the ids of all")
        return explain_stored(claim, document, gazetteer=self.gazetteer)

    def export(self, name: str, out: TextIO) -> None:
        """
        Write everything in a format.

        Raises:
            OptionError: There is no such format.
        """
        content = ExportInput(reports=self.reports, claims=self.claims, pictures=self.pictures())
        export_named(name).write(out, content)

    def write_page(self, out: Path, *, title: str, notice: str | None = None) -> None:
        """
        Write everything as one self-contained page.

        Raises:
            OptionError: The file cannot be written there.
        """
        from contested.app.report_page import write_page

        write_page(self, out, title=title, notice=notice)

    def verify(self) -> Verification:
        """Every stored word, id and cell checked anew."""
        result = verify_documents(self.store)
        if result.documents and not result.faults:  # a picture of damaged claims would only repeat the faults
            known = frozenset(
                ClaimId(one) for key in self.store.document_keys() for one in self.store.stored_ids(key)
            )
            verify_cells(self.pictures(weighed=True), known, result)
        return result

    def _forget(self) -> None:
        if self._pictures:
            self._earlier = Earlier(fronts=self.fronts, pictures=dict(self._pictures))
            self._pictures.clear()
        for name in ("fronts", "styles", "standing"):
            self.__dict__.pop(name, None)

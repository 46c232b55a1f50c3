"""Reads reports into a store: what is new in the sources, one report at a time."""

from collections.abc import Callable, Iterator
from pathlib import Path

from contested import __version__
from contested.app.intake import Intake, Outcome, Step, made_with
from contested.app.llm.instructions import reader_mark
from contested.app.llm.settings import LlmSettings
from contested.app.pipeline import Extracted, Pipeline
from contested.app.sources import Sources
from contested.knowledge.gazetteer import Gazetteer
from contested.model.report import Failure, Report
from contested.store import Arrival, Document, Store, TheatreMark


def store_reports(
    sources: Sources,
    store: Store,
    *,
    name: str,
    gazetteer: Gazetteer,
    llm: LlmSettings | None = None,
    on_step: Callable[[Step], None] = lambda _: None,
) -> Intake:
    """
    What became of each report; what the store has already is left alone.

    Args:
        sources: The reports.
        store: Where they go.
        name: The store's file, which may lie in a folder that is read, and is no report.
        gazetteer: Knows places.
        llm: The language model that is asked for the claims; None: nothing leaves the machine.
        on_step: Told of each report as soon as it is dealt with.

    Raises:
        ModelMissingError: The language model is not installed.
        OptionError: The language model's endpoint refuses every request.
        StoreError: The store cannot be written; what was stored before stays.
    """
    chooser, reports = sources.chooser(), sources.reports()
    reader = reader_mark(llm.model) if llm else None
    intake = Intake()
    pipeline = Pipeline(gazetteer=gazetteer, theatre_of=chooser.theatre_of, llm=llm, dropped=intake.dropped)

    def made(report: Report) -> str:
        return made_with(report, chooser.mark_of(report), reader=reader)

    def done(step: Step) -> None:
        intake.add(step)
        on_step(step)

    def not_yet_stored() -> Iterator[Report | Failure]:
        for report in reports:
            if isinstance(report, Failure) and _is_store(report.read_from, name):
                continue
            if isinstance(report, Report) and store.has(report.key, made(report)):
                done(Step(read_from=report.read_from, outcome=Outcome.KNOWN, warnings=report.warnings))
            else:
                yield report

    store.set_setting("contested", __version__)
    for result in pipeline.extract(not_yet_stored()):
        if isinstance(result, Failure):
            store.add_failure(result)
            intake.quarantined.append(result)
            done(Step(read_from=result.read_from, outcome=Outcome.QUARANTINED, reason=result.reason))
        else:
            mark = chooser.mark_of(result.page.report)
            done(_added(result, store, mark, made_with=made(result.page.report)))
    return intake


def _is_store(read_from: str, name: str) -> bool:
    """Whether a path is the store, or what SQLite keeps beside it."""
    own, path = Path(name), Path(read_from)
    names = {own.name, f"{own.name}-wal", f"{own.name}-shm"}
    return path.name in names and path.resolve().parent == own.resolve().parent


def _added(found: Extracted, store: Store, mark: TheatreMark, *, made_with: str) -> Step:
    report = found.page.report
    arrival = store.add_document(
        Document(
            page=found.page,
            claims=found.claims,
            framings=found.framings,
            theatre=mark,
            made_with=made_with,
        )
    )
    return Step(
        read_from=report.read_from,
        outcome=Outcome.NEW if arrival is Arrival.NEW else Outcome.UPDATED,
        claims=len(found.claims),
        warnings=report.warnings,
    )

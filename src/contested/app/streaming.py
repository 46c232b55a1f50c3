"""Reports without a store: pages and claims as they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contested.app.pipeline import Pipeline, failure
from contested.app.theatres import TheatreChooser
from contested.knowledge.gazetteer import Gazetteer
from contested.model.page import Page
from contested.model.report import Failure, Report
from contested.model.resolved import ResolvedClaim
from contested.read import ReportDefaults, read
from contested.segment import segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report and what it claims."""

    report: Report
    claims: tuple[ResolvedClaim, ...]


def stream_claims(
    paths: Sequence[Path | str],
    *,
    manifest: Path | None = None,
    defaults: ReportDefaults | None = None,
    theatre: str | None = None,
) -> Iterator[Told | Failure]:
    """
    Each report with its resolved claims, or why it could not be used.

    Raises:
        OptionError: A path, theatre or manifest does not exist.
        ModelMissingError: The language model is not installed.
    """
    chooser = TheatreChooser(theatre)
    pipeline = Pipeline(gazetteer=Gazetteer.open(), theatre_of=chooser.theatre_of)
    reports = read(paths, manifest=manifest, defaults=defaults or ReportDefaults())
    for result in pipeline.extract(reports):
        if isinstance(result, Failure):
            yield result
            continue
        resolved = pipeline.resolve(result.page, result.claims)
        yield resolved if isinstance(resolved, Failure) else Told(report=result.page.report, claims=resolved)


def stream_pages(paths: Sequence[Path | str]) -> Iterator[Page | Failure]:
    """
    Each report taken apart, or why it could not be used; needs no language model.

    Raises:
        OptionError: A path does not exist.
    """
    for report in read(paths):
        if isinstance(report, Failure):
            yield report
            continue
        try:
            yield segment(report)
        except Exception as error:  # one bad report never stops a run
            yield failure(report, "segment", error)

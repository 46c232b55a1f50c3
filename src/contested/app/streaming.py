"""Reports without a store: pages and claims as they are read."""

from collections.abc import Iterator
from dataclasses import dataclass

from contested.app.pipeline import Pipeline, failure
from contested.app.sources import Sources
from contested.knowledge.gazetteer import Gazetteer
from contested.model.page import Page
from contested.model.report import Failure, Report
from contested.model.resolved import ResolvedClaim
from contested.segment import segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report and what it claims."""

    report: Report
    claims: tuple[ResolvedClaim, ...]


def stream_claims(sources: Sources) -> Iterator[Told | Failure]:
    """
    Each report with its resolved claims, or why it could not be used.

    Raises:
        ModelMissingError: The language model is not installed.
    """
    pipeline = Pipeline(gazetteer=Gazetteer.open(), theatre_of=sources.chooser().theatre_of)
    for result in pipeline.extract(sources.reports()):
        if isinstance(result, Failure):
            yield result
            continue
        resolved = pipeline.resolve(result.page, result.claims)
        yield resolved if isinstance(resolved, Failure) else Told(report=result.page.report, claims=resolved)


def stream_pages(sources: Sources) -> Iterator[Page | Failure]:
    """Each report taken apart, or why it could not be used; needs no language model."""
    for report in sources.reports():
        if isinstance(report, Failure):
            yield report
            continue
        try:
            yield segment(report)
        except Exception as error:  # one bad report never stops a run
            yield failure(report, "segment", error)

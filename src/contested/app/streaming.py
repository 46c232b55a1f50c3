"""Reports without a store: pages and claims as they are read."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from contested.app.llm.settings import LlmSettings
from contested.app.llm.tally import Tally
from contested.app.pipeline import Pipeline, failure
from contested.app.sources import Sources
from contested.app.taking_apart import Segmenter
from contested.knowledge.gazetteer import Gazetteer
from contested.model.page import Page
from contested.model.report import Failure, Report
from contested.model.resolved import ResolvedClaim

if TYPE_CHECKING:
    from contested.extract import Attribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report and what it claims."""

    report: Report
    claims: tuple[ResolvedClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One report and who says what in it."""

    report: Report
    attributions: "tuple[Attribution, ...]"


def stream_claims(
    sources: Sources, *, llm: LlmSettings | None = None, dropped: Tally | None = None
) -> Iterator[Told | Failure]:
    """
    Each report with its resolved claims, or why it could not be used.

    Args:
        sources: The reports.
        llm: The language model that is asked for the claims; None: nothing leaves the machine.
        dropped: Counts the claims of the language model that are not taken.

    Raises:
        ModelMissingError: The language model is not installed.
        OptionError: The language model's endpoint refuses every request.
    """
    pipeline = Pipeline(
        gazetteer=Gazetteer.open(), theatre_of=sources.chooser().theatre_of, llm=llm, dropped=dropped
    )
    for result in pipeline.extract(sources.reports()):
        if isinstance(result, Failure):
            yield result
            continue
        resolved = pipeline.resolve(result.page, result.claims)
        yield resolved if isinstance(resolved, Failure) else Told(report=result.page.report, claims=resolved)


def stream_pages(sources: Sources) -> Iterator[Page | Failure]:
    """Each report taken apart, or why it could not be used; needs no language model."""
    segmenter = Segmenter()
    for report in sources.reports():
        if isinstance(report, Failure):
            yield report
            continue
        try:
            yield segmenter.segment(report)
        except Exception as error:  # one bad report never stops a run
            yield failure(report, "segment", error)


def stream_voices(sources: Sources) -> Iterator[Heard | Failure]:
    """
    Each report with who says what in it, or why it could not be used.

    Raises:
        ModelMissingError: The language model is not installed.
    """
    failures: deque[Failure] = deque()  # met while a batch of pages was filled

    def pages() -> Iterator[Page]:
        for result in stream_pages(sources):
            if isinstance(result, Failure):
                failures.append(result)
            else:
                yield result

    waiting = pages()
    # The first page is taken before the model is loaded: a folder of broken files needs no model.
    for first in waiting:
        from contested.extract import voices

        for page, attributions in voices(chain([first], waiting)):
            while failures:
                yield failures.popleft()
            yield Heard(report=page.report, attributions=attributions)
    yield from failures

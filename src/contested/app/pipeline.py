"""The only place where the stages meet: read -> segment -> extract -> resolve."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from contested.app.discovery import language_names
from contested.app.llm.settings import LlmSettings
from contested.app.llm.tally import Tally
from contested.app.taking_apart import Segmenter
from contested.errors import ContestedError, ModelMissingError
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import Theatre
from contested.model.claim import Claim
from contested.model.framing import Framing
from contested.model.page import Page
from contested.model.report import Failure, Report
from contested.model.resolved import ResolvedClaim
from contested.resolve import Resolver

if TYPE_CHECKING:
    from contested.app.llm.extractor import LlmExtractor
    from contested.extract import Extractor

_COMMONEST = "en"  # a failure amid such reports must not cut the extractor's batch in two


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A page with what it claims and how it puts it."""

    page: Page
    claims: tuple[Claim, ...]
    framings: tuple[Framing, ...]


class Pipeline:
    """The stages of one report, wired; language models are loaded when the first page needs them."""

    def __init__(
        self,
        *,
        gazetteer: Gazetteer,
        theatre_of: Callable[[Report], Theatre],
        llm: LlmSettings | None = None,
        dropped: Tally | None = None,
    ) -> None:
        """
        Wire the stages.

        Args:
            gazetteer: The world's places.
            theatre_of: Gives each report its theatre.
            llm: The language model that is asked for claims; None: nothing leaves the machine.
            dropped: Counts the claims of the language model that are not taken.
        """
        self._gazetteer = gazetteer
        self._theatre_of = theatre_of
        self._llm = llm
        self._dropped = Tally() if dropped is None else dropped
        self._extractors: dict[str, Extractor | LlmExtractor] = {}
        self._resolvers: dict[str, Resolver] = {}
        self._languages = language_names()
        self._segmenter = Segmenter()

    def extract(self, reports: Iterable[Report | Failure]) -> Iterator[Extracted | Failure]:
        """
        What each report claims, or why it could not be used: one result for each report, streaming.

        Raises:
            ModelMissingError: The language model is not installed; no report can be read.
        """
        for language, group in groupby(reports, key=_language):
            yield from self._extract_one_language(language, group)

    def resolve(self, page: Page, claims: tuple[Claim, ...]) -> tuple[ResolvedClaim, ...] | Failure:
        """The page's claims with places, actors and days."""
        try:
            theatre = self._theatre_of(page.report)
            return self._resolver(theatre).resolve(claims, page=page)
        except Exception as error:  # one bad report never stops a run
            return failure(page.report, "resolve", error)

    def _extract_one_language(
        self, language: str, reports: Iterable[Report | Failure]
    ) -> Iterator[Extracted | Failure]:
        failures: deque[Failure] = deque()  # met while the extractor was filling its batch
        pages = self._pages(reports, failures)
        if language in self._languages:
            # The first page is taken before the model is loaded: a folder of broken files needs no model.
            for first in pages:
                yield from self._extract_pages(language, _again(first, pages), failures)
        else:
            for page, _ in pages:
                allowed = ", ".join(self._languages)
                reason = f"language {page.report.language!r} is not known; known are: {allowed}"
                failures.append(Failure(read_from=page.report.read_from, stage="extract", reason=reason))
        yield from failures

    def _extract_pages(
        self, language: str, pages: Iterator[tuple[Page, Theatre]], failures: deque[Failure]
    ) -> Iterator[Extracted | Failure]:
        for page, found in self._extractor(language).extract(pages):
            while failures:
                yield failures.popleft()
            if found.failure is not None:
                yield Failure(read_from=page.report.read_from, stage="extract", reason=found.failure)
            else:
                yield Extracted(page=page, claims=found.claims, framings=found.framings)

    def _pages(
        self, reports: Iterable[Report | Failure], failures: deque[Failure]
    ) -> Iterator[tuple[Page, Theatre]]:
        for report in reports:
            if isinstance(report, Failure):
                failures.append(report)
                continue
            theatre = self._theatre_of(report)
            try:
                page = self._segmenter.segment(report)
            except Exception as error:  # one bad report never stops a run
                failures.append(failure(report, "segment", error))
            else:
                yield page, theatre

    def _resolver(self, theatre: Theatre) -> Resolver:
        if theatre.checksum not in self._resolvers:
            self._resolvers[theatre.checksum] = Resolver(theatre, self._gazetteer)
        return self._resolvers[theatre.checksum]

    def _extractor(self, language: str) -> "Extractor | LlmExtractor":
        # Here, because it takes seconds, and a picture of stored claims needs no language model.
        from contested.extract import Extractor

        if language not in self._extractors:
            local = Extractor.load(language=language, gazetteer=self._gazetteer)
            self._extractors[language] = local if self._llm is None else self._asking(local, self._llm)
        return self._extractors[language]

    def _asking(self, local: "Extractor", settings: LlmSettings) -> "LlmExtractor":
        from contested.app.llm.extractor import LlmExtractor

        return LlmExtractor(local, settings=settings, dropped=self._dropped)


def failure(report: Report, stage: str, error: Exception) -> Failure:
    """The failure that an error in a stage amounts to; a missing model is no report's fault: it is raised."""
    if isinstance(error, ModelMissingError):
        raise error
    reason = str(error) if isinstance(error, ContestedError) else f"{type(error).__name__}: {error}"
    return Failure(read_from=report.read_from or report.id, stage=stage, reason=reason)


def _language(report: Report | Failure) -> str:
    """The language without region: "en" for "en-GB"; failures go along with the commonest."""
    return _COMMONEST if isinstance(report, Failure) else report.language.split("-")[0].casefold()


def _again(
    first: tuple[Page, Theatre], rest: Iterator[tuple[Page, Theatre]]
) -> Iterator[tuple[Page, Theatre]]:
    yield first
    yield from rest

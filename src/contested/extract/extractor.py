"""Claims from pages: finds triggers, fills their roles, says how they are put and who says so."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from contested.extract.assembly import make_claims
from contested.extract.context import BegunContext, ContextNetwork, load_context_network
from contested.extract.explaining import explain_claim
from contested.extract.framing import find_framings
from contested.extract.judge import Judge, load_judges
from contested.extract.language_model import load_language_model
from contested.extract.mentions import Recogniser
from contested.extract.parsing import KnowsNames, parse_pages
from contested.extract.reading import Reading, read_closely, worth_reading
from contested.extract.word_vectors import one_thread
from contested.interpreter import garbage_left, quick_turns
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.lexicon import Language, load_language
from contested.knowledge.theatre import Theatre
from contested.model.claim import Claim
from contested.model.framing import Framing
from contested.model.page import Page
from contested.model.reasons import ClaimReasons

_T = TypeVar("_T")
_PAGES_AT_ONCE = 8  # enough sentences to fill the model's batches, little memory
_TOLD_AT_ONCE = 32  # pages; at each telling Python looks for garbage among all that is begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one page holds; `failure` says why it could not be read."""

    claims: tuple[Claim, ...] = ()
    framings: tuple[Framing, ...] = ()
    failure: str | None = None


class _Begun(NamedTuple):
    """A page on its way through the network, or why it could not be read."""

    page: Page
    reading: Reading | Extraction
    context: BegunContext | None


def _failed(error: Exception) -> Extraction:
    return Extraction(failure=f"{type(error).__name__}: {error}")


def _filled(found: list[_T] | deque[_T], source: Iterable[_T]) -> BaseException | None:
    """Why a source ended before its end, once all that it gave is appended; None where it did not."""
    try:
        for one in source:
            found.append(one)  # one by one: those before the trouble count
    except BaseException as error:  # Ctrl-C too: it must not take the pages with it that are begun
        return error
    return None


def _help_until_ready(context: BegunContext, others: Sequence[BegunContext]) -> None:
    """Encodes windows instead of waiting for the network's thread: first its own, then the furthest ones."""
    in_turn = [context, *reversed(others)]
    while not context.is_ready and any(one.help() for one in in_turn):
        pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """
    Extracts the claims of one language; made once, used for any number of pages.

    Without judges (weights of learned models) the rules decide alone.
    """

    language: Language
    nlp: Any
    gazetteer: Gazetteer
    judges: Mapping[str, Judge] | None
    network: ContextNetwork | None = None
    _recognisers: dict[str, Recogniser] = field(default_factory=dict)

    @classmethod
    def load(cls, language: str = "en", *, gazetteer: Gazetteer, rules_only: bool = False) -> "Extractor":
        """
        An extractor with the packaged data, weights and language model.

        Raises:
            ModelMissingError: The language model is not installed or not the pinned one.
            KnowledgeError: A data file is wrong.
        """
        return cls(
            language=load_language(language),
            nlp=load_language_model(language),
            gazetteer=gazetteer,
            judges=None if rules_only else load_judges(language),
            network=None if rules_only else load_context_network(language),
        )

    def extract(self, pages: Iterable[tuple[Page, Theatre]]) -> Iterator[tuple[Page, Extraction]]:
        """
        The claims of each page, in the order of the pages; a page that fails says so in its extraction.

        A thread beside this one runs the network over pages that were parsed, while this one makes the
        claims of those before them and parses the next; where it would wait, it runs the network, too.
        Pages come up to 32 at a time, while eight more are on their way.

        Whatever stops the pages from coming is raised once those that came before it are told.
        """
        rest = iter(pages)
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="context")
        begun: deque[_Begun] = deque()
        trouble: BaseException | None = None
        more = True
        try:
            while more or begun:
                done: list[tuple[Page, Extraction]] = []
                with one_thread(), garbage_left(), quick_turns():
                    while (more or begun) and len(done) < _TOLD_AT_ONCE:
                        ready = len(begun)
                        if more:
                            batch: list[tuple[Page, Theatre]] = []
                            trouble = _filled(batch, islice(rest, _PAGES_AT_ONCE))
                            trouble = _filled(begun, self._begin(batch, pool)) or trouble
                            more = bool(batch)
                        finished = (self._finish(begun.popleft(), begun) for _ in range(ready))
                        trouble = _filled(done, finished) or trouble
                        more = more and trouble is None
                yield from done
            if trouble is not None:
                raise trouble
        finally:
            pool.shutdown(cancel_futures=True)

    def _begin(self, batch: Sequence[tuple[Page, Theatre]], pool: Executor) -> Iterator[_Begun]:
        """The pages parsed and read, and given to the network."""
        test = worth_reading(self.language)
        knows = [self._knows(theatre) for _, theatre in batch]
        pages = [page for page, _ in batch]
        parsed = parse_pages(pages, nlp=self.nlp, worth_parsing=test, knows=knows)
        for (page, sentences), (_, theatre) in zip(parsed, batch, strict=True):
            try:
                reading = self._read(page, sentences, theatre)
                context = self._context(reading, pool)
                begun = _Begun(page, reading, context)
            except Exception as error:  # one bad report never stops a run
                begun = _Begun(page, _failed(error), None)
            yield begun

    def _context(self, reading: Reading, pool: Executor) -> BegunContext | None:
        if self.network is None:
            return None
        return self.network.begin(reading, reading.spans(self.language), pool)

    def _finish(self, one: _Begun, others: Sequence[_Begun]) -> tuple[Page, Extraction]:
        """What a page holds, once the network has read it; nothing that it took is held behind this."""
        if isinstance(one.reading, Extraction):
            return one.page, one.reading
        try:
            context = None
            if one.context is not None:
                _help_until_ready(one.context, [other.context for other in others if other.context])
                context = one.context.result()
            return one.page, self._claims_of(replace(one.reading, context=context))
        except Exception as error:  # one bad report never stops a run
            return one.page, _failed(error)
        finally:
            one.reading.release()

    def _claims_of(self, reading: Reading) -> Extraction:
        claims = make_claims(reading, language=self.language, judges=self.judges)
        return Extraction(claims=claims, framings=find_framings(reading, claims, language=self.language))

    def explain(self, claim: Claim, page: Page, theatre: Theatre) -> ClaimReasons | None:
        """
        Why a claim of a page reads as it does: all decisions behind it, made again.

        Returns:
            None where the page makes no claim of that event at that trigger (any more).
        """
        test = worth_reading(self.language)
        knows = [self._knows(theatre)]
        ((_, sentences),) = parse_pages([page], nlp=self.nlp, worth_parsing=test, knows=knows)
        reading = self._read(page, sentences, theatre)
        if self.network is not None:
            reading = replace(reading, context=self.network.read(reading, reading.spans(self.language)))
        return explain_claim(claim, reading, language=self.language, judges=self.judges)

    def _knows(self, theatre: Theatre) -> KnowsNames:
        """Which names need no language model; none if the theatre cannot be read: its page will say why."""
        try:
            return self.recogniser(theatre).knows
        except Exception:  # one bad report never stops a run
            return lambda text, names: False

    def _read(self, page: Page, sentences: Sequence[Any], theatre: Theatre) -> Reading:
        return read_closely(page, sentences, recogniser=self.recogniser(theatre), language=self.language)

    def recogniser(self, theatre: Theatre) -> Recogniser:
        """The names of a theatre, made at its first report."""
        if theatre.checksum not in self._recognisers:
            self._recognisers[theatre.checksum] = Recogniser(theatre, self.gazetteer, self.language)
        return self._recognisers[theatre.checksum]

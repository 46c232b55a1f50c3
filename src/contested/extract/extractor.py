"""Claims from pages: finds triggers, fills their roles, says how they are put and who says so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from contested.extract.assembly import make_claims
from contested.extract.context import ContextNetwork, load_context_network
from contested.extract.explaining import explain_claim
from contested.extract.framing import find_framings
from contested.extract.judge import Judge, load_judges
from contested.extract.language_model import load_language_model
from contested.extract.mentions import Recogniser
from contested.extract.parsing import KnowsNames, parse_pages
from contested.extract.reading import Reading, read_closely, worth_reading
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.lexicon import Language, load_language
from contested.knowledge.theatre import Theatre
from contested.model.claim import Claim
from contested.model.framing import Framing
from contested.model.page import Page
from contested.model.reasons import ClaimReasons

_PAGES_AT_ONCE = 32  # enough sentences to fill the model's batches, little memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one page holds; `failure` says why it could not be read."""

    claims: tuple[Claim, ...] = ()
    framings: tuple[Framing, ...] = ()
    failure: str | None = None


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
        """The claims of each page, in the order of the pages; a page that fails says so in its extraction."""
        rest = iter(pages)
        test = worth_reading(self.language)
        while batch := list(islice(rest, _PAGES_AT_ONCE)):
            knows = [self._knows(theatre) for _, theatre in batch]
            pages_of = [page for page, _ in batch]
            parsed = parse_pages(pages_of, nlp=self.nlp, worth_parsing=test, knows=knows)
            for (page, sentences), (_, theatre) in zip(parsed, batch, strict=True):
                try:
                    found = self._extract_page(page, sentences, theatre)
                except Exception as error:  # one bad report never stops a run
                    found = Extraction(failure=f"{type(error).__name__}: {error}")
                yield page, found

    def _extract_page(self, page: Page, sentences: Sequence[Any], theatre: Theatre) -> Extraction:
        reading = self._read(page, sentences, theatre)
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
        return explain_claim(claim, reading, language=self.language, judges=self.judges)

    def _knows(self, theatre: Theatre) -> KnowsNames:
        """Which names need no language model; none if the theatre cannot be read: its page will say why."""
        try:
            return self.recogniser(theatre).knows
        except Exception:  # one bad report never stops a run
            return lambda text, names: False

    def _read(self, page: Page, sentences: Sequence[Any], theatre: Theatre) -> Reading:
        reading = read_closely(page, sentences, recogniser=self.recogniser(theatre), language=self.language)
        return reading if self.network is None else replace(reading, context=self.network.read(reading))

    def recogniser(self, theatre: Theatre) -> Recogniser:
        """The names of a theatre, made at its first report."""
        if theatre.checksum not in self._recognisers:
            self._recognisers[theatre.checksum] = Recogniser(theatre, self.gazetteer, self.language)
        return self._recognisers[theatre.checksum]

"""One report made ready for extraction: parse, mentions, discourse, speakers, and words that may be triggers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contested.extract.discourse import Discourse
from contested.extract.features import kinds_by_token
from contested.extract.mentions import Mention, Recogniser
from contested.extract.parsing import ParsedSentence
from contested.extract.speech import Frame, find_frames
from contested.extract.triggers import Candidate, find_candidates
from contested.knowledge.lexicon import Language
from contested.model.actor import SideId
from contested.model.page import Page


@dataclass(frozen=True, slots=True)
class Reading:
    """All that rules and judges look at, for one report."""

    page: Page
    sentences: Sequence[ParsedSentence]
    mentions: Sequence[Sequence[Mention]]
    discourse: Discourse
    frames: Sequence[Frame]

    def candidates(self, language: Language) -> Iterator[tuple[ParsedSentence, Candidate, dict[int, str]]]:
        """Words that may be triggers, with their sentence and the kinds of mentions in it."""
        for sentence, mentions in zip(self.sentences, self.mentions, strict=True):
            if sentence.doc is None:
                continue
            kinds = kinds_by_token(mentions)
            for candidate in find_candidates(sentence.doc, mentions, language):
                yield sentence, candidate, kinds


def read_closely(
    page: Page, sentences: Sequence[ParsedSentence], *, recogniser: Recogniser, language: Language
) -> Reading:
    """A page's sentences with everything that the claims will be made from."""
    camp = camp_of(page, recogniser)
    mentions = recogniser.find(page, sentences, camp)
    discourse = Discourse(
        sentences, mentions, theatre=recogniser.theatre, camp=camp, place_kind=recogniser.place_kind
    )
    return Reading(page, sentences, mentions, discourse, find_frames(sentences, language.cues))


def camp_of(page: Page, recogniser: Recogniser) -> SideId | None:
    """The camp of the report's outlet: as the report says, else as the theatre knows it."""
    theatre, report = recogniser.theatre, page.report
    if (camp := theatre.camp_of(report.camp)) is not None:
        return camp
    outlet = theatre.outlet_named(report.outlet) if report.outlet else None
    return outlet.camp if outlet is not None else None

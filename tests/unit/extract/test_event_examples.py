"""Every example sentence of the language files yields its claim, by the whole extractor."""

from datetime import date

import pytest

from contested.extract import Extractor
from contested.extract.modality import DENIED
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.lexicon import EventExample, event_examples
from contested.knowledge.theatre import load_theatre
from contested.model.claim import Claim, Modality, PartyMention, PlaceMention, Polarity
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

EXAMPLES = event_examples()


@pytest.fixture(scope="module")
def claims_of() -> dict[str, tuple[Claim, ...]]:
    extractor = Extractor.load(gazetteer=Gazetteer.open())
    theatre = load_theatre("syria")
    # A page of its own for each sentence, so that no sentence helps another.
    pages = [
        segment(
            Report(
                id=DocumentId(f"example-{number}"),
                text=f"News from the front\n\n{example.text}\n",
                published=date(2016, 4, 4),
                camp="wire",
            )
        )
        for number, example in enumerate(EXAMPLES)
    ]
    read = extractor.extract((page, theatre) for page in pages)
    return {example.text: extraction.claims for example, (_, extraction) in zip(EXAMPLES, read, strict=True)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.event}: {example.text}")
def test_an_example_sentence_yields_its_claim(
    example: EventExample, claims_of: dict[str, tuple[Claim, ...]]
) -> None:
    claims = claims_of[example.text]
    fitting = [claim for claim in claims if _fits(example, claim)]

    assert fitting, "\n".join(_shown(claim) for claim in claims) or "no claim at all"


def _fits(example: EventExample, claim: Claim) -> bool:
    return (
        claim.event == example.event
        and _overlap(example.trigger, claim.trigger.text)
        and _label(claim) == example.modality
        and _names(example.actor, claim.actor)
        and _names(example.target, claim.target)
        and _names(example.place, claim.place)
    )


def _label(claim: Claim) -> str:
    if claim.polarity is Polarity.DENIED:
        return DENIED
    return Modality.ASSERTED.value if claim.modality is Modality.PRESUPPOSED else claim.modality.value


def _names(words: str | None, mention: PartyMention | PlaceMention | None) -> bool:
    if words is None:
        return True
    return mention is not None and mention.quote is not None and _overlap(words, mention.quote.text)


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _shown(claim: Claim) -> str:
    parties = [p.quote.text if p and p.quote else None for p in (claim.actor, claim.target)]
    place = claim.place.quote.text if claim.place else None
    return f"{claim.event} {claim.trigger.text!r} {parties} {place} {_label(claim)} {claim.confidence}"

"""The extractor as a whole: what always holds, with judges and without."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from contested.extract import Extractor
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import Theatre, load_theatre
from contested.model.claim import Claim, Modality, Polarity
from contested.model.page import Page
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.resolve import Resolver
from contested.segment import segment

GAZETTEER = Gazetteer.open()
THEATRE = load_theatre("syria")


@pytest.fixture(scope="module", params=["judges", "rules"])
def extractor(request: pytest.FixtureRequest) -> Extractor:
    return Extractor.load(gazetteer=GAZETTEER, rules_only=request.param == "rules")


@pytest.fixture(scope="module")
def judged() -> Extractor:
    return Extractor.load(gazetteer=GAZETTEER)


def page(text: str, id: str = "a", camp: str = "wire") -> Page:
    return segment(Report(id=DocumentId(id), text=text, camp=camp, published=date(2016, 4, 4)))


def claims(extractor: Extractor, text: str) -> tuple[Claim, ...]:
    ((_, extraction),) = extractor.extract([(page(f"News from the front\n\n{text}\n"), THEATRE)])
    assert extraction.failure is None
    return extraction.claims


def only(found: Iterable[Claim], event: str) -> Claim:
    (claim,) = [claim for claim in found if claim.event == event]
    return claim


def test_every_quote_is_the_text_at_its_place(extractor: Extractor) -> None:
    text = "Rebels\u00a0captured Al-Sha’ar and Mahin, activist Abu Omar said. “ISIS holds Palmyra,” he added."
    whole = f"News from the front\n\n{text}\n"

    for claim in claims(extractor, text):
        parties = [p for p in (claim.actor, claim.target) if p is not None]
        quotes = [claim.trigger, claim.evidence, *claim.time_words, *(voice.quote for voice in claim.voices)]
        quotes += [q for p in parties for q in (p.quote, p.refers_to) if q is not None]
        quotes += [claim.place.quote] if claim.place else []
        assert all(whole[quote.start : quote.end] == quote.text for quote in quotes)


def test_a_denied_claim_keeps_its_place(extractor: Extractor) -> None:
    claim = only(claims(extractor, "The Syrian Armed Forces do no control the town of Mahin."), "hold")

    assert claim.polarity is Polarity.DENIED
    assert claim.place is not None
    assert claim.place.quote.text == "Mahin"


def test_the_same_reading_has_the_same_id(extractor: Extractor) -> None:
    text = "The army recaptured Palmyra on Sunday."

    assert [c.id for c in claims(extractor, text)] == [c.id for c in claims(extractor, text)]


def test_a_list_of_places_gives_a_claim_for_each(judged: Extractor) -> None:
    found = claims(judged, "ISIS still controls the towns of Mahin, Sadad and Al-Sukhnah.")
    places = {claim.place.quote.text for claim in found if claim.event == "hold" and claim.place}

    assert places == {"Mahin", "Sadad", "Al-Sukhnah"}


def test_what_must_be_retaken_from_somebody_is_held_by_them(judged: Extractor) -> None:
    found = claims(judged, "First they must retake Quraytayn from ISIS.")
    held = [claim for claim in found if claim.event == "hold"]

    assert [claim.modality for claim in held] == [Modality.PRESUPPOSED]
    assert held[0].actor is not None
    assert held[0].actor.quote is not None
    assert held[0].actor.quote.text == "ISIS"


def test_the_speaker_stands_behind_what_is_said(judged: Extractor) -> None:
    claim = only(
        claims(judged, "The rebels captured Mahin, the Syrian Observatory for Human Rights said."), "capture"
    )

    assert [voice.quote.text for voice in claim.voices] == ["Syrian Observatory for Human Rights"]


TOLD = ("The army recaptured Palmyra.", "ISIS shelled Mahin.", "Rebels besieged Al-Fu'ah.")


def test_many_pages_come_in_order_each_with_its_own_claims(judged: Extractor) -> None:
    alone = [claims(judged, text) for text in TOLD]
    many = [page(f"News from the front\n\n{TOLD[n % 3]}\n", id=f"r{n}") for n in range(40)]

    found = list(judged.extract((one, THEATRE) for one in many))

    assert [one.report.id for one, _ in found] == [one.report.id for one in many]
    for number, (_, extraction) in enumerate(found):
        assert [c.trigger for c in extraction.claims] == [c.trigger for c in alone[number % 3]]
        assert [c.confidence for c in extraction.claims] == [c.confidence for c in alone[number % 3]]


def test_whoever_stops_early_leaves_no_thread_behind(judged: Extractor) -> None:
    pages = ((page("News\n\nThe army recaptured Palmyra.", id=f"r{n}"), THEATRE) for n in range(40))
    running = judged.extract(pages)
    next(running)

    running.close()

    assert not [thread for thread in threading.enumerate() if thread.name.startswith("context")]


class Counting:
    """The shipped encoder, and how often it ran."""

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder
        self.runs = 0

    def run(self, *given: Any) -> Any:
        self.runs += 1
        return self._encoder.run(*given)


def test_whoever_stops_early_does_not_wait_for_the_rest_of_a_long_page(judged: Extractor) -> None:
    assert judged.network is not None
    counting = Counting(judged.network.encoder)
    watched = replace(judged, network=replace(judged.network, encoder=counting))
    long = page("News\n\n" + "The army recaptured Palmyra. " * 900, id="long")
    running = watched.extract([(page("News\n\nThe army recaptured Palmyra."), THEATRE), (long, THEATRE)])
    next(running)

    before = counting.runs
    running.close()

    assert counting.runs <= before + 1


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize("number", [3, 20, 32])
def test_a_source_that_breaks_off_takes_no_page_with_it(
    judged: Extractor, number: int, error: type[BaseException]
) -> None:
    def pages() -> Iterator[tuple[Page, Theatre]]:
        for n in range(number):
            yield page("News\n\nThe army recaptured Palmyra.", id=f"r{n}"), THEATRE
        raise error("the disk is gone")

    found: list[str] = []
    with pytest.raises(error, match="the disk is gone"):
        found.extend(one.report.id for one, _ in judged.extract(pages()))

    assert len(found) == number


def test_a_page_that_cannot_be_read_does_not_stop_the_others(judged: Extractor) -> None:
    good = page("News\n\nThe army recaptured Palmyra.")
    nobody: Any = (None,)
    broken = replace(THEATRE, checksum="broken", actors=nobody)

    first, second, third = (e for _, e in judged.extract([(good, THEATRE), (good, broken), (good, THEATRE)]))

    assert second.failure is not None
    assert first.claims == third.claims
    assert first.claims


SENTENCES = (
    "{a} recaptured Palmyra on Sunday.",
    "{a} still controls Mahin, a spokesman said.",
    "{a} must retake Quraytayn from {b}.",
    "{b} is besieged by {a} in Deir Ezzor.",
    "{a} repelled an attack by {b} near Khanasir.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_swapping_the_parties_of_a_sentence_swaps_the_sides(
    sentence: str, judged: Extractor, sides_of: Callable[[str], list[tuple[str | None, ...]]]
) -> None:
    """Names that look alike to the language model, so that only the camp differs."""
    one = sides_of(sentence.format(a="ISIS", b="SDF"))
    other = sides_of(sentence.format(a="SDF", b="ISIS"))
    swap = {"isis": "sdf", "sdf": "isis"}

    assert one
    assert [tuple(swap.get(value or "", value) for value in row) for row in one] == other


@pytest.fixture
def sides_of(judged: Extractor) -> Callable[[str], list[tuple[str | None, ...]]]:
    resolver = Resolver(THEATRE, GAZETTEER)

    def read(text: str) -> list[tuple[str | None, ...]]:
        one = page(f"News from the front\n\n{text}\n")
        ((_, extraction),) = judged.extract([(one, THEATRE)])
        return [
            (
                claim.claim.event,
                claim.actor.side if claim.actor else None,
                claim.target.side if claim.target else None,
                claim.place.quote.text if claim.place else None,
                claim.claim.modality.value,
                claim.claim.polarity.value,
            )
            for claim in resolver.resolve(extraction.claims, page=one)
        ]

    return read


def test_what_the_outlet_takes_back_is_denied(judged: Extractor) -> None:
    text = "On Thursday we reported that rebels had captured Mahin. That was wrong, and we take it back."

    (claim,) = [claim for claim in claims(judged, text) if claim.trigger.text == "captured"]

    assert claim.polarity is Polarity.DENIED

"""Why a claim reads as it does: every decision with its data line, its reasons and its runners-up."""

import math
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest

from contested.extract import Extractor
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre
from contested.model.claim import Claim
from contested.model.page import Page
from contested.model.reasons import ClaimReasons, DataLine, Decision
from contested.model.report import Report
from contested.model.text import DocumentId, Quote
from contested.segment import segment

GAZETTEER = Gazetteer.open()
THEATRE = load_theatre("syria")
TEXT = (
    "The Syrian Army recaptured Palmyra from ISIS on Sunday, state television said. "
    "Before they can consider a Deir Ezzor offensive, they must retake Quraytayn from ISIS. "
    "Rebels captured the villages of Mahin and Sadad. At least three soldiers were killed there yesterday."
)


@pytest.fixture(scope="module", params=["judges", "rules"])
def extractor(request: pytest.FixtureRequest) -> Extractor:
    return Extractor.load(gazetteer=GAZETTEER, rules_only=request.param == "rules")


@pytest.fixture(scope="module")
def judged() -> Extractor:
    return Extractor.load(gazetteer=GAZETTEER)


def page_of(text: str) -> Page:
    whole = f"News from the front\n\n{text}\n"
    return segment(
        Report(id=DocumentId("a"), text=whole, camp="gov", outlet="Herald", published=date(2016, 3, 28))
    )


def explained(extractor: Extractor, text: str) -> list[tuple[Claim, ClaimReasons]]:
    page = page_of(text)
    ((_, extraction),) = extractor.extract([(page, THEATRE)])
    found = [(claim, extractor.explain(claim, page, THEATRE)) for claim in extraction.claims]
    return [(claim, reasons) for claim, reasons in found if reasons is not None]


def of(extractor: Extractor, text: str, event: str, asks: str) -> Decision:
    reasons = next(reasons for claim, reasons in explained(extractor, text) if claim.event == event)
    return next(decision for decision in reasons.decisions if decision.asks == asks)


def holds_its_word(line: DataLine) -> bool:
    file = files("contested").joinpath("data", *line.file.split("/"))
    text = file.read_text("utf-8").splitlines()[line.line - 1]
    return line.word is None or f'"{line.word}"' in text


def test_every_claim_is_made_again_and_explained(extractor: Extractor) -> None:
    page = page_of(TEXT)
    ((_, extraction),) = extractor.extract([(page, THEATRE)])

    for claim in extraction.claims:
        reasons = extractor.explain(claim, page, THEATRE)
        assert reasons is not None
        assert reasons.claim == claim.id
        assert reasons.confidence == claim.confidence
        asked = [decision.asks for decision in reasons.decisions]
        assert {"event", "actor", "place", "time", "modality", "attribution", "confidence"} <= set(asked)


def test_what_is_explained_is_what_was_claimed(extractor: Extractor) -> None:
    for claim, reasons in explained(extractor, TEXT):
        by_question = {decision.asks: decision for decision in reasons.decisions}
        assert by_question["event"].says == claim.event
        assert by_question["place"].quote == (claim.place.quote if claim.place else None)
        assert by_question["actor"].quote == (claim.actor.quote if claim.actor else None)
        assert by_question["time"].quote == (claim.time_words[0] if claim.time_words else None)
        assert by_question["attribution"].quote == (claim.voices[-1].quote if claim.voices else None)


def test_the_line_of_data_that_fired_is_named_with_the_word_that_fitted(extractor: Extractor) -> None:
    (line, *_) = of(extractor, "The army recaptured Palmyra.", "capture", "event").lines

    assert line.file == "languages/en/events/capture.toml"
    assert line.key == "trigger.seize.lemma"
    assert line.word == "recapture"
    assert all(
        holds_its_word(one) for _, r in explained(extractor, TEXT) for d in r.decisions for one in d.lines
    )


def test_the_cue_of_a_plan_is_named(extractor: Extractor) -> None:
    decision = of(extractor, "They must retake Quraytayn from ISIS.", "capture", "modality")

    assert decision.says == "planned"
    assert ("modality.planned.auxiliaries", "must") in [(line.key, line.word) for line in decision.lines]


def test_the_cue_of_a_speaker_and_his_kind_are_named(extractor: Extractor) -> None:
    decision = of(
        extractor, "The army recaptured Palmyra on Sunday, state television said.", "capture", "attribution"
    )

    assert decision.says == "state television"
    assert [(line.key, line.word) for line in decision.lines] == [
        ("attribution.verbs", "say"),
        ("speakers.official", "television"),
    ]


def test_the_rule_that_reads_the_day_is_named(extractor: Extractor) -> None:
    decision = of(extractor, "The army recaptured Palmyra on Sunday.", "capture", "time")

    assert decision.says == "2016-03-27"
    assert [line.file for line in decision.lines] == ["languages/en/days.toml"]


def test_the_way_through_the_parse_is_shown(extractor: Extractor) -> None:
    assert of(extractor, "The army recaptured Palmyra.", "capture", "place").parse == (
        "recaptured -dobj-> Palmyra"
    )


def test_the_reasons_add_up_to_the_odds_of_the_answer_against_the_runner_up(judged: Extractor) -> None:
    compared = [
        decision
        for _, reasons in explained(judged, TEXT)
        for decision in reasons.decisions
        if decision.asks in ("event", "modality", "time", "attribution") and decision.rivals
        if decision.share and decision.rivals[0].share > 0.05
    ]

    assert compared
    for decision in compared:
        assert decision.share is not None
        odds = math.log(decision.share / decision.rivals[0].share)
        assert sum(reason.weight for reason in decision.reasons) == pytest.approx(odds, abs=0.1)


def test_runners_up_come_likeliest_first_and_with_their_side(judged: Extractor) -> None:
    decisions = [d for _, reasons in explained(judged, TEXT) for d in reasons.decisions if d.rivals]

    for decision in decisions:
        shares = [rival.share for rival in decision.rivals]
        assert shares == sorted(shares, reverse=True)
    parties = [rival for d in decisions if d.asks in ("actor", "target") for rival in d.rivals]
    assert {"gov", "isis", "opposition"} & {rival.side for rival in parties}


def test_what_another_claim_takes_for_granted_says_so() -> None:
    ruled = Extractor.load(gazetteer=GAZETTEER, rules_only=True)
    text = "Before they can consider a Deir Ezzor offensive, they must retake Quraytayn from ISIS."
    decision = of(ruled, text, "hold", "event")

    assert decision.decided_by.startswith("rule: presupposed")


def test_words_of_a_list_came_along_with_the_place_that_was_chosen(judged: Extractor) -> None:
    found = explained(judged, "Rebels captured the villages of Mahin and Sadad.")
    places = [d for _, reasons in found for d in reasons.decisions if d.asks == "place"]

    assert sorted(decision.says for decision in places) == ["Mahin", "Sadad"]
    assert any("in one list with" in decision.decided_by for decision in places)


def test_what_the_outlet_takes_back_is_explained_by_its_next_sentence(extractor: Extractor) -> None:
    text = "On Monday the Herald reported that the army captured Palmyra. That report was wrong."
    decision = of(extractor, text, "capture", "modality")

    assert decision.says == "denied"
    assert decision.decided_by == "rule: the outlet takes it back in the next sentence"
    assert [line.word for line in decision.lines] == ["was wrong"]


def test_words_that_state_no_such_claim_have_no_reasons(judged: Extractor) -> None:
    page = page_of("The army recaptured Palmyra.")
    ((_, extraction),) = judged.extract([(page, THEATRE)])
    other = replace(extraction.claims[0], trigger=Quote(*_at(page, "army"), "army"))

    assert judged.explain(other, page, THEATRE) is None


def _at(page: Page, words: str) -> tuple[int, int]:
    start = page.report.text.index(words)
    return start, start + len(words)

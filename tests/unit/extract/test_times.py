"""Which words date a claim: its own, those of the scene, or none."""

from collections.abc import Callable
from datetime import date

import pytest

from contested.extract import Extractor
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre
from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

Claims = Callable[[str], tuple[Claim, ...]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def claims_of(gazetteer: Gazetteer) -> Claims:
    return _claims_with(Extractor.load(gazetteer=gazetteer))


@pytest.fixture(scope="module")
def ruled_claims_of(gazetteer: Gazetteer) -> Claims:
    return _claims_with(Extractor.load(gazetteer=gazetteer, rules_only=True))


def _claims_with(extractor: Extractor) -> Claims:
    def claims(text: str) -> tuple[Claim, ...]:
        page = segment(Report(id=DocumentId("r"), text=text, published=date(2016, 3, 28)))
        ((_, extraction),) = extractor.extract([(page, load_theatre("syria"))])
        return extraction.claims

    return claims


def words_of(claims: tuple[Claim, ...], trigger: str) -> str | None:
    claim = next(claim for claim in claims if trigger in claim.trigger.text)
    return claim.time_words[0].text if claim.time_words else None


def test_each_of_two_clauses_has_its_own_day(claims_of: Claims):
    claims = claims_of("The army captured Palmyra on Sunday and ISIS attacked Quraytayn on Monday.")

    assert words_of(claims, "captured") == "on Sunday"
    assert words_of(claims, "attacked") == "on Monday"


def test_a_day_that_opens_the_sentence_dates_all_its_clauses(claims_of: Claims):
    claims = claims_of("On Friday the army captured Palmyra and shelled Al-Sukhnah.")

    assert {words_of(claims, "captured"), words_of(claims, "shelled")} == {"On Friday"}


def test_a_headline_has_the_day_that_the_article_gives(claims_of: Claims):
    claims = claims_of("Army captures Palmyra\n\nThe Syrian army captured Palmyra from ISIS on Sunday.")

    assert words_of(claims, "captures") == "on Sunday"


def test_what_is_told_as_done_was_not_done_after_print(claims_of: Claims):
    claims = claims_of("The army captured Palmyra. In the coming days it will attack Quraytayn.")

    assert words_of(claims, "captured") is None


def test_by_rules_alone_a_day_on_the_saying_dates_nothing(ruled_claims_of: Claims):
    claims = ruled_claims_of("The ministry said on Monday that the army had captured Palmyra.")

    assert words_of(claims, "captured") is None


def test_by_rules_alone_a_deed_has_the_words_of_its_own_sentence_only(ruled_claims_of: Claims):
    claims = ruled_claims_of("On Friday the army captured Palmyra. The army shelled Al-Sukhnah.")

    assert words_of(claims, "captured") == "On Friday"
    assert words_of(claims, "shelled") is None

"""Claims in the interchange format: one JSON object each, offsets in code points of the raw text."""

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from contested.knowledge.attribution import place_credit
from contested.model.actor import UNKNOWN, PartyChoice
from contested.model.claim import PartyMention
from contested.model.period import Period
from contested.model.place import PlaceChoice
from contested.model.resolved import ResolvedClaim, ResolvedVoice
from contested.model.text import Quote

DEGREE_DECIMALS = 5  # about one metre; more would only carry noise of the gazetteer


class WordsRecord(TypedDict):
    """Words with their place in the raw text; all null where the text only implies them."""

    start: int | None
    end: int | None
    text: str | None


class PartyRecord(WordsRecord):
    """Who acts, or is acted upon."""

    actor: str | None
    side: str


class PlaceRecord(WordsRecord):
    """The words and the place that they were taken to name; nulls where it stayed unresolved."""

    name: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    kind: str | None
    source: str | None  # whom to name for it, and the licence


class TimeRecord(TypedDict):
    """First and last possible day, both included, and the words."""

    start: str | None
    end: str | None
    text: str | None


class VoiceRecord(WordsRecord):
    """One speaker of the chain, outermost first."""

    kind: str
    camp: str | None


class SpanRecord(TypedDict):
    """The sentence that says so."""

    start: int
    end: int


class ClaimRecord(TypedDict):
    """One claim as it is exchanged."""

    document: str
    id: str
    type: str
    trigger: WordsRecord
    actor: PartyRecord | None
    target: PartyRecord | None
    place: PlaceRecord | None
    time: TimeRecord | None
    modality: str
    polarity: str
    certainty: str
    attribution: list[VoiceRecord]
    count: int | None
    evidence: SpanRecord
    confidence: float
    made_by: str


def claim_record(resolved: ResolvedClaim) -> ClaimRecord:
    """The claim as plain JSON values, keys in the order of the format's description."""
    claim = resolved.claim
    return ClaimRecord(
        document=claim.document,
        id=resolved.id,
        type=claim.event,
        trigger=_words(claim.trigger),
        actor=_party(claim.actor, resolved.actor),
        target=_party(claim.target, resolved.target),
        place=_place(claim.place.quote if claim.place else None, resolved.place),
        time=_time(resolved.period),
        modality=claim.modality.value,
        polarity=claim.polarity.value,
        certainty=claim.certainty.value,
        attribution=[_voice(voice) for voice in resolved.voices],
        count=claim.count.low if claim.count else None,
        evidence=SpanRecord(start=claim.evidence.start, end=claim.evidence.end),
        confidence=round(claim.confidence, 4),
        made_by=claim.made_by,
    )


def claim_line(resolved: ResolvedClaim) -> str:
    """The claim as one line of JSON, without the line break."""
    return json_text(claim_record(resolved))


def json_text(value: object) -> str:
    r"""
    JSON on one line in readable UTF-8; a lone surrogate, which UTF-8 cannot hold, stays an escape.

    Example:
        >>> json_text({"text": "Дамаск \ud800"})
        '{"text": "Дамаск \\ud800"}'
    """
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return re.sub(r"[\ud800-\udfff\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", line)


def in_reading_order(claims: Iterable[ResolvedClaim]) -> list[ResolvedClaim]:
    """The claims by document and place in its text, each once: the same whatever order they come in."""
    once = {(claim.claim.document, claim.id): claim for claim in claims}
    return sorted(
        once.values(),
        key=lambda one: (one.claim.document, one.claim.trigger, one.claim.event, one.id),
    )


def _words(quote: Quote | None) -> WordsRecord:
    if quote is None:
        return WordsRecord(start=None, end=None, text=None)
    return WordsRecord(start=quote.start, end=quote.end, text=quote.text)


def _party(mention: PartyMention | None, choice: PartyChoice | None) -> PartyRecord | None:
    if mention is None and choice is None:
        return None
    words = choice.quote if choice else mention.quote if mention else None
    return PartyRecord(
        **_words(words),
        actor=choice.actor if choice else None,
        side=choice.side if choice else UNKNOWN,
    )


def _place(words: Quote | None, choice: PlaceChoice | None) -> PlaceRecord | None:
    if choice is None and words is None:
        return None
    place = choice.place if choice else None
    return PlaceRecord(
        **_words(choice.quote if choice else words),
        name=place.name if place else None,
        lat=round(place.lat, DEGREE_DECIMALS) if place else None,
        lon=round(place.lon, DEGREE_DECIMALS) if place else None,
        geonames_id=place.geonames_id if place else None,
        kind=place.kind if place else None,
        source=place_credit(place) if place else None,
    )


def _time(period: Period | None) -> TimeRecord | None:
    if period is None or (period.first is None and period.last is None and period.words is None):
        return None
    return TimeRecord(
        start=_iso(period.first),
        end=_iso(period.last),
        text=period.words.text if period.words else None,
    )


def _voice(resolved: ResolvedVoice) -> VoiceRecord:
    return VoiceRecord(**_words(resolved.voice.quote), kind=resolved.voice.kind.value, camp=resolved.camp)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""The picture as `picture --json` prints it."""

from collections.abc import Iterable, Mapping
from datetime import date

from contested.model.framing import Framing
from contested.model.picture import Cell, Picture
from contested.model.resolved import ResolvedClaim
from contested.show.exchange import DEGREE_DECIMALS, claim_record
from contested.show.views.grading import Grade

PROBABILITY_DECIMALS = 4

Record = dict[str, object]


def picture_record(
    picture: Picture,
    claims: Iterable[ResolvedClaim],
    framings: Iterable[Framing] = (),
    *,
    grades: Mapping[str, Grade],
) -> Record:
    """
    Cells with the ids of their claims; plans as claims in the interchange format; words that take sides.
    """
    by_id = {claim.id: claim for claim in claims}
    return {
        "on": picture.on.isoformat(),
        "known": _day(picture.known),
        "theatre": picture.theatre,
        "cells": [cell_record(cell, grades[cell.id]) for cell in picture.cells],
        "planned": [_plan(by_id[claim_id]) for claim_id in picture.planned],
        "framing": [_framing(one) for one in framings],
    }


def cell_record(cell: Cell, grade: Grade) -> Record:
    """One place on one day, with both marks."""
    place = cell.place
    return {
        "id": cell.id,
        "place": place.name,
        "place_id": place.id,
        "kind": place.kind,
        "lat": round(place.lat, DEGREE_DECIMALS),
        "lon": round(place.lon, DEGREE_DECIMALS),
        "on": cell.on.isoformat(),
        "holder": cell.holder,
        "phase": cell.phase.value,
        "verdict": cell.verdict.value,
        "probability": round(cell.probability, PROBABILITY_DECIMALS),
        "shares": {side: round(share, PROBABILITY_DECIMALS) for side, share in cell.shares},
        "besieged": round(cell.besieged, PROBABILITY_DECIMALS),
        "contested": round(cell.contested, PROBABILITY_DECIMALS),
        "since": _day(cell.since),
        "last_report": _day(cell.last_report),
        "origins": cell.origins,
        "source": grade.letters,
        "information": grade.information,
        "for": list(cell.supports),
        "against": list(cell.opposes),
    }


def _plan(resolved: ResolvedClaim) -> Record:
    return {**claim_record(resolved), "words": resolved.claim.evidence.text}


def _framing(framing: Framing) -> Record:
    quote = framing.quote
    return {
        "document": framing.document,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "kind": framing.kind.value,
        "toward": framing.toward,
        "helps": framing.helps,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

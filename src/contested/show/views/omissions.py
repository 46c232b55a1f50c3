"""What each camp tells and leaves out: one row a place and kind of event, one column a camp."""

from collections.abc import Iterable
from dataclasses import dataclass

from contested.model.claim import Polarity
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.show.exchange import in_reading_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one camp's reports say of one thing."""

    camp: str | None
    told: int  # claims that say so
    denied: int  # claims that say it is not so
    first: ClaimId | None  # None: the camp's reports are silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A place and kind of event that some camps speak of and others do not."""

    place: str
    event: str
    tellings: tuple[Telling, ...]  # by camp id


def omissions(claims: Iterable[ResolvedClaim]) -> tuple[Told, ...]:
    """
    What is told by at least one camp and left out by another, most told first.

    Only what is said to have happened or to hold counts, and only in the articles themselves.
    A camp is silent only within the reports at hand: that is no denial.
    """
    used = [one for one in in_reading_order(claims) if one.claim.is_evidence and one.claim.modality.is_actual]
    camps = sorted({one.outlet_camp for one in used}, key=lambda c: (c is None, c or ""))
    grouped: dict[tuple[str, str], list[ResolvedClaim]] = {}
    for one in used:
        place = one.place.place if one.place else None
        if place:
            grouped.setdefault((place.name, one.claim.event), []).append(one)
    rows = [
        (len(found), Told(place=place, event=event, tellings=tuple(_telling(camp, found) for camp in camps)))
        for (place, event), found in grouped.items()
    ]
    uneven = [row for row in rows if any(telling.first is None for telling in row[1].tellings)]
    return tuple(told for _, told in sorted(uneven, key=lambda row: (-row[0], row[1].place, row[1].event)))


def _telling(camp: str | None, found: list[ResolvedClaim]) -> Telling:
    own = [one for one in found if one.outlet_camp == camp]
    denied = sum(one.claim.polarity is Polarity.DENIED for one in own)
    return Telling(camp=camp, told=len(own) - denied, denied=denied, first=own[0].id if own else None)

"""A picture made anew only where new reports touch it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from contested.app.front import Front
from contested.model.picture import Picture
from contested.model.resolved import ResolvedClaim
from contested.reconcile import bearing, revise, touched

Asked = tuple[date | None, date | None, bool]  # the day, as known on a day, with weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The theatres of a store as they were, with the pictures of them that were asked for."""

    fronts: tuple[Front, ...] = ()
    pictures: Mapping[Asked, tuple[Picture, ...]] = field(default_factory=dict)

    def revised(self, front: Front, *, on: date | None, known: date | None, weighed: bool) -> Picture | None:
        """A theatre's picture as it is now, made from the earlier one; None where that is not possible."""
        if known is not None or weighed:
            return None
        for old, picture in zip(self.fronts, self.pictures.get((on, None, False), ()), strict=False):
            if old.documents[0].theatre.reference == front.documents[0].theatre.reference:
                return revised(picture, old, front, on=on)
        return None


def revised(picture: Picture, old: Front, new: Front, *, on: date | None = None) -> Picture | None:
    """
    The picture of a front that grew by reports; None where it has to be made as a whole.

    That is so where anything else changed (a report read anew, a decision, a theatre's files), or where the
    new reports speak of a day after the picture's, which moves every cell.

    Args:
        picture: Of the old front, without weights, with all that was known.
        old: The theatre before.
        new: The theatre with more reports.
        on: The day that was asked for; None: the last that any report speaks of.
    """
    before = {one.key for one in old.documents}
    added = [one for one in new.claims if one.claim.document_key not in before]
    kept = [one for one in new.claims if one.claim.document_key in before]
    same = len(kept) == len(old.claims) and all(a is b for a, b in zip(kept, old.claims, strict=True))
    if not same or new.theatre.checksum != old.theatre.checksum:
        return None
    # A report without a day may be dated by the last that any other one gives.
    undated = any(one.published is None for one in added)
    if on is None and _last_day(new.claims if undated else added) > picture.on:
        return None
    was, now = old.repeats(), new.repeats()
    moved = {id for id in was.keys() | now.keys() if was.get(id) != now.get(id)}
    places = touched(added, new.claims, moved=moved)
    made = revise(
        picture, bearing(new.claims, places, repeats=now), theatre=new.theatre, places=places, repeats=now
    )
    plans = {one.id for one in added if one.claim.is_evidence and not one.claim.modality.is_actual}
    return replace(made, planned=tuple(sorted({*picture.planned, *plans})))


def _last_day(claims: Sequence[ResolvedClaim]) -> date:
    periods = [one.period for one in claims if one.period]
    days = [day for period in periods for day in (period.first, period.last)]
    return max((day for day in (*days, *(one.published for one in claims)) if day), default=date.min)

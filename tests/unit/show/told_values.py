"""Made-up claims, each of a report of one sentence, for the tests of what is told over time."""

from dataclasses import replace
from datetime import date

from show_values import GOV, ISIS, QARYATAYN, SIDES, report, resolved

from contested.model.actor import Side, SideId
from contested.model.control import ControlState, Effect, Interest
from contested.model.place import Place
from contested.model.resolved import ResolvedClaim
from contested.show.views.independence import Record

REBELS = SideId("opposition")
ALL_SIDES = (*SIDES, Side(id=REBELS, label="Syrian opposition"))
RECORD = Record.of(sides=ALL_SIDES)


def day(number: int) -> date:
    return date(2016, 4, number)


def told(
    event: str = "capture",
    *,
    outlet: str = "Front Daily",
    camp: str | None = "gov",
    on: date | None = None,
    published: date | None = None,
    by: SideId | None = GOV,
    at: Place = QARYATAYN,
    interest: Interest = Interest.NONE,
    state: ControlState | None = ControlState.HELD,
    negated: bool = False,
    words: str = "takes",
    **more: object,
) -> ResolvedClaim:
    """One claim: "Front Daily: the army takes Al-Qaryatayn today."."""
    text = f"{outlet}: {by or 'somebody'} {words} {at.name} {on} {event} {more.get('polarity', '')}."
    one = report(
        f"{outlet}-{published or on}", text, outlet=outlet, camp=camp, published=published or on, title=event
    )
    made = resolved(
        one, event, words, text, actor=(str(by), by) if by else None, at=(at.name, at), on=on,
        interest=interest, **more,  # type: ignore[arg-type]
    )  # fmt: skip
    effects = (Effect(place=at, holder=by, state=state, negated=negated),) if by and state else ()
    return replace(made, effects=effects)


__all__ = ["ALL_SIDES", "GOV", "ISIS", "REBELS", "RECORD", "day", "told"]

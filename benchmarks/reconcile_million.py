"""
Reconciles a million claims over 5,000 places and five years, beside what DuckDB takes to sort and group them.

    python benchmarks/reconcile_million.py                # needs duckdb: pip install duckdb
    python benchmarks/reconcile_million.py --claims 100000 --places 500

Claims arrive as Python values, by groups of places, and become columns (`tabulate`); then all columns become
the picture of the last day (`picture_of`). What DuckDB takes, on one core, to sort and group the same claims
by place and day stands beside it:

- `times_duckdb`: both steps together, by DuckDB's time from a table that it has ready;
- `times_duckdb_from_columns`: the second step alone, as for a further day, by that same time;
- `times_duckdb_from_claims`: both steps together, by DuckDB's time where it begins with the same Python
  values (`duckdb_from_claims_seconds`): id, place and day are read from each, and put into a table.

Then one new claim: the place that it touches is made anew (`revise`). All times are of the processor, which
others may share. Prints one line of JSON.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "eval" / "reconcile"))
from made_up import theatre_of

from contested.model.actor import MONITOR, SideId
from contested.model.claim import Claim, EventId
from contested.model.control import ControlState, Effect, Interest
from contested.model.period import Period
from contested.model.place import Place, PlaceCandidate, PlaceChoice, PlaceId
from contested.model.resolved import Origin, ResolvedClaim
from contested.model.text import DocumentId, Quote
from contested.reconcile import joined, picture_of, revise, tabulate

START = date(2015, 1, 1)
SIDES = tuple(SideId(name) for name in ("a", "b", "c", "d"))
CAMPS = (*SIDES, MONITOR)
OUTLETS = 60
EVENTS = (
    ("hold", ControlState.HELD),
    ("capture", ControlState.HELD),
    ("attack", ControlState.CONTESTED),
    ("besiege", ControlState.BESIEGED),
)
THEATRE = theatre_of(SIDES)


def claims_of(place: int, claims: int, days: int) -> Iterator[ResolvedClaim]:
    """The claims about one place: it changes hands a few times; camps err, and boast for their own."""
    rng = np.random.default_rng([place, 5])
    changes = np.sort(rng.integers(0, days, rng.integers(0, 6)))
    holders = rng.integers(0, len(SIDES), len(changes) + 1)
    where = Place(
        id=PlaceId(f"p{place:05}"),
        name=f"p{place:05}",
        lat=0.0,
        lon=0.0,
        kind="town",
        within=(PlaceId(f"r{place // 50:03}"),),
    )
    told = np.sort(rng.integers(0, days, claims))
    truth = holders[np.searchsorted(changes, told, side="right")]
    outlets = rng.integers(OUTLETS, size=claims)
    sides = np.where(rng.random(claims) < 0.15, rng.integers(len(SIDES), size=claims), truth)
    events = rng.choice(4, size=claims, p=(0.5, 0.15, 0.3, 0.05))
    columns = (one.tolist() for one in (told, outlets, sides, events))
    for number, (day, outlet, side, event) in enumerate(zip(*columns, strict=True)):
        camp = CAMPS[outlet % len(CAMPS)]
        yield claim(where, f"{place:05}-{number:05}", day, outlet, camp, SIDES[side], *EVENTS[event])


def claim(
    where: Place,
    document: str,
    day: int,
    outlet: int,
    camp: SideId,
    side: SideId,
    event: str,
    state: ControlState,
) -> ResolvedClaim:
    """One claim, as the resolver would hand it over."""
    words = f"report {document} in words of its own"
    happened = START + timedelta(days=day)
    interest = Interest.NONE if camp == MONITOR or state is ControlState.CONTESTED else Interest.AGAINST
    return ResolvedClaim(
        claim=Claim(
            document=DocumentId(document),
            document_key=document,
            event=EventId(event),
            trigger=Quote(0, len(event), event),
            evidence=Quote(0, len(words), words),
            made_by="benchmark",
        ),
        outlet=f"outlet {outlet}",
        outlet_camp=camp,
        published=happened + timedelta(days=1),
        actor=None,
        target=None,
        place=PlaceChoice(
            quote=Quote(0, 1, "p"), candidates=(PlaceCandidate(place=where, score=1.0, reasons=()),)
        ),
        other_places=(),
        period=Period(first=happened, last=happened) if outlet % 2 else None,
        voices=(),
        origin=Origin(name=f"outlet {outlet}", camp=camp),
        interest=Interest.FAVOURS if camp == side and interest is Interest.AGAINST else interest,
        effects=(Effect(place=where, holder=side, state=state),),
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--places", type=int, default=5_000)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--group", type=int, default=5, help="places that arrive together")
    asked = parser.parse_args()
    days, each = 365 * asked.years + 1, asked.claims // asked.places

    parts, columns, arriving, reading = [], [], 0.0, 0.0
    for first in range(0, asked.places, asked.group):
        group = range(first, min(first + asked.group, asked.places))
        claims = [one for place in group for one in claims_of(place, each, days)]
        began = time.process_time()
        parts.append(tabulate(claims, theatre=THEATRE))
        arriving += time.process_time() - began
        began = time.process_time()
        rows = [(one.claim.document_key, one.effects[0].place.id, one.published) for one in claims]
        columns.append(tuple(np.array(column) for column in zip(*rows, strict=True)))
        reading += time.process_time() - began

    on = START + timedelta(days=days)
    began = time.process_time()
    made = picture_of(joined(parts), theatre=THEATRE, on=on)
    reconciled = time.process_time() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    stored, grouped = _duckdb(columns)
    from_claims = reading + stored + grouped

    updates = []
    for place in range(0, asked.places, max(asked.places // 20, 1)):
        new = claim(
            made.cells[place].place, "new", days - 1, 7, MONITOR, SIDES[place % 4], "hold", ControlState.HELD
        )
        old = list(claims_of(place, each, days))
        began = time.process_time()
        revised = revise(made, [*old, new], theatre=THEATRE, places={new.effects[0].place.id})
        updates.append(time.process_time() - began)
        assert len(revised.cells) == len(made.cells)
    print(
        json.dumps(
            {
                "claims": sum(len(part.ids) for part in parts),
                "places": len(made.cells),
                "days": days,
                "arrive_seconds": round(arriving, 2),
                "reconcile_seconds": round(reconciled, 2),
                "duckdb_seconds": round(grouped, 3),
                "duckdb_from_claims_seconds": round(from_claims, 3),
                "times_duckdb": round((arriving + reconciled) / grouped, 1),
                "times_duckdb_from_columns": round(reconciled / grouped, 1),
                "times_duckdb_from_claims": round((arriving + reconciled) / from_claims, 1),
                "update_ms_median": round(1000 * float(np.median(updates)), 1),
                "update_ms_worst": round(1000 * max(updates), 1),
                "megabytes": round(megabytes),
            }
        )
    )


def _duckdb(columns: list[tuple[np.ndarray, ...]]) -> tuple[float, float]:
    """
    Seconds that DuckDB takes to make a table of the claims, and to sort and group it by place and day.

    Args:
        columns: Ids, places and days, group by group; arrays, for Python's collector goes through no array.
    """
    database = duckdb.connect()
    database.execute("SET threads = 1")
    began = time.process_time()
    ids, places, days = (np.concatenate(column) for column in zip(*columns, strict=True))
    arrived = {"id": ids.astype(object), "place": places.astype(object), "day": days.astype("datetime64[s]")}
    database.execute("CREATE TABLE claims AS SELECT id, place, day::DATE AS day FROM arrived")
    storing = time.process_time() - began
    seconds = []
    for _ in range(3):
        began = time.process_time()
        database.execute(
            "CREATE OR REPLACE TABLE grouped AS SELECT place, day, list(id) AS ids FROM claims "
            "GROUP BY place, day ORDER BY place, day"
        )
        seconds.append(time.process_time() - began)
    del arrived
    return storing, float(np.median(seconds))


if __name__ == "__main__":
    main()

"""
Scores where annotated place words are put: right within 25 km, with the theatre of the report.

    python eval/place_spans.py [--wrong] [--pin] [--allow-regression]

Each annotated span with coordinates counts once, whatever claims hang on it. Which words are taken as the
place of a claim is another matter, scored as slot `place` by `eval/run.py`. `seeds` are the two seed reports
within `development`. Floors are kept under "places" in `floors.json`.
"""

import argparse
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import floors  # beside this script
import places
import shares

from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.place_names import PlaceNames
from contested.knowledge.place_words import load_place_words
from contested.knowledge.theatre import load_theatre, theatre_names
from contested.model.claim import PlaceMention
from contested.model.place import PlaceChoice
from contested.model.report import Report
from contested.model.text import Quote
from contested.resolve.places import PlaceReader

KM = 25.0
SEED = "seed"  # how the ids of the seed reports begin


class PlacedSpan(NamedTuple):
    """An annotated place, and where the program puts its words."""

    document: str
    conflict: str
    words: str
    gold: str
    choice: PlaceChoice
    km: float | None

    @property
    def right(self) -> bool:
        return self.km is not None and self.km <= KM


def placed_spans(reports: Sequence[Report], gold: Sequence[Any]) -> Iterator[PlacedSpan]:
    """Every annotated place with coordinates, once a span."""
    gazetteer = Gazetteer.open()
    claims = {one["id"]: one["claims"] for one in gold}
    readers: dict[str, PlaceReader] = {}
    for report in reports:
        war = report.conflict if report.conflict in theatre_names() else "generic"
        if war not in readers:
            theatre = load_theatre(war)
            readers[war] = PlaceReader(
                names=PlaceNames(theatre, gazetteer),
                gazetteer=gazetteer,
                words=load_place_words("en"),
                at_home=bool(theatre.countries),
            )
        annotated = {
            Quote(*place["span"], report.text[slice(*place["span"])]): place
            for claim in claims.get(report.id, ())
            if (place := claim["place"]) and place["span"] and place.get("lat") is not None
        }
        mentions = [PlaceMention(quote=quote) for quote in annotated]
        for quote, choice in readers[war].choose_all(mentions, text=report.text).items():
            place = annotated[quote]
            km = places.km(place, choice.place) if choice.place else None
            yield PlacedSpan(report.id, str(report.conflict), quote.text, place["name"], choice, km)


def main() -> int:
    """Prints the shares; 1 where one fell below its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="print each wrong place")
    floors.add_options(parser)
    options = parser.parse_args()
    found = shares.score(placed_spans, by=("conflict",), wrong=_wrong if options.wrong else None)
    seeds = [one for spans in found.values() for one in spans if one.document.startswith(SEED)]
    if seeds:
        shares.show("seeds", seeds, ())
    reached = {name: shares.share(spans) for name, spans in {**found, "seeds": seeds}.items() if spans}
    absent = () if "development" in found else ("development", "seeds")  # the seeds are part of it
    return floors.keep("places", reached, options, absent=absent)


def _wrong(one: PlacedSpan) -> str:
    place = one.choice.place
    put = f"{place.name}, {one.km:.0f} km" if place else "nowhere"
    return f"{one.document} {one.words!r}: {one.gold}, put {put}"


if __name__ == "__main__":
    raise SystemExit(main())

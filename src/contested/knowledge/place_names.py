"""The names of places: a theatre's own in running text, the world's where words are known to be one."""

from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.name_table import NameTable
from contested.knowledge.theatre import Theatre
from contested.model.place import Place


class PlaceNames:
    """
    The place names of one theatre and, behind them, of a gazetteer; made once and asked for every report.

    Case, accents, apostrophes, hyphens, articles and no-break spaces do not matter.
    """

    def __init__(self, theatre: Theatre, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._main = theatre.countries[0] if theatre.countries else None
        self._countries = frozenset(theatre.countries)
        self._table: NameTable[Place] = NameTable(
            ((name, entry.place) for entry in theatre.places for name in (entry.place.name, *entry.names)),
            capitals=True,
        )
        self._theatre_ids = frozenset(entry.place.id for entry in theatre.places)

    def is_of_theatre(self, place: Place) -> bool:
        """Whether the theatre's own file lists the place."""
        return place.id in self._theatre_ids

    def in_countries(self, place: Place) -> bool:
        """Whether the place lies in a country of the theatre."""
        return place.country in self._countries

    def in_main_country(self, place: Place) -> bool:
        """Whether it lies in the country that the theatre names first."""
        return place.country is not None and place.country == self._main

    def of_theatre(self, words: str) -> tuple[Place, ...]:
        """The theatre's own places that the words, as a whole, name."""
        return self._table.exact(words)

    def find(self, words: str) -> tuple[Place, ...]:
        """The places that the words name: the theatre's, its countries', then the rest of the world's."""
        own = self.of_theatre(words)
        known = {place.id for place in own} | {place.geonames_id for place in own if place.geonames_id}
        world = [
            place
            for place in self._gazetteer.find(words)
            if place.id not in known and (place.geonames_id is None or place.geonames_id not in known)
        ]
        world.sort(key=lambda place: not self.in_countries(place))  # stable: most populous first in each half
        return (*own, *world)

    def spelled_like(self, words: str) -> tuple[Place, ...]:
        """Places of the theatre's countries that the words may transliterate otherwise, most alike first."""
        if not self._countries:
            return ()
        return self._gazetteer.candidates(words, countries=sorted(self._countries), close=True)

    def find_in(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where a text names places of the theatre, in reading order, never overlapping: the longest wins."""
        return tuple((hit.start, hit.end) for hit in self._table.hits(text))

"""The places of the world and their names, looked up in one SQLite file that is never written."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from rapidfuzz.fuzz import ratio

from contested.errors import KnowledgeError
from contested.knowledge.spelling import fold, transliteration_key
from contested.model.place import Place, PlaceId

__all__ = ["PACKAGED", "Gazetteer", "fold", "transliteration_key"]

PACKAGED = Path(__file__).resolve().parent.parent / "data" / "gazetteer" / "gazetteer.sqlite"
REBUILD = "install contested again (pip install --force-reinstall --no-deps .), which builds it"

# What a generic word says of a place's kind: "Homs Governorate" is no city and "Homs city" no region.
CLASSES = {
    "region": frozenset({"region", "area"}),
    "settlement": frozenset({"city", "town", "village"}),
    "airfield": frozenset({"airport", "airbase"}),
    "river": frozenset({"river"}),
    "mountains": frozenset({"mountains"}),
    "desert": frozenset({"desert"}),
    "sea": frozenset({"sea"}),
}
# Ratio of rapidfuzz between folded spellings that share a key. On GeoNames alternates 85 gave recall .90 at
# precision .97 for Arabic-country names and .88 at .80 for Ukraine's.
LEAST_RATIO = 85.0
KEPT = 65536  # answers remembered; a report names the same few places again and again

_PLACE = "p.number, p.id, p.name, p.lat, p.lon, p.kind, p.country, p.population, p.rank, p.region"


class _Hit(NamedTuple):
    """A place as found, with what decides its order."""

    place: Place
    exact: bool
    rank: int


class Gazetteer:
    """
    Finds the places that a name may mean; safe to share between threads and to hand to other processes.

    Example:
        >>> gazetteer = Gazetteer.open()
        >>> [place.name for place in gazetteer.find("Quraytayn")]
        ['Al-Qaryatayn']
        >>> gazetteer.find("Homs Governorate")[0].kind, gazetteer.find("Homs")[0].kind
        ('region', 'city')
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        kinds = self._query("select name, number from kind").fetchall()
        self._kinds: dict[int, str] = {number: kind for kind, number in kinds}
        generics = self._query("select folded, position, class from generic")
        self._generics: dict[tuple[str, str], str] = {(words, at): of for words, at, of in generics}
        containers = "select number, id, country from place where kind = ?"
        regions = self._query(containers, dict(kinds)["region"])
        self._regions: dict[int, str] = {number: place_id for number, place_id, _ in regions}
        countries = self._query(containers, dict(kinds)["country"])
        self._countries: dict[str, str] = {code: f"geonames:{number}" for number, _, code in countries}
        self._hits = lru_cache(KEPT)(self._read_hits)
        self._known = lru_cache(KEPT)(self._read_known)

    @classmethod
    def open(cls, path: str | Path | None = None) -> Self:
        """
        A gazetteer file; the packaged one if none is named.

        Raises:
            KnowledgeError: There is no such file, or it is not a gazetteer of this version.
        """
        file = PACKAGED if path is None else Path(path)
        if not file.is_file():
            raise KnowledgeError(f"{file}: the gazetteer is missing; {REBUILD}")
        try:
            return cls(file)
        except sqlite3.Error as error:
            raise KnowledgeError(f"{file}: not a gazetteer of this version ({error}); {REBUILD}") from error

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).open, (self.path,)

    def find(self, name: str, *, countries: Sequence[str] = ()) -> tuple[Place, ...]:
        """
        The places that a name may mean, best first.

        Names that differ in case alone come before names that differ in diacritics, articles or hyphens;
        among equals the better known, mostly the more populous, comes first. A generic word narrows the
        kinds: "Homs province", "Raqqa City", "Shayrat airbase", "Euphrates River".

        Args:
            name: The words of a report.
            countries: ISO 3166 codes; places there come before all others.
        """
        folded = fold(name)
        if not folded:
            return ()
        hits = self._hits(folded, name.strip().casefold())
        if countries:
            hits = tuple(sorted(hits, key=lambda hit: hit.place.country not in countries))
        return tuple(hit.place for hit in hits)

    def get(self, place_id: str) -> Place | None:
        """The place with an id, or None."""
        number = place_id.removeprefix("geonames:")
        own_id, column = (place_id, "id") if number == place_id else ("", "number")
        question = f"select {_PLACE} from place p where p.{column} = ? and p.id = ? and ? <> ''"
        row = self._query(question, number, own_id, place_id).fetchone()
        return self._place(row) if row else None

    def candidates(self, name: str, *, limit: int = 10, countries: Sequence[str] = ()) -> tuple[Place, ...]:
        """
        Places whose name may be another transliteration of this one, most alike first: proposals only.

        Only countries whose languages reach English through a transliteration are searched.

        Args:
            name: The words of a report, in Latin letters.
            limit: How many to give at most.
            countries: ISO 3166 codes; if given, places elsewhere are left out.
        """
        folded = fold(name)
        rows = self._query(
            f"select {_PLACE}, key.folded from key join place p on p.number = key.place where key.key = ?",
            transliteration_key(name),
        )
        best: dict[PlaceId, tuple[float, int, Place]] = {}
        for *row, spelled in rows:
            alike = ratio(folded, spelled)
            if alike < LEAST_RATIO or (countries and row[6] not in countries):
                continue
            place = self._place(row)
            if place.id not in best or best[place.id][0] < alike:
                best[place.id] = (alike, row[8], place)
        ordered = sorted(best.values(), key=lambda found: (-found[0], -found[1], found[2].id))
        return tuple(place for _, _, place in ordered[:limit])

    def has(self, folded: str) -> bool:
        """Whether a folded name, as a whole or without its generic word, is a name of any place."""
        return self._known(folded)

    def _read_known(self, folded: str) -> bool:
        question = "select 1 from name where folded = ? limit 1"
        return self._query(question, folded).fetchone() is not None or bool(self._narrowed(folded))

    def _read_hits(self, folded: str, words: str) -> tuple[_Hit, ...]:
        rows = self._query(
            f"select {_PLACE}, max(case n.text when '' then n.folded else n.text end = ?) from name n "
            f"join place p on p.number = n.place where n.folded = ? group by p.number",
            words,
            folded,
        )
        hits = [_Hit(self._place(row), bool(exact), row[8]) for *row, exact in rows]
        seen = {hit.place.id for hit in hits}
        hits += [hit for hit in self._narrowed(folded) if hit.place.id not in seen]
        return tuple(sorted(hits, key=lambda hit: (not hit.exact, -hit.rank, hit.place.id)))

    def _narrowed(self, folded: str) -> tuple[_Hit, ...]:
        """What the name means without its generic word: only places of the kinds that the word allows."""
        found: dict[PlaceId, _Hit] = {}
        for base, of in self._bases(folded):
            rows = self._query(
                f"select {_PLACE} from name n join place p on p.number = n.place where n.folded in (?, ?)",
                base,
                f"{base}/{of}",
            )
            places = ((self._place(row), row[8]) for row in rows if self._kinds[row[5]] in CLASSES[of])
            found |= {place.id: _Hit(place, False, rank) for place, rank in places}
        return tuple(found.values())

    def _bases(self, folded: str) -> Iterator[tuple[str, str]]:
        """A folded name without its generic words, with the class that they tell; the longest first."""
        words = folded.split(" ")
        for count in range(min(3, len(words) - 1), 0, -1):
            if of := self._generics.get((" ".join(words[-count:]), "after")):
                yield fold(" ".join(words[:-count])), of
            if of := self._generics.get((" ".join(words[:count]), "before")):
                yield fold(" ".join(words[count:])), of

    def _place(self, row: Sequence[Any]) -> Place:
        number, place_id, name, lat, lon, kind, country, population, _, region = row
        own = place_id or f"geonames:{number}"
        containers = (self._regions.get(region), self._countries.get(country))
        return Place(
            id=PlaceId(own),
            name=name,
            lat=lat / 1e5,
            lon=lon / 1e5,
            kind=self._kinds[kind],
            country=country or None,
            population=population,
            within=tuple(PlaceId(container) for container in containers if container and container != own),
            geonames_id=None if place_id else number,
        )

    def _query(self, question: str, *values: object) -> sqlite3.Cursor:
        if self._connection is None or self._process != os.getpid():  # a connection must not cross a fork
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._process = os.getpid()
        return self._connection.execute(question, values)

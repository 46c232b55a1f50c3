"""The places of the world and their names, looked up in one SQLite file that is never written."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from rapidfuzz.fuzz import ratio

from contested.errors import KnowledgeError
from contested.knowledge.likeness import AS_GOOD, likeness
from contested.knowledge.spelling import fold
from contested.knowledge.transliteration import FAMILIES, LEAST, skeleton
from contested.model.place import Place, PlaceId

__all__ = ["PACKAGED", "Gazetteer", "fold"]

PACKAGED = Path(__file__).resolve().parent.parent / "data" / "gazetteer" / "gazetteer.sqlite"
REBUILD = "install contested again (pip install --force-reinstall --no-deps .), which builds it"

# What a generic word says of a place's kind: "Homs Governorate" is no city and "Homs city" no region.
CLASSES = {
    "region": frozenset({"region", "area", "district"}),
    "settlement": frozenset({"city", "town", "village"}),
    "airfield": frozenset({"airport", "airbase"}),
    "river": frozenset({"river"}),
    "mountains": frozenset({"mountains"}),
    "desert": frozenset({"desert"}),
    "sea": frozenset({"sea"}),
}
LEAST_RATIO = 85.0  # of letters: below it other places with the same consonants come in
KEPT = 65536  # answers remembered; a report names the same few places again and again

_PLACE = "p.number, p.id, p.name, p.lat, p.lon, p.kind, p.country, p.population, p.rank, p.region"


def own_file() -> Path:
    """Where the user's own gazetteer is, or would be: `CONTESTED_GAZETTEER`, else in the data folder."""
    named = os.environ.get("CONTESTED_GAZETTEER")
    if named:
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "contested" / "gazetteer.sqlite"


def usual_file() -> Path:
    """
    The gazetteer that is used where none is named.

    Raises:
        KnowledgeError: The user's own was made from another version's; it has to be imported anew.
    """
    own = own_file()
    if not own.exists():
        if os.environ.get("CONTESTED_GAZETTEER"):
            raise KnowledgeError(
                f"{own}: CONTESTED_GAZETTEER names it, and it is not there; import a dump into it"
            )
        return PACKAGED
    if _fingerprint(own) != _fingerprint(PACKAGED):
        raise KnowledgeError(
            f"{own}: made from another version of the packaged gazetteer; delete it, import the dumps again"
        )
    return own


@lru_cache(maxsize=8)
def _fingerprint(file: Path) -> str | None:
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
        try:
            row = connection.execute("select value from meta where key = 'fingerprint'").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


class Named(NamedTuple):
    """A place that bears a name, with what decides its order."""

    place: Place
    exact: bool  # the same name but for case; otherwise diacritics, articles or a generic word differ
    rank: int  # how well known, mostly its people


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
        self._words = self._read_words()
        self._hits = lru_cache(KEPT)(self._read_hits)
        self._known = lru_cache(KEPT)(self._read_known)
        self._numbered = lru_cache(KEPT)(self._read_numbered)

    @classmethod
    def open(cls, path: str | Path | None = None) -> Self:
        """
        A gazetteer file; if none is named, the user's own (`contested gazetteer import`) or the packaged one.

        Raises:
            KnowledgeError: There is no such file, or it is not a gazetteer of this version.
        """
        file = usual_file() if path is None else Path(path)
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
        hits: Sequence[Named] = self.named(name)
        if countries:
            hits = sorted(hits, key=lambda hit: hit.place.country not in countries)
        return tuple(hit.place for hit in hits)

    def named(self, name: str) -> tuple[Named, ...]:
        """The places that a name may mean, as `find` orders them, with what their order rests on."""
        folded = fold(name)
        return self._hits(folded, name.strip().casefold()) if folded else ()

    def people(self, word: str) -> Place | None:
        """
        The place whose people, language or things a word calls: "Syrian", "Kurds"; None for any other word.

        Example:
            >>> gazetteer = Gazetteer.open()
            >>> [gazetteer.people(word).name for word in ("Syrians", "UKRAINIAN")], gazetteer.people("polish")
            (['Syria', 'Ukraine'], None)
        """
        return self._word("people", word) or (self._word("people", word.title()) if word.isupper() else None)

    def short_for(self, abbreviation: str) -> Place | None:
        """
        The place that an abbreviation stands for, as news agencies write it: "Calif.", "N.J.", "BC".

        Capitals matter, for "OR" may be Oregon and "or" is none.
        """
        return self._word("short", abbreviation)

    def _word(self, of: str, word: str) -> Place | None:
        number = self._words.get((of, word))
        return None if number is None else self._numbered(number)

    def get(self, place_id: str) -> Place | None:
        """The place with an id, or None."""
        number = place_id.removeprefix("geonames:")
        own_id, column = (place_id, "id") if number == place_id else ("", "number")
        question = f"select {_PLACE} from place p where p.{column} = ? and p.id = ? and ? <> ''"
        row = self._query(question, number, own_id, place_id).fetchone()
        return self._place(row) if row else None

    def candidates(
        self, name: str, *, limit: int = 10, countries: Sequence[str] = (), close: bool = False
    ) -> tuple[Place, ...]:
        """
        Places whose name may be another transliteration of this one, most alike first: proposals only.

        Only countries whose languages reach English through a transliteration are searched.

        Args:
            name: The words of a report, in Latin letters.
            limit: How many to give at most.
            countries: ISO 3166 codes; if given, places elsewhere are left out.
            close: Only those whose letters agree as well: Klishchiivka sounds like Kulishivka.
        """
        folded = fold(name)
        best: dict[PlaceId, tuple[float, int, Place]] = {}
        for family in FAMILIES:
            for *row, spelled in self._query(
                f"select {_PLACE}, n.folded from key n join place p on p.number = n.place where n.key = ?",
                family + skeleton(folded, family),
            ):
                alike = likeness(folded, spelled, family)
                if alike < LEAST[family] or (close and ratio(folded, spelled) < LEAST_RATIO):
                    continue
                if countries and row[6] not in countries:
                    continue
                place = self._place(row)
                if place.id not in best or best[place.id][0] < alike:
                    best[place.id] = (alike, row[8], place)
        ordered = sorted(best.values(), key=lambda found: (-found[0], -found[1], found[2].id))
        return tuple(place for alike, _, place in ordered[:limit] if alike >= ordered[0][0] - AS_GOOD)

    def has(self, folded: str) -> bool:
        """Whether a folded name, as a whole or without its generic word, is a name of any place."""
        return self._known(folded)

    def _read_words(self) -> dict[tuple[str, str], int]:
        return {(of, word): number for word, of, number in self._query("select word, class, place from word")}

    def _read_numbered(self, number: int) -> Place:
        return self._place(self._query(f"select {_PLACE} from place p where p.number = ?", number).fetchone())

    def _read_known(self, folded: str) -> bool:
        question = "select 1 from name where folded = ? limit 1"
        return self._query(question, folded).fetchone() is not None or bool(self._narrowed(folded))

    def _read_hits(self, folded: str, words: str) -> tuple[Named, ...]:
        rows = self._query(
            f"select {_PLACE}, max(case n.text when '' then n.folded else n.text end = ?) from name n "
            f"join place p on p.number = n.place where n.folded = ? group by p.number",
            words,
            folded,
        )
        hits = [Named(self._place(row), bool(exact), row[8]) for *row, exact in rows]
        seen = {hit.place.id for hit in hits}
        hits += [hit for hit in self._narrowed(folded) if hit.place.id not in seen]
        return tuple(sorted(hits, key=lambda hit: (not hit.exact, -hit.rank, hit.place.id)))

    def _narrowed(self, folded: str) -> tuple[Named, ...]:
        """What the name means without its generic word: only places of the kinds that the word allows."""
        found: dict[PlaceId, Named] = {}
        for base, of in self._bases(folded):
            rows = self._query(
                f"select {_PLACE} from name n join place p on p.number = n.place where n.folded in (?, ?)",
                base,
                f"{base}/{of}",
            )
            places = ((self._place(row), row[8]) for row in rows if self._kinds[row[5]] in CLASSES[of])
            found |= {place.id: Named(place, False, rank) for place, rank in places}
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

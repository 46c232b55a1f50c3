"""Which place words name: candidates with a score and its reasons, or none; never a guess."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.place_names import PlaceNames
from contested.knowledge.place_words import PlaceWords
from contested.model.claim import PlaceMention
from contested.model.place import Place, PlaceCandidate, PlaceChoice

ACCEPTED = 0.5  # a score below proposes nothing: measured on the open corpus, see the module's tests
_THEATRE_NAME = 0.9
_GAZETTEER_NAME = 0.55
_HOME = 0.2  # in a country of the theatre
_ABROAD = 0.15  # taken off where the name exists at home as well
_KIND = 0.1
_WRONG_KIND = 0.5  # more than any prior can make good: a highway is no village
_NEAR = 0.1
_NEAR_KM = 150.0
_POPULATION = 0.1
_WITHIN = 0.15
_SAME_KM = 30.0  # candidates nearer than this are, for a map of control, one place
_TIE = 0.02
_SETTLEMENTS = frozenset({"city", "town", "village"})
_COMMA = re.compile(
    r"\s*,\s*(?:in |northern |southern |eastern |western |the )?((?:[A-Z][\w’'-]*[ \u00a0]?){1,3})"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """A mention taken apart: the name, the kinds that it asks for, and whether it means a part only."""

    full: tuple[str, ...]  # spellings to try as one name, with the words around it
    name: str
    kinds: frozenset[str] = frozenset()
    part: bool = False
    asked: tuple[str, ...] = field(default=())


class PlaceReader:
    """
    Reads the place words of one report.

    Args:
        names: The theatre's and the world's names.
        gazetteer: For the containers of a place.
        words: The language's words about places.
        at_home: Whether the theatre has countries at all; without, no place is abroad.
    """

    def __init__(self, *, names: PlaceNames, gazetteer: Gazetteer, words: PlaceWords, at_home: bool) -> None:
        self._names = names
        self._gazetteer = gazetteer
        self._words = words
        self._at_home = at_home

    def choose(self, mention: PlaceMention, *, near: Sequence[Place] = (), text: str = "") -> PlaceChoice:
        """
        The places that a mention may name, best first; none where no name is close enough.

        Args:
            mention: The words, with the kind of place that they ask for.
            near: Places already settled in the same report; they pull by distance.
            text: The report, for the words behind a comma: "Aleppo, Syria".
        """
        read = self._take_apart(mention)
        containers = self._containers(mention, text)
        for spelling in read.full:
            own = self._names.of_theatre(spelling)
            if own:
                return self._chosen(mention, own, read, near, containers, part=False)
        return self._chosen(mention, self._names.find(read.name), read, near, containers, part=read.part)

    def _take_apart(self, mention: PlaceMention) -> _Words:
        """The name, kinds and part asked for: Homs, a region, in part, for "eastern countryside of Homs"."""
        text = " ".join(mention.quote.text.replace("\u00a0", " ").split())
        around = " ".join((mention.kind_words or "").replace("\u00a0", " ").split())
        before, name, after = self._core(text)
        full = [text]
        if around:
            full[:0] = [f"{text} {around}", f"{around} {text}", f"{around} of {text}"]
        asked = tuple(self._known(f"{before} {around} {after}"))
        kinds = frozenset[str]().union(
            *(self._words.kinds[word] for word in asked if word in self._words.kinds)
        )
        part = any(word in self._words.parts for word in asked)
        return _Words(full=tuple(full), name=name, kinds=kinds, part=part, asked=asked)

    def _core(self, text: str) -> tuple[str, str, str]:
        """The words before the name, the name, and those after it."""
        words = text.split(" ")
        start, end = 0, len(words)
        while start < end - 1 and self._is_about(words[start]):
            start += 1
        if start and words[start].casefold() in ("of", "the"):
            start += 1
        while end - 1 > start and self._is_about(words[end - 1]):
            end -= 1
        if start >= end:
            return "", text, ""
        return " ".join(words[:start]), " ".join(words[start:end]), " ".join(words[end:])

    def _is_about(self, word: str) -> bool:
        folded = word.casefold().strip(",")
        return folded in self._words.kinds or folded in self._words.parts or folded == "the"

    def _known(self, text: str) -> Iterable[str]:
        words = text.casefold().replace("‑", "-").split()
        for size in range(self._words.longest, 0, -1):
            for at in range(len(words) - size + 1):
                piece = " ".join(words[at : at + size]).strip(",.")
                if piece in self._words.kinds or piece in self._words.parts:
                    yield piece

    def _containers(self, mention: PlaceMention, text: str) -> tuple[Place, ...]:
        match = _COMMA.match(text, mention.quote.end)
        if match is None:
            return ()
        return tuple(
            place for place in self._names.find(match[1].strip()) if place.kind in ("region", "country")
        )

    def _chosen(
        self,
        mention: PlaceMention,
        places: Sequence[Place],
        read: _Words,
        near: Sequence[Place],
        containers: Sequence[Place],
        *,
        part: bool,
    ) -> PlaceChoice:
        home = any(self._names.in_countries(place) for place in places)
        scored = [self._scored(place, read, near, containers, home=home, part=part) for place in places]
        scored.sort(key=lambda candidate: -candidate.score)  # stable: the index's order breaks ties
        if not scored or scored[0].score < ACCEPTED or _is_tied(scored):
            return PlaceChoice(quote=mention.quote)
        return PlaceChoice(quote=mention.quote, candidates=tuple(c for c in scored if c.score >= ACCEPTED))

    def _scored(
        self,
        place: Place,
        read: _Words,
        near: Sequence[Place],
        containers: Sequence[Place],
        *,
        home: bool,
        part: bool,
    ) -> PlaceCandidate:
        score, reasons = _GAZETTEER_NAME, ["gazetteer name"]
        if self._names.is_of_theatre(place):
            score, reasons = _THEATRE_NAME, ["theatre name"]
        elif self._at_home and self._names.in_countries(place):
            score += _HOME
            reasons.append("in the theatre's countries")
        elif self._at_home and home:
            score -= _ABROAD
            reasons.append("abroad, while the name exists at home")
        if read.kinds:
            agrees = place.kind in read.kinds
            score += _KIND if agrees else -_WRONG_KIND
            reasons.append(f"{'a' if agrees else 'not a'} {' or '.join(sorted(read.kinds))}")
        elif part:
            score += _KIND if place.kind == "region" else 0.0
            reasons.append(f"part of ({' '.join(read.asked)})")
        elif place.kind in _SETTLEMENTS:
            score += _KIND / 2
            reasons.append("a settlement, as no other kind is asked for")
        if containers and any(_is_within(place, container) for container in containers):
            score += _WITHIN
            reasons.append("in the place named after the comma")
        if near:
            distance = min(distance_km(place, other) for other in near)
            score += _NEAR * math.exp(-distance / _NEAR_KM)
            reasons.append(f"{distance:.0f} km from another place of the report")
        score += _POPULATION * min(1.0, math.log10(place.population + 1) / 7)
        return PlaceCandidate(place=place, score=round(max(0.0, min(1.0, score)), 4), reasons=tuple(reasons))

    def namesake_capital(self, region: Place) -> Place | None:
        """The settlement that a region shares its name with: Deir ez-Zor of Deir ez-Zor Governorate."""
        if region.kind != "region":
            return None
        _, name, _ = self._core(region.name)
        towns = [
            place
            for place in self._names.find(name)
            if place.kind in _SETTLEMENTS and place.country == region.country
        ]
        inside = [place for place in towns if region.id in place.within]
        return next(iter(sorted(inside or towns, key=lambda place: -place.population)), None)


def _is_tied(scored: Sequence[PlaceCandidate]) -> bool:
    """Two villages of one name, far apart, and nothing that tells them apart: that is no answer."""
    if len(scored) < 2 or scored[0].score - scored[1].score > _TIE:
        return False
    first, second = scored[0].place, scored[1].place
    return first.population == second.population and distance_km(first, second) > _SAME_KM


def _is_within(place: Place, container: Place) -> bool:
    if container.id in place.within:
        return True
    return container.kind == "country" and container.country == place.country


def distance_km(one: Place, other: Place) -> float:
    """
    Great-circle distance.

    Example:
        >>> tadmur = Place(id="a", name="Tadmur", lat=34.56, lon=38.27, kind="city")
        >>> homs = Place(id="b", name="Homs", lat=34.73, lon=36.71, kind="city")
        >>> round(distance_km(tadmur, homs))
        144
    """
    phi, psi = math.radians(one.lat), math.radians(other.lat)
    haversine = (
        math.sin((psi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(psi) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    )
    return 12742 * math.asin(min(1.0, math.sqrt(haversine)))

"""Which place words name: candidates with a score and its reasons, or none; never a guess."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from contested.knowledge.gazetteer import Gazetteer, fold
from contested.knowledge.place_names import PlaceNames
from contested.knowledge.place_words import PlaceWords
from contested.model.claim import PlaceMention
from contested.model.place import Place, PlaceCandidate, PlaceChoice
from contested.model.text import Quote

ACCEPTED = 0.5  # a score below proposes nothing: measured on the open corpus, see the module's tests
_THEATRE_NAME = 0.9
_GAZETTEER_NAME = 0.55
_HOME = 0.2  # in the theatre's main country
_NEXT_DOOR = 0.12  # in another of its countries
_UNLIKELY = 0.2  # taken off for a hamlet next door of which the words are only another name
_HAMLET = 5_000  # people
_ABROAD = 0.15  # taken off for a place in no country of the theatre
_FAMOUS = (
    300_000  # people: from here on a city abroad is meant as likely as not, where none at home has its name
)
_SPELLED_LIKE = 0.5  # another transliteration: key and ratio hold in 97 of 100 names of Arabic countries
_KIND = 0.1
_WRONG_KIND = 0.5  # more than any prior can make good: a highway is no village
_NEAR = 0.1
_NEAR_KM = 150.0
_SETTLED = 0.85  # score from which a place may pull others towards it
_POPULATION = 0.1
_LIKE_A_REGION = 1_000_000  # people: the gazetteer counts none for regions, yet reports name them often
_SETTLEMENT = 0.03  # a plain "Homs" is the city, not the governorate
_ANCHOR = 0.5  # the town that "Kuweires airbase" is called after: near, but not the place
_WITHIN = 0.15
_SAME_KM = 30.0  # candidates nearer than this are, for a map of control, one place
_TIE = 0.02
_AREA = "area"  # a stretch of country that a theatre lists: mountains, steppe or countryside alike
_SETTLEMENTS = frozenset({"city", "town", "village"})
_LOOK = 60  # characters on either side that may tell what kind of place is meant
_BEFORE = re.compile(r"(?:[\w‑-]+[ \u00a0]+)+\Z")
_BEHIND = re.compile(r"(?:[ \u00a0]+[\w‑-]+)+")
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
    asked: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return " ".join(self.asked)


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
        read = self._take_apart(mention, text)
        containers = self._containers(mention, text)
        for spelling in read.full:
            # "southeastern Homs" that a theatre lists is no part of anything: it is that place.
            whole = replace(read, part=read.part and not any(map(self._is_part_word, spelling.split())))
            own = self._chosen(mention, self._names.of_theatre(spelling), whole, near, containers)
            if own.place is not None:
                return own
        places = self._names.find(read.name)
        if read.kinds and not any(place.kind in read.kinds for place in places):
            more = [place for full in read.full for place in self._names.find(full)]
            places = (*places, *(place for place in more if place not in places))
        chosen = self._chosen(mention, places, read, near, containers)
        if chosen.place is None and not any(self._names.in_countries(place) for place in places):
            chosen = self._spelled_like(mention, read, near)
        if chosen.place is not None or not read.kinds:
            return chosen
        return self._instead(mention, places, read, near, containers)

    def choose_all(self, mentions: Iterable[PlaceMention], *, text: str) -> dict[Quote, PlaceChoice]:
        """The choice for each mention of a report: the clear ones first, the others in their light."""
        by_quote = {mention.quote: mention for mention in mentions}
        alone = {quote: self.choose(mention, text=text) for quote, mention in by_quote.items()}
        settled: dict[str, Place] = {}
        for choice in alone.values():
            clear = choice.candidates and choice.candidates[0].score >= _SETTLED
            if clear and choice.candidates[0].place.kind != "country":
                settled[choice.candidates[0].place.id] = choice.candidates[0].place
        if not settled:
            return alone
        near = tuple(settled[id] for id in sorted(settled))
        return {
            quote: choice
            if choice.place is not None and choice.place.id in settled
            else self.choose(by_quote[quote], near=near, text=text)
            for quote, choice in alone.items()
        }

    def _spelled_like(self, mention: PlaceMention, read: _Words, near: Sequence[Place]) -> PlaceChoice:
        """The one place of the theatre's countries that another transliteration of the name may mean."""
        places = [
            place
            for place in self._names.spelled_like(read.name)
            if (place.kind in read.kinds if read.kinds else place.kind in _SETTLEMENTS)
        ]
        if not places or any(distance_km(places[0], other) > _SAME_KM for other in places[1:]):
            return PlaceChoice(quote=mention.quote)
        reasons = ("another transliteration, the only such place in the theatre's countries",)
        best = PlaceCandidate(place=places[0], score=_SPELLED_LIKE, reasons=reasons)
        return PlaceChoice(quote=mention.quote, candidates=(best,))

    def _instead(
        self,
        mention: PlaceMention,
        places: Sequence[Place],
        read: _Words,
        near: Sequence[Place],
        containers: Sequence[Place],
    ) -> PlaceChoice:
        """Where no place of the asked kind has the name: what the settlement of that name leads to."""
        town = self._chosen(mention, places, replace(read, kinds=_SETTLEMENTS), near, containers)
        if town.place is None or (self._at_home and not self._names.in_countries(town.place)):
            return PlaceChoice(quote=mention.quote)
        if "region" not in read.kinds:
            return _only(
                mention, town.place, f"anchor: the town that it is called after, not {read.shown} itself"
            )
        if read.part:
            return _only(mention, town.place, f"part of ({read.shown}): the country around it")
        region = next(
            (p for p in map(self._gazetteer.get, town.place.within) if p and p.kind == "region"), None
        )
        return (
            _only(mention, region, f"the region that holds {town.place.name}")
            if region
            else PlaceChoice(quote=mention.quote)
        )

    def _take_apart(self, mention: PlaceMention, report: str) -> _Words:
        """The name, kinds and part asked for: Homs, a region, in part, for "eastern countryside of Homs"."""
        text = " ".join(mention.quote.text.replace("\u00a0", " ").split())
        around = " ".join((mention.kind_words or "").replace("\u00a0", " ").split())
        left, right = self._neighbours(mention, report)
        before, name, after = self._core(text)
        full = [text]
        if around:
            full[:0] = [f"{text} {around}", f"{around} {text}", f"{around} of {text}"]
        ahead = [" ".join(left[at:]) for at in range(len(left) + 1)]
        behind = [" ".join(right[:size]) for size in range(len(right), -1, -1)]
        full[:0] = [f"{a} {text} {b}".strip() for a in ahead for b in behind]
        if left[-1:] == ["of"]:  # "the gas fields of Shaer" are the Shaer gas fields
            full.append(" ".join((text, *left[:-1])))
        asked = tuple(dict.fromkeys(self._known(" ".join((*left, before, around, after, *right)))))
        kinds = frozenset[str]().union(
            *(self._words.kinds[word] for word in asked if word in self._words.kinds)
        )
        part = any(word in self._words.parts for word in asked)
        return _Words(full=tuple(full), name=name, kinds=kinds, part=part, asked=asked)

    def _is_part_word(self, word: str) -> bool:
        return word.casefold() in self._words.parts

    def _neighbours(self, mention: PlaceMention, report: str) -> tuple[list[str], list[str]]:
        """The words about the place that stand right before and behind it in the report."""
        quote = mention.quote
        if report[quote.start : quote.end] != quote.text:
            return [], []
        left: list[str] = []
        for word in reversed(_words_before(report, quote.start)):
            if not (self._is_about(word) or word.casefold() in ("of", "the")):
                break
            left.insert(0, word)
        right: list[str] = []
        for word in _words_behind(report, quote.end):
            if not self._is_about(word):
                break
            right.append(word)
        while left and left[0].casefold() in ("of", "the"):
            left.pop(0)
        return left, right

    def _core(self, text: str) -> tuple[str, str, str]:
        """The words before the name, the name, and those after it."""
        words = text.split(" ")
        start, end = 0, len(words)
        while start < end - 1 and (self._is_about(words[start]) or words[start].casefold() == "the"):
            start += 1
        if start and words[start].casefold() in ("of", "the"):
            start += 1
        while end - 1 > start and self._is_about(words[end - 1]):
            end -= 1
        if start >= end:
            return "", text, ""
        return " ".join(words[:start]), " ".join(words[start:end]), " ".join(words[end:])

    def _is_about(self, word: str) -> bool:
        folded = word.casefold()
        return word in self._words.kinds or folded in self._words.kinds or folded in self._words.parts

    def _known(self, text: str) -> Iterable[str]:
        words = text.replace("‑", "-").split()
        for size in range(self._words.longest, 0, -1):
            for at in range(len(words) - size + 1):
                piece = " ".join(words[at : at + size])
                for known in (piece, piece.casefold()):
                    if known in self._words.kinds or known in self._words.parts:
                        yield known

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
    ) -> PlaceChoice:
        home = any(self._names.in_countries(place) for place in places)
        scored = [self._scored(place, read, near, containers, home=home) for place in places]
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
    ) -> PlaceCandidate:
        score, reasons = _GAZETTEER_NAME, ["gazetteer name"]
        if self._names.is_of_theatre(place):
            score, reasons = _THEATRE_NAME, ["theatre name"]
        elif self._at_home and self._names.in_countries(place):
            score += self._at_home_worth(place, read)
            reasons.append("in the theatre's countries")
        elif self._at_home:
            famous = place.kind == "country" or place.population >= _FAMOUS
            score -= _ABROAD if home or not famous else 0.0
            reasons.append("in no country of the theatre")
        if read.kinds:
            agrees = place.kind in read.kinds or place.kind == _AREA
            score += _KIND if agrees else -_WRONG_KIND
            reasons.append(f"{'a' if agrees else 'not a'} {' or '.join(sorted(read.kinds))}")
        elif read.part:
            score += _KIND if place.kind == "region" else 0.0
        elif place.kind in _SETTLEMENTS:
            score += _SETTLEMENT
            reasons.append("a settlement, as no other kind is asked for")
        if read.part:
            reasons.append(f"part of ({read.shown})")
        if containers and any(_is_within(place, container) for container in containers):
            score += _WITHIN
            reasons.append("in the place named after the comma")
        if near:
            distance = min(distance_km(place, other) for other in near)
            score += _NEAR * math.exp(-distance / _NEAR_KM)
            reasons.append(f"{distance:.0f} km from another place of the report")
        people = place.population or (_LIKE_A_REGION if place.kind in ("region", "country") else 0)
        score += _POPULATION * min(1.0, math.log10(people + 1) / 7)
        return PlaceCandidate(place=place, score=round(max(0.0, min(1.0, score)), 4), reasons=tuple(reasons))

    def _at_home_worth(self, place: Place, read: _Words) -> float:
        if self._names.in_main_country(place):
            return _HOME
        hamlet = place.kind in _SETTLEMENTS and place.population < _HAMLET
        return _NEXT_DOOR - (_UNLIKELY if hamlet and fold(place.name) != fold(read.name) else 0.0)

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


def _words_before(report: str, start: int) -> list[str]:
    """The last words before a place in its sentence, as far as no punctuation cuts them off."""
    match = _BEFORE.search(report, max(0, start - _LOOK), start)
    return match[0].split() if match else []


def _words_behind(report: str, end: int) -> list[str]:
    match = _BEHIND.match(report, end, end + _LOOK)
    return match[0].split() if match else []


def is_anchor(choice: PlaceChoice) -> bool:
    """Whether the chosen place only tells the neighbourhood, so that nothing follows for who holds it."""
    return bool(choice.candidates) and choice.candidates[0].reasons[0].startswith("anchor")


def is_part(choice: PlaceChoice) -> bool:
    """Whether the words mean some part of the chosen place: "southern Homs", a region nobody lists."""
    return any(reason.startswith("part of") for c in choice.candidates[:1] for reason in c.reasons)


def _only(mention: PlaceMention, place: Place, reason: str) -> PlaceChoice:
    return PlaceChoice(
        quote=mention.quote, candidates=(PlaceCandidate(place=place, score=_ANCHOR, reasons=(reason,)),)
    )


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

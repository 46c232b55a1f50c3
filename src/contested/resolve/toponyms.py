"""Which places the toponyms of a text mean, all together: names at home in one country keep company."""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from contested.knowledge.gazetteer import Gazetteer, Named, fold
from contested.knowledge.place_words import PlaceWords, load_place_words
from contested.knowledge.weights import Weights, load_weights
from contested.model.place import Place, PlaceCandidate, PlaceChoice
from contested.model.text import Quote
from contested.resolve.places import distance_km

WEIGHTS = "place_ranks"
_CONTAINERS = 3  # meanings of the name behind the comma that count: in a list of cities it is a city
MOST = 25  # candidates weighed for a name; the best known come first
SHOWN = 5  # of them kept as runners-up
ROUNDS = 2  # the choice of one name is company for the next
LIKELY = 0.02  # share below which a runner-up is not worth showing
_SETTLEMENTS = frozenset({"city", "town", "village"})
_WIDE = frozenset({"country", "area", "sea", "desert", "mountains", "river"})  # no neighbourhood
_ANCHOR_SCORE = 0.3  # the place that a building stands in: right within a day's drive, not within a walk
_SPELLED_SCORE = 0.4
_PART_SCORE = 0.6
_FAMOUS, _KNOWN = (
    500_000,
    5_000,
)  # people: what a building anywhere, or in the text's countries, is called after
_BESIDE = 3.0  # the same for one in the region that stands beside it: "Athens, Ga."
_HOME = 4.0  # added to the log odds of a place in the theatre's countries; learned from no war: a prior
_COMMA = re.compile(r"[’']?s?\s*(?:,|\()\s*(?:in |the )?((?:[A-Z][\w.&’'-]*[ \u00a0]?){1,4})")
_DISTANCES = ((20, "20"), (60, "60"), (161, "161"), (400, "400"), (1000, "1000"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedWords:
    """Words that name a place, and how: "name", "people", "short" or "facility"."""

    quote: Quote
    form: str


@dataclass(slots=True)
class Group:
    """All mentions of one name in a text: they mean one place."""

    words: str
    form: str
    at: list[int]  # numbers of the mentions
    hits: tuple[Named, ...]
    cues: frozenset[str] = frozenset()  # ids of places that the text says it lies in
    choice: tuple[tuple[float, Named], ...] = field(default=())

    @property
    def best(self) -> Place | None:
        """The place chosen so far."""
        return self.choice[0][1].place if self.choice else (self.hits[0].place if self.hits else None)


class ToponymResolver:
    """
    Resolves the toponyms of whole texts; made once and asked for every text.

    Args:
        gazetteer: The world's places.
        language: BCP 47 tag of a folder in `data/languages/`.
        countries: ISO 3166 codes of a theatre: its countries are likelier than others.
        weights: In place of the packaged ones; training uses it.
    """

    def __init__(
        self,
        *,
        gazetteer: Gazetteer,
        language: str = "en",
        countries: Sequence[str] = (),
        weights: Weights | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._words: PlaceWords = load_place_words(language)
        self._countries = frozenset(countries)
        self._weights = weights or load_weights(language, WEIGHTS)
        self._hits = lru_cache(8192)(self._read_hits)

    def resolve(self, mentions: Sequence[NamedWords], text: str) -> tuple[PlaceChoice, ...]:
        """
        The places that mentions mean, one choice a mention; a choice without candidates is unresolved.

        Args:
            mentions: The toponyms of a text in reading order.
            text: The text.
        """
        groups = self.groups(mentions, text)
        for _ in range(ROUNDS):
            company = Company(groups)
            for group in groups:
                if group.hits:
                    group.choice = self._weighed(group, company)
        by_mention: dict[int, PlaceChoice] = {}
        for group in groups:
            for at in group.at:
                by_mention[at] = self._choice(mentions[at].quote, group)
        return tuple(
            by_mention[at] if by_mention[at].candidates else self._otherwise(mentions, at, by_mention, groups)
            for at in range(len(mentions))
        )

    def groups(self, mentions: Sequence[NamedWords], text: str) -> list[Group]:
        """The mentions by name, in reading order, with their candidates and what the text says of them."""
        found: dict[str, Group] = {}
        for number, mention in enumerate(mentions):
            key = f"{mention.form}/{fold(mention.quote.text)}"
            if key not in found:
                words = mention.quote.text
                found[key] = Group(words, mention.form, [], self._hits(words, mention.form))
            found[key].at.append(number)
            if len(found[key].hits) > 1:
                found[key].cues |= self._cues(text, mention.quote.end)
        return list(found.values())

    def features(self, group: Group, company: "Company") -> list[tuple[str, ...]]:
        """What speaks for and against each candidate of a group."""
        best = max((hit.rank for hit in group.hits), default=0)
        around = company.without(group)
        cued = [bool(group.cues) and self._is_in(hit.place, group.cues) for hit in group.hits]
        return [
            tuple(self._of(group, hit, order, best, around, cued[order], any(cued)))
            for order, hit in enumerate(group.hits)
        ]

    def _of(
        self, group: Group, hit: Named, order: int, best: int, around: "Around", is_cued: bool, any_cued: bool
    ) -> Iterator[str]:
        place = hit.place
        kind = "town" if place.kind in _SETTLEMENTS else place.kind
        yield f"kind={kind}"
        yield f"order={min(order, 3)}"
        yield f"exact={hit.exact}"
        yield f"own name={fold(place.name) == fold(group.words)}"
        fame = math.log10(hit.rank + 1)
        yield f"fame={int(2 * fame)}"
        yield f"behind={min(int(2 * (math.log10(best + 1) - fame)), 8)}"
        if any_cued:
            yield "in the place named beside it" if is_cued else "not in the place named beside it"
        share = around.countries.get(place.country or "", 0.0)
        yield f"country share={'none' if not share else min(int(share * 4), 3)}"
        if place.country and place.country == around.top:
            yield "country of most names"
        if place.country in around.said:
            yield f"its country is named|{'town' if kind == 'town' else 'other'}"
        if around.regions and any(container in around.regions for container in place.within):
            yield "its region is named or shared"
        if around.points and kind not in _WIDE:
            nearest = min(distance_km(place, other) for other in around.points)
            yield f"km={next((name for limit, name in _DISTANCES if nearest < limit), 'far')}"

    def _weighed(self, group: Group, company: "Company") -> tuple[tuple[float, Named], ...]:
        totals = [
            self._weights.total(features) + self._known_before(group, hit)
            for hit, features in zip(group.hits, self.features(group, company), strict=True)
        ]
        highest = max(totals)
        grown = [math.exp(total - highest) for total in totals]
        whole = sum(grown)
        shares = [(one / whole, hit) for one, hit in zip(grown, group.hits, strict=True)]
        return tuple(sorted(shares, key=lambda pair: -pair[0]))

    def _known_before(self, group: Group, hit: Named) -> float:
        """What speaks for a place whatever texts were learned from."""
        at_home = _HOME if hit.place.country in self._countries else 0.0
        return at_home + (_BESIDE if group.cues and self._is_in(hit.place, group.cues) else 0.0)

    def _choice(self, quote: Quote, group: Group) -> PlaceChoice:
        shown = [pair for pair in group.choice[:SHOWN] if pair[0] >= LIKELY]
        return PlaceChoice(
            quote=quote,
            candidates=tuple(
                PlaceCandidate(place=hit.place, score=round(share, 4), reasons=self._reasons(group, hit))
                for share, hit in shown
            ),
        )

    def _reasons(self, group: Group, hit: Named) -> tuple[str, ...]:
        """Why a place is proposed, as far as words tell it; the numbers are in the weights."""
        found = {"people": ["word for the people of"], "short": ["abbreviation of"]}.get(group.form, [])
        if not found:
            found = ["gazetteer name" if hit.exact else "gazetteer name but for spelling or a generic word"]
        if len(group.hits) == 1:
            found.append("the only place of that name")
        elif hit is group.hits[0]:
            found.append("the best known of that name")
        if group.cues and self._is_in(hit.place, group.cues):
            found.append("in the place named beside it")
        if hit.place.country in self._countries:
            found.append("in the theatre's countries")
        return tuple(found)

    def _read_hits(self, words: str, form: str) -> tuple[Named, ...]:
        if form in ("people", "short"):
            one = self._gazetteer.people(words) if form == "people" else self._gazetteer.short_for(words)
            return (Named(one, True, one.population),) if one else ()
        return self._gazetteer.named(words)[:MOST]

    def _cues(self, text: str, end: int) -> frozenset[str]:
        """The regions and countries that the text names right behind a name: "Dayton, Ohio"."""
        match = _COMMA.match(text, end)
        if match is None:
            return frozenset()
        words = match[1].replace("\u00a0", " ").strip().split(" ")
        for size in range(len(words), 0, -1):
            name = " ".join(words[:size])
            short = self._gazetteer.short_for(name) or self._gazetteer.short_for(name.rstrip("."))
            if short:
                return frozenset({short.id})
            known = self._gazetteer.named(name)[:_CONTAINERS]
            if known:
                return frozenset(hit.place.id for hit in known if hit.place.kind not in _SETTLEMENTS)
        return frozenset()

    def _is_in(self, place: Place, containers: frozenset[str]) -> bool:
        return not containers.isdisjoint(place.within)

    def _otherwise(
        self,
        mentions: Sequence[NamedWords],
        at: int,
        chosen: Mapping[int, PlaceChoice],
        groups: Sequence[Group],
    ) -> PlaceChoice:
        """What a name of no gazetteer leads to: a place inside it, another spelling, its neighbourhood."""
        mention = mentions[at]
        at_home = {group.best.country for group in groups if group.best is not None} | self._countries
        within = self._part_of(mention, at_home)
        if within is not None:
            return within
        if mention.form == "name" and (spelled := self._spelled_like(mention, groups)):
            return spelled
        return self._anchored(mentions, at, chosen)

    def _is_generic(self, name: str) -> bool:
        """Whether a word tells only what something is: "University", "Northern", "Old Bridge"."""
        known = (self._words.parts, self._words.facilities, self._words.kinds)
        return all(any(word in words for words in known) for word in name.casefold().split())

    def _is_at_home(self, hit: Named, countries: Collection[str | None]) -> bool:
        """Whether a place that is only part of a longer name is likely: in the text's countries or famous."""
        return hit.rank >= _FAMOUS or (hit.rank >= _KNOWN and hit.place.country in countries)

    def _part_of(self, mention: NamedWords, at_home: Collection[str | None]) -> PlaceChoice | None:
        """The place inside a name: "West Wales" is a part of Wales, "Manila Cathedral" stands in Manila."""
        words = mention.quote.text.split()
        for size in range(len(words) - 1, 0, -1):
            for first in (len(words) - size, 0):
                name = " ".join(words[first : first + size])
                if not name[0].isupper() or self._is_generic(name):
                    continue
                hits = [hit for hit in self._hits(name, "name") if self._is_at_home(hit, at_home)]
                if hits:
                    is_part = first and " ".join(words[:first]).casefold() in self._words.parts
                    why = f"part of {name}" if is_part else f"anchor: called after {name}"
                    score = _PART_SCORE if is_part else _ANCHOR_SCORE
                    return _one(mention.quote, hits[0].place, score, why)
        return None

    def _spelled_like(self, mention: NamedWords, groups: Sequence[Group]) -> PlaceChoice | None:
        """The one place of the text's countries that another transliteration of the name may mean."""
        countries = {group.best.country for group in groups if group.best is not None and group.best.country}
        countries |= self._countries
        if not countries:
            return None
        among = sorted(countries)
        found = self._gazetteer.candidates(mention.quote.text, countries=among, close=True)
        if not found or any(distance_km(found[0], other) > 30 for other in found[1:]):
            return None
        why = "another transliteration, the only such place in the text's countries"
        return _one(mention.quote, found[0], _SPELLED_SCORE, why)

    def _anchored(
        self, mentions: Sequence[NamedWords], at: int, chosen: Mapping[int, PlaceChoice]
    ) -> PlaceChoice:
        """For a building or street: the settlement named nearest to it in the text."""
        quote = mentions[at].quote
        if mentions[at].form != "facility":
            return PlaceChoice(quote=quote)
        near = [
            (abs(mentions[other].quote.start - quote.start), other)
            for other, choice in chosen.items()
            if choice.place is not None
            and choice.place.kind not in _WIDE
            and mentions[other].form != "people"
        ]
        if not near:
            return PlaceChoice(quote=quote)
        place = chosen[min(near)[1]].place
        assert place is not None
        return _one(quote, place, _ANCHOR_SCORE, f"anchor: {place.name} is the place named nearest to it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the other names of a text say of where it is at home."""

    countries: Mapping[str, float]  # share of the other names
    top: str | None
    said: frozenset[str | None]  # countries that are named themselves
    regions: frozenset[str]
    points: tuple[Place, ...]


class Company:
    """The choices of all names of a text, to be seen without one of them."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups

    def without(self, group: Group) -> Around:
        """What the others say."""
        votes: dict[str, float] = defaultdict(float)
        said: set[str | None] = set()
        regions: set[str] = set()
        points: list[Place] = []
        for other in self._groups:
            place = other.best
            if other is group or place is None:
                continue
            if place.country:
                votes[place.country] += 1 + min(len(other.at) - 1, 2) * 0.25
            if place.kind == "country":
                said.add(place.country)
                continue
            if place.kind in ("region", "district"):
                regions.add(place.id)
            elif place.within:
                regions.add(place.within[0])
            if place.kind not in _WIDE:
                points.append(place)
        whole = sum(votes.values())
        shares = {country: count / whole for country, count in votes.items()} if whole else {}
        top = max(shares, key=lambda country: (shares[country], country)) if shares else None
        own = frozenset(region for region in regions if region.startswith(("naturalearth:", "geonames:")))
        return Around(
            countries=shares, top=top, said=frozenset(said), regions=own, points=tuple(_unique(points)[:40])
        )


def _unique(places: Iterable[Place]) -> list[Place]:
    return list({place.id: place for place in places}.values())


def _one(quote: Quote, place: Place, score: float, reason: str) -> PlaceChoice:
    return PlaceChoice(quote=quote, candidates=(PlaceCandidate(place=place, score=score, reasons=(reason,)),))

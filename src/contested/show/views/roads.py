"""Roads, supply lines, bridges and crossings: who says that they are open, cut or taken, and since when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from contested.knowledge.event_effects import load_event_meanings
from contested.model.actor import SideId
from contested.model.claim import EventId, Polarity
from contested.model.control import ControlState, Verdict
from contested.model.picture import Cell, Picture
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.show.exchange import in_reading_order
from contested.show.views.grading import Grade, SourceMarks, graded
from contested.show.views.independence import Record, Teller, backing, tellers

ROUTE = EventId("route")
LIVE = timedelta(days=14)  # claims that far apart speak of different times: a change, not a contradiction
STALE = timedelta(days=60)
_WAYS = frozenset({"route", "bridge", "crossing", "road", "corridor"})


class Passage(Enum):
    """What is said of a way."""

    OPEN = "open"
    CUT = "cut"
    TAKEN = "taken"  # held, seized or guarded by somebody: passage for his friends
    SPOKEN_OF = "spoken of"  # used or threatened, neither open nor cut


class Standing(Enum):
    """How it stands with a way on a day."""

    OPEN = "open"
    CUT = "cut"
    TAKEN = "taken"
    DISPUTED = "disputed"
    STALE = "stale"
    PLANNED = "only planned"
    UNCLEAR = "not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One thing that is said of a way, by all who say it."""

    passage: Passage
    by: SideId | None  # who opens, cuts or holds it
    denied: bool
    origins: int
    grade: Grade
    first: date | None
    last: date | None
    who: tuple[Teller, ...]
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place on the way, and who holds it as told."""

    place: str
    cell: str
    holder: SideId | None
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """One way with all that is said of it."""

    name: str
    place_ids: tuple[str, ...]  # of the way itself, or of the places that it joins
    theatre: str
    standing: Standing
    since: date | None  # first day told of, without a word to the contrary after it
    last: date | None
    words: tuple[Word, ...]  # latest first
    plans: tuple[ClaimId, ...]  # planned, feared or conditional: they settle nothing
    links: tuple[Link, ...]  # places that it joins, where they have a cell
    holder: SideId | None  # of all links, where they have one
    at_least: float | None  # a way is held as far as its weakest link: bounds of the probability
    at_most: float | None
    conflict: bool  # the words about the way do not fit those about its places


def roads(
    claims: Iterable[ResolvedClaim],
    picture: Picture,
    *,
    record: Record,
    marks: SourceMarks,
) -> tuple[Road, ...]:
    """
    All ways that the claims speak of, disputed ones first, then by the last day told of.

    Args:
        claims: Claims of one theatre.
        picture: On the day to judge by; with the cells of places that ways join.
        record: Copies, days and alliances.
        marks: Letters that analysts gave to outlets.
    """
    found: defaultdict[tuple[str, tuple[str, ...]], list[ResolvedClaim]] = defaultdict(list)
    told = [one for one in in_reading_order(claims) if one.claim.event == ROUTE and one.claim.is_evidence]
    for together in _by_predicate(told).values():
        for key, own in _ways(together).items():
            found[key] += own
    cells: dict[str, Cell] = {cell.place.id: cell for cell in picture.cells}
    made = [
        _road(name, ids, own, picture, cells, record=record, marks=marks)
        for (name, ids), own in found.items()
    ]
    order = list(Standing)
    return tuple(
        sorted(
            made,
            key=lambda road: (
                road.standing is not Standing.DISPUTED,
                -(road.last or date.min).toordinal(),
                order.index(road.standing),
                road.name,
            ),
        )
    )


def _by_predicate(told: Sequence[ResolvedClaim]) -> dict[object, list[ResolvedClaim]]:
    """Claims that one predicate makes of several places: "the corridor from Damascus to Aleppo"."""
    found: defaultdict[object, list[ResolvedClaim]] = defaultdict(list)
    for one in told:
        found[one.claim.document_key, one.claim.trigger].append(one)
    return found


def _ways(together: Sequence[ResolvedClaim]) -> dict[tuple[str, tuple[str, ...]], list[ResolvedClaim]]:
    """The ways that one predicate speaks of: each by its own name, or by the places that it joins."""
    ways: dict[tuple[str, tuple[str, ...]], list[ResolvedClaim]] = {}
    ends: dict[str, str] = {}
    joining: list[ResolvedClaim] = []
    for one in together:
        place = one.place.place if one.place else None
        if place and place.kind in _WAYS:
            ways.setdefault((place.name, (place.id,)), []).append(one)
            continue
        joining.append(one)
        if place:
            ends[place.id] = place.name
        elif one.claim.place:
            ends[f"“{one.claim.place.quote.text}”"] = f"“{one.claim.place.quote.text}”"
        for _, choice in one.other_places:
            if choice.place:
                ends[choice.place.id] = choice.place.name
    if joining:
        names = sorted(ends.values())
        title = f"the way by {names[0]}" if len(names) == 1 else f"the way {' – '.join(names)}"
        if not names:
            title = "a way that no report names"
        ids = tuple(sorted(id for id in ends if not id.startswith("“")))
        ways[title, ids] = joining
    return ways


def _road(
    name: str,
    ids: tuple[str, ...],
    own: Sequence[ResolvedClaim],
    picture: Picture,
    cells: Mapping[str, Cell],
    *,
    record: Record,
    marks: SourceMarks,
) -> Road:
    actual = [one for one in own if one.claim.modality.is_actual]
    words = _words(actual, record, marks)
    standing, since = _standing(words, picture.on)
    links = tuple(
        Link(
            place=cells[id].place.name,
            cell=cells[id].id,
            holder=cells[id].holder,
            probability=cells[id].probability,
        )
        for id in ids
        if id in cells and cells[id].verdict is not Verdict.NO_REPORT
    )
    holders = {link.holder for link in links}
    holder = next(iter(holders)) if len(holders) == 1 else None
    shares = [link.probability for link in links] if holder else []
    return Road(
        name=name,
        place_ids=ids,
        theatre=picture.theatre or "",
        standing=standing if actual else Standing.PLANNED,
        since=since,
        last=max((word.last for word in words if word.last), default=None),
        words=words,
        plans=tuple(one.id for one in own if not one.claim.modality.is_actual),
        links=links,
        holder=holder,
        at_least=max(0.0, sum(shares) - len(shares) + 1) if shares else None,
        at_most=min(shares) if shares else None,
        conflict=_conflict(words, links, standing, record),
    )


def _words(claims: Sequence[ResolvedClaim], record: Record, marks: SourceMarks) -> tuple[Word, ...]:
    found: defaultdict[tuple[Passage, SideId | None, bool], list[ResolvedClaim]] = defaultdict(list)
    for one in claims:
        side = one.actor.side if one.actor else None
        found[passage_of(one), side, one.claim.polarity is Polarity.DENIED].append(one)
    made = []
    for (passage, by, denied), own in found.items():
        others = [
            one
            for key, said in found.items()
            if _passes(key[0], key[2]) is (not _passes(passage, denied))
            for one in said
            if _together(own, [one], record)
        ]
        days = [day for one in own if (day := record.day(one))]
        backed = backing(own, record)
        made.append(
            Word(
                passage=passage,
                by=by,
                denied=denied,
                origins=backed.origins,
                grade=graded(own, against=backing(others, record).origins, record=record, marks=marks),
                first=min(days, default=None),
                last=max(days, default=None),
                who=tellers(own),
                claims=tuple(sorted({one.id for one in own})),
            )
        )
    return tuple(sorted(made, key=lambda word: (-(word.last or date.min).toordinal(), word.passage.value)))


def passage_of(claim: ResolvedClaim) -> Passage:
    """What a route claim says of the way: by its effect, else by the words of its trigger."""
    for effect in claim.effects:
        if effect.state is ControlState.ROUTE_OPEN:
            return (
                Passage.CUT if effect.negated and claim.claim.polarity is Polarity.AFFIRMED else Passage.OPEN
            )
        if effect.state is ControlState.ROUTE_CUT:
            return Passage.CUT
    words = claim.claim.trigger.text.casefold().split()
    modes = {"open": Passage.OPEN, "cut": Passage.CUT, "take": Passage.TAKEN}
    if claim.claim.mode in modes:
        return modes[claim.claim.mode]
    for _, mode, begins in load_event_meanings()[ROUTE].modes:
        if mode in modes and any(word.startswith(begins) for word in words):
            return modes[mode]
    return Passage.SPOKEN_OF


def _passes(passage: Passage, denied: bool) -> bool | None:
    """Whether one who says so says that the way is open; None where he says neither."""
    if passage in (Passage.OPEN, Passage.CUT):
        return (passage is Passage.OPEN) is not denied
    return None


def _together(ones: Sequence[ResolvedClaim], others: Sequence[ResolvedClaim], record: Record) -> bool:
    """Whether some of either speak of one time, in different reports."""
    return any(
        one.claim.document_key != other.claim.document_key
        and (day := record.day(one)) is not None
        and (then := record.day(other)) is not None
        and abs(day - then) <= LIVE
        for one in ones
        for other in others
    )


def _standing(words: Sequence[Word], on: date) -> tuple[Standing, date | None]:
    """How the way stands on a day: the last word holds, unless another of its time gainsays it."""
    past = [word for word in words if word.first is None or word.first <= on]
    said = [word for word in past if _passes(word.passage, word.denied) is not None]
    taken = [word for word in past if word.passage is Passage.TAKEN and not word.denied]
    if not said:
        last = max((word.last for word in taken if word.last), default=None)
        if not taken:
            return Standing.UNCLEAR, None
        first = min((word.first for word in taken if word.first), default=None)
        return (Standing.STALE if last and on - last > STALE else Standing.TAKEN), first
    latest = max(said, key=lambda word: (word.last or date.min, word.origins))
    contrary = [word for word in said if _passes(word.passage, word.denied) != _opens(latest)]
    if latest.last and on - latest.last > STALE:
        return Standing.STALE, latest.first
    live = [word for word in contrary if word.last and latest.last and latest.last - word.last <= LIVE]
    if live and {(one.name, one.camp) for word in live for one in word.who} - {
        (one.name, one.camp) for one in latest.who
    }:
        return Standing.DISPUTED, max(word.first for word in (latest, *live) if word.first)
    turned = max((word.last for word in contrary if word.last), default=None)
    firsts = [
        word.first
        for word in said
        if _opens(word) == _opens(latest) and word.first and (turned is None or word.first > turned)
    ]
    return (Standing.OPEN if _opens(latest) else Standing.CUT), min(firsts, default=latest.first)


def _opens(word: Word) -> bool:
    return bool(_passes(word.passage, word.denied))


def _conflict(words: Sequence[Word], links: Sequence[Link], standing: Standing, record: Record) -> bool:
    """Whether one is said to hold the way while its places are said to be held by others."""
    if standing not in (Standing.OPEN, Standing.TAKEN) or not links:
        return False
    holders = {record.bloc(word.by) for word in words[:1] if word.by and not word.denied}
    held = {record.bloc(link.holder) for link in links if link.holder}
    return bool(holders and held and not held <= holders)

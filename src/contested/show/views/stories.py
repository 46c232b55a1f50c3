"""The same happening across reports: who tells it, what is copied, and what each camp leaves out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from contested.model.actor import UNKNOWN, SideId
from contested.model.claim import Polarity
from contested.model.decision import SAME, Decision
from contested.model.place import Place
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.show.exchange import in_reading_order
from contested.show.views.grading import Grade, SourceMarks, graded
from contested.show.views.independence import Record, backing
from contested.show.views.story_groups import (
    LONGEST,
    Dated,
    groups_as_decided,
    groups_by_day,
    place_of,
    rulings_on,
)

# States last; what is merely said, sent or suffered elsewhere happens nowhere in particular.
_NO_HAPPENING = frozenset({"hold", "presence", "statement", "stake", "deploy", "aid"})
_HANDS = "change of hands"
_KINDS = {"capture": _HANDS, "lose": _HANDS}
_DEEDS = {
    _HANDS: "takes",
    "advance": "advances at",
    "attack": "attacks",
    "strike": "strikes",
    "repel": "repels an attack at",
    "besiege": "besieges",
    "relieve": "lifts the siege of",
    "route": "a way at",
    "destroy": "destruction at",
    "casualties": "casualties at",
    "agreement": "agreement on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryReport:
    """One report that tells the story."""

    document: str
    outlet: str | None
    camp: SideId | None
    published: date | None
    repeats: bool  # at least half of what it tells of it repeats other reports
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing that belongs to the story, and who tells it."""

    deed: str  # "takes": neutral words
    by: SideId | None
    denied: bool
    figures: tuple[int, ...]  # where reports give a number: all that they give
    camps: tuple[SideId | None, ...]  # of the outlets that tell it
    origins: int
    grade: Grade
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampTelling:
    """What one camp's reports make of the story."""

    camp: SideId | None
    reports: int
    tells: tuple[int, ...]  # numbers of the details, counted from 0
    leaves_out: tuple[int, ...]  # others tell it, these reports do not: that is no denial


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One happening: a place and some days, with all that reports tell of it."""

    id: str  # "place-id~first-day"
    theatre: str
    place: str
    place_id: str
    kind: str
    first: date
    last: date
    told_first: date | None  # publication of the first and the last report
    told_last: date | None
    origins: int  # independent ones
    copies: int  # reports that add nothing
    is_denied: bool  # somebody denies what others tell
    reports: tuple[StoryReport, ...]  # by day of publication
    details: tuple[Detail, ...]  # what most origins tell first
    camps: tuple[CampTelling, ...]
    decided: tuple[str, ...] = ()  # by analysts: what belongs to it, with author, day and reason

    @property
    def headline(self) -> Detail:
        """What the story is about: a change of hands where one is told, else what most tell."""
        return self.details[0]

    @property
    def claims(self) -> frozenset[ClaimId]:
        """All that tell it."""
        return frozenset(claim for detail in self.details for claim in detail.claims)


def stories(
    claims: Iterable[ResolvedClaim],
    *,
    theatre: str,
    record: Record,
    marks: SourceMarks,
    decisions: Sequence[Decision] = (),
) -> tuple[Story, ...]:
    """
    The stories in the claims, the latest first.

    Only what is said to have happened counts, at a resolved place and on days that can be told to two weeks.

    Args:
        claims: Claims of one theatre.
        theatre: Its id.
        record: Copies, days and alliances.
        marks: Letters that analysts gave to outlets.
        decisions: That two claims tell of one happening, or of two; those that are followed.
    """
    by_place: defaultdict[str, list[Dated]] = defaultdict(list)
    places: dict[str, Place] = {}
    for one in in_reading_order(claims):
        place = one.place.place if one.place else None
        day = record.day(one)
        if place and day and place.kind != "country" and _happens(one):
            by_place[place.id].append((day, one))
            places[place.id] = place
    by_day = [group for dated in by_place.values() for group in groups_by_day(dated)]
    told = {one.id for group in by_day for _, one in group} if decisions else set()
    decisions = [one for one in decisions if told.issuperset(one.about)]
    found = [
        _story(place_of(group, places), group, theatre=theatre, record=record, marks=marks, ruled=ruled)
        for group in groups_as_decided(by_day, decisions)
        for ruled in (rulings_on(group, decisions),)
    ]
    ordered = sorted(found, key=lambda one: (-one.last.toordinal(), -one.origins, one.place, one.id))
    return tuple(_with_ids_of_their_own(ordered))


def _with_ids_of_their_own(found: Iterable[Story]) -> Iterator[Story]:
    """The stories; where a story was cut in two on one day, the second has a number."""
    seen: Counter[str] = Counter()
    for one in found:
        seen[one.id] += 1
        yield one if seen[one.id] == 1 else replace(one, id=f"{one.id}~{seen[one.id]}")


def _happens(one: ResolvedClaim) -> bool:
    claim, period = one.claim, one.period
    if not claim.is_evidence or not claim.modality.is_actual or claim.event in _NO_HAPPENING:
        return False
    is_loose = period and period.first and period.last and period.last - period.first > LONGEST
    return not is_loose


def _story(
    place: Place,
    dated: Sequence[Dated],
    *,
    theatre: str,
    record: Record,
    marks: SourceMarks,
    ruled: Sequence[Decision],
) -> Story:
    claims = [one for _, one in dated]
    reports = _reports(claims, record)
    details = _details(claims, record, marks)
    printed = [one.published for one in reports if one.published]
    return Story(
        id=f"{place.id}~{dated[0][0]}",
        theatre=theatre,
        place=place.name,
        place_id=place.id,
        kind=place.kind,
        first=dated[0][0],
        last=dated[-1][0],
        told_first=min(printed, default=None),
        told_last=max(printed, default=None),
        origins=backing(claims, record).origins,
        copies=sum(one.repeats for one in reports),
        is_denied=any(one.denied for one in details) and not all(one.denied for one in details),
        reports=reports,
        details=details,
        camps=_camps(reports, details),
        decided=tuple(
            f"{'one happening' if one.answer == SAME else 'two happenings'}, by {one.author} on "
            f"{one.at.date()}: {one.reason}"
            for one in ruled
        ),
    )


def _reports(claims: Sequence[ResolvedClaim], record: Record) -> tuple[StoryReport, ...]:
    found: defaultdict[str, list[ResolvedClaim]] = defaultdict(list)
    for one in claims:
        found[one.claim.document_key].append(one)
    made = [
        StoryReport(
            document=own[0].claim.document,
            outlet=own[0].outlet,
            camp=own[0].outlet_camp,
            published=own[0].published,
            repeats=2 * sum(one.id in record.copies for one in own) >= len(own),
            claims=tuple(one.id for one in own),
        )
        for own in found.values()
    ]
    return tuple(sorted(made, key=lambda one: (one.published or date.max, one.document)))


_Key = tuple[str, SideId | None, bool]


def _details(claims: Sequence[ResolvedClaim], record: Record, marks: SourceMarks) -> tuple[Detail, ...]:
    found: defaultdict[_Key, list[ResolvedClaim]] = defaultdict(list)
    for one in claims:
        found[_key(one)].append(one)
    for key in [key for key in found if key[1] is None]:
        known = [other for other in found if other[1] and (other[0], other[2]) == (key[0], key[2])]
        if len(known) == 1:  # who did it is said elsewhere in the story
            found[known[0]] += found.pop(key)
    made = [_detail(key, own, found, record, marks) for key, own in found.items()]
    order = {deed: number for number, deed in enumerate(_DEEDS.values())}
    return tuple(
        sorted(
            made,
            key=lambda one: (
                one.deed != _DEEDS[_HANDS],
                one.denied,
                -one.origins,
                order.get(one.deed, len(order)),
                one.by or "~",
            ),
        )
    )


def _key(one: ResolvedClaim) -> _Key:
    kind = _KINDS.get(one.claim.event, str(one.claim.event))
    doer = one.target if one.claim.event == "lose" else one.actor
    side = doer.side if doer and doer.side != UNKNOWN else None
    # Who is blamed for the dead, and whether any were counted, differs from report to report: one detail.
    if kind in ("casualties", "destroy"):
        side = None
    return kind, side, one.claim.polarity is Polarity.DENIED


def _detail(
    key: _Key,
    own: Sequence[ResolvedClaim],
    all_of_story: Mapping[_Key, Sequence[ResolvedClaim]],
    record: Record,
    marks: SourceMarks,
) -> Detail:
    kind, side, denied = key
    contrary = [
        one
        for other, said in all_of_story.items()
        if other[0] == kind and _gainsay(other, key, record)
        for one in said
    ]
    backed = backing(own, record)
    return Detail(
        deed=_DEEDS.get(kind, kind.replace("_", " ") + " at"),
        by=side,
        denied=denied,
        figures=tuple(sorted({one.claim.count.best for one in own if one.claim.count})),
        camps=tuple(sorted({one.outlet_camp for one in own}, key=lambda camp: camp or "~")),
        origins=backed.origins,
        grade=graded(own, against=backing(contrary, record).origins, record=record, marks=marks),
        claims=tuple(sorted({one.id for one in own})),
    )


def _gainsay(one: _Key, other: _Key, record: Record) -> bool:
    """Whether two words on one kind of deed cannot both be true: only a denial makes that plain."""
    same = one[1] is None or other[1] is None or record.bloc(one[1]) == record.bloc(other[1])
    return same and one[2] != other[2]


def _camps(reports: Sequence[StoryReport], details: Sequence[Detail]) -> tuple[CampTelling, ...]:
    camps = sorted({one.camp for one in reports}, key=lambda camp: camp or "~")
    told = {camp: tuple(n for n, one in enumerate(details) if camp in one.camps) for camp in camps}
    return tuple(
        CampTelling(
            camp=camp,
            reports=sum(one.camp == camp for one in reports),
            tells=told[camp],
            leaves_out=tuple(
                number
                for number, one in enumerate(details)
                if number not in told[camp] and any(other != camp for other in one.camps)
            ),
        )
        for camp in camps
    )

"""A war of two sides, small enough to see through: Redland and Blueland fight over Northshire."""

from collections.abc import Sequence

from contested.knowledge.theatre import Theatre, TheatrePlace
from contested.model.actor import Actor, ActorId, ActorName, Allegiance, Outlet, Side, SideId
from contested.model.claim import Claim, EventId, PartyMention, PlaceMention, Voice
from contested.model.page import Page, Segment, SegmentKind
from contested.model.place import Place, PlaceId
from contested.model.report import Report
from contested.model.text import DocumentId, Quote, Span

RED, BLUE = SideId("red"), SideId("blue")

NORTHSHIRE = Place(id=PlaceId("t:northshire"), name="Northshire", lat=50, lon=10, kind="region", country="XX")
CITY = Place(
    id=PlaceId("t:northshire-city"), name="Northshire", lat=50, lon=10.1, kind="city", country="XX",
    population=200_000, within=(PlaceId("t:northshire"),),
)  # fmt: skip
MILLTOWN = Place(
    id=PlaceId("t:milltown"), name="Milltown", lat=50.2, lon=10.1, kind="town", country="XX",
    population=9_000, within=(PlaceId("t:northshire"),),
)  # fmt: skip
FAR_MILLTOWN = Place(
    id=PlaceId("t:far-milltown"), name="Milltown", lat=57, lon=19, kind="town", country="XX", population=9_000
)  # fmt: skip
ABROAD = Place(
    id=PlaceId("t:abroad"), name="Springfield", lat=0, lon=0, kind="town", country="YY", population=900
)
BORDER = Place(id=PlaceId("t:gate"), name="East Gate", lat=50, lon=12, kind="crossing", country="XX")


class FewPlaces:
    """A gazetteer of the places above."""

    def __init__(self, *places: Place) -> None:
        self._places = places

    def find(self, name: str) -> tuple[Place, ...]:
        found = [place for place in self._places if place.name.casefold() == name.casefold()]
        return tuple(sorted(found, key=lambda place: -place.population))

    def get(self, place_id: str) -> Place | None:
        return next((place for place in self._places if place.id == place_id), None)

    def candidates(
        self, name: str, *, limit: int = 10, countries: Sequence[str] = (), close: bool = False
    ) -> tuple[Place, ...]:
        alike = (place for place in self._places if place.name[:5].casefold() == name[:5].casefold())
        return tuple(place for place in alike if place.country in countries)[:limit]


WORLD = FewPlaces(NORTHSHIRE, CITY, ABROAD, MILLTOWN)


def _actor(id: str, name: str, side: SideId, foe: SideId) -> Actor:
    return Actor(
        id=ActorId(id),
        name=name,
        kind="army",
        allegiances=(Allegiance(side=side),),
        names=(
            ActorName(words=f"{name} army"),
            ActorName(words="bandits", used_by=(foe,), partisan=True),
            ActorName(words="our forces", used_by=(side,)),
        ),
    )


def theatre(*, swapped: bool = False) -> Theatre:
    red, blue = (BLUE, RED) if swapped else (RED, BLUE)
    return Theatre(
        id="two",
        label="Two",
        countries=("XX",),
        first=None,
        last=None,
        sides=(Side(id=RED, label="red"), Side(id=BLUE, label="blue")),
        actors=(
            _actor("redland", "Redland", red, blue),
            _actor("blueland", "Blueland", blue, red),
            Actor(
                id=ActorId("watch"), name="War Watch", kind="monitor",
                allegiances=(Allegiance(side=SideId("monitor")),), names=(),
            ),
        ),
        outlets=(
            Outlet(id="red-post", name="Red Post", names=("Red Post",), camp=red, source="made up"),
            Outlet(id="blue-post", name="Blue Post", names=("Blue Post",), camp=blue, source="made up"),
        ),
        places=(TheatrePlace(place=BORDER, names=("East Gate", "Eastern Gate crossing"), source="made up"),),
        camp_aliases={},
        source="made up",
        checksum="0",
        _outlets_by_key={},
    )  # fmt: skip


def report(text: str, **known: object) -> Page:
    made = Report(id=DocumentId("r"), text=text, **known)  # type: ignore[arg-type]
    segment = Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text)))
    return Page(report=made, segments=(segment,), sentences=())


def words(page: Page, part: str) -> Quote:
    start = page.report.text.index(part)
    return Quote(start, start + len(part), part)


def claim(page: Page, event: str, trigger: str, **parts: object) -> Claim:
    """A claim about the whole report; parties, `place`, `time` and `voice` are given as their words."""
    fields: dict[str, object] = {}
    for name, given in parts.items():
        if name in ("actor", "target") and isinstance(given, str):
            fields[name] = PartyMention(quote=words(page, given))
        elif name == "place" and isinstance(given, str):
            fields[name] = PlaceMention(quote=words(page, given))
        elif name == "time":
            fields["time_words"] = (words(page, str(given)),)
        elif name == "voice":
            fields["voices"] = (Voice(quote=words(page, str(given))),)
        else:
            fields[name] = given
    return Claim(
        document=page.report.id,
        document_key=page.report.key,
        event=EventId(event),
        trigger=words(page, trigger),
        evidence=Quote(0, len(page.report.text), page.report.text),
        made_by="test",
        **fields,  # type: ignore[arg-type]
    )

"""Made-up reports, claims and a picture that the tests of `show` share. No real report is quoted."""
# ruff: noqa: E501 (sentences of the made-up reports stand on one line)

from dataclasses import replace
from datetime import date, timedelta

from contested.model.actor import ActorId, PartyChoice, Side, SideId
from contested.model.claim import (
    Claim,
    Count,
    EventId,
    Modality,
    PartyMention,
    PlaceMention,
    Polarity,
    Voice,
    VoiceKind,
)
from contested.model.control import ControlState, Effect, Interest, Phase, Verdict
from contested.model.framing import Framing, FramingKind
from contested.model.page import CommentHead, Page, Segment, SegmentKind
from contested.model.period import Period
from contested.model.picture import Cell, Picture, Weight
from contested.model.place import Place, PlaceCandidate, PlaceChoice, PlaceId
from contested.model.report import Failure, Report
from contested.model.resolved import Origin, ResolvedClaim, ResolvedVoice
from contested.model.text import ClaimId, DocumentId, Quote

GOV, ISIS, SDF = SideId("gov"), SideId("isis"), SideId("sdf")
SIDES = (Side(id=GOV, label="government forces"), Side(id=ISIS, label="ISIS"), Side(id=SDF, label="SDF"))
DAY = date(2016, 4, 5)


def place(name: str, lat: float, lon: float, kind: str = "city", population: int = 0) -> Place:
    return Place(
        id=PlaceId(f"test:{name.lower()}"), name=name, lat=lat, lon=lon, kind=kind, population=population
    )


TADMUR = place("Tadmur", 34.5624, 38.2840, population=50_000)
QARYATAYN = place("Al-Qaryatayn", 34.2294, 37.2406, "town", 20_000)
DEIR_EZZOR = place("Deir ez-Zor", 35.3359, 40.1408, population=240_000)
TANF = place("Al-Tanf crossing", 33.5064, 38.6182, "crossing")
PLACES = (
    TADMUR,
    QARYATAYN,
    DEIR_EZZOR,
    TANF,
    place("Al-Sukhnah", 34.8869, 38.8721, "town", 16_000),
    place("Homs", 34.7268, 36.7234, "city", 775_000),
    place("Raqqa", 35.9528, 39.0079, "city", 220_000),
    place("Southeastern Homs", 33.95, 38.1, "area"),
    place("Mahin", 34.2458, 37.0611, "town", 12_000),
    place("T4 airbase", 34.5225, 37.6300, "airbase"),
    place("Arak", 34.6450, 38.5725, "village", 2_000),
    place("Khneifis mines", 34.2000, 37.9600, "mine"),
)

GOV_TEXT = (
    "Army frees Tadmur\n\nMenu | Home | Share\n\n"
    "The army liberated Tadmur from the terrorist group on Sunday, state television said.\n\n"
    "Before an offensive on Deir ez-Zor it must retake Al-Qaryatayn from ISIS.\n\n"
    "The army does not control the Tanf crossing.\n\n"
    "reader_1, 2016-03-28 07:34\n\nGreat news, now they will take Raqqa!"
)
REBEL_TEXT = (
    "Regime enters a ruined city\n\n"
    "Assad's regime forces seized control of Tadmur, leaving 17 dead, an activist told us. \u202eevil\u202c\n\n"
    "“قالت مصادر محلية” that Al-Qaryatayn has not fallen."
)


def report(
    id: str, text: str, *, outlet: str, camp: str | None, published: date | None, title: str
) -> Report:
    return Report(id=DocumentId(id), text=text, outlet=outlet, camp=camp, published=published, title=title)


GOV_REPORT = report(
    "a-1", GOV_TEXT, outlet="Front Daily", camp="gov", published=date(2016, 3, 28), title="Army frees Tadmur"
)
REBEL_REPORT = report(
    "b-1",
    REBEL_TEXT,
    outlet="Free Valley Radio",
    camp="opposition",
    published=None,
    title="Regime enters a ruined city",
)
REPORTS = (GOV_REPORT, REBEL_REPORT)


def words(text: str, part: str, after: int = 0) -> Quote:
    start = text.index(part, after)
    return Quote(start, start + len(part), part)


def page(one: Report) -> Page:
    kinds = {
        0: SegmentKind.HEADLINE,
        "Menu": SegmentKind.FURNITURE,
        "reader_1": SegmentKind.COMMENT_HEADER,
        "Great": SegmentKind.COMMENT,
    }
    segments, start = [], 0
    for block in one.text.split("\n\n"):
        kind = kinds.get(0 if start == 0 else block.split()[0].rstrip(","), SegmentKind.PARAGRAPH)
        head = None
        if kind in (SegmentKind.COMMENT, SegmentKind.COMMENT_HEADER):
            head = CommentHead(number=1, author="reader_1", time="2016-03-28 07:34")
        segments.append(Segment(kind=kind, span=words(one.text, block, start).span, comment=head))
        start += len(block) + 2
    return Page(report=one, segments=tuple(segments), sentences=())


PAGES = tuple(page(one) for one in REPORTS)


def resolved(
    one: Report,
    event: str,
    trigger: str,
    sentence: str,
    *,
    actor: tuple[str, SideId] | None = None,
    target: tuple[str, SideId] | None = None,
    at: tuple[str, Place] | None = None,
    on: date | None = None,
    voice: str | None = None,
    count: tuple[int, str] | None = None,
    interest: Interest = Interest.FAVOURS,
    **more: object,
) -> ResolvedClaim:
    evidence = words(one.text, sentence)

    def party(named: tuple[str, SideId] | None) -> PartyChoice | None:
        if named is None:
            return None
        return PartyChoice(
            quote=words(one.text, named[0], evidence.start),
            actor=ActorId(named[1]),
            side=named[1],
            reason="test",
        )

    doer, done_to = party(actor), party(target)
    where = words(one.text, at[0], evidence.start) if at else None
    speaker = Voice(quote=words(one.text, voice, evidence.start), kind=VoiceKind.OFFICIAL) if voice else None
    camp = SideId(one.camp) if one.camp else None
    claim = Claim(
        document=one.id,
        document_key=one.key,
        event=EventId(event),
        trigger=words(one.text, trigger, evidence.start),
        evidence=evidence,
        actor=PartyMention(quote=doer.quote) if doer else None,
        target=PartyMention(quote=done_to.quote) if done_to else None,
        place=PlaceMention(quote=where) if where else None,
        voices=(speaker,) if speaker else (),
        count=Count(low=count[0], best=count[0], high=count[0], quote=words(one.text, count[1]))
        if count
        else None,
        made_by="test",
        **more,  # type: ignore[arg-type]
    )
    return ResolvedClaim(
        claim=claim,
        outlet=one.outlet,
        outlet_camp=camp,
        published=one.published,
        actor=doer,
        target=done_to,
        place=PlaceChoice(
            quote=where, candidates=(PlaceCandidate(place=at[1], score=0.9, reasons=("exact",)),)
        )
        if at and where
        else None,
        other_places=(),
        period=Period(first=on, last=on) if on else None,
        voices=(ResolvedVoice(voice=speaker, actor=None, camp=GOV),) if speaker else (),
        origin=Origin(name=one.outlet or "", camp=camp),
        interest=interest,
        effects=(Effect(place=at[1], holder=actor[1], state=ControlState.HELD),) if at and actor else (),
    )


_FREED = "The army liberated Tadmur from the terrorist group on Sunday, state television said."
_RETAKE = "Before an offensive on Deir ez-Zor it must retake Al-Qaryatayn from ISIS."
_TANF = "The army does not control the Tanf crossing."
_SEIZED = "Assad's regime forces seized control of Tadmur, leaving 17 dead, an activist told us."
_NOT_FALLEN = "“قالت مصادر محلية” that Al-Qaryatayn has not fallen."
CLAIMS = (
    resolved(GOV_REPORT, "capture", "liberated", _FREED, actor=("The army", GOV), target=("the terrorist group", ISIS),
             at=("Tadmur", TADMUR), on=date(2016, 3, 27), voice="state television"),
    resolved(GOV_REPORT, "capture", "retake", _RETAKE, actor=("it", GOV), target=("ISIS", ISIS),
             at=("Al-Qaryatayn", QARYATAYN), modality=Modality.NECESSARY),
    resolved(GOV_REPORT, "attack", "offensive", _RETAKE, at=("Deir ez-Zor", DEIR_EZZOR),
             modality=Modality.CONDITIONAL),
    resolved(GOV_REPORT, "hold", "control", _TANF, actor=("The army", GOV), at=("Tanf crossing", TANF),
             on=date(2016, 3, 28), polarity=Polarity.DENIED, interest=Interest.AGAINST),
    resolved(REBEL_REPORT, "capture", "seized control", _SEIZED, actor=("Assad's regime forces", GOV),
             at=("Tadmur", TADMUR), on=date(2016, 3, 28), interest=Interest.AGAINST),
    resolved(REBEL_REPORT, "casualties", "dead", _SEIZED, at=("Tadmur", TADMUR), count=(17, "17"),
             interest=Interest.NONE),
    resolved(REBEL_REPORT, "lose", "fallen", _NOT_FALLEN, at=("Al-Qaryatayn", QARYATAYN), on=date(2016, 4, 1),
             polarity=Polarity.DENIED),
)  # fmt: skip


def _ids(*numbers: int) -> tuple[ClaimId, ...]:
    return tuple(CLAIMS[number].id for number in numbers)


def cell(where: Place, holder: SideId | None, verdict: Verdict, probability: float, **more: object) -> Cell:
    rest = (1 - probability) / 2
    likeliest = holder or ISIS
    others = [(side, rest) for side in (GOV, ISIS, SDF) if side != likeliest]
    given = {
        "phase": Phase.QUIET, "besieged": 0.0, "contested": 0.0, "since": None, "last_report": date(2016, 4, 1),
        "origins": 1, "supports": (), "opposes": (), "weights": (), **more,
    }  # fmt: skip
    return Cell(place=where, on=DAY, holder=holder, verdict=verdict, probability=probability,
                shares=((likeliest, probability), *others), **given)  # type: ignore[arg-type]  # fmt: skip


CELLS = (
    cell(TADMUR, GOV, Verdict.AGREED, 0.97, since=date(2016, 3, 27), origins=2, supports=_ids(0, 4),
         weights=(Weight(claims=_ids(0), decibans=3.2, note="gov, in its favour"),
                  Weight(claims=_ids(4), decibans=9.1, note="opposition, against its interest"))),
    cell(QARYATAYN, None, Verdict.DISPUTED, 0.55, phase=Phase.CONTESTED, supports=_ids(6), opposes=_ids(1)),
    cell(DEIR_EZZOR, GOV, Verdict.CLAIMED, 0.71, phase=Phase.BESIEGED, since=date(2015, 5, 28)),
    cell(TANF, ISIS, Verdict.CLAIMED, 0.66, supports=_ids(3)),
    cell(PLACES[4], ISIS, Verdict.CLAIMED, 0.8, since=date(2015, 5, 1)),
    cell(PLACES[5], GOV, Verdict.STALE, 0.9),
    cell(PLACES[6], ISIS, Verdict.AGREED, 0.95, origins=3),
    cell(PLACES[7], ISIS, Verdict.CLAIMED, 0.7),
    cell(PLACES[8], GOV, Verdict.CHANGED, 0.88, since=date(2015, 12, 30)),
    cell(PLACES[9], GOV, Verdict.AGREED, 0.93, phase=Phase.CONTESTED),
    cell(PLACES[10], ISIS, Verdict.CLAIMED, 0.6),
    cell(PLACES[11], ISIS, Verdict.CLAIMED, 0.64),
)  # fmt: skip
PICTURE = Picture(on=DAY, known=None, theatre="syria", cells=CELLS, planned=_ids(1, 2))
FRAMINGS = (
    Framing(document=GOV_REPORT.id, quote=words(GOV_TEXT, "liberated"), kind=FramingKind.LOADED,
            toward=ActorId("gov"), helps=True, reason="test"),
    Framing(document=GOV_REPORT.id, quote=words(GOV_TEXT, "the terrorist group"), kind=FramingKind.NAMING,
            toward=ActorId("isis"), helps=False, reason="test"),
    Framing(document=REBEL_REPORT.id, quote=words(REBEL_TEXT, "Assad's regime forces"), kind=FramingKind.NAMING,
            toward=ActorId("gov"), helps=False, reason="test"),
)  # fmt: skip
FAILURES = (Failure(read_from="broken.jsonl#3", stage="read", reason="line 3 is no JSON object"),)


def later(one: ResolvedClaim, days: int) -> ResolvedClaim:
    """The claim as published so many days later."""
    return replace(one, published=(one.published or DAY) + timedelta(days=days))

"""A claim as it is shown: what it says in neutral words, and the exact words with document and offsets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from contested.model.actor import UNKNOWN, PartyChoice
from contested.model.claim import Modality, Polarity
from contested.model.control import Interest
from contested.model.period import Period
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId, Quote
from contested.show.exchange import in_reading_order
from contested.show.sides import SideStyles

_DEEDS = {
    "capture": "takes",
    "hold": "holds",
    "lose": "loses",
    "advance": "advances at",
    "attack": "attacks",
    "strike": "strikes",
    "repel": "repels an attack at",
    "besiege": "besieges",
    "relieve": "lifts the siege of",
    "route": "route",
    "destroy": "destroys at",
    "casualties": "casualties at",
    "agreement": "agreement on",
}
_MOODS = {
    Modality.ASSERTED: "as fact",
    Modality.PRESUPPOSED: "taken for granted",
    Modality.PLANNED: "planned",
    Modality.POSSIBLE: "possible",
    Modality.CONDITIONAL: "on a condition",
    Modality.NECESSARY: "called necessary",
    Modality.DESIRED: "wished for",
}
_INTERESTS = {
    Interest.FAVOURS: "in its source's favour",
    Interest.AGAINST: "against its source's interest",
    Interest.NONE: "its source has no stake",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One claim, ready to show."""

    claim: ClaimId
    document: str
    document_key: str
    outlet: str
    camp: str | None
    published: date | None
    event: str
    gist: str  # neutral: "Government forces: takes Tadmur (from ...)"
    mood: str  # how it is put: "planned", "denied, as fact"
    interest: str
    origin: str
    origin_camp: str | None
    voices: tuple[str, ...]  # the words that name the speakers, outermost first
    when: str
    sentence: Quote
    trigger: Quote
    is_actual: bool
    is_denied: bool
    is_evidence: bool

    @property
    def says(self) -> str:
        """The gist, with how it is put unless that is plainly as fact."""
        return f"{self.gist} ({self.mood})" if self.is_denied or not self.is_actual else self.gist

    @property
    def pointer(self) -> str:
        """Where the sentence stands: `document[start:end]`."""
        return f"{self.document}[{self.sentence.start}:{self.sentence.end}]"


def cite(resolved: ResolvedClaim, styles: SideStyles) -> Citation:
    """The claim as it is shown."""
    claim = resolved.claim
    denied = claim.polarity is Polarity.DENIED
    mood = _MOODS[claim.modality]
    return Citation(
        claim=resolved.id,
        document=claim.document,
        document_key=claim.document_key,
        outlet=resolved.outlet or "outlet not stated",
        camp=resolved.outlet_camp,
        published=resolved.published,
        event=claim.event,
        gist=_gist(resolved, styles),
        mood=f"denied, {mood}" if denied else mood,
        interest=_INTERESTS[resolved.interest],
        origin=resolved.origin.name,
        origin_camp=resolved.origin.camp,
        voices=tuple(voice.voice.quote.text for voice in resolved.voices),
        when=period_words(resolved.period),
        sentence=claim.evidence,
        trigger=claim.trigger,
        is_actual=claim.modality.is_actual,
        is_denied=denied,
        is_evidence=claim.is_evidence,
    )


def cite_all(claims: Iterable[ResolvedClaim], styles: SideStyles) -> dict[ClaimId, Citation]:
    """All claims by id, in reading order."""
    return {resolved.id: cite(resolved, styles) for resolved in in_reading_order(claims)}


def cited(ids: Iterable[ClaimId], citations: Mapping[ClaimId, Citation]) -> tuple[Citation, ...]:
    """The claims with those ids that are at hand, by day of publication."""
    found = [citations[one] for one in ids if one in citations]
    return tuple(sorted(found, key=lambda c: (c.published or date.max, c.document, c.trigger, c.claim)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSentence:
    """One sentence of a report with all that it is cited for."""

    sentence: Quote
    pieces: tuple[tuple[str, bool], ...]  # the sentence's text, and whether a claim's trigger stands there
    citations: tuple[Citation, ...]  # by place in the sentence; never empty

    @property
    def first(self) -> Citation:
        """The claim that stands first: document, outlet and day are those of all."""
        return self.citations[0]


def by_sentence(citations: Iterable[Citation]) -> tuple[CitedSentence, ...]:
    """The claims put together by the sentence that they stand in, in the order of each one's first claim."""
    grouped: dict[tuple[str, Quote], list[Citation]] = {}
    for one in citations:
        grouped.setdefault((one.document_key, one.sentence), []).append(one)
    return tuple(
        CitedSentence(sentence=sentence, pieces=_pieces(sentence, found), citations=tuple(found))
        for (_, sentence), found in grouped.items()
    )


def latest_first(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The claims by day of publication, the newest first and the undated last."""
    return tuple(sorted(citations, key=lambda c: c.published or date.min, reverse=True))


def _pieces(sentence: Quote, found: Iterable[Citation]) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    at = sentence.start
    for start, end in sorted({(one.trigger.start, one.trigger.end) for one in found}):
        if start < at:
            continue
        pieces.append((sentence.text[at - sentence.start : start - sentence.start], False))
        pieces.append((sentence.text[start - sentence.start : end - sentence.start], True))
        at = end
    return (*pieces, (sentence.text[at - sentence.start :], False))


def period_words(period: Period | None) -> str:
    """
    The days of a period in words.

    Example:
        >>> period_words(Period(first=date(2016, 3, 27), last=date(2016, 3, 27)))
        '2016-03-27'
        >>> period_words(Period(first=None, last=date(2016, 3, 27)))
        'by 2016-03-27'
        >>> period_words(None)
        'day not stated'
    """
    if period is None or (period.first is None and period.last is None):
        return "day not stated"
    if period.first == period.last:
        return f"{period.first}"
    if period.first is None:
        return f"by {period.last}"
    if period.last is None:
        return f"since {period.first}"
    return f"{period.first} to {period.last}"


def _gist(resolved: ResolvedClaim, styles: SideStyles) -> str:
    claim = resolved.claim
    actor = _party(resolved.actor, styles)
    target = _party(resolved.target, styles)
    deed = _DEEDS.get(claim.event, claim.event.replace("_", " "))
    place = resolved.place.place if resolved.place else None
    words = resolved.place.quote.text if resolved.place else claim.place.quote.text if claim.place else None
    where = place.name if place else f"“{words}”" if words else "place not stated"
    figure = f", {claim.count.low}" if claim.count else ""
    whom = f" (against {target})" if target and target != actor else ""
    return f"{actor or 'somebody'}: {deed} {where}{whom}{figure}"


def _party(choice: PartyChoice | None, styles: SideStyles) -> str | None:
    return styles.of(choice.side).label if choice and choice.side != UNKNOWN else None

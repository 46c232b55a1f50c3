"""Which claims merely repeat other ones: the same sentence, or the same content in a copied report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from contested.knowledge.reconcile_settings import load_reconcile_settings
from contested.model.actor import UNKNOWN, PartyChoice, SideId
from contested.model.claim import PartyMention, PlaceMention
from contested.model.period import Period
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.copies import copied_from, may_share_a_day
from contested.reconcile.report_copies import Fingerprint, find_copies


def repeats(claims: Sequence[ResolvedClaim], prints: Mapping[str, Fingerprint]) -> Mapping[ClaimId, ClaimId]:
    """
    For each claim that repeats another one, that other one, which is itself nobody's copy.

    A sentence that two reports share is found by its words. Where a whole report is a copy, whatever the one
    says too that it was copied from is a repetition, whichever words were changed; what a copy adds of its
    own stays its own. Claims more than three days apart are two, and claims against two sides. Of several
    claims that one may repeat it is the one of the same days, then of the same target, then the first in the
    text.

    Args:
        claims: All that count.
        prints: Fingerprints of their reports, by key; a report without one is compared by sentences alone.
    """
    told = {one.id: one for one in claims if one.claim.is_evidence and one.claim.modality.is_actual}
    evidence = sorted(told.values(), key=_in_reading_order)
    source = list(copied_from(evidence, overlap=load_reconcile_settings().copy_overlap))
    documents = {one.claim.document_key for one in evidence}
    copied = find_copies([prints[key] for key in sorted(documents & prints.keys())])
    earlier = {one.key: (one.source, one.origin) for one in copied}
    alike: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(evidence):
        alike[one.claim.document_key, *_content(one)].append(number)
    for number, one in enumerate(evidence):
        # Where the words of two sentences already say which was first, it stays so.
        if source[number] == number:
            reports = earlier.get(one.claim.document_key, ())
            same = (_repeated(one, alike.get((key, *_content(one)), ()), evidence) for key in reports)
            found = (_root(of, source) for of in same if of is not None)
            source[number] = next((root for root in found if root != number), number)
    roots = (_root(number, source) for number in range(len(source)))
    return {evidence[number].id: evidence[root].id for number, root in enumerate(roots) if number != root}


def _root(number: int, source: Sequence[int]) -> int:
    while source[number] != number:
        number = source[number]
    return number


def _repeated(one: ResolvedClaim, numbers: Iterable[int], evidence: Sequence[ResolvedClaim]) -> int | None:
    """Which of some claims of the same content it repeats; None where all are of other days or parties."""

    def unlike(number: int) -> tuple[bool, ...]:
        other = evidence[number]
        return _days(other.period) != _days(one.period), *(a != b for a, b in _sides(one, other))

    agreeing = (
        number
        for number in numbers
        if may_share_a_day(one.period, evidence[number].period) and _same_parties(one, evidence[number])
    )
    return min(agreeing, key=unlike, default=None)  # of those as like, the first in the text


def _same_parties(one: ResolvedClaim, other: ResolvedClaim) -> bool:
    """
    Whether the same side acts, and against the same; one of the two may leave out against whom.

    Who acts may be left out only where both name the same target, as reports of losses do, and where it adds
    no holder: that would be what the copy tells of its own.
    """
    (actor, others_actor), (target, others_target) = _sides(one, other)
    if actor == others_actor:
        return target == others_target or None in (target, others_target)
    same_target = target is not None and target == others_target
    return same_target and None in (actor, others_actor) and set(one.effects) <= set(other.effects)


def _sides(one: ResolvedClaim, other: ResolvedClaim) -> tuple[tuple[SideId | None, SideId | None], ...]:
    """Who acts in each of two claims, and against whom."""
    return (_side(one.actor), _side(other.actor)), (_side(one.target), _side(other.target))


def _side(party: PartyChoice | None) -> SideId | None:
    """None where nobody is named, and where nobody knows whose side it is."""
    return party.side if party and party.side != UNKNOWN else None


def _days(period: Period | None) -> tuple[date | None, date | None]:
    return (period.first, period.last) if period else (None, None)


def _in_reading_order(one: ResolvedClaim) -> tuple[object, ...]:
    """Where a claim's words stand; the id decides only between claims of the very same words."""
    claim = one.claim
    named: tuple[PartyMention | PlaceMention | None, ...] = (claim.actor, claim.target, claim.place)
    starts = (mention.quote.start if mention and mention.quote else -1 for mention in named)
    speakers = tuple(voice.quote.start for voice in claim.voices)
    return (claim.document_key, claim.trigger.start, *starts, speakers, claim.id)


def _content(one: ResolvedClaim) -> tuple[object, ...]:
    """What a claim says, without the words and the parties."""
    place = one.place.place if one.place else None
    return (
        one.claim.event,
        place.id if place else None,
        one.claim.polarity,
    )

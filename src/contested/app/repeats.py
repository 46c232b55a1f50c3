"""Which claims merely repeat other ones: the same sentence, or the same content in a copied report."""

from collections.abc import Mapping, Sequence

from contested.knowledge.reconcile_settings import load_reconcile_settings
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.copies import copied_from
from contested.reconcile.report_copies import Fingerprint, find_copies


def repeats(claims: Sequence[ResolvedClaim], prints: Mapping[str, Fingerprint]) -> Mapping[ClaimId, ClaimId]:
    """
    For each claim that repeats another one, that other one, which is itself nobody's copy.

    A sentence that two reports share is found by its words. Where a whole report is a copy, whatever the one
    says too that it was copied from is a repetition, whichever words were changed; what a copy adds of its
    own stays its own.

    Args:
        claims: All that count.
        prints: Fingerprints of their reports, by key; a report without one is compared by sentences alone.
    """
    told = {one.id: one for one in claims if one.claim.is_evidence and one.claim.modality.is_actual}
    ids = sorted(told)
    evidence = [told[id] for id in ids]
    source = list(copied_from(evidence, overlap=load_reconcile_settings().copy_overlap))
    documents = {one.claim.document_key for one in evidence}
    copied = find_copies([prints[key] for key in sorted(documents & prints.keys())])
    earlier = {one.key: (one.source, one.origin) for one in copied}
    first: dict[tuple[object, ...], int] = {}
    for number, one in enumerate(evidence):
        first.setdefault((one.claim.document_key, *_content(one)), number)
    for number, one in enumerate(evidence):
        # Where the words of two sentences already say which was first, it stays so.
        if source[number] == number:
            same = (first.get((report, *_content(one))) for report in earlier.get(one.claim.document_key, ()))
            found = (_root(of, source) for of in same if of is not None)
            source[number] = next((root for root in found if root != number), number)
    roots = (_root(number, source) for number in range(len(source)))
    return {ids[number]: ids[root] for number, root in enumerate(roots) if number != root}


def _root(number: int, source: Sequence[int]) -> int:
    while source[number] != number:
        number = source[number]
    return number


def _content(one: ResolvedClaim) -> tuple[object, ...]:
    """What a claim says, without the words."""
    place = one.place.place if one.place else None
    return (
        one.claim.event,
        place.id if place else None,
        one.actor.side if one.actor else None,
        one.claim.polarity,
    )

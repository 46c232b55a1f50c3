"""Finds sentences that one report took over from another: they are kept, and add nothing."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from contested.model.control import Interest
from contested.model.resolved import ResolvedClaim

_Rank = tuple[date, int, int, str, int]
_WORD = re.compile(r"\w+")
# Where nothing tells which of two was first, the one that would weigh less stands for both.
_CAUTION = {Interest.FAVOURS: 0, Interest.NONE: 1, Interest.AGAINST: 2}


def copied_from(claims: Sequence[ResolvedClaim], *, overlap: float) -> tuple[int, ...]:
    """
    For each claim the number of the claim that it repeats; its own number where it is nobody's copy.

    Two claims of different reports are one where event, place and trigger agree and their sentences share at
    least `overlap` of their words. The earliest report is taken for the source.
    """
    alike: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        place = claim.place.place if claim.place else None
        alike[(claim.claim.event, place.id if place else None, claim.claim.trigger.text.casefold())].append(
            number
        )
    source = list(range(len(claims)))
    told_by = Counter(claim.origin for claim in claims)
    rank = [_precedence(claim, told_by[claim.origin]) for claim in claims]
    for numbers in alike.values():
        if len({claims[number].claim.document_key for number in numbers}) > 1:
            _link(numbers, claims, source, rank, overlap=overlap)
    return tuple(source)


def _link(
    numbers: list[int],
    claims: Sequence[ResolvedClaim],
    source: list[int],
    rank: Sequence[_Rank],
    *,
    overlap: float,
) -> None:
    """Point each copy among the numbers at its source."""
    by_words: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for number in numbers:
        by_words[frozenset(_WORD.findall(claims[number].claim.evidence.text.casefold()))].append(number)
    cluster = {words: {words} for words in by_words}
    for one, other in combinations(by_words, 2):
        if cluster[one] is not cluster[other] and len(one & other) >= overlap * len(one | other):
            cluster[one] |= cluster[other]
            for words in cluster[other]:
                cluster[words] = cluster[one]
    for together in {id(group): group for group in cluster.values()}.values():
        members = sorted(number for words in together for number in by_words[words])
        first = min(members, key=rank.__getitem__)
        report = claims[first].claim.document_key
        for number in members:
            if claims[number].claim.document_key != report:
                source[number] = first


def _precedence(claim: ResolvedClaim, told: int) -> _Rank:
    """Who comes first stands for both; on a tie the origin that tells more elsewhere."""
    return (
        claim.published or date.max,
        _CAUTION[claim.interest],
        -told,
        claim.claim.document_key,
        claim.claim.trigger.start,
    )

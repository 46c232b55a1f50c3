"""Finds sentences that one report took over from another: they are kept, and add nothing."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from contested.model.control import Interest
from contested.model.resolved import ResolvedClaim

_Rank = tuple[date, int, int, str, int]
_Words = frozenset[str]
_ROUNDING = 1e-9  # .8 of 10 is 8, not 9, whatever the last digit of the product
_WORD = re.compile(r"\w+")
# Where nothing tells which of two was first, the one that would weigh less stands for both.
_CAUTION = {Interest.FAVOURS: 0, Interest.NONE: 1, Interest.AGAINST: 2}


def copied_from(claims: Sequence[ResolvedClaim], *, overlap: float) -> tuple[int, ...]:
    """
    For each claim the number of the claim that it repeats; its own number where it is nobody's copy.

    Two claims of different reports are one where event, place and trigger agree and their sentences share at
    least `overlap` of their words, and one word or more. The earliest report is taken for the source.
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
    for one, other in _alike(by_words, overlap=overlap):
        if cluster[one] is not cluster[other]:
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


def _alike(sentences: Iterable[_Words], *, overlap: float) -> Iterator[tuple[_Words, _Words]]:
    """
    The pairs that share at least `overlap` of their words, and one word or more.

    Two sentences that share k words have one of their rarest in common: of n words it is among the rarest
    n - k + 1. So few are compared. Of a sentence and one that is as long or longer k is at least the
    2 overlap / (1 + overlap) part of the shorter, and the `overlap` part of the longer.

    Source:
        Xiao, Wang, Lin and Yu 2008, "Efficient similarity joins for near duplicate detection".
    """
    shortest_first = sorted(sentences, key=len)
    told_by = Counter(word for words in shortest_first for word in words)
    among_rarest: defaultdict[str, list[_Words]] = defaultdict(list)
    for words in shortest_first:
        rarest_first = sorted(words, key=lambda word: (told_by[word], word))
        as_longer = _beyond(len(words), overlap)
        as_shorter = _beyond(len(words), 2 * overlap / (1 + overlap))
        for other in dict.fromkeys(
            other for word in rarest_first[:as_longer] for other in among_rarest[word]
        ):
            if len(words & other) >= overlap * len(words | other):
                yield words, other
        for word in rarest_first[:as_shorter]:
            among_rarest[word].append(words)


def _beyond(words: int, share: float) -> int:
    """How many words can be passed over before too few are left to have that share of them in common."""
    return words - max(math.ceil(share * words - _ROUNDING), 1) + 1


def _precedence(claim: ResolvedClaim, told: int) -> _Rank:
    """Who comes first stands for both; on a tie the origin that tells more elsewhere."""
    return (
        claim.published or date.max,
        _CAUTION[claim.interest],
        -told,
        claim.claim.document_key,
        claim.claim.trigger.start,
    )

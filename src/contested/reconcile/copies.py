"""Finds sentences that one report took over from another: they are kept, and add nothing."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import chain

from contested.model.control import Interest
from contested.model.period import Period
from contested.model.resolved import ResolvedClaim
from contested.reconcile.days import BEFORE_PRINT

_Rank = tuple[date, int, int, str, int]
_Words = frozenset[str]
# A copy often has no day but its own; a town is seldom taken twice within as many.
_GIVE_OR_TAKE = timedelta(days=3)
_REPRINTED = timedelta(days=14)  # so late are words without a day still taken over, not said of another event
_ROUNDING = 1e-9  # .8 of 10 is 8, not 9, whatever the last digit of the product
_WORD = re.compile(r"\w+")
# The same for ASCII, in two thirds of the time: what stands in no word becomes a space.
_ASCII_WORDS = "".join(one.lower() if _WORD.match(one) else " " for one in map(chr, range(128)))
_ASCII_LINES = {code: _ASCII_WORDS[code] for code in range(128) if chr(code) != "\n"}
# Where nothing tells which of two was first, the one that would weigh less stands for both.
_CAUTION = {Interest.FAVOURS: 0, Interest.NONE: 1, Interest.AGAINST: 2}


def copied_from(claims: Sequence[ResolvedClaim], *, overlap: float) -> tuple[int, ...]:
    """
    For each claim the number of the claim that it repeats; its own number where it is nobody's copy.

    Two claims of different reports are one where event, place and trigger agree, their sentences share at
    least `overlap` of their words, and one word or more, and both may speak of the same days; what has no day
    of its own speaks of the two weeks before print. The earliest report is taken for the source.
    """
    bare = [claim.claim for claim in claims]
    documents = [one.document_key for one in bare]
    sentences = [one.evidence.text for one in bare]
    alike: defaultdict[tuple[str, str | None, str], list[int]] = defaultdict(list)
    keys = zip(
        [one.event for one in bare],
        [
            choice.candidates[0].place.id if choice and choice.candidates else None
            for choice in (claim.place for claim in claims)
        ],
        [one.trigger.text.casefold() for one in bare],
        strict=True,
    )
    for number, key in enumerate(keys):
        alike[key].append(number)
    source = list(range(len(claims)))
    told_by: Counter[tuple[str, str | None]] = Counter()
    for numbers in alike.values():
        first = documents[numbers[0]]
        if any(documents[number] != first for number in numbers):
            clusters = _clusters(numbers, sentences, overlap=overlap)
            if clusters and not told_by:
                told_by.update((claim.origin.name, claim.origin.camp) for claim in claims)
            for members in clusters:
                _link(members, claims, source, told_by)
    return tuple(source)


def may_share_a_day(one: Period | None, other: Period | None) -> bool:
    """Whether both may speak of the same days, give or take three; what has no day may speak of any."""
    if one is None or other is None or one is other:
        return True
    in_time = one.first is None or other.last is None or one.first - _GIVE_OR_TAKE <= other.last
    return in_time and (other.first is None or one.last is None or other.first - _GIVE_OR_TAKE <= one.last)


def _told_of(claim: ResolvedClaim) -> Period | None:
    """The days that it may speak of; without its own the last ones before print, for headlines come again."""
    if claim.period is not None or claim.published is None:
        return claim.period
    last = claim.published - BEFORE_PRINT
    return Period(first=last - _REPRINTED, last=last, how="published")


def _clusters(numbers: Iterable[int], sentences: Sequence[str], *, overlap: float) -> list[list[int]]:
    """The numbers of claims whose sentences are alike, group by group; others are left out."""
    by_sentence: defaultdict[str, list[int]] = defaultdict(list)
    for number in numbers:
        by_sentence[sentences[number]].append(number)
    clusters = list(by_sentence.values())
    if pairs := list(_alike(_words_of_all(by_sentence), overlap=overlap)):
        root = list(range(len(clusters)))
        for pair in pairs:
            first, second = sorted(_root(one, root) for one in pair)
            root[second] = first
        for one in range(len(clusters)):
            if (first := _root(one, root)) != one:
                clusters[first] += clusters[one]
                clusters[one] = []
    return [cluster for cluster in clusters if len(cluster) > 1]


def _words_of_all(sentences: Collection[str]) -> list[_Words]:
    """The words of each sentence; of plain ones all at once, which takes less time."""
    lines = "\n".join(sentences)
    if lines.isascii() and lines.count("\n") < len(sentences):
        return [frozenset(line.split()) for line in lines.translate(_ASCII_LINES).split("\n")]
    return list(map(words_of, sentences))


def words_of(sentence: str) -> frozenset[str]:
    """The words of a sentence, each once, in whatever case it has them."""
    if sentence.isascii():
        return frozenset(sentence.translate(_ASCII_WORDS).split())
    return frozenset(_WORD.findall(sentence.casefold()))


def _root(one: int, root: list[int]) -> int:
    while root[one] != one:
        root[one] = root[root[one]]  # the next way is shorter
        one = root[one]
    return one


def _link(
    members: list[int],
    claims: Sequence[ResolvedClaim],
    source: list[int],
    told_by: Counter[tuple[str, str | None]],
) -> None:
    """Point each copy at the first claim of another report that may speak of its days."""

    def rank(number: int) -> _Rank:
        origin = claims[number].origin
        return _precedence(claims[number], told_by[origin.name, origin.camp])

    days = {number: _told_of(claims[number]) for number in members}
    sources: list[int] = []
    for number in sorted(members, key=rank):
        claim = claims[number]
        for earlier in sources:
            other = claims[earlier]
            if other.claim.document_key != claim.claim.document_key and may_share_a_day(
                days[number], days[earlier]
            ):
                source[number] = earlier
                break
        else:
            sources.append(number)


def _alike(sentences: Sequence[_Words], *, overlap: float) -> Iterator[tuple[int, int]]:
    """
    The pairs that share at least `overlap` of their words, and one word or more, by their numbers.

    Two sentences that share k words have one of their rarest in common: of n words it is among the rarest
    n - k + 1. So few are compared. Of a sentence and one that is as long or longer k is at least the
    2 overlap / (1 + overlap) part of the shorter, and the `overlap` part of the longer.

    Source:
        Xiao, Wang, Lin and Yu 2008, "Efficient similarity joins for near duplicate detection".
    """
    told_by = Counter(chain.from_iterable(sentences))
    told_once = {word for word, told in told_by.items() if told == 1}
    lengths = list(map(len, sentences))
    beyond = {length: _beyond(length, overlap) for length in set(lengths)}
    # The rarest of all are those that no other sentence has: none of these leads to one.
    owns = [len(words & told_once) for words in sentences]
    if all(beyond[length][1] <= own for length, own in zip(lengths, owns, strict=True)):
        return  # none can be the shorter of two
    rarity = {word: (told << 32) + number for number, (word, told) in enumerate(told_by.items()) if told > 1}
    among_rarest: dict[int, list[int]] = {}
    for one in sorted(range(len(sentences)), key=lengths.__getitem__):
        words, own = sentences[one], owns[one]
        as_longer, as_shorter = (most - own for most in beyond[lengths[one]])
        if as_shorter <= 0 and (as_longer <= 0 or not among_rarest):
            continue
        rarest_first = sorted(map(rarity.__getitem__, words - told_once))
        near = [other for word in rarest_first[:as_longer] for other in among_rarest.get(word, ())]
        for other in dict.fromkeys(near):
            if len(words & sentences[other]) >= overlap * len(words | sentences[other]):
                yield one, other
        for word in rarest_first[: max(as_shorter, 0)]:
            among_rarest.setdefault(word, []).append(one)


@cache
def _beyond(words: int, overlap: float) -> tuple[int, int]:
    """Among how many of a sentence's rarest words one must be that a shorter one has, and a longer one."""
    shares = (overlap, 2 * overlap / (1 + overlap))
    longer, shorter = (words - max(math.ceil(share * words - _ROUNDING), 1) + 1 for share in shares)
    return longer, shorter


def _precedence(claim: ResolvedClaim, told: int) -> _Rank:
    """Who comes first stands for both; on a tie the origin that tells more elsewhere."""
    return (
        claim.published or date.max,
        _CAUTION[claim.interest],
        -told,
        claim.claim.document_key,
        claim.claim.trigger.start,
    )

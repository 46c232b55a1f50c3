"""Which reports are copies of which: the same words, by the same agency, with the earliest for the origin."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from contested.reconcile.fingerprints import Hashes, candidates, shared, signature, word_runs

# Share of the shorter text's word runs from which on a report is a copy. A fifth of the words changed leaves
# half of them (benchmarks/copies.py).
_COPY = 0.25
_SAME_AGENCY = 0.15  # where both credit the same agency
_AGENCY_ROWS = 2  # of a band: .9 of the pairs are found that share a seventh of all their word runs
_LEAST_RUNS = 12  # word runs in common: a sentence of fourteen words, which two may quote by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is kept of a text to find its copies: about three kilobytes for a report."""

    key: str
    document: str
    published: date | None
    agency: str | None
    runs: Hashes
    signature: Hashes

    @classmethod
    def of(
        cls, text: str, *, key: str, document: str, published: date | None = None, agency: str | None = None
    ) -> "Fingerprint":
        """The fingerprint of an article's words."""
        runs = word_runs(text)
        return cls(
            key=key,
            document=document,
            published=published,
            agency=agency,
            runs=runs,
            signature=signature(runs),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """That a report repeats another one's words."""

    key: str
    source: str  # key of the earlier report that it shares most with
    origin: str  # key of the earliest report that the words go back to
    taken: float  # share of its word runs that stand in the origin
    kept: float  # share of the origin's word runs that stand in it


def find_copies(prints: Sequence[Fingerprint]) -> tuple[Copied, ...]:
    """
    Each report that is a copy, in the order of publication; those of one origin are one group.

    The order in which the reports are given does not matter. An undated report is later than all dated ones.
    """
    ordered = sorted(prints, key=lambda one: (one.published or date.max, one.document, one.key))
    best: dict[int, tuple[float, int]] = {}
    seen: defaultdict[int, set[int]] = defaultdict(set)
    for earlier, later in _pairs(ordered):
        if earlier in seen[later] or ordered[earlier].key == ordered[later].key:
            continue
        seen[later].add(earlier)
        share = _share(ordered[earlier], ordered[later])
        if share is not None and (later not in best or (-share, earlier) < (-best[later][0], best[later][1])):
            best[later] = (share, earlier)
    origins: dict[int, int] = {}
    found: list[Copied] = []
    for later in sorted(best):
        source = best[later][1]
        origin = origins[later] = origins.get(source, source)
        common = shared(ordered[later].runs, ordered[origin].runs)
        found.append(
            Copied(
                key=ordered[later].key,
                source=ordered[source].key,
                origin=ordered[origin].key,
                taken=common / len(ordered[later].runs),
                kept=common / len(ordered[origin].runs),
            )
        )
    return tuple(found)


def _pairs(prints: Sequence[Fingerprint]) -> Iterator[tuple[int, int]]:
    """Pairs that may be copies: any that are much alike, and those of one agency that are a little alike."""
    usable = [number for number, one in enumerate(prints) if len(one.runs) >= _LEAST_RUNS]
    by_agency: defaultdict[str, list[int]] = defaultdict(list)
    for number in usable:
        agency = prints[number].agency
        if agency is not None:
            by_agency[agency].append(number)
    for one, other in candidates([prints[number].signature for number in usable]):
        yield usable[one], usable[other]
    for numbers in by_agency.values():
        for one, other in candidates([prints[number].signature for number in numbers], rows=_AGENCY_ROWS):
            yield numbers[one], numbers[other]


def _share(one: Fingerprint, other: Fingerprint) -> float | None:
    """The share of the shorter text that stands in the other, or None where that makes no copy."""
    common = shared(one.runs, other.runs)
    share = common / min(len(one.runs), len(other.runs))
    least = _SAME_AGENCY if one.agency is not None and one.agency == other.agency else _COPY
    return share if common >= _LEAST_RUNS and share >= least else None

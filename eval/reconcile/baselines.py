"""What contested is compared with: majority, latest report wins, TruthFinder, Dawid-Skene."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from wars import SIDES, Told

Shares = np.ndarray  # (places, sides)
BIN = 15  # days that count as one question; shorter ones leave too few answers to each
_SIDES = len(SIDES)


def majority(told: Sequence[Told], places: int, *, days: int = 7) -> Shares:
    """Who is named most in the last days in which somebody named a holder."""
    shares = np.full((places, _SIDES), 1 / _SIDES)
    for place, claims in _by_place(told).items():
        last = max(claim.published for claim in claims)
        votes = [claim.side for claim in claims if claim.published > last - days]
        counts = np.bincount(votes, minlength=_SIDES) + 0.5
        shares[place] = counts / counts.sum()
    return shares


def majority_month(told: Sequence[Told], places: int) -> Shares:
    """The same over thirty days, copies that show counted once."""
    seen: set[int] = set()
    once = [claim for claim in told if not (claim.words in seen or seen.add(claim.words))]
    return majority(once, places, days=30)


def latest(told: Sequence[Told], places: int) -> Shares:
    """Whoever was named last."""
    shares = np.full((places, _SIDES), 1 / _SIDES)
    for place, claims in _by_place(told).items():
        last = max(claims, key=lambda claim: (claim.published, claim.number))
        shares[place] = 0.1 / (_SIDES - 1)
        shares[place, last.side] = 0.9
    return shares


def truthfinder(told: Sequence[Told], places: int) -> Shares:
    """Yin, Han and Yu (2008): trust in sources and confidence in facts, in turn; rivals count against."""
    sources: defaultdict[tuple[int, int], dict[int, set[int]]] = defaultdict(dict)
    for claim in told:
        sources[claim.place, claim.published // BIN].setdefault(claim.side, set()).add(claim.outlet)
    facts = [(key, side, sorted(who)) for key, said in sources.items() for side, who in said.items()]
    question = np.unique([key[0] * 10_000 + key[1] for key, _, _ in facts], return_inverse=True)[1]
    fact_of = np.repeat(np.arange(len(facts)), [len(who) for _, _, who in facts])
    source_of = np.concatenate([who for _, _, who in facts])
    trust = np.full(int(source_of.max()) + 1, 0.9)
    counts = np.maximum(np.bincount(source_of, minlength=len(trust)), 1)
    confidence = np.zeros(len(facts))
    for _ in range(20):
        score = np.bincount(fact_of, -np.log(1 - np.clip(trust, 0, 0.999))[source_of])
        rivals = np.bincount(question, score)[question] - score
        confidence = 1 / (1 + np.exp(-0.3 * (score - 0.25 * rivals)))
        again = np.bincount(source_of, confidence[fact_of], minlength=len(trust)) / counts
        if np.abs(again - trust).max() < 1e-4:
            break
        trust = again
    return _latest_bin([(key, side) for key, side, _ in facts], confidence, places)


def dawid_skene(told: Sequence[Told], places: int) -> Shares:
    """Dawid and Skene (1979): a confusion matrix for each outlet by EM; the last word of each bin counts."""
    answers = {(claim.place, claim.published // BIN, claim.outlet): claim.side for claim in told}
    keys = sorted({(place, when) for place, when, _ in answers})
    number = {key: at for at, key in enumerate(keys)}
    task = np.array([number[place, when] for place, when, _ in answers])
    worker = np.array([outlet for _, _, outlet in answers])
    label = np.array(list(answers.values()))
    workers = int(worker.max()) + 1
    belief = np.zeros((len(keys), _SIDES))
    np.add.at(belief, (task, label), 1.0)
    belief /= belief.sum(1, keepdims=True)
    for _ in range(30):
        confusion = np.full((workers, _SIDES, _SIDES), 0.01)  # (worker, truth, label)
        np.add.at(confusion.transpose(0, 2, 1), (worker, label), belief[task])
        confusion /= confusion.sum(2, keepdims=True)
        log = np.tile(np.log(belief.mean(0) + 1e-9), (len(keys), 1))
        np.add.at(log, task, np.log(confusion[worker, :, label]))
        belief = np.exp(log - log.max(1, keepdims=True))
        belief /= belief.sum(1, keepdims=True)
    facts = [(key, side) for key in keys for side in range(_SIDES)]
    return _latest_bin(facts, np.clip(belief, 1e-3, 1).ravel(), places)


def _latest_bin(facts: Sequence[tuple[tuple[int, int], int]], weight: np.ndarray, places: int) -> Shares:
    shares = np.full((places, _SIDES), 1 / _SIDES)
    last: dict[int, int] = {}
    for (place, when), _ in facts:
        last[place] = max(when, last.get(place, when))
    found = np.full((places, _SIDES), 1e-3)
    for ((place, when), side), value in zip(facts, weight, strict=True):
        if last[place] == when:
            found[place, side] += value
    for place in last:
        shares[place] = found[place] / found[place].sum()
    return shares


def _by_place(told: Sequence[Told]) -> dict[int, list[Told]]:
    found: defaultdict[int, list[Told]] = defaultdict(list)
    for claim in told:
        found[claim.place].append(claim)
    return found


BASELINES: dict[str, Callable[[Sequence[Told], int], Shares]] = {
    "majority, 7 days": majority,
    "majority, 30 days": majority_month,
    "latest": latest,
    "TruthFinder": truthfinder,
    "Dawid-Skene": dawid_skene,
}


def sieges_by_majority(told: Sequence[Told], places: int, tau: int) -> np.ndarray:
    """(places,): more reports of a siege than of its end in thirty days."""
    return _siege_votes([one for one in told if one.published > tau - 30], places) > 0


def sieges_by_latest(told: Sequence[Told], places: int) -> np.ndarray:
    """(places,): the last word is that it is besieged."""
    last: dict[int, Told] = {}
    for one in sorted(told, key=lambda one: (one.published, one.number)):
        if one.kind in ("siege", "relief") or (one.kind == "capture" and one.place in last):
            last[one.place] = one
    return _siege_votes(list(last.values()), places) > 0


def _siege_votes(told: Sequence[Told], places: int) -> np.ndarray:
    votes = np.zeros(places)
    for one in told:
        if one.place >= places:
            continue  # a region
        votes[one.place] += {"siege": 1, "relief": -1}.get(one.kind, 0)
    return votes

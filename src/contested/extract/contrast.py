"""What spoke for an answer and against the one that came second: sums of a judge's weights, in words."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from contested.extract.feature_words import core, in_words
from contested.extract.judge import Judge
from contested.model.reasons import Reason

_LEAST = 0.05  # log-odds; less moves no answer
_SMALLEST_SHARE = 1e-9
MOST = 8
REST = "all else together"
NETWORK = "the network that reads the words around"
LEAN = "a general lean, whatever the words"


def between_classes(
    judge: Judge, features: Sequence[str], answer: str, rival: str, *, odds: float, beyond: str = LEAN
) -> tuple[Reason, ...]:
    """
    Why one class and not another.

    Args:
        judge: Gave each class a score.
        features: What it looked at.
        answer: The class that it chose.
        rival: The one that came second.
        odds: The log-odds of the two, as they counted in the end.
        beyond: What makes these differ from the sum of the judge's weights.
    """
    one, other = judge.classes.index(answer), judge.classes.index(rival)
    weights = (
        (in_words(core(feature)), feature, float(judge.weights[row, one] - judge.weights[row, other]))
        for feature in features
        if (row := judge.rows.get(feature)) is not None
    )
    return _summed(weights, odds, beyond)


def between_rows(
    judge: Judge,
    answer: Iterable[str],
    rival: Iterable[str],
    *,
    odds: float,
    beyond: str = LEAN,
) -> tuple[Reason, ...]:
    """
    Why one alternative and not another: the features that only one of them has.

    Args:
        judge: Gave each alternative a score.
        answer: What it looked at of the one that it chose.
        rival: The same of the one that came second.
        odds: The log-odds of the two, as they counted in the end.
        beyond: What makes the odds differ from the sum of the judge's weights.
    """
    mine, other = Counter(answer), Counter(rival)
    found = [("", feature, times) for feature, times in (mine - other).items()]
    found += [("runner-up: ", feature, -times) for feature, times in (other - mine).items()]
    weights = (
        (mark + in_words(core(feature)), feature, times * float(judge.weights[row, 0]))
        for mark, feature, times in found
        if (row := judge.rows.get(feature)) is not None
    )
    return _summed(weights, odds, beyond)


def log_odds(share: float, rival: float) -> float:
    """How much likelier one answer is than another, as the natural logarithm."""
    return math.log(max(share, _SMALLEST_SHARE) / max(rival, _SMALLEST_SHARE))


def _summed(found: Iterable[tuple[str, str, float]], odds: float, beyond: str) -> tuple[Reason, ...]:
    """Reasons that say the same as one, strongest first; all together they are the odds."""
    weights: defaultdict[str, float] = defaultdict(float)
    features: defaultdict[str, list[str]] = defaultdict(list)
    for says, feature, weight in found:
        weights[says] += weight
        features[says].append(feature)
    ranked = sorted(weights, key=lambda says: (-abs(weights[says]), says))
    shown = [says for says in ranked if abs(weights[says]) >= _LEAST][:MOST]
    reasons = [
        Reason(says=says, weight=round(weights[says], 2), features=tuple(dict.fromkeys(features[says])))
        for says in shown
    ]
    total = sum(weights.values())
    ends = ((REST, total - sum(weights[says] for says in shown)), (beyond, odds - total))
    reasons += [
        Reason(says=says, weight=round(weight, 2), features=())
        for says, weight in ends
        if abs(weight) >= _LEAST
    ]
    return tuple(sorted(reasons, key=lambda reason: (reason.says == REST, -abs(reason.weight))))

"""Fits sparse linear judges: one for classes, one for choices among alternatives."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from examples import Choices, Example
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from contested.extract.judge import Judge

LEAST = 2  # a feature seen in fewer examples is a name, not a habit of the language


def fit_classes(name: str, examples: Sequence[Example], *, strength: float) -> Judge:
    """A multinomial logistic regression over named features."""
    rows = _rows(example.features for example in examples)
    matrix = _matrix([example.features for example in examples], rows)
    classes = tuple(sorted({example.answer for example in examples}))
    answer = np.array([classes.index(example.answer) for example in examples])
    shape = (len(rows), len(classes))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        picked = shares[np.arange(len(answer)), answer]
        shares[np.arange(len(answer)), answer] -= 1.0
        gradient = matrix.T @ shares + strength * weights
        return float(-np.log(picked + 1e-12).sum() + 0.5 * strength * (weights**2).sum()), np.asarray(
            gradient
        ).ravel()

    best = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return Judge(name, classes, rows, best.x.reshape(shape).astype(np.float32))


def fit_choices(name: str, choices: Sequence[Choices], *, strength: float) -> Judge:
    """A conditional logit: the right alternatives of each group against the others."""
    rows = _rows(row for choice in choices for row in choice.rows)
    matrix = _matrix([row for choice in choices for row in choice.rows], rows)
    group = np.repeat(np.arange(len(choices)), [len(choice.rows) for choice in choices])
    right = np.array([ok for choice in choices for ok in choice.right])
    starts = np.concatenate([[0], np.cumsum([len(choice.rows) for choice in choices])[:-1]])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, starts)[group]
        grown = np.exp(scores)
        shares = grown / np.add.reduceat(grown, starts)[group]
        good = np.where(right, shares, 0.0)
        total = np.add.reduceat(good, starts)
        gradient = matrix.T @ (shares - good / total[group]) + strength * weights
        return float(-np.log(total + 1e-12).sum() + 0.5 * strength * (weights**2).sum()), gradient

    best = minimize(loss, np.zeros(len(rows)), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return Judge(name, ("fits",), rows, best.x.reshape(-1, 1).astype(np.float32))


def _rows(all_features: object) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for features in all_features:  # type: ignore[attr-defined]
        counts.update(set(features))
    return {feature: row for row, feature in enumerate(sorted(f for f, n in counts.items() if n >= LEAST))}


def _matrix(all_features: Sequence[Sequence[str]], rows: dict[str, int]) -> csr_matrix:
    indices: list[int] = []
    bounds = [0]
    for features in all_features:
        indices += sorted({rows[feature] for feature in features if feature in rows})
        bounds.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, bounds), shape=(len(all_features), len(rows)))

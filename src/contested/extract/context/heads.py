"""What the network's last layers make of vectors: how each event type, and each filler of a role, fits."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from contested.extract.choosing import ROLES
from contested.extract.context.questions import Code, Fillers, Question
from contested.extract.context.windows import SIDES
from contested.extract.judge import Scores, log_shares

_FOES_WEIGH = 4.0  # so that the weights learn as fast as the others


class Heads:
    """
    The heads of a trained network; `training/context_net.py` has them as they are trained.

    Those of the roles, which multiply most, are a model of their own in 8 bits: for the triggers of a window
    and all that may fill their roles it gives scores before the other roles are looked at.
    """

    def __init__(self, roles: Any, arrays: Mapping[str, Scores]) -> None:
        self._roles = roles  # onnxruntime.InferenceSession
        self._arrays = arrays

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return len(self._arrays["trigger.in"])

    def events(self, triggers: Scores) -> Scores:
        """The log shares of each event type, or none, for each trigger, `(triggers, events)`."""
        arrays = self._arrays
        hidden = _gelu(triggers @ arrays["trigger.in"] + arrays["trigger.in.bias"])
        return log_shares(hidden @ arrays["trigger.out"] + arrays["trigger.out.bias"])

    def fillers(
        self, questions: Sequence[Question], triggers: Scores, vectors: Scores
    ) -> list[Mapping[str, Sequence[float]]]:
        """
        For each question and role the log shares of all fillers, the last for leaving the role open.

        Args:
            questions: Triggers of one window.
            triggers: Their vectors, `(questions, width)`.
            vectors: Those of the window's mentions and sides, as the fillers number them.
        """
        events = np.array([question.event for question in questions])
        parties, places = (_Asked([q.fillers[role] for q in questions]) for role in ("actor", "place"))
        asked = {"actor": parties, "target": parties, "place": places}
        inputs = {"vectors": vectors, "triggers": triggers, "events": events}
        inputs |= {"party_of": parties.question, "parties": np.stack(parties.fillers)}
        inputs |= {"place_of": places.question, "places": np.stack(places.fillers)}
        found = self._roles.run([part for role in ROLES for part in (role, f"{role}.none")], inputs)
        scores = {role: asked[role].together(*found[2 * at : 2 * at + 2]) for at, role in enumerate(ROLES)}
        sides = {role: parties.by_side(scores[role]) for role in ("actor", "target")}
        foes = _foes(sides["actor"], sides["target"])
        of, fillers = parties.question, parties.fillers
        where, named = (of, fillers.sides), fillers.sides > 0
        for role, other in (("actor", "target"), ("target", "actor")):
            weights = self._arrays[f"{role}.foes"][2 * events[of] + fillers.implied]
            met = weights[:, 0] * sides[other][where] + weights[:, 1] * (sides[other] @ foes)[where]
            scores[role][parties.rows] += np.where(named, _FOES_WEIGH * met, 0)
        answers = [asked[role].split(scores[role]) for role in ROLES]
        return [dict(zip(ROLES, shares, strict=True)) for shares in zip(*answers, strict=True)]


class _Asked:
    """
    All that may fill a role of the triggers of a window, one trigger after another.

    Scores have a row for each filler, and after those of a trigger one for leaving its role open.
    """

    def __init__(self, asked: Sequence[Sequence[Code]]) -> None:
        sizes = np.array([len(one) for one in asked])
        self.fillers = Fillers.of(asked)
        self.question = np.repeat(np.arange(len(sizes)), sizes)  # the trigger's number, for each filler
        self.rows = np.arange(len(self.question)) + self.question
        self._last = np.cumsum(sizes + 1) - 1
        self._first = self._last - sizes
        self._of_row = np.repeat(np.arange(len(sizes)), sizes + 1)

    def together(self, fillers: Scores, left_open: Scores) -> Scores:
        """The scores of fillers, and of leaving the role of each trigger open, in rows."""
        scores: Scores = np.empty(len(self._of_row), dtype=np.float32)
        scores[self.rows], scores[self._last] = fillers, left_open
        return scores

    def by_side(self, scores: Scores) -> Scores:
        """How much of the shares each side gets, shape `(triggers, SIDES)`."""
        shares = np.exp(self._log_shares(scores)[self.rows])
        count = len(self._last)
        found = np.bincount(self.question * SIDES + self.fillers.sides, shares, count * SIDES)
        return found.astype(np.float32).reshape(count, SIDES)

    def split(self, scores: Scores) -> list[list[float]]:
        """For each trigger the log shares of its fillers, the last for leaving the role open."""
        shares = self._log_shares(scores).tolist()
        ends = zip(self._first.tolist(), self._last.tolist(), strict=True)
        return [shares[first : last + 1] for first, last in ends]

    def _log_shares(self, scores: Scores) -> Scores:
        rows: Scores = scores - np.maximum.reduceat(scores, self._first)[self._of_row]
        rows -= np.log(np.add.reduceat(np.exp(rows), self._first))[self._of_row]
        return rows


def _gelu(x: Scores) -> Scores:
    """The activation, in one array: there are millions of numbers in long reports."""
    found: Scores = x * x
    found *= 0.044715
    found += 1
    found *= x
    found *= 0.7978845608
    np.tanh(found, out=found)
    found += 1
    found *= x
    found *= 0.5
    return found


def _foes(actors: Scores, targets: Scores) -> Scores:
    """How often each side of a window fights each other one, rows adding up to at most 1."""
    met = actors.T @ targets
    met = met + met.T
    np.fill_diagonal(met, 0)
    met[0] = met[:, 0] = 0
    found: Scores = met / (met.sum(axis=1, keepdims=True) + 0.3)
    return found

"""The fine-tuned transformer behind one door: what its weights make of a report, in plain arrays."""

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.errors import KnowledgeError
from contested.extract.candidates import Situation
from contested.extract.choosing import ROLES
from contested.extract.context.questions import Fillers, Prepared, Question, View, Vocabulary
from contested.extract.context.windows import SIDES, numbered, opened
from contested.extract.context.wordpieces import Wordpieces
from contested.extract.fillers import Filler
from contested.extract.judge import Scores, log_shares
from contested.extract.reading import Reading


@dataclass(frozen=True, slots=True)
class ContextNetwork:
    """
    The network of one language: an encoder that gives each piece a vector, and heads that compare vectors.

    Shapes: the encoder turns `(pieces,)` into `(needed pieces, width)`; `training/context_net.py` has the
    heads.
    """

    encoder: Any  # onnxruntime.InferenceSession
    heads: Mapping[str, Scores]
    wordpieces: Wordpieces
    vocabulary: Vocabulary

    def read(self, reading: Reading, words: Sequence[tuple[int, int]]) -> "Context":
        """What the network makes of a report; only of these words, given as spans, it is asked later."""
        prepared = Prepared(reading, self.wordpieces, self.vocabulary)
        return Context(
            self.heads, prepared, [self._encode(prepared, *asked) for asked in prepared.needed(words)]
        )

    def begin(self, reading: Reading, words: Sequence[tuple[int, int]], pool: Executor) -> "BegunContext":
        """What the network will have made of a report; the encoder, which takes longest, runs in a pool."""
        prepared = Prepared(reading, self.wordpieces, self.vocabulary)
        windows = [pool.submit(self._encode, prepared, *asked) for asked in prepared.needed(words)]
        return BegunContext(self.heads, prepared, windows)

    def _encode(self, prepared: Prepared, view: View, needed: NDArray[np.bool_]) -> Scores:
        """A vector for each piece of a window that is needed, and zeros for the others."""
        window, marks = view.window, prepared.marks
        vectors: Scores = np.zeros((window.size, len(self.heads["trigger.in"])), dtype=np.float32)
        if needed.any():
            inputs = {
                "ids": numbered(window, prepared.pieces),
                "kinds": opened(window, marks.kinds),
                "sides": opened(window, marks.sides),
                "stances": opened(window, marks.stances),
            }
            rows = {name: values[None] for name, values in inputs.items()}
            # The last layer makes vectors only of these.
            (found,) = self.encoder.run(None, rows | {"needed": np.flatnonzero(needed)})
            vectors[needed] = found[0]
        return vectors


@dataclass(frozen=True, slots=True)
class BegunContext:
    """A report whose windows a pool encodes one by one, so that whoever stops waits for one at most."""

    heads: Mapping[str, Scores]
    prepared: Prepared
    windows: Sequence[Future[Scores]]

    def result(self) -> "Context":
        """What the network made of the report, once it has."""
        return Context(self.heads, self.prepared, [window.result() for window in self.windows])


class Context:
    """One report in vectors; gives log shares that add to those of the judges."""

    def __init__(self, heads: Mapping[str, Scores], prepared: Prepared, vectors: Sequence[Scores]) -> None:
        self._heads = heads
        self._prepared = prepared
        # Sums from the left, so that the mean over any span is one subtraction.
        self._sums = [np.concatenate([np.zeros_like(v[:1]), v.cumsum(axis=0)]) for v in vectors]

    def event_scores(self, words: Sequence[tuple[int, int]]) -> list[Mapping[str, float]]:
        """How each event type, or none, fits words given as spans; log shares, empty without pieces."""
        places = [self._prepared.trigger(start, end) for start, end in words]
        means = [self._mean(*place) for place in places if place is not None]
        rows = iter(_mlp(np.stack(means), self._heads, "trigger")) if means else iter(())
        events = self._prepared.vocabulary.events
        return [
            {} if place is None else dict(zip(events, log_shares(next(rows)).tolist(), strict=True))
            for place in places
        ]

    def role_scores(
        self, asked: Sequence[tuple[Situation, Mapping[str, Sequence[Filler]]]]
    ) -> list[Mapping[str, Scores]]:
        """
        How each filler fits each role of each trigger of a report, and how leaving it open does (last).

        All triggers are asked at once: who fights whom elsewhere in the report tells who is meant here.
        """
        found: list[Mapping[str, Scores]] = [{} for _ in asked]
        by_window: dict[int, list[tuple[int, Question]]] = {}
        for number, (situation, fillers) in enumerate(asked):
            if (question := self._prepared.ask(situation, fillers)) is not None:
                by_window.setdefault(question[0], []).append((number, question[1]))
        for window, questions in by_window.items():
            answers = self._answers(window, [question for _, question in questions])
            for (number, _), answer in zip(questions, answers, strict=True):
                found[number] = answer
        return found

    def _mean(self, window: int, span: tuple[int, int]) -> Scores:
        sums = self._sums[window]
        mean: Scores = (sums[span[1]] - sums[span[0]]) / (span[1] - span[0])
        return mean

    def _vectors(self, window: int) -> Scores:
        """A row of zeros, then one for each mention and each side of a window."""
        view = self._prepared.views[window]
        width = self._sums[window].shape[1]
        mentions = [self._mean(window, span) for span in view.spans]
        sides = [np.mean([mentions[number] for number in group], axis=0) for group in view.groups]
        return np.stack([np.zeros(width, dtype=np.float32), *mentions, *sides]).astype(np.float32)

    def _answers(self, window: int, questions: Sequence[Question]) -> list[Mapping[str, Scores]]:
        vectors = self._vectors(window)
        triggers = np.stack([self._mean(window, question.trigger) for question in questions])
        events = np.array([question.event for question in questions])
        asked = {role: _Asked.of([question.fillers[role] for question in questions]) for role in ROLES}
        for role in ROLES:
            self._compare(role, asked[role], triggers, events, vectors)
        sides = {role: asked[role].by_side() for role in ("actor", "target")}
        foes = _foes(sides["actor"], sides["target"])
        for role, other in (("actor", "target"), ("target", "actor")):
            one, against = asked[role], sides[other] @ foes
            weights = self._heads[f"{role}.foes"][2 * events[one.question] + one.fillers.implied]
            where = one.question, one.fillers.sides
            met = weights[:, 0] * sides[other][where] + weights[:, 1] * against[where]
            one.scores += np.where(one.fillers.sides > 0, _FOES_WEIGH * met, 0)
        found = [asked[role].log_shares() for role in ROLES]
        return [dict(zip(ROLES, shares, strict=True)) for shares in zip(*found, strict=True)]

    def _compare(
        self, role: str, asked: "_Asked", triggers: Scores, events: NDArray[np.int64], vectors: Scores
    ) -> None:
        """Scores the fillers of a role, and leaving it open, before the other roles are looked at."""
        heads, fillers, of = self._heads, asked.fillers, asked.question
        meant = heads[f"{role}.implied"] + heads["side"][fillers.sides] + heads["stance"][fillers.stances]
        filled = vectors[fillers.vectors] + fillers.implied[:, None] * meant
        hidden = (
            filled @ heads[f"{role}.filler"]
            + (triggers[of] * filled) @ heads[f"{role}.both"]
            + (triggers @ heads[f"{role}.trigger"] + heads[f"{role}.event"][events])[of]
            + heads[f"{role}.distance"][fillers.distances]
            + heads[f"{role}.relation"][fillers.relations]
        )
        asked.scores = _gelu(hidden) @ heads[f"{role}.out"]
        asked.open = _mlp(triggers, heads, f"{role}.none")[np.arange(len(events)), events]


class _Asked:
    """All that may fill one role of the triggers of a window, one trigger after another, with scores."""

    def __init__(self, fillers: Fillers, sizes: Sequence[int]) -> None:
        self.fillers = fillers
        self.question = np.repeat(np.arange(len(sizes)), sizes)  # the trigger's number, for each filler
        self.scores: Scores = np.zeros(len(self.question), dtype=np.float32)
        self.open: Scores = np.zeros(len(sizes), dtype=np.float32)  # leaving the role open, for each trigger
        self._ends = np.cumsum(sizes)[:-1]

    @classmethod
    def of(cls, fillers: Sequence[Fillers]) -> "_Asked":
        """The fillers of several triggers."""
        joined = Fillers(*(np.concatenate(columns) for columns in zip(*fillers, strict=True)))
        return cls(joined, [len(one.vectors) for one in fillers])

    def by_side(self) -> Scores:
        """How much of the shares each side gets, shape `(triggers, SIDES)`."""
        found = np.zeros((len(self.open), SIDES), dtype=np.float32)
        shares = np.concatenate([shares[:-1] for shares in self.log_shares()])
        np.add.at(found, (self.question, self.fillers.sides), np.exp(shares))
        return found

    def log_shares(self) -> list[Scores]:
        """For each trigger the log shares of its fillers, the last for leaving the role open."""
        parts = np.split(self.scores, self._ends)
        return [log_shares(np.append(part, none)) for part, none in zip(parts, self.open, strict=True)]


_FOES_WEIGH = 4.0  # so that the weights learn as fast as the others


def _mlp(vector: Scores, heads: Mapping[str, Scores], name: str) -> Scores:
    hidden = _gelu(vector @ heads[f"{name}.in"] + heads[f"{name}.in.bias"])
    found: Scores = hidden @ heads[f"{name}.out"] + heads[f"{name}.out.bias"]
    return found


def _gelu(x: Scores) -> Scores:
    found: Scores = 0.5 * x * (1 + np.tanh(0.7978845608 * x * (1 + 0.044715 * x * x)))
    return found


def _foes(actors: Scores, targets: Scores) -> Scores:
    """How often each side of a window fights each other one, rows adding up to at most 1."""
    met = actors.T @ targets
    met = met + met.T
    np.fill_diagonal(met, 0)
    met[0] = met[:, 0] = 0
    found: Scores = met / (met.sum(axis=1, keepdims=True) + 0.3)
    return found


@cache
def load_context_network(language: str = "en") -> ContextNetwork | None:
    """
    The network that is shipped for a language; None where there is none: then the judges decide alone.

    Raises:
        KnowledgeError: The files of weights do not belong together or are damaged.
    """
    folder = files("contested") / "data" / "languages" / language / "context"
    if not folder.is_dir():
        return None
    import onnxruntime  # late: a tenth of a second

    try:
        model = (folder / "encoder.onnx").read_bytes()
        with np.load(BytesIO((folder / "heads.npz").read_bytes()), allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{language}/context: not readable ({error}); reinstall contested") from error
    expected, found = _lines(arrays.pop("encoder"))[0], hashlib.sha256(model).hexdigest()
    if found != expected:
        raise KnowledgeError(
            f"{language}/context/encoder.onnx: sha256 {found[:16]}..., heads.npz was trained with "
            f"{expected[:16]}...; reinstall contested"
        )
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1  # a second thread costs more than it saves; run more processes
    session = onnxruntime.InferenceSession(
        model,
        options,
        providers=["CPUExecutionProvider"],
        # Fused into one, adding and normalising take a dozen times as long as one after the other.
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    numbers = {
        key: {word: at + 1 for at, word in enumerate(_lines(arrays.pop(key)))}
        for key in ("stances", "relations")
    }
    vocabulary = Vocabulary(tuple(_lines(arrays.pop("events"))), numbers["stances"], numbers["relations"])
    pieces = (folder / "wordpieces.txt").read_text("utf-8").split("\n")
    heads = {name: array.astype(np.float32) for name, array in arrays.items()}
    return ContextNetwork(session, heads, Wordpieces.of(pieces), vocabulary)


def _lines(array: NDArray[Any]) -> list[str]:
    return bytes(array).decode().split("\n")

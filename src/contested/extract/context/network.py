"""The fine-tuned transformer behind one door: what its weights make of a report, in plain arrays."""

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.errors import KnowledgeError
from contested.extract.candidates import Situation
from contested.extract.context.heads import Heads
from contested.extract.context.questions import Prepared, Question, View, Vocabulary
from contested.extract.context.windows import numbered, opened
from contested.extract.context.wordpieces import Wordpieces
from contested.extract.judge import Scores
from contested.extract.reading import Reading
from contested.extract.sessions import session

Asked = tuple[View, NDArray[np.bool_]]  # a window, and which of its pieces are needed


@dataclass(frozen=True, slots=True)
class ContextNetwork:
    """
    The network of one language: an encoder that gives each piece a vector, and heads that compare vectors.

    Shapes: the encoder turns `(pieces,)` into `(needed pieces, width)`.
    """

    encoder: Any  # onnxruntime.InferenceSession
    heads: Heads
    wordpieces: Wordpieces
    vocabulary: Vocabulary

    def read(self, reading: Reading, words: Sequence[tuple[int, int]]) -> "Context":
        """What the network makes of a report; only of these words, given as spans, it is asked later."""
        prepared = Prepared(reading, self.wordpieces, self.vocabulary)
        asked = prepared.needed(words)
        return Context(self.heads, prepared, asked, [self.encode(prepared, *window) for window in asked])

    def begin(self, reading: Reading, words: Sequence[tuple[int, int]], pool: Executor) -> "BegunContext":
        """What the network will have made of a report; the encoder, which takes longest, runs in a pool."""
        prepared = Prepared(reading, self.wordpieces, self.vocabulary)
        asked = prepared.needed(words)
        begun = [pool.submit(self.encode, prepared, *window) for window in asked]
        return BegunContext(self, prepared, asked, begun)

    def encode(self, prepared: Prepared, view: View, needed: NDArray[np.bool_]) -> Scores:
        """
        The vectors of the pieces of a window that are needed, as sums from the left, `(1 + needed, width)`.

        So the mean over any span is one subtraction.
        """
        sums = np.zeros((1 + int(needed.sum()), self.heads.width), dtype=np.float32)
        if len(sums) == 1:
            return sums
        window, marks = view.window, prepared.marks
        inputs = {
            "ids": numbered(window, prepared.pieces),
            "kinds": opened(window, marks.kinds),
            "sides": opened(window, marks.sides),
            "stances": opened(window, marks.stances),
        }
        rows = {name: values[None] for name, values in inputs.items()}
        # The last layer makes vectors only of these.
        (found,) = self.encoder.run(None, rows | {"needed": np.flatnonzero(needed)})
        np.add.accumulate(found[0], axis=0, out=sums[1:])
        return sums


@dataclass(frozen=True, slots=True)
class BegunContext:
    """A report whose windows a pool encodes one by one, so that whoever stops waits for one at most."""

    network: ContextNetwork
    prepared: Prepared
    asked: Sequence[Asked]
    windows: list[Future[Scores]]

    @property
    def is_ready(self) -> bool:
        """Whether nobody has to wait for the result."""
        return all(window.done() and not window.cancelled() for window in self.windows)

    def help(self) -> bool:
        """Encodes here a window that the pool has not come to; whether there was one."""
        for at, window in enumerate(self.windows):
            if window.cancel():
                found: Future[Scores] = Future()
                try:
                    found.set_result(self.network.encode(self.prepared, *self.asked[at]))
                except Exception as error:  # told to whoever asks for this report, as by the pool
                    found.set_exception(error)
                self.windows[at] = found  # where Ctrl-C comes between, the next one who helps begins anew
                return True
        return False

    def result(self) -> "Context":
        """What the network made of the report, once it has."""
        sums = [window.result() for window in self.windows]
        return Context(self.network.heads, self.prepared, self.asked, sums)


class Context:
    """One report in vectors; gives log shares that add to those of the judges."""

    def __init__(
        self, heads: Heads, prepared: Prepared, asked: Sequence[Asked], sums: Sequence[Scores]
    ) -> None:
        self._heads = heads
        self._prepared = prepared
        self._sums = np.concatenate([np.zeros((0, heads.width), dtype=np.float32), *sums])
        # Where the pieces of each window stand among them, and where each window begins among those.
        firsts = np.cumsum([0, *map(len, sums)]).tolist()
        before = [
            np.concatenate([[first], needed]).cumsum()
            for first, (_, needed) in zip(firsts, asked, strict=False)
        ]
        self._places = np.concatenate([np.zeros(0, dtype=np.int64), *before])
        self._begin = np.cumsum([0, *map(len, before)])

    def event_scores(self, words: Sequence[tuple[int, int]]) -> list[Mapping[str, float]]:
        """How each event type, or none, fits words given as spans; log shares, empty without pieces."""
        places = self._prepared.triggers(words)
        found = [place for place in places if place is not None]
        events = self._prepared.vocabulary.events
        means = self._means([window for window, _ in found], [span for _, span in found])
        rows = (dict(zip(events, row, strict=True)) for row in self._heads.events(means).tolist())
        return [{} if place is None else next(rows) for place in places]

    def role_scores(self, situations: Sequence[Situation]) -> list[Mapping[str, Sequence[float]]]:
        """
        How each filler fits each role of each trigger of a report, and how leaving it open does (last).

        All triggers are asked at once: who fights whom elsewhere in the report tells who is meant here.
        """
        found: list[Mapping[str, Sequence[float]]] = [{} for _ in situations]
        by_window: dict[int, list[tuple[int, Question]]] = {}
        for number, situation in enumerate(situations):
            if (question := self._prepared.ask(situation)) is not None:
                by_window.setdefault(question[0], []).append((number, question[1]))
        for window, questions in by_window.items():
            triggers = self._means(window, [question.trigger for _, question in questions])
            answers = self._heads.fillers([q for _, q in questions], triggers, self._vectors(window))
            for (number, _), answer in zip(questions, answers, strict=True):
                found[number] = answer
        return found

    def _means(self, window: int | Sequence[int], spans: Sequence[tuple[int, int]]) -> Scores:
        """The mean vector of each span of pieces of a window, or of a window of its own, `(spans, width)`."""
        edges = np.array(spans, dtype=np.int64).reshape(-1, 2)
        begin, end = self._places[edges + np.reshape(self._begin[window], (-1, 1))].T
        means: Scores = (self._sums[end] - self._sums[begin]) / (end - begin).astype(np.float32)[:, None]
        return means

    def _vectors(self, window: int) -> Scores:
        """A row of zeros, then one for each mention and each side of a window."""
        view = self._prepared.views[window]
        mentions = self._means(window, view.spans)
        sides = [mentions[group].mean(axis=0, keepdims=True) for group in view.groups]
        return np.concatenate([np.zeros((1, self._heads.width), dtype=np.float32), mentions, *sides])


@cache
def load_context_network(language: str = "en") -> ContextNetwork | None:
    """
    The network that is shipped for a language; None where there is none: then the judges decide alone.

    Raises:
        KnowledgeError: The files of weights do not belong together or are damaged.
    """
    folder = files("contested") / "data" / "languages" / language / "context"
    return read_context_network(folder, f"{language}/context") if folder.is_dir() else None


def read_context_network(folder: Traversable, name: str) -> ContextNetwork:
    """
    A network from its files.

    Raises:
        KnowledgeError: They do not belong together or are damaged; calls them by the name.
    """
    try:
        with np.load(BytesIO((folder / "heads.npz").read_bytes()), allow_pickle=False) as held:
            arrays = {key: held[key] for key in held.files}
        models = {part: (folder / f"{part}.onnx").read_bytes() for part in ("encoder", "roles")}
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{name}: not readable ({error}); reinstall contested") from error
    for part, model in models.items():
        expected, found = _lines(arrays.pop(part))[0], hashlib.sha256(model).hexdigest()
        if found != expected:
            raise KnowledgeError(
                f"{name}/{part}.onnx: sha256 {found[:16]}..., heads.npz was trained with "
                f"{expected[:16]}...; reinstall contested"
            )
    numbers = {
        key: {word: at + 1 for at, word in enumerate(_lines(arrays.pop(key)))}
        for key in ("stances", "relations")
    }
    vocabulary = Vocabulary(tuple(_lines(arrays.pop("events"))), numbers["stances"], numbers["relations"])
    pieces = (folder / "wordpieces.txt").read_text("utf-8").split("\n")
    heads = Heads(session(models["roles"]), {key: array.astype(np.float32) for key, array in arrays.items()})
    return ContextNetwork(session(models["encoder"]), heads, Wordpieces.of(pieces), vocabulary)


def _lines(array: NDArray[Any]) -> list[str]:
    return bytes(array).decode().split("\n")

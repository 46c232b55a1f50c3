"""Makes the language model faster: remembered vectors, encoders in 8 bits, other products, word lists."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.extract.arc_finder import ArcFinder
from contested.extract.encoders import encoded

_MOST = 20_000  # vectors remembered for each encoder of the pipeline: 8 to 15 MB
_MIX = np.uint64(0x9E3779B97F4A7C15)  # spreads one number over another when two make a key


def quicken(nlp: Any, encoders: Mapping[str, bytes] | None = None) -> Any:
    """
    The same pipeline: vectors of words are remembered, NumPy multiplies, sentences are parsed together.

    The vector of a word before its neighbours are looked at hangs on its form, its norm and the blank
    behind it alone: it is computed once, which saves a third of the products. NumPy's OpenBLAS multiplies
    thrice as fast as the BLIS that spaCy uses (94 against 31 GFLOP a second on an AVX-512 core, 2026-11).
    No tag, arc or name of the open corpus changes by these. A lemma is looked for in sets: the first time
    that a form is met, which costs most on few reports.

    Args:
        nlp: The pipeline as its package ships it; it is changed.
        encoders: For parts of the pipeline what sees their words among their neighbours instead, as ONNX
            (`training/train_encoders.py` writes it and says how often the answers differ).
    """
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, part in nlp.pipeline:
        model = getattr(part, "model", None)
        if model is not None and model is not True:
            for node in model.walk():
                node.ops = ops
    for name, model, node in list(_encoders(nlp)):
        embedding, among_neighbours = node.layers
        model.replace_node(embedding, _remembering(embedding, nlp.vocab))
        if encoders and name in encoders:
            model.replace_node(among_neighbours, encoded(encoders[name], among_neighbours))
    _look_up_in_sets(nlp)
    _parse_together(nlp)
    return nlp


def encoders_of(nlp: Any) -> Iterator[tuple[str, Any]]:
    """By part of the pipeline the node that sees words among their neighbours."""
    for name, _, node in _encoders(nlp):
        yield name, node.layers[1]


def _encoders(nlp: Any) -> Iterator[tuple[str, Any, Any]]:
    """Parts that turn documents into vectors, first word by word, then with neighbours; the node too."""
    for name, part in nlp.pipeline:
        model = getattr(part, "model", None)
        if model is None or model is True:
            continue
        for node in model.walk():
            if len(node.layers) == 2 and node.layers[1].name.startswith("with_array(residual(expand_window"):
                yield name, model, node


def _look_up_in_sets(nlp: Any) -> None:
    """The lemmatizer asks for each guess whether it is one of up to 57,528 words, which it holds in lists."""
    if nlp.has_pipe("lemmatizer"):
        known = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
        for pos in known:
            known[pos] = frozenset(known[pos])


def _parse_together(nlp: Any) -> None:
    """Puts the arc finder where the parser was; spaCy would only take one that is registered by name."""
    parts = nlp._components
    parts[:] = [(name, ArcFinder(part) if name == "parser" else part) for name, part in parts]


@contextmanager
def one_thread() -> Iterator[None]:
    """Keeps products to one thread: they are too small to gain by more, and threads would wait."""
    with _blas().limit(limits=1, user_api="blas"):
        yield


@cache
def _blas() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _remembering(embedding: Any, vocab: Any) -> Any:
    from thinc.api import Model

    known = WordVectors(embedding, vocab)

    def forward(model: Any, docs: Sequence[Any], is_train: bool) -> tuple[list[Any], Any]:
        return known.of(docs), None

    return Model("remembered_vectors", forward, dims={"nO": embedding.maybe_get_dim("nO")})


class WordVectors:
    """The vectors of words outside any sentence, computed by a part of the pipeline when first met."""

    def __init__(self, embedding: Any, vocab: Any) -> None:
        from spacy.attrs import NORM, ORTH, SPACY

        self._embedding = embedding
        self._vocab = vocab
        self._columns = [ORTH, NORM, SPACY]
        self._row: dict[int, int] = {}
        self._vectors: NDArray[np.float32] | None = None
        self._lock = Lock()

    def of(self, docs: Sequence[Any]) -> list[NDArray[np.float32]]:
        """For each document the vectors of its words, shape `(words, width)`."""
        words = np.concatenate([doc.to_array(self._columns) for doc in docs])
        keys = (((words[:, 0] * _MIX) ^ words[:, 1]) << np.uint64(1) | words[:, 2]).tolist()
        with self._lock:
            if len(self._row) > _MOST:
                self._row.clear()
            new = {key: at for at, key in enumerate(keys) if key not in self._row}
            if new:
                self._learn(list(new), words[list(new.values())])
            assert self._vectors is not None
            found = self._vectors[[self._row[key] for key in keys]]
        return np.split(found, np.cumsum([len(doc) for doc in docs])[:-1])

    def _learn(self, keys: Sequence[int], words: NDArray[np.uint64]) -> None:
        from spacy.tokens import Doc

        texts = [self._vocab.strings[form] for form in words[:, 0].tolist()]
        doc = Doc(self._vocab, words=texts, spaces=words[:, 2].astype(bool).tolist())
        (vectors,) = self._embedding.predict([doc.from_array(self._columns[1:2], words[:, 1:2])])
        first = len(self._row)
        last = first + len(keys)
        if self._vectors is None or last > len(self._vectors):
            room = np.empty((2 * last, vectors.shape[1]), dtype=np.float32)
            room[:first] = self._vectors[:first] if self._vectors is not None else 0
            self._vectors = room
        self._vectors[first:last] = vectors
        self._row.update(zip(keys, range(first, last), strict=True))

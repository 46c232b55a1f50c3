"""Words among their neighbours: what takes most of a parse, in 8 bits."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.extract.sessions import session

Vectors = NDArray[np.float32]


def encoded(content: bytes, node: Any) -> Any:
    """
    A node that stands for one of spaCy's which sees the words of sentences among their neighbours.

    Args:
        content: The same layers as ONNX, from the vectors of words in one table, `(words, width)`, to others.
        node: What it stands for.
    """
    from thinc.api import Model  # late: heavy

    encoder = session(content)
    (words,) = encoder.get_inputs()
    # Between sentences, as spaCy has it:
    gap = np.zeros((node.attrs["pad"], words.shape[1]), dtype=np.float32)

    def forward(model: Any, sentences: Sequence[Vectors], is_train: bool) -> tuple[list[Vectors], Any]:
        table = np.concatenate([gap, *(part for sentence in sentences for part in (sentence, gap))])
        (found,) = encoder.run(None, {words.name: table})
        lengths = np.array([len(sentence) for sentence in sentences], dtype=np.int64)
        ends = np.cumsum(lengths + len(gap))
        return [found[end - length : end] for end, length in zip(ends, lengths, strict=True)], None

    return Model(f"encoded({node.name})", forward)

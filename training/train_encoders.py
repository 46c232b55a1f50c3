"""
Writes the encoders of the language model in 8 bits: how words are seen among their neighbours.

    python training/train_encoders.py eval/open/docs.jsonl [MORE.jsonl ...]

Nothing is learned but how wide each layer's vectors get in these reports (JSON objects a line, with `text`);
the weights are the language model's. Prints the checksums that `data/models.toml` pins, and in how many words
of the reports tags, arcs, relations and names differ from those of 32 bits.

Weights take seven bits of their eight: then sums of two products fit 16 bits, in which processors without
VNNI add them up, and every machine sees the same vectors. One fixed scale a layer, not one a batch: a
sentence is parsed as it is, whatever stands beside it.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import spacy
from onnx import TensorProto, helper, numpy_helper

from contested.extract.language_model import installed_model
from contested.extract.word_vectors import encoders_of, quicken

_DATA = Path(__file__).resolve().parents[1] / "src" / "contested" / "data"
_ROOM = 1.1  # beyond the widest vector that was met
_MOST = 63  # the largest weight
_SHIFTS = ((0, -2), (1, -1), (2, np.iinfo(np.int64).max))  # the word before, the word, the word behind


def main() -> None:
    """Writes the files and says how they do."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--language", default="en")
    options = parser.parse_args()
    lines = [line for file in options.files for line in file.read_text("utf-8").split("\n") if line]
    texts = [json.loads(line)["text"] for line in lines]
    folder, model = installed_model(options.language)
    before = quicken(spacy.load(folder, exclude=["senter"]))
    encoders = dict(encoders_of(before))
    widths = {name: _widths(encoder) for name, encoder in encoders.items()}
    said = list(_said(before, texts))
    out = _DATA / "languages" / options.language / "encoders"
    out.mkdir(parents=True, exist_ok=True)
    print(f"# of {model.package}:")
    for name, encoder in encoders.items():
        written = _graph(encoder, widths[name]).SerializeToString()
        (out / f"{name}.onnx").write_bytes(written)
        print(f'{name} = "{hashlib.sha256(written).hexdigest()}"')
    files = {name: (out / f"{name}.onnx").read_bytes() for name in encoders}
    _compare(said, list(_said(quicken(spacy.load(folder, exclude=["senter"]), files), texts)))


def _layers(encoder: Any) -> list[Any]:
    """The residual layers: each looks at a word with both its neighbours."""
    return [
        node for node in encoder.walk() if node.name.startswith("residual") and ">>residual" not in node.name
    ]


def _widths(encoder: Any) -> list[list[float]]:
    """The least and the largest number that each layer is given, kept up to date while texts are read."""
    return [_watched(layer) for layer in _layers(encoder)]


def _watched(layer: Any) -> list[float]:
    seen = [0.0, 0.0]
    forward = layer._func

    def watch(model: Any, vectors: Any, is_train: bool) -> Any:
        seen[:] = min(seen[0], float(vectors.min())), max(seen[1], float(vectors.max()))
        return forward(model, vectors, is_train)

    layer._func = watch
    return seen


def _graph(encoder: Any, widths: Sequence[Sequence[float]]) -> onnx.ModelProto:
    """The layers one after another, on the vectors of all words of a batch in one table."""
    nodes: list[onnx.NodeProto] = []
    constants: list[onnx.TensorProto] = []

    def constant(value: Any, kind: type) -> str:
        constants.append(numpy_helper.from_array(np.asarray(value, dtype=kind), f"c{len(constants)}"))
        return str(constants[-1].name)

    def node(operation: str, inputs: Sequence[str], count: int = 1, **settings: Any) -> list[str]:
        outputs = [f"n{len(nodes)}.{number}" for number in range(count)]
        nodes.append(helper.make_node(operation, inputs, outputs, **settings))
        return outputs

    axis, border = constant([0], np.int64), constant([1, 0, 1, 0], np.int64)
    shifts = [[constant([edge], np.int64) for edge in edges] for edges in _SHIFTS]
    vectors = "words"
    for layer, (least, most) in zip(_layers(encoder), widths, strict=True):
        _, maxout, norm = (part for part in layer.walk() if not part.layers and part.name != "dropout")
        step = _ROOM * (most - least) / 255
        scale, zero = constant(step, np.float32), constant(round(-_ROOM * least / step), np.uint8)
        (rounded,) = node("QuantizeLinear", [vectors, scale, zero])
        (wider,) = node("Pad", [rounded, border, zero])
        window = [node("Slice", [wider, begin, end, axis])[0] for begin, end in shifts]
        (window,) = node("Concat", window, axis=1)
        weights = maxout.get_param("W")  # (width, pieces, 3 * width)
        width, pieces, inputs = weights.shape
        weights = weights.transpose(2, 1, 0).reshape(inputs, pieces * width)
        scales = np.abs(weights).max(axis=0) / _MOST
        product = [window, constant(np.rint(weights / scales), np.int8), scale, constant(scales, np.float32)]
        product += [zero, "", constant(maxout.get_param("b").T.reshape(-1), np.float32)]
        (summed,) = node("MatMulIntegerToFloat", product, domain="com.microsoft")
        split = node("Split", [summed, constant([width] * pieces, np.int64)], pieces, axis=1)
        (best,) = node("Max", split)
        normed = [best, *(constant(norm.get_param(name), np.float32) for name in ("G", "b"))]
        (normed,) = node("LayerNormalization", normed, axis=-1, epsilon=1e-8)
        (vectors,) = node("Add", [vectors, normed])
    shape = ["words", width]
    graph = helper.make_graph(
        nodes,
        "encoder",
        [helper.make_tensor_value_info("words", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(vectors, TensorProto.FLOAT, shape)],
        constants,
    )
    versions = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=versions, ir_version=9, producer_name="contested")


def _said(nlp: Any, texts: Sequence[str]) -> Iterator[list[Any]]:
    """Tags, heads, relations and names of each text."""
    for doc in nlp.pipe(texts, disable=["attribute_ruler", "lemmatizer"]):
        words = [[word.tag_ for word in doc], [word.head.i for word in doc], [word.dep_ for word in doc]]
        yield [*words, {(name.start, name.end, name.label_) for name in doc.ents}]


def _compare(before: Sequence[list[Any]], after: Sequence[list[Any]]) -> None:
    words = sum(len(said[0]) for said in before)
    for at, what in enumerate(("tags", "heads", "relations")):
        differ = sum(
            a != b for x, y in zip(before, after, strict=True) for a, b in zip(x[at], y[at], strict=True)
        )
        print(f"{what}: {differ} of {words:,} words differ ({differ / words:.2%})")
    names = sum(len(said[3]) for said in before)
    lost = sum(len(x[3] - y[3]) for x, y in zip(before, after, strict=True))
    print(f"names: {lost} of {names:,} differ ({lost / names:.2%})")


if __name__ == "__main__":
    main()

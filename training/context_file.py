"""Writes a context network as the package reads it: encoder and heads in 8 bits, words as arrays."""

import copy
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from context_net import Encoder, Net
from near import chunks, together
from pretrained import pieces, pretrained, wordpieces
from rereading import Read
from role_heads import write_roles
from torch import Tensor, nn
from torch.nn import functional

from contested.extract.context.questions import Prepared, Vocabulary
from contested.extract.context.windows import numbered, opened

_INPUTS = ("ids", "kinds", "sides", "stances")
_SHOWN = 30  # reports; enough to see how wide each channel gets
_TO_WEIGHTS = (
    0.8  # how much of a channel's width goes from the vectors into the weights; 0.65 and 0.9 are worse
)


class _Shrinks(NamedTuple):
    """What vectors are multiplied by, channel by channel, before they meet the weights of a layer."""

    attention: Tensor
    inner: Tensor
    outer: Tensor


def write(net: Net, vocabulary: Vocabulary, sample: Sequence[Prepared], out: Path) -> None:
    """
    The files of a network.

    Args:
        net: The network.
        vocabulary: Its events, stances and relations.
        sample: Reports that show how wide each channel of its vectors gets.
        out: Folder to write to.
    """
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "encoder.onnx"
        _export(*_balanced(net.encoder, sample), whole)
        quantize_dynamic(
            whole,
            out / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},  # of what follows an attention node
        )
    write_roles(net, out / "roles.onnx")
    arrays = {name: array.astype(np.float16) for name, array in net.arrays().items()}
    words = {
        "events": vocabulary.events,
        "stances": tuple(vocabulary.stances),
        "relations": tuple(vocabulary.relations),
        **{
            part: (hashlib.sha256((out / f"{part}.onnx").read_bytes()).hexdigest(),)
            for part in ("encoder", "roles")
        },
    }
    texts = {name: np.frombuffer("\n".join(lines).encode(), dtype=np.uint8) for name, lines in words.items()}
    np.savez_compressed(out / "heads.npz", **arrays, **texts)
    (out / "wordpieces.txt").write_text("\n".join(wordpieces(pretrained())), "utf-8")


def shown(held: Read, vocabulary: Vocabulary) -> list[Prepared]:
    """The first gold reports, as the network sees them."""
    gold = [reading for item, reading in held if not item.silver]
    return [Prepared(reading, pieces(), vocabulary) for reading in gold[:_SHOWN]]


def _balanced(encoder: Encoder, sample: Sequence[Prepared]) -> tuple[Encoder, list[_Shrinks]]:
    """
    The same encoder with channels of about one width before every product, so that 8 bits suffice for all.

    One scale serves all channels of a product's input: a few wide ones leave the others few steps. What a
    channel is divided by its weights are multiplied by (Xiao et al. 2023, SmoothQuant).
    """
    widest = _widest(encoder, sample)
    encoder, original = copy.deepcopy(encoder), encoder
    shrinks = []
    with torch.no_grad():
        for layer, before in zip(encoder.body.encoder.layer, original.body.encoder.layer, strict=True):
            among, out = layer.attention.self, layer.attention.output.dense
            grown = _grow(widest[before.attention.output.dense], out)
            for part in (among.value.weight, among.value.bias):  # attention only adds values up
                part /= grown if part.dim() == 1 else grown[:, None]
            shrinks.append(
                _Shrinks(
                    1 / _grow(widest[before.attention.self.value], among.query, among.key, among.value),
                    1 / _grow(widest[before.intermediate.dense], layer.intermediate.dense),
                    1 / _grow(widest[before.output.dense], layer.output.dense),
                )
            )
    return encoder, shrinks


def _grow(widest: Tensor, *products: nn.Linear) -> Tensor:
    """Multiplies the weights of products of one input, and gives what by, channel by channel."""
    weights = torch.stack([product.weight.abs().amax(0) for product in products]).amax(0)
    grown = widest.clamp(min=1e-4) ** _TO_WEIGHTS / weights.clamp(min=1e-4) ** (1 - _TO_WEIGHTS)
    grown = grown / grown.mean()
    for product in products:
        product.weight *= grown
    return grown


def _widest(encoder: Encoder, sample: Sequence[Prepared]) -> dict[nn.Module, Tensor]:
    """The largest size that each channel of each product's input has in a sample."""
    found: dict[nn.Module, Tensor] = {}

    def look(product: nn.Module, inputs: tuple[Tensor]) -> None:
        here = inputs[0].abs().flatten(0, -2).amax(0)
        found[product] = torch.maximum(found.get(product, here), here)

    products = [part for part in encoder.body.encoder.modules() if isinstance(part, nn.Linear)]
    hooks = [product.register_forward_pre_hook(look) for product in products]
    with torch.no_grad():
        for inputs in _windows(sample):
            encoder(*inputs)
    for hook in hooks:
        hook.remove()
    return found


def _windows(sample: Sequence[Prepared]) -> Iterator[tuple[Tensor, ...]]:
    for report in sample:
        for view in report.views:
            told = (opened(view.window, values) for values in report.marks)
            yield tuple(torch.tensor(row)[None] for row in (numbered(view.window, report.pieces), *told))


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

    def __init__(self, encoder: Encoder, shrinks: Sequence[_Shrinks]) -> None:
        super().__init__()
        self.encoder = encoder
        self.shrinks = shrinks

    def forward(self, ids: Tensor, kinds: Tensor, sides: Tensor, stances: Tensor, needed: Tensor) -> Tensor:
        """A vector for each needed piece, `(windows, needed, width)`: the last layer makes no others."""
        told, body = self.encoder, self.encoder.body
        words = body.embeddings
        vectors = words.word_embeddings(ids) + told.kinds(kinds) + told.sides(sides) + told.stances(stances)
        places = words.position_embeddings.weight[: ids.shape[1]]
        vectors = words.LayerNorm(vectors + places + words.token_type_embeddings.weight[0])
        for number, (layer, shrinks) in enumerate(zip(body.encoder.layer, self.shrinks, strict=True)):
            among, out = layer.attention.self, layer.attention.output
            shrunk = vectors * shrinks.attention
            known = among.key(shrunk), among.value(shrunk)
            if layer is body.encoder.layer[-1]:
                vectors, shrunk = vectors.index_select(1, needed), shrunk.index_select(1, needed)
            seen = self._attended(number, among.query(shrunk), *known)
            vectors = out.LayerNorm(out.dense(seen) + vectors)
            inner = functional.gelu(layer.intermediate.dense(vectors * shrinks.inner))
            vectors = layer.output.LayerNorm(layer.output.dense(inner * shrinks.outer) + vectors)
        return vectors

    def _attended(self, number: int, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        heads, shifts = self.encoder.body.config.num_attention_heads, self.encoder.shifts
        if number >= len(shifts):
            return _Attention.apply(query, key, value, heads)
        shift = shifts[number]
        return together(
            _Attention.apply(*(chunks(part, shift) for part in (query, key, value)), heads), query, shift
        )


def _export(encoder: Encoder, shrinks: Sequence[_Shrinks], path: Path) -> None:
    example = (*(torch.ones(1, 7, dtype=torch.long) for _ in _INPUTS), torch.arange(3))
    torch.onnx.export(
        _Exported(encoder, shrinks).eval(),
        example,
        str(path),
        input_names=[*_INPUTS, "needed"],
        output_names=["vectors"],
        dynamic_axes={
            **{name: {0: "windows", 1: "pieces"} for name in _INPUTS},
            "needed": {0: "needed"},
            "vectors": {0: "windows", 1: "needed"},
        },
        opset_version=17,
        dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )

"""
Attention in which each piece of a word sees those around it only, in the first layers of a small network.

Pieces are cut into chunks, and each sees its own chunk. The second such layer cuts elsewhere, so that no
place of a text lies at an edge in both. What fills up the outer chunks is seen, too, and says nothing.
"""

from typing import Any

from torch import Tensor, nn
from torch.nn import functional
from transformers.modeling_utils import ALL_ATTENTION_FUNCTIONS

NEAR = "near"  # what transformers calls this attention
CHUNK = 64  # pieces
SHIFTS = (0, CHUNK // 2)  # where the first layers begin to cut, layer by layer


def chunks(vectors: Tensor, shift: int) -> Tensor:
    """`(windows, pieces, width)` as `(chunks, CHUNK, width)`, zeros where a window fills no chunk."""
    filled = functional.pad(vectors, (0, 0, shift, (-vectors.shape[1] - shift) % CHUNK))
    return filled.reshape(-1, CHUNK, vectors.shape[2])


def together(chunked: Tensor, like: Tensor, shift: int) -> Tensor:
    """Chunks as the windows that they were cut from, `(windows, pieces, width)`."""
    windows, pieces, width = like.shape
    return chunked.reshape(windows, -1, width)[:, shift : shift + pieces]


def _attend(
    layer: nn.Module, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, **_: Any
) -> tuple[Tensor, None]:
    """Attention as transformers asks for it, parts `(windows, heads, pieces, width)`; takes no padding."""
    if mask is not None:
        raise ValueError("windows of one length only: padding would be seen")
    if layer.layer_idx >= len(SHIFTS):
        seen = functional.scaled_dot_product_attention(query, key, value)
    else:
        shift = SHIFTS[layer.layer_idx]
        parts = [chunks(part.flatten(0, 1), shift).unsqueeze(1) for part in (query, key, value)]
        found = functional.scaled_dot_product_attention(*parts).squeeze(1)
        seen = together(found, query.flatten(0, 1), shift).view_as(query)
    return seen.transpose(1, 2).contiguous(), None


ALL_ATTENTION_FUNCTIONS.register(NEAR, _attend)

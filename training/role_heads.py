"""The heads of the roles as a model of their own, in 8 bits."""

import tempfile
from pathlib import Path
from typing import Any

import torch
from context_net import Coded, Net
from torch import Tensor, nn

from contested.extract.choosing import ROLES
from contested.extract.context.questions import Fillers


class _Role(nn.Module):
    """
    The heads of one role as `Net.first` has them, with less to do for each filler.

    What hangs on a few numbers alone (the side that an implied filler stands for, and how that stands to the
    outlet) is looked up.
    """

    def __init__(self, net: Net, role: str) -> None:
        super().__init__()
        head = net.roles[role]
        meant = head.implied + (net.side.weight[:, None] + net.stance.weight).flatten(0, 1)
        self.head, self.stances = head, len(net.stance.weight)
        # The first row is for what is not implied.
        self.meant = _after_nothing(meant)
        self.meant_alone = _after_nothing(head.filler(meant))

    def forward(
        self, vectors: Tensor, triggers: Tensor, events: Tensor, code: Coded
    ) -> tuple[Tensor, Tensor]:
        """Scores of the fillers, `(fillers,)`, and of none, `(triggers,)`."""
        stands_for = code.implied * (1 + code.sides * self.stances + code.stances)
        implied = self.meant[stands_for], self.meant_alone[stands_for]
        return self.head.compared(vectors, triggers, events, code, implied)


def _after_nothing(rows: Tensor) -> Tensor:
    return torch.cat([torch.zeros(1, rows.shape[1]), rows]).detach()


class _Roles(nn.Module):
    """What the heads say before the roles are looked at together: for each role its fillers, then none."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.roles = nn.ModuleDict({role: _Role(net, role) for role in ROLES})

    def forward(
        self,
        vectors: Tensor,
        triggers: Tensor,
        events: Tensor,
        party_of: Tensor,
        parties: Tensor,
        place_of: Tensor,
        places: Tensor,
    ) -> tuple[Tensor, ...]:
        """Scores `(parties,)`, `(triggers,)` for actor and target, `(places,)`, `(triggers,)` for place."""
        party, place = Coded(party_of, *parties.unbind()), Coded(place_of, *places.unbind())
        by_role = [
            self.roles[role](vectors, triggers, events, place if role == "place" else party) for role in ROLES
        ]
        return tuple(part for pair in by_role for part in pair)


def write_roles(net: Net, file: Path) -> None:
    """The heads of a network's roles as ONNX; products in 8 bits but for the last, which adds up scores."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    axes = {
        "vectors": {0: "vectors"},
        "triggers": {0: "triggers"},
        "events": {0: "triggers"},
        "party_of": {0: "parties"},
        "parties": {1: "parties"},
        "place_of": {0: "places"},
        "places": {1: "places"},
    }
    columns = len(Fillers._fields)
    vectors, triggers = torch.zeros(3, net.encoder.width), torch.zeros(2, net.encoder.width)
    of, codes = torch.tensor([0, 1, 1, 1]), torch.zeros(columns, 4, dtype=torch.long)
    example = (vectors, triggers, torch.zeros(2, dtype=torch.long), of, codes, of[:3], codes[:, :3])
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "roles.onnx"
        torch.onnx.export(
            _Roles(net).eval(),
            example,
            str(whole),
            input_names=list(axes),
            output_names=[part for role in ROLES for part in (role, f"{role}.none")],
            dynamic_axes=axes,
            opset_version=20,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            file,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm"],
            nodes_to_exclude=_into_one_column(onnx.load(whole)),
        )


def _into_one_column(model: Any) -> list[str]:
    sizes = {tensor.name: tensor.dims for tensor in model.graph.initializer}
    return [
        node.name
        for node in model.graph.node
        if node.op_type == "MatMul" and list(sizes.get(node.input[1], ()))[-1:] == [1]
    ]

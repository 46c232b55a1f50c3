"""The context network as PyTorch trains it; `contested.extract.context.network` runs what comes out."""

import math
import random
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from context_examples import Lesson
from near import NEAR, SHIFTS
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from contested.extract.choosing import ROLES
from contested.extract.context.questions import DISTANCES, Code, Fillers, Vocabulary
from contested.extract.context.windows import KINDS, SIDES, numbered, opened

_HIDDEN = 192
_MASK = 103  # [MASK]
_NAME_DROP = 0.15  # names learned in one war are worth nothing in the next
_RELATION_DROP = 0.2
_BATCH = 2


class _Scorer(nn.Module):
    """Two layers over a trigger's vector."""

    def __init__(self, width: int, classes: int) -> None:
        super().__init__()
        self.inner, self.drop, self.outer = (
            nn.Linear(width, _HIDDEN),
            nn.Dropout(0.2),
            nn.Linear(_HIDDEN, classes),
        )

    def forward(self, vectors: Tensor) -> Tensor:
        return self.outer(self.drop(functional.gelu(self.inner(vectors), approximate="tanh")))


class _Role(nn.Module):
    """Compares a trigger with what may fill one of its roles."""

    def __init__(self, width: int, vocabulary: Vocabulary) -> None:
        super().__init__()
        events = len(vocabulary.events)
        self.trigger = nn.Linear(width, _HIDDEN, bias=False)
        self.filler = nn.Linear(width, _HIDDEN, bias=False)
        self.both = nn.Linear(width, _HIDDEN, bias=False)
        self.event = _embedding(events, _HIDDEN, 0.1)
        self.distance = _embedding(DISTANCES, _HIDDEN, 0.1)
        self.relation = _embedding(len(vocabulary.relations) + 1, _HIDDEN, 0.1)
        self.out = nn.Linear(_HIDDEN, 1, bias=False)
        self.none = _Scorer(width, events)
        self.implied = nn.Parameter(torch.randn(width) * 0.02)
        self.foes = _embedding(2 * events, 2, 0.0)
        self.drop = nn.Dropout(0.2)

    def compared(
        self, vectors: Tensor, triggers: Tensor, events: Tensor, code: "Coded", implied: tuple[Tensor, Tensor]
    ) -> tuple[Tensor, Tensor]:
        """
        How fillers do, `(fillers,)`, and leaving the role open, `(triggers,)`.

        Args:
            vectors: Those of mentions and sides, by number.
            triggers: Those of the triggers.
            events: The event of each trigger.
            code: The fillers.
            implied: What is added for each that is implied, and the same multiplied as fillers are.
        """
        meant, meant_alone = implied
        filled = vectors[code.vectors] + meant
        hidden = self.both(filled * triggers[code.of]) + meant_alone
        hidden = hidden + self.filler(vectors)[code.vectors]
        hidden = hidden + (self.trigger(triggers) + self.event(events))[code.of]
        hidden = hidden + (self.distance(code.distances) + self.relation(code.relations))
        scores = self.out(self.drop(functional.gelu(hidden, approximate="tanh")))[:, 0]
        return scores, self.none(triggers).gather(1, events[:, None])[:, 0]


class Encoder(nn.Module):
    """A pretrained transformer that is also told what tables know of each piece."""

    def __init__(self, pretrained: Path, layers: int, near: bool, stances: int) -> None:
        super().__init__()
        self.shifts = SHIFTS if near else ()  # of the layers that attend to near pieces only: the first ones
        self.body = AutoModel.from_pretrained(
            pretrained,
            attention_probs_dropout_prob=0.0,
            add_pooling_layer=False,
            local_files_only=True,
            attn_implementation=NEAR if near else "sdpa",
        )
        self.body.encoder.layer = self.body.encoder.layer[:layers]
        self.width = self.body.config.hidden_size
        self.kinds = _embedding(len(KINDS) + 1, self.width, 0.02)
        self.sides = _embedding(SIDES, self.width, 0.02)
        self.stances = _embedding(stances, self.width, 0.02)

    def forward(
        self, ids: Tensor, kinds: Tensor, sides: Tensor, stances: Tensor, mask: Tensor | None = None
    ) -> Tensor:
        """A vector for each piece, shape `(windows, pieces, width)`."""
        return self.layers(ids, kinds, sides, stances, mask)[-1]

    def layers(
        self, ids: Tensor, kinds: Tensor, sides: Tensor, stances: Tensor, mask: Tensor | None = None
    ) -> Sequence[Tensor]:
        """The same before the first layer and after each."""
        words = self.body.embeddings.word_embeddings(ids)
        told = words + self.kinds(kinds) + self.sides(sides) + self.stances(stances)
        return self.body(inputs_embeds=told, attention_mask=mask, output_hidden_states=True).hidden_states


class Net(nn.Module):
    """Encoder and heads; the arrays of the heads have the names that the package asks for."""

    def __init__(
        self, pretrained: Path, vocabulary: Vocabulary, layers: int = 6, *, near: bool = False
    ) -> None:
        super().__init__()
        self.encoder = Encoder(pretrained, layers, near, len(vocabulary.stances) + 1)
        width = self.encoder.width
        self.trigger = _Scorer(width, len(vocabulary.events))
        self.roles = nn.ModuleDict({role: _Role(width, vocabulary) for role in ROLES})
        self.side = _embedding(SIDES, width, 0.02)
        self.stance = _embedding(len(vocabulary.stances) + 1, width, 0.02)
        self.drop = nn.Dropout(0.2)

    def arrays(self) -> dict[str, np.ndarray]:
        """What the package multiplies itself, under the names that it asks for."""
        found = {f"{role}.foes": self.roles[role].foes.weight for role in ROLES if role != "place"}
        for name, product in (("in", self.trigger.inner), ("out", self.trigger.outer)):
            found |= {f"trigger.{name}": product.weight.T, f"trigger.{name}.bias": product.bias}
        return {name: tensor.detach().float().numpy().copy() for name, tensor in found.items()}

    def loss(self, batch: Sequence[Lesson]) -> Tensor:
        """The summed surprise at the right answers of some windows."""
        sums = summed(self.drop(self.encoded(inputs_of(batch, masked=self.training))[-1]))
        total = sums.sum() * 0
        spans = [(row, span, event) for row, one in enumerate(batch) for span, event in one.triggers]
        scores = self.events(sums, [(row, span) for row, span, _ in spans])
        total = total + functional.cross_entropy(
            scores, torch.tensor([event for *_, event in spans]), reduction="sum"
        )
        for row, lesson in enumerate(batch):
            if lesson.asked:
                total = total + self._role_loss(sums[row : row + 1], lesson)
        return total

    def encoded(self, inputs: Mapping[str, Tensor]) -> Sequence[Tensor]:
        """The vectors of each piece before the first layer and after each, the last one those that count."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return [layer.float() for layer in self.encoder.layers(**inputs)]

    def events(self, sums: Tensor, spans: Sequence[tuple[int, tuple[int, int]]]) -> Tensor:
        """How each event type fits words, each given by its window and span."""
        return self.trigger(_means(sums, spans))

    def answers(self, sums: Tensor, lesson: Lesson) -> dict[str, "Answers"]:
        """How all that may fill the roles of a window's triggers does, those of foes last."""
        view = lesson.report.views[lesson.window]
        questions = [asked.question for asked in lesson.asked]
        mentions = _means(sums, [(0, span) for span in view.spans])
        sides = [mentions[group].mean(0, keepdim=True) for group in view.groups]
        vectors = torch.cat([torch.zeros(1, sums.shape[2]), mentions, *sides])
        triggers = _means(sums, [(0, q.trigger) for q in questions])
        events = torch.tensor([q.event for q in questions])
        coded = {role: Coded.made([q.fillers[role] for q in questions]) for role in ROLES}
        first = {role: self.first(role, triggers, events, coded[role], vectors) for role in ROLES}
        by_side = {
            role: _by_side(*(part.detach() for part in first[role]), coded[role])
            for role in ("actor", "target")
        }
        foes = _foes(by_side["actor"], by_side["target"])
        found = {}
        for role, other in (("actor", "target"), ("target", "actor"), ("place", None)):
            scores, none = first[role]
            code = coded[role]
            if other is not None:
                weights = self.roles[role].foes(2 * events[code.of] + code.implied)
                named = (code.sides > 0).float()
                theirs, against = by_side[other], by_side[other] @ foes
                scores = scores + 4 * named * (
                    weights[:, 0] * theirs[code.of, code.sides] + weights[:, 1] * against[code.of, code.sides]
                )
            found[role] = Answers(first[role][0], scores, none, code)
        return found

    def _role_loss(self, sums: Tensor, lesson: Lesson) -> Tensor:
        total = sums.sum() * 0
        for role, (first, scores, none, code) in self.answers(sums, lesson).items():
            right = [asked.right[role] for asked in lesson.asked]
            if role != "place":
                total = total + 0.3 * _surprise(first, none, code, right)
            total = total + _surprise(scores, none, code, right)
        return total

    def first(
        self, role: str, triggers: Tensor, events: Tensor, code: "Coded", vectors: Tensor
    ) -> tuple[Tensor, Tensor]:
        """How all that may fill a role does, and leaving it open, before the other roles are looked at."""
        head = self.roles[role]
        if self.training:
            kept = torch.rand(code.relations.shape) >= _RELATION_DROP
            code = code._replace(relations=code.relations * kept)
        meant = code.implied[:, None] * (head.implied + self.side(code.sides) + self.stance(code.stances))
        return head.compared(vectors, triggers, events, code, (meant, head.filler(meant)))


def inputs_of(batch: Sequence[Lesson], *, masked: bool) -> dict[str, Tensor]:
    """Some windows as the encoder takes them, padded to the longest; some names masked for training."""
    views = [(lesson, lesson.report.views[lesson.window]) for lesson in batch]
    longest = max(view.window.size for _, view in views)
    columns: dict[str, list[np.ndarray]] = {
        "ids": [],
        "kinds": [],
        "sides": [],
        "stances": [],
        "mask": [],
    }
    for lesson, view in views:
        window, marks = view.window, lesson.report.marks
        ids = numbered(window, lesson.report.pieces)
        kinds = opened(window, marks.kinds)
        if masked:
            for start, end in view.spans:
                named = KINDS[int(kinds[start]) - 1].value in ("party", "place")
                if named and random.random() < _NAME_DROP:
                    ids[start:end] = _MASK
        rows = {
            "ids": ids,
            "kinds": kinds,
            "sides": opened(window, marks.sides),
            "stances": opened(window, marks.stances),
            "mask": np.ones(window.size, dtype=np.int64),
        }
        for name, row in rows.items():
            columns[name].append(np.pad(row, (0, longest - len(row))))
    inputs = {name: torch.tensor(np.stack(rows)) for name, rows in columns.items()}
    if len(batch) == 1:
        del inputs["mask"]  # nothing is padded, and attention without a mask is quicker
    return inputs


def summed(vectors: Tensor) -> Tensor:
    """Sums from the left, so that the mean over any span is one subtraction."""
    return functional.pad(vectors.cumsum(1), (0, 0, 1, 0))


class Coded(NamedTuple):
    """The fillers of one role for some questions, one after another; `of` is the question's number."""

    of: Tensor
    vectors: Tensor
    implied: Tensor
    distances: Tensor
    sides: Tensor
    stances: Tensor
    relations: Tensor

    @classmethod
    def made(cls, asked: Sequence[Sequence[Code]]) -> "Coded":
        """From the package's own."""
        of = [number for number, one in enumerate(asked) for _ in one]
        columns = Fillers.of(asked)._asdict()
        return cls(
            torch.tensor(of, dtype=torch.long),
            **{name: torch.tensor(column) for name, column in columns.items()},
        )


class Answers(NamedTuple):
    """Scores of what may fill a role before and after the others are looked at, and of leaving it open."""

    first: Tensor
    scores: Tensor
    none: Tensor
    code: Coded


def _embedding(rows: int, width: int, spread: float) -> nn.Embedding:
    table = nn.Embedding(rows, width)
    nn.init.normal_(table.weight, std=spread) if spread else nn.init.zeros_(table.weight)
    return table


def _means(sums: Tensor, spans: Sequence[tuple[int, tuple[int, int]]]) -> Tensor:
    if not spans:
        return torch.zeros(0, sums.shape[2])
    rows = torch.tensor([row for row, _ in spans])
    starts = torch.tensor([span[0] for _, span in spans])
    ends = torch.tensor([span[1] for _, span in spans])
    return (sums[rows, ends] - sums[rows, starts]) / (ends - starts)[:, None]


def _by_side(scores: Tensor, none: Tensor, code: Coded) -> Tensor:
    highest = none.clone().scatter_reduce(0, code.of, scores, "amax")
    grown = torch.exp(scores - highest[code.of])
    total = torch.exp(none - highest).index_add(0, code.of, grown)
    found = torch.zeros(len(none) * SIDES)
    found.index_add_(0, code.of * SIDES + code.sides, grown / total[code.of])
    return found.view(len(none), SIDES)


def _foes(actors: Tensor, targets: Tensor) -> Tensor:
    met = actors.T @ targets
    met = (met + met.T) * (1 - torch.eye(SIDES))
    met[0] = 0
    met[:, 0] = 0
    return met / (met.sum(1, keepdim=True) + 0.3)


def _surprise(scores: Tensor, none: Tensor, code: Coded, right: Sequence[list[bool] | None]) -> Tensor:
    total = none.sum() * 0
    sizes = torch.bincount(code.of, minlength=len(none)).tolist()
    for number, part in enumerate(scores.split(sizes)):
        if (ok := right[number]) is not None:
            shares = functional.log_softmax(torch.cat([part, none[number : number + 1]]), 0)
            total = total - torch.logsumexp(shares[torch.tensor(ok)], 0)
    return total


def train(net: Net, lessons: Sequence[Lesson], *, epochs: int, rate: float = 2e-4) -> Net:
    """Fits a network to lessons; says on stderr how it goes."""
    random.seed(0)
    body = list(net.encoder.body.parameters())
    in_body = {id(parameter) for parameter in body}
    rest = [parameter for parameter in net.parameters() if id(parameter) not in in_body]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": rest, "lr": 1e-3}], weight_decay=0.01
    )
    order = list(lessons)
    steps = epochs * math.ceil(len(order) / _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, 10 * (step + 1) / steps) * max(0.0, 1 - step / steps)
    )
    for epoch in range(epochs):
        net.train()
        began, total = time.monotonic(), 0.0
        for batch in batches(order, _BATCH):
            loss = net.loss(batch) / 30
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(
            f"epoch {epoch}: loss {total / steps * epochs:.3f}, {time.monotonic() - began:.0f} s",
            file=sys.stderr,
        )
    return net.eval()


def batches(order: list[Lesson], size: int) -> list[list[Lesson]]:
    """Windows of about the same length together, otherwise shuffled."""
    random.shuffle(order)
    block = 8 * size
    found = []
    for at in range(0, len(order), block):
        part = sorted(order[at : at + block], key=lambda one: one.report.views[one.window].window.size)
        found += [part[i : i + size] for i in range(0, len(part), size)]
    random.shuffle(found)
    return found
